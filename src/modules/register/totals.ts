import type { Saving } from '#content/arrangement.ts'
import { isGoing, type Entry } from './entry.ts'
import { freshnessOf } from './freshness.ts'

/** One sum of money of one entry, and whether it is in the total. */
export type SavingRow = { readonly entry: Entry; readonly saving: Saving }

/** Sums of one kind. What is promised and what is reported, and a year and a total, are never added to each other. */
export type SavingTotal = {
  readonly kind: Saving['kind']
  readonly per: Saving['per']
  readonly pence: number
  readonly rows: readonly SavingRow[]
}

export type Totals = {
  /** Going on, and confirmed or seen in a source within two years. Every total counts these and nothing else. */
  readonly counted: readonly Entry[]
  /** Going on as far as we know, but nobody has said so for more than two years. */
  readonly stale: readonly Entry[]
  /** Over, never begun, planned, or not known. */
  readonly notGoing: readonly Entry[]
  /** Slugs or codes of the bodies of today that take part in what is counted. */
  readonly councils: readonly string[]
  readonly savings: readonly SavingTotal[]
}

/** What the register adds up on a day. Each entry stands in exactly one of `counted`, `stale` and `notGoing`. */
export function totalsOf(entries: readonly Entry[], today: string): Totals {
  const isOn = entries.filter(isGoing)
  const counted = isOn.filter((entry) => freshnessOf(entry, today).type !== 'stale')
  const rows = counted.flatMap((entry) => entry.savings.map((saving) => ({ entry, saving })))
  const present = counted.flatMap(({ members }) => members.filter(({ role }) => role !== 'former'))
  return {
    counted,
    stale: isOn.filter((entry) => !counted.includes(entry)),
    notGoing: entries.filter((entry) => !isGoing(entry)),
    councils: [
      ...new Set(present.flatMap(({ council, today: now }) => (now.length > 0 ? now : [council]))),
    ].sort(),
    savings: (['promised', 'reported'] as const).flatMap((kind) =>
      (['year', 'total'] as const).map((per) => {
        const own = rows.filter(({ saving }) => saving.kind === kind && saving.per === per)
        return { kind, per, rows: own, pence: own.reduce((sum, { saving }) => sum + saving.pence, 0) }
      }),
    ),
  }
}
