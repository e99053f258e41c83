import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { beInterested } from '#modules/partner-finding/interest-commands.ts'
import { tidyInterests } from '#modules/partner-finding/index.ts'
import { sql } from 'kysely'
import { inTransaction } from '#platform/database.ts'
import { createLog } from '#platform/log.ts'
import type { CouncilViewer, Viewer } from '#platform/viewer.ts'
import { testApp, type TestApp } from '#test/support/app.ts'
import { testDatabase } from '#test/support/database.ts'
import { assertIndistinguishable, type Ending, type Stage } from '#test/support/indistinguishable.ts'
import * as make from '#test/support/make.ts'

/**
 * An interest that only one council has is looked for everywhere: in every answer to the other council and to the operator, in
 * the outbox, in the log, and in a copy of the whole database, from both sides.
 */
const { db, owner, empty } = await testDatabase()
const { ashby, barnshire, coldwell } = make.codes
const key = Buffer.alloc(32, 7)
const service = 'payroll'

async function operatorOf(database: Pick<Stage, 'db' | 'owner'>): Promise<Viewer> {
  const person = await make.person(database.db, coldwell, { role: 'reader', name: 'Operator' })
  await database.owner.query('update people_person set is_operator = true where id = $1', [person.person])
  await database.owner.query('delete from people_mandate where person_id = $1', [person.person])
  return { ...person, council: null, role: null, operator: true }
}

test('nobody can tell in whom a council is interested: not that council, not another, not the operator, not from a copy of the database', async () => {
  const story = async (stage: Stage, target: string): Promise<Ending> => {
    const person = (council: string, name: string) =>
      make.person(stage.db, council, { name, email: `${name}@example.org` })
    const lead = await person(ashby, 'one')
    const [second, third] = [await person(barnshire, 'two'), await person(coldwell, 'three')]
    const colleague = await make.person(stage.db, ashby, { role: 'reader', name: 'reader' })
    const operator = await operatorOf(stage)
    const named = await stage.ask(
      { who: 'the lead', viewer: lead },
      { method: 'POST', url: '/partner-finding/interests/new', form: { council: target, service } },
    )
    assert.equal(named.status, 303)
    for (const url of ['/', '/partner-finding', '/partner-finding/interests', '/partner-finding/offers'])
      for (const viewer of [second, third, colleague, operator, lead])
        await stage.ask({ who: viewer === lead ? 'the lead' : viewer.name, viewer }, { url })
    return {
      watchers: [
        { who: 'the lead', viewer: lead, sees: 'sighted' },
        { who: 'two', viewer: second, sees: 'blind' },
        { who: 'three', viewer: third, sees: 'blind' },
        { who: 'reader', viewer: colleague, sees: 'blind' },
        { who: 'Operator', viewer: operator, sees: 'blind' },
      ],
      fill: { council: [ashby, barnshire, coldwell] },
      administratorToo: true,
    }
  }
  await assertIndistinguishable(story, [barnshire, coldwell])
})

