import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { likenessOf, likenessTable, neighboursOf, type Feature, type Subject } from './likeness.ts'

const near = (a: number, b: number, within = 1e-9) => assert.ok(Math.abs(a - b) <= within, `${a} is not ${b}`)

const features: Feature[] = [
  { id: 'population', weight: 2, scale: 'log' },
  { id: 'rural', weight: 1 },
]
const subjects: Subject[] = [
  { id: 'A', values: [100_000, 10] },
  { id: 'B', values: [200_000, 20] },
  { id: 'C', values: [400_000, 30] },
  { id: 'D', values: [800_000, null] },
  { id: 'E', values: [1_600_000, 90] },
]

test('a distance is the weighted mean of robust deviations, and says what each feature adds', () => {
  // Logs are one doubling apart: median 400,000, deviations 2, 1, 0, 1, 2 doublings, so one unit is 1.4826
  // doublings. Rural: median 25, deviations 15, 5, 5, 65, median 10, one unit 14.826.
  const likeness = likenessOf(likenessTable(subjects, features), 0, 1)
  assert.ok(likeness.kind === 'distance')
  near(likeness.distance, (2 * (1 / 1.4826) + 1 * (10 / 14.826)) / 3)
  assert.deepEqual(
    likeness.contributions.map(({ feature }) => feature),
    ['population', 'rural'],
  )
  near(likeness.contributions[0]!.share, 2 / 3)
})

test('a missing value is left out, named, and never filled in', () => {
  const table = likenessTable(subjects, features)
  const likeness = likenessOf(table, 0, 3)
  assert.ok(likeness.kind === 'distance')
  near(likeness.distance, 3 / 1.4826)
  assert.deepEqual(likeness.missing, ['rural'])
  assert.deepEqual(
    table.scales.map(({ missing }) => missing),
    [0, 1],
  )
})

test('two councils are not compared when too little of the weight is known for both', () => {
  const heavy: Feature[] = [
    { id: 'population', weight: 1 },
    { id: 'rural', weight: 5 },
  ]
  assert.deepEqual(likenessOf(likenessTable(subjects, heavy), 0, 3), {
    kind: 'too-little-known',
    missing: ['rural'],
    knownWeight: 1 / 6,
  })
})

test('neighbours come nearest first with the furthest at 1, ties by code, and the unknown apart', () => {
  const { near: list, unknown } = neighboursOf(likenessTable(subjects, features), 'C')
  assert.deepEqual(
    list.map(({ id }) => id),
    ['D', 'B', 'A', 'E'],
  )
  near(list.at(-1)!.rebased, 1)
  assert.ok(list[0]!.rebased < list[1]!.rebased)
  assert.deepEqual(unknown, [])
  const twins = [...subjects, { id: 'BB', values: [200_000, 20] }]
  const order = neighboursOf(likenessTable(twins, features), 'C').near.map(({ id }) => id)
  assert.deepEqual(order.indexOf('BB') - order.indexOf('B'), 1)
})

test('small units are still the middle deviation, and say so', () => {
  const rows: Subject[] = [0, 0.1, 0.2, 0.3, 0.9].map((value, index) => ({
    id: String(index),
    values: [value],
  }))
  const [scale] = likenessTable(rows, [{ id: 'x', weight: 1 }]).scales
  assert.equal(scale?.by, 'median-deviation')
  near(scale.unit!, 0.1 * 1.4826)
  near(scale.centre, 0.2)
})

test('contributions run from the largest, ties by name, and sum to the distance', () => {
  const rows: Subject[] = [
    { id: 'A', values: [0, 0, 0] },
    { id: 'B', values: [1, 3, 1] },
    { id: 'C', values: [2, 1, 2] },
  ]
  const given: Feature[] = ['z', 'm', 'a'].map((id) => ({ id, weight: 1 }))
  const likeness = likenessOf(likenessTable(rows, given), 0, 1)
  assert.ok(likeness.kind === 'distance')
  assert.deepEqual(
    likeness.contributions.map(({ feature }) => feature),
    ['m', 'a', 'z'],
  )
  assert.deepEqual(
    likeness.contributions.map(({ share }) => share.toFixed(3)),
    ['0.600', '0.200', '0.200'],
  )
})

