import { inTransaction, type Database } from '#platform/database.ts'
import { countTry } from '#platform/attempt.ts'
import { newId, type AuthorityCode } from '#platform/id.ts'
import { londonDay } from '#platform/london.ts'
import { queueMailToLeads } from '#platform/mail.ts'
import { append } from '#platform/record.ts'
import type { CouncilViewer, Viewer } from '#platform/viewer.ts'
import { replyWorkingDays, valueOf, workingDaysAfter, type Correctable } from './correction.ts'
import type { Entry } from './entry.ts'
import type { RegisterOutcome } from './proposal-commands.ts'
import type { RegisterRefusal } from './proposal.ts'
import type { ProposalTables } from './proposal-store.ts'
import { turning, type Shelf } from './shelf.ts'
import type { RegisterTables } from './tables.ts'

export type EntryDeps = {
  readonly db: Database<ProposalTables>
  readonly shelf: Shelf
  readonly instanceKey: Buffer
}

/** Codes of the councils that are named in an entry and still stand. */
export function namedIn(entry: Entry): AuthorityCode[] {
  return entry.members.map(({ council }) => council)
}

/** Why somebody cannot speak for their council about an entry. */
export function speakBlockers(
  entry: Entry,
  by: Pick<Viewer, 'council' | 'role' | 'sandbox'>,
): RegisterRefusal[] {
  return [
    ...(by.role === 'lead' || by.role === 'deputy' ? [] : [{ type: 'not-leading' as const }]),
    ...(namedIn(entry).some((council) => council === by.council) ? [] : [{ type: 'not-named' as const }]),
    ...(by.sandbox === null ? [] : [{ type: 'sandbox' as const }]),
  ]
}

/** The council answers for the entry from now on: it decides on suggestions, and is asked twice a year if all is still so. */
export function claimEntry(
  deps: EntryDeps,
  by: CouncilViewer,
  entry: Entry,
): Promise<RegisterOutcome<'claimed'>> {
  return turning(deps.shelf, () =>
    inTransaction(deps.db, by, async (trx) => {
      const refused = [
        ...speakBlockers(entry, by),
        ...(entry.claimedBy.includes(by.council) ? [{ type: 'already-claimed' as const }] : []),
      ]
      if (refused.length > 0) return { refused }
      const today = londonDay(by.now)
      await trx
        .insertInto('register_claim')
        .values({
          entry_id: entry.id,
          authority_code: by.council,
          claimed_on: today,
          confirmed_on: today,
          reminded_on: null,
        })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
      await append(
        trx,
        by,
        { council: by.council },
        { event: 'register.entry-claimed', facts: { entry: entry.id } },
      )
      return { done: 'claimed' }
    }),
  )
}

/** The council says that all of the entry is still so. */
export function confirmEntry(
  deps: EntryDeps,
  by: CouncilViewer,
  entry: Entry,
): Promise<RegisterOutcome<'confirmed'>> {
  return turning(deps.shelf, () =>
    inTransaction(deps.db, by, async (trx) => {
      const refused = [
        ...speakBlockers(entry, by),
        ...(entry.claimedBy.includes(by.council) ? [] : [{ type: 'not-claimed' as const }]),
      ]
      if (refused.length > 0) return { refused }
      await trx
        .updateTable('register_claim')
        .set({ confirmed_on: londonDay(by.now) })
        .where('entry_id', '=', entry.id)
        .where('authority_code', '=', by.council)
        .execute()
      await append(
        trx,
        by,
        { council: by.council },
        { event: 'register.entry-confirmed', facts: { entry: entry.id } },
      )
      return { done: 'confirmed' }
    }),
  )
}

/** What the council says about the entry stands beside it at once, in its own words. Empty words take the reply away. */
export function replyToEntry(
  deps: EntryDeps,
  by: CouncilViewer,
  entry: Entry,
  words: string,
): Promise<RegisterOutcome<'replied'>> {
  return turning(deps.shelf, () =>
    inTransaction(deps.db, by, async (trx) => {
      const refused = speakBlockers(entry, by)
      if (refused.length > 0) return { refused }
      const own = { entry_id: entry.id, authority_code: by.council }
      if (words === '')
        await trx
          .deleteFrom('register_reply')
          .where('entry_id', '=', entry.id)
          .where('authority_code', '=', by.council)
          .execute()
      else
        await trx
          .insertInto('register_reply')
          .values({ ...own, words, on_day: londonDay(by.now) })
          .onConflict((conflict) =>
            conflict
              .columns(['entry_id', 'authority_code'])
              .doUpdateSet({ words, on_day: londonDay(by.now) }),
          )
          .execute()
      await append(
        trx,
        by,
        { council: by.council },
        { event: 'register.reply-given', facts: { entry: entry.id } },
      )
      return { done: 'replied' }
    }),
  )
}

