import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { partialInformation } from './information.ts'
import { normalQuantile } from './normal.ts'
import { uniform } from './random.ts'
import { smoothCurve } from './smooth-curve.ts'
import { mean, quantile, sorted } from './summary.ts'

function isNear(actual: number, expected: number, within: number) {
  assert.ok(Math.abs(actual - expected) <= within, `${actual} should be ${expected} within ${within}`)
}

/** What is worth knowing when the curves are known: the best of each draw, less the best on average. */
function worthOf(curves: readonly ArrayLike<number>[]): number {
  const best = Float64Array.from(curves[0]!, (_, r) => Math.max(...curves.map((curve) => curve[r]!)))
  return mean(best) - Math.max(...curves.map(mean))
}

/**
 * The least-squares fit in whole numbers of any length, so that nothing is rounded before the end: powers and cubes cut
 * off at each knot, the equations they give, and elimination without fractions. Columns that others say already are
 * left out.
 */
function exactFit(xs: readonly number[], knots: readonly number[], values: readonly number[]): number[] {
  const rows = xs.map((x) => {
    const t = BigInt(x)
    return [1n, t, t * t, t ** 3n, ...knots.map((knot) => (x > knot ? (t - BigInt(knot)) ** 3n : 0n))]
  })
  const k = rows[0]!.length
  // Each line: one column's products with all columns and with the values.
  const lines = Array.from({ length: k }, (_, a) => [
    ...Array.from({ length: k }, (__, b) => rows.reduce((sum, row) => sum + row[a]! * row[b]!, 0n)),
    rows.reduce((sum, row, r) => sum + row[a]! * BigInt(values[r]!), 0n),
  ])
  let last = 1n
  const used: number[] = []
  for (let c = 0; c < k; c++) {
    const pivot = lines[c]![c]!
    if (pivot === 0n) continue
    used.push(c)
    for (let a = 0; a < k; a++) {
      const factor = lines[a]![c]!
      if (a === c) continue
      lines[a] = lines[a]!.map((value, b) => (pivot * value - factor * lines[c]![b]!) / last)
    }
    last = pivot
  }
  // Every line left is: last x coefficient = right side.
  const scale = 10n ** 15n
  return rows.map((row) => {
    const sum = used.reduce((total, c) => total + row[c]! * lines[c]![k]!, 0n)
    return Number((sum * scale) / last) / 1e15
  })
}

/** Whole numbers of which most crowd together in places, anything from one apart to a million. */
const crowded = (count: number) =>
  fc
    .tuple(
      fc.array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 1, maxLength: 4 }),
      fc.array(fc.tuple(fc.nat(), fc.nat(), fc.integer({ min: 0, max: 5 })), {
        minLength: count,
        maxLength: count,
      }),
    )
    .map(([centres, picks]) =>
      picks.map(([which, off, digits]) => centres[which % centres.length]! + (off % 10 ** digits)),
    )

test('the curve through crowded draws is what exact whole numbers give, on 1,000 random tables', () => {
  fc.assert(
    fc.property(
      crowded(29),
      fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 29, maxLength: 29 }),
      (xs, values) => {
        const order = xs.toSorted((a, b) => a - b)
        if (new Set(xs).size <= 10) return
        // Of 29 draws the sevenths are draws themselves, so that knots are whole too.
        const knots = [...new Set([4, 8, 12, 16, 20, 24].map((at) => order[at]!))].filter(
          (knot) => knot > order[0]! && knot < order[28]!,
        )
        const expected = exactFit(xs, knots, values)
        const found = smoothCurve(Float64Array.from(xs))(Float64Array.from(values))
        for (const [r, value] of found.entries()) isNear(value, expected[r]!, 1e-6)
      },
    ),
    { numRuns: 1000 },
  )
})

/** A bump over five knots, smooth to its second bend and nought elsewhere: a B-spline by its recursion. */
function bump(knots: readonly number[], x: number): number {
  const [first, last] = [knots[0]!, knots.at(-1)!]
  if (knots.length === 2) return Number(x >= first && x < last)
  const rising = ((x - first) / (knots.at(-2)! - first)) * bump(knots.slice(0, -1), x)
  return rising + ((last - x) / (last - knots[1]!)) * bump(knots.slice(1), x)
}

