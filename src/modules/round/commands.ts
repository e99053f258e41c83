import { sql, type Transaction } from 'kysely'
import { approve, type PartnershipTables } from '#modules/partnership/index.ts'
import { sha256, type Json } from '#platform/canonical.ts'
import { NotFound } from '#platform/errors.ts'
import { newId, type AuthorityCode, type PartnershipId, type RoundId } from '#platform/id.ts'
import { queueMailToLeads } from '#platform/mail.ts'
import { append, type RecordTables } from '#platform/record.ts'
import { unwrapDataKey } from '#platform/sealing.ts'
import type { CouncilViewer } from '#platform/viewer.ts'
import { keyPlace, ownKey } from './key.ts'
import {
  agreeExtensionBlockers,
  approveSealBlockers,
  approveTermsBlockers,
  archiveBlockers,
  breakSealBlockers,
  cancelBlockers,
  changeTermsBlockers,
  consentBlockers,
  extendBlockers,
  offerBlockers,
  presentParties,
  revealBlockers,
  sealBlockers,
  startBlockers,
  withdrawBlockers,
  type Refusal,
  type Round,
  type RoundMode,
} from './round.ts'
import { openPacket, sealAnswers, type SaltedAnswer } from './seal.ts'
import {
  deleteOwnSeal,
  loadRound,
  saveOwnSeal,
  saveState,
  termsSubject,
  type RoundDatabase,
} from './store.ts'
import type { RoundTables } from './tables.ts'
import { extensionFaults, termsFaults, termsHash, type RoundTerms, type TermsFault } from './terms.ts'

/**
 * What changes a round. Each command works inside its caller's transaction, because a client of the round (readiness, later
 * trust and aims) has something of its own to change with it: load, decide, save, record.
 */
type Trx = Transaction<RoundDatabase & RecordTables>

export type Outcome = { readonly done: Round } | { readonly refused: readonly Refusal[] }

async function mustLoad(trx: Trx, by: CouncilViewer, id: RoundId): Promise<Round> {
  const round = await loadRound(trx.$pickTables<keyof RoundDatabase>(), by, id, { lock: true })
  if (!round) throw new NotFound('No such round, or not yours.')
  return round
}

function others(round: Round, by: CouncilViewer): AuthorityCode[] {
  return presentParties(round)
    .map(({ council }) => council)
    .filter((council) => council !== by.council)
}

/** Tells the other councils' leads, in the outbox of the same transaction. The mail names the round and nothing in it. */
async function tellOthers(
  trx: Trx,
  by: CouncilViewer,
  round: Round,
  template: string,
  subject: string,
): Promise<void> {
  const own = round.parties.find(({ council }) => council === by.council)
  await queueMailToLeads(trx, by, others(round, by), {
    template,
    subject,
    facts: {
      round: round.id,
      partnership: round.partnership,
      client: round.client,
      title: round.title,
      council: own?.name ?? '',
    },
  })
}

async function shared(
  trx: Trx,
  by: CouncilViewer,
  round: Round,
  event: string,
  facts: { [name: string]: Json } = {},
): Promise<void> {
  await append(
    trx,
    by,
    { partnership: round.partnership },
    { event: `round.${event}`, facts: { round: round.id, ...facts } },
  )
}

async function own(
  trx: Trx,
  by: CouncilViewer,
  round: Round,
  event: string,
  facts: { [name: string]: Json } = {},
): Promise<void> {
  await append(
    trx,
    by,
    { council: by.council },
    { event: `round.${event}`, facts: { round: round.id, ...facts } },
  )
}

export type NewRound = {
  readonly partnership: PartnershipId
  readonly client: string
  readonly mode: RoundMode
  readonly title: string
  /** The questions, word for word. A later version of the content never changes them. */
  readonly snapshot: string
  readonly terms: RoundTerms
  readonly parties: readonly AuthorityCode[]
  readonly previous: RoundId | null
}

