/**
 * The Social Relations Model of one round of councils who rate each other: what a council says of everybody (giver),
 * what everybody says of it (receiver), and what is particular to a pair.
 */
export type SocialRelations =
  | {
      kind: 'fitted'
      mean: number
      /** How far each council rates the others above or below the mean; sums to 0. */
      giver: readonly number[]
      /** How far each council is rated above or below the mean; sums to 0. */
      receiver: readonly number[]
      /** What is left for a pair, `pair[giver][receiver]`; 0 on the diagonal. */
      pair: readonly (readonly number[])[]
      variance: {
        /** Estimates may fall below 0, which means "none to be seen". */
        giver: number
        receiver: number
        pair: number
        /** Are councils that trust also trusted? */
        giverReceiver: number
        /** Is particular trust returned? */
        reciprocity: number
      }
    }
  | { kind: 'not-fitted'; because: 'fewer-than-four' }
  | { kind: 'not-fitted'; because: 'missing-ratings'; missing: readonly (readonly [number, number])[] }

/**
 * Fits the model to a full round robin of four or more. The diagonal is ignored.
 *
 * Effects are the least-squares ones, in closed form; variances are unbiased. Not fitted, and why, for fewer than
 * four or where a rating is missing (`missing` holds [giver, receiver] places). O(n²). Source: Kenny, Kashy and
 * Cook (2006), chapter 8; the example at davidakenny.net/srm/mathsrm.htm.
 */
export function socialRelations(ratings: readonly (readonly (number | null)[])[]): SocialRelations {
  const n = ratings.length
  if (n < 4) return { kind: 'not-fitted', because: 'fewer-than-four' }
  const full: number[][] = []
  const missing: [number, number][] = []
  for (const [i, row] of ratings.entries()) {
    const filled = row.map((value, j) => {
      if (i !== j && value === null) missing.push([i, j])
      return i === j ? 0 : (value ?? 0)
    })
    full.push(filled)
  }
  if (missing.length > 0) return { kind: 'not-fitted', because: 'missing-ratings', missing }
  const { mean, giver, receiver } = effects(full)
  const pair = full.map((row, i) =>
    row.map((value, j) => (i === j ? 0 : value - mean - giver[i]! - receiver[j]!)),
  )
  return { kind: 'fitted', mean, giver, receiver, pair, variance: variances(giver, receiver, pair) }
}

/** Closed-form effects: the empty diagonal makes each the other's correction. */
function effects(full: readonly (readonly number[])[]) {
  const n = full.length
  const rowMeans = full.map((row) => sumOf(row) / (n - 1))
  const columnMeans = full.map((_, j) => sumOf(full.map((row) => row[j]!)) / (n - 1))
  const mean = sumOf(rowMeans) / n
  const own = (n - 1) ** 2 / (n * (n - 2))
  const other = (n - 1) / (n * (n - 2))
  const centre = ((n - 1) / (n - 2)) * mean
  return {
    mean,
    giver: rowMeans.map((row, i) => own * row + other * columnMeans[i]! - centre),
    receiver: columnMeans.map((column, i) => own * column + other * rowMeans[i]! - centre),
  }
}

function variances(
  giver: readonly number[],
  receiver: readonly number[],
  pair: readonly (readonly number[])[],
) {
  const n = giver.length
  const places = ((n - 1) * (n - 2)) / 2
  let together = 0
  let apart = 0
  for (let i = 0; i < n; i += 1) {
    for (let j = i + 1; j < n; j += 1) {
      together += (pair[i]![j]! + pair[j]![i]!) ** 2 / 2
      apart += (pair[i]![j]! - pair[j]![i]!) ** 2 / 2
    }
  }
  const between = together / (places - 1)
  const within = apart / places
  const pairVariance = (between + within) / 2
  const reciprocity = (between - within) / 2
  const share = n * (n - 2)
  const noise = ((n - 1) * pairVariance + reciprocity) / share
  const sharedNoise = ((n - 1) * reciprocity + pairVariance) / share
  return {
    giver: crossOf(giver, giver) / (n - 1) - noise,
    receiver: crossOf(receiver, receiver) / (n - 1) - noise,
    pair: pairVariance,
    giverReceiver: crossOf(giver, receiver) / (n - 1) - sharedNoise,
    reciprocity,
  }
}

const sumOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0)

function crossOf(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, index) => sum + value * b[index]!, 0)
}