test('councils alike in everything are at no distance, with no shares, and the first may ask', () => {
  const rows: Subject[] = [
    { id: 'A', values: [1] },
    { id: 'B', values: [1] },
    { id: 'C', values: [null] },
  ]
  const alike = likenessTable([...rows, { id: 'D', values: [5] }], [{ id: 'x', weight: 1 }])
  const same = likenessOf(alike, 0, 1)
  assert.ok(same.kind === 'distance' && same.distance === 0)
  assert.deepEqual(same.contributions, [{ feature: 'x', amount: 0, share: 0 }])
  const { near: list, unknown } = neighboursOf(alike, 'A')
  assert.deepEqual(
    list.map(({ id, rebased }) => [id, rebased]),
    [
      ['B', 0],
      ['D', 1],
    ],
  )
  assert.deepEqual(unknown, [{ id: 'C', missing: ['x'] }])
  assert.deepEqual(
    neighboursOf(
      likenessTable([...rows.slice(0, 2), { id: 'E', values: [null] }], [{ id: 'x', weight: 1 }]),
      'A',
    ).near,
    [],
  )
  // Nothing tells these apart, so there is nothing to compare them on.
  assert.deepEqual(likenessOf(likenessTable(rows, [{ id: 'x', weight: 1 }]), 0, 1), {
    kind: 'too-little-known',
    missing: [],
    knownWeight: 0,
  })
})

test('a feature that most share falls back to the mean deviation, and one that all share is left out', () => {
  const rows: Subject[] = [0, 0, 0, 0, 8].map((value, index) => ({
    id: String(index),
    values: [value, 7, null],
  }))
  const given: Feature[] = ['skew', 'same', 'unknown'].map((id) => ({ id, weight: 1 }))
  const { scales } = likenessTable(rows, given)
  assert.deepEqual(
    scales.map(({ by }) => by),
    ['mean-deviation', 'does-not-vary', 'nobody-known'],
  )
  near(scales[0]!.unit!, 1.6 / 0.7978845608)
})

test('a weight of nought takes a feature out, and doubling every weight changes nothing', () => {
  const without = likenessTable(subjects, [features[0]!, { ...features[1]!, weight: 0 }])
  const only = likenessOf(without, 0, 1)
  assert.ok(only.kind === 'distance')
  near(only.distance, 1 / 1.4826)
  const doubled = features.map((feature) => ({ ...feature, weight: feature.weight * 2 }))
  assert.deepEqual(
    likenessOf(likenessTable(subjects, doubled), 0, 2).kind === 'distance',
    likenessOf(likenessTable(subjects, features), 0, 2).kind === 'distance',
  )
  const [a, b] = [doubled, features].map((set) => likenessOf(likenessTable(subjects, set), 0, 2))
  assert.ok(a?.kind === 'distance' && b?.kind === 'distance')
  near(a.distance, b.distance)
})

test('clashing names, wrong lengths, weights and values are refused by their place', () => {
  const make =
    (s: Subject[], f: Feature[] = features) =>
    () =>
      likenessTable(s, f)
  assert.throws(make([subjects[0]!, subjects[0]!]), /subjects\[1\]: "A" is already used/)
  assert.throws(make([{ id: 'A', values: [1] }]), /subjects\[0\]\.values: has 1, not 2/)
  assert.throws(make([{ id: 'A', values: [0, 1] }]), /subjects\[0\]\.values\[0\]: must be above 0/)
  assert.throws(make([{ id: 'A', values: [1, Number.NaN] }]), /values\[1\]: must be a finite/)
  assert.throws(
    make(subjects, [
      { id: 'x', weight: 6 },
      { id: 'y', weight: 1 },
    ]),
    /features\[0\]\.weight/,
  )
  assert.throws(
    make(subjects, [
      { id: 'x', weight: Number.NaN },
      { id: 'y', weight: 1 },
    ]),
    /features\[0\]\.weight/,
  )
  assert.throws(
    make(
      subjects,
      features.map((f) => ({ ...f, weight: 0 })),
    ),
    /all 0; give at least one/,
  )
  assert.throws(make(subjects, [{ id: 'x', weight: -1 }, features[1]!]), /must lie from 0 to 5, not -1/)
  assert.throws(make(subjects, []), /features: needs at least one/)
  assert.throws(() => neighboursOf(likenessTable(subjects, features), 'Z'), /council: "Z" is not among/)
})

