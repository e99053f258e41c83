import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import type { Pulse } from '#content/pulse.ts'
import {
  countPulse,
  isNext,
  quarterOf,
  quarterWords,
  smallestShown,
  type Counted,
  type PulseAnswer,
} from './pulse.ts'
import { findingOf } from './pulse-trend.ts'

const pulse: Pulse = {
  id: 'pulse',
  version: '1.0',
  date: '2026-11-22',
  licence: 'none',
  answers: ['a', 'b', 'c', 'd', 'e'],
  questions: [{ id: 'q', says: 'Is it so?', falls: 'Then ask.' }],
  hours: { says: 'How many?', hint: 'Roughly', falls: 'Then ask.' },
}
const answers = (...levels: readonly (number | null)[]): PulseAnswer[] =>
  levels.map((q) => ({ levels: { q }, hours: q }))

test('with fewer than five answers nothing is shown, whatever they are', () => {
  const few = fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: smallestShown - 1 })
  fc.assert(
    fc.property(few, fc.nat({ max: 5 }), (levels, silent) => {
      const counted = countPulse(answers(...levels, ...Array.from({ length: silent }, () => null)), pulse)
      assert.deepEqual(counted, { q: { type: 'hidden' }, hours: { type: 'hidden' } })
    }),
  )
})

test('when all answered alike, that is said and the answer is not', () => {
  for (const level of [1, 3, 5])
    assert.deepEqual(countPulse(answers(level, level, level, level, level), pulse)['q'], { type: 'alike' })
})

test('the mean is to a tenth and the hours are a median that one large number does not move', () => {
  assert.deepEqual(countPulse(answers(1, 2, 3, 4, 4), pulse), {
    q: { type: 'shown', tenths: 28 },
    hours: { type: 'shown', tenths: 30 },
  })
  const hours = [1, 2, 3, 4, 90].map((each) => ({ levels: { q: null }, hours: each }))
  assert.deepEqual(countPulse(hours, pulse)['hours'], { type: 'shown', tenths: 30 })
})

test('what is shown depends on the answers as a heap, not on who gave which, and does not tell how many there were', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 5, maxLength: 30 }), (levels) => {
      const shown = JSON.stringify(countPulse(answers(...levels), pulse))
      assert.equal(shown, JSON.stringify(countPulse(answers(...levels.toReversed()), pulse)))
      assert.equal(
        JSON.stringify(countPulse(answers(...levels, ...levels), pulse)['q']),
        JSON.stringify(countPulse(answers(...levels), pulse)['q']),
      )
    }),
  )
})

test('quarters follow each other over the new year, and are named by their months', () => {
  assert.equal(quarterOf('2026-12-31'), '2026-Q4')
  assert.ok(isNext('2026-Q4', '2027-Q1'))
  assert.ok(!isNext('2026-Q3', '2027-Q1'))
  assert.equal(quarterWords('2026-Q4'), 'October to December 2026')
})

const quarters = (values: readonly (number | null)[]) =>
  values.map((tenths, i) => ({
    quarter: `${2024 + Math.floor(i / 4)}-Q${(i % 4) + 1}`,
    counted: (tenths === null ? { type: 'hidden' } : { type: 'shown', tenths }) as Counted,
  }))

test('a question that falls two quarters running warns; hours warn when they rise', () => {
  assert.ok(findingOf({ measure: 'q', points: quarters([40, 38, 35]) }).warning)
  assert.ok(!findingOf({ measure: 'q', points: quarters([38, 40, 35]) }).warning)
  assert.ok(!findingOf({ measure: 'hours', points: quarters([40, 38, 35]) }).warning)
  assert.ok(findingOf({ measure: 'hours', points: quarters([35, 38, 40]) }).warning)
  assert.ok(
    !findingOf({ measure: 'q', points: quarters([40, null, 35]) }).warning,
    'nothing is said across a gap',
  )
  const gap = quarters([40, 39, 38, 35]).filter((_, i) => i !== 1)
  assert.ok(!findingOf({ measure: 'q', points: gap }).warning, 'nor across a quarter that was left out')
})

test('before twelve points there is no chart; from twelve there is, and what cannot be shown is a gap in it', () => {
  const wave = Array.from({ length: 11 }, (_, i) => 35 + (i % 3))
  assert.equal(findingOf({ measure: 'q', points: quarters(wave) }).chart, null)
  const chart = findingOf({ measure: 'q', points: quarters([...wave, null, 36, 10]) }).chart
  assert.equal(chart?.variation, 'worsening')
  assert.deepEqual(chart?.gaps, ['2026-Q4'])
})
