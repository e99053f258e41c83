import { boundedShares } from '#engine/composite-share.ts'
import { canonical } from '#platform/canonical.ts'
import { addMonths } from '#engine/day.ts'
import type { SplitFigures } from './figures.ts'
import type { Proposal } from './proposal.ts'

/** One council's way from the agreed amount to the same rule on new figures. Whole pence a year. */
export type RebaseLine = { readonly name: string; readonly before: number; readonly after: number }

/** A year on the way, with what each then pays. */
export type RebaseYear = { readonly year: number; readonly pays: readonly number[] }

export type Rebase = {
  readonly lines: readonly RebaseLine[]
  /** The years until all pay the new amount; one year where nothing limits a change. Empty where the limit cannot be kept. */
  readonly years: readonly RebaseYear[]
  /** In per cent; null where no change is limited. */
  readonly limit: number | null
}

/** When the figures are to be looked at again; null for never. */
export function rebaseDue({ proposedOn, rebaseYears }: Proposal): string | null {
  return rebaseYears > 0 ? addMonths(proposedOn, 12 * rebaseYears) : null
}

/** Whether the figures are no longer those that the proposal rests on. */
export function hasChanged(proposal: Proposal, figures: SplitFigures): boolean {
  return canonical(proposal.figures) !== canonical(figures)
}

const mostYears = 20

/** From what was agreed to the same rule on new figures, no bill moving by more than the limit in a year. */
export function rebaseOf(proposal: Proposal, after: readonly number[], names: readonly string[]): Rebase {
  const limit = proposal.rebaseLimit ?? null
  const lines = names.map((name, i) => ({ name, before: proposal.pays[i] ?? 0, after: after[i] ?? 0 }))
  if (limit === null) return { lines, limit, years: [{ year: 1, pays: after }] }
  return { lines, limit, years: phased(proposal.pays, after, limit / 100) }
}

function phased(before: readonly number[], after: readonly number[], limit: number): RebaseYear[] {
  const bill = after.reduce((sum, part) => sum + part, 0)
  if (bill <= 0 || after.some((part) => part < 0) || before.some((part) => part < 0)) return []
  const years: RebaseYear[] = []
  let last = before
  for (let year = 1; year <= mostYears; year++) {
    const found = boundedShares(
      bill,
      after.map((part) => part / bill),
      last.map((part) => ({ least: Math.ceil(part * (1 - limit)), most: Math.floor(part * (1 + limit)) })),
    )
    if (!found.defined) return []
    years.push({ year, pays: found.pence })
    if (found.pence.every((part, i) => part === after[i])) return years
    last = found.pence
  }
  return years
}
