import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { benefitReport, type Benefit } from './benefit.ts'

const POUND = 100
const counted = { hasEvidence: true, checkedByFinance: true }
/** A shared contact centre promised £100,000 a year for three years. */
const contactCentre: Benefit = {
  id: 'contact-centre',
  baselineVersion: '2',
  promised: ['2025', '2026', '2027'].map((period) => ({ period, amountPence: 100_000 * POUND })),
  delivered: [
    { period: '2025', amountPence: 80_000 * POUND, ...counted },
    { period: '2026', amountPence: 70_000 * POUND, ...counted, checkedByFinance: false },
  ],
  forecast: [
    { period: '2026', amountPence: 1 },
    { period: '2027', amountPence: 90_000 * POUND },
  ],
  reasons: [{ reason: 'opened three months late', amountPence: -25_000 * POUND }],
}

test('only what has evidence and a finance check counts as delivered', () => {
  const report = benefitReport(contactCentre, '2026')
  assert.equal(report.deliveredPence, 80_000 * POUND)
  assert.equal(report.notYetEvidencedPence, 70_000 * POUND)
  assert.equal(report.differencePence, -120_000 * POUND)
  assert.equal(report.expectedDifferencePence, -130_000 * POUND)
  assert.equal(report.status, 'at-risk')
})

test('the waterfall runs from promised through each reason to delivered, and shows what nobody explains', () => {
  const steps = benefitReport(contactCentre, '2026').waterfall
  assert.deepEqual(
    steps.map(({ kind, amountPence, levelPence }) => [kind, amountPence / POUND, levelPence / POUND]),
    [
      ['promised', 200_000, 200_000],
      ['reason', -25_000, 175_000],
      ['not-yet-evidenced', -70_000, 105_000],
      ['unexplained', -25_000, 80_000],
      ['delivered', 80_000, 80_000],
    ],
  )
})

test('a benefit is not due, on track, at risk, delivered or not delivered', () => {
  const status = (delivered: number, upTo: string) =>
    benefitReport(
      { ...contactCentre, delivered: [{ period: '2025', amountPence: delivered * POUND, ...counted }] },
      upTo,
    ).status
  assert.equal(status(0, '2024'), 'not-due')
  assert.equal(status(90_000, '2025'), 'on-track')
  assert.equal(status(89_999, '2025'), 'at-risk')
  assert.equal(status(300_000, '2026'), 'delivered')
  assert.equal(status(299_999, '2027'), 'not-delivered')
})

test('broken money, periods and lists are refused by name', () => {
  const bad = (change: Partial<Benefit>) => () => benefitReport({ ...contactCentre, ...change }, '2026')
  assert.throws(bad({ promised: [] }), /contact-centre\.promised: needs at least one/)
  assert.throws(bad({ promised: [{ period: '2025', amountPence: 0.5 }] }), /promised\[0\]\.amountPence/)
  assert.throws(bad({ reasons: [{ reason: '', amountPence: Number.NaN }] }), /reasons\[0\]\.amountPence/)
  assert.throws(
    bad({ promised: [{ period: '2025-01', amountPence: 1 }] }),
    /is a month where "upTo" is a year/,
  )
  const twice = [contactCentre.promised[0]!, contactCentre.promised[0]!]
  assert.throws(bad({ promised: twice }), /"2025" is already used/)
  assert.throws(() => benefitReport(contactCentre, 'soon'), /upTo: "soon" is not a period/)
  assert.throws(() => benefitReport(contactCentre, '2026', 0), /onTrackFrom/)
})

const pence = fc.integer({ min: -1_000_000, max: 1_000_000 })
const anyBenefit = fc.record({
  promised: fc.array(pence, { minLength: 1, maxLength: 8 }),
  delivered: fc.array(fc.tuple(pence, fc.boolean(), fc.boolean()), { maxLength: 8 }),
  reasons: fc.array(pence, { maxLength: 4 }),
  year: fc.integer({ min: 0, max: 9 }),
})

test('the arithmetic holds year by year on a thousand random benefits', () => {
  fc.assert(
    fc.property(anyBenefit, ({ promised, delivered, reasons, year }) => {
      const name = (index: number) => String(2020 + index)
      const report = benefitReport(
        {
          id: 'b',
          baselineVersion: '1',
          promised: promised.map((amountPence, index) => ({ period: name(index), amountPence })),
          delivered: delivered.map(([amountPence, hasEvidence, checkedByFinance], index) => ({
            period: name(index),
            amountPence,
            hasEvidence,
            checkedByFinance,
          })),
          reasons: reasons.map((amountPence) => ({ reason: 'because', amountPence })),
        },
        name(year),
      )
      // A second ledger, walked a year at a time.
      let [owed, came, unproved] = [0, 0, 0]
      for (let index = 0; index <= year; index += 1) {
        owed += promised[index] ?? 0
        const [amount, proof, check] = delivered[index] ?? [0, true, true]
        if (proof && check) came += amount
        else unproved += amount
      }
      assert.deepEqual(
        [report.promisedToDatePence, report.deliveredPence, report.notYetEvidencedPence],
        [owed, came, unproved],
      )
      const between = report.waterfall.slice(1, -1).reduce((sum, { amountPence }) => sum + amountPence, 0)
      assert.equal(owed + between, came)
      assert.equal(report.waterfall.at(-1)!.levelPence, came)
    }),
    { numRuns: 1000 },
  )
})
