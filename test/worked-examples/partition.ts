import assert from 'node:assert/strict'
import { namesOf } from '#engine/coalition.ts'
import { bestGroupsFor } from '#engine/partner-choice.ts'
import { bestPartition, regretOf } from '#engine/partition.ts'
import { groupOf } from './sharing.ts'

export const kind = 'partition'

type Example = {
  given: { councils: string[]; worth: Record<string, number>; preferred?: string[]; host?: string }
  expect: {
    best: string[]
    value: number
    second?: { groups: string[]; value: number }
    regret?: number
    aroundHost?: { group: string; value: number }[]
  }
}

/** Divides the councils as well as can be, and compares the best, the second best and the regret. */
export function check(example: unknown): void {
  const { given, expect } = example as Example
  const { councils, worth, preferred, host } = given
  const values = new Float64Array(2 ** councils.length)
  for (const [group, value] of Object.entries(worth)) values[groupOf(group, councils)] = value
  const names = (groups: readonly number[]) =>
    groups.map((group) => namesOf(group, councils).join('+')).toSorted(byName)
  const { best, second } = bestPartition(values, councils.length)
  assert.deepEqual(names(best.groups), expect.best.toSorted(byName))
  assert.equal(best.value, expect.value)
  if (expect.second) {
    assert.ok(second)
    assert.deepEqual(names(second.groups), expect.second.groups.toSorted(byName))
    assert.equal(second.value, expect.second.value)
  }
  if (preferred) {
    const groups = preferred.map((group) => groupOf(group, councils))
    assert.equal(regretOf(values, groups, best.value), expect.regret)
  }
  if (host !== undefined && expect.aroundHost) {
    const wish = { host: councils.indexOf(host) }
    const found = bestGroupsFor(values, councils.length, wish, expect.aroundHost.length)
    assert.deepEqual(
      found.map(({ group, value }) => ({ group: namesOf(group, councils).join('+'), value })),
      expect.aroundHost,
    )
  }
}

const byName = (a: string, b: string) => (a < b ? -1 : 1)
