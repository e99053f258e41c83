import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { controlChart, type Measurement } from './control-chart.ts'
import { periodName } from './period.ts'

const near = (a: number, b: number, within: number) =>
  assert.ok(Math.abs(a - b) <= within, `${a} is not ${b}`)

/** Values of consecutive months from January 2025; null is a month nobody reported. */
function months(values: readonly (number | null)[]): Measurement[] {
  return values.flatMap((value, index): Measurement[] => {
    const period = periodName({ kind: 'month', index: 2025 * 12 + index })
    return value === null ? [] : [{ period, kind: 'value', value }]
  })
}

const TV3 = [52, 49, 51, 50, 53, 48, 50, 51, 49, 52, 50, 51, 50, 47, 60]

test('limits from the first twelve of TV-3 are 44.45 and 56.55 and the fifteenth point is not chance', () => {
  const chart = controlChart(months(TV3), { baseline: 12, direction: 'lower-is-better', target: 60 })
  const limits = chart.phases[0]!.limits!
  near(limits.mean, 50.5, 1e-12)
  near(limits.averageMovingRange, 2.2727, 5e-5)
  near(limits.lower, 44.45, 0.005)
  near(limits.upper, 56.55, 0.005)
  assert.deepEqual(chart.points[14]!.signals, [{ rule: 'outside-limits', side: 'high' }])
  assert.ok(chart.points.slice(0, 14).every(({ signals }) => signals.length === 0))
  assert.deepEqual([chart.variation, chart.assurance], ['worsening', 'usually-meets'])
  assert.equal(chart.phases[0]!.status, 'provisional')
})

test('with fewer than twelve points there are no limits and no judgement', () => {
  const chart = controlChart(months(TV3.slice(0, 11)), { direction: 'higher-is-better', target: 1 })
  assert.deepEqual([chart.phases[0]!.status, chart.phases[0]!.limits], ['too-few', null])
  assert.deepEqual([chart.variation, chart.assurance], ['too-few', null])
})

test('limits are provisional to twenty points and firm from the twenty-first', () => {
  const status = (n: number) =>
    controlChart(months(Array.from({ length: n }, (_, index) => index % 3))).phases[0]!.status
  assert.deepEqual([status(12), status(20), status(21)], ['provisional', 'provisional', 'firm'])
})

test('later points never move the limits of a phase', () => {
  const first = Array.from({ length: 20 }, (_, index) => 50 + (index % 4))
  const calm = controlChart(months([...first, 51, 52])).phases[0]!.limits
  const wild = controlChart(months([...first, 500, -500])).phases[0]!.limits
  assert.deepEqual(wild, calm)
})

test('a missing month becomes a gap, a part month is kept out of the limits, and both are said', () => {
  const values = [...TV3.slice(0, 6), null, ...TV3.slice(6)]
  const points = months(values)
  points[3] = { period: '2025-04', kind: 'part', value: 5, reason: 'half the file was missing' }
  const chart = controlChart(points)
  assert.deepEqual(chart.gaps, ['2025-07'])
  assert.deepEqual(chart.parts, [{ period: '2025-04', reason: 'half the file was missing' }])
  assert.equal(chart.points.length, 16)
  assert.equal(chart.phases[0]!.values, 14)
  const without = chart.points.filter(({ movingRange }) => movingRange === null).map(({ period }) => period)
  assert.deepEqual(without, ['2025-01', '2025-04', '2025-05', '2025-07', '2025-08'])
  near(
    chart.phases[0]!.limits!.mean,
    TV3.filter((_, index) => index !== 3).reduce((a, b) => a + b) / 14,
    1e-12,
  )
})

test('one huge moving range can be screened out, and how many were is said', () => {
  const jump = [50, 51, 50, 51, 50, 51, 50, 51, 50, 51, 50, 51, 90]
  const plain = controlChart(months(jump)).phases[0]!.limits!
  const screened = controlChart(months(jump), { screen: true }).phases[0]!.limits!
  assert.deepEqual([plain.screened, screened.screened], [0, 1])
  near(screened.averageMovingRange, 1, 1e-12)
  near(plain.averageMovingRange, 50 / 12, 1e-12)
})