export type NewSuggestion = {
  readonly field: Correctable | 'other'
  readonly shouldBe: string
  readonly source: string
}

const suggestionsADay = 20

/** A reader's suggestion. It changes nothing by itself, and nothing of the reader is kept. `from` is counted, never stored. */
export async function suggestChange(
  deps: EntryDeps,
  { now, from }: { readonly now: Date; readonly from: string },
  entry: Entry,
  { field, shouldBe, source }: NewSuggestion,
): Promise<void> {
  const limit = { purpose: 'register-suggestion', key: from, most: suggestionsADay, minutes: 24 * 60 }
  await countTry(deps.db, deps.instanceKey, now, [limit])
  await inTransaction(deps.db, { kind: 'visitor', now }, async (trx) => {
    const row = {
      id: newId<'suggestion'>(),
      entry_id: entry.id,
      field,
      should_be: shouldBe,
      source,
      on_day: londonDay(now),
    }
    await trx
      .insertInto('register_suggestion')
      .values({ ...row, state: 'open' })
      .execute()
    const councils = [...entry.claimedBy]
    const facts = { entry: entry.id, name: entry.name }
    await queueMailToLeads(trx, { now }, councils, {
      template: 'register-suggestion',
      subject: `A change is suggested to “${entry.name}”`,
      facts,
    })
  })
}

export type Decision =
  | {
      readonly type: 'accept'
      readonly field: Correctable
      readonly value: string
      readonly why: string
      readonly source: string
    }
  | { readonly type: 'decline'; readonly answer: string }

/**
 * Decides a suggestion. What is accepted is shown to the councils that are named at once, and to everybody ten working days
 * later, so that each can reply first. The row policy says who may: the operator, or a council that answers for the entry.
 */
export function decideSuggestion(
  deps: EntryDeps,
  by: Viewer,
  entry: Entry,
  id: RegisterTables['register_suggestion']['id'],
  decision: Decision,
): Promise<RegisterOutcome<'accepted' | 'declined'>> {
  return turning(deps.shelf, () =>
    inTransaction(deps.db, by, async (trx) => {
      const today = londonDay(by.now)
      if (decision.type === 'accept' && decision.value === valueOf(entry, decision.field))
        return { refused: [{ type: 'no-change' }] }
      const decided = await trx
        .updateTable('register_suggestion')
        .set({
          state: decision.type === 'accept' ? 'accepted' : 'declined',
          decided_on: today,
          decided_for: by.council,
          answer: decision.type === 'accept' ? decision.why : decision.answer,
        })
        .where('id', '=', id)
        .where('entry_id', '=', entry.id)
        .where('state', '=', 'open')
        .returning('id')
        .executeTakeFirst()
      if (!decided) return { refused: [{ type: 'decided-already' }] }
      if (by.council)
        await append(
          trx,
          by,
          { council: by.council },
          { event: 'register.suggestion-decided', facts: { entry: entry.id } },
        )
      if (decision.type === 'decline') return { done: 'declined' }
      const { field, value, why, source } = decision
      const named = namedIn(entry)
      await trx
        .insertInto('register_correction')
        .values({
          id: newId<'correction'>(),
          entry_id: entry.id,
          field,
          was: valueOf(entry, field),
          is_now: value,
          why,
          source,
          decided_for: by.council,
          decided_on: today,
          public_on: workingDaysAfter(today, replyWorkingDays),
          named,
        })
        .execute()
      const facts = { entry: entry.id, name: entry.name }
      await queueMailToLeads(trx, by, named, {
        template: 'register-correction',
        subject: `“${entry.name}” will be corrected`,
        facts,
      })
      return { done: 'accepted' }
    }),
  )
}

/** The operator takes an entry away that ought not to stand there; its address says when and why. */
export async function takeAway(deps: EntryDeps, by: Viewer, entry: Entry, why: string): Promise<void> {
  await turning(deps.shelf, () =>
    inTransaction(deps.db, by, async (trx) => {
      await trx
        .insertInto('register_tombstone')
        .values({ entry_id: entry.id, name: entry.name, on_day: londonDay(by.now), why })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
    }),
  )
}