/** Starts a round as a draft that only the starting council sees. */
export async function startRound(
  trx: Trx,
  by: CouncilViewer,
  wanted: NewRound,
): Promise<Outcome | { faults: TermsFault[] }> {
  const refused = startBlockers(by, wanted.parties)
  if (refused.length > 0) return { refused }
  const faults = termsFaults(wanted.terms, wanted.mode, wanted.parties, by.now)
  if (faults.length > 0) return { faults }
  const id: RoundId = newId()
  const snapshotHash = sha256(wanted.snapshot)
  const db = trx.$pickTables<keyof RoundTables>()
  await db
    .insertInto('round_round')
    .values({
      partnership_id: wanted.partnership,
      id,
      client: wanted.client,
      mode: wanted.mode,
      title: wanted.title,
      state: 'draft',
      snapshot: wanted.snapshot,
      snapshot_hash: snapshotHash,
      terms: JSON.stringify(wanted.terms),
      terms_hash: termsHash(wanted.terms, snapshotHash, wanted.parties),
      deadline: wanted.terms.deadline === null ? null : new Date(wanted.terms.deadline),
      manager_sees: wanted.terms.managerSees,
      previous_id: wanted.previous,
      created_by: by.person,
      created_for: by.council,
      created_at: by.now,
    })
    .execute()
  await db
    .insertInto('round_party')
    .values(
      wanted.parties.map((council) => ({
        partnership_id: wanted.partnership,
        round_id: id,
        authority_code: council,
      })),
    )
    .execute()
  const round = await mustLoad(trx, by, id)
  await own(trx, by, round, 'started')
  return { done: round }
}

/** Changes the terms. Approvals are of a hash, so those given to the old terms no longer count. */
export async function changeTerms(
  trx: Trx,
  by: CouncilViewer,
  id: RoundId,
  terms: RoundTerms,
): Promise<Outcome | { faults: TermsFault[] }> {
  const round = await mustLoad(trx, by, id)
  const refused = changeTermsBlockers(round, by)
  if (refused.length > 0) return { refused }
  const parties = round.parties.map(({ council }) => council)
  const faults = termsFaults(terms, round.mode, parties, by.now)
  if (faults.length > 0) return { faults }
  await trx
    .$pickTables<keyof RoundTables>()
    .updateTable('round_round')
    .set({
      terms: JSON.stringify(terms),
      terms_hash: termsHash(terms, round.snapshotHash, parties),
      deadline: terms.deadline === null ? null : new Date(terms.deadline),
      manager_sees: terms.managerSees,
    })
    .where('partnership_id', '=', round.partnership)
    .where('id', '=', id)
    .execute()
  if (round.state === 'offered') {
    await shared(trx, by, round, 'terms-changed')
    await tellOthers(trx, by, round, 'terms-changed', `The terms of “${round.title}” have changed`)
  }
  return { done: await mustLoad(trx, by, id) }
}

/** Offers the terms to every council. Whoever offers them has approved them. */
export async function offerTerms(trx: Trx, by: CouncilViewer, id: RoundId): Promise<Outcome> {
  const round = await mustLoad(trx, by, id)
  const refused = offerBlockers(round, by)
  if (refused.length > 0) return { refused }
  await saveState(trx.$pickTables<keyof RoundDatabase>(), round, { state: 'offered', offered_at: by.now })
  await shared(trx, by, round, 'terms-offered', { terms: round.termsHash })
  await tellOthers(trx, by, round, 'terms-offered', `Terms to agree: “${round.title}”`)
  return approveTerms(trx, by, id)
}

/** Approves the terms for a council. With the last approval the round opens for answers. */
export async function approveTerms(trx: Trx, by: CouncilViewer, id: RoundId): Promise<Outcome> {
  const round = await mustLoad(trx, by, id)
  const refused = approveTermsBlockers(round, by)
  if (refused.length > 0) return { refused }
  await approve(trx.$pickTables<keyof PartnershipTables>(), by, {
    partnership: round.partnership,
    subject: termsSubject,
    subjectId: id,
    hash: round.termsHash,
  })
  await shared(trx, by, round, 'terms-approved', { terms: round.termsHash })
  return openWhenAgreed(trx, by, id)
}

async function openWhenAgreed(trx: Trx, by: CouncilViewer, id: RoundId): Promise<Outcome> {
  const round = await mustLoad(trx, by, id)
  if (round.state !== 'offered' || !presentParties(round).every(({ approvedTerms }) => approvedTerms))
    return { done: round }
  await saveState(trx.$pickTables<keyof RoundDatabase>(), round, { state: 'open', opened_at: by.now })
  await shared(trx, by, round, 'opened')
  await tellOthers(trx, by, round, 'round-opened', `You can now answer: “${round.title}”`)
  return { done: await mustLoad(trx, by, id) }
}

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