test('new limits need a reason and an approver, and the old ones stay', () => {
  const values = Array.from({ length: 30 }, (_, index) => (index < 15 ? 50 : 80) + (index % 2))
  const rebase = {
    from: '2026-04',
    reason: 'a second council joined',
    approvedBy: 'A. Finance',
    on: '2026-05-01',
  }
  const chart = controlChart(months(values), { rebases: [rebase], direction: 'higher-is-better' })
  assert.deepEqual(
    chart.phases.map(({ first, last, limits }) => [first, last, limits?.averageMovingRange]),
    [
      ['2025-01', '2026-03', 1],
      ['2026-04', '2027-06', 1],
    ],
  )
  assert.equal(chart.phases[1]!.rebase, rebase)
  assert.equal(chart.variation, 'chance')
  assert.equal(controlChart(months(values), { direction: 'higher-is-better' }).variation, 'improving')
  const bad = (change: object) => () => controlChart(months(values), { rebases: [{ ...rebase, ...change }] })
  assert.throws(bad({ reason: ' ' }), /rebases\[0\]\.reason: must say why/)
  assert.throws(bad({ approvedBy: '' }), /rebases\[0\]\.approvedBy/)
  assert.throws(bad({ from: '2031-01' }), /rebases\[0\]\.from/)
  assert.throws(bad({ from: '2025-01' }), /rebases\[0\]\.from/)
  assert.throws(bad({ on: 'last week' }), /rebases\[0\]\.on/)
})

test('whether a target will be met follows from where the limits lie', () => {
  const at = (target: number, direction: 'higher-is-better' | 'lower-is-better' | 'neither') =>
    controlChart(months(TV3), { baseline: 12, direction, target }).assurance
  assert.deepEqual(
    [at(44, 'higher-is-better'), at(50, 'higher-is-better'), at(57, 'higher-is-better')],
    ['usually-meets', 'hit-and-miss', 'usually-misses'],
  )
  assert.deepEqual(
    [at(44, 'lower-is-better'), at(57, 'lower-is-better')],
    ['usually-misses', 'usually-meets'],
  )
  assert.equal(at(50, 'neither'), null)
})

test('a target exactly on a limit will usually be met on its good side and met by luck on the other', () => {
  const { lower, upper } = controlChart(months(TV3), { baseline: 12 }).phases[0]!.limits!
  const at = (target: number, direction: 'higher-is-better' | 'lower-is-better') =>
    controlChart(months(TV3), { baseline: 12, direction, target }).assurance
  assert.deepEqual(
    [at(lower, 'higher-is-better'), at(upper, 'higher-is-better')],
    ['usually-meets', 'hit-and-miss'],
  )
  assert.deepEqual(
    [at(upper, 'lower-is-better'), at(lower, 'lower-is-better')],
    ['usually-meets', 'hit-and-miss'],
  )
})

test('seven in a row make a run unless six are asked for, and no other number may be', () => {
  const run = (n: number, runLength?: 6 | 7) => {
    const values = [
      ...Array.from({ length: 20 }, (_, index) => (index % 2 === 0 ? 0 : 10)),
      ...Array.from({ length: n }, () => 6),
    ]
    return controlChart(months(values), runLength === undefined ? {} : { runLength }).variation
  }
  // The twentieth value is 10, above the mean as well.
  assert.deepEqual(
    [run(6), run(5), run(5, 6), run(4, 6), run(5, 7)],
    ['changed', 'chance', 'changed', 'chance', 'chance'],
  )
  assert.throws(() => controlChart(months(TV3), { runLength: 5 as 6 }), /runLength: must be 6 or 7/)
})

test('values that all stand alone between gaps give no limits, however many there are', () => {
  const scattered = Array.from({ length: 30 }, (_, index) => (index % 2 === 0 ? index : null))
  assert.equal(controlChart(months(scattered)).phases[0]!.status, 'too-few')
})

test('only a moving range above 3.267 times their mean is screened out', () => {
  const jump = (by: number) => {
    const values = Array.from({ length: 20 }, (_, index) => (index % 2) + (index >= 10 ? by + 1 : 0))
    return controlChart(months(values), { screen: true }).phases[0]!.limits!.screened
  }
  assert.deepEqual([jump(4.5), jump(3.5)], [1, 0])
})

test('values that never change have limits without width and no signals, whatever the value', () => {
  const chart = controlChart(months(Array.from({ length: 24 }, () => 0.1)))
  assert.equal(chart.phases[0]!.limits!.averageMovingRange, 0)
  assert.ok(chart.points.every(({ signals }) => signals.length === 0))
})

