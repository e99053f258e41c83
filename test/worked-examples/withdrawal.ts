import assert from 'node:assert/strict'
import { cascade, standing } from '#engine/cascade.ts'
import { coalitionOf, membersOf } from '#engine/coalition.ts'
import { withdrawal, savingOf } from '#engine/withdrawal.ts'
import type { CertainWithdrawal } from '#engine/withdrawal-input.ts'

export const kind = 'withdrawal'

type Example = {
  given: CertainWithdrawal
  expect: {
    runs: {
      sharing: CertainWithdrawal['sharing']
      forced: string[]
      path: string[]
      gains?: (number | null)[]
      final: string[]
      collapsed: boolean
      spare?: number
    }[]
    standing: { members: string[]; keeps: number[] }[]
  }
}

/** Plays each departure and compares who follows; amounts to the millionth. */
export function check(example: unknown): void {
  const { given, expect } = example as Example
  const names = given.partners.map(({ name }) => name)
  const places = (list: readonly string[]) => list.map((name) => names.indexOf(name))
  const named = (list: readonly number[]) => list.map((i) => names[i]!)
  for (const run of expect.runs) {
    const model = withdrawal({ ...given, sharing: run.sharing })
    const found = cascade(model, places(run.forced))
    assert.deepEqual(named(found.path.map(({ player }) => player)), run.path)
    assert.deepEqual(named(found.final), run.final)
    assert.equal(found.collapsed, run.collapsed)
    for (const [i, gain] of (run.gains ?? []).entries()) isNear(found.path[i]!.gain ?? 0, gain ?? 0)
    if (run.spare !== undefined) isNear(savingOf(model, coalitionOf(found.final)), run.spare)
  }
  for (const { members, keeps } of expect.standing) {
    const group = coalitionOf(places(members))
    const found = standing(withdrawal(given), group).keeps
    for (const [k, i] of membersOf(group).entries()) isNear(found[i]!, keeps[k]!)
  }
}

function isNear(actual: number, expected: number): void {
  assert.ok(Math.abs(actual - expected) <= 1e-6, `${actual} should be ${expected}`)
}
