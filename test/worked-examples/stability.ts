import assert from 'node:assert/strict'
import { chargeInPence } from '#engine/charge-in-pence.ts'
import { leastCore } from '#engine/core.ts'
import { solveExactly } from '#engine/simplex.ts'
import { smallestFix } from '#engine/smallest-fix.ts'
import { gameOf, groupOf } from './sharing.ts'

export const kind = 'stability'

type Example = {
  given: { councils: string[]; costs: Record<string, number>; pays: number[] }
  expect: {
    outcome: string
    objections: { group: string; gains: number }[]
    transfers: { from: string; to: string; amount: number }[]
    leftover?: number
    epsilon?: number
    balance?: Record<string, number>
    pence?: number[]
    inCoreInPence?: boolean
  }
}

/** Asks whether a division holds, what would mend it and, where nothing would, for the proof. */
export function check(example: unknown): void {
  const { given, expect } = example as Example
  const { councils, pays } = given
  const game = gameOf(given)
  const close = (found: number, expected: number, what: string) =>
    assert.ok(Math.abs(found - expected) < 1e-6, `${what}: ${found} should be ${expected}`)

  const fix = smallestFix(game, pays, solveExactly)
  assert.equal(fix.outcome, expect.outcome)
  assert.equal(fix.objections.length, expect.objections.length)
  expect.objections.forEach(({ group, gains }, k) => {
    assert.equal(fix.objections[k]!.group, groupOf(group, councils))
    close(fix.objections[k]!.excess, gains, group)
  })
  assert.equal(fix.transfers.length, expect.transfers.length)
  expect.transfers.forEach(({ from, to, amount }, k) => {
    const found = fix.transfers[k]!
    assert.deepEqual([councils[found.from], councils[found.to]], [from, to])
    close(found.amount, amount, `${from} to ${to}`)
  })
  if (expect.leftover !== undefined) close(fix.leftover, expect.leftover, 'left over')

  const least = leastCore(game, solveExactly)
  assert.ok(least)
  if (expect.epsilon !== undefined) close(least.epsilon, expect.epsilon, 'epsilon')
  for (const [group, weight] of Object.entries(expect.balance ?? {})) {
    const found = least.balance.find((b) => b.group === groupOf(group, councils))
    close(found?.weight ?? 0, weight, `weight of ${group}`)
  }
  if (expect.pence) {
    const charges = chargeInPence(game, pays)
    assert.deepEqual(charges.pence, expect.pence)
    assert.equal(charges.inCore, expect.inCoreInPence)
  }
}
