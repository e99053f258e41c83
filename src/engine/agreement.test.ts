import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { readAgreement, varietyBlockers, type Uniforms } from './agreement.ts'
import { krippendorffAlpha, type AlphaMetric } from './concordance.ts'

/** A small well-mixed hash of the index: repeatable chance for tests. */
const random: Uniforms = (index) => {
  let x = Math.imul(index + 1, 0x9e3779b1)
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b)
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35)
  return ((x ^ (x >>> 16)) >>> 0) / 2 ** 32
}

const MIXED = [
  [1, 2, 3, 3, 2, 1, 4, 1, 2, null, null, null],
  [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, null, 3],
  [null, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, null],
  [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, null],
]

test('agreement comes with an interval around it that repeats to the bit', () => {
  const reading = readAgreement(MIXED, { random })
  assert.ok(reading.kind === 'alpha')
  assert.ok(Math.abs(reading.alpha - 0.815388) < 5e-7)
  assert.ok(reading.low < reading.alpha && reading.alpha < reading.high && reading.high <= 1)
  assert.deepEqual([reading.units, reading.pairable, reading.resamples], [11, 40, 1000])
  assert.deepEqual(readAgreement(MIXED, { random }), reading)
})

test('each resample is the alpha of the table with those statements repeated', () => {
  const first = (index: number) => random(index)
  const drawn = Array.from({ length: 11 }, (_, draw) => Math.floor(first(draw) * 11))
  const columns = MIXED[0]!
    .map((_, unit) => unit)
    .filter((unit) => MIXED.filter((row) => row[unit] !== null).length > 1)
  const repeated = MIXED.map((row) => drawn.map((draw) => row[columns[draw]!] ?? null))
  const direct = krippendorffAlpha(repeated, 'ordinal')
  // With the same draw used for every resample the interval has no width and stands at that alpha.
  const reading = readAgreement(MIXED, { random: (index) => first(index % 11), resamples: 100 })
  assert.ok(reading.kind === 'alpha' && direct.kind === 'alpha')
  assert.ok(Math.abs(reading.low - direct.alpha) < 1e-12)
  assert.ok(Math.abs(reading.high - direct.alpha) < 1e-12)
})

/** Type-7 quantile the long way: weights on the two neighbours. */
function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  const place = share * (sorted.length - 1)
  return sorted.reduce((sum, value, index) => sum + value * Math.max(0, 1 - Math.abs(index - place)), 0)
}

test('the interval is the middle of the alphas of every redrawn table, worked out one by one', () => {
  const columns = MIXED[0]!
    .map((_, unit) => unit)
    .filter((unit) => MIXED.filter((row) => row[unit] !== null).length > 1)
  const alphas = Array.from({ length: 250 }, (_, resample) => {
    const drawn = columns.map((_, draw) => columns[Math.floor(random(resample * 11 + draw) * 11)]!)
    const found = krippendorffAlpha(
      MIXED.map((row) => drawn.map((unit) => row[unit] ?? null)),
      'interval',
    )
    assert.ok(found.kind === 'alpha')
    return found.alpha
  })
  const reading = readAgreement(MIXED, { random, metric: 'interval', resamples: 250, confidence: 0.9 })
  assert.ok(reading.kind === 'alpha')
  assert.ok(Math.abs(reading.low - quantile(alphas, 0.05)) < 1e-12)
  assert.ok(Math.abs(reading.high - quantile(alphas, 0.95)) < 1e-12)
})

test('the answer that most gave is named even when it is not the first, and exactly nine in ten is allowed', () => {
  const rows = (many: number) => [
    [1, 2, 1, ...Array.from({ length: many }, () => 3)],
    [2, 1, 4, ...Array.from({ length: many }, () => 3)],
  ]
  assert.deepEqual(varietyBlockers(rows(28)), [
    { type: 'mostly-one-value', value: 3, share: 56 / 62, limit: 0.9 },
  ])
  assert.deepEqual(varietyBlockers(rows(27)), [])
})

test('an interval is still given when exactly half of the resamples hold one level', () => {
  const pair = [
    [1, 1, 1, 2, 3],
    [1, 1, 1, 2, 3],
  ]
  const half = readAgreement(pair, {
    resamples: 100,
    random: (index) => (index < 250 ? 0.1 : (index % 5) / 5 + 0.1),
  })
  assert.ok(half.kind === 'alpha' && half.degenerate === 50)
})

