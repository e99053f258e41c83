import assert from 'node:assert/strict'
import { doubleMajorityPower } from '#engine/double-majority.ts'
import { powerAgainstCost, votingPower } from '#engine/voting-power.ts'

export const kind = 'votes'

type Member = { name: string; votes: number; alsoVotes?: number; pays?: number }

type Example = {
  given: { members: Member[]; quota: number; alsoQuota?: number }
  expect: {
    swings?: number[]
    shapleyShubik?: number[]
    banzhaf?: number[]
    vetoers?: string[]
    dummies?: string[]
    deviation?: number[]
  }
}

/** Counts who can swing the committee and compares every figure given. */
export function check(example: unknown): void {
  const { given, expect } = example as Example
  const { members, quota, alsoQuota } = given
  const first = { weights: members.map(({ votes }) => votes), quota }
  const power =
    alsoQuota === undefined
      ? votingPower(first)
      : doubleMajorityPower(first, {
          weights: members.map(({ alsoVotes }) => alsoVotes ?? 1),
          quota: alsoQuota,
        })
  const names = (list: readonly number[]) => list.map((i) => members[i]!.name)
  const close = (found: readonly number[] | null, expected: readonly number[] | undefined, what: string) => {
    expected?.forEach((value, i) => {
      assert.ok(
        Math.abs((found?.[i] ?? Number.NaN) - value) < 5e-5,
        `${what}, ${members[i]!.name}: ${found?.[i]}`,
      )
    })
  }
  if (expect.swings) assert.deepEqual(power.swings.map(Number), expect.swings)
  close(power.shapleyShubik, expect.shapleyShubik, 'Shapley-Shubik')
  close(power.banzhaf, expect.banzhaf, 'Banzhaf')
  if (expect.vetoers) assert.deepEqual(names(power.vetoers), expect.vetoers)
  if (expect.dummies) assert.deepEqual(names(power.dummies), expect.dummies)
  if (expect.deviation) {
    const costs = members.map(({ pays }) => pays ?? 0)
    const found = powerAgainstCost(power.shapleyShubik, costs).map(({ deviation }) => deviation)
    close(found, expect.deviation, 'deviation')
  }
}
