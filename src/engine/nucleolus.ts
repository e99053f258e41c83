import { grandCoalition, type Coalition } from './coalition.ts'
import type { Measure } from './excess.ts'
import { wholeUnits, type Game } from './game.ts'
import { checkKohlberg, type Certificate, type KohlbergCheck, type Level } from './kohlberg.ts'
import { atStage, type LongWork } from './long-work.ts'
import { bringIntoPlay, lowestLevel, startSearch } from './lowest-level.ts'
import type { SolveLp } from './lp.ts'
import { rational, times, toNumber, type Rational } from './rational.ts'
import { solution } from './row-space.ts'
import { settle } from './settle.ts'
import { solveExactly } from './simplex.ts'

/** A nucleolus with its proof, or the reason why there is none. Shares in the game's own unit of money. */
export type Nucleolus =
  | {
      readonly defined: true
      readonly shares: Float64Array
      /** The distinct complaints from the loudest down, as they were settled; a level can repeat. */
      readonly levels: readonly number[]
      readonly certificate: Certificate
      readonly check: KohlbergCheck
    }
  | { readonly defined: false; readonly why: 'dearer-together' | 'limits-clash' | 'nothing-to-measure-by' }

export type NucleolusOptions = LongWork & { readonly measure?: Measure }

/**
 * The nucleolus: the division that least upsets the most upset group; then, among those, the second most upset; and so
 * on until one division is left. No council pays more than on its own. If any division keeps every group from doing
 * better alone, this one does.
 *
 * Three towns could save 6 together; A and B alone could save 4, A and C 1, B and C 1. Whatever is shared out, the
 * loudest complaint is that of A and B, and of C alone: C gets s and A and B 6 - s, so their excess is 4 - (6 - s) and
 * that of C is 0 - s. They are equally loud at s = 1. C gets 1; then A and B divide 5 equally.
 *
 * @param solveLp a linear-programme solver: HiGHS (`loadSolver`) on a server, `solveExactly` in a browser or for a dozen partners
 * @returns the shares with a checked proof, or why the nucleolus does not exist: working together costs more than
 *   working alone, so that no division leaves nobody worse off
 * @throws Error when no proof could be completed, so that an unproved number is never returned
 *
 * Cost: at most n - 1 stages of a few linear programmes and passes over 2^n groups. Source: D. Schmeidler (1969);
 * constraint generation and freezing by prices after Maschler, Peleg and Shapley (1979).
 */
export function nucleolus(game: Game, solveLp: SolveLp, options: NucleolusOptions = {}): Nucleolus {
  const alone = game.players.reduce((sum, _, i) => sum + wholeCost(game, 2 ** i), 0)
  if (alone < wholeCost(game, grandCoalition(game.players.length)))
    return { defined: false, why: 'dearer-together' }
  return proved(game, solveLp, 'nucleolus', options)
}

/**
 * The prenucleolus: as `nucleolus`, but a council may be asked to pay more than on its own. It always exists.
 * Throws and costs as `nucleolus`. Cost: at most n - 1 stages of a few linear programmes and passes over 2^n
 * groups. Source: Schmeidler (1969); Sobolev (1975).
 */
export function prenucleolus(game: Game, solveLp: SolveLp, options: NucleolusOptions = {}): Nucleolus {
  return proved(game, solveLp, 'prenucleolus', options)
}

function wholeCost(game: Game, group: Coalition): number {
  return Math.round(game.values[group]! * 10 ** game.decimals)
}

function proved(
  game: Game,
  solveLp: SolveLp,
  kind: Certificate['kind'],
  options: NucleolusOptions,
): Nucleolus {
  const missed: Coalition[] = []
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    // The first attempt is almost always enough. After that in exact arithmetic, with the groups that proved it wrong.
    const found = findNucleolus(game, attempt === 0 ? solveLp : solveExactly, kind, options, missed)
    if (typeof found === 'string') return { defined: false, why: found }
    if (!found) continue
    const check = checkKohlberg(game, found)
    if (!check.holds) {
      missed.push(...check.tooLoud)
      continue
    }
    const perUnit = rational(1n, 10n ** BigInt(game.decimals))
    const amount = (units: Rational) => toNumber(times(units, perUnit))
    const level = (excess: Rational) => (found.measure === 'proportional' ? toNumber(excess) : amount(excess))
    return {
      defined: true,
      shares: Float64Array.from(found.shares, amount),
      levels: found.levels.map(({ excess }) => level(excess)),
      certificate: found,
      check,
    }
  }
  throw new Error('the nucleolus was found but could not be proved; please report this game')
}

const ATTEMPTS = 12

/**
 * The certificate without its check; null when the solver was too coarse to settle a level.
 *
 * @param include groups to have in play from the start
 */
export function findNucleolus(
  game: Game,
  solveLp: SolveLp,
  kind: Certificate['kind'],
  { measure = 'total', ...work }: NucleolusOptions = {},
  include: readonly Coalition[] = [],
): Certificate | null | 'limits-clash' | 'nothing-to-measure-by' {
  const costs = wholeUnits(game)
  const n = game.players.length
  const search = startSearch(costs, n, kind === 'nucleolus', measure)
  for (const group of include) bringIntoPlay(search, group)
  const levels: Level[] = []
  while (search.space.equations.length < n) {
    atStage(work, 'settling complaints', search.space.equations.length, n)
    const lowest = lowestLevel(search, solveLp)
    if (typeof lowest === 'string') return lowest
    const level = settle(search, lowest)
    if (!level) return null
    levels.push(level)
  }
  return { kind, measure, shares: solution(search.space), levels }
}
