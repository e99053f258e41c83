import assert from 'node:assert/strict'
import { benefitReport, type Benefit, type BenefitReport } from '#engine/benefit.ts'

export const kind = 'benefit'

type Example = {
  given: { upTo: string; benefit: Benefit }
  expect: Pick<
    BenefitReport,
    'status' | 'promisedToDatePence' | 'deliveredPence' | 'notYetEvidencedPence'
  > & {
    waterfall: number[]
  }
}

/** Draws up the report and compares the status, the sums and every step of the waterfall. */
export function check(example: unknown): void {
  const { given, expect } = example as Example
  const report = benefitReport(given.benefit, given.upTo)
  const { waterfall, ...sums } = expect
  for (const [name, value] of Object.entries(sums)) {
    assert.equal(Object.entries(report).find(([key]) => key === name)?.[1], value, name)
  }
  assert.deepEqual(
    report.waterfall.map(({ amountPence }) => amountPence),
    waterfall,
  )
}
