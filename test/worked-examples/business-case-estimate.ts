import assert from 'node:assert/strict'
import { meanOf, type Pert, quantileOf } from '#engine/distribution.ts'
import { pertSd } from '#engine/pert.ts'

export const kind = 'business-case-estimate'

type Example = {
  given: Pert
  expect: { mean: number; sd: number; p10: number; p50: number; p90: number }
}

/** Computes what an estimate of three numbers says about the rest, to six decimals. */
export function check(example: unknown): void {
  const { given, expect } = example as Example
  assert.equal(meanOf(given).toFixed(6), expect.mean.toFixed(6))
  assert.equal(pertSd(given).toFixed(6), expect.sd.toFixed(6))
  for (const [name, u] of [
    ['p10', 0.1],
    ['p50', 0.5],
    ['p90', 0.9],
  ] as const) {
    assert.equal(quantileOf(given, u).toFixed(6), expect[name].toFixed(6))
  }
}
