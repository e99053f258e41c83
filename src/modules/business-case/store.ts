import { sql, type Transaction } from 'kysely'
import {
  approvalsOf,
  partnershipFor,
  presentMembers,
  type PartnershipTables,
} from '#modules/partnership/index.ts'
import type { PeopleTables } from '#modules/people/index.ts'
import type { Json } from '#platform/canonical.ts'
import type { Database } from '#platform/database.ts'
import type { AuthorityCode, Id, PartnershipId } from '#platform/id.ts'
import type { RecordTables } from '#platform/record.ts'
import type { CouncilViewer, Viewer } from '#platform/viewer.ts'
import { baselineSubject, type Baseline, type Deviation, type Task } from './baseline.ts'
import { partNames, type CaseParts } from './case-part.ts'
import { measures, type Figure, type Measure } from './figure.ts'
import type { BusinessCaseTables } from './tables.ts'

export type { BusinessCaseTables } from './tables.ts'

/** The database as the business case sees it: its own tables, the partnership's, the people's and the record. */
export type BusinessCaseDatabase = BusinessCaseTables & PartnershipTables & PeopleTables & RecordTables
export type BusinessCaseTrx = Transaction<BusinessCaseDatabase>
export type BusinessCaseDeps = { readonly db: Database<BusinessCaseDatabase> }

/**
 * A baseline with everything in it that this viewer may read: the newest version unless one is named. Null when there is
 * none for this viewer. With `lock` no other transaction changes it meanwhile.
 */
export async function baselineFor(
  trx: BusinessCaseTrx,
  viewer: Viewer,
  partnership: PartnershipId,
  { version, lock = false }: { version?: number; lock?: boolean } = {},
): Promise<Baseline | null> {
  const found = await partnershipFor(trx.$pickTables<keyof PartnershipTables>(), viewer, partnership)
  if (!found) return null
  const query = trx
    .selectFrom('business_case_baseline')
    .selectAll()
    .where('partnership_id', '=', partnership)
    .$if(version !== undefined, (some) => some.where('version', '=', version ?? 0))
    .orderBy('version', 'desc')
    .limit(1)
  const row = await (lock ? query.forUpdate() : query).executeTakeFirst()
  if (!row) return null
  const at = { partnership, version: row.version }
  return {
    id: row.id,
    partnership,
    version: row.version,
    year: row.year,
    reason: row.reason,
    startedFor: row.started_for,
    startedAt: row.started_at,
    lockedAt: row.locked_at,
    hash: row.hash,
    councils: presentMembers(found).map(({ council, name, shortName }) => ({
      code: council,
      name,
      shortName,
    })),
    services: await servicesOf(trx, at),
    figures: await figuresOf(trx, at),
    tasks: await tasksOf(trx, at),
    shared: await sharedOf(trx, at),
    approvals: await approvalsOf(trx.$pickTables<keyof PartnershipTables>(), {
      partnership,
      subject: baselineSubject,
      subjectId: row.id,
    }),
  }
}

/** The hash of the newest figures that every council confirmed, or null while none are locked. For what rests on them. */
export async function lockedFiguresFor(
  trx: BusinessCaseTrx,
  _viewer: Viewer,
  partnership: PartnershipId,
): Promise<string | null> {
  const row = await trx
    .selectFrom('business_case_baseline')
    .select('hash')
    .where('partnership_id', '=', partnership)
    .where('locked_at', 'is not', null)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.hash ?? null
}

/** A version of a partnership's baseline. */
export type AtVersion = { readonly partnership: PartnershipId; readonly version: number }

/** Every version there is, newest first. */
export async function versionsOf(trx: BusinessCaseTrx, partnership: PartnershipId) {
  return trx
    .selectFrom('business_case_baseline')
    .select(['version', 'year', 'reason', 'started_at as startedAt', 'locked_at as lockedAt', 'hash'])
    .where('partnership_id', '=', partnership)
    .orderBy('version', 'desc')
    .execute()
}

async function servicesOf(trx: BusinessCaseTrx, { partnership, version }: AtVersion) {
  return trx
    .selectFrom('business_case_service')
    .select(['id', 'name', 'unit'])
    .where('partnership_id', '=', partnership)
    .where('version', '=', version)
    .orderBy('place')
    .execute()
}

async function figuresOf(trx: BusinessCaseTrx, { partnership, version }: AtVersion): Promise<Figure[]> {
  const rows = await trx
    .selectFrom('business_case_figure')
    .selectAll()
    .where('partnership_id', '=', partnership)
    .where('version', '=', version)
    .orderBy('authority_code')
    .orderBy('service_id')
    .orderBy('measure')
    .execute()
  return rows.flatMap((row) => {
    const measure = measures.find((each) => each === row.measure)
    const { value } = row
    if (!measure || (typeof value !== 'number' && typeof value !== 'string')) return []
    const { authority_code: council, service_id: service, source, owner, entered_by: enteredBy, seen } = row
    return [{ council, service, measure, value, source, owner, enteredBy, seen }]
  })
}

async function tasksOf(trx: BusinessCaseTrx, { partnership, version }: AtVersion): Promise<Task[]> {
  const rows = await trx
    .selectFrom('business_case_task')
    .selectAll()
    .where('partnership_id', '=', partnership)
    .where('version', '=', version)
    .orderBy('service_id')
    .orderBy('name')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    service: row.service_id,
    name: row.name,
    inScope: row.in_scope,
    processOf: row.process_of,
    // Written by `saveTask` alone, from this type.
    deviations: row.deviations as unknown as readonly Deviation[],
    seen: row.seen,
  }))
}

