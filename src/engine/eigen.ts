/**
 * The directions and sizes of a symmetric table of numbers (its eigenvectors and eigenvalues), by Jacobi's rotations:
 * slow for hundreds of rows, dependable for the dozens a business case has. O(n^3) a sweep, about eight sweeps.
 *
 * @param matrix n rows of n, symmetric
 * @returns `values[j]` with `vectors[i][j]` the i-th component of its direction, in no particular order
 */
export function symmetricEigen(matrix: readonly (readonly number[])[]): {
  values: number[]
  vectors: number[][]
} {
  const n = matrix.length
  const a = matrix.map((row) => [...row])
  const vectors = a.map((_, i) => a.map((_, j) => (i === j ? 1 : 0)))
  const scale = Math.sqrt(a.flat().reduce((sum, x) => sum + x * x, 0))
  for (let sweep = 0; sweep < 60 && offDiagonal(a) > 1e-16 * scale; sweep++) {
    for (let p = 0; p < n - 1; p++) for (let q = p + 1; q < n; q++) rotate(a, vectors, p, q)
  }
  return { values: a.map((row, i) => row[i]!), vectors }
}

function offDiagonal(a: readonly (readonly number[])[]): number {
  let sum = 0
  for (const [i, row] of a.entries()) for (let j = 0; j < i; j++) sum += row[j]! * row[j]!
  return Math.sqrt(2 * sum)
}

/** One rotation in the plane of p and q that makes their off-diagonal entry nought. */
function rotate(a: number[][], vectors: number[][], p: number, q: number): void {
  const [rowP, rowQ] = [a[p]!, a[q]!]
  const off = rowP[q]!
  if (off === 0) return
  const theta = (rowQ[q]! - rowP[p]!) / (2 * off)
  const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.hypot(theta, 1))
  const c = 1 / Math.hypot(t, 1)
  const s = t * c
  for (const row of a) turn(row, p, q, c, s)
  for (let k = 0; k < a.length; k++) {
    const [x, y] = [rowP[k]!, rowQ[k]!]
    rowP[k] = c * x - s * y
    rowQ[k] = s * x + c * y
  }
  rowP[q] = 0
  rowQ[p] = 0
  for (const row of vectors) turn(row, p, q, c, s)
}

function turn(row: number[], p: number, q: number, c: number, s: number): void {
  const [x, y] = [row[p]!, row[q]!]
  row[p] = c * x - s * y
  row[q] = s * x + c * y
}
