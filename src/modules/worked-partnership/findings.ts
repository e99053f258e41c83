import { withdrawalProblems, atLikely, type WithdrawalInput } from '#engine/withdrawal-input.ts'
import { cascade, standing, type Cascade } from '#engine/cascade.ts'
import { coalitionOf, membersOf, withoutMember } from '#engine/coalition.ts'
import { feesByNotice, feesOf, settlement } from '#engine/exit-fee.ts'
import { savingsGame } from '#engine/game.ts'
import { refuse } from '#engine/problem.ts'
import { stabilityOf } from '#engine/core.ts'
import { gainsOfLeaving } from '#engine/withdrawal-gain.ts'
import { savingOf, withdrawal, type Withdrawal } from '#engine/withdrawal.ts'
import type { WorkedPartnership } from '#content/worked-partnership.ts'
import { caseFinding, type CaseFinding } from './case-finding.ts'
import { passingsOf, rerun, type Passing, type Rerun } from '#modules/exit/index.ts'
import type { Reorganisation } from '#content/reorganisation.ts'

/**
 * What the calculation says about a worked partnership, from its file and nothing else. Amounts in millions of pounds, as the
 * files have them. No sentence is stored: the page makes them of these.
 */
export type Findings = {
  readonly outcome: OutcomeFinding | null
  readonly split: SplitFinding | null
  readonly departure: DepartureFinding | null
  readonly case: CaseFinding | null
  readonly reorganisation: { readonly rerun: Rerun; readonly passings: readonly Passing[] } | null
}

/** The forecast against what came, and where the usual haircut would have put it. */
export type OutcomeFinding = {
  readonly of: 'saving' | 'cost'
  readonly forecast: number
  readonly reported: number
  readonly unit: string
  /** Reported over forecast; null where the forecast is nought. */
  readonly ratio: number | null
  /** For a saving: what one in ten, half and nine in ten of such forecasts came to. */
  readonly expected: { readonly low: number; readonly middle: number; readonly high: number } | null
}

/** How much of a forecast saving is usually reported: a small and failure-weighted set of real cases, so an inference. */
export const usualPart = { low: 0.2, middle: 0.5, high: 1.1 } as const

/** The split that was in use, against what groups could do on their own. */
export type SplitFinding = {
  readonly players: readonly string[]
  readonly shares: readonly number[]
  /** The group nearest to doing better alone, and by how much it would (above nought) or would not (below). */
  readonly nearest: { readonly members: readonly string[]; readonly excess: number }
}

/** What the leaving of one would mean for the others. */
export type DepartureFinding = {
  readonly leaver: string
  /** What each keeps a year while all are in. */
  readonly keeps: readonly { readonly name: string; readonly amount: number }[]
  /** Who would gain by leaving even while all are in, in worth over the years looked at. */
  readonly willing: readonly { readonly name: string; readonly gain: number }[]
  /** Who follows, in order, and what each gains by it. */
  readonly followers: readonly { readonly name: string; readonly gain: number }[]
  readonly left: readonly string[]
  readonly ending: Cascade['ending']
  /** Saving a year before, and with those who are left once nobody else would go. */
  readonly savingBefore: number
  readonly savingAfter: number
  /** How near each who stays is to leaving: what it would still lose by going. The smallest first. */
  readonly thread: { readonly name: string; readonly loses: number } | null
  /** The charge that leaves the others as well off, at the notice in the file and with none. */
  readonly fairFee: number
  readonly fairFeeWithoutNotice: number
  readonly received: readonly { readonly name: string; readonly amount: number }[]
}

export function findingsOf(worked: WorkedPartnership, reorganisations: readonly Reorganisation[]): Findings {
  return {
    outcome: worked.outcome ? outcomeFinding(worked.outcome) : null,
    split: worked.given.share ? splitFinding(worked.given.share) : null,
    departure: worked.given.withdraw ? departureFinding(worked.given.withdraw) : null,
    case: worked.given.case ? caseFinding(worked.given.case) : null,
    reorganisation: worked.reorganised ? reorganisationFinding(worked, reorganisations) : null,
  }
}

function outcomeFinding({
  of,
  forecast,
  reported,
  unit,
}: NonNullable<WorkedPartnership['outcome']>): OutcomeFinding {
  const { low, middle, high } = usualPart
  return {
    of,
    forecast,
    reported,
    unit,
    ratio: forecast === 0 ? null : reported / forecast,
    expected:
      of === 'saving' ? { low: forecast * low, middle: forecast * middle, high: forecast * high } : null,
  }
}