describe('an interest that only one council has', () => {
  let built: TestApp
  let leads: readonly [CouncilViewer, CouncilViewer]
  let operator: Viewer
  let logged: string[]
  const pages = [
    '/',
    '/partner-finding',
    '/partner-finding/interests',
    '/partner-finding/interests/new',
    '/partner-finding/offers',
    '/partner-finding/offers/own',
    '/partnerships/new',
    '/councils',
    '/people',
  ]

  before(async () => {
    await empty()
    logged = []
    const log = createLog({
      level: 'debug',
      clock: { now: () => make.noon },
      write: (line) => logged.push(line),
    })
    built = await testApp({ log })
    leads = [await make.person(db, ashby), await make.person(db, barnshire)]
    operator = await operatorOf({ db, owner })
  })

  async function seenBy(viewer: Viewer): Promise<Map<string, string>> {
    const cookie = await built.signInAs(viewer)
    const seen = new Map<string, string>()
    for (const url of [...pages, ...(viewer.operator ? ['/operating'] : [])]) {
      const { statusCode, headers, body } = await built.app.inject({
        url,
        headers: { host: 'localhost', cookie },
      })
      seen.set(url, `${statusCode}\n${JSON.stringify({ ...headers, date: null })}\n${body}`)
    }
    return seen
  }

  /** The whole database as a copy of it would show it, bytes as text too. */
  async function dump(): Promise<Map<string, string>> {
    const tables = await owner.query<{ name: string }>(
      `select tablename as name from pg_tables where schemaname = 'public'`,
    )
    const rows = new Map<string, string>()
    for (const { name } of tables.rows) {
      const { rows: found } = await owner.query<{ row: string }>(`select t::text as row from ${name} t`)
      const text = found
        .map(({ row }) => row)
        .sort()
        .join('\n')
      const bytes = [...text.matchAll(/\\x([0-9a-f]+)/g)].map(([, hex = '']) =>
        Buffer.from(hex, 'hex').toString('latin1'),
      )
      rows.set(name, `${text}\n${bytes.join('\n')}`)
    }
    return rows
  }

  for (const [from, to] of [
    [0, 1],
    [1, 0],
  ] as const)
    test(`changes no byte of what council ${to + 1} and the operator get, writes no mail, and stands nowhere to be read`, async () => {
      await owner.query('delete from finding_interest')
      const [own, other] = [leads[from], leads[to]]
      await seenBy(other)
      await seenBy(operator)
      const before = [await seenBy(other), await seenBy(operator)]
      const copyBefore = await dump()
      logged.length = 0
      const cookie = await built.signInAs(own)
      const answer = await built.app.inject({
        method: 'POST',
        url: '/partner-finding/interests/new',
        headers: {
          host: 'localhost',
          origin: 'http://localhost',
          cookie,
          'content-type': 'application/x-www-form-urlencoded',
        },
        payload: new URLSearchParams({ council: other.council, service }).toString(),
      })
      assert.equal(answer.statusCode, 303)
      assert.equal(answer.headers.location, '/partner-finding/interests')
      const copyAfter = await dump()
      const changed = [...copyAfter]
        .filter(([name, rows]) => rows !== copyBefore.get(name))
        .map(([name]) => name)
      assert.deepEqual(changed.sort(), ['finding_interest', 'people_session'])
      const kept = copyAfter.get('finding_interest') ?? ''
      assert.ok(kept.length > 1000, 'there is no row to look at')
      for (const word of [own.council, other.council, service, own.person, '2026-06-01', '2026-0'])
        assert.ok(!kept.includes(word), `the row shows ${word}`)
      for (const line of logged)
        for (const word of [own.council, other.council, service, own.person])
          assert.ok(!line.includes(word), `the log shows ${word}`)
      assert.ok(logged.length > 0, 'the log was not watched')
      assert.deepEqual([await seenBy(other), await seenBy(operator)], before)
      const mail = await owner.query('select * from platform_mail')
      assert.equal(mail.rows.length, 0)
    })

  test('its own colleagues who do not lead, and a query without a filter, find nothing', async () => {
    const reader = await make.person(db, barnshire, { role: 'reader' })
    const page = await built.app.inject({
      url: '/partner-finding/interests',
      headers: { host: 'localhost', cookie: await built.signInAs(reader) },
    })
    assert.equal(page.statusCode, 404)
    for (const viewer of [leads[0], leads[1], reader, operator]) {
      const rows = await inTransaction(db, viewer, (trx) =>
        trx.selectFrom('finding_interest').selectAll().execute(),
      )
      assert.equal(rows.length, 0, viewer.name)
    }
  })

  test('all rows have one size, whatever is in them, and no order that tells which came first', async () => {
    await owner.query('delete from finding_interest')
    const deps = { db, clock: built.clock, instanceKey: key }
    await beInterested(deps, leads[0], { target: barnshire, service: 'ict' })
    await beInterested(deps, leads[0], { target: coldwell, service: 'environmental-health' })
    const { rows } = await owner.query<{ size: number; owner: number; tag: number; id: string }>(
      'select length(sealed) as size, length(owner) as owner, length(tag) as tag, id from finding_interest',
    )
    assert.equal(rows.length, 2)
    assert.equal(new Set(rows.map(({ size, owner: whose, tag }) => `${size} ${whose} ${tag}`)).size, 1)
    assert.ok(rows.every(({ id }) => /^[0-9a-f]{8}-[0-9a-f]{4}-4/.test(id)))
  })

  test('both learn at the same moment, by a mail without content, and open one private partnership', async () => {
    await owner.query('delete from finding_interest')
    const deps = { db, clock: built.clock, instanceKey: key }
    const [first, second] = leads
    assert.deepEqual(await beInterested(deps, first, { target: barnshire, service }), {
      done: { match: null },
    })
    assert.deepEqual(
      await beInterested(deps, second, { target: ashby, service: 'legal' }),
      { done: { match: null } },
      'another service is no answer',
    )
    const outcome = await beInterested(deps, second, { target: ashby, service })
    assert.ok('done' in outcome && outcome.done.match !== null)
    const mail = await owner.query<{ facts: unknown; subject: string; written_at: Date; to_address: string }>(
      'select * from platform_mail',
    )
    assert.equal(mail.rows.length, 2)
    assert.equal(new Set(mail.rows.map(({ written_at: at }) => at.getTime())).size, 1)
    for (const { facts, subject } of mail.rows) {
      assert.deepEqual(facts, {})
      assert.doesNotMatch(subject, /Adur|Amber|payroll|interest/i)
    }
    const cookies = [await built.signInAs(first), await built.signInAs(second)]
    const match = `/partner-finding/matches/${outcome.done.match}`
    for (const cookie of cookies) {
      const page = await built.app.inject({ url: match, headers: { host: 'localhost', cookie } })
      assert.equal(page.statusCode, 200)
      assert.match(page.body, /are interested in each other/)
    }
    const outsider = await built.signInAs(await make.person(db, coldwell))
    assert.equal(
      (await built.app.inject({ url: match, headers: { host: 'localhost', cookie: outsider } })).statusCode,
      404,
    )
    const opened = await Promise.all(
      cookies.map((cookie) =>
        built.app.inject({
          method: 'POST',
          url: `${match}/open`,
          headers: { host: 'localhost', origin: 'http://localhost', cookie },
        }),
      ),
    )
    assert.equal(opened[0]?.statusCode, 303)
    assert.equal(opened[0]?.headers.location, opened[1]?.headers.location)
    const partnerships = await owner.query('select id from partnership_partnership')
    assert.equal(partnerships.rows.length, 1)
  })

  test('two who name each other at the same instant both learn of it', async () => {
    await owner.query('delete from finding_match')
    await owner.query('delete from finding_interest')
    const deps = { db, clock: built.clock, instanceKey: key }
    const outcomes = await Promise.all([
      beInterested(deps, leads[0], { target: barnshire, service: 'legal' }),
      beInterested(deps, leads[1], { target: ashby, service: 'legal' }),
    ])
    assert.equal(outcomes.filter((outcome) => 'done' in outcome && outcome.done.match !== null).length, 1)
    const { rows } = await owner.query('select id from finding_match')
    assert.equal(rows.length, 1)
  })

  test('one that was taken back, or is older than 90 days, is answered no more, and is forgotten', async () => {
    await owner.query('delete from finding_match')
    await owner.query('delete from finding_interest')
    const deps = { db, clock: built.clock, instanceKey: key }
    await beInterested(deps, leads[0], { target: barnshire, service: 'hr' })
    const later = (days: number) => new Date(make.noon.getTime() + days * 86_400_000)
    const late = await beInterested(deps, { ...leads[1], now: later(90) }, { target: ashby, service: 'hr' })
    assert.deepEqual(late, { done: { match: null } })
    assert.equal(await tidyInterests(deps, later(91)), 1)
    assert.equal(await tidyInterests(deps, later(91)), 0)
    const left = await owner.query('select id from finding_interest')
    assert.equal(left.rows.length, 1)
  })

  test('a match cannot be made by a query alone: both interests must stand', async () => {
    await owner.query('delete from finding_match')
    const made = await inTransaction(db, leads[0], (trx) =>
      sql<{
        id: string | null
      }>`select finding_make_match(gen_random_uuid(), '\\x01', '\\x02', ${barnshire}, 'ict') as id`.execute(
        trx,
      ),
    )
    assert.equal(made.rows[0]?.id ?? null, null)
    // Its own interest stands, and nobody answers it.
    await owner.query('delete from finding_interest')
    await beInterested({ db, clock: built.clock, instanceKey: key }, leads[0], {
      target: barnshire,
      service: 'ict',
    })
    const { rows } = await owner.query<{ tag: string; owner: string }>(
      `select encode(tag, 'hex') as tag, encode(owner, 'hex') as owner from finding_interest`,
    )
    const [own] = rows
    assert.ok(own)
    const alone = await inTransaction(db, leads[0], async (trx) => {
      await sql`select set_config('handfast.interest_owner', ${own.owner}, true)`.execute(trx)
      return sql<{
        id: string | null
      }>`select finding_make_match(gen_random_uuid(), decode(${own.tag}, 'hex'), '\\x02', ${barnshire}, 'ict') as id`.execute(
        trx,
      )
    })
    assert.equal(alone.rows[0]?.id ?? null, null)
    await assert.rejects(
      inTransaction(db, leads[0], (trx) =>
        sql`insert into finding_match (id, first_code, second_code, service, matched_at) values (gen_random_uuid(), ${barnshire}, ${ashby}, 'ict', now())`.execute(
          trx,
        ),
      ),
      /permission denied/,
    )
  })
})