test('points out of order, twice, of mixed kinds, or no number are refused by their place', () => {
  const at = (period: string, value = 1): Measurement => ({ period, kind: 'value', value })
  assert.throws(() => controlChart([]), /points: needs at least one/)
  assert.throws(() => controlChart([at('2025-02'), at('2025-01')]), /points\[1\]\.period: comes too early/)
  assert.throws(() => controlChart([at('2025-02'), at('2025-02')]), /points\[1\]\.period/)
  assert.throws(
    () => controlChart([at('2025-02'), at('2025-Q3')]),
    /points\[1\]\.period: is a quarter among months/,
  )
  assert.throws(() => controlChart([at('2025-13')]), /points\[0\]\.period: "2025-13" is not a period/)
  assert.throws(() => controlChart([at('May')]), /"May" is not a period/)
  assert.throws(() => controlChart([at('2025-01'), at('2125-02')]), /1200 periods/)
  assert.equal(controlChart([at('2025-01'), at('2125-01')]).gaps.length, 1199)
  assert.throws(() => controlChart([at('2025-01', Number.NaN)]), /points\[0\]\.value: must be a finite/)
  assert.throws(() => controlChart([at('2025-01')], { baseline: 11 }), /baseline: must be/)
  assert.throws(() => controlChart([at('2025-01')], { target: Number.NaN }), /target/)
})

/** Limits again, filtering first and taking larger less smaller. */
function limitsSlowly(values: readonly (number | null)[], baseline: number) {
  let left = baseline
  const kept = values.map((value) => (value !== null && left-- > 0 ? value : null))
  const whole = kept.filter((value) => value !== null)
  const ranges = kept.flatMap((value, index) => {
    const before = index > 0 ? (kept[index - 1] ?? null) : null
    return value === null || before === null ? [] : [Math.max(value, before) - Math.min(value, before)]
  })
  if (values.filter((value) => value !== null).length < 12 || ranges.length === 0) return null
  const mean = whole.reduce((sum, value) => sum + value, 0) / whole.length
  const range = ranges.reduce((sum, value) => sum + value, 0) / ranges.length
  return { mean, lower: mean - 2.66 * range, upper: mean + 2.66 * range }
}

test('limits agree with a second calculation on a thousand random series with gaps', () => {
  const series = fc.array(fc.option(fc.integer({ min: 0, max: 1000 }), { freq: 6 }), {
    minLength: 1,
    maxLength: 45,
  })
  fc.assert(
    fc.property(series, fc.integer({ min: 12, max: 24 }), (values, baseline) => {
      const points = months(values)
      if (points.length === 0) return
      // Leading and trailing gaps are not part of the series: they are simply not reported.
      const known = values.slice(values.findIndex((value) => value !== null))
      const quick = controlChart(points, { baseline }).phases[0]!.limits
      const slow = limitsSlowly(known, baseline)
      if (quick === null || slow === null) {
        assert.equal(quick, slow)
        return
      }
      near(quick.mean, slow.mean, 1e-9)
      near(quick.lower, slow.lower, 1e-9)
      near(quick.upper, slow.upper, 1e-9)
    }),
    { numRuns: 1000 },
  )
})

const payments = new URL('../../../shared/data/monthly_payments_hyndburn.csv', import.meta.url)
test(
  "a real council's monthly payments chart with their four gaps and five part months said",
  {
    skip: existsSync(payments) ? false : 'the shared file is not here',
  },
  () => {
    const rows = readFileSync(payments, 'utf8').trim().split(/\r?\n/).slice(1)
    const points = rows.map((row): Measurement => {
      const [, period = '', count, , quality = ''] = row.split(',')
      const value = Number(count)
      return quality === ''
        ? { period, kind: 'value', value }
        : { period, kind: 'part', value, reason: quality }
    })
    const chart = controlChart(points)
    assert.deepEqual(chart.gaps, ['2025-03', '2025-04', '2025-05', '2025-09'])
    assert.deepEqual(
      chart.parts.map(({ period }) => period),
      ['2021-02', '2022-09', '2022-11', '2023-02', '2023-03'],
    )
    assert.equal(chart.variation, 'changed')
    assert.equal(chart.phases[0]!.status, 'firm')
    const step = chart.points.find(({ period }) => period === '2023-04')!
    assert.deepEqual(step.signals[0], { rule: 'outside-limits', side: 'high' })
  },
)