const anyTable = fc
  .record({ rows: fc.integer({ min: 2, max: 9 }), columns: fc.integer({ min: 1, max: 5 }) })
  .chain(({ rows, columns }) =>
    fc.record({
      values: fc.array(
        fc.array(fc.option(fc.integer({ min: -50, max: 50 }), { freq: 6 }), {
          minLength: columns,
          maxLength: columns,
        }),
        { minLength: rows, maxLength: rows },
      ),
      weights: fc.array(fc.integer({ min: 1, max: 5 }), { minLength: columns, maxLength: columns }),
    }),
  )

/** Distance again: raw differences divided by the deviation, found by counting ranks instead of sorting. */
function slowly(values: readonly (readonly (number | null)[])[], weights: readonly number[]): number | null {
  const rankMedian = (list: readonly number[]) => {
    const at = (k: number) =>
      list.find((x) => list.filter((y) => y < x).length <= k && k < list.filter((y) => y <= x).length)!
    return (at(Math.floor((list.length - 1) / 2)) + at(Math.ceil((list.length - 1) / 2))) / 2
  }
  let [sum, known, whole] = [0, 0, 0]
  for (const [column, weight] of weights.entries()) {
    const list = values.flatMap((row) =>
      row[column] === null || row[column] === undefined ? [] : [row[column]],
    )
    if (list.length === 0) continue
    const middle = rankMedian(list)
    const deviations = list.map((value) => Math.abs(value - middle))
    const mad = 1.4826 * rankMedian(deviations)
    const unit = mad > 0 ? mad : deviations.reduce((a, b) => a + b, 0) / list.length / Math.sqrt(2 / Math.PI)
    if (unit === 0) continue
    whole += weight
    const [a, b] = [values[0]![column], values[1]![column]]
    if (a === null || b === null || a === undefined || b === undefined) continue
    known += weight
    sum += (weight * Math.abs(a - b)) / unit
  }
  return known === 0 || known < 0.6 * whole ? null : sum / known
}

test('likeness agrees with a second calculation on a thousand random tables, either way round', () => {
  fc.assert(
    fc.property(anyTable, ({ values, weights }) => {
      const rows = values.map((row, index) => ({ id: `c${index}`, values: row }))
      const table = likenessTable(
        rows,
        weights.map((weight, index) => ({ id: `f${index}`, weight })),
      )
      const there = likenessOf(table, 0, 1)
      assert.deepEqual(likenessOf(table, 1, 0), there)
      const slow = slowly(values, weights)
      if (there.kind === 'too-little-known') assert.equal(slow, null)
      else {
        near(there.distance, slow!, 1e-7)
        near(
          there.contributions.reduce((sum, { amount }) => sum + amount, 0),
          there.distance,
        )
      }
    }),
    { numRuns: 1000 },
  )
})

const register = new URL('../../../shared/data/authorities.csv', import.meta.url)
test(
  'the real councils most like a rural district are other rural districts',
  {
    skip: existsSync(register) ? false : 'the shared file is not here',
  },
  () => {
    const [header = '', ...lines] = readFileSync(register, 'utf8').trim().split(/\r?\n/)
    const names = header.split(',')
    const rows = lines.map((line) => line.split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/))
    const cell = (row: readonly string[], name: string) => row[names.indexOf(name)] ?? ''
    const number = (text: string) => (text === '' ? null : Number(text))
    const districts = rows.filter((row) => cell(row, 'type_code') === 'NMD')
    const columns = ['population_mid2020', 'density_per_km2', 'imd_uk_score_2019pop', 'rural_pct_pop']
    const table = likenessTable(
      districts.map((row) => ({
        id: cell(row, 'short_name'),
        values: columns.map((name) => number(cell(row, name))),
      })),
      columns.map((id, index) => ({ id, weight: 1, scale: index < 2 ? 'log' : 'linear' })),
    )
    const { near: list } = neighboursOf(table, 'West Devon')
    assert.ok(
      list.slice(0, 10).some(({ id }) => id === 'Torridge'),
      list
        .slice(0, 10)
        .map(({ id }) => id)
        .join(),
    )
    assert.ok(list.slice(-20).some(({ id }) => id === 'Watford' || id === 'Stevenage' || id === 'Oxford'))
  },
)
