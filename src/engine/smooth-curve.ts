import { demand } from './bad-input.ts'
import { mean, quantile, sorted } from './summary.ts'

/** Reads the curve through some values off at every draw. */
export type SmoothCurve = (values: Float64Array) => Float64Array

const innerKnots = 6
const degree = 3
/** What is left of a column, as a share of it, when the columns before it say all it could say. */
const nothingNew = 1e-9

/**
 * The best guess of a value given an input, from draws of both: a cubic spline with six inner knots, at the sevenths of
 * the draws, in the least-squares sense. Values that many draws share (a fiftieth of them, and 30) stand for
 * themselves, with the mean of their draws; so does every value of an input that has few. Prepares for one input; each
 * list of values is then read off.
 *
 * The curves are B-splines, which stay apart from one another however unevenly the draws lie: each belongs to the draws
 * between a few knots and is nought elsewhere. They are made orthogonal to one another twice over before anything is
 * fitted, so that no digits are lost to equations that nearly repeat one another.
 *
 * Throws `BadInput` for an input that is not finite. O(n log n) once, and O(n) for each list of values. Source: de Boor,
 * "A Practical Guide to Splines" (1978), chapters IX to XIV; Björck, "Numerics of Gram-Schmidt orthogonalization" (1994).
 *
 * @param input one number for each draw
 */
export function smoothCurve(input: Float64Array): SmoothCurve {
  const bad = input.findIndex((x) => !Number.isFinite(x))
  demand(bad < 0, `input[${bad}]`, 'is not a finite number; give one for every draw')
  const order = sorted(input)
  const isNarrow = input.length === 0 || order.at(-1)! - order[0]! < Infinity
  demand(isNarrow, 'input', 'spans more than can be computed; give it in a larger unit')
  const groups = rowsByValue(input)
  const many = Math.max(30, input.length / 50)
  const alone = [...groups.values()].filter((rows) => rows.length >= many)
  const others = [...groups.values()].filter((rows) => rows.length < many)
  const hasCurve = others.length > innerKnots + degree + 1
  const means = hasCurve ? alone : [...groups.values()]
  const curved = hasCurve ? Int32Array.from(others.flat()) : new Int32Array(0)
  const base = hasCurve ? orthogonal(splineColumns(Float64Array.from(curved, (row) => input[row]!))) : []
  return (values) => {
    const read = new Float64Array(input.length)
    for (const rows of means) {
      const level = mean(rows.map((row) => values[row]!))
      for (const row of rows) read[row] = level
    }
    if (hasCurve) fit(base, curved, values, read)
    return read
  }
}

function rowsByValue(input: Float64Array): Map<number, number[]> {
  const groups = new Map<number, number[]>()
  for (let row = 0; row < input.length; row++) {
    const rows = groups.get(input[row]!)
    if (rows === undefined) groups.set(input[row]!, [row])
    else rows.push(row)
  }
  return groups
}

/** Adds up what each column of the base has in common with the values, measured from their mean. */
function fit(
  base: readonly Float64Array[],
  rows: Int32Array,
  values: Float64Array,
  read: Float64Array,
): void {
  const own = Float64Array.from(rows, (row) => values[row]!)
  const centre = mean(own)
  const rest = own.map((value) => value - centre)
  for (const column of base) takeOut(column, rest)
  for (let k = 0; k < rows.length; k++) read[rows[k]!] = own[k]! - rest[k]!
}

/** The columns made at right angles to one another and of length 1; those that say nothing new are left out. */
function orthogonal(columns: readonly Float64Array[]): Float64Array[] {
  const base: Float64Array[] = []
  for (const column of columns) {
    const before = Math.sqrt(product(column, column))
    const rest = column.slice()
    for (let time = 0; time < 2; time++) for (const one of base) takeOut(one, rest)
    const length = Math.sqrt(product(rest, rest))
    if (length > nothingNew * before) base.push(rest.map((x) => x / length))
  }
  return base
}

/** Takes out of a list what it has in common with a column of length 1. */
function takeOut(column: Float64Array, list: Float64Array): void {
  const part = product(column, list)
  for (let r = 0; r < list.length; r++) list[r]! -= part * column[r]!
}

function product(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let r = 0; r < a.length; r++) sum += a[r]! * b[r]!
  return sum
}

/** Each B-spline read off at every draw. */
function splineColumns(input: Float64Array): Float64Array[] {
  const order = sorted(input)
  const [low, high] = [order[0]!, order.at(-1)!]
  const sevenths = Array.from({ length: innerKnots }, (_, k) => quantile(order, (k + 1) / (innerKnots + 1)))
  const inner = [...new Set(sevenths)].filter((knot) => knot > low && knot < high)
  const ends = (knot: number) => Array.from({ length: degree + 1 }, () => knot)
  const knots = [...ends(low), ...inner, ...ends(high)]
  const columns = Array.from({ length: inner.length + degree + 1 }, () => new Float64Array(input.length))
  const found = new Float64Array(degree + 1)
  for (let row = 0; row < input.length; row++) {
    let at = degree
    while (at < degree + inner.length && input[row]! >= knots[at + 1]!) at++
    splinesAt(knots, at, input[row]!, found)
    for (let k = 0; k <= degree; k++) columns[at - degree + k]![row] = found[k]!
  }
  return columns
}

/** The four B-splines that are not nought between knot `at` and the next, at x: Cox and de Boor's recursion. */
function splinesAt(knots: readonly number[], at: number, x: number, out: Float64Array): void {
  out[0] = 1
  for (let d = 1; d <= degree; d++) {
    let saved = 0
    for (let k = 0; k < d; k++) {
      const after = knots[at + k + 1]! - x
      const before = x - knots[at + 1 - d + k]!
      const part = out[k]! / (after + before)
      out[k] = saved + after * part
      saved = before * part
    }
    out[d] = saved
  }
}
