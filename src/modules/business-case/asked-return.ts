import type { AuthorityCode } from '#platform/id.ts'
import { paybackOf, pence } from './result-words.ts'
import type { CaseRunView, OptionFindings } from './run.ts'

/** What a council must get out of it, as it said in the aims that were opened to this viewer; and where that stands. */
export type AskedReturn = {
  readonly council: AuthorityCode
  /** A saving a year, in pence; null where it asks for none. */
  readonly savingPence: number | null
  readonly paybackMonths: number | null
  /** What no figure can hold. */
  readonly other: string
  readonly href: string
}

/** One thing that a council asked for in the aims, held against a run. `other` is in words, and nothing can be held against it. */
export type AskedVerdict =
  | { readonly asks: 'saving'; readonly wanted: number; readonly found: number; readonly isMet: boolean }
  | {
      readonly asks: 'payback'
      readonly months: number
      readonly found: number | null
      readonly isMet: boolean
    }
  | { readonly asks: 'other'; readonly words: string }

/**
 * Holds what a council asked for in the aims against the plain case: the saving of the last year, when everything has moved,
 * and the year from which the running total stays above nought. Months are counted up to whole years, as the case counts.
 */
export function askedVerdicts(asked: AskedReturn, run: CaseRunView, found: OptionFindings): AskedVerdict[] {
  const at = found.npv.findIndex(({ player }) => player === run.inputs.partnerOf[asked.council])
  const account = found.ledgers.partners[at]
  if (!account) return []
  const net = Array.from(account.net)
  const saving = pence(net.at(-1) ?? 0)
  const payback = paybackOf(net)
  const { savingPence, paybackMonths, other } = asked
  return [
    ...(savingPence === null
      ? []
      : [{ asks: 'saving' as const, wanted: savingPence, found: saving, isMet: saving >= savingPence }]),
    ...(paybackMonths === null
      ? []
      : [
          {
            asks: 'payback' as const,
            months: paybackMonths,
            found: payback,
            isMet: payback !== null && payback * 12 <= paybackMonths,
          },
        ]),
    ...(other.trim() === '' ? [] : [{ asks: 'other' as const, words: other.trim() }]),
  ]
}
