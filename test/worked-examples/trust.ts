import assert from 'node:assert/strict'
import { socialRelations } from '#engine/social-relations.ts'

export const kind = 'trust'

type Example = { given: { ratings: (number | null)[][] }; expect: { mean: number; giver: number[] } }

/** Fits the model and compares the mean and every giver effect, to three decimals. */
export function check(example: unknown): void {
  const { given, expect } = example as Example
  const model = socialRelations(given.ratings)
  assert.ok(model.kind === 'fitted')
  assert.equal(model.mean.toFixed(3), expect.mean.toFixed(3))
  assert.deepEqual(
    model.giver.map((effect) => effect.toFixed(3)),
    expect.giver.map((effect) => effect.toFixed(3)),
  )
}
