import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { BadInput } from './bad-input.ts'
import { survivalOf, survivingAfter, type Lifetime } from './survival.ts'

const lifetime = fc.record({ length: fc.integer({ min: 0, max: 20 }), hasEnded: fc.boolean() })

/**
 * The same by another road (Efron, 1967): each lifetime has an equal weight; whoever leaves our sight hands its weight on, in
 * equal parts, to all that lasted longer. What is left to the right of a length is the share that lasts.
 */
function byHandingOn(lifetimes: readonly Lifetime[], after: number): number {
  const sorted = lifetimes.toSorted((a, b) => a.length - b.length || Number(b.hasEnded) - Number(a.hasEnded))
  const weights = sorted.map(() => 1 / sorted.length)
  sorted.forEach(({ hasEnded }, i) => {
    if (hasEnded || i === sorted.length - 1) return
    const share = (weights[i] ?? 0) / (sorted.length - 1 - i)
    for (let j = i + 1; j < weights.length; j++) weights[j] = (weights[j] ?? 0) + share
    weights[i] = 0
  })
  const gone = sorted.reduce(
    (sum, { length, hasEnded }, i) => sum + (hasEnded && length <= after ? (weights[i] ?? 0) : 0),
    0,
  )
  return 1 - gone
}

test('the share that lasts is the same when weights are handed on to the right', () => {
  fc.assert(
    fc.property(
      fc.array(lifetime, { minLength: 1, maxLength: 40 }),
      fc.integer({ min: 0, max: 20 }),
      (all, after) => {
        const found = survivingAfter(survivalOf(all), after)
        if (found === null) return
        assert.ok(Math.abs(found - byHandingOn(all, after)) < 1e-9)
      },
    ),
  )
})

test('when all have ended it is the plain share of those that lasted longer', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 1, maxLength: 40 }), (lengths) => {
      const curve = survivalOf(lengths.map((length) => ({ length, hasEnded: true })))
      for (const after of [0, 5, 10, Math.max(...lengths)]) {
        const longer = lengths.filter((length) => length > after).length / lengths.length
        const found = survivingAfter(curve, after)
        if (found !== null) assert.ok(Math.abs(found - longer) < 1e-9)
      }
    }),
  )
})

test('it only falls, stays between nothing and one, and its limits hold it', () => {
  fc.assert(
    fc.property(fc.array(lifetime, { maxLength: 40 }), (all) => {
      let before = 1
      for (const { surviving, low, high } of survivalOf(all).steps) {
        assert.ok(surviving < before && surviving >= 0)
        before = surviving
        if (low !== null && high !== null)
          assert.ok(0 <= low && low <= surviving && surviving <= high && high <= 1)
      }
    }),
  )
})

test('the first published example: 6-MP against leukaemia, weeks in remission (Freireich and others, 1963)', () => {
  const ended = [6, 6, 6, 7, 10, 13, 16, 22, 23]
  const watched = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]
  const curve = survivalOf([
    ...ended.map((length) => ({ length, hasEnded: true })),
    ...watched.map((length) => ({ length, hasEnded: false })),
  ])
  const known = [0.8571, 0.8067, 0.7529, 0.6902, 0.6275, 0.5378, 0.4482]
  assert.deepEqual(
    curve.steps.map(({ surviving }) => Number(surviving.toFixed(4))),
    known,
  )
  assert.deepEqual(
    curve.steps.map(({ atRisk }) => atRisk),
    [21, 17, 15, 12, 11, 7, 6],
  )
  assert.equal(curve.median, 23)
  const at10 = curve.steps.find(({ at }) => at === 10)
  assert.deepEqual([at10?.low?.toFixed(3), at10?.high?.toFixed(3)], ['0.503', '0.889'])
})

test('nothing is said beyond what was watched, and a length that is no length is refused', () => {
  const curve = survivalOf([{ length: 5, hasEnded: false }])
  assert.equal(survivingAfter(curve, 5), 1)
  assert.equal(survivingAfter(curve, 5.1), null)
  assert.equal(survivalOf([]).median, null)
  assert.equal(survivingAfter(survivalOf([]), 0), null)
  assert.throws(() => survivalOf([{ length: -1, hasEnded: true }]), BadInput)
  assert.throws(() => survivalOf([{ length: Number.NaN, hasEnded: true }]), /lifetimes\[0\]\.length/)
})
