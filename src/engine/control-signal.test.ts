import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { signalsOf, type Signal, type SignalLimits } from './control-signal.ts'

const limits: SignalLimits = { mean: 10, lower: 4, upper: 16 }
const rulesAt = (values: readonly (number | null)[], runLength = 7) =>
  signalsOf(values, limits, runLength).map((signals) => signals.map(({ rule, side }) => `${rule} ${side}`))

test('a value outside a limit is a signal and a value on it is not', () => {
  const outside = rulesAt([16, 10, 16.1, null, 4, 10, 3.9]).map((rules) => rules[0])
  assert.deepEqual(outside.slice(2), [
    'outside-limits high',
    undefined,
    'two-of-three low',
    undefined,
    'outside-limits low',
  ])
  assert.deepEqual(rulesAt([16, 10, 10]), [[], [], []])
})

test('seven in a row above the mean are a signal, six are not, and one on the mean breaks them', () => {
  const seven = [11, 11, 11, 11, 11, 11, 11]
  assert.ok(rulesAt(seven).every((rules) => rules.includes('run-one-side high')))
  assert.ok(rulesAt(seven.slice(1)).every((rules) => rules.length === 0))
  assert.ok(rulesAt(seven.slice(1), 6).every((rules) => rules.length === 1))
  assert.ok(rulesAt([11, 11, 11, 11, 10, 11, 11, 11]).every((rules) => rules.length === 0))
})

test('a gap breaks a run: nothing is measured across it', () => {
  assert.ok(rulesAt([11, 11, 11, 11, null, 11, 11, 11]).every((rules) => rules.length === 0))
})

test('seven each lower than the last are a trend, and a tie ends it', () => {
  assert.ok(rulesAt([13, 12, 11, 10, 9, 8, 7]).every((rules) => rules.includes('trend low')))
  assert.ok(rulesAt([13, 12, 11, 10, 10, 9, 8]).every((rules) => rules.length === 0))
})

test('a turning point belongs to the trend that ends and to the one that begins', () => {
  const peak = rulesAt([7, 8, 9, 10, 11, 12, 13, 12, 11, 10, 9, 8, 7])
  assert.deepEqual(peak[6], ['trend high', 'trend low'])
})

test('two of three beyond two thirds of the way to one limit are marked, and not the third', () => {
  assert.deepEqual(rulesAt([14.1, 10, 14.1]), [['two-of-three high'], [], ['two-of-three high']])
  assert.ok(rulesAt([14, 10, 14]).every((rules) => rules.length === 0))
  assert.ok(rulesAt([14.1, 10, 5.9]).every((rules) => rules.length === 0))
  assert.ok(rulesAt([14.1, null, 14.1]).every((rules) => rules.length === 0))
})

test('without limits there are no signals', () => {
  assert.deepEqual(signalsOf([1, 100], null, 7), [[], []])
})

/** The rules again, by looking at every window that could hold the point. */
function slowly(values: readonly (number | null)[], k: number): Set<string>[] {
  const found = values.map(() => new Set<string>())
  const windows = (size: number, mark: (window: number[], at: number[]) => void) => {
    for (let start = 0; start + size <= values.length; start += 1) {
      const at = Array.from({ length: size }, (_, offset) => start + offset)
      const window = at.map((index) => values[index] ?? null)
      if (window.every((value) => value !== null)) mark(window, at)
    }
  }
  const sides: [Signal['side'], number][] = [
    ['high', 1],
    ['low', -1],
  ]
  for (const [side, sign] of sides) {
    windows(1, ([value], [at]) => {
      if (sign * (value! - limits.mean) > 6) found[at!]!.add(`outside-limits ${side}`)
    })
    windows(k, (window, at) => {
      const oneSide = window.every((value) => sign * (value - limits.mean) > 0)
      const trend = window.every((value, i) => i === 0 || sign * (value - window[i - 1]!) > 0)
      for (const index of at) {
        if (oneSide) found[index]!.add(`run-one-side ${side}`)
        if (trend) found[index]!.add(`trend ${side}`)
      }
    })
    windows(3, (window, at) => {
      const beyond = at.filter((_, i) => sign * (window[i]! - limits.mean) > 4)
      if (beyond.length >= 2) for (const index of beyond) found[index]!.add(`two-of-three ${side}`)
    })
  }
  return found
}

const wandering = fc
  .array(fc.oneof({ weight: 12, arbitrary: fc.integer({ min: -3, max: 3 }) }, fc.constant(null)), {
    minLength: 1,
    maxLength: 40,
  })
  .map((steps) => {
    let level = 10
    return steps.map((step) => {
      if (step === null) return null
      level = Math.max(0, Math.min(20, level + step))
      return level
    })
  })

test('the rules agree with a window-by-window reading on two thousand wandering series with gaps', () => {
  fc.assert(
    fc.property(wandering, fc.constantFrom(6, 7), (values, k) => {
      const quick = signalsOf(values, limits, k).map(
        (signals) => new Set(signals.map(({ rule, side }) => `${rule} ${side}`)),
      )
      assert.deepEqual(quick, slowly(values, k))
    }),
    { numRuns: 2000 },
  )
})