test('a wider confidence gives an interval at least as wide', () => {
  const narrow = readAgreement(MIXED, { random, confidence: 0.5 })
  const wide = readAgreement(MIXED, { random, confidence: 0.99 })
  assert.ok(narrow.kind === 'alpha' && wide.kind === 'alpha')
  assert.ok(wide.low < narrow.low && wide.high >= narrow.high)
})

test('when most resamples have one level only there is no interval, and that is the reason given', () => {
  const pair = [
    [1, 1, 1, 2, 3],
    [1, 1, 1, 2, 3],
  ]
  const reading = readAgreement(pair, { random: () => 0.1, resamples: 100 })
  assert.deepEqual(reading, {
    kind: 'refused',
    because: [{ type: 'resamples-alike', degenerate: 100, resamples: 100 }],
  })
  const some = readAgreement(pair, { random })
  assert.ok(some.kind === 'alpha' && some.degenerate > 0 && some.low === 1)
})

test('no coefficient is given when nearly every answer is the same, and the reason is said', () => {
  const nearly = Array.from({ length: 3 }, (_, rater) =>
    Array.from({ length: 20 }, (_, unit) => (rater === 0 && unit < 2 ? 5 : 4)),
  )
  assert.deepEqual(varietyBlockers(nearly), [
    { type: 'mostly-one-value', value: 4, share: 58 / 60, limit: 0.9 },
  ])
  assert.deepEqual(readAgreement(nearly, { random }), { kind: 'refused', because: varietyBlockers(nearly) })
})

test('no coefficient is given for one level only, for too few statements, or for nothing to compare', () => {
  const alike = [
    [3, 3, 3, 3, 3],
    [3, 3, 3, 3, 3],
  ]
  assert.deepEqual(varietyBlockers(alike), [{ type: 'one-value-only', value: 3 }])
  assert.deepEqual(
    varietyBlockers([
      [1, 2],
      [2, 1],
    ]),
    [{ type: 'too-few-units', units: 2, minimum: 5 }],
  )
  assert.deepEqual(
    varietyBlockers([
      [1, null],
      [null, 1],
    ]),
    [{ type: 'nothing-to-compare' }],
  )
  assert.deepEqual(varietyBlockers(MIXED), [])
})

test('a nonsense confidence or number of resamples is refused', () => {
  assert.throws(() => readAgreement(MIXED, { random, confidence: 1 }), /confidence: must lie between/)
  assert.throws(() => readAgreement(MIXED, { random, resamples: 3 }), /resamples: must be a whole number/)
})

test('on 1,000 random tables the interval is the middle of the alphas of the tables redrawn', () => {
  const answer = fc.option(fc.integer({ min: 1, max: 4 }), { freq: 5 })
  let given = 0
  fc.assert(
    fc.property(
      fc.array(fc.array(answer, { minLength: 3, maxLength: 3 }), { minLength: 5, maxLength: 9 }),
      fc.constantFrom<AlphaMetric>('nominal', 'ordinal', 'interval'),
      fc.integer({ min: 0, max: 1000 }),
      (statements, metric, start) => {
        const ratings = [0, 1, 2].map((rater) => statements.map((answers) => answers[rater]!))
        const luck: Uniforms = (index) => random(1000 * start + index)
        const reading = readAgreement(ratings, { metric, random: luck, resamples: 100, confidence: 0.8 })
        if (reading.kind === 'refused') return
        given++
        const pairable = statements.filter((answers) => answers.filter((each) => each !== null).length > 1)
        const alphas = Array.from({ length: 100 }, (_, resample) => {
          const drawn = pairable.map(
            (_, k) => pairable[Math.floor(luck(resample * pairable.length + k) * pairable.length)]!,
          )
          const found = krippendorffAlpha(
            [0, 1, 2].map((rater) => drawn.map((answers) => answers[rater]!)),
            metric,
          )
          return found.kind === 'alpha' ? found.alpha : null
        }).filter((alpha) => alpha !== null)
        assert.ok(Math.abs(reading.low - quantile(alphas, 0.1)) < 1e-9)
        assert.ok(Math.abs(reading.high - quantile(alphas, 0.9)) < 1e-9)
      },
    ),
    { numRuns: 2000 },
  )
  assert.ok(given >= 1000, `${given} intervals`)
})
