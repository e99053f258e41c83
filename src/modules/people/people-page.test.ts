import assert from 'node:assert/strict'
import { after, beforeEach, describe, test } from 'node:test'
import { sql } from 'kysely'
import { inTransaction } from '#platform/database.ts'
import { createMailer, sendDueMail } from '#platform/mail-sender.ts'
import type { CouncilViewer, Role } from '#platform/viewer.ts'
import { testApp } from '#test/support/app.ts'
import { browser, type Browser } from '#test/support/browser.ts'
import { testDatabase } from '#test/support/database.ts'
import * as make from '#test/support/make.ts'
import { mailServer } from '#test/support/smtp.ts'
import { accept } from './accept.ts'
import { changeRole, endColleague } from './colleague-commands.ts'
import { inviteColleague } from './invitation-commands.ts'
import { invitationHash } from './invitation.ts'
import { mintMailLink } from './mail-link.ts'
import { mails } from './mails.ts'
import type { PeopleTables } from './tables.ts'

const { db, owner, empty } = await testDatabase()
const server = await mailServer()
const mailer = createMailer({ smtpUrl: server.smtpUrl, from: 'Handfast <handfast@example.gov.uk>' })
const mailed = await testApp({ mailer })
const handed = await testApp({ mailer: null })
const deps = { ...mailed.deps, db: db.$pickTables<keyof PeopleTables>(), mailOn: true }

let mary: CouncilViewer
let dev: CouncilViewer

