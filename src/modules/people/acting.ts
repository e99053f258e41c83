import { sql } from 'kysely'
import { inTransaction } from '#platform/database.ts'
import type { AuthorityCode, PartnershipId } from '#platform/id.ts'
import type { Office, Role, Viewer } from '#platform/viewer.ts'
import type { PeopleDatabase, PeopleTrx } from './store.ts'

/** Something a person may act for: a council that gave them a mandate, or a partnership they manage. */
export type Choice =
  | {
      readonly kind: 'council'
      readonly council: AuthorityCode
      readonly name: string
      readonly role: Role
      readonly office: Office | null
    }
  | { readonly kind: 'partnership'; readonly partnership: PartnershipId; readonly name: string }

/** The name under which a form chooses it. */
export function choiceKey(choice: Choice): string {
  return choice.kind === 'council' ? `council:${choice.council}` : `partnership:${choice.partnership}`
}

/** Everything this person may act for, by name. */
export async function choicesWithin(trx: PeopleTrx, viewer: Viewer): Promise<Choice[]> {
  const councils = await sql<{ council: AuthorityCode; name: string; role: Role; office: Office | null }>`
    select m.authority_code as council, a.name, m.role, m.office
    from people_mandate m join authorities_authority a on a.code = m.authority_code
    where m.person_id = ${viewer.person} and m.ended_at is null order by a.name`.execute(trx)
  const managed = await sql<{ partnership: PartnershipId; name: string }>`
    select partnership, name from asker_managed() order by name`.execute(trx)
  return [
    ...councils.rows.map((row) => ({ kind: 'council' as const, ...row })),
    ...managed.rows.map((row) => ({ kind: 'partnership' as const, ...row })),
  ]
}

export function choicesFor(db: PeopleDatabase, viewer: Viewer): Promise<Choice[]> {
  return inTransaction(db, viewer, (trx) => choicesWithin(trx, viewer))
}

/** Switches this session to one of the person's choices; a key that is none of them changes nothing and gives null. */
export async function actFor(db: PeopleDatabase, viewer: Viewer, key: string): Promise<Choice | null> {
  return inTransaction(db, viewer, async (trx) => {
    const chosen = (await choicesWithin(trx, viewer)).find((choice) => choiceKey(choice) === key) ?? null
    if (chosen) await putSession(trx, viewer, chosen)
    return chosen
  })
}

/** Who has one thing to act for is put there; who has several is asked. Returns how many there are. */
export async function settleActing(db: PeopleDatabase, viewer: Viewer): Promise<number> {
  return inTransaction(db, viewer, async (trx) => {
    const choices = await choicesWithin(trx, viewer)
    const [only] = choices
    if (only && choices.length === 1) await putSession(trx, viewer, only)
    return choices.length
  })
}

async function putSession(trx: PeopleTrx, viewer: Viewer, choice: Choice): Promise<void> {
  await trx
    .updateTable('people_session')
    .set({
      acting_for: choice.kind === 'council' ? choice.council : null,
      managing: choice.kind === 'partnership' ? choice.partnership : null,
    })
    .where('token_hash', '=', viewer.session)
    .execute()
}
