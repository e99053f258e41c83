import { sql } from 'kysely'
import type { Framework } from '#content/framework.ts'
import type { BankHolidayCalendar } from '#content/bank-holidays.ts'
import type { Sandbox } from '#content/sandbox.ts'
import type { TrustStatements } from '#content/trust.ts'
import type { ExitDatabase, ExitSources } from '#modules/exit/index.ts'
import type { AlignmentDatabase } from '#modules/alignment/index.ts'
import { startSession, type PeopleTables } from '#modules/people/index.ts'
import type { FindingDatabase } from '#modules/partner-finding/index.ts'
import { joinPartnership, startPartnership, type PartnershipTables } from '#modules/partnership/index.ts'
import type { AuthoritiesTables } from '#modules/authorities/index.ts'
import type { ReadinessDatabase, ReadinessDeps } from '#modules/readiness/index.ts'
import type { CostSharingDatabase } from '#modules/cost-sharing/index.ts'
import type { GovernanceDatabase } from '#modules/governance/index.ts'
import type { MonitoringDatabase } from '#modules/monitoring/index.ts'
import type { TrustDatabase } from '#modules/trust/index.ts'
import { inTransaction, type Database } from '#platform/database.ts'
import { NotFound } from '#platform/errors.ts'
import { newId, type AuthorityCode, type PartnershipId, type PersonId, type SandboxId } from '#platform/id.ts'
import type { CouncilViewer, Viewer } from '#platform/viewer.ts'
import type { Content } from '#content/content.ts'
import type { BusinessCaseTables, CaseRunner } from '#modules/business-case/index.ts'
import { fillAlignment } from './fill-alignment.ts'
import { fillBusinessCase } from './fill-case.ts'
import { fillExit } from './fill-exit.ts'
import { fillFinishedRound, fillOpenRound } from './fill.ts'
import { fillFinding } from './fill-finding.ts'
import { fillPower, fillPulse } from './fill-pulse.ts'
import { fillSharing } from './fill-sharing.ts'
import { fillTrust } from './fill-trust.ts'
import type { SandboxTables } from './tables.ts'

export type SandboxDatabase = ReadinessDatabase &
  AlignmentDatabase &
  TrustDatabase &
  FindingDatabase &
  AuthoritiesTables &
  SandboxTables &
  BusinessCaseTables &
  ExitDatabase &
  MonitoringDatabase &
  GovernanceDatabase &
  CostSharingDatabase
export type SandboxDeps = {
  readonly db: Database<SandboxDatabase>
  readonly instanceKey: Buffer
  readonly content: Pick<
    Content,
    'parameters' | 'exitSandbox' | 'alignment' | 'sandboxAlignment' | 'pulse' | 'sandboxPulse'
  > &
    ExitSources['content'] & {
      readonly sandbox: Sandbox
      readonly frameworks: readonly Framework[]
      readonly trust: TrustStatements
      readonly holidays: BankHolidayCalendar
    }
  /** Works out the first run of the pretend councils' business case. */
  readonly runner?: CaseRunner
}

/** A pretend person, in the place that they take. */
export type Pretender = { readonly id: string; readonly viewer: Viewer }

const day = 24 * 60 * 60 * 1000

/**
 * Makes a sandbox: three pretend councils with a finished round between them, and one that is open for answers. Returns the
 * cookie of a session in which one may take anybody's place. Every name and answer in it comes from `content/sandbox`.
 */
