import { trueUp as byUse } from '#engine/composite-share.ts'
import type { AuthorityCode } from '#platform/id.ts'
import { potPence, type Proposal } from './proposal.ts'

/** As much of an agreed split as a year is held against; its `pays` are the forecast. */
export type Agreed = Pick<Proposal, 'rule' | 'pays' | 'saves' | 'setUp' | 'overspend' | 'savings'>

/** What a year really came to, beside the split that was agreed for it. Whole pence. */
export type TrueUp = {
  /** Such as "2026-27". */
  readonly year: string
  /** The agreed text it is held against. */
  readonly hash: string
  readonly councils: readonly { readonly code: AuthorityCode; readonly name: string }[]
  readonly agreed: Agreed
  /** What the shared service cost in the year. */
  readonly spent: number
  /** What each council has paid towards it. */
  readonly paid: readonly number[]
  /** The work really done for each; null where it is not known or the split does not go by it. */
  readonly volumes: readonly number[] | null
  readonly source: string
  readonly owner: string
}

/** What one council was to pay, should have paid, has paid, and now owes (above 0) or gets back. Whole pence. */
export type TrueUpLine = {
  readonly code: AuthorityCode
  readonly name: string
  readonly forecast: number
  readonly share: number
  readonly paid: number
  readonly owes: number
}

export type TrueUpResult = {
  readonly lines: readonly TrueUpLine[]
  /** Above 0: more was spent than planned. */
  readonly over: number
  /** How the shares were found: by the work really done, by the agreed way for what was over or under, or equally where that way gives no proportions. */
  readonly by: 'use' | 'agreed-way' | 'equally'
  /** What the councils owe between them: what was spent less all that was paid. */
  readonly open: number
}

/**
 * What each owes at the end of a year. Where the agreed split goes by use and the work is known, the whole bill is shared by
 * it; else each bears its forecast and its part of what was over or under, in the way that was agreed. Adds up to what was
 * spent, to the penny.
 */
export function trueUpOf(year: TrueUp): TrueUpResult {
  const { councils, agreed, paid, spent, volumes } = year
  const over = spent - agreed.pays.reduce((sum, part) => sum + part, 0)
  const { shares, by } = sharesOf(year, over)
  const owed =
    by === 'use' && volumes ? byUse(spent, volumes, paid) : shares.map((share, i) => share - (paid[i] ?? 0))
  return {
    over,
    by,
    open: spent - paid.reduce((sum, part) => sum + part, 0),
    lines: councils.map(({ code, name }, i) => ({
      code,
      name,
      forecast: agreed.pays[i] ?? 0,
      share: (owed[i] ?? 0) + (paid[i] ?? 0),
      paid: paid[i] ?? 0,
      owes: owed[i] ?? 0,
    })),
  }
}

function sharesOf(
  { agreed, volumes }: TrueUp,
  over: number,
): { readonly shares: readonly number[]; readonly by: TrueUpResult['by'] } {
  if (agreed.rule === 'volume' && volumes?.some((volume) => volume > 0))
    return { shares: agreed.pays, by: 'use' }
  const way = potPence(agreed, over > 0 ? 'overspend' : 'savings', Math.abs(over))
  const parts =
    way ??
    potPence({ ...agreed, overspend: 'equally' }, 'overspend', Math.abs(over)) ??
    agreed.pays.map(() => 0)
  const sign = over > 0 ? 1 : -1
  return {
    shares: agreed.pays.map((part, i) => part + sign * (parts[i] ?? 0)),
    by: way ? 'agreed-way' : 'equally',
  }
}
