import assert from 'node:assert/strict'
import { likenessOf, likenessTable, type Feature, type Subject } from '#engine/likeness.ts'

export const kind = 'likeness'

type Example = {
  given: { between: [string, string]; features: Feature[]; councils: Subject[] }
  expect: { distance: number; shares: Record<string, number> }
}

/** Compares the two councils named and checks the distance and each feature's share of it. */
export function check(example: unknown): void {
  const { given, expect } = example as Example
  const table = likenessTable(given.councils, given.features)
  const [a, b] = given.between.map((id) => table.ids.indexOf(id))
  const likeness = likenessOf(table, a!, b!)
  assert.ok(likeness.kind === 'distance')
  assert.equal(likeness.distance.toFixed(4), expect.distance.toFixed(4))
  const shares = likeness.contributions.map(({ feature, share }) => [feature, Number(share.toFixed(4))])
  assert.deepEqual(Object.fromEntries(shares), expect.shares)
}
