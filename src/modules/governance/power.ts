import { BadInput } from '#engine/bad-input.ts'
import { powerAgainstCost, votingPower, type VotingPower } from '#engine/voting-power.ts'
import type { AuthorityCode } from '#platform/id.ts'

/** What a council would bring to a vote, and what it pays a year. */
export type Seat = { readonly council: AuthorityCode; readonly votes: number; readonly pence: number }

/** A joint committee as the partnership imagines it: who has how many votes, and how many a motion needs. */
export type Committee = { readonly seats: readonly Seat[]; readonly quota: number }

/** More votes than any committee has; the counting stays exact and quick up to here. */
export const mostVotes = 1000

/** One council's weight in a vote beside its part of the cost. Shares are of 1. */
export type Weight = {
  readonly council: AuthorityCode
  readonly votes: number
  readonly voteShare: number
  /** Of all orders of voting, the part in which this vote is the one that carries the motion. */
  readonly shapleyShubik: number
  /** Of all the times that a vote decides, the part in which it is this one; null when no vote ever decides. */
  readonly banzhaf: number | null
  readonly costShare: number | null
  readonly vetoes: boolean
  readonly neverDecides: boolean
}

export type PowerReport = {
  readonly weights: readonly Weight[]
  readonly totalVotes: number
  readonly quota: number
  readonly dictator: AuthorityCode | null
  /** The part of all groups of councils that can carry a motion. */
  readonly decisiveness: number
}

/** Works out who would carry a vote. Cost shares are left out where nothing is paid. */
export function powerReport({ seats, quota }: Committee): PowerReport {
  const power: VotingPower = votingPower({ weights: seats.map(({ votes }) => votes), quota })
  const totalVotes = seats.reduce((sum, { votes }) => sum + votes, 0)
  const pence = seats.map((seat) => seat.pence)
  const costs = pence.some((each) => each > 0) ? powerAgainstCost(power.shapleyShubik, pence) : null
  return {
    totalVotes,
    quota,
    decisiveness: power.decisiveness,
    dictator: power.dictator === null ? null : (seats[power.dictator]?.council ?? null),
    weights: seats.map(({ council, votes }, i) => ({
      council,
      votes,
      voteShare: votes / totalVotes,
      shapleyShubik: power.shapleyShubik[i] ?? 0,
      banzhaf: power.banzhaf?.[i] ?? null,
      costShare: costs?.[i]?.costShare ?? null,
      vetoes: power.vetoers.includes(i),
      neverDecides: power.dummies.includes(i),
    })),
  }
}

/** From how large a difference the page speaks of it: five points of a hundred. */
export const notable = 0.05

export type PowerRefusal = { readonly type: 'power-role' } | { readonly type: 'power-not-a-member' }

/** Why somebody cannot type it in: the lead or a deputy of a council in the partnership can, and its manager. */
export function enterPowerBlockers(by: {
  readonly leads: boolean
  readonly isMember: boolean
  readonly manages: boolean
}): PowerRefusal[] {
  if (by.manages) return []
  return [
    ...(by.isMember ? [] : [{ type: 'power-not-a-member' } as const]),
    ...(by.leads ? [] : [{ type: 'power-role' } as const]),
  ]
}

/** What cannot be counted, by field; an empty list means that it can. */
export function committeeFaults({
  seats,
  quota,
}: Committee): { readonly field: string; readonly says: string }[] {
  const total = seats.reduce((sum, { votes }) => sum + votes, 0)
  if (total === 0)
    return [
      { field: seats[0] ? `votes-${seats[0].council}` : 'quota', says: 'Give at least one council a vote' },
    ]
  if (total > mostVotes)
    return [{ field: 'quota', says: `Use ${mostVotes} votes or fewer in all. A tenth of each says the same` }]
  if (quota > total)
    return [{ field: 'quota', says: `A motion can never get ${quota} votes: there are only ${total}` }]
  try {
    votingPower({ weights: seats.map(({ votes }) => votes), quota })
    return []
  } catch (error) {
    if (error instanceof BadInput) return [{ field: 'quota', says: error.message }]
    throw error
  }
}
