import type { Kysely } from 'kysely'
import type { PartnershipId } from '#platform/id.ts'
import type { CouncilViewer } from '#platform/viewer.ts'
import type { Approval } from './approval.ts'
import type { PartnershipTables } from './tables.ts'

/** What is approved: a kind of text, and which one. */
export type ApprovalSubject = { partnership: PartnershipId; subject: string; subjectId: string }

/** Everything that was ever approved about one subject, whatever its text was then. */
export async function approvalsOf(db: Kysely<PartnershipTables>, of: ApprovalSubject): Promise<Approval[]> {
  return db
    .selectFrom('partnership_approval')
    .select(['authority_code as council', 'hash', 'approved_at as approvedAt'])
    .where('partnership_id', '=', of.partnership)
    .where('subject', '=', of.subject)
    .where('subject_id', '=', of.subjectId)
    .execute()
}

/** Adds the viewer's council's approval of one hash; doing it twice is doing it once. */
export async function approve(
  db: Kysely<PartnershipTables>,
  by: CouncilViewer,
  of: ApprovalSubject & { hash: string },
): Promise<void> {
  await db
    .insertInto('partnership_approval')
    .values({
      partnership_id: of.partnership,
      subject: of.subject,
      subject_id: of.subjectId,
      hash: of.hash,
      authority_code: by.council,
      approved_by: by.person,
      approved_at: by.now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}
