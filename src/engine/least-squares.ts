import { demand } from './bad-input.ts'

/**
 * The coefficients of the straight-line combination of features that lies nearest the values, by the normal
 * equations. A feature that the earlier ones already say (to 1 part in 10^11) gets the coefficient 0, so repeated
 * features do no harm. n rows, k features: O(n k^2).
 *
 * @param feature writes the k features of row r into its second argument
 */
export function leastSquares(
  rows: number,
  k: number,
  feature: (row: number, into: Float64Array) => void,
  values: ArrayLike<number>,
): Float64Array {
  demand(rows > 0, 'values', 'are empty; give at least one row')
  const square = new Float64Array(k * k)
  const right = new Float64Array(k)
  const f = new Float64Array(k)
  for (let r = 0; r < rows; r++) {
    feature(r, f)
    for (let a = 0; a < k; a++) {
      right[a]! += f[a]! * values[r]!
      for (let b = 0; b <= a; b++) square[a * k + b]! += f[a]! * f[b]!
    }
  }
  return solvePositive(square, right, k)
}

/** Solves a symmetric system by Cholesky's method, skipping rows that add nothing; only the lower triangle is read. */
function solvePositive(square: Float64Array, right: Float64Array, k: number): Float64Array {
  for (let i = 0; i < k; i++) {
    const own = square[i * k + i]!
    for (let j = 0; j <= i; j++) {
      let sum = square[i * k + j]!
      for (let m = 0; m < j; m++) sum -= square[i * k + m]! * square[j * k + m]!
      const pivot = square[j * k + j]!
      if (i === j) square[i * k + i] = sum > 1e-11 * own ? Math.sqrt(sum) : 0
      else square[i * k + j] = pivot > 0 ? sum / pivot : 0
    }
  }
  const x = Float64Array.from(right)
  for (let i = 0; i < k; i++) {
    for (let m = 0; m < i; m++) x[i]! -= square[i * k + m]! * x[m]!
    x[i] = over(x[i]!, square[i * k + i]!)
  }
  for (let i = k - 1; i >= 0; i--) {
    for (let m = i + 1; m < k; m++) x[i]! -= square[m * k + i]! * x[m]!
    x[i] = over(x[i]!, square[i * k + i]!)
  }
  return x
}

function over(value: number, pivot: number): number {
  return pivot > 0 ? value / pivot : 0
}