export async function makeSandbox(deps: SandboxDeps, now: Date): Promise<string> {
  const sandbox: SandboxId = newId()
  const past = (days: number) => new Date(now.getTime() - days * day)
  const people = await makePeople(deps, sandbox, { at: past(410), now })
  const leads = leadsOf(deps, people)
  const [first] = leads
  if (!first) throw new Error('A sandbox needs somebody who leads.')
  const partnership = await makePartnership(deps, people, leads, past(400))
  const place = { partnership, people, leads, now }
  await fillPulse({ db: deps.db, instanceKey: deps.instanceKey }, deps.content, place)
  await fillPower({ db: deps.db }, deps.content, { ...place, now: past(27) })
  const readiness: ReadinessDeps = { db: deps.db, instanceKey: deps.instanceKey }
  await fillFinishedRound(readiness, deps.content, { partnership, people, leads, past })
  await fillOpenRound(readiness, deps.content, { partnership, leads, past })
  await fillTrust(
    { db: deps.db, instanceKey: deps.instanceKey, holidays: deps.content.holidays },
    deps.content,
    {
      partnership,
      leads,
      past,
    },
  )
  await fillAlignment({ db: deps.db, instanceKey: deps.instanceKey }, deps.content, {
    partnership,
    leads,
    past,
  })
  await fillBusinessCase({ db: deps.db }, deps.content, { partnership, people, leads, past }, deps.runner)
  await fillSharing({ db: deps.db }, { partnership, leads, past })
  await fillExit(deps, deps.content.exitSandbox, { partnership, leads: leadsById(deps, leads), past })
  await fillFinding(
    {
      db: deps.db.$pickTables<keyof FindingDatabase>(),
      clock: { now: () => now },
      instanceKey: deps.instanceKey,
    },
    { leads, past, ahead: (days) => new Date(now.getTime() + days * day).toISOString().slice(0, 10) },
  )
  return startSession(
    deps.db.$pickTables<keyof PeopleTables>(),
    { kind: 'visitor', now, sandbox },
    { person: first.person, proved: 'sandbox', actingFor: first.council, sandbox },
  )
}

/** The people have been here for a while; the sandbox itself is made and used now. */
async function makePeople(
  deps: SandboxDeps,
  sandbox: SandboxId,
  { at, now }: { at: Date; now: Date },
): Promise<Pretender[]> {
  const { councils, people } = deps.content.sandbox
  const codeOf = (id: string): AuthorityCode => `${id.toUpperCase()}-${sandbox.slice(0, 8)}`
  const pretenders = people.map(({ id, name, council, role, office }): Pretender => {
    const person: PersonId = newId()
    const manages = role === 'partnership-manager'
    return {
      id,
      viewer: {
        kind: 'viewer',
        person,
        name,
        council: manages ? null : codeOf(council),
        role: manages ? null : role,
        office: office ?? null,
        managing: null,
        operator: false,
        sandbox,
        session: '',
        now: at,
      },
    }
  })
  await inTransaction(deps.db, { kind: 'visitor', sandbox, now: at }, async (trx) => {
    await trx.insertInto('sandbox_sandbox').values({ id: sandbox, made_at: now, used_at: now }).execute()
    await trx
      .insertInto('authorities_authority')
      .values(
        councils.map(({ id, name, shortName }) => ({
          code: codeOf(id),
          kind: 'pretend',
          name,
          short_name: shortName,
          sandbox_id: sandbox,
          added_by: null,
          ended_on: null,
        })),
      )
      .execute()
    for (const { viewer } of pretenders) {
      const { person, name, council, role, office } = viewer
      await sql`insert into people_person (id, name, sandbox_id, created_at) values (${person}, ${name}, ${sandbox}, ${at})`.execute(
        trx,
      )
      if (council && role)
        await sql`insert into people_mandate (id, person_id, authority_code, role, office, given_at)
          values (${newId<'mandate'>()}, ${person}, ${council}, ${role}, ${office}, ${at})`.execute(trx)
    }
  })
  return pretenders
}

/** Those who lead, in the order of the content's councils. */
function leadsOf(deps: SandboxDeps, people: readonly Pretender[]): CouncilViewer[] {
  return deps.content.sandbox.councils.flatMap(({ id }) => {
    const lead = deps.content.sandbox.people.find((person) => person.council === id && person.role === 'lead')
    const viewer = people.find((pretender) => pretender.id === lead?.id)?.viewer
    return viewer && viewer.council !== null && viewer.role !== null
      ? [{ ...viewer, council: viewer.council, role: viewer.role }]
      : []
  })
}

/** The same by the id that the content gives their council. */
function leadsById(deps: SandboxDeps, leads: readonly CouncilViewer[]): ReadonlyMap<string, CouncilViewer> {
  return new Map(
    deps.content.sandbox.councils.flatMap(({ id }, i) => {
      const lead = leads[i]
      return lead ? [[id, lead] as const] : []
    }),
  )
}

