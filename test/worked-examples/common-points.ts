import assert from 'node:assert/strict'
import { commonPoints } from '#engine/common-points.ts'

export const kind = 'common-points'

type Example = {
  given: { hands: { council: string; points: number[] }[] }
  expect: Record<string, unknown>
}

/** Works out the index and compares every figure that the example gives. */
export function check(example: unknown): void {
  const { given, expect } = example as Example
  const found: Record<string, unknown> = commonPoints(given.hands.map(({ points }) => points))
  for (const [name, value] of Object.entries(expect)) assert.deepEqual(found[name], value, name)
}
