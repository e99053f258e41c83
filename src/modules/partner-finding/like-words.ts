import type { Authority } from '#content/authority.ts'
import type { AuthorityColumn } from '#content/authority-column.ts'
import type { Likeness } from '#engine/likeness.ts'
import { councilKindWords } from '#modules/authorities/index.ts'
import { formatNumber, formatPounds } from '#ui/format.ts'
import { betweenFeatures, councilFeatures, type Weights } from './features.ts'
import { kilometresBetween } from './likeness-of-councils.ts'

/** What one feature says of two councils, and what it adds to the difference between them. */
export type FeatureWords = {
  readonly id: string
  readonly label: string
  readonly own: string
  readonly other: string
  /** "much alike" to "very different"; null where one of the two has no figure. */
  readonly likeness: string | null
  /** Of the whole difference, 0 to 1; null where one of the two has no figure. */
  readonly share: number | null
  readonly apart: number | null
  readonly source: string
}

const decimal = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 1 })

/** Every feature that counts, the largest part of the difference first; those not known last. */
export function featureWords(
  own: Authority,
  other: Authority,
  likeness: Likeness,
  weights: Weights,
  columns: readonly AuthorityColumn[],
): FeatureWords[] {
  const parts = likeness.kind === 'distance' ? likeness.contributions : []
  const rows = [...councilFeatures, ...betweenFeatures]
    .filter(({ id }) => (weights[id] ?? 0) > 0)
    .flatMap(({ id, label }): FeatureWords[] => {
      const part = parts.find(({ feature }) => feature === id)
      const isMissing = likeness.missing.includes(id)
      // Neither part nor missing: all councils compared have the same, so it tells nobody apart.
      if (!part && !isMissing) return []
      const weight = weights[id] ?? 0
      const apart =
        part && likeness.kind === 'distance' ? (part.amount * knownWeight(likeness, weights)) / weight : null
      return [
        {
          id,
          label,
          own: valueWords(id, own, other),
          other: valueWords(id, other, own),
          likeness: apart === null ? null : likenessWords(apart),
          share: part ? part.share : null,
          apart,
          source: sourceWords(id, columns),
        },
      ]
    })
  return rows.sort((a, b) => (b.share ?? -1) - (a.share ?? -1))
}

/** The weights of all that is known of both, which the engine divides by. */
function knownWeight(likeness: Likeness & { kind: 'distance' }, weights: Weights): number {
  return likeness.contributions.reduce((sum, { feature }) => sum + (weights[feature] ?? 0), 0)
}

/** In units apart: about one is what councils usually differ by. */
export function likenessWords(apart: number): string {
  if (apart < 0.3) return 'much alike'
  if (apart < 1) return 'rather alike'
  if (apart < 2) return 'different'
  return 'very different'
}

function valueWords(id: string, council: Authority, other: Authority): string {
  if (id === 'distance') return `${formatNumber(kilometresBetween(council, other))} km apart`
  if (id === 'kind') return councilKindWords[council.kind]
  if (id === 'county')
    return council.county
      ? 'in a county'
      : council.kind === 'county'
        ? 'a county'
        : council.combinedAuthority
          ? 'in a combined authority'
          : 'in neither'
  const feature = councilFeatures.find((each) => each.id === id)
  const value = feature?.valueOf(council) ?? null
  if (!feature || value === null) return 'no figure'
  if (feature.unit === 'people') return `${formatNumber(value)} people`
  if (feature.unit === 'people-per-km2') return `${formatNumber(value)} people to a square km`
  if (feature.unit === 'percent') return `${decimal.format(value)}% of people live in the country`
  if (feature.unit === 'score') return `a score of ${decimal.format(value)}`
  return `${formatPounds(Math.round(value) * 100)} a head`
}

function sourceWords(id: string, columns: readonly AuthorityColumn[]): string {
  const feature = councilFeatures.find((each) => each.id === id)
  const source = columns.find(({ column }) => column === feature?.column)?.source
  return source ? `${source.name}, ${source.date}` : 'Worked out from the list of councils, 2024 boundaries'
}

/**
 * What two councils have in common most, and least, three of each at most: only what counts by these weights, and not how
 * far apart they are or of what kind, which a page says by itself.
 */
export function commonAndApart(rows: readonly FeatureWords[]): {
  readonly alike: readonly FeatureWords[]
  readonly different: readonly FeatureWords[]
} {
  const known = rows.filter(({ id, apart }) => apart !== null && id !== 'distance' && id !== 'kind')
  const byApart = known.toSorted((a, b) => (a.apart ?? 0) - (b.apart ?? 0))
  return {
    alike: byApart.filter((row) => (row.apart ?? 0) < 1).slice(0, 3),
    different: byApart
      .toReversed()
      .filter((row) => (row.apart ?? 0) >= 1)
      .slice(0, 3),
  }
}