async function makePartnership(
  deps: SandboxDeps,
  people: readonly Pretender[],
  leads: readonly CouncilViewer[],
  now: Date,
): Promise<PartnershipId> {
  const [first, ...others] = leads
  if (!first) throw new Error('A partnership needs a council.')
  const { partnership: name, service } = deps.content.sandbox
  const id = await inTransaction(deps.db, { ...first, now }, (trx) =>
    startPartnership(trx, { ...first, now }, { name, service, others: others.map(({ council }) => council) }),
  )
  for (const lead of others)
    await inTransaction(deps.db, { ...lead, now }, (trx) => joinPartnership(trx, { ...lead, now }, id))
  const manager = people.find(({ viewer }) => viewer.council === null)
  if (manager)
    await inTransaction(deps.db, first, (trx) =>
      trx
        .$pickTables<keyof PartnershipTables>()
        .insertInto('partnership_manager')
        .values({
          partnership_id: id,
          person_id: manager.viewer.person,
          given_at: now,
          given_by: first.person,
          ended_at: null,
        })
        .execute(),
    )
  return id
}

export type SandboxPersonLine = {
  readonly person: PersonId
  readonly name: string
  readonly council: string | null
  readonly councilName: string | null
  readonly role: string | null
  readonly office: string | null
  readonly managing: PartnershipId | null
}

/** Everybody whose place one may take in this sandbox. */
export async function pretendersFor(deps: SandboxDeps, viewer: Viewer): Promise<SandboxPersonLine[]> {
  if (!viewer.sandbox) throw new NotFound('Not in a sandbox.')
  const found = await inTransaction(deps.db, viewer, (trx) =>
    sql<SandboxPersonLine>`
      select p.id as person, p.name, m.authority_code as council, a.name as "councilName", m.role, m.office, g.partnership_id as managing
      from people_person p
      left join people_mandate m on m.person_id = p.id and m.ended_at is null
      left join authorities_authority a on a.code = m.authority_code
      left join partnership_manager g on g.person_id = p.id and g.ended_at is null
      where p.sandbox_id = ${viewer.sandbox}
      order by a.name nulls last, case m.role when 'lead' then 0 when 'deputy' then 1 else 2 end, p.name`.execute(
      trx,
    ),
  )
  return found.rows
}

/** Takes another pretend person's place, in the same session. */
export async function takePlace(deps: SandboxDeps, viewer: Viewer, person: PersonId): Promise<void> {
  const place = (await pretendersFor(deps, viewer)).find((line) => line.person === person)
  if (!place) throw new NotFound('Nobody of that name in this sandbox.')
  await inTransaction(deps.db, viewer, async (trx) => {
    await trx
      .updateTable('people_session')
      .set({ person_id: person, acting_for: place.council, managing: place.managing })
      .where('token_hash', '=', viewer.session)
      .execute()
    if (viewer.sandbox)
      await trx
        .updateTable('sandbox_sandbox')
        .set({ used_at: viewer.now })
        .where('id', '=', viewer.sandbox)
        .execute()
  })
}

/** Removes the viewer's sandbox, with everybody and everything in it. */
export async function deleteSandbox(deps: SandboxDeps, viewer: Viewer): Promise<void> {
  if (!viewer.sandbox) throw new NotFound('Not in a sandbox.')
  await inTransaction(deps.db, viewer, (trx) => sql`select sandbox_delete()`.execute(trx))
}

const unusedDays = 30

/** House-keeping: sandboxes that nobody has used for a month go. */
export async function clearUnusedSandboxes(deps: Pick<SandboxDeps, 'db'>, now: Date): Promise<number> {
  const before = new Date(now.getTime() - unusedDays * day)
  const old = await inTransaction(deps.db, { kind: 'worker', now }, (trx) =>
    trx.selectFrom('sandbox_sandbox').select('id').where('used_at', '<', before).execute(),
  )
  for (const { id } of old)
    await inTransaction(deps.db, { kind: 'worker', now, sandbox: id }, (trx) =>
      sql`select sandbox_delete()`.execute(trx),
    )
  return old.length
}
