import { demand } from './bad-input.ts'
import { symmetricEigen } from './eigen.ts'
import { numbersProblems, type Problem } from './problem.ts'

/** A square table of numbers. */
export type Matrix = readonly (readonly number[])[]

/** What repairing a correlation matrix changed. Nothing is hidden: the largest change names its two inputs. */
export type Repair = {
  readonly matrix: number[][]
  /** Distance moved: the square root of the sum of squared changes over the whole table (Frobenius). */
  readonly distance: number
  readonly largestChange: {
    readonly row: number
    readonly column: number
    readonly from: number
    readonly to: number
  }
}

/**
 * The correlation two normal numbers need for the numbers made from them to have this rank (Spearman) correlation:
 * 2 sin(pi r / 6). Half becomes .517638. O(1). Source: K. Pearson (1907).
 */
export function pearsonFromSpearman(spearman: number): number {
  return 2 * Math.sin((Math.PI * spearman) / 6)
}

const mostInputs = 100

/** What is wrong with a correlation matrix, as data: not square, not symmetric, no 1s down the middle, out of range. */
export function correlationProblems(matrix: unknown, field: string): Problem[] {
  if (!Array.isArray(matrix)) return [{ field, problem: 'is not a table', mend: 'give rows of numbers' }]
  if (matrix.length > mostInputs) {
    return [{ field, problem: `has ${matrix.length} rows`, mend: `correlate at most ${mostInputs} inputs` }]
  }
  const rows: unknown[] = matrix
  const problems = rows.flatMap((row, i) =>
    numbersProblems(row, `${field}[${i}]`, { length: rows.length, atLeast: -1, atMost: 1 }),
  )
  return problems.length > 0 ? problems : symmetryProblems(matrix as Matrix, field)
}

function symmetryProblems(matrix: Matrix, field: string): Problem[] {
  return matrix.flatMap((row, i) =>
    row.flatMap((value, j): Problem[] => {
      const where = `${field}[${i}][${j}]`
      if (i === j && value !== 1) return [{ field: where, problem: `is ${value}`, mend: 'put 1 here' }]
      const mirror = matrix[j]![i]!
      if (j >= i || value === mirror) return []
      return [{ field: where, problem: `is ${value} but its mirror is ${mirror}`, mend: 'make them equal' }]
    }),
  )
}

/**
 * The nearest table that can be a correlation matrix, by Higham's alternating projections ("Computing the nearest
 * correlation matrix", IMA J. Numer. Anal. 22, 2002) with Dykstra's correction. A table that already can be one
 * comes back unchanged. O(n^3) a step, at most 1,000 steps. Source: N. J. Higham (2002).
 */
export function nearestCorrelation(matrix: Matrix): Repair {
  const unchanged = matrix.map((row) => [...row])
  if (smallest(symmetricEigen(matrix).values) >= -1e-10) return report(matrix, unchanged)
  let y = unchanged
  let correction = y.map((row) => row.map(() => 0))
  for (let step = 0; step < 1000; step++) {
    const shifted = y.map((row, i) => row.map((value, j) => value - correction[i]![j]!))
    const positive = positivePart(shifted)
    correction = positive.map((row, i) => row.map((value, j) => value - shifted[i]![j]!))
    const next = positive.map((row, i) => row.map((value, j) => (i === j ? 1 : value)))
    const moved = frobenius(next, y)
    y = next
    if (moved < 1e-12) break
  }
  return report(matrix, unitDiagonal(positivePart(y)))
}

function smallest(values: readonly number[]): number {
  return values.reduce((least, value) => Math.min(least, value), Infinity)
}

/** The nearest table without negative directions: the negative eigenvalues are set to nought. */
function positivePart(matrix: Matrix): number[][] {
  const { values, vectors } = symmetricEigen(matrix)
  const kept = values.flatMap((value, k) => (value > 0 ? [{ value, k }] : []))
  return vectors.map((a) =>
    vectors.map((b) => kept.reduce((sum, { value, k }) => sum + value * a[k]! * b[k]!, 0)),
  )
}

function unitDiagonal(matrix: Matrix): number[][] {
  return matrix.map((row, i) =>
    row.map((value, j) => (i === j ? 1 : value / Math.sqrt(matrix[i]![i]! * matrix[j]![j]!))),
  )
}

function frobenius(a: Matrix, b: Matrix): number {
  let sum = 0
  for (const [i, row] of a.entries()) for (const [j, x] of row.entries()) sum += (x - b[i]![j]!) ** 2
  return Math.sqrt(sum)
}

function report(from: Matrix, to: number[][]): Repair {
  let largest = { row: 0, column: 0, from: 1, to: 1 }
  for (const [i, row] of from.entries()) {
    for (let j = 0; j < i; j++) {
      const change = { row: i, column: j, from: row[j]!, to: to[i]![j]! }
      if (Math.abs(change.to - change.from) > Math.abs(largest.to - largest.from)) largest = change
    }
  }
  return { matrix: to, distance: frobenius(from, to), largestChange: largest }
}

/**
 * A table L with L times its mirror equal to the matrix, row by row in one array (n x n): independent normal
 * numbers become correlated ones by multiplying with it. Cholesky's, or the symmetric root when some inputs are
 * fixed combinations of others. The matrix must be a correlation matrix (see `nearestCorrelation`). O(n^3).
 */
export function correlationRoot(matrix: Matrix): Float64Array {
  for (const [i, row] of matrix.entries()) {
    demand(row.length === matrix.length, `matrix[${i}]`, `has ${row.length} entries; give ${matrix.length}`)
    for (const [j, value] of row.entries()) {
      // A repaired matrix may pass 1 in its last digits.
      const inRange = Math.abs(value) <= 1 + 1e-6 && Math.abs(value - matrix[j]![i]!) <= 1e-6
      demand(inRange, `matrix[${i}][${j}]`, `is ${value}; give one number from -1 to 1 for both directions`)
    }
  }
  const n = matrix.length
  const root = new Float64Array(n * n)
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i]![j]!
      for (let k = 0; k < j; k++) sum -= root[i * n + k]! * root[j * n + k]!
      if (i === j && sum < 1e-10) return symmetricRoot(matrix)
      root[i * n + j] = i === j ? Math.sqrt(sum) : sum / root[j * n + j]!
    }
  }
  return root
}

function symmetricRoot(matrix: Matrix): Float64Array {
  const n = matrix.length
  const { values, vectors } = symmetricEigen(matrix)
  const root = new Float64Array(n * n)
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      let sum = 0
      for (let k = 0; k < n; k++)
        sum += Math.sqrt(Math.max(0, values[k]!)) * vectors[i]![k]! * vectors[j]![k]!
      root[i * n + j] = sum
    }
  }
  return root
}
