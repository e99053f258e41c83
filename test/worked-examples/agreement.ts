import assert from 'node:assert/strict'
import { krippendorffAlpha, type AlphaMetric, type Ratings } from '#engine/concordance.ts'

export const kind = 'agreement'

type Example = {
  given: { metric: AlphaMetric; ratings: Ratings }
  expect: { observed: number; expected: number; alpha: number }
}

/** Computes alpha and its two parts, to the three decimals that the example gives. */
export function check(example: unknown): void {
  const { given, expect } = example as Example
  const found = krippendorffAlpha(given.ratings, given.metric)
  assert.ok(found.kind === 'alpha')
  for (const name of ['observed', 'expected', 'alpha'] as const) {
    assert.equal(found[name].toFixed(3), expect[name].toFixed(3), name)
  }
}
