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
  markRuns(values, signals, { rule: 'run-one-side', needed: runLength }, (value) =>
    Math.sign(value - limits.mean),
  )
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

/** Marks every stretch of at least `needed` values whose sign is the same and not 0. */
function markRuns(
  values: readonly (number | null)[],
  signals: Signal[][],
  { rule, needed }: { rule: Signal['rule']; needed: number },
  signOf: (value: number, index: number) => number,
): void {
  let start = 0
  let sign = 0
  const close = (end: number) => {
    if (sign === 0 || end - start < needed) return
    for (let at = start; at < end; at += 1) signals[at]!.push({ rule, side: sign > 0 ? 'high' : 'low' })
  }
  for (const [index, value] of values.entries()) {
    const here = value === null ? 0 : signOf(value, index)
    if (here === sign) continue
    close(index)
    start = index
    sign = here
  }
  close(values.length)
}

/** A trend of k points is k − 1 steps one way, and its first point belongs to it. */
function markTrends(values: readonly (number | null)[], signals: Signal[][], runLength: number): void {
  const steps = values.map((value, index) => {
    const before = index === 0 ? null : values[index - 1]
    return value === null || before === null || before === undefined ? null : value - before
  })
  const marks: Signal[][] = values.map(() => [])
  markRuns(steps, marks, { rule: 'trend', needed: runLength - 1 }, Math.sign)
  for (const index of values.keys()) {
    const own = marks[index]!
    // A turning point ends one trend and may begin the next: it carries both marks, the ending one first.
    const next = marks[index + 1]?.filter(({ side }) => own.every((mark) => mark.side !== side)) ?? []
    signals[index]!.push(...own, ...next)
  }
}

function markTwoOfThree(values: readonly (number | null)[], limits: SignalLimits, signals: Signal[][]): void {
  const far = (2 / 3) * (limits.upper - limits.mean)
  const near = { high: new Set<number>(), low: new Set<number>() }
  for (let end = 2; end < values.length; end += 1) {
    const three = [end - 2, end - 1, end]
    if (three.some((at) => values[at] === null)) continue
    for (const side of ['high', 'low'] as const) {
      const sign = side === 'high' ? 1 : -1
      const beyond = three.filter((at) => sign * (values[at]! - limits.mean) > far)
      if (beyond.length >= 2) for (const at of beyond) near[side].add(at)
    }
  }
  for (const index of values.keys()) {
    if (near.high.has(index)) signals[index]!.push({ rule: 'two-of-three', side: 'high' })
    if (near.low.has(index)) signals[index]!.push({ rule: 'two-of-three', side: 'low' })
  }
}
