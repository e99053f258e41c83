import assert from 'node:assert/strict'
import {
  agreeTrustTerms,
  chooseTrustVisibility,
  revealTrust,
  saveSheet,
  sealTrust,
  startTrust,
  type Rating,
  type Sheet,
  type TrustDeps,
} from '#modules/trust/index.ts'
import type { Visibility } from '#modules/round/index.ts'
import type { PartnershipId, RoundId } from '#platform/id.ts'
import type { CouncilViewer } from '#platform/viewer.ts'
import { testContent, testDatabase } from './database.ts'

/** Trust rounds by the real commands. */

export const trustStatements = testContent().trust.statements.map(({ id }) => id)

export async function trustDeps(): Promise<TrustDeps> {
  const { db } = await testDatabase()
  return { db, instanceKey: Buffer.alloc(32, 7), holidays: testContent().holidays }
}

/** The same rating on every statement. */
export function sheet(rating: Rating, but: Readonly<Record<string, Rating>> = {}): Sheet {
  return { ...Object.fromEntries(trustStatements.map((id) => [id, rating])), ...but }
}

/** A round between these councils, open for ratings; each has chosen so. */
export async function openTrust(
  deps: TrustDeps,
  partnership: PartnershipId,
  chosen: readonly (readonly [CouncilViewer, Visibility])[],
  previous: RoundId | null = null,
): Promise<RoundId> {
  const [first] = chosen
  assert.ok(first)
  const started = await startTrust(deps, first[0], testContent().trust, {
    partnership,
    title: 'Trust round 1',
    parties: chosen.map(([{ council }]) => council),
    previous,
  })
  assert.ok('done' in started)
  const round = started.done.id
  for (const [lead, choice] of chosen) {
    assert.ok('done' in (await chooseTrustVisibility(deps, lead, round, choice)))
    const as = lead === first[0] ? 'offer' : 'approve'
    assert.ok('done' in (await agreeTrustTerms(deps, lead, round, as)))
  }
  return round
}

/** One person rates every council in the round, as `says` has it. */
export async function rateAll(
  deps: TrustDeps,
  by: CouncilViewer,
  round: RoundId,
  councils: readonly string[],
  says: (about: string) => Sheet,
): Promise<void> {
  for (const about of councils)
    assert.ok('saved' in (await saveSheet(deps, by, { round, about, sheet: says(about), seen: 0 })))
}

/** Every lead rates and seals, and the first opens. */
export async function finishTrust(
  deps: TrustDeps,
  leads: readonly CouncilViewer[],
  round: RoundId,
  says: (giver: string, about: string) => Sheet,
): Promise<void> {
  const councils = leads.map(({ council }) => council)
  for (const lead of leads) {
    await rateAll(deps, lead, round, councils, (about) => says(lead.council, about))
    assert.ok('done' in (await sealTrust(deps, lead, round)))
  }
  const [first] = leads
  assert.ok(first && 'done' in (await revealTrust(deps, first, round)))
}
