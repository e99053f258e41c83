import { sql } from 'kysely'
import { approve, type PartnershipTables } from '#modules/partnership/index.ts'
import { NotFound } from '#platform/errors.ts'
import { newId, type PartnershipId } from '#platform/id.ts'
import { queueMailToLeads } from '#platform/mail.ts'
import { append } from '#platform/record.ts'
import type { CouncilViewer } from '#platform/viewer.ts'
import {
  baselineHash,
  baselineSubject,
  confirmationOf,
  confirmBlockers,
  correctBlockers,
  shareBlockers,
  type Baseline,
  type Successions,
} from './baseline.ts'
import type { BusinessCaseDeps, BusinessCaseTrx } from './store.ts'
import { type Outcome, holding } from './baseline-commands.ts'

/** Opens a council's figures to its partners, for good: what was seen cannot be unseen. */
export async function shareFigures(
  deps: BusinessCaseDeps,
  by: CouncilViewer,
  partnership: PartnershipId,
): Promise<Outcome<null>> {
  return holding(
    deps,
    by,
    partnership,
    (baseline) => shareBlockers(baseline, by),
    async (trx, baseline) => {
      await trx
        .insertInto('business_case_shared')
        .values({
          partnership_id: partnership,
          version: baseline.version,
          authority_code: by.council,
          shared_by: by.person,
          shared_at: by.now,
        })
        .execute()
      await append(
        trx,
        by,
        { partnership },
        { event: 'business-case.figures-shared', facts: { version: baseline.version } },
      )
      await tellOthers(trx, by, baseline, 'figures-shared', 'A partner has shared its figures')
      return null
    },
  )
}

async function tellOthers(
  trx: BusinessCaseTrx,
  by: CouncilViewer,
  baseline: Baseline,
  template: string,
  subject: string,
): Promise<void> {
  const others = baseline.councils.map(({ code }) => code).filter((code) => code !== by.council)
  const { partnership } = baseline
  await queueMailToLeads(trx, by, others, { template, subject, facts: { partnership } })
}

/** A section 151 officer confirms the figures as they stand. The last of them locks the baseline, in the same breath. */
export async function confirmBaseline(
  deps: BusinessCaseDeps,
  by: CouncilViewer,
  { partnership, hash, successions }: { partnership: PartnershipId; hash: string; successions: Successions },
): Promise<Outcome<{ readonly locked: boolean }>> {
  return holding(
    deps,
    by,
    partnership,
    (baseline) => [
      ...confirmBlockers(baseline, by, successions),
      ...(baseline.lockedAt === null && baselineHash(baseline) !== hash
        ? [{ type: 'changed' as const }]
        : []),
    ],
    async (trx, baseline) => {
      await approve(trx.$pickTables<keyof PartnershipTables>(), by, {
        partnership,
        subject: baselineSubject,
        subjectId: baseline.id,
        hash,
      })
      const approvals = [...baseline.approvals, { council: by.council, hash, approvedAt: by.now }]
      const locked = confirmationOf({ ...baseline, approvals }).agreed
      const { version } = baseline
      const facts = { version, hash: hash.slice(0, 16) }
      await append(trx, by, { partnership }, { event: 'business-case.baseline-confirmed', facts })
      if (locked) await lock(trx, by, baseline, hash)
      return { locked }
    },
  )
}

async function lock(
  trx: BusinessCaseTrx,
  by: CouncilViewer,
  baseline: Baseline,
  hash: string,
): Promise<void> {
  const { partnership, version } = baseline
  await trx
    .deleteFrom('business_case_import')
    .where('partnership_id', '=', partnership)
    .where('version', '=', version)
    .execute()
  await trx
    .updateTable('business_case_baseline')
    .set({ locked_at: by.now, hash })
    .where('partnership_id', '=', partnership)
    .where('version', '=', version)
    .execute()
  await append(trx, by, { partnership }, { event: 'business-case.baseline-locked', facts: { version } })
  await tellOthers(trx, by, baseline, 'baseline-locked', 'The baseline is locked')
}

/** Begins a new version as a copy of the locked one, with the reason why. */
export async function correctBaseline(
  deps: BusinessCaseDeps,
  by: CouncilViewer,
  { partnership, reason }: { partnership: PartnershipId; reason: string },
): Promise<Outcome<number>> {
  return holding(
    deps,
    by,
    partnership,
    (baseline) => correctBlockers(baseline, by),
    async (trx, { version }) => {
      const made = await sql<{ version: number | null }>`
        select business_case_copy(${partnership}, ${version}, ${newId()}, ${reason}) as version`.execute(trx)
      const next = made.rows[0]?.version
      if (!next) throw new NotFound('No baseline to correct.')
      const facts = { version: next, reason }
      await append(trx, by, { partnership }, { event: 'business-case.correction-started', facts })
      return next
    },
  )
}
