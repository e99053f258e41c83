import assert from 'node:assert/strict'
import { after, beforeEach, describe, test } from 'node:test'
import { createMailer, sendDueMail } from '#platform/mail-sender.ts'
import { hashPassword } from '#platform/password.ts'
import { sealValue } from '#platform/sealing.ts'
import { totpCode, totpSecret } from '#platform/totp.ts'
import type { CouncilViewer } from '#platform/viewer.ts'
import { testApp } from '#test/support/app.ts'
import { browser } from '#test/support/browser.ts'
import { testDatabase } from '#test/support/database.ts'
import * as make from '#test/support/make.ts'
import { mailServer } from '#test/support/smtp.ts'
import { mintMailLink } from './mail-link.ts'
import { mails } from './mails.ts'
import { totpPlace } from './sign-in.ts'

const { db, owner, empty } = await testDatabase()
const server = await mailServer()
const mailer = createMailer({ smtpUrl: server.smtpUrl, from: 'Handfast <handfast@example.gov.uk>' })
const { app, deps, clock, faults } = await testApp({ mailer })
const silent = await testApp({ mailer: null })

const password = 'plain boats like tall grass'
const hash = await hashPassword(password)
let mary: CouncilViewer

describe('sign in', () => {
  after(async () => {
    mailer.close()
    await server.close()
  })

  beforeEach(async () => {
    await empty()
    clock.set(make.noon)
    silent.clock.set(make.noon)
    server.received.length = 0
    faults.length = 0
    mary = await make.person(db, make.codes.ashby, { name: 'Mary Cole', email: 'mary@ashby.example' })
  })

  async function sendMail(): Promise<void> {
    await sendDueMail({
      db: db.$pickTables<'platform_mail'>(),
      clock,
      mailer,
      templates: mails,
      linkFor: async (mail) => (await mintMailLink(deps, mail)) ?? { dropped: 'Not ours.' },
    })
  }

  async function givePassword(totp?: string): Promise<void> {
    const sealed = totp ? sealValue({ bytes: deps.instanceKey }, totpPlace(mary.person), totp) : null
    await owner.query(
      'insert into people_credential (person_id, password_hash, totp_sealed, changed_at) values ($1, $2, $3, now())',
      [mary.person, hash, sealed],
    )
  }

  async function askForLink(address: string) {
    const somebody = browser(app)
    await somebody.visit('/sign-in?next=/people')
    somebody.fill('email', address)
    await somebody.press('Continue')
    somebody.fill('method', 'link')
    const seen = await somebody.press('Continue')
    return { somebody, seen }
  }

  async function typePassword(address: string, typed: string, from = app) {
    const somebody = browser(from)
    await somebody.visit('/sign-in')
    somebody.fill('email', address)
    await somebody.press('Continue')
    if (from === app) {
      somebody.fill('method', 'password')
      await somebody.press('Continue')
    }
    somebody.fill('password', typed)
    await somebody.press('Sign in')
    return somebody
  }

  const isSignedIn = async (somebody: ReturnType<typeof browser>) =>
    (await somebody.visit('/sign-out')).h1 === 'Do you want to sign out?'

  test('a mailed link signs in once, and only when its button is pressed', async () => {
    await askForLink('Mary@Ashby.example')
    assert.equal(server.received.length, 0, 'nothing is sent while the person waits')
    await sendMail()
    const mail = server.received[0]
    assert.equal(mail?.to, 'mary@ashby.example')
    const [link = ''] = mail.links
    // A mail scanner looks first.
    for (let i = 0; i < 3; i++) assert.equal((await app.inject({ url: link })).statusCode, 200)
    const somebody = browser(app)
    await somebody.visit(link)
    assert.equal(somebody.page().h1, 'Finish signing in')
    await somebody.press('Sign in')
    assert.ok(await isSignedIn(somebody))
    const second = browser(app)
    assert.equal((await second.visit(link)).status, 410)
    assert.equal(second.page().h1, 'This link does not work any more')
  })

  test('of two who press the button of one link at once, one is signed in', async () => {
    await askForLink('mary@ashby.example')
    await sendMail()
    const url = server.received[0]?.links[0] ?? ''
    const headers = { origin: 'http://localhost', host: 'localhost' }
    const both = await Promise.all([1, 2].map(() => app.inject({ method: 'POST', url, headers })))
    assert.deepEqual(
      both.map(({ statusCode }) => statusCode).sort((a, b) => a - b),
      [303, 410],
    )
  })

  test('a link is too old after 15 minutes, and one that was made up opens nothing', async () => {
    await askForLink('mary@ashby.example')
    await sendMail()
    const [link = ''] = server.received[0]?.links ?? []
    clock.wait(16)
    assert.equal((await browser(app).visit(link)).status, 410)
    assert.equal((await browser(app).visit(`${link.slice(0, -4)}AAAA`)).status, 410)
    assert.equal((await browser(app).visit(link.replace('/sign-in/link/', '/enrol/'))).status, 410)
  })

  test('nothing in the database lets the operator sign in as anybody', async () => {
    await askForLink('mary@ashby.example')
    await sendMail()
    const [link = ''] = server.received[0]?.links ?? []
    const secret = link.slice(link.lastIndexOf('/') + 1)
    const tables = await owner.query<{ name: string }>(
      "select tablename as name from pg_tables where schemaname = 'public'",
    )
    const dump: string[] = []
    for (const { name } of tables.rows) {
      const rows = await owner.query<{ row: string }>(`select t::text as row from ${name} t`)
      dump.push(...rows.rows.map(({ row }) => row))
    }
    assert.ok(
      dump.some((row) => row.includes('mary@ashby.example')),
      'the dump is a dump',
    )
    assert.ok(!dump.some((row) => row.includes(secret)))
    const kept = await owner.query<{ token_hash: string }>('select token_hash from people_ticket')
    for (const { token_hash } of kept.rows)
      assert.equal((await browser(app).visit(`/sign-in/link/${token_hash}`)).status, 410)
  })

  test('known and unknown addresses get the same answers, and nothing is sent while anybody waits', async () => {
    await givePassword()
    const known = await askForLink('mary@ashby.example')
    const unknown = await askForLink('nobody@ashby.example')
    assert.deepEqual(
      [unknown.seen.status, unknown.seen.path, unknown.seen.html],
      [known.seen.status, known.seen.path, known.seen.html],
    )
    const wrong = await typePassword('mary@ashby.example', 'not the right password')
    const nobody = await typePassword('nobody@ashby.example', 'not the right password')
    assert.equal(wrong.page().status, 422)
    assert.equal(
      nobody.page().html.replaceAll('nobody@ashby.example', 'mary@ashby.example'),
      wrong.page().html,
    )
    await sendMail()
    assert.deepEqual(
      server.received.map(({ to }) => to),
      ['mary@ashby.example'],
    )
  })

  test('a password held against nobody’s address takes as long as one held against somebody’s', async () => {
    await givePassword()
    const time = async (address: string) => {
      const before = performance.now()
      await app.inject({
        method: 'POST',
        url: '/sign-in/password',
        headers: { origin: 'http://localhost', host: 'localhost' },
        payload: { email: address, password: 'not the right password', next: '/' },
      })
      return performance.now() - before
    }
    // In turn, so that what else the machine does slows both alike; the quickest of each says what it has to cost.
    let [known, unknown] = [Infinity, Infinity]
    for (let i = 0; i < 4; i++) {
      known = Math.min(known, await time('mary@ashby.example'))
      unknown = Math.min(unknown, await time('nobody@ashby.example'))
    }
    assert.ok(unknown > known * 0.5, `${unknown} ms for nobody, ${known} ms for somebody`)
  })

  test('a password signs in, in other hands it does not', async () => {
    await givePassword()
    assert.ok(await isSignedIn(await typePassword('mary@ashby.example', password)))
    assert.ok(await isSignedIn(await typePassword('mary@ashby.example', password, silent.app)))
    const wrong = await typePassword('mary@ashby.example', `${password}.`)
    assert.equal(wrong.page().status, 422)
    assert.match(wrong.page().title, /^Error: /)
    assert.ok(!wrong.page().html.includes(password), 'what was typed in a password box is not sent back')
    assert.ok(!(await isSignedIn(wrong)))
  })

  test('after ten wrong passwords even the right one has to wait, for known and unknown addresses alike', async () => {
    await givePassword()
    for (const address of ['mary@ashby.example', 'nobody@ashby.example']) {
      for (let i = 0; i < 10; i++) assert.equal((await typePassword(address, 'wrong one')).page().status, 422)
      const stopped = await typePassword(address, password)
      assert.equal(stopped.page().status, 429)
      assert.equal(stopped.page().h1, 'Too many tries')
    }
    clock.wait(16)
    assert.ok(await isSignedIn(await typePassword('mary@ashby.example', password)))
  })

  test('a sixth link within a quarter of an hour is refused, and no more than five are mailed', async () => {
    for (let i = 0; i < 5; i++) assert.equal((await askForLink('mary@ashby.example')).seen.status, 200)
    assert.equal((await askForLink('mary@ashby.example')).seen.status, 429)
    await sendMail()
    assert.equal(server.received.length, 5)
  })

  test('who has an authenticator app gives its code too, and a code works once', async () => {
    const secret = totpSecret(Buffer.alloc(20, 3))
    await givePassword(secret)
    const first = await typePassword('mary@ashby.example', password)
    assert.equal(first.page().h1, 'Enter the code from your app')
    assert.ok(
      !(await isSignedIn(
        browser(app, [...first.cookies].map((pair) => pair.join('=')).join('; ') || undefined),
      )),
    )
    first.fill('code', '000000')
    await first.press('Sign in')
    assert.equal(first.page().status, 422)
    const code = totpCode(secret, clock.now())
    first.fill('code', code)
    await first.press('Sign in')
    assert.ok(await isSignedIn(first))
    const second = await typePassword('mary@ashby.example', password)
    second.fill('code', code)
    await second.press('Sign in')
    assert.equal(second.page().status, 422, 'the same code again')
    clock.wait(1)
    second.fill('code', totpCode(secret, clock.now()))
    await second.press('Sign in')
    assert.ok(await isSignedIn(second))
  })

  test('a link alone does not get past the authenticator app', async () => {
    const secret = totpSecret(Buffer.alloc(20, 3))
    await givePassword(secret)
    await askForLink('mary@ashby.example')
    await sendMail()
    const somebody = browser(app)
    await somebody.visit(server.received[0]?.links[0] ?? '')
    await somebody.press('Sign in')
    assert.equal(somebody.page().h1, 'Enter the code from your app')
    assert.equal(somebody.cookies.size, 0)
    somebody.fill('code', totpCode(secret, clock.now()))
    await somebody.press('Sign in')
    assert.ok(await isSignedIn(somebody))
  })

  test('signing in leads on to where one was going, and never to another site', async () => {
    await givePassword()
    for (const [next, expected] of [
      ['/account', '/account'],
      ['//evil.example', '/'],
      ['/\\evil.example', '/'],
      ['https://evil.example', '/'],
      ['/sign-out', '/'],
    ] as const) {
      clock.wait(16)
      const response = await app.inject({
        method: 'POST',
        url: '/sign-in/password',
        headers: { origin: 'http://localhost', host: 'localhost' },
        payload: { email: 'mary@ashby.example', password, next },
      })
      assert.equal(response.headers.location, expected, next)
    }
  })

  test('each sign-in has a new cookie, and the one before it stops working', async () => {
    await givePassword()
    const somebody = await typePassword('mary@ashby.example', password)
    const before = somebody.cookies.get('handfast')
    const response = await app.inject({
      method: 'POST',
      url: '/sign-in/password',
      headers: { origin: 'http://localhost', host: 'localhost', cookie: `handfast=${before}` },
      payload: { email: 'mary@ashby.example', password, next: '/' },
    })
    assert.equal(response.statusCode, 303)
    assert.ok(!(await isSignedIn(browser(app, `handfast=${before}`))))
  })

  test('an hour without a page, or twelve hours whatever happens, signs out; asking to stay renews the hour', async () => {
    await givePassword()
    const somebody = await typePassword('mary@ashby.example', password)
    const cookie = `handfast=${somebody.cookies.get('handfast')}`
    const extend = () =>
      app.inject({
        method: 'POST',
        url: '/session/extend',
        headers: { origin: 'http://localhost', host: 'localhost', accept: 'application/json', cookie },
      })
    for (let i = 0; i < 12; i++) {
      clock.wait(59)
      assert.equal((await extend()).statusCode, 200, `after ${59 * (i + 1)} minutes`)
    }
    clock.wait(13)
    assert.equal((await extend()).statusCode, 401, 'after twelve hours')
    const other = await typePassword('mary@ashby.example', password)
    clock.wait(61)
    assert.ok(!(await isSignedIn(other)))
  })

  test('a post from another site is refused', async () => {
    const response = await app.inject({
      method: 'POST',
      url: '/sign-in/password',
      headers: { origin: 'https://evil.example', host: 'localhost' },
      payload: { email: 'mary@ashby.example', password, next: '/' },
    })
    assert.equal(response.statusCode, 403)
  })

  test('without anybody asking, the app’s role sees no person, credential, link, invitation or session', async () => {
    await givePassword()
    await typePassword('mary@ashby.example', password)
    await askForLink('mary@ashby.example')
    await sendMail()
    for (const table of ['person', 'credential', 'mandate', 'ticket', 'invitation', 'session']) {
      const client = await owner.connect()
      try {
        await client.query('begin; set local role handfast_app')
        const seen = await client.query(`select * from people_${table}`)
        assert.equal(seen.rows.length, 0, table)
      } finally {
        await client.query('rollback')
        client.release()
      }
    }
    assert.deepEqual(faults, [])
  })
})