test('a bend in a crowd of draws is kept, and knowing it is worth what it must be, on 1,000 random crowds', () => {
  fc.assert(
    fc.property(
      fc.nat(1_000_000),
      fc.integer({ min: 0, max: 9 }),
      fc.integer({ min: 0, max: 1 }),
      fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 3, maxLength: 3 }),
      (seed, digits, from, [level = 0, slope = 0, height = 0]) => {
        // Nine of ten draws lie in a crowd, down to a thousand-millionth of the range as narrow; the bend is inside it.
        const width = 10 ** -digits
        const input = Float64Array.from({ length: 210 }, (_, r) => {
          const u = uniform(seed, r, 0, 0, 0)
          return r % 10 === 0 ? 3 * u - 1 : 0.5 + width * u
        })
        const order = sorted(input)
        const knots = [1, 2, 3, 4, 5].map((k) => quantile(order, (from + k) / 7))
        const benefit = input.map((x) => level + slope * x + height * bump(knots, x))
        const curve = smoothCurve(input)(benefit)
        for (const [r, value] of curve.entries()) isNear(value, benefit[r]!, 1e-8)
        const nothing = new Float64Array(input.length)
        isNear(partialInformation([nothing, benefit], input).value, worthOf([nothing, benefit]), 1e-8)
      },
    ),
    { numRuns: 1000 },
  )
})

test('knowing one input is worth what simulating inside a simulation says, on 1,000 random choices', () => {
  const inner = 60
  const within = Float64Array.from({ length: inner }, (_, k) => normalQuantile((k + 0.5) / inner))
  fc.assert(
    fc.property(
      fc.nat(1_000_000),
      fc.constantFrom(1, 3, 5),
      fc.array(fc.integer({ min: -5, max: 5 }), { minLength: 8, maxLength: 8 }),
      (seed, power, [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0]) => {
        const draws = 400
        // Cubed or to the fifth, the draws crowd around nought and trail off on either side.
        const input = Float64Array.from(
          { length: draws },
          (_, r) => normalQuantile(uniform(seed, r, 0, 0, 0)) ** power,
        )
        const other = Float64Array.from({ length: draws }, (_, r) =>
          normalQuantile(uniform(seed, r, 1, 0, 0)),
        )
        const options = [
          () => 0,
          (x: number, y: number) => a + b * x + c * y + d * Math.tanh(x),
          (x: number, y: number) => e + f * x + g * x * Math.tanh(y) + h * y,
        ]
        const table = options.map((of) => input.map((x, r) => of(x, other[r]!)))
        // For each value of the input, every option's average over all the rest.
        const nested = options.map((of) => input.map((x) => mean(within.map((y) => of(x, y)))))
        // The curve is as good as draws allow: ten numbers are fitted to 400 draws of what the rest adds.
        const scatter = table.map((column, k) => {
          const rest = column.map((value, r) => value - nested[k]![r]!)
          return Math.sqrt(mean(rest.map((value) => value * value)))
        })
        const allowed = 6 * Math.sqrt(10 / draws) * Math.max(...scatter) + 1e-9
        const found = partialInformation(table, input).value
        isNear(found, worthOf(nested), allowed + 0.05)
      },
    ),
    { numRuns: 1000 },
  )
})

test('a value that many draws share stands for itself, and does not bend the curve of the others', () => {
  const draws = 3000
  // Nothing happens in two of three draws; otherwise the size of it is drawn.
  const input = Float64Array.from({ length: draws }, (_, r) => (r % 3 === 0 ? 1 + uniform(4, r, 0, 0, 0) : 0))
  const benefit = input.map((x) => (x === 0 ? 7 : 100 - 60 * x))
  const curve = smoothCurve(input)(benefit)
  for (const [r, value] of curve.entries()) isNear(value, benefit[r]!, 1e-9)
})

test('an input that is no number, or spans more than can be computed, is refused', () => {
  const values = new Float64Array(3)
  assert.throws(
    () => partialInformation([values], Float64Array.of(1, Number.NaN, 2)),
    /input\[1\]: is not a finite/,
  )
  assert.throws(() => smoothCurve(Float64Array.of(-1e308, 1e308, 0)), /input: spans more/)
})
