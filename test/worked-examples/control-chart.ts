import assert from 'node:assert/strict'
import { controlChart, type Measurement } from '#engine/control-chart.ts'
import { periodName, readPeriod } from '#engine/period.ts'

export const kind = 'control-chart'

type Example = {
  given: { first: string; baseline: number; values: number[] }
  expect: {
    mean: number
    averageMovingRange: number
    lower: number
    upper: number
    signals: Record<string, string[]>
  }
}

/** Draws the chart and compares the limits and every signal, by period. */
export function check(example: unknown): void {
  const { given, expect } = example as Example
  const start = readPeriod(given.first, 'first')
  const points = given.values.map((value, index): Measurement => {
    return { period: periodName({ ...start, index: start.index + index }), kind: 'value', value }
  })
  const chart = controlChart(points, { baseline: given.baseline })
  const limits = chart.phases[0]?.limits
  assert.ok(limits)
  for (const name of ['mean', 'lower', 'upper'] as const) {
    assert.equal(limits[name].toFixed(2), expect[name].toFixed(2), name)
  }
  assert.equal(limits.averageMovingRange.toFixed(4), expect.averageMovingRange.toFixed(4))
  const signals = chart.points.flatMap(({ period, signals: found }) =>
    found.length === 0 ? [] : [[period, found.map(({ rule }) => rule)]],
  )
  assert.deepEqual(Object.fromEntries(signals), expect.signals)
}
