import type { AuthorityCode, PersonId } from '#platform/id.ts'

/** What is asked of each council for each service. Money in whole pence a year; posts and volume as counted; the rest words. */
export const measures = [
  'taking-part',
  'cost',
  'fixed',
  'volume',
  'posts',
  'quality',
  'systems',
  'contracts',
  'contracts-end',
] as const
export type Measure = (typeof measures)[number]

/** How a measure's value is held: pence, a count, words, a day `2028-03-31`, or yes or no. */
export const measureKinds = {
  'taking-part': 'yes-no',
  cost: 'pence',
  fixed: 'pence',
  volume: 'count',
  posts: 'count',
  quality: 'words',
  systems: 'words',
  contracts: 'words',
  'contracts-end': 'day',
} as const satisfies Readonly<Record<Measure, string>>

/** A figure with who says so. `seen` is its version: 1 when it was first saved. */
export type Figure = {
  readonly council: AuthorityCode
  readonly service: string
  readonly measure: Measure
  readonly value: number | string
  /** The paper or system it is from, in words. */
  readonly source: string
  /** Who answers for it. */
  readonly owner: string
  readonly enteredBy: PersonId
  readonly seen: number
}

/** What a business case cannot do without. */
export const neededMeasures = ['cost', 'fixed', 'volume'] as const satisfies readonly Measure[]

/** A figure's number, or nothing when it is missing or words. */
export function amountOf(
  figures: readonly Figure[],
  of: { council: AuthorityCode; service: string; measure: Measure },
): number | null {
  const value = figureOf(figures, of)?.value
  return typeof value === 'number' ? value : null
}

export function figureOf(
  figures: readonly Figure[],
  { council, service, measure }: { council: AuthorityCode; service: string; measure: Measure },
): Figure | null {
  return (
    figures.find(
      (each) => each.council === council && each.service === service && each.measure === measure,
    ) ?? null
  )
}

/** Whether a council has this service at all. It does unless it said no. */
export function takesPart(figures: readonly Figure[], council: AuthorityCode, service: string): boolean {
  return figureOf(figures, { council, service, measure: 'taking-part' })?.value !== 'no'
}

/** Something wrong with a council's figures for one service, that only shows when they are held together. */
export type FigureFault =
  | { readonly type: 'fixed-above-cost' }
  /** Cost that varies, and nothing that it could vary with. */
  | { readonly type: 'no-volume' }
  | { readonly type: 'no-source'; readonly measure: Measure }

export function figureFaults(
  figures: readonly Figure[],
  council: AuthorityCode,
  service: string,
): FigureFault[] {
  if (!takesPart(figures, council, service)) return []
  const amount = (measure: Measure) => amountOf(figures, { council, service, measure })
  const [cost, fixed, volume] = [amount('cost'), amount('fixed'), amount('volume')]
  const own = figures.filter((figure) => figure.council === council && figure.service === service)
  return [
    ...(cost !== null && fixed !== null && fixed > cost ? [{ type: 'fixed-above-cost' } as const] : []),
    ...(cost !== null && fixed !== null && cost > fixed && volume === 0
      ? [{ type: 'no-volume' } as const]
      : []),
    ...own
      .filter(({ source, owner, measure }) => measure !== 'taking-part' && (source === '' || owner === ''))
      .map(({ measure }) => ({ type: 'no-source' as const, measure })),
  ]
}
