import { approve, type PartnershipTables } from '#modules/partnership/index.ts'
import type { Json } from '#platform/canonical.ts'
import { inTransaction } from '#platform/database.ts'
import { newId, type PartnershipId } from '#platform/id.ts'
import { append, type RecordTables } from '#platform/record.ts'
import type { CouncilViewer } from '#platform/viewer.ts'
import { leadsAny, type Refusal } from './leaving.ts'
import { insertSharedPlan } from './leaving-store.ts'
import { places, type StoredPiece } from './piece.ts'
import type { Answer, Entry, Rehearsal } from './plan.ts'
import { exitViewIn, termsHash, termsSubject, type ExitSources, type ExitView } from './queries.ts'
import { restsOn } from './rests.ts'
import { sharedFrom } from './shared-plan.ts'
import { removePiece, savePiece, type ExitTrx, type Where } from './store.ts'
import type { ExitTables } from './tables.ts'
import type { Terms } from './terms.ts'

export type Outcome<Done> =
  | { readonly done: Done }
  | { readonly refused: readonly Refusal[] }
  | { readonly conflict: StoredPiece | null }

/** Runs a change for somebody who leads a council that is in. Others are refused, or told that there is nothing. */
export async function changing<Done>(
  deps: ExitSources,
  by: CouncilViewer,
  partnership: PartnershipId,
  work: (trx: ExitTrx, view: ExitView) => Promise<Outcome<Done>>,
): Promise<Outcome<Done>> {
  return inTransaction(deps.db, by, async (trx) => {
    const view = await exitViewIn(trx, deps, by, partnership)
    if (!leadsAny(by)) return { refused: [{ type: 'not-leading' }] }
    if (!view.members.some(({ council }) => council === by.council))
      return { refused: [{ type: 'not-a-member' }] }
    return work(trx, view)
  })
}

export const tablesOf = (trx: ExitTrx) => trx.$pickTables<keyof ExitTables>()
export const recordOf = (trx: ExitTrx) => trx.$pickTables<keyof RecordTables>()
export const partnershipOf = (trx: ExitTrx) => trx.$pickTables<keyof PartnershipTables>()

/** A change to a council's own plan is its own affair; one to the joint strategy is everybody's. Neither says what. */
export async function recordChange(trx: ExitTrx, by: CouncilViewer, where: Where): Promise<void> {
  if (where.whose === 'joint')
    await append(recordOf(trx), by, { partnership: where.partnership }, { event: 'exit.strategy-changed' })
  else await append(recordOf(trx), by, { council: by.council }, { event: 'exit.plan-changed' })
}

type Piece = { readonly place: string; readonly content: Json; readonly seen: number }

async function save(
  deps: ExitSources,
  by: CouncilViewer,
  where: Where,
  piece: Piece,
): Promise<Outcome<{ version: number }>> {
  return changing(deps, by, where.partnership, async (trx) => {
    const saved = await savePiece(tablesOf(trx), by, deps.instanceKey, where, piece)
    if ('done' in saved) await recordChange(trx, by, where)
    return saved
  })
}

/** What is written under a heading. Whether the council thinks of leaving is saved the same way, and looks the same. */
export function saveAnswer(
  deps: ExitSources,
  by: CouncilViewer,
  where: Where,
  given: { heading: string; answer: Answer; seen: number },
): Promise<Outcome<{ version: number }>> {
  const place = given.heading === places.considering ? places.considering : places.answer(given.heading)
  return save(deps, by, where, { place, content: { ...given.answer }, seen: given.seen })
}

/** Adds an entry to a register (no id, seen 0), or changes one. */
export async function saveEntry(
  deps: ExitSources,
  by: CouncilViewer,
  where: Where,
  given: { id: string | null; entry: Entry; seen: number },
): Promise<Outcome<{ id: string; version: number }>> {
  const id = given.id ?? newId<'exit-entry'>()
  const outcome = await save(deps, by, where, {
    place: places.entry(id),
    content: { ...given.entry },
    seen: given.seen,
  })
  return 'done' in outcome ? { done: { id, ...outcome.done } } : outcome
}

/** Puts many entries in at once, as from a spreadsheet: all or none. Those with an id replace what stands there. */
export function saveEntries(
  deps: ExitSources,
  by: CouncilViewer,
  where: Where,
  entries: readonly { readonly id: string | null; readonly entry: Entry }[],
): Promise<Outcome<{ added: number; changed: number }>> {
  return changing(deps, by, where.partnership, async (trx, view) => {
    const plan = where.whose === 'joint' ? view.joint : view.own?.plan
    let added = 0
    for (const { id, entry } of entries) {
      const before = plan?.entries.find((one) => one.id === id)
      if (!before) added += 1
      const saved = await savePiece(tablesOf(trx), by, deps.instanceKey, where, {
        place: places.entry(before?.id ?? newId<'exit-entry'>()),
        content: { ...entry },
        seen: before?.version ?? 0,
      })
      if ('conflict' in saved) throw new Error('A plan that is held was changed by somebody else.')
    }
    await recordChange(trx, by, where)
    return { done: { added, changed: entries.length - added } }
  })
}

