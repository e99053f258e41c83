import { join } from 'node:path'
import { statementsOf, type Framework } from '#content/framework.ts'
import { loadContent, type Content } from '#content/load.ts'
import { startSession, type PeopleTables } from '#modules/people/index.ts'
import {
  emptyDraft,
  revealReadiness,
  roundCommand,
  sealReadiness,
  startReadiness,
  type Draft,
  type ReadinessDeps,
} from '#modules/readiness/index.ts'
import {
  approveTerms,
  offerTerms,
  ownKey,
  writeEnvelope,
  type Round,
  type RoundTables,
} from '#modules/round/index.ts'
import { cookieNames } from '#platform/cookie.ts'
import { inTransaction, type Database } from '#platform/database.ts'
import type { AuthorityCode, PartnershipId } from '#platform/id.ts'
import type { CouncilViewer, Office } from '#platform/viewer.ts'
import type { Tables } from '#root/tables.ts'
import * as make from '#test/support/make.ts'

/** What the load is put on: a finished round to read, an open one to write in, and people signed in for it. */
export type Instance = {
  readonly revealed: Round
  readonly open: Round
  /** Every statement that is asked. */
  readonly items: readonly string[]
  /** `cookie` headers of leads and deputies, who agree their councils' answers; councils in turn. */
  readonly cookies: readonly string[]
}

export const benchKey = Buffer.alloc(32, 7)
export const people = 50

let read: Content | undefined

/** The real content, read once. */
export function benchContent(): Content {
  read ??= loadContent(join(import.meta.dirname, '../content'))
  return read
}

/** The one of sixty statements. */
export function benchFramework(): Framework {
  const { frameworks, sandbox } = benchContent()
  const framework = frameworks.find(({ id }) => id === sandbox.framework)
  if (!framework) throw new Error('The sandbox names a framework that is not there.')
  return framework
}

const councils = ['Ashby', 'Barnshire', 'Coldwell', 'Dunmere', 'Eastmarch', 'Farholt']
const respondents = 20
const offices: readonly Office[] = [
  'chief-executive',
  'cio',
  'section-151',
  'monitoring',
  'member',
  'service-manager',
]
/** What a save sends again: the words are as long as somebody's two sentences. */
export const reason =
  'The joint board agreed this in March and the minutes say so. The two finance teams have not yet tried it on a real month, so we would not call it proved, and we should look again in the autumn.'

type Team = { readonly leads: readonly CouncilViewer[]; readonly respondents: readonly CouncilViewer[] }

/**
 * Six pretend councils of the whole framework's sixty statements, by the real commands where those exist for one thing at a
 * time and in bulk within transactions where they would take minutes. In the finished round twenty people of each council
 * answered everything; in the open one the six named offices did.
 */
export async function fillInstance(db: Database<Tables>, now: Date): Promise<Instance> {
  const deps: ReadinessDeps = { db, instanceKey: benchKey }
  const teams = await makeTeams(db, now)
  const leads = teams.flatMap(({ leads: [lead] }) => (lead ? [lead] : []))
  const [first] = leads
  if (!first) throw new Error('The bench needs a council.')
  const partnership = await make.partnership(
    db,
    first,
    leads.map(({ council }) => council),
  )
  const revealed = await startedRound(deps, leads, partnership)
  const items = statementsOf(benchFramework()).map(({ id }) => id)
  for (const [at, team] of teams.entries()) {
    await answerAll(deps, team, revealed, { at, items, respondents })
    if (leads[at]) await sealReadiness(deps, leads[at], revealed.id)
  }
  const outcome = await revealReadiness(deps, first, revealed.id)
  if (!('done' in outcome)) throw new Error('The round was not opened.')
  const open = await startedRound(deps, leads, partnership)
  for (const [at, team] of teams.entries())
    await answerAll(deps, team, open, { at, items, respondents: offices.length })
  return { revealed, open, items, cookies: await signIn(db, teams, now) }
}