describe('people page', () => {
  after(async () => {
    mailer.close()
    await server.close()
  })

  beforeEach(async () => {
    await empty()
    for (const { clock, faults } of [mailed, handed]) {
      clock.set(make.noon)
      faults.length = 0
    }
    server.received.length = 0
    mary = await make.person(db, make.codes.ashby, { name: 'Mary Cole', email: 'mary@ashby.example' })
    dev = await make.person(db, make.codes.ashby, {
      name: 'Dev Patel',
      email: 'dev@ashby.example',
      role: 'contributor',
      office: 'section-151',
    })
  })

  async function sendMail(): Promise<void> {
    await sendDueMail({
      db: db.$pickTables<'platform_mail'>(),
      clock: mailed.clock,
      mailer,
      templates: mails,
      linkFor: async (mail) => (await mintMailLink(deps, mail)) ?? { dropped: 'Not ours.' },
    })
  }

  async function as(viewer: CouncilViewer, test = mailed): Promise<Browser> {
    return browser(test.app, await test.signInAs(viewer))
  }

  async function inviteByForm(somebody: Browser, fields: Record<string, string>) {
    await somebody.visit('/people/invite')
    for (const [name, value] of Object.entries(fields)) somebody.fill(name, value)
    return somebody.press('Invite')
  }

  const jo = { name: 'Jo Reed', email: 'jo@ashby.example', role: 'contributor', office: 'cio' }
  const events = async (council: string) =>
    (
      await owner.query<{ event: string }>(
        'select event from record_entry where council = $1 order by number',
        [council],
      )
    ).rows.map(({ event }) => event)

  test('a lead invites a colleague by mail, who makes an account and acts for the council', async () => {
    const seen = await inviteByForm(await as(mary), jo)
    assert.equal(seen.path, '/people?done=invited')
    assert.match(seen.text, /Jo Reed/)
    await sendMail()
    const [mail] = server.received
    assert.equal(mail?.to, 'jo@ashby.example')
    assert.match(
      mail.text,
      /Mary Cole, for .+, invites you to Handfast as contributor \(chief information officer\)/,
    )
    assert.equal(mail.links.length, 1)
    const newcomer = browser(mailed.app)
    await newcomer.visit(mail.links[0] ?? '')
    assert.match(newcomer.page().text, /Mary Cole/)
    newcomer.fill('password', 'winter coats on loud trains')
    await newcomer.press('Accept')
    const people = await newcomer.visit('/people')
    assert.match(people.text, /Jo Reed \(you\)/)
    assert.deepEqual(await events(make.codes.ashby), ['people.invited', 'people.joined'])
    const again = await browser(mailed.app).visit(mail.links[0] ?? '')
    assert.equal(again.status, 410)
    assert.match(again.text, /accepted already/)
  })

  test('without a mail server the link is shown once, to hand over', async () => {
    const lead = await as(mary, handed)
    const seen = await inviteByForm(lead, jo)
    const link = /http:\/\/localhost\/invitation\/\S+/.exec(seen.text)?.[0] ?? ''
    assert.equal(seen.headers['cache-control'], 'no-store')
    assert.ok(!(await lead.visit('/people')).html.includes(link))
    const newcomer = browser(handed.app)
    await newcomer.visit(link)
    await newcomer.press('Accept')
    assert.equal(newcomer.page().status, 422, 'without mail a password is the only way back in')
    newcomer.fill('password', 'winter coats on loud trains')
    await newcomer.press('Accept')
    assert.match((await newcomer.visit('/people')).text, /Jo Reed \(you\)/)
  })

  test('an invitation that was withdrawn or is older than 14 days says so and lets nobody in', async () => {
    const lead = await as(mary)
    await inviteByForm(lead, jo)
    await sendMail()
    const [link = ''] = server.received[0]?.links ?? []
    await lead.visit('/people')
    await lead.press('Withdraw the invitation of Jo Reed')
    const withdrawn = await browser(mailed.app).visit(link)
    assert.equal(withdrawn.status, 410)
    assert.match(withdrawn.text, /withdrawn it/)
    await inviteByForm(lead, jo)
    await sendMail()
    mailed.clock.wait(14 * 24 * 60 + 1)
    const old = await browser(mailed.app).visit(server.received[1]?.links[0] ?? '')
    assert.equal(old.status, 410)
    assert.match(old.text, /this one is older/)
    assert.equal((await browser(mailed.app).visit('/invitation/made-up')).status, 410)
  })

  test('an invitation is for the address it names: somebody else who is signed in cannot take it', async () => {
    const lead = await as(mary)
    await inviteByForm(lead, jo)
    await sendMail()
    const [link = ''] = server.received[0]?.links ?? []
    const other = await as(dev)
    assert.match((await other.visit(link)).text, /this invitation is for jo@ashby.example/)
    const headers = { host: 'localhost', origin: 'http://localhost', cookie: await mailed.signInAs(dev) }
    const forced = await mailed.app.inject({ method: 'POST', url: link, headers, payload: { name: 'Dev' } })
    assert.equal(forced.statusCode, 409)
    assert.deepEqual(await events(make.codes.ashby), ['people.invited'])
  })

  test('somebody with an account accepts for a second council and is asked for whom they act', async () => {
    const barnshire = await make.person(db, make.codes.barnshire, {
      name: 'Ann Bell',
      email: 'ann@b.example',
    })
    await inviteByForm(await as(barnshire), {
      name: 'Mary',
      email: 'mary@ashby.example',
      role: 'reader',
      office: '',
    })
    await sendMail()
    const [link = ''] = server.received[0]?.links ?? []
    assert.match((await browser(mailed.app).visit(link)).text, /already has an account/)
    const somebody = await as(mary)
    await somebody.visit(link)
    await somebody.press('Accept')
    assert.match((await somebody.visit('/people')).text, /Ann Bell/)
    await somebody.visit('/acting-for')
    somebody.fill('choice', `council:${make.codes.ashby}`)
    await somebody.press('Continue')
    assert.match((await somebody.visit('/people')).text, /Dev Patel/)
  })

  test('nobody can switch to a council that gave them no mandate', async () => {
    const somebody = await as(mary)
    const response = await mailed.app.inject({
      method: 'POST',
      url: '/acting-for',
      headers: {
        host: 'localhost',
        origin: 'http://localhost',
        cookie: [...somebody.cookies].map((pair) => pair.join('=')).join('; '),
      },
      payload: { choice: `council:${make.codes.barnshire}` },
    })
    assert.equal(response.statusCode, 422)
    assert.match((await somebody.visit('/people')).text, /Dev Patel/)
  })

  test('who is no longer wanted is out at their very next request', async () => {
    const colleague = await as(dev)
    assert.equal((await colleague.visit('/people')).status, 200)
    const lead = await as(mary)
    await lead.visit(`/people/${dev.person}`)
    await lead.follow('End Dev Patel’s access to your council')
    await lead.press('End their access')
    assert.equal(lead.page().path, '/people?done=ended')
    const after = await colleague.visit('/people')
    assert.equal(after.path, '/sign-in?next=%2Fpeople', 'signed out where they acted for the council')
    assert.doesNotMatch(after.text, /Mary Cole/)
    assert.deepEqual(await events(make.codes.ashby), ['people.mandate-ended'])
  })

  test('a council keeps a lead: the last one can neither be changed nor end or leave', async () => {
    const lead = await as(mary)
    await lead.visit(`/people/${mary.person}/role`)
    lead.fill('role', 'reader')
    const seen = await lead.press('Save')
    assert.equal(seen.status, 409)
    assert.match(seen.text, /would have no lead/)
  })

  test('the lead is handed over in one step', async () => {
    const lead = await as(mary)
    await lead.visit(`/people/${dev.person}`)
    await lead.follow('Hand the lead over to Dev Patel')
    const seen = await lead.press('Hand over')
    assert.match(seen.text, /Dev Patel Council lead/)
    assert.match(seen.text, /Mary Cole \(you\) Deputy/)
  })

  test('what each role may do with people is exactly this', async () => {
    const may: Record<Role, { invite: boolean; nameLead: boolean; end: boolean; endLead: boolean }> = {
      lead: { invite: true, nameLead: true, end: true, endLead: true },
      deputy: { invite: true, nameLead: false, end: true, endLead: false },
      contributor: { invite: false, nameLead: false, end: false, endLead: false },
      approver: { invite: false, nameLead: false, end: false, endLead: false },
      reader: { invite: false, nameLead: false, end: false, endLead: false },
    }
    for (const [role, allowed] of Object.entries(may) as [Role, (typeof may)[Role]][]) {
      const by = await make.person(db, make.codes.ashby, { role })
      const target = await make.person(db, make.codes.ashby, { role: 'reader' })
      const lead = await make.person(db, make.codes.ashby, { role: 'lead' })
      const wanted = { name: 'N', email: `${role}@new.example`, office: null }
      const did = {
        invite: 'done' in (await inviteColleague(deps, by, { ...wanted, role: 'reader' })),
        nameLead: 'done' in (await changeRole(deps, by, target.person, { role: 'lead', office: null })),
        end:
          'done' in
          (await endColleague(
            deps,
            by,
            (await make.person(db, make.codes.ashby, { role: 'reader' })).person,
          )),
        endLead: 'done' in (await endColleague(deps, by, lead.person)),
      }
      assert.deepEqual(did, allowed, role)
    }
  })

  test('the database itself refuses what no command does: a contributor cannot make leads or invitations', async () => {
    const refusedBy = async (sql: string, values: unknown[]) => {
      const client = await owner.connect()
      try {
        await client.query('begin')
        await client.query(
          `select set_config('role', 'handfast_app', true), set_config('handfast.person', $1, true),
          set_config('handfast.council', $2, true), set_config('handfast.role', 'contributor', true)`,
          [dev.person, dev.council],
        )
        await client.query(sql, values)
        return 'allowed'
      } catch (error) {
        return error instanceof Error ? error.message : 'unknown'
      } finally {
        await client.query('rollback')
        client.release()
      }
    }
    const mandate = `insert into people_mandate (id, person_id, authority_code, role, given_at) values (gen_random_uuid(), $1, $2, 'lead', now())`
    assert.match(await refusedBy(mandate, [dev.person, dev.council]), /row-level security/)
    const invitation = `insert into people_invitation (id, authority_code, email, name, role, invited_by, invited_for, made_at, expires_at)
    values (gen_random_uuid(), $2, 'x@y.example', 'X', 'lead', $1, $2, now(), now())`
    assert.match(await refusedBy(invitation, [dev.person, dev.council]), /row-level security/)
    assert.match(
      await refusedBy(`update people_mandate set role = 'lead' where person_id = $1`, [dev.person]),
      /denied/,
    )
    assert.match(
      await refusedBy(`update people_person set is_operator = true where id = $1`, [dev.person]),
      /denied/,
    )
  })

  test('an invitation that was withdrawn gives nobody a mandate, and one for another address neither, whatever is asked', async () => {
    const link = async () => {
      await sendMail()
      return server.received.at(-1)?.links[0]?.split('/').at(-1) ?? ''
    }
    await inviteColleague(deps, mary, { ...jo, role: 'reader', office: null })
    const secret = await link()
    assert.deepEqual(await accept(deps, secret, { viewer: dev }), { refused: 'other-person' })
    await owner.query('update people_invitation set withdrawn_at = now()')
    assert.deepEqual(await accept(deps, secret, { name: 'Jo Reed', password: null }), { stale: 'withdrawn' })
    const client = await owner.connect()
    try {
      await client.query('begin')
      await client.query(
        `select set_config('role', 'handfast_app', true), set_config('handfast.invitation', $1, true),
        set_config('handfast.address', 'mary@ashby.example', true)`,
        [invitationHash(secret)],
      )
      await client.query(`select set_config('handfast.ticket_person', $1, true)`, [mary.person])
      await assert.rejects(
        client.query(
          `insert into people_mandate (id, person_id, authority_code, role, given_at) values (gen_random_uuid(), $1, $2, 'reader', now())`,
          [mary.person, make.codes.barnshire],
        ),
        /row-level security/,
      )
    } finally {
      await client.query('rollback')
      client.release()
    }
  })

  test('the policies know a withdrawn invitation from a live one', async () => {
    await inviteColleague(deps, mary, { ...jo, role: 'reader', office: null })
    await sendMail()
    const secret = server.received.at(-1)?.links[0]?.split('/').at(-1) ?? ''
    const visitor = { kind: 'visitor' as const, invitation: invitationHash(secret), now: make.noon }
    const live = () =>
      inTransaction(db, visitor, (trx) => sql`select from asker_live_invitation()`.execute(trx)).then(
        ({ rows }) => rows.length,
      )
    assert.equal(await live(), 1)
    for (const change of ['withdrawn_at', 'accepted_at']) {
      await owner.query(`update people_invitation set ${change} = now()`)
      assert.equal(await live(), 0, change)
      await owner.query(`update people_invitation set ${change} = null`)
    }
    await owner.query('update people_invitation set expires_at = $1', [make.noon])
    assert.equal(await live(), 0, 'expired')
  })

  test('what was typed is kept when an invitation cannot be read, and each problem is named', async () => {
    const lead = await as(mary)
    const seen = await inviteByForm(lead, {
      name: 'Jo Reed',
      email: 'jo at ashby',
      role: 'contributor',
      office: '',
    })
    assert.equal(seen.status, 422)
    assert.match(seen.html, /value="jo at ashby"/)
    assert.match(seen.text, /Choose the office a contributor answers for/)
    const twice = await inviteByForm(lead, { ...jo, email: 'dev@ashby.example' })
    assert.equal(twice.status, 409)
    assert.match(twice.text, /Dev Patel already acts for your council/)
    assert.deepEqual([...mailed.faults, ...handed.faults], [])
  })
})
