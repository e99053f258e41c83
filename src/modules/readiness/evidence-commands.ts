import { randomBytes, randomUUID } from '#platform/chance.ts'
import { answerBlockers, type Refusal } from '#modules/round/index.ts'
import { inTransaction } from '#platform/database.ts'
import { NotFound } from '#platform/errors.ts'
import {
  EVIDENCE_KINDS,
  evidenceFileBlockers,
  safeFileName,
  type EvidenceFileBlocker,
} from '#platform/evidence-file.ts'
import type { RoundId } from '#platform/id.ts'
import { openBytes, sealBytes } from '#platform/sealing.ts'
import type { CouncilViewer, Viewer } from '#platform/viewer.ts'
import type { EvidenceFile } from './answer.ts'
import { readinessRound, type ReadinessDeps } from './store.ts'

export type KeepFile =
  | { readonly kept: EvidenceFile }
  | { readonly blocked: readonly EvidenceFileBlocker[] }
  | { readonly refused: readonly Refusal[] }

/**
 * Keeps a file as evidence, sealed under a key of its own. The key goes into the answer that names the file: whoever may
 * read the answer can open the file, and nobody else, before the reveal or after it.
 */
export async function keepFile(
  deps: ReadinessDeps,
  by: CouncilViewer,
  at: { round: RoundId; name: string; bytes: Buffer },
): Promise<KeepFile> {
  const blocked = evidenceFileBlockers(at.bytes, at.name)
  if (blocked.length > 0) return { blocked }
  const id = randomUUID()
  const key = randomBytes(32)
  const sealed = sealBytes({ bytes: key }, `${at.round}|file|${id}`, at.bytes)
  return inTransaction(deps.db, by, async (trx) => {
    const round = await readinessRound(trx, by, at.round)
    const refused = answerBlockers(round, by)
    if (refused.length > 0) return { refused }
    await trx
      .insertInto('round_file')
      .values({
        partnership_id: round.partnership,
        round_id: round.id,
        id,
        authority_code: by.council,
        size: at.bytes.length,
        sealed,
      })
      .execute()
    const name = safeFileName(at.name)
    return { kept: { id, name, type: mediaType(name), size: at.bytes.length, key: key.toString('base64') } }
  })
}

function mediaType(name: string): string {
  const ending = name.split('.').at(-1)?.toLowerCase() ?? ''
  const kind = Object.values(EVIDENCE_KINDS).find(({ endings }) => endings.some((known) => known === ending))
  return kind?.mediaType ?? 'application/octet-stream'
}

/** Reads a file that an answer names, for somebody who could read the answer. */
export async function readFile(
  deps: ReadinessDeps,
  viewer: Viewer,
  round: RoundId,
  file: EvidenceFile,
): Promise<Buffer> {
  const row = await inTransaction(deps.db, viewer, (trx) =>
    trx
      .selectFrom('round_file')
      .select('sealed')
      .where('round_id', '=', round)
      .where('id', '=', file.id)
      .executeTakeFirst(),
  )
  if (!row) throw new NotFound('No such file, or not yours.')
  return openBytes({ bytes: Buffer.from(file.key, 'base64') }, `${round}|file|${file.id}`, row.sealed)
}
