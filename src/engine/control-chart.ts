import { BadInput, demand, demandFinite } from './bad-input.ts'
import { limitsOf, type Limits } from './control-limits.ts'
import { signalsOf, type Signal } from './control-signal.ts'
import { readDay } from './day.ts'
import { periodName, periodOf, readPeriod, type Period } from './period.ts'

/** What is known of one period: a value; a value that covers only part of it; or nothing. */
export type Measurement =
  | { period: string; kind: 'value'; value: number }
  | { period: string; kind: 'part'; value: number; reason: string }
  | { period: string; kind: 'gap'; reason: string | null }

/** New limits from a period on, which somebody must ask for, give a reason for and answer for. */
export type Rebase = { from: string; reason: string; approvedBy: string; on: string }

/** How to draw the chart; each has a usual value. */
export type ChartOptions = {
  direction?: 'higher-is-better' | 'lower-is-better' | 'neither'
  target?: number
  /** Limits come from the first so many whole values of a phase: 12 or more, usually 20. */
  baseline?: number
  /** Points in a row that make a run or a trend: 6 or 7. */
  runLength?: 6 | 7
  /** Leave moving ranges above 3.267 × their mean out of the limits, and take the mean again. */
  screen?: boolean
  rebases?: readonly Rebase[]
}

/** A stretch with one set of limits. Under 12 whole values there are none: too few points to judge. */
export type Phase = {
  first: string
  last: string
  /** Whole values in it. */
  values: number
  status: 'too-few' | 'provisional' | 'firm'
  limits: Limits | null
  rebase: Rebase | null
}

/** One drawn point. */
export type ChartPoint = Measurement & {
  phase: number
  movingRange: number | null
  signals: readonly Signal[]
}

/** What happened lately, in the words of the page: "Getting worse, not chance". */
export type Variation = 'too-few' | 'chance' | 'improving' | 'worsening' | 'changed'

/** Whether the target will usually be met, given the limits. */
export type Assurance = 'usually-meets' | 'usually-misses' | 'hit-and-miss' | null

/** The whole chart as data, with what was done about dirty data. */
export type ControlChart = {
  points: readonly ChartPoint[]
  phases: readonly Phase[]
  variation: Variation
  assurance: Assurance
  gaps: readonly string[]
  parts: readonly { period: string; reason: string }[]
}

/** Fewest whole values that limits are drawn from. */
export const FEWEST_POINTS = 12
/** From more than this many, limits are no longer provisional. */
const FIRM_ABOVE = 20

/**
 * An XmR chart: mean, limits at mean ± 2.66 × the mean moving range, and the signals that are not chance.
 *
 * Periods must be in order, one kind throughout; those missing between first and last become gaps. A gap or a part
 * period enters no limit and breaks every run: nothing is measured across it. Limits are never redrawn unasked: a
 * phase keeps those of its first values, and only a `Rebase` with reason and approver starts another; the older
 * limits stay in `phases`. Throws `BadInput` naming the point or option. O(n).
 * Source: Wheeler, Understanding Variation; rules as NHS England's Making Data Count.
 */
export function controlChart(measurements: readonly Measurement[], options: ChartOptions = {}): ControlChart {
  const {
    baseline = FIRM_ABOVE,
    runLength = 7,
    screen = false,
    rebases = [],
    direction = 'neither',
  } = options
  checkOptions(options, baseline)
  const filled = withGaps(measurements)
  const starts = phaseStarts(filled, rebases)
  const phases: Phase[] = []
  const points: ChartPoint[] = []
  for (const [index, start] of starts.entries()) {
    const stretch = filled.slice(start, starts[index + 1] ?? filled.length)
    const ranges = movingRanges(stretch)
    const phase = phaseOf(stretch, ranges, { baseline, screen, rebase: rebases[index - 1] ?? null })
    const signals = signalsOf(stretch.map(wholeValue), phase.limits, runLength)
    phases.push(phase)
    for (const [at, measurement] of stretch.entries()) {
      points.push({ ...measurement, phase: index, movingRange: ranges[at]!, signals: signals[at]! })
    }
  }
  return {
    points,
    phases,
    variation: variationOf(points, phases, direction),
    assurance: assuranceOf(phases.at(-1)?.limits ?? null, options.target, direction),
    gaps: filled.flatMap(({ kind, period }) => (kind === 'gap' ? [period] : [])),
    parts: filled.flatMap((point) =>
      point.kind === 'part' ? [{ period: point.period, reason: point.reason }] : [],
    ),
  }
}

function wholeValue(measurement: Measurement): number | null {
  return measurement.kind === 'value' ? measurement.value : null
}