async function makeTeams(db: Database<Tables>, now: Date): Promise<Team[]> {
  const codes = councils.map((name): AuthorityCode => `BENCH-${name.toUpperCase()}`)
  await inTransaction(db, { kind: 'worker', now }, (trx) =>
    trx
      .insertInto('authorities_authority')
      .values(
        councils.map((name, at) => ({
          code: codes[at] ?? '',
          kind: 'pretend',
          name: `${name} Council`,
          short_name: name,
          sandbox_id: null,
          added_by: null,
          ended_on: null,
        })),
      )
      .execute(),
  )
  const teams: Team[] = []
  for (const code of codes) {
    const leads: CouncilViewer[] = []
    for (let at = 0; at * councils.length < people; at++)
      leads.push(await make.person(db, code, { role: at === 0 ? 'lead' : 'deputy', now }))
    const answering: CouncilViewer[] = []
    for (let at = 0; at < respondents; at++)
      answering.push(
        await make.person(db, code, {
          role: 'contributor',
          office: offices[at % offices.length] ?? null,
          now,
        }),
      )
    teams.push({ leads, respondents: answering })
  }
  return teams
}

/** A round of the first framework, its terms agreed by everybody. */
async function startedRound(
  deps: ReadinessDeps,
  [first, ...others]: readonly CouncilViewer[],
  partnership: PartnershipId,
): Promise<Round> {
  const framework = benchFramework()
  if (!first) throw new Error('A round needs a council.')
  const started = await startReadiness(deps, first, framework, {
    partnership,
    mode: 'joint',
    title: 'Are we ready?',
    parties: [first, ...others].map(({ council }) => council),
    ambition: framework.ambitions.at(-1)?.id ?? '',
    phase: null,
    staff: false,
    reveal: 'all-sealed',
    deadline: null,
    showNames: false,
    secondApprover: false,
    managerSees: false,
    keepYears: 3,
    previous: null,
  })
  if (!('done' in started)) throw new Error('The round did not start.')
  await roundCommand(deps, first, started.done.id, offerTerms)
  for (const lead of others) await roundCommand(deps, lead, started.done.id, approveTerms)
  return started.done
}

/** One council's agreed answers, and each respondent's own. */
async function answerAll(
  deps: ReadinessDeps,
  team: Team,
  round: Round,
  given: { at: number; items: readonly string[]; respondents: number },
): Promise<void> {
  const [lead] = team.leads
  if (!lead) return
  const writers = [
    { by: lead, part: 'agreed', holder: null },
    ...team.respondents
      .slice(0, given.respondents)
      .map((by) => ({ by, part: 'office', holder: by.person }) as const),
  ]
  for (const [nth, { by, part, holder }] of writers.entries())
    await inTransaction(deps.db, by, async (trx) => {
      const db = trx.$pickTables<keyof RoundTables>()
      const key = await ownKey(db, by, round, deps.instanceKey)
      for (const [index, item] of given.items.entries())
        await writeEnvelope(db, by, key, round, {
          item,
          part,
          holder,
          seen: 0,
          value: draftOf(given.at, nth, index),
        })
    })
}

const readings = ['level-1', 'level-2', 'level-3', 'level-4', 'level-5', 'level-3', 'unknown'] as const

/** Answers that differ between councils and people in a way that is the same every time. */
function draftOf(council: number, person: number, index: number): Draft {
  return {
    ...emptyDraft,
    reading: readings[(index * 5 + council * 3 + person) % readings.length] ?? 'unknown',
    reason,
    importance: '2',
    confidence: 'fairly-sure',
    grade: 'document',
    evidence: 'Minutes of the joint board',
  }
}

async function signIn(db: Database<Tables>, teams: readonly Team[], now: Date): Promise<string[]> {
  const cookies: string[] = []
  for (let at = 0; cookies.length < people; at++) {
    const viewer = teams[at % teams.length]?.leads[Math.floor(at / teams.length)]
    if (!viewer) throw new Error('There are too few people to sign in.')
    const value = await startSession(
      db.$pickTables<keyof PeopleTables>(),
      { kind: 'visitor', now },
      { person: viewer.person, proved: 'link', actingFor: viewer.council },
    )
    cookies.push(`${cookieNames('http://localhost').session}=${value}`)
  }
  return cookies
}
