import assert from 'node:assert/strict'
import { test } from 'node:test'
import { geography, usualWeights } from '#modules/partner-finding/features.ts'
import { heldOutScore } from '#modules/partner-finding/score.ts'
import { pairsOf, scoreOf, split, without } from '../scripts/likeness-score.ts'

test('the score on the page is what the script finds on the pairs held out', () => {
  const pairs = pairsOf()
  assert.equal(pairs.length, 132)
  const { tuning, held } = split(pairs)
  assert.equal(tuning.length + held.length, 132)
  const tuned = new Set(tuning.flatMap(({ arrangements }) => arrangements))
  assert.ok(
    held.every(({ arrangements }) => arrangements.every((id) => !tuned.has(id))),
    'an arrangement is on both sides',
  )
  const usual = scoreOf(held, usualWeights, 'same-kind')
  const nowhere = scoreOf(held, without(usualWeights, geography), 'same-kind')
  assert.deepEqual(heldOutScore, {
    looks: usual.looked,
    inTenOfHundred: Math.round(100 * usual.inTen),
    inTenByChanceOfHundred: Math.round(100 * usual.inTenByChance),
    inTenWithoutGeographyOfHundred: Math.round(100 * nowhere.inTen),
  })
})