/** Asks for more time. The old deadline stands until every council has agreed to the new one; whoever asks has agreed. */
export async function askForTime(
  trx: Trx,
  by: CouncilViewer,
  id: RoundId,
  deadline: string,
): Promise<Outcome | { faults: TermsFault[] }> {
  const round = await mustLoad(trx, by, id)
  const refused = extendBlockers(round, by)
  if (refused.length > 0) return { refused }
  const faults = extensionFaults(round.terms, deadline, by.now)
  if (faults.length > 0) return { faults }
  const parties = round.parties.map(({ council }) => council)
  await trx
    .$pickTables<keyof RoundTables>()
    .updateTable('round_round')
    .set({
      proposed_deadline: new Date(deadline),
      proposed_hash: termsHash({ ...round.terms, deadline }, round.snapshotHash, parties),
    })
    .where('partnership_id', '=', round.partnership)
    .where('id', '=', id)
    .execute()
  await shared(trx, by, round, 'time-asked', { deadline })
  await tellOthers(trx, by, round, 'time-asked', `More time is asked for: “${round.title}”`)
  return agreeToTime(trx, by, id)
}

/** Agrees to the later deadline. With the last agreement it becomes part of the terms, and all have approved them. */
export async function agreeToTime(trx: Trx, by: CouncilViewer, id: RoundId): Promise<Outcome> {
  const round = await mustLoad(trx, by, id)
  const refused = agreeExtensionBlockers(round, by)
  const { extension } = round
  if (refused.length > 0 || extension === null) return { refused }
  await approve(trx.$pickTables<keyof PartnershipTables>(), by, {
    partnership: round.partnership,
    subject: termsSubject,
    subjectId: id,
    hash: extension.hash,
  })
  const agreed = [...extension.agreed, by.council]
  if (!presentParties(round).every(({ council }) => agreed.includes(council)))
    return { done: await mustLoad(trx, by, id) }
  await trx
    .$pickTables<keyof RoundTables>()
    .updateTable('round_round')
    .set({
      terms: JSON.stringify({ ...round.terms, deadline: extension.deadline }),
      terms_hash: extension.hash,
      deadline: new Date(extension.deadline),
      proposed_deadline: null,
      proposed_hash: null,
    })
    .where('partnership_id', '=', round.partnership)
    .where('id', '=', id)
    .execute()
  await shared(trx, by, round, 'time-extended', { deadline: extension.deadline })
  await tellOthers(trx, by, round, 'time-extended', `The deadline has moved: “${round.title}”`)
  return { done: await mustLoad(trx, by, id) }
}

/** A council leaves the round before the reveal. The others learn that it left and nothing it wrote. */
export async function withdraw(trx: Trx, by: CouncilViewer, id: RoundId): Promise<Outcome> {
  const round = await mustLoad(trx, by, id)
  const refused = withdrawBlockers(round, by)
  if (refused.length > 0) return { refused }
  await deleteOwnSeal(trx.$pickTables<keyof RoundDatabase>(), by, round)
  await trx
    .$pickTables<keyof RoundTables>()
    .updateTable('round_party')
    .set({ withdrawn_at: by.now })
    .where('partnership_id', '=', round.partnership)
    .where('round_id', '=', id)
    .where('authority_code', '=', by.council)
    .execute()
  await shared(trx, by, round, 'council-withdrew', { council: by.council })
  await tellOthers(trx, by, round, 'council-withdrew', `A council has left “${round.title}”`)
  return openWhenAgreed(trx, by, id)
}

export async function cancel(trx: Trx, by: CouncilViewer, id: RoundId): Promise<Outcome> {
  const round = await mustLoad(trx, by, id)
  const refused = cancelBlockers(round, by)
  if (refused.length > 0) return { refused }
  await saveState(trx.$pickTables<keyof RoundDatabase>(), round, { state: 'cancelled', cancelled_at: by.now })
  if (round.state !== 'draft') {
    await shared(trx, by, round, 'cancelled')
    await tellOthers(trx, by, round, 'round-cancelled', `Cancelled: “${round.title}”`)
  }
  return { done: await mustLoad(trx, by, id) }
}

export async function archive(trx: Trx, by: CouncilViewer, id: RoundId): Promise<Outcome> {
  const round = await mustLoad(trx, by, id)
  const refused = archiveBlockers(round, by)
  if (refused.length > 0) return { refused }
  await saveState(trx.$pickTables<keyof RoundDatabase>(), round, { state: 'archived', archived_at: by.now })
  await shared(trx, by, round, 'archived')
  return { done: await mustLoad(trx, by, id) }
}
