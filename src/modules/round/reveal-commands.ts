import { sql } from 'kysely'
import type { Json } from '#platform/canonical.ts'
import type { AuthorityCode, RoundId } from '#platform/id.ts'
import { unwrapDataKey } from '#platform/sealing.ts'
import type { CouncilViewer } from '#platform/viewer.ts'
import { keyPlace } from './key.ts'
import { revealBlockers, type Round } from './round.ts'
import { openPacket, type SaltedAnswer } from './seal.ts'
import { saveState, type RoundDatabase } from './store.ts'
import type { RoundTables } from './tables.ts'
import { mustLoad, shared, tellOthers, type Outcome, type Trx } from './command.ts'

/** What one council sealed, out of its packet. */
export type Packet = {
  readonly council: AuthorityCode
  readonly answers: Readonly<Record<string, SaltedAnswer>>
}

/**
 * What a client lets be opened of the packets, in the transaction that opens them: usually all. A client whose round opens
 * less writes what it makes of them into tables of its own, and gives back what may stand as opened answers.
 */
export type Disclose = (round: Round, packets: readonly Packet[]) => Promise<readonly Packet[]>

const everything: Disclose = async (_round, packets) => packets

/**
 * For a round whose terms open a result only: works something out from all packets and keeps that. The packets are in
 * memory for as long as `workOut` takes and are written nowhere; nothing stands as an opened answer.
 */
export function discloseResult(trx: Trx, workOut: (packets: readonly Packet[]) => Json): Disclose {
  return async (round, packets) => {
    await trx
      .$pickTables<keyof RoundTables>()
      .insertInto('round_result')
      .values({
        partnership_id: round.partnership,
        round_id: round.id,
        content: JSON.stringify(workOut(packets)),
      })
      .execute()
    return []
  }
}

/**
 * Opens all sealed answers at once. The database hands over the packets only when its own copy of the rule agrees, and
 * every answer becomes readable in this one transaction: all partners can read, or none can.
 */
export async function reveal(
  trx: Trx,
  by: CouncilViewer,
  instanceKey: Buffer,
  id: RoundId,
  disclose: Disclose = everything,
): Promise<Outcome> {
  const round = await mustLoad(trx, by, id)
  const refused = revealBlockers(round, by, by.now)
  if (refused.length > 0) return { refused }
  const packets = await sql<{ authority_code: AuthorityCode; wrapped: Buffer; packet: Buffer }>`
    select authority_code, wrapped, packet from round_packets(${id})`.execute(trx)
  const sealed = packets.rows.map(({ authority_code: council, wrapped, packet }): Packet => {
    const key = unwrapDataKey(instanceKey, keyPlace(id, council), wrapped)
    return { council, answers: openPacket(key, id, council, packet) }
  })
  if (sealed.length === 0) throw new Error('The rules allow this reveal and the database does not.')
  await saveState(trx.$pickTables<keyof RoundDatabase>(), round, { state: 'revealed', revealed_at: by.now })
  const opened = (await disclose(round, sealed)).flatMap(({ council, answers }) =>
    Object.entries(answers).map(([item, { answer, salt }]) => ({
      partnership_id: round.partnership,
      round_id: id,
      authority_code: council,
      item,
      content: JSON.stringify(answer),
      salt,
    })),
  )
  const onlyResult = round.terms.opens === 'result'
  if (onlyResult && opened.length > 0) throw new Error('This round opens a result and no answers.')
  if (opened.length > 0)
    await trx.$pickTables<keyof RoundTables>().insertInto('round_opened').values(opened).execute()
  await shared(trx, by, round, onlyResult ? 'worked-out' : 'revealed', {
    councils: packets.rows.map((row) => row.authority_code).sort(),
  })
  await (onlyResult
    ? tellOthers(trx, by, round, 'round-worked-out', `The result is ready: “${round.title}”`)
    : tellOthers(trx, by, round, 'round-revealed', `The answers are open: “${round.title}”`))
  return { done: await mustLoad(trx, by, id) }
}