async function remove(
  deps: ExitSources,
  by: CouncilViewer,
  where: Where,
  place: string,
): Promise<Outcome<boolean>> {
  return changing(deps, by, where.partnership, async (trx) => {
    const removed = await removePiece(tablesOf(trx), by, deps.instanceKey, where, place)
    if (removed) await recordChange(trx, by, where)
    return { done: removed }
  })
}

export function removeEntry(
  deps: ExitSources,
  by: CouncilViewer,
  where: Where,
  id: string,
): Promise<Outcome<boolean>> {
  return remove(deps, by, where, places.entry(id))
}

/** Says that there is nothing to list in a register, or takes that back. */
export async function markRegister(
  deps: ExitSources,
  by: CouncilViewer,
  where: Where,
  given: { register: string; isEmpty: boolean },
): Promise<Outcome<boolean>> {
  const place = places.empty(given.register)
  if (!given.isEmpty) return remove(deps, by, where, place)
  const outcome = await save(deps, by, where, { place, content: {}, seen: 0 })
  // Said already: said once.
  return 'conflict' in outcome ? { done: true } : 'done' in outcome ? { done: true } : outcome
}

export async function addRehearsal(
  deps: ExitSources,
  by: CouncilViewer,
  where: Where,
  rehearsal: Rehearsal,
): Promise<Outcome<{ id: string }>> {
  const id = newId<'exit-rehearsal'>()
  const outcome = await save(deps, by, where, {
    place: places.rehearsal(id),
    content: { ...rehearsal },
    seen: 0,
  })
  return 'done' in outcome ? { done: { id } } : outcome
}

/** Says that the whole plan was gone through today, and keeps what it rests on now. */
export function reviewPlan(
  deps: ExitSources,
  by: CouncilViewer,
  where: Where,
): Promise<Outcome<{ on: string }>> {
  return changing(deps, by, where.partnership, async (trx, view) => {
    const plan = where.whose === 'joint' ? view.joint : view.own?.plan
    const { members, terms, passings, figures, today } = view
    const rests = restsOn({
      members: members.map(({ council }) => council),
      terms,
      plan: plan ?? { entries: [] },
      registers: deps.content.exitPlan.registers,
      passings,
      figures,
    })
    const saved = await savePiece(tablesOf(trx), by, deps.instanceKey, where, {
      place: places.review,
      content: { on: today, by: by.name, rests },
      seen: plan?.review?.version ?? 0,
    })
    if ('conflict' in saved) return saved
    await recordChange(trx, by, where)
    return { done: { on: today } }
  })
}

/** Shows the partners the council's own plan as it stands. What is changed afterwards stays its own until shown again. */
export function sharePlan(
  deps: ExitSources,
  by: CouncilViewer,
  partnership: PartnershipId,
): Promise<Outcome<{ number: number }>> {
  return changing(deps, by, partnership, async (trx, view) => {
    const before = view.shared.find(({ council }) => council === by.council)?.number ?? 0
    const plan = view.own?.plan
    if (!plan) return { refused: [{ type: 'not-leading' }] }
    const number = before + 1
    await insertSharedPlan(tablesOf(trx), by, partnership, { number, content: sharedFrom(plan) })
    await append(recordOf(trx), by, { partnership }, { event: 'exit.plan-shared' })
    return { done: { number } }
  })
}

/** Writes down what the agreement says about leaving. Whoever agreed to another text has to agree again. */
export function saveTerms(
  deps: ExitSources,
  by: CouncilViewer,
  partnership: PartnershipId,
  given: { terms: Terms; seen: number },
): Promise<Outcome<{ version: number }>> {
  return changing(deps, by, partnership, async (trx) => {
    const where: Where = { partnership, whose: 'joint' }
    const saved = await savePiece(tablesOf(trx), by, deps.instanceKey, where, {
      place: places.terms,
      content: { ...given.terms },
      seen: given.seen,
    })
    if ('conflict' in saved) return saved
    await approve(partnershipOf(trx), by, {
      partnership,
      subject: termsSubject,
      subjectId: partnership,
      hash: termsHash({ ...given.terms, id: '', version: 0 }),
    })
    await append(recordOf(trx), by, { partnership }, { event: 'exit.terms-changed' })
    return saved
  })
}

/** Agrees to the terms of leaving that were seen. Agreeing twice is agreeing once. */
export function approveExitTerms(
  deps: ExitSources,
  by: CouncilViewer,
  partnership: PartnershipId,
  hash: string,
): Promise<Outcome<boolean>> {
  return changing(deps, by, partnership, async (trx, view) => {
    if (view.termsHash === null) return { refused: [{ type: 'nothing-to-approve' }] }
    if (view.termsHash !== hash) return { refused: [{ type: 'changed-meanwhile' }] }
    if (view.termsStanding.approved.includes(by.council)) return { done: true }
    await approve(partnershipOf(trx), by, {
      partnership,
      subject: termsSubject,
      subjectId: partnership,
      hash,
    })
    await append(recordOf(trx), by, { partnership }, { event: 'exit.terms-approved' })
    return { done: true }
  })
}
