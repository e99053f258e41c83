import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { committeeFaults, powerReport } from './power.ts'
import { powerSentences } from './text.ts'

const seats = (...votes: readonly number[]) =>
  votes.map((each, i) => ({ council: 'abcdef'[i] ?? '', votes: each, pence: 100 }))

test('a council whose votes never decide is told so, however many it has', () => {
  // 49, 49 and 2 of 100, and 51 are needed: any two carry it, so the two votes weigh as much as the 49.
  const even = powerReport({ seats: seats(49, 49, 2), quota: 51 })
  assert.deepEqual(
    even.weights.map(({ shapleyShubik }) => Math.round(shapleyShubik * 300)),
    [100, 100, 100],
  )
  // 50, 30 and 20 with 80 needed: only the first two together carry it.
  const { weights } = powerReport({ seats: seats(50, 30, 20), quota: 80 })
  assert.deepEqual(
    weights.map(({ neverDecides }) => neverDecides),
    [false, false, true],
  )
  const says = powerSentences(powerReport({ seats: seats(50, 30, 20), quota: 80 }), (code) =>
    code.toUpperCase(),
  )
  assert.ok(says.includes('Nothing passes without A.'))
  assert.ok(says.includes('C has 20 votes that never decide anything.'))
})

test('one that carries everything alone is said first and alone', () => {
  assert.deepEqual(
    powerSentences(powerReport({ seats: seats(60, 20, 20), quota: 51 }), (code) => code.toUpperCase()),
    ['A carries any motion alone. The other votes never decide.'],
  )
})

test('the shares of power add up to 1, and so do the shares of cost', () => {
  const votes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 2, maxLength: 6 })
  fc.assert(
    fc.property(votes, fc.double({ min: 0.01, max: 1, noNaN: true }), (given, part) => {
      const total = given.reduce((sum, each) => sum + each, 0)
      const { weights } = powerReport({ seats: seats(...given), quota: Math.max(1, Math.ceil(total * part)) })
      const sum = (pick: (weight: (typeof weights)[number]) => number | null) =>
        weights.reduce((all, each) => all + (pick(each) ?? 0), 0)
      assert.ok(Math.abs(sum(({ shapleyShubik }) => shapleyShubik) - 1) < 1e-9)
      assert.ok(Math.abs(sum(({ costShare }) => costShare) - 1) < 1e-9)
    }),
  )
})

test('a committee that can decide nothing, or that nobody votes in, is refused with its reason', () => {
  assert.deepEqual(committeeFaults({ seats: seats(1, 1), quota: 3 }), [
    { field: 'quota', says: 'A motion can never get 3 votes: there are only 2' },
  ])
  assert.equal(committeeFaults({ seats: seats(0, 0), quota: 1 })[0]?.field, 'votes-a')
  assert.deepEqual(committeeFaults({ seats: seats(3, 2, 1), quota: 4 }), [])
})
