import type { Transaction } from 'kysely'
import { newId, type AuthorityCode, type PartnershipId } from '#platform/id.ts'
import { queueMailToLeads } from '#platform/mail.ts'
import { append, type RecordTables } from '#platform/record.ts'
import type { CouncilViewer } from '#platform/viewer.ts'
import type { PartnershipTables } from './tables.ts'

type Trx = Transaction<PartnershipTables & RecordTables>

export type NewPartnership = {
  readonly name: string
  readonly service: string
  /** The other councils. None makes it the council's own private room. */
  readonly others: readonly AuthorityCode[]
}

/** Starts a partnership. The councils named are invited; those with a lead here learn of it by mail. */
export async function startPartnership(
  trx: Trx,
  by: CouncilViewer,
  wanted: NewPartnership,
): Promise<PartnershipId> {
  const id: PartnershipId = newId()
  const db = trx.$pickTables<keyof PartnershipTables>()
  await db
    .insertInto('partnership_partnership')
    .values({
      id,
      name: wanted.name,
      service: wanted.service,
      stage: 'communicate',
      sandbox_id: by.sandbox,
      created_by: by.person,
      created_for: by.council,
      created_at: by.now,
    })
    .execute()
  await db
    .insertInto('partnership_member')
    .values({
      partnership_id: id,
      authority_code: by.council,
      invited_at: by.now,
      invited_by: null,
      joined_at: by.now,
      left_at: null,
    })
    .execute()
  await append(trx, by, { partnership: id }, { event: 'partnership.started' })
  for (const council of wanted.others) await inviteCouncil(trx, by, { id, name: wanted.name }, council)
  return id
}

/** Adds a council to those invited. Inviting one that is there already changes nothing. */
export async function inviteCouncil(
  trx: Trx,
  by: CouncilViewer,
  partnership: { id: PartnershipId; name: string },
  council: AuthorityCode,
): Promise<void> {
  const added = await trx
    .$pickTables<keyof PartnershipTables>()
    .insertInto('partnership_member')
    .values({
      partnership_id: partnership.id,
      authority_code: council,
      invited_at: by.now,
      invited_by: by.council,
      joined_at: null,
      left_at: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('authority_code')
    .executeTakeFirst()
  if (!added) return
  await append(
    trx,
    by,
    { partnership: partnership.id },
    { event: 'partnership.council-invited', facts: { council } },
  )
  await queueMailToLeads(trx, by, [council], {
    template: 'council-invited',
    subject: `You are invited to “${partnership.name}”`,
    facts: { partnership: partnership.id, name: partnership.name },
  })
}

/** Joins for a council that was invited; joining twice is joining once. */
export async function joinPartnership(trx: Trx, by: CouncilViewer, id: PartnershipId): Promise<void> {
  const joined = await trx
    .$pickTables<keyof PartnershipTables>()
    .updateTable('partnership_member')
    .set({ joined_at: by.now })
    .where('partnership_id', '=', id)
    .where('authority_code', '=', by.council)
    .where('joined_at', 'is', null)
    .returning('authority_code')
    .executeTakeFirst()
  if (joined)
    await append(
      trx,
      by,
      { partnership: id },
      { event: 'partnership.council-joined', facts: { council: by.council } },
    )
}
