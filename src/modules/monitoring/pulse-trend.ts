import { controlChart, FEWEST_POINTS, type ControlChart, type Measurement } from '#engine/control-chart.ts'
import { hoursMeasure, isNext, type Counted, type Quarter } from './pulse.ts'

/** One measure over the closed pulses, oldest first. */
export type Series = {
  readonly measure: string
  readonly points: readonly { readonly quarter: Quarter; readonly counted: Counted }[]
}

/** What a series says: how it moved since last time, whether it has got worse two quarters running, and from 12 points its chart. */
export type Finding = {
  readonly measure: string
  readonly latest: Counted | null
  readonly moved: 'first' | 'unknown' | 'same' | 'up' | 'down'
  /** By how much since last time, in tenths. */
  readonly by: number
  /** Worse two quarters running: down, or for hours up. Only between neighbouring quarters. */
  readonly warning: boolean
  readonly chart: ControlChart | null
}

/** Reads one measure. For hours, more is worse. */
export function findingOf({ measure, points }: Series): Finding {
  const latest = points.at(-1) ?? null
  const before = points.at(-2) ?? null
  const by = latest && before ? (tenthsOf(latest.counted) ?? 0) - (tenthsOf(before.counted) ?? 0) : 0
  const known = latest && before && tenthsOf(latest.counted) !== null && tenthsOf(before.counted) !== null
  return {
    measure,
    latest: latest?.counted ?? null,
    moved: !latest || !before ? 'first' : !known ? 'unknown' : by === 0 ? 'same' : by > 0 ? 'up' : 'down',
    by: known ? by : 0,
    warning: worseTwice(measure, points),
    chart: chartOf(measure, points),
  }
}

function tenthsOf(counted: Counted): number | null {
  return counted.type === 'shown' ? counted.tenths : null
}

function worseTwice(measure: string, points: Series['points']): boolean {
  const [first, second, third] = points.slice(-3)
  if (!first || !second || !third) return false
  if (!isNext(first.quarter, second.quarter) || !isNext(second.quarter, third.quarter)) return false
  const [a, b, c] = [tenthsOf(first.counted), tenthsOf(second.counted), tenthsOf(third.counted)]
  if (a === null || b === null || c === null) return false
  return measure === hoursMeasure ? a < b && b < c : a > b && b > c
}

/** The engine's chart, once there are 12 values that could be shown; a quarter that could not be is a gap. */
function chartOf(measure: string, points: Series['points']): ControlChart | null {
  const measurements = points.map(({ quarter, counted }): Measurement => {
    const tenths = tenthsOf(counted)
    return tenths === null
      ? {
          period: quarter,
          kind: 'gap',
          reason: counted.type === 'alike' ? 'all answered alike' : 'fewer than five answered',
        }
      : { period: quarter, kind: 'value', value: tenths / 10 }
  })
  if (measurements.filter(({ kind }) => kind === 'value').length < FEWEST_POINTS) return null
  const direction = measure === hoursMeasure ? 'lower-is-better' : 'higher-is-better'
  return controlChart(measurements, { direction, baseline: 12 })
}
