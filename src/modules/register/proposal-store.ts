import { sql, type Kysely, type Transaction } from 'kysely'
import { Check } from 'typebox/value'
import {
  approvalStanding,
  approvalsOf,
  presentMembers,
  type Partnership,
  type PartnershipTables,
} from '#modules/partnership/index.ts'
import { invariant } from '#platform/errors.ts'
import type { PartnershipId } from '#platform/id.ts'
import type { RecordTables } from '#platform/record.ts'
import type { Proposal } from './proposal.ts'
import { publishedSchema, withdrawalSchema } from './published.ts'
import type { ProposalId, RegisterTables } from './tables.ts'

export type ProposalTables = RegisterTables & PartnershipTables & RecordTables
export type ProposalTrx = Transaction<ProposalTables>

export const approvalSubject = 'register-entry'

/** The proposal that is open in a partnership, with who has approved its very words; null when none is. */
export async function openProposal(
  trx: Kysely<ProposalTables>,
  partnership: Partnership,
): Promise<Proposal | null> {
  const row = await trx
    .selectFrom('register_proposal')
    .selectAll()
    .where('partnership_id', '=', partnership.id)
    .where('state', '=', 'open')
    .executeTakeFirst()
  if (!row) return null
  const approvals = await approvalsOf(trx.$pickTables<keyof PartnershipTables>(), {
    partnership: partnership.id,
    subject: approvalSubject,
    subjectId: row.id,
  })
  const required = presentMembers(partnership).map(({ council }) => council)
  return {
    id: row.id,
    entryId: row.entry_id,
    hash: row.hash,
    proposedFor: row.proposed_for,
    proposedAt: row.proposed_at,
    content: contentOf(row.kind, JSON.parse(row.words)),
    standing: approvalStanding(required, approvals, row.hash),
  }
}

function contentOf(kind: RegisterTables['register_proposal']['kind'], words: unknown): Proposal['content'] {
  if (kind === 'withdraw') {
    invariant(Check(withdrawalSchema, words), 'A proposal to withdraw holds other words than it should.')
    return { kind, words }
  }
  invariant(Check(publishedSchema, words), 'A proposal holds other words than it should.')
  return { kind, words }
}

/** The address of what a partnership has published and that still stands; null when there is none. */
export async function publishedEntryOf(
  trx: Kysely<ProposalTables>,
  id: PartnershipId,
): Promise<string | null> {
  const row = await trx
    .selectFrom('register_proposal as p')
    .innerJoin('register_entry as e', 'e.id', 'p.entry_id')
    .select('p.entry_id')
    .where('p.partnership_id', '=', id)
    .where('p.state', '=', 'published')
    .executeTakeFirst()
  return row?.entry_id ?? null
}

/** Publishes when every council has approved; the database counts the approvals itself. Whether it did. */
export async function publishApproved(
  trx: ProposalTrx,
  partnership: PartnershipId,
  proposal: ProposalId,
): Promise<boolean> {
  const done = await sql<{
    done: boolean
  }>`select publish_register_entry(${partnership}, ${proposal}) as done`.execute(trx)
  return done.rows[0]?.done ?? false
}
