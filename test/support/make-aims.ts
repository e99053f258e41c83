import assert from 'node:assert/strict'
import { exerciseCommand, saveItem, sealExercise, startExercise } from '#modules/alignment/commands.ts'
import type { AlignmentDeps } from '#modules/alignment/store.ts'
import { approveTerms, offerTerms } from '#modules/round/index.ts'
import type { PartnershipId, RoundId } from '#platform/id.ts'
import type { CouncilViewer } from '#platform/viewer.ts'
import { testContent } from './database.ts'

/** A round of two aims in which the first council has sealed: `words` stand in what it must get and in what it fears. */
export async function sealedAims(
  deps: AlignmentDeps,
  where: PartnershipId,
  [lead, other]: readonly [CouncilViewer, CouncilViewer],
  words: string,
): Promise<RoundId> {
  const { alignment } = testContent()
  const exercise = { kind: 'aims', aims: alignment.aims.slice(0, 2) } as const
  const started = await startExercise(deps, lead, alignment, { partnership: where, exercise, previous: null })
  assert.ok('done' in started)
  const { id } = started.done
  await exerciseCommand(deps, lead, id, offerTerms)
  await exerciseCommand(deps, other, id, approveTerms)
  for (const [item, typed] of [
    ['points', { 'points-save-money': '50', 'points-resilience': '50' }],
    ['return', { other: words }],
    ['challenges', { challenges: words }],
  ] as const)
    assert.ok('saved' in (await saveItem(deps, lead, { round: id, item, seen: 0, typed })))
  assert.ok('done' in (await sealExercise(deps, lead, id)))
  return id
}
