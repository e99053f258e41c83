/** Why a point is not chance. `side` is which way it points. */
export type Signal = {
  rule: 'outside-limits' | 'run-one-side' | 'trend' | 'two-of-three'
  side: 'high' | 'low'
}

/** The three numbers that the rules hold values against. */
export type SignalLimits = { mean: number; lower: number; upper: number }

/**
 * The signals at each place of one phase; null values (gaps, part periods) break every run. Without limits there
 * are none.
 *
 * Rules, in this order: a value outside the limits; `runLength` values in a row on one side of the mean; as many
 * each higher, or each lower, than the last; two of three in a row beyond two thirds of the way to one limit
 * (only those two are marked). O(n). Source: NHS England, Making Data Count.
 */
export function signalsOf(
  values: readonly (number | null)[],
  limits: SignalLimits | null,
  runLength: number,
): Signal[][] {
  const signals: Signal[][] = values.map(() => [])
  if (limits === null) return signals
  markOutside(values, limits, signals)
  const sideOf = (value: number) => Math.sign(value - limits.mean)
  for (const { from, to, side } of runsOf(values, runLength, sideOf)) {
    mark(signals, from, to, 'run-one-side', side)
  }
  markTrends(values, signals, runLength)
  markTwoOfThree(values, limits, signals)
  return signals
}

function markOutside(values: readonly (number | null)[], limits: SignalLimits, signals: Signal[][]): void {
  for (const [index, value] of values.entries()) {
    if (value === null) continue
    if (value > limits.upper) signals[index]!.push({ rule: 'outside-limits', side: 'high' })
    if (value < limits.lower) signals[index]!.push({ rule: 'outside-limits', side: 'low' })
  }
}

type Run = { from: number; to: number; side: Signal['side'] }

/** Every stretch of at least `needed` values whose sign is the same and not 0; `to` is one past the end. */
function runsOf(
  values: readonly (number | null)[],
  needed: number,
  signOf: (value: number) => number,
): Run[] {
  const runs: Run[] = []
  let from = 0
  let sign = 0
  for (let at = 0; at <= values.length; at += 1) {
    const value = values[at] ?? null
    const here = value === null ? 0 : signOf(value)
    if (here === sign && at < values.length) continue
    if (sign !== 0 && at - from >= needed) runs.push({ from, to: at, side: sign > 0 ? 'high' : 'low' })
    from = at
    sign = here
  }
  return runs
}

/** A trend of k points is k − 1 steps one way, and the point before its first step belongs to it. */
function markTrends(values: readonly (number | null)[], signals: Signal[][], runLength: number): void {
  const steps = values.map((value, index) => {
    const before = index === 0 ? null : values[index - 1]!
    return value === null || before === null ? null : value - before
  })
  for (const { from, to, side } of runsOf(steps, runLength - 1, Math.sign)) {
    mark(signals, from - 1, to, 'trend', side)
  }
}

function mark(
  signals: Signal[][],
  from: number,
  to: number,
  rule: Signal['rule'],
  side: Signal['side'],
): void {
  for (let at = from; at < to; at += 1) signals[at]!.push({ rule, side })
}

function markTwoOfThree(values: readonly (number | null)[], limits: SignalLimits, signals: Signal[][]): void {
  const far = (2 / 3) * (limits.upper - limits.mean)
  // Which side a value is near: 1, −1, or 0 for neither; null where there is no value.
  const near = values.map((value) => {
    if (value === null) return null
    return value - limits.mean > far ? 1 : limits.mean - value > far ? -1 : 0
  })
  const isMarked = (at: number, side: number): boolean => {
    if (near[at] !== side) return false
    // Another of the same side in one of the three windows that hold this place.
    for (const [from, other] of [
      [-2, -2],
      [-2, -1],
      [-1, -1],
      [-1, 1],
      [0, 1],
      [0, 2],
    ] as const) {
      const whole = [0, 1, 2].every((step) => (near[at + from + step] ?? null) !== null)
      if (whole && near[at + other] === side) return true
    }
    return false
  }
  for (let at = 0; at < near.length; at += 1) {
    if (isMarked(at, 1)) mark(signals, at, at + 1, 'two-of-three', 'high')
    if (isMarked(at, -1)) mark(signals, at, at + 1, 'two-of-three', 'low')
  }
}
