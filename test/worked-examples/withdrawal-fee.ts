import assert from 'node:assert/strict'
import { cascadeScale, feesOf, settlement } from '#engine/exit-fee.ts'
import { coalitionProofFees } from '#engine/exit-fee-coalition.ts'
import { solveExactly } from '#engine/simplex.ts'
import { withdrawal } from '#engine/withdrawal.ts'
import type { CertainWithdrawal } from '#engine/withdrawal-input.ts'

export const kind = 'withdrawal-fee'

type Example = {
  given: CertainWithdrawal
  expect: {
    stranded?: number[]
    holdHarmless?: number[]
    unilateral?: number[]
    coalitionProof?: number
    cascadeScale?: number[]
    settlement?: { leaver: string; paid: number[]; received: number[] }
    within: number
  }
}

/** Computes each kind of fee the example gives, within the rounding it states. */
export function check(example: unknown): void {
  const { given, expect } = example as Example
  const model = withdrawal(given)
  const same = (actual: ArrayLike<number | null>, expected: readonly number[] | undefined) => {
    for (const [i, value] of (expected ?? []).entries()) {
      assert.ok(Math.abs(actual[i]! - value) <= expect.within, `${actual[i]} should be ${value}`)
    }
  }
  const harmless = feesOf(model, 'hold-harmless')
  same(feesOf(model, 'stranded'), expect.stranded)
  same(harmless, expect.holdHarmless)
  same(feesOf(model, 'unilateral'), expect.unilateral)
  same(cascadeScale(model, harmless).byForced, expect.cascadeScale)
  if (expect.coalitionProof !== undefined) {
    const proof = coalitionProofFees(model, solveExactly)
    assert.ok(proof.status === 'found')
    same([proof.total], [expect.coalitionProof])
  }
  if (expect.settlement !== undefined) {
    const leaver = given.partners.findIndex(({ name }) => name === expect.settlement?.leaver)
    const { paid, received } = settlement(model, [leaver], harmless)
    same(paid, expect.settlement.paid)
    same(received, expect.settlement.received)
  }
}