/** Checks order and values, and puts a gap where a period is missing. */
function withGaps(measurements: readonly Measurement[]): Measurement[] {
  demand(measurements.length > 0, 'points', 'needs at least one period')
  const filled: Measurement[] = []
  let before: Period | null = null
  for (const [index, measurement] of measurements.entries()) {
    const period = periodOf(measurement.period)
    if (period === null || !follows(period, before) || !isKnown(measurement)) {
      refusePoint(measurement, before, `points[${index}]`)
    }
    for (let missing = (before ?? period).index + 1; missing < period.index; missing += 1) {
      filled.push({ period: periodName({ kind: period.kind, index: missing }), kind: 'gap', reason: null })
    }
    filled.push(measurement)
    before = period
  }
  return filled
}

const MOST_MISSING = 1200

function follows(period: Period, before: Period | null): boolean {
  if (before === null) return true
  const step = period.index - before.index
  return period.kind === before.kind && step > 0 && step <= MOST_MISSING
}

function isKnown(measurement: Measurement): boolean {
  return measurement.kind === 'gap' || Number.isFinite(measurement.value)
}

/** Says what is wrong with a point; apart from the check, which runs for every point and must be quick. */
function refusePoint(measurement: Measurement, before: Period | null, field: string): never {
  const period = readPeriod(measurement.period, `${field}.period`)
  if (measurement.kind !== 'gap') demandFinite(measurement.value, `${field}.value`)
  demand(period.kind === before?.kind, `${field}.period`, `is a ${period.kind} among ${before?.kind}s`)
  demand(period.index > before.index, `${field}.period`, 'comes too early; put periods in order, each once')
  throw new BadInput(`${field}.period`, `comes more than ${MOST_MISSING} periods after the last`)
}

function phaseStarts(filled: readonly Measurement[], rebases: readonly Rebase[]): number[] {
  const starts = [0]
  for (const [index, { from, reason, approvedBy, on }] of rebases.entries()) {
    const field = `rebases[${index}]`
    demand(reason.trim() !== '', `${field}.reason`, 'must say why the limits are drawn again')
    demand(approvedBy.trim() !== '', `${field}.approvedBy`, 'must name who approved it')
    readDay(on, `${field}.on`)
    const start = filled.findIndex(({ period }) => period === from)
    demand(start > starts.at(-1)!, `${field}.from`, `"${from}" is not a period after the last rebase`)
    starts.push(start)
  }
  return starts
}

/** |value − the one before|, only between whole values of neighbouring periods. */
function movingRanges(stretch: readonly Measurement[]): (number | null)[] {
  return stretch.map((point, index) => {
    const here = wholeValue(point)
    const before = index === 0 ? null : wholeValue(stretch[index - 1]!)
    return here === null || before === null ? null : Math.abs(here - before)
  })
}

function phaseOf(
  stretch: readonly Measurement[],
  ranges: readonly (number | null)[],
  { baseline, screen, rebase }: { baseline: number; screen: boolean; rebase: Rebase | null },
): Phase {
  const used: number[] = []
  const usedRanges: number[] = []
  let values = 0
  for (const [index, point] of stretch.entries()) {
    if (point.kind !== 'value') continue
    values += 1
    if (values > baseline) continue
    used.push(point.value)
    if (ranges[index] !== null) usedRanges.push(ranges[index]!)
  }
  const judged = values >= FEWEST_POINTS && usedRanges.length > 0
  return {
    first: stretch[0]!.period,
    last: stretch.at(-1)!.period,
    values,
    status: !judged ? 'too-few' : values > FIRM_ABOVE ? 'firm' : 'provisional',
    limits: judged ? limitsOf(used, usedRanges, screen) : null,
    rebase,
  }
}

function variationOf(
  points: readonly ChartPoint[],
  phases: readonly Phase[],
  direction: NonNullable<ChartOptions['direction']>,
): Variation {
  if (phases.at(-1)!.limits === null) return 'too-few'
  const latest = points.findLast(({ kind }) => kind === 'value')
  const signal = latest?.signals[0]
  if (latest === undefined || signal === undefined || latest.phase !== phases.length - 1) return 'chance'
  if (direction === 'neither') return 'changed'
  return (signal.side === 'high') === (direction === 'higher-is-better') ? 'improving' : 'worsening'
}

function assuranceOf(
  limits: Limits | null,
  target: number | undefined,
  direction: NonNullable<ChartOptions['direction']>,
): Assurance {
  if (limits === null || target === undefined || direction === 'neither') return null
  const higher = direction === 'higher-is-better'
  if (higher ? limits.lower >= target : limits.upper <= target) return 'usually-meets'
  return (higher ? limits.upper < target : limits.lower > target) ? 'usually-misses' : 'hit-and-miss'
}

function checkOptions({ target, runLength }: ChartOptions, baseline: number): void {
  const asked = 'must be a whole number of at least 12: fewer points cannot give limits'
  demand(Number.isInteger(baseline) && baseline >= FEWEST_POINTS, 'baseline', asked)
  demand(runLength === undefined || runLength === 6 || runLength === 7, 'runLength', 'must be 6 or 7')
  if (target !== undefined) demandFinite(target, 'target')
}
