import assert from 'node:assert/strict'
import { beforeEach, describe, test } from 'node:test'
import { hashPassword } from '#platform/password.ts'
import { totpCode } from '#platform/totp.ts'
import type { CouncilViewer } from '#platform/viewer.ts'
import { testApp } from '#test/support/app.ts'
import { browser } from '#test/support/browser.ts'
import { testDatabase } from '#test/support/database.ts'
import * as make from '#test/support/make.ts'
import { tidyPeople } from './housekeeping.ts'
import type { PeopleTables } from './tables.ts'

const { db, owner, empty } = await testDatabase()
const { app, clock, faults, signInAs } = await testApp()
const old = 'plain boats like tall grass'
const oldHash = await hashPassword(old)

let mary: CouncilViewer

describe('account', () => {
  beforeEach(async () => {
    await empty()
    clock.set(make.noon)
    faults.length = 0
    mary = await make.person(db, make.codes.ashby, { name: 'Mary Cole', email: 'mary@ashby.example' })
  })

  const as = async (viewer: CouncilViewer) => browser(app, await signInAs(viewer))

  async function signIn(password: string) {
    const somebody = browser(app)
    await somebody.visit('/sign-in')
    somebody.fill('email', 'mary@ashby.example')
    await somebody.press('Continue')
    somebody.fill('password', password)
    await somebody.press('Sign in')
    return somebody
  }

  test('somebody sees their own account and changes their name', async () => {
    const somebody = await as(mary)
    await somebody.visit('/account')
    assert.match(somebody.page().text, /Only you can see this/)
    await somebody.follow('Change your name')
    somebody.fill('name', '  Mary\tCole-Reed ')
    assert.match((await somebody.press('Save')).text, /Mary Cole-Reed/)
  })

  test('a new password needs the old one, unless one came in by a link, and signs out everywhere else', async () => {
    await owner.query(
      'insert into people_credential (person_id, password_hash, changed_at) values ($1, $2, now())',
      [mary.person, oldHash],
    )
    const here = await signIn(old)
    const elsewhere = await signIn(old)
    await here.visit('/account/password')
    here.fill('old', 'not that one')
    here.fill('password', 'winter coats on loud trains')
    assert.equal((await here.press('Save')).status, 422)
    here.fill('old', old)
    here.fill('password', 'MaryCole!!!!!')
    assert.match((await here.press('Save')).text, /not made of your name/)
    here.fill('old', old)
    here.fill('password', 'winter coats on loud trains')
    assert.equal((await here.press('Save')).path, '/account?done=password')
    assert.equal((await elsewhere.visit('/account')).path, '/sign-in?next=%2Faccount')
    assert.equal((await (await signIn('winter coats on loud trains')).visit('/account')).status, 200)
    const byLink = await as(mary)
    await byLink.visit('/account/password')
    assert.doesNotMatch(byLink.page().text, /Your password now/)
  })

  test('an authenticator app is on once it has shown a right code, and off only with another', async () => {
    const somebody = await as(mary)
    await somebody.visit('/account/codes')
    const key =
      /<code id="key">([A-Z2-7 ]+)<\/code>/.exec(somebody.page().html)?.[1]?.replaceAll(' ', '') ?? ''
    assert.equal(key.length, 32)
    assert.match(somebody.page().html, new RegExp(`otpauth://totp/Handfast[^"]*secret=${key}`))
    await somebody.visit('/account/codes')
    assert.ok(
      somebody.page().html.replaceAll(' ', '').includes(key),
      'the same key when the page is loaded again',
    )
    somebody.fill('code', '123456')
    assert.equal((await somebody.press('Turn on')).status, 422)
    somebody.fill('code', totpCode(key, clock.now()))
    assert.match((await somebody.press('Turn on')).text, /Authenticator app On/)
    const kept = await owner.query<{ row: string }>('select c::text as row from people_credential c')
    assert.ok(!kept.rows[0]?.row.includes(key), 'the secret is sealed')
    await somebody.visit('/account/codes/off')
    somebody.fill('code', totpCode(key, clock.now()))
    assert.equal((await somebody.press('Turn off')).status, 422, 'the code that turned it on is spent')
    clock.wait(1)
    await somebody.visit('/account/codes/off')
    somebody.fill('code', totpCode(key, clock.now()))
    assert.match((await somebody.press('Turn off')).text, /Authenticator app Off/)
  })

  test('somebody leaves a council and stays signed in; the last lead cannot', async () => {
    const dev = await make.person(db, make.codes.ashby, { name: 'Dev Patel', role: 'reader' })
    const colleague = await as(dev)
    await colleague.visit(`/account/leave/${make.codes.ashby}`)
    assert.match((await colleague.press('Stop acting for it')).text, /For nobody at the moment/)
    assert.equal((await colleague.visit('/people')).status, 403)
    const lead = await as(mary)
    await lead.visit(`/account/leave/${make.codes.ashby}`)
    const seen = await lead.press('Stop acting for it')
    assert.equal(seen.status, 409)
    assert.match(seen.text, /would have no lead/)
    assert.equal((await lead.visit(`/account/leave/${make.codes.barnshire}`)).status, 404)
  })

  test('one’s other sessions are listed and ended', async () => {
    const here = await as(mary)
    const elsewhere = await as(mary)
    await here.visit('/account')
    await here.press('Sign out everywhere else')
    assert.doesNotMatch(here.page().text, /Elsewhere/)
    assert.equal((await elsewhere.visit('/account')).path, '/sign-in?next=%2Faccount')
  })

  test('housekeeping forgets old sessions and links, and keeps those in use', async () => {
    const somebody = await as(mary)
    await signIn('no such password')
    await somebody.visit('/people/invite')
    for (const [name, value] of Object.entries({ name: 'Jo', email: 'jo@ashby.example', role: 'reader' }))
      somebody.fill(name, value)
    await somebody.press('Invite')
    const people = { db: db.$pickTables<keyof PeopleTables>(), clock }
    await tidyPeople(people)
    assert.equal((await somebody.visit('/account')).status, 200)
    clock.wait(49 * 60)
    await tidyPeople(people)
    for (const table of ['people_session', 'people_ticket', 'platform_attempt'])
      assert.equal((await owner.query(`select from ${table}`)).rowCount, 0, table)
    assert.equal((await owner.query('select from people_invitation')).rowCount, 1, 'it is shown as expired')
    clock.wait(60 * 24 * 60)
    await tidyPeople(people)
    assert.equal((await owner.query('select from people_invitation')).rowCount, 0)
    assert.deepEqual(faults, [])
  })
})
