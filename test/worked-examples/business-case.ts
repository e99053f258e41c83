import assert from 'node:assert/strict'
import type { CaseInput } from '#engine/business-case-input.ts'
import { ledgers } from '#engine/business-case-ledger.ts'
import { businessCase } from '#engine/business-case.ts'
import { caseFigures } from '#engine/business-case-report.ts'

export const kind = 'business-case'

type Example = {
  given: CaseInput
  expect: {
    byYear: number[]
    npv: number
    npvByPartner: number[]
    paybackYear: number | null
    transfers: number[][]
  }
}

/** Computes the case with its likely values, to the penny, by the model and by the ledgers. */
export function check(example: unknown): void {
  const { given, expect } = example as Example
  const model = businessCase(given, { seed: 1 })
  const figures = caseFigures(model)
  const { partnership, partners } = ledgers(given, model.inputs.likely)
  toThePenny(figures.npv, expect.npv)
  toThePenny(partnership.worth, expect.npv)
  assert.equal(figures.paybackYear, expect.paybackYear)
  for (const [year, amount] of expect.byYear.entries()) toThePenny(figures.byYear[year]!, amount)
  for (const [i, account] of partners.entries()) {
    toThePenny(figures.npvByPartner[i]!, expect.npvByPartner[i]!)
    toThePenny(account.worth, expect.npvByPartner[i]!)
    for (const [year, amount] of expect.transfers[i]!.entries()) toThePenny(account.transfers[year]!, amount)
  }
}

function toThePenny(actual: number, expected: number): void {
  assert.equal(actual.toFixed(2), expected.toFixed(2))
}
