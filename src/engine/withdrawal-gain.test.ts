import assert from 'node:assert/strict'
import { test } from 'node:test'
import { BadInput } from './bad-input.ts'
import { demandFees, gainsOfLeaving, receiptsOf } from './withdrawal-gain.ts'
import type { CertainWithdrawal } from './withdrawal-input.ts'
import { splitOf } from './withdrawal-share.ts'
import { withdrawal } from './withdrawal.ts'

/* Who receives what, and what earlier leavers left behind, on three councils that can be reckoned by hand. */

const three: CertainWithdrawal = {
  partners: ['Ashby', 'Barnshire', 'Coldwell'].map((name, i) => ({ name, volume: [1, 3, 6][i]! })),
  // Ashby saves 10 with Barnshire and 15 with Coldwell, these two save 2 together, and all three 20.
  costs: { kind: 'table', values: [0, 30, 30, 50, 30, 45, 58, 70] },
  horizon: 3,
  notice: 1,
  discount: 0,
  sticky: { share: 0, years: 1 },
  sharing: 'shapley',
  receipts: 'harm',
}
const smaller: CertainWithdrawal = {
  ...three,
  costs: { kind: 'table', values: [0, 0.3, 0.3, 0.5, 0.3, 0.45, 0.58, 0.7] },
}

function received(input: CertainWithdrawal): number[] {
  const model = withdrawal(input)
  const stay = 0b011
  return [...receiptsOf(model, stay, splitOf(model, stay), { fees: [9, 9, 4], left: 0b100 })]
}

test('a leaver’s fee goes to the one it harms, and nothing to the one who saves more without it', () => {
  // By Shapley’s rule Ashby saved 10.17 with all three and saves 5 with Barnshire, who saved 3.67 and now 5 too.
  assert.deepEqual(received(three), [4, 0, 0])
  assert.deepEqual(received(smaller), [4, 0, 0])
})

test('by volume a fee is divided by volume, equally where the agreement says so', () => {
  assert.deepEqual(received({ ...three, receipts: 'volume' }), [1, 3, 0])
  assert.deepEqual(received({ ...three, receipts: 'equal' }), [2, 2, 0])
})

test('stranded cost from earlier leavers is one more reason to leave, for each by its share of it', () => {
  const model = withdrawal({ ...three, sharing: 'usage' })
  const without = gainsOfLeaving(model, 0b111, { fees: [0, 0, 0] })
  const carrying = gainsOfLeaving(model, 0b111, { fees: [0, 0, 0], legacy: 20 })
  ;[2, 6, 12].forEach((more, i) => assert.ok(Math.abs(carrying[i]! - without[i]! - more) < 1e-9))
})

test('fees with a hole, below nought or without end are refused by their place', () => {
  const refused = (fees: number[], field: string) =>
    assert.throws(
      () => demandFees(fees, 2),
      (error) => error instanceof BadInput && error.field === field,
    )
  refused([1], 'fees')
  refused([Number.NaN, 1], 'fees[0]')
  refused([1, -1], 'fees[1]')
  refused([Number.POSITIVE_INFINITY, 1], 'fees[0]')
  demandFees([0, 1], 2)
})
