import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { krippendorffAlpha, type AlphaMetric, type Ratings } from './concordance.ts'

const _ = null
/** The four published tables, kept here so that the test needs nothing else. */
const TABLES: { name: string; ratings: Ratings; alphas: Partial<Record<AlphaMetric, number>> }[] = [
  {
    name: 'three raters, fifteen units',
    ratings: [
      [_, _, _, _, _, 3, 4, 1, 2, 1, 1, 3, 3, _, 3],
      [1, _, 2, 1, 3, 3, 4, 3, _, _, _, _, _, _, _],
      [_, _, 2, 1, 3, 4, 4, _, 2, 1, 1, 3, 3, _, 4],
    ],
    alphas: { nominal: 0.691358, ordinal: 0.806721, interval: 0.810845 },
  },
  {
    name: "Krippendorff's four raters, twelve units",
    ratings: [
      [1, 2, 3, 3, 2, 1, 4, 1, 2, _, _, _],
      [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, _, 3],
      [_, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, _],
      [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, _],
    ],
    alphas: { nominal: 0.743421, ordinal: 0.815388, interval: 0.849107 },
  },
  {
    name: 'two raters who agree throughout',
    ratings: [
      [0, 1, 2],
      [0, 1, 2],
    ],
    alphas: { nominal: 1, ordinal: 1, interval: 1 },
  },
]
const METRICS: AlphaMetric[] = ['nominal', 'ordinal', 'interval']

/** Alpha the long way, straight from the definition: a coincidence table and δ² cell by cell. */
function alphaByCoincidences(ratings: Ratings, metric: AlphaMetric): number | null {
  const values = [...new Set(ratings.flat())].filter((value) => value !== null).sort((a, b) => a - b)
  const table = values.map(() => values.map(() => 0))
  for (let unit = 0; unit < (ratings[0]?.length ?? 0); unit += 1) {
    const given = ratings.flatMap((row) => (row[unit] === null ? [] : [values.indexOf(row[unit]!)]))
    for (const [a, first] of given.entries()) {
      for (const [b, second] of given.entries()) if (a !== b) table[first]![second]! += 1 / (given.length - 1)
    }
  }
  const totals = table.map((row) => row.reduce((sum, cell) => sum + cell, 0))
  const n = totals.reduce((sum, total) => sum + total, 0)
  const delta = (c: number, k: number): number => {
    if (metric === 'nominal') return c === k ? 0 : 1
    if (metric === 'interval') return (values[c]! - values[k]!) ** 2
    const [from, to] = [Math.min(c, k), Math.max(c, k)]
    let between = -(totals[c]! + totals[k]!) / 2
    for (let g = from; g <= to; g += 1) between += totals[g]!
    return between ** 2
  }
  let [observed, expected] = [0, 0]
  for (const c of values.keys()) {
    for (const k of values.keys()) {
      observed += table[c]![k]! * delta(c, k)
      expected += (totals[c]! * totals[k]! * delta(c, k)) / (n - 1)
    }
  }
  return expected > 0 ? 1 - observed / expected : null
}

for (const { name, ratings, alphas } of TABLES) {
  test(`alpha of ${name} is the published one`, () => {
    for (const metric of METRICS) {
      const found = krippendorffAlpha(ratings, metric)
      assert.ok(found.kind === 'alpha')
      assert.ok(Math.abs(found.alpha - alphas[metric]!) < 5e-7, `${metric}: ${found.alpha}`)
    }
  })
}

type Example = { id: string; data: (number | null)[][]; recomputed: Record<AlphaMetric, number> }
const published = new URL('../../../shared/data/agreement_examples.json', import.meta.url)
test(
  'alpha agrees with every example of the shared file',
  { skip: existsSync(published) ? false : 'not here' },
  () => {
    const { krippendorff } = JSON.parse(readFileSync(published, 'utf8')) as { krippendorff: Example[] }
    assert.equal(krippendorff.length, 3)
    for (const { id, data, recomputed } of krippendorff) {
      for (const metric of METRICS) {
        const found = krippendorffAlpha(data, metric)
        assert.ok(
          found.kind === 'alpha' && Math.abs(found.alpha - recomputed[metric]) < 5e-7,
          `${id} ${metric}`,
        )
      }
    }
  },
)

const anyRatings = fc
  .record({ raters: fc.integer({ min: 2, max: 5 }), units: fc.integer({ min: 1, max: 12 }) })
  .chain(({ raters, units }) => {
    const row = fc.array(fc.option(fc.integer({ min: 1, max: 5 }), { freq: 4 }), {
      minLength: units,
      maxLength: units,
    })
    return fc.array(row, { minLength: raters, maxLength: raters })
  })

test('alpha agrees with the coincidence table on a thousand random tables, and says when there is none', () => {
  fc.assert(
    fc.property(anyRatings, fc.constantFrom(...METRICS), (ratings, metric) => {
      const found = krippendorffAlpha(ratings, metric)
      const slow = alphaByCoincidences(ratings, metric)
      if (found.kind === 'undefined') assert.equal(slow, null)
      else assert.ok(slow !== null && Math.abs(found.alpha - slow) < 1e-9, `${found.alpha} ${slow}`)
    }),
    { numRuns: 1500 },
  )
})

test('alpha does not depend on the order of raters or units, nor interval alpha on the unit of measure', () => {
  fc.assert(
    fc.property(anyRatings, fc.constantFrom(...METRICS), (ratings, metric) => {
      const shuffled = ratings.toReversed().map((row) => row.toReversed())
      const rescaled = shuffled.map((row) => row.map((value) => (value === null ? null : 10 * value - 3)))
      const [first, second] = [krippendorffAlpha(ratings, metric), krippendorffAlpha(rescaled, metric)]
      if (first.kind === 'undefined' || second.kind === 'undefined') assert.deepEqual(first, second)
      else assert.ok(Math.abs(first.alpha - second.alpha) < 1e-9)
    }),
  )
})

test('identical answers leave nothing to expect, whatever the value', () => {
  const same = Array.from({ length: 3 }, () => Array.from({ length: 7 }, () => 0.1))
  for (const metric of METRICS) {
    assert.deepEqual(krippendorffAlpha(same, metric), { kind: 'undefined', because: 'one-value-only' })
  }
  assert.deepEqual(
    krippendorffAlpha(
      [
        [1, null],
        [null, 2],
      ],
      'ordinal',
    ),
    {
      kind: 'undefined',
      because: 'nothing-to-compare',
    },
  )
})

test('a value that is no number is refused by its place', () => {
  assert.throws(
    () =>
      krippendorffAlpha(
        [
          [1, Number.NaN],
          [1, 2],
        ],
        'ordinal',
      ),
    /ratings\[0\]\[1\]: must be a finite/,
  )
  assert.throws(
    () => krippendorffAlpha([[1, 2], [1]], 'ordinal'),
    /ratings\[1\]: has 1 units where the first has 2/,
  )
  assert.throws(() => krippendorffAlpha([], 'ordinal'), /ratings: needs at least one rater/)
})

test('one rater alone is no fault of the table: there is nothing to compare, and that is the answer', () => {
  assert.equal(krippendorffAlpha([[1, 2, 3]], 'ordinal').kind, 'undefined')
  assert.throws(() => krippendorffAlpha([], 'ordinal'), /ratings: needs at least one rater/)
})
