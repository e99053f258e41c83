import type { Figures } from '#ui/figures.ts'
import type { SplitFigures } from '../figures.ts'
import type { Laboratory, RuleRow, Split } from '../laboratory.ts'

/** What the page's parts are drawn from. */
export type Drawn = {
  readonly figures: SplitFigures
  readonly laboratory: Laboratory
  readonly numbers: Figures
  readonly names: readonly string[]
}

export type SplitRow = RuleRow & { readonly split: Split }

export function withSplit(rows: readonly RuleRow[]): SplitRow[] {
  return rows.filter((row): row is SplitRow => 'split' in row)
}
