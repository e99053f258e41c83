import { BadInput, demand, demandDistinct, demandFinite } from './bad-input.ts'

/** Something councils are compared on. */
export type Feature = {
  id: string
  /** 0 (leave out) to 5 (matters most). */
  weight: number
  /** 'log' compares ratios: 100,000 is to 200,000 as 200,000 is to 400,000. */
  scale?: 'linear' | 'log'
}

/**
 * Something that lies between two councils and not in either: a road, a county they share. `apart` gives how far apart
 * two are, by their places among the subjects, in units of one's own choosing where 1 is about what a robust deviation
 * is elsewhere; null where nobody knows. Symmetric, at least 0.
 */
export type PairFeature = {
  id: string
  /** 0 (leave out) to 5 (matters most). */
  weight: number
  apart: (a: number, b: number) => number | null
}

/** A council and its value for each feature, in the order of the features; null where nobody knows. */
export type Subject = { id: string; values: readonly (number | null)[] }

/** How a feature was put on a common scale, or that it tells nobody apart. */
export type FeatureScale = {
  id: string
  weight: number
  centre: number
  /** One robust deviation; null when the feature does not vary and was left out. */
  unit: number | null
  by: 'median-deviation' | 'mean-deviation' | 'does-not-vary' | 'weight-zero' | 'nobody-known'
  missing: number
}

/** Everything standardised once, ready to compare. Rows follow the subjects, columns the features. */
export type LikenessTable = {
  ids: readonly string[]
  scales: readonly FeatureScale[]
  /** Row by row; NaN stands for a missing value and never leaves this module. */
  standard: Float64Array
  /** Those of weight 0 are left out. */
  between: readonly PairFeature[]
}

/** What one feature adds to a distance. */
export type Contribution = { feature: string; amount: number; share: number }

/** How far apart two councils are, and on what. */
export type Likeness =
  | {
      kind: 'distance'
      /** Weighted mean of robust deviations apart: 0 is alike in everything known. */
      distance: number
      /** Largest first; amounts sum to the distance, shares to 1 (or are all 0). */
      contributions: readonly Contribution[]
      /** Features left out because one of the two has no value. */
      missing: readonly string[]
    }
  | { kind: 'too-little-known'; missing: readonly string[]; knownWeight: number }

/** Least share of the weight that must be known for both before they are compared. */
export const LEAST_KNOWN = 0.6

/**
 * Puts every feature on one scale: (value − median) ÷ (1.4826 × median absolute deviation), so that one very large
 * council does not decide what "usual" is.
 *
 * Where more than half share one value, the mean absolute deviation (÷ 0.7979) is used, and it is said. Throws
 * `BadInput` for names that clash, rows of the wrong length, weights outside 0–5 or all 0, values that are not
 * finite, or values not above 0 on a log scale. O(features × n log n).
 * Source: Rousseeuw and Croux (1993) for the median absolute deviation.
 */
export function likenessTable(
  subjects: readonly Subject[],
  features: readonly Feature[],
  between: readonly PairFeature[] = [],
): LikenessTable {
  checkFeatures([...features, ...between])
  demandDistinct(
    subjects.map(({ id }) => id),
    'subjects',
  )
  const standard = new Float64Array(subjects.length * features.length).fill(Number.NaN)
  for (const [row, subject] of subjects.entries()) {
    const field = `subjects[${row}].values`
    demand(
      subject.values.length === features.length,
      field,
      `has ${subject.values.length}, not ${features.length}`,
    )
    for (const [column, feature] of features.entries()) {
      const value = subject.values[column]!
      if (value !== null)
        standard[row * features.length + column] = scaled(value, feature, `${field}[${column}]`)
    }
  }
  const scales = features.map((feature, column) => standardise(standard, feature, column, features.length))
  return {
    ids: subjects.map(({ id }) => id),
    scales,
    standard,
    between: between.filter(({ weight }) => weight > 0),
  }
}

function scaled(value: number, { id, scale = 'linear' }: Feature, field: string): number {
  demandFinite(value, field)
  if (scale === 'linear') return value
  demand(value > 0, field, `must be above 0 to compare "${id}" by ratio, not ${value}`)
  return Math.log(value)
}

