import { approve, type PartnershipTables } from '#modules/partnership/index.ts'
import { sha256 } from '#platform/canonical.ts'
import { newId, type AuthorityCode, type PartnershipId, type RoundId } from '#platform/id.ts'
import type { CouncilViewer } from '#platform/viewer.ts'
import {
  approveTermsBlockers,
  archiveBlockers,
  cancelBlockers,
  changeTermsBlockers,
  offerBlockers,
  presentParties,
  startBlockers,
  withdrawBlockers,
  type RoundMode,
} from './round.ts'
import { deleteOwnSeal, saveState, termsSubject, type RoundDatabase } from './store.ts'
import type { RoundTables } from './tables.ts'
import { termsFaults, termsHash, type RoundTerms, type TermsFault } from './terms.ts'
import { mustLoad, own, shared, tellOthers, type Outcome, type Trx } from './command.ts'

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
