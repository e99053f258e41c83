import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { socialRelations } from './social-relations.ts'

const near = (a: number, b: number, within: number) =>
  assert.ok(Math.abs(a - b) <= within, `${a} is not ${b}`)
const _ = null
/** Kenny's six-person round robin, davidakenny.net/srm/mathsrm.htm. */
const KENNY = [
  [_, 4, 5, 6, 7, 5],
  [2, _, 1, 3, 2, 4],
  [5, 4, _, 3, 2, 6],
  [4, 5, 4, _, 2, 5],
  [1, 4, 4, 3, _, 3],
  [5, 7, 5, 3, 9, _],
]

function fitted(ratings: readonly (readonly (number | null)[])[]) {
  const model = socialRelations(ratings)
  assert.ok(model.kind === 'fitted')
  return model
}

test("Kenny's six people have the actor effects he publishes, and their variance", () => {
  const { giver } = fitted(KENNY)
  const published = [1.208, -1.625, -0.167, -0.208, -1.083, 1.875]
  for (const [person, effect] of published.entries()) near(giver[person]!, effect, 0.0005)
  near(giver.reduce((sum, effect) => sum + effect ** 2, 0) / 5, 1.772, 0.0005)
})

test('three councils cannot be fitted, nor a round with an answer missing, and which is named', () => {
  assert.deepEqual(
    socialRelations([
      [_, 1, 2],
      [3, _, 1],
      [2, 2, _],
    ]),
    {
      kind: 'not-fitted',
      because: 'fewer-than-four',
    },
  )
  const gap = KENNY.map((row) => [...row])
  gap[2]![4] = null
  assert.deepEqual(socialRelations(gap), {
    kind: 'not-fitted',
    because: 'missing-ratings',
    missing: [[2, 4]],
  })
})

const anyRound = fc.integer({ min: 4, max: 7 }).chain((n) =>
  fc.array(fc.array(fc.integer({ min: 0, max: 4 }), { minLength: n, maxLength: n }), {
    minLength: n,
    maxLength: n,
  }),
)

/** Least squares the slow way: fit giver, receiver and mean in turn until nothing moves. */
function effectsBySweeps(ratings: readonly (readonly number[])[]) {
  const n = ratings.length
  const giver = ratings.map(() => 0)
  const receiver = ratings.map(() => 0)
  let mean = 0
  for (let sweep = 0; sweep < 400; sweep += 1) {
    for (let i = 0; i < n; i += 1) {
      let [row, column] = [0, 0]
      for (let j = 0; j < n; j += 1) if (i !== j) row += (ratings[i]![j]! - mean - receiver[j]!) / (n - 1)
      giver[i] = row
      for (let j = 0; j < n; j += 1) if (i !== j) column += (ratings[j]![i]! - mean - giver[j]!) / (n - 1)
      receiver[i] = column
    }
    for (const side of [giver, receiver]) {
      const drift = side.reduce((sum, effect) => sum + effect, 0) / n
      mean += drift
      for (let i = 0; i < n; i += 1) side[i]! -= drift
    }
  }
  return { mean, giver, receiver }
}

test('the closed form is the least-squares fit, on a thousand random rounds', () => {
  fc.assert(
    fc.property(anyRound, (ratings) => {
      const model = fitted(ratings)
      const slow = effectsBySweeps(ratings)
      near(model.mean, slow.mean, 1e-8)
      for (const i of ratings.keys()) {
        near(model.giver[i]!, slow.giver[i]!, 1e-8)
        near(model.receiver[i]!, slow.receiver[i]!, 1e-8)
      }
    }),
    { numRuns: 1000 },
  )
})

/**
 * Each variance is a quadratic form, so its expectation under the model is the sum of its values at the unit
 * patterns the model is made of; the estimators are unbiased when those sums are 1 for their own and 0 for others'.
 */
test('the variances are unbiased: each pattern of the model adds to its own component only', () => {
  const names = ['giver', 'receiver', 'pair', 'giverReceiver', 'reciprocity'] as const
  for (const n of [4, 5, 6, 9]) {
    const pattern = (on: (i: number, j: number) => number) =>
      fitted(Array.from({ length: n }, (_, i) => Array.from({ length: n }, (_, j) => on(i, j)))).variance
    const all = Array.from({ length: n }, (_, index) => index)
    const ordered = all.flatMap((i) => all.filter((j) => j !== i).map((j) => [i, j] as const))
    const is = (a: boolean) => (a ? 1 : 0)
    for (const name of names) {
      const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)
      const rows = sum(all.map((p) => pattern((i) => is(i === p))[name]))
      const columns = sum(all.map((p) => pattern((_, j) => is(j === p))[name]))
      const cells = sum(ordered.map(([p, q]) => pattern((i, j) => is(i === p && j === q))[name]))
      const both = sum(all.map((p) => pattern((i, j) => is(i === p) + is(j === p))[name])) - rows - columns
      const returned =
        sum(
          ordered
            .filter(([p, q]) => p < q)
            .map(([p, q]) => pattern((i, j) => is((i === p && j === q) || (i === q && j === p)))[name]),
        ) - cells
      const own = { giver: rows, receiver: columns, pair: cells, giverReceiver: both, reciprocity: returned }
      for (const part of names) near(own[part], is(part === name), 1e-9)
    }
  }
})

test('saying everything one point higher moves the mean and nothing else', () => {
  const base = fitted(KENNY)
  const higher = fitted(KENNY.map((row) => row.map((value) => (value === null ? null : value + 1))))
  near(higher.mean, base.mean + 1, 1e-12)
  for (const person of KENNY.keys()) near(higher.giver[person]!, base.giver[person]!, 1e-12)
  near(higher.variance.pair, base.variance.pair, 1e-12)
})

test('mean and effects add back to every rating', () => {
  const { mean, giver, receiver, pair } = fitted(KENNY)
  for (const [i, row] of KENNY.entries()) {
    for (const [j, value] of row.entries()) {
      if (value !== null) near(mean + giver[i]! + receiver[j]! + pair[i]![j]!, value, 1e-12)
    }
  }
})
