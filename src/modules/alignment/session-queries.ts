import type { PartnershipId } from '#platform/id.ts'
import type { Viewer } from '#platform/viewer.ts'
import { aimsFor } from './aims-queries.ts'
import { newestBoard } from './heads-commands.ts'
import type { SessionFacts } from './session.ts'
import { exercisesOf, type AlignmentTrx } from './store.ts'

/** The newest aims and the newest board that were opened to this viewer. */
export async function factsFor(trx: AlignmentTrx, viewer: Viewer, id: PartnershipId): Promise<SessionFacts> {
  const board = await newestBoard(trx, viewer, id)
  for (const line of await exercisesOf(trx, viewer, id)) {
    if (line.state !== 'revealed' && line.state !== 'archived') continue
    const aims = await aimsFor(trx, viewer, line.id)
    if (aims) return { aims, board }
  }
  return { aims: null, board }
}