/** Equal shares of what is saved, which is the rule in use wherever a file has savings of groups. */
function splitFinding(given: Readonly<Record<string, unknown>>): SplitFinding {
  const players = namesIn(given['partners'])
  const table = recordIn(given['savings'])
  const worths = new Float64Array(2 ** players.length)
  for (const [group, worth] of Object.entries(table))
    worths[coalitionOf(group.split('+').map((name) => players.indexOf(name.trim())))] = Number(worth)
  const game = savingsGame(players, worths)
  const total = worths.at(-1) ?? 0
  const shares = players.map(() => total / players.length)
  const { worst } = stabilityOf(
    game,
    // A game of savings counts costs as nought alone: a share of the saving is a negative charge.
    shares.map((share) => -share),
  )
  const [nearest] = worst
  return {
    players,
    shares,
    nearest: {
      members: nearest ? membersOf(nearest.group).map((i) => players[i] ?? '') : [],
      excess: nearest?.excess ?? 0,
    },
  }
}

/** The engine's part of a file that `withdraw` reads, checked. */
export function modelOf(given: Readonly<Record<string, unknown>>): Withdrawal {
  const { forced: _forced, unit: _unit, ...input } = given
  refuse(withdrawalProblems(input))
  // `withdrawalProblems` has just checked every field that the type names.
  return withdrawal(atLikely(input as unknown as WithdrawalInput))
}

function departureFinding(given: Readonly<Record<string, unknown>>): DepartureFinding {
  const model = modelOf(given)
  const names = model.input.partners.map(({ name }) => name)
  const [leaver = names[0] ?? ''] = namesIn(given['forced'])
  const place = names.indexOf(leaver)
  const run = cascade(model, [place])
  const fees = feesOf(model, 'hold-harmless')
  const withoutNotice = feesByNotice(model, 'hold-harmless').find(({ notice }) => notice === 0)
  const stays = withoutMember(model.founders, place)
  const gains = gainsOfLeaving(model, model.founders, { fees: new Float64Array(model.n) })
  const after = gainsOfLeaving(model, stays, {
    fees: new Float64Array(model.n),
    left: model.founders & ~stays,
  })
  const loses = membersOf(stays).map((i) => ({ name: names[i] ?? '', loses: -(after[i] ?? 0) }))
  const { received } = settlement(model, [place], fees)
  const named = (amounts: ArrayLike<number | null>) =>
    names.map((name, i) => ({ name, amount: amounts[i] ?? 0 }))
  return {
    leaver,
    keeps: named(standing(model, model.founders).keeps),
    willing: names.flatMap((name, i) => ((gains[i] ?? 0) > 1e-9 ? [{ name, gain: gains[i] ?? 0 }] : [])),
    followers: run.path
      .filter(({ forced }) => !forced)
      .map(({ player, gain }) => ({ name: names[player] ?? '', gain: gain ?? 0 })),
    left: run.final.map((i) => names[i] ?? ''),
    ending: run.ending,
    savingBefore: savingOf(model, model.founders),
    savingAfter: run.collapsed ? 0 : savingOf(model, coalitionOf(run.final)),
    thread: loses.toSorted((a, b) => a.loses - b.loses)[0] ?? null,
    fairFee: fees[place] ?? 0,
    fairFeeWithoutNotice: withoutNotice?.fees[place] ?? 0,
    received: named(received).filter(({ amount }) => amount > 0),
  }
}

function reorganisationFinding(worked: WorkedPartnership, reorganisations: readonly Reorganisation[]) {
  const members = worked.reorganised ?? []
  const shares = sharesOf(worked, members)
  const passings = passingsOf(members, reorganisations)
  return { passings, rerun: rerun(members, shares, passings) }
}

/** Each member's share, from the key of the partner of the same name. */
function sharesOf(
  { given }: WorkedPartnership,
  members: readonly { readonly council: string; readonly name: string }[],
): Record<string, number> {
  if (!given.withdraw) return {}
  const { partners } = modelOf(given.withdraw).input
  return Object.fromEntries(
    members.map(({ council, name }) => [
      council,
      partners.find((partner) => partner.name === name)?.key ?? 0,
    ]),
  )
}

function namesIn(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((name): name is string => typeof name === 'string') : []
}

function recordIn(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {}
}
