import { allocate } from '#engine/allocation.ts'
import { isLimited, noLimits, withinLimits, type Limits } from '#engine/mixed-share.ts'
import { groupsBetterAlone, leastCore, type LeastCore } from '#engine/core.ts'
import type { Complaint } from '#engine/excess.ts'
import { jointCost, standAloneCosts, type Game } from '#engine/game.ts'
import type { SolveLp } from '#engine/lp.ts'
import { roundToPence } from '#engine/money.ts'
import type { WhyUndefined } from '#engine/sharing-rule.ts'
import { smallestFix, type SmallestFix } from '#engine/smallest-fix.ts'
import type { SplitFigures } from './figures.ts'
import { engineRule, ruleNames, type RuleName } from './rule.ts'

/** A split to the penny and how it stands with every group. Whole pence a year, in the order of the councils. */
export type Split = {
  readonly pays: readonly number[]
  /** Cost alone less what it pays. */
  readonly saves: readonly number[]
  /** Every group that would do better without the rest, largest gain first. */
  readonly objections: readonly Complaint[]
  /** The smallest change that leaves no such group, or leads to the least bad split; null when there is no such group. */
  readonly fix: SmallestFix | null
}

/** Why limits leave no split. */
export type WhyLimited = 'no-proportion' | 'bounds-clash' | 'floors-above-bill' | 'caps-below-bill'

/** One rule: its split and whom the limits hold, or why it has none. */
export type RuleRow = { readonly name: RuleName } & (
  | { readonly split: Split; readonly held: readonly number[] }
  | { readonly why: WhyUndefined | WhyLimited | 'people' | 'volume' | 'alone' }
)

/** Every rule side by side for one set of figures. Whole pence a year. */
export type Laboratory = {
  readonly joint: number
  readonly alone: readonly number[]
  readonly saving: number
  readonly rows: readonly RuleRow[]
  /** How far any split can satisfy every group; null for a single council. */
  readonly least: LeastCore | null
}

export function laboratoryOf(
  game: Game,
  figures: SplitFigures,
  solveLp: SolveLp,
  limits: Limits = noLimits,
): Laboratory {
  const alone = Array.from(standAloneCosts(game))
  return {
    joint: jointCost(game),
    alone,
    saving: alone.reduce((sum, cost) => sum + cost, 0) - jointCost(game),
    rows: ruleNames.map((name) =>
      limited(rowOf(name, game, figures, solveLp), game, { limits, alone, solveLp }),
    ),
    least: leastCore(game, solveLp),
  }
}

function rowOf(name: RuleName, game: Game, figures: SplitFigures, solveLp: SolveLp): RuleRow {
  const given = engineRule(name, figures)
  if ('missing' in given) return { name, why: given.missing }
  const found = allocate(game, given.rule, solveLp)
  if (!found.defined) return { name, why: found.why }
  return { name, split: splitOf(game, inPence(game, found.savings), solveLp), held: [] }
}

/** The same rule with what nobody should have to bear. */
function limited(
  row: RuleRow,
  game: Game,
  { limits, alone, solveLp }: { limits: Limits; alone: readonly number[]; solveLp: SolveLp },
): RuleRow {
  if (!('split' in row) || !isLimited(limits)) return row
  const held = withinLimits(row.split.pays, limits, alone)
  if (!held.defined) return { name: row.name, why: held.why }
  return {
    name: row.name,
    split: splitOf(game, held.pence, solveLp),
    held: [...held.atLeast, ...held.atMost],
  }
}

/**
 * The saving is divided to the penny and each council pays its own cost less its part: so both the savings and the
 * charges add up exactly.
 */
function inPence(game: Game, savings: readonly number[]): number[] {
  const alone = Array.from(standAloneCosts(game))
  const total = alone.reduce((sum, cost) => sum + cost, 0) - jointCost(game)
  const parts = wholePence(savings, total)
  return alone.map((cost, i) => cost - parts[i]!)
}

/** Whole pence by largest remainder. What differs by less than a millionth of a penny is a tie: first listed first. */
function wholePence(parts: readonly number[], total: number): number[] {
  const whole = parts.map((part) => Math.floor(part + 1e-6))
  const remainder = parts.map((part, i) => Math.round((part - whole[i]!) * 1e6))
  const order = [...whole.keys()].sort((a, b) => remainder[b]! - remainder[a]! || a - b)
  const left = total - whole.reduce((sum, part) => sum + part, 0)
  if (left < 0 || left > parts.length)
    throw new Error('the parts do not add up to the saving; please report these figures')
  for (const i of order.slice(0, left)) whole[i]! += 1
  return whole
}

/** How a division of the bill, in whole pence, stands. */
// Rounding alone can leave a group a penny for each council to gain: that is no reason to leave.
export function splitOf(game: Game, pays: readonly number[], solveLp: SolveLp): Split {
  const objections = groupsBetterAlone(game, pays).filter(({ excess }) => excess > pays.length)
  return {
    pays,
    saves: Array.from(standAloneCosts(game), (cost, i) => cost - pays[i]!),
    objections,
    fix: objections.length > 0 ? smallestFix(game, pays, solveLp) : null,
  }
}

/** A one-off or unexpected amount shared in the proportions of a split. Whole pence, adding up. */
export function inProportion(amount: number, pays: readonly number[]): number[] | null {
  const sum = pays.reduce((total, part) => total + part, 0)
  if (sum <= 0 || pays.some((part) => part < 0)) return null
  return roundToPence(
    pays.map((part) => (amount * part) / sum / 100),
    amount,
  )
}

/** Years until what a council put in has come back; null when it never does. */
export function paybackYears(setUp: number, saving: number): number | null {
  if (setUp <= 0) return 0
  return saving > 0 ? setUp / saving : null
}
