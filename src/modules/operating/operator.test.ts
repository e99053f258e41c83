import assert from 'node:assert/strict'
import { after, beforeEach, describe, test } from 'node:test'
import { firstOperatorLink, mintMailLink, peopleMails, type PeopleTables } from '#modules/people/index.ts'
import { inTransaction } from '#platform/database.ts'
import { queueMail } from '#platform/mail.ts'
import { createMailer, sendDueMail } from '#platform/mail-sender.ts'
import type { CouncilViewer } from '#platform/viewer.ts'
import { testApp, type TestApp } from '#test/support/app.ts'
import { browser, type Browser } from '#test/support/browser.ts'
import { testDatabase } from '#test/support/database.ts'
import * as make from '#test/support/make.ts'
import { mailServer } from '#test/support/smtp.ts'

const { db, owner, empty } = await testDatabase()
const server = await mailServer()
const mailer = createMailer({ smtpUrl: server.smtpUrl, from: 'Handfast <handfast@example.gov.uk>' })
const mailed = await testApp({ mailer })
const handed = await testApp({ mailer: null })
const password = 'plain boats like tall grass'

describe('operator', () => {
  after(async () => {
    mailer.close()
    await server.close()
  })

  beforeEach(async () => {
    await empty()
    await owner.query(`delete from platform_note where name = 'first-operator'`)
    for (const { clock, faults } of [mailed, handed]) {
      clock.set(make.noon)
      faults.length = 0
    }
    server.received.length = 0
    server.refuse = null
  })

  const people = ({ deps }: TestApp) => ({
    ...deps,
    db: db.$pickTables<keyof PeopleTables>(),
    mailOn: deps.mailer !== null,
  })

  function sendMail(): Promise<{ sent: number; failed: number }> {
    return sendDueMail({
      db: db.$pickTables<'platform_mail'>(),
      clock: mailed.clock,
      mailer,
      templates: peopleMails,
      linkFor: async (mail) => (await mintMailLink(people(mailed), mail)) ?? { dropped: 'Not ours.' },
    })
  }

  /** The operator, made as the first start makes them. */
  async function operator(where: TestApp): Promise<Browser> {
    const link = (await firstOperatorLink(people(where))) ?? ''
    const somebody = browser(where.app)
    await somebody.visit(link)
    somebody.fill('name', 'Olga Prentice')
    somebody.fill('email', 'olga@host.example')
    somebody.fill('password', password)
    await somebody.press('Become the operator')
    assert.equal((await somebody.visit('/operator')).status, 200)
    return somebody
  }

  async function enrol(by: Browser, fields: Record<string, string>) {
    await by.visit('/operator/enrol')
    for (const [name, value] of Object.entries(fields)) by.fill(name, value)
    return by.press('Enrol')
  }

  const linkIn = (text: string) => /http:\/\/localhost\/\S+/.exec(text)?.[0] ?? ''
  const mary = { council: make.codes.ashby, name: 'Mary Cole', email: 'mary@ashby.example' }

  test('the first start’s address works once, for a day, and only while nobody is here', async () => {
    const first = await firstOperatorLink(people(handed))
    const second = await firstOperatorLink(people(handed))
    assert.equal((await browser(handed.app).visit(first ?? '')).status, 410, 'a new one voids the old')
    assert.equal((await browser(handed.app).visit(second ?? '')).status, 200)
    assert.equal((await browser(handed.app).visit('/first-operator/made-up')).status, 410)
    handed.clock.wait(24 * 60 + 1)
    assert.equal((await browser(handed.app).visit(second ?? '')).status, 410, 'a day later')
    const third = (await firstOperatorLink(people(handed))) ?? ''
    const somebody = browser(handed.app)
    await somebody.visit(third)
    somebody.fill('name', 'Olga Prentice')
    somebody.fill('email', 'olga@host.example')
    const seen = await somebody.press('Become the operator')
    assert.equal(seen.status, 422, 'without mail a password is needed')
    assert.match(seen.html, /value="olga@host.example"/)
    somebody.fill('password', password)
    await somebody.press('Become the operator')
    assert.equal((await somebody.visit('/operator')).status, 200)
    assert.equal((await browser(handed.app).visit(third)).status, 410)
    assert.equal(await firstOperatorLink(people(handed)), null)
  })

  test('the operator’s pages do not exist for anybody else', async () => {
    const lead = await make.person(db, make.codes.ashby)
    const somebody = browser(handed.app, await handed.signInAs(lead))
    for (const path of [
      '/operator',
      '/operator/enrol',
      '/operator/people',
      '/operator/outbox',
      '/operator/bodies/new',
      `/operator/people/${lead.person}`,
      `/operator/people/${lead.person}/replace`,
    ])
      assert.equal((await somebody.visit(path)).status, 404, path)
  })

  test('a council’s first lead is enrolled with a link that is shown once, and from then on the council is its own', async () => {
    const olga = await operator(handed)
    const seen = await enrol(olga, mary)
    const link = linkIn(seen.text)
    assert.match(link, /\/enrol\//)
    const lead = browser(handed.app)
    assert.match((await lead.visit(link)).h1, /Welcome, Mary Cole/)
    lead.fill('password', 'password1234')
    assert.equal((await lead.press('Continue')).status, 422, 'a password that is guessed early')
    lead.fill('password', 'winter coats on loud trains')
    await lead.press('Continue')
    assert.match((await lead.visit('/people')).text, /Mary Cole \(you\)/)
    assert.match(lead.page().html, /Olga Prentice enrolled Mary Cole as a lead/)
    assert.equal((await browser(handed.app).visit(link)).status, 410)
    const second = await enrol(olga, { ...mary, name: 'Mole', email: 'mole@host.example' })
    assert.equal(second.status, 409)
    assert.match(second.text, /They invite their own people/)
  })

  test('somebody who has an account gets no link when they are enrolled, so the operator cannot use it', async () => {
    const olga = await operator(handed)
    await enrol(olga, mary)
    const seen = await enrol(olga, { ...mary, council: make.codes.barnshire })
    assert.equal(linkIn(seen.text), '')
    assert.match(seen.text, /already has an account/)
  })

  test('replacing what somebody signs in with ends it all at once, and every lead of the council is told', async () => {
    const olga = await operator(mailed)
    const lead = await make.person(db, make.codes.ashby, { name: 'Mary Cole', email: 'mary@ashby.example' })
    const colleague = await make.person(db, make.codes.ashby, {
      name: 'Dev Patel',
      email: 'dev@ashby.example',
    })
    const dev = browser(mailed.app, await mailed.signInAs(colleague))
    assert.equal((await dev.visit('/people')).status, 200)
    await olga.visit(`/operator/people/${colleague.person}`)
    await olga.follow('Replace what Dev Patel signs in with')
    assert.match(olga.page().text, /are told at once, by name/)
    await olga.press('Replace it')
    assert.equal((await dev.visit('/people')).path, '/sign-in?next=%2Fpeople')
    await sendMail()
    const to = server.received.map((mail) => `${mail.to}: ${mail.subject}`).sort((a, b) => a.localeCompare(b))
    assert.deepEqual(to, [
      'dev@ashby.example: Sign in to Handfast again',
      'dev@ashby.example: What a colleague signs in with was replaced',
      'mary@ashby.example: What a colleague signs in with was replaced',
    ])
    const page = await browser(mailed.app, await mailed.signInAs(lead)).visit('/people')
    assert.match(page.html, /Olga Prentice replaced what Dev Patel signs in with/)
    const entries = await owner.query<{ event: string; acting_for: string | null }>(
      `select event, acting_for from record_entry where council = $1`,
      [make.codes.ashby],
    )
    assert.deepEqual(entries.rows, [{ event: 'people.credentials-replaced', acting_for: null }])
  })

  test('a link that was on its way stops working when credentials are replaced, and nobody replaces their own', async () => {
    const olga = await operator(handed)
    const link = linkIn((await enrol(olga, mary)).text)
    await olga.visit('/operator/people')
    await olga.follow('Mary Cole')
    await olga.follow('Replace what Mary Cole signs in with')
    const next = linkIn((await olga.press('Replace it')).text)
    assert.equal((await browser(handed.app).visit(link)).status, 410)
    assert.equal((await browser(handed.app).visit(next)).status, 200)
    await olga.visit('/operator/people')
    await olga.follow('Olga Prentice')
    assert.doesNotMatch(olga.page().text, /Replace what/)
  })

  test('an operator names another, who can do the same', async () => {
    const olga = await operator(handed)
    await olga.visit('/operator/people/operator')
    olga.fill('name', 'Otto Lang')
    olga.fill('email', 'otto@host.example')
    const link = linkIn((await olga.press('Name them an operator')).text)
    const otto = browser(handed.app)
    await otto.visit(link)
    otto.fill('password', 'winter coats on loud trains')
    await otto.press('Continue')
    assert.equal((await otto.visit('/operator')).status, 200)
  })

  test('a test mail shows what the server said, when it works and when it does not', async () => {
    const olga = await operator(mailed)
    await olga.visit('/operator')
    assert.match(
      (await olga.press('Send a test to olga@host.example')).text,
      /took the message.*Message accepted/,
    )
    assert.equal(server.received[0]?.to, 'olga@host.example')
    server.refuse = { status: 550, words: 'Sender not welcome here' }
    assert.match(
      (await olga.press('Send a test to olga@host.example')).text,
      /refused the message.*Sender not welcome here/,
    )
    const gone = createMailer({ smtpUrl: 'smtp://127.0.0.1:9', from: 'Handfast <h@example.gov.uk>' })
    const lost = await gone.send('a@b.example', 'x', { text: 'x', html: 'x' })
    assert.ok(!lost.accepted && !lost.final)
    gone.close()
  })

  test('the outbox shows to whom, about what and how far, and never a link or a word of the mail', async () => {
    const olga = await operator(mailed)
    await enrol(olga, mary)
    server.refuse = { status: 550, words: 'No such mailbox' }
    assert.deepEqual(await sendMail(), { sent: 0, failed: 1 })
    const seen = await olga.visit('/operator/outbox')
    assert.match(seen.text, /mary@ashby.example.*You are enrolled in Handfast.*Failed.*No such mailbox/)
    assert.doesNotMatch(seen.html, /\/enrol\//)
    server.refuse = null
    await olga.press('Try again to mary@ashby.example')
    assert.deepEqual(await sendMail(), { sent: 1, failed: 0 })
    assert.match((await olga.visit('/operator/outbox')).text, /Sent/)
    const lead = browser(mailed.app)
    assert.equal((await lead.visit(server.received[0]?.links[0] ?? '')).status, 200)
  })

  test('a server that is away is tried again with longer waits, and a mail is given up after a day', async () => {
    server.refuse = { status: 451, words: 'Try again later' }
    const asker = { kind: 'visitor' as const, now: mailed.clock.now() }
    await inTransaction(db, asker, (trx) =>
      queueMail(trx, asker, { address: 'a@b.example' }, { template: 'test', subject: 'S', facts: {} }),
    )
    const state = async () =>
      (await owner.query<{ state: string; attempts: number }>('select state, attempts from platform_mail'))
        .rows[0]
    await sendMail()
    assert.deepEqual(await state(), { state: 'waiting', attempts: 1 })
    await sendMail()
    assert.deepEqual(await state(), { state: 'waiting', attempts: 1 }, 'not before its time')
    for (let minutes = 0; minutes < 27 * 60; minutes += 20) {
      mailed.clock.wait(20)
      await sendMail()
    }
    const end = await state()
    assert.equal(end?.state, 'failed')
    assert.ok((end?.attempts ?? 0) > 10 && (end?.attempts ?? 0) < 40)
  })

  test('of two nodes that send at once, each mail goes by one of them', async () => {
    const asker = { kind: 'visitor' as const, now: mailed.clock.now() }
    await inTransaction(db, asker, async (trx) => {
      for (let i = 0; i < 30; i++)
        await queueMail(
          trx,
          asker,
          { address: `a${i}@b.example` },
          { template: 'test', subject: 'S', facts: {} },
        )
    })
    const results = await Promise.all([sendMail(), sendMail()])
    assert.equal(
      results.reduce((sum, { sent }) => sum + sent, 0),
      30,
    )
    assert.equal(new Set(server.received.map(({ to }) => to)).size, 30)
    assert.equal(server.received.length, 30)
  })

  test('a body that is no council is added with a code of its own and can then be enrolled', async () => {
    const olga = await operator(handed)
    await olga.visit('/operator/bodies/new')
    olga.fill('name', 'Northmoor Fire and Rescue')
    assert.equal((await olga.press('Add it')).status, 422)
    assert.match(olga.page().html, /value="Northmoor Fire and Rescue"/)
    olga.fill('short', 'Northmoor Fire')
    olga.fill('kind', 'fire')
    await olga.press('Add it')
    const code = /value="(X-[0-9A-F]{8})"/.exec(olga.page().html)?.[1] ?? ''
    assert.match(linkIn((await enrol(olga, { ...mary, council: code })).text), /\/enrol\//)
    assert.deepEqual([...mailed.faults, ...handed.faults], [])
  })

  test('who sees the outbox sees no answer, and nobody but an operator sees the outbox, by policy too', async () => {
    const lead: CouncilViewer = await make.person(db, make.codes.ashby)
    const asker = { kind: 'visitor' as const, now: mailed.clock.now() }
    await inTransaction(db, asker, (trx) =>
      queueMail(trx, asker, { address: 'a@b.example' }, { template: 'test', subject: 'S', facts: {} }),
    )
    const count = (viewer: CouncilViewer) =>
      inTransaction(db, viewer, (trx) => trx.selectFrom('platform_mail').selectAll().execute())
    assert.equal((await count(lead)).length, 0)
    assert.equal((await count({ ...lead, operator: true })).length, 1)
  })
})