/** Standardises one column in place and says how. A feature that tells nobody apart is left with no unit. */
function standardise(standard: Float64Array, feature: Feature, column: number, width: number): FeatureScale {
  const known: number[] = []
  for (let at = column; at < standard.length; at += width)
    if (!Number.isNaN(standard[at])) known.push(standard[at]!)
  const missing = standard.length / width - known.length
  const { id, weight } = feature
  if (known.length === 0) return { id, weight, centre: 0, unit: null, by: 'nobody-known', missing }
  const centre = medianOf(known)
  const apart = known.map((value) => Math.abs(value - centre))
  const middle = 1.4826 * medianOf(apart)
  const mean = apart.reduce((sum, value) => sum + value, 0) / apart.length / 0.7978845608
  const unit = middle > 0 ? middle : mean
  if (weight === 0) return { id, weight, centre, unit: null, by: 'weight-zero', missing }
  if (!(unit > 0)) return { id, weight, centre, unit: null, by: 'does-not-vary', missing }
  for (let at = column; at < standard.length; at += width) standard[at] = (standard[at]! - centre) / unit
  return { id, weight, centre, unit, by: middle > 0 ? 'median-deviation' : 'mean-deviation', missing }
}

function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const half = Math.floor(sorted.length / 2)
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2
}

/**
 * How far apart two councils are: Σ w|zₐ − z_b| ÷ Σ w over the features known for both.
 *
 * Nothing is filled in: a feature one of them lacks is left out and named; when the features known for both carry
 * less than `LEAST_KNOWN` of the weight they are not compared. Symmetric; 0 for a council and itself. O(features).
 */
export function likenessOf(table: LikenessTable, a: number, b: number): Likeness {
  const { scales, standard } = table
  const width = scales.length
  const amounts: { feature: string; amount: number }[] = []
  const missing: string[] = []
  let weight = 0
  let whole = 0
  for (const [column, scale] of scales.entries()) {
    if (scale.unit === null) continue
    whole += scale.weight
    const apart = Math.abs(standard[a * width + column]! - standard[b * width + column]!)
    if (Number.isNaN(apart)) missing.push(scale.id)
    else {
      weight += scale.weight
      amounts.push({ feature: scale.id, amount: scale.weight * apart })
    }
  }
  for (const feature of table.between) {
    whole += feature.weight
    const apart = feature.apart(a, b)
    if (apart === null) missing.push(feature.id)
    else {
      weight += feature.weight
      amounts.push({ feature: feature.id, amount: feature.weight * apart })
    }
  }
  if (!(weight >= LEAST_KNOWN * whole) || weight === 0) {
    return { kind: 'too-little-known', missing, knownWeight: whole === 0 ? 0 : weight / whole }
  }
  const distance = amounts.reduce((sum, { amount }) => sum + amount, 0) / weight
  const contributions = amounts
    .map(({ feature, amount }) => ({
      feature,
      amount: amount / weight,
      share: distance === 0 ? 0 : amount / weight / distance,
    }))
    .sort((x, y) => y.amount - x.amount || (x.feature < y.feature ? -1 : 1))
  return { kind: 'distance', distance, contributions, missing }
}

/** One council in a list of the most alike. `rebased` runs from 0 to 1 at the furthest. */
export type Neighbour = { id: string; distance: number; rebased: number; likeness: Likeness }

/**
 * All others by likeness to one council, nearest first, ties by code; those of whom too little is known apart.
 *
 * Throws `BadInput` when `id` is not in the table. O(n × features + n log n).
 */
export function neighboursOf(
  table: LikenessTable,
  id: string,
): { near: readonly Neighbour[]; unknown: readonly { id: string; missing: readonly string[] }[] } {
  const self = table.ids.indexOf(id)
  if (self < 0) throw new BadInput('council', `"${id}" is not among the councils compared`)
  const near: Neighbour[] = []
  const unknown: { id: string; missing: readonly string[] }[] = []
  for (const [index, other] of table.ids.entries()) {
    if (index === self) continue
    const likeness = likenessOf(table, self, index)
    if (likeness.kind === 'distance')
      near.push({ id: other, distance: likeness.distance, rebased: 0, likeness })
    else unknown.push({ id: other, missing: likeness.missing })
  }
  near.sort((a, b) => a.distance - b.distance || (a.id < b.id ? -1 : 1))
  const furthest = near.at(-1)?.distance ?? 0
  return {
    near: near.map((one) => ({ ...one, rebased: furthest === 0 ? 0 : one.distance / furthest })),
    unknown,
  }
}

function checkFeatures(features: readonly Pick<Feature, 'id' | 'weight'>[]): void {
  demand(features.length > 0, 'features', 'needs at least one feature')
  demandDistinct(
    features.map(({ id }) => id),
    'features',
  )
  for (const [index, { weight }] of features.entries()) {
    demand(
      weight >= 0 && weight <= 5,
      `features[${index}].weight`,
      `must lie from 0 to 5, not ${String(weight)}`,
    )
  }
  demand(
    features.some(({ weight }) => weight > 0),
    'features',
    'have weights that are all 0; give at least one a weight',
  )
}
