import type { Baseline } from './baseline.ts'
import type { CaseParts, Pinned } from './case-part.ts'
import type { RateBand } from '#engine/discount.ts'

/** The published numbers that a case may take up, as they hold today. */
export type Published = {
  readonly discount: Readonly<Record<string, Pinned<readonly RateBand[]>>>
  readonly optimism: Readonly<Record<string, Pinned<number>>>
  readonly realisation: Pinned<{ readonly p10: number; readonly p50: number; readonly p90: number }>
}

/** What the forms of a case are read and drawn with. */
export type PartContext = {
  readonly baseline: Baseline
  readonly parts: CaseParts
  readonly published: Published
}
