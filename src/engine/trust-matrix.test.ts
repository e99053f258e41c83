import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { trustReport } from './trust-matrix.ts'

const councils = ['Northmere', 'Southmere', 'Eastmere']
/** What they say of each other, 0 to 4; the diagonal is what they say of themselves. */
const ratings = [
  [4, 4, 3],
  [2, 3, 3],
  [1, 3, null],
]

test('with three councils there are both directions and means, and no model', () => {
  const report = trustReport({ councils, ratings })
  assert.deepEqual(report.model, { kind: 'not-fitted', because: 'fewer-than-four' })
  assert.deepEqual(report.given, [
    { council: 'Northmere', mean: 3.5, of: 2 },
    { council: 'Southmere', mean: 2.5, of: 2 },
    { council: 'Eastmere', mean: 2, of: 2 },
  ])
  assert.deepEqual(
    report.received.map(({ mean }) => mean),
    [1.5, 3.5, 3],
  )
})

test('a pair is one-sided when one trusts the other a point more, and says who', () => {
  const [north, far, east] = trustReport({ councils, ratings }).pairs
  assert.deepEqual(north, {
    first: 'Northmere',
    second: 'Southmere',
    firstSays: 4,
    secondSays: 2,
    difference: 2,
    reading: 'one-sided',
    moreTrusting: 'Northmere',
  })
  assert.deepEqual([far?.reading, far?.moreTrusting], ['one-sided', 'Northmere'])
  assert.deepEqual([east?.reading, east?.moreTrusting], ['both-trust', null])
})

test('two councils that both doubt each other are told so, and thresholds can be set', () => {
  const pair = {
    councils: ['A', 'B'],
    ratings: [
      [null, 1],
      [1.5, null],
    ],
  }
  assert.equal(trustReport(pair).pairs[0]?.reading, 'both-doubt')
  assert.equal(trustReport(pair, { apart: 0.5 }).pairs[0]?.moreTrusting, 'B')
  assert.equal(trustReport(pair, { trustFrom: 1 }).pairs[0]?.reading, 'both-trust')
  assert.equal(trustReport(pair, { trustFrom: 1.2 }).pairs[0]?.reading, 'mixed')
})

test('no experience yet is neither trust nor doubt, and is left out of the means', () => {
  const report = trustReport({
    councils: ['A', 'B'],
    ratings: [
      [null, null],
      [3, null],
    ],
  })
  assert.equal(report.pairs[0]?.reading, 'no-experience')
  assert.deepEqual(report.given[0], { council: 'A', mean: null, of: 0 })
})

test('a council that rates itself two points above what the others say of it has a blind spot', () => {
  assert.deepEqual(trustReport({ councils, ratings }).blindSpots, [
    { council: 'Northmere', itself: 4, others: 1.5, difference: 2.5 },
  ])
})

test('one point apart is one-sided, two points above is a blind spot, and just short of either is not', () => {
  const two = (given: (number | null)[][]) => trustReport({ councils: ['A', 'B'], ratings: given })
  const apart = (more: number) =>
    two([
      [null, more],
      [2, null],
    ]).pairs[0]
  assert.deepEqual([apart(3)?.reading, apart(3)?.moreTrusting], ['one-sided', 'A'])
  assert.equal(apart(2.9)?.reading, 'both-doubt')
  const close = [
    [null, 3.5],
    [3, null],
  ]
  assert.equal(two(close).pairs[0]?.reading, 'both-trust')
  assert.equal(
    trustReport({ councils: ['A', 'B'], ratings: close }, { apart: 0.5 }).pairs[0]?.moreTrusting,
    'A',
  )
  const edge = [
    [null, 3],
    [2.5, null],
  ]
  assert.equal(two(edge).pairs[0]?.reading, 'mixed')
  const rated = (itself: number | null) =>
    two([
      [itself, null],
      [2, null],
    ]).blindSpots.length
  assert.deepEqual([rated(4), rated(3.9), rated(null)], [1, 0, 0])
})

test('a matrix with a wrong shape, name or number is refused by its place', () => {
  assert.throws(() => trustReport({ councils: ['A'], ratings: [[null]] }), /councils: needs at least two/)
  assert.throws(() => trustReport({ councils: ['A', 'A'], ratings }), /councils\[1\]: "A" is already used/)
  assert.throws(() => trustReport({ councils: ['A', 'B'], ratings: [[null, 1]] }), /ratings: needs 2 rows/)
  assert.throws(
    () => trustReport({ councils: ['A', 'B'], ratings: [[null, 1], [1]] }),
    /ratings\[1\]: needs 2/,
  )
  const broken = [
    [null, Number.NaN],
    [1, null],
  ]
  assert.throws(
    () => trustReport({ councils: ['A', 'B'], ratings: broken }),
    /ratings\[0\]\[1\]: must be a finite/,
  )
})

test('pairs, means and blind spots are what reading the answers one by one gives, on 1,000 random rounds', () => {
  const answer = fc.option(fc.integer({ min: 0, max: 4 }), { freq: 6 })
  fc.assert(
    fc.property(
      fc
        .integer({ min: 2, max: 6 })
        .chain((n) =>
          fc.array(fc.array(answer, { minLength: n, maxLength: n }), { minLength: n, maxLength: n }),
        ),
      (rows) => {
        const names = rows.map((_, i) => `Council ${i}`)
        const report = trustReport({ councils: names, ratings: rows })
        const said = (from: number[], to: number[]) =>
          from.flatMap((i) => to.flatMap((j) => (i === j || rows[i]![j] === null ? [] : [rows[i]![j]!])))
        const everyone = rows.map((_, i) => i)
        const average = (list: number[]) =>
          list.length === 0 ? null : list.reduce((a, b) => a + b, 0) / list.length
        for (const i of everyone) {
          assert.equal(report.given[i]!.mean, average(said([i], everyone)))
          assert.equal(report.received[i]!.mean, average(said(everyone, [i])))
          const others = average(said(everyone, [i]))
          const isBlind = rows[i]![i] !== null && others !== null && rows[i]![i]! >= others + 2
          assert.equal(
            report.blindSpots.some(({ council }) => council === names[i]),
            isBlind,
          )
        }
        for (const pair of report.pairs) {
          const [a, b] = [
            rows[names.indexOf(pair.first)]![names.indexOf(pair.second)]!,
            rows[names.indexOf(pair.second)]![names.indexOf(pair.first)]!,
          ]
          const level = (x: number) => (x >= 3 ? 'trust' : 'doubt')
          const reading =
            a === null || b === null ? 'no-experience' : a !== b ? 'one-sided' : `both-${level(a)}`
          assert.equal(pair.reading, reading)
          assert.equal(pair.moreTrusting, reading === 'one-sided' ? (a > b ? pair.first : pair.second) : null)
        }
        assert.equal(report.pairs.length, (rows.length * (rows.length - 1)) / 2)
      },
    ),
    { numRuns: 1000 },
  )
})