async function sharedOf(trx: BusinessCaseTrx, { partnership, version }: AtVersion): Promise<AuthorityCode[]> {
  const rows = await trx
    .selectFrom('business_case_shared')
    .select('authority_code as council')
    .where('partnership_id', '=', partnership)
    .where('version', '=', version)
    .execute()
  return rows.map(({ council }) => council)
}

/** Where one figure stands. */
export type FigurePlace = AtVersion & { readonly service: string; readonly measure: Measure }

/** Writes one figure of the writer's own council over the version that was seen; false when somebody was faster. */
export async function writeFigure(
  trx: BusinessCaseTrx,
  by: CouncilViewer,
  at: FigurePlace,
  { value, source, owner, seen }: { value: number | string; source: string; owner: string; seen: number },
): Promise<boolean> {
  const text = JSON.stringify(value)
  const done =
    seen === 0
      ? await sql`
          insert into business_case_figure
            (partnership_id, version, authority_code, service_id, measure, value, source, owner, entered_by, seen)
          values (${at.partnership}, ${at.version}, ${by.council}, ${at.service}, ${at.measure}, ${text}, ${source}, ${owner},
            ${by.person}, 1)
          on conflict do nothing`.execute(trx)
      : await sql`
          update business_case_figure
          set value = ${text}, source = ${source}, owner = ${owner}, entered_by = ${by.person}, seen = seen + 1
          where partnership_id = ${at.partnership} and version = ${at.version} and authority_code = ${by.council}
            and service_id = ${at.service} and measure = ${at.measure} and seen = ${seen}`.execute(trx)
  return done.numAffectedRows === 1n
}

export async function clearFigure(trx: BusinessCaseTrx, by: CouncilViewer, at: FigurePlace): Promise<void> {
  await trx
    .deleteFrom('business_case_figure')
    .where('partnership_id', '=', at.partnership)
    .where('version', '=', at.version)
    .where('authority_code', '=', by.council)
    .where('service_id', '=', at.service)
    .where('measure', '=', at.measure)
    .execute()
}

export type CaseId = Id<'case'>
export type RunId = Id<'run'>

/** A case by its name, and who began it. */
export type CaseLine = {
  readonly id: CaseId
  readonly name: string
  readonly startedFor: AuthorityCode
  readonly startedAt: Date
}

export async function casesOf(trx: BusinessCaseTrx, partnership: PartnershipId): Promise<CaseLine[]> {
  return trx
    .selectFrom('business_case_case')
    .select(['id', 'name', 'started_for as startedFor', 'started_at as startedAt'])
    .where('partnership_id', '=', partnership)
    .orderBy('started_at', 'desc')
    .execute()
}

/** One saved part: its value, who saved it, and its version. */
export type PartRow = {
  readonly part: string
  readonly value: Json
  readonly enteredBy: string | null
  readonly enteredFor: AuthorityCode
  readonly seen: number
}

export async function partRows(
  trx: BusinessCaseTrx,
  partnership: PartnershipId,
  id: CaseId,
): Promise<PartRow[]> {
  const found = await sql<PartRow>`
    select c.part, c.value, p.name as "enteredBy", c.entered_for as "enteredFor", c.seen
    from business_case_part c left join people_person p on p.id = c.entered_by
    where c.partnership_id = ${partnership} and c.case_id = ${id} order by c.part`.execute(trx)
  return found.rows
}

/** The saved parts as the case reads them. Each was checked by the form or schema through which it came in. */
export function partsFrom(rows: readonly PartRow[]): CaseParts {
  const under = (kind: string) =>
    Object.fromEntries(
      rows
        .filter(({ part }) => part.startsWith(`${kind}.`))
        .map(({ part, value }) => [part.slice(kind.length + 1), value]),
    )
  const frame = rows.find(({ part }) => part === partNames.frame())?.value ?? null
  const parts = {
    frame,
    words: Object.fromEntries(Object.entries(under('words')).map(([name, value]) => [name, textOf(value)])),
    services: under('service'),
    lines: under('line'),
    transfers: under('transfer'),
    risks: under('risk'),
    options: under('option'),
    required: under('required'),
  }
  // The forms and the API write these shapes and nothing else does.
  return parts as unknown as CaseParts
}

function textOf(value: Json): string {
  const text: unknown =
    value !== null && typeof value === 'object' && 'text' in value ? value['text'] : undefined
  return typeof text === 'string' ? text : ''
}

/** Saves one part over the version that was seen; false when somebody was faster. */
export async function writePart(
  trx: BusinessCaseTrx,
  by: CouncilViewer,
  at: { partnership: PartnershipId; case: CaseId; part: string; seen: number },
  value: Json,
): Promise<boolean> {
  const text = JSON.stringify(value)
  if (at.seen === 0) {
    const made = await sql`
      insert into business_case_part (partnership_id, case_id, part, value, entered_by, entered_for, seen)
      values (${at.partnership}, ${at.case}, ${at.part}, ${text}, ${by.person}, ${by.council}, 1)
      on conflict do nothing`.execute(trx)
    return made.numAffectedRows === 1n
  }
  const changed = await sql`
    update business_case_part set value = ${text}, entered_by = ${by.person}, entered_for = ${by.council}, seen = seen + 1
    where partnership_id = ${at.partnership} and case_id = ${at.case} and part = ${at.part} and seen = ${at.seen}`.execute(
    trx,
  )
  return changed.numAffectedRows === 1n
}

export async function removePart(
  trx: BusinessCaseTrx,
  at: { partnership: PartnershipId; case: CaseId; part: string },
): Promise<void> {
  await trx
    .deleteFrom('business_case_part')
    .where('partnership_id', '=', at.partnership)
    .where('case_id', '=', at.case)
    .where('part', '=', at.part)
    .execute()
}
