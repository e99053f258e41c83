import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { evenSpreadVariance, withinGroupAgreement, withinGroupAgreementOver } from './within-group.ts'

const near = (a: number, b: number, within = 1e-9) => assert.ok(Math.abs(a - b) < within, `${a} is not ${b}`)

test('random answers on five levels have a variance of two', () => {
  assert.equal(evenSpreadVariance(5), 2)
  near(evenSpreadVariance(7), 4)
  near(evenSpreadVariance(2), 0.25)
  for (const levels of [1, 2.5]) assert.throws(() => evenSpreadVariance(levels), /levels: must be a whole/)
})

test('people who all give one level agree fully, and people spread evenly not at all', () => {
  assert.deepEqual(withinGroupAgreement([4, 4, 4], 5), {
    kind: 'agreement',
    value: 1,
    heldAtZero: false,
    respondents: 3,
  })
  // 1, 2, 3, 4, 5: variance 2.5 against 2.
  const spread = withinGroupAgreement([1, 2, 3, 4, 5], 5)
  assert.ok(spread.kind === 'agreement' && spread.value === 0 && spread.heldAtZero)
  // 1 and 3: variance exactly 2, as spread as chance and no more.
  const even = withinGroupAgreement([1, 3], 5)
  assert.ok(even.kind === 'agreement' && even.value === 0 && !even.heldAtZero)
})

test('the worked example: 3, 4, 4, 5 on five levels agree to two thirds', () => {
  const found = withinGroupAgreement([3, 4, 4, 5], 5)
  assert.ok(found.kind === 'agreement')
  near(found.value, 1 - 2 / 3 / 2)
})

test('one person alone cannot agree or disagree', () => {
  assert.deepEqual(withinGroupAgreement([3], 5), { kind: 'undefined', because: 'fewer-than-two-respondents' })
  assert.deepEqual(withinGroupAgreementOver([], 5), {
    kind: 'undefined',
    because: 'fewer-than-two-respondents',
  })
})

test('levels outside the scale are refused by their place', () => {
  assert.throws(() => withinGroupAgreement([3, 6], 5), /respondents\[1\]\[0\]: must lie from 1 to 5/)
  assert.throws(() => withinGroupAgreement([3, Number.NaN], 5), /finite/)
  assert.throws(() => withinGroupAgreementOver([[1, 2], [1]], 5), /respondents\[1\]: has 1/)
})

const anyGroup = fc
  .record({ people: fc.integer({ min: 2, max: 8 }), statements: fc.integer({ min: 1, max: 6 }) })
  .chain(({ people, statements }) => {
    const row = fc.array(fc.option(fc.integer({ min: 1, max: 5 }), { freq: 5 }), {
      minLength: statements,
      maxLength: statements,
    })
    return fc.array(row, { minLength: people, maxLength: people })
  })

/** The Spearman–Brown form, with the variance as half the mean squared difference of all pairs. */
function slowly(rows: readonly (readonly (number | null)[])[]): number | null {
  const ratios = rows[0]!.flatMap((_, index) => {
    const given = rows.map((row) => row[index]).filter((value) => value !== null && value !== undefined)
    const pairs = given.flatMap((a, i) => given.slice(i + 1).map((b) => (a - b) ** 2 / 2))
    return pairs.length === 0 ? [] : [pairs.reduce((sum, pair) => sum + pair, 0) / pairs.length / 2]
  })
  if (ratios.length === 0) return null
  const single = Math.max(0, 1 - ratios.reduce((sum, ratio) => sum + ratio, 0) / ratios.length)
  return (ratios.length * single) / (1 + (ratios.length - 1) * single)
}

test('agreement over several statements is the Spearman–Brown step-up of agreement on one', () => {
  fc.assert(
    fc.property(anyGroup, (rows) => {
      const found = withinGroupAgreementOver(rows, 5)
      const slow = slowly(rows)
      if (found.kind === 'undefined') assert.equal(slow, null)
      else near(found.value, slow!)
    }),
    { numRuns: 1000 },
  )
})
