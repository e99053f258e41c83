import type { Json } from '#platform/canonical.ts'
import type { RoundId } from '#platform/id.ts'
import { queueMailToLeads } from '#platform/mail.ts'
import type { CouncilViewer } from '#platform/viewer.ts'
import { ownKey } from './key.ts'
import {
  approveSealBlockers,
  breakSealBlockers,
  consentBlockers,
  sealBlockers,
  type Refusal,
  type Round,
} from './round.ts'
import { sealAnswers } from './seal.ts'
import { deleteOwnSeal, saveOwnSeal, type RoundDatabase } from './store.ts'
import type { RoundTables } from './tables.ts'
import { mustLoad, own, shared, tellOthers, type Outcome, type Trx } from './command.ts'

/** The receipt of a seal, for the screen, the mail and the file. */
export type Receipt = { readonly root: string; readonly digests: Readonly<Record<string, string>> }

/**
 * Seals a council's answers, or asks a second person to where the terms want two. The answers are packed now: what is
 * approved is exactly what was asked for.
 */
export async function seal(
  trx: Trx,
  by: CouncilViewer,
  instanceKey: Buffer,
  id: RoundId,
  answers: Readonly<Record<string, Json>>,
): Promise<{ done: Round; receipt: Receipt } | { refused: readonly Refusal[] }> {
  const round = await mustLoad(trx, by, id)
  const refused = sealBlockers(round, by)
  if (refused.length > 0) return { refused }
  const key = await ownKey(trx.$pickTables<keyof RoundTables>(), by, round, instanceKey)
  const made = sealAnswers(key, id, by.council, answers)
  const waits = round.terms.secondApprover && round.mode !== 'private'
  const db = trx.$pickTables<keyof RoundDatabase>()
  await deleteOwnSeal(db, by, round)
  await db
    .insertInto('round_seal')
    .values({
      partnership_id: round.partnership,
      round_id: id,
      authority_code: by.council,
      asked_by: by.person,
      asked_at: by.now,
      sealed_by: waits ? null : by.person,
      sealed_at: waits ? null : by.now,
      root: made.root,
      digests: JSON.stringify(made.digests),
      packet: made.packet,
    })
    .execute()
  await own(trx, by, round, waits ? 'seal-asked' : 'sealed', { receipt: made.root })
  if (!waits) await mailReceipt(trx, by, round, made.root)
  return { done: await mustLoad(trx, by, id), receipt: made }
}

/** The second person's approval: the seal closes. */
export async function approveSeal(trx: Trx, by: CouncilViewer, id: RoundId): Promise<Outcome> {
  const round = await mustLoad(trx, by, id)
  const refused = approveSealBlockers(round, by)
  if (refused.length > 0) return { refused }
  await saveOwnSeal(trx.$pickTables<keyof RoundDatabase>(), by, round, {
    sealed_by: by.person,
    sealed_at: by.now,
  })
  await own(trx, by, round, 'sealed', { receipt: round.seals.own?.root ?? '' })
  await mailReceipt(trx, by, round, round.seals.own?.root ?? '')
  return { done: await mustLoad(trx, by, id) }
}

/** Sends the receipt to those who lead here: a figure that proves what was sealed, and says nothing of it. */
async function mailReceipt(trx: Trx, by: CouncilViewer, round: Round, root: string): Promise<void> {
  const own = round.parties.find(({ council }) => council === by.council)
  await queueMailToLeads(trx, by, [by.council], {
    template: 'receipt',
    subject: `Your receipt: “${round.title}”`,
    facts: {
      round: round.id,
      partnership: round.partnership,
      client: round.client,
      title: round.title,
      root,
      council: own?.name ?? '',
    },
  })
}

/** Takes back a request to seal, before anybody approved it. Nobody else is told: there was no seal yet. */
export async function dropSealRequest(trx: Trx, by: CouncilViewer, id: RoundId): Promise<Outcome> {
  const round = await mustLoad(trx, by, id)
  const refused = sealBlockers(round, by)
  if (refused.length > 0) return { refused }
  await deleteOwnSeal(trx.$pickTables<keyof RoundDatabase>(), by, round)
  await own(trx, by, round, 'seal-request-dropped')
  return { done: await mustLoad(trx, by, id) }
}

export async function breakSeal(trx: Trx, by: CouncilViewer, id: RoundId, reason: string): Promise<Outcome> {
  const round = await mustLoad(trx, by, id)
  const refused = breakSealBlockers(round, by, reason)
  if (refused.length > 0) return { refused }
  await deleteOwnSeal(trx.$pickTables<keyof RoundDatabase>(), by, round)
  if (round.mode !== 'private') {
    await shared(trx, by, round, 'seal-broken', { council: by.council, reason })
    await tellOthers(trx, by, round, 'seal-broken', `A seal was broken: “${round.title}”`)
  }
  return { done: await mustLoad(trx, by, id) }
}

/** Consents to opening without those who have not sealed by the deadline. */
export async function consent(trx: Trx, by: CouncilViewer, id: RoundId): Promise<Outcome> {
  const round = await mustLoad(trx, by, id)
  const refused = consentBlockers(round, by)
  if (refused.length > 0) return { refused }
  await saveOwnSeal(trx.$pickTables<keyof RoundDatabase>(), by, round, { consented_at: by.now })
  await own(trx, by, round, 'consented')
  return { done: await mustLoad(trx, by, id) }
}
