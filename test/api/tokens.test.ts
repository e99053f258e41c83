import assert from 'node:assert/strict'
import { beforeEach, describe, test } from 'node:test'
import { program, tokenOf } from '#test/support/api.ts'
import { testApp, type TestApp } from '#test/support/app.ts'
import { browser } from '#test/support/browser.ts'
import { testDatabase } from '#test/support/database.ts'
import * as make from '#test/support/make.ts'
import type { CouncilViewer } from '#platform/viewer.ts'

/** What a token opens, and everything that ends it. */
const { db, owner, empty } = await testDatabase()
const { ashby, barnshire } = make.codes

let built: TestApp
let ada: CouncilViewer

describe('tokens', () => {
  beforeEach(async () => {
    await empty()
    built = await testApp()
    ada = await make.person(db, ashby, { name: 'Ada' })
  })

  const asks = (token: string | null) => program(built.app, token)
  const statusWith = async (token: string) => (await asks(token)('GET', '/token')).status

  async function endMandate(person: CouncilViewer, at: Date): Promise<void> {
    await owner.query('update people_mandate set ended_at = $2 where person_id = $1 and ended_at is null', [
      person.person,
      at,
    ])
  }

  async function giveMandate(person: CouncilViewer, role: string, at: Date): Promise<void> {
    await owner.query(
      `insert into people_mandate (id, person_id, authority_code, role, given_at) values (gen_random_uuid(), $1, $2, $3, $4)`,
      [person.person, person.council, role, at],
    )
  }

  test('a lead makes a token on the page, sees it once, uses it, sees when, and revokes it', async () => {
    const page = browser(built.app, await built.signInAs(ada))
    await page.visit('/people/tokens')
    const unsaid = await page.press('Make the token')
    assert.equal(unsaid.status, 422)
    assert.match(unsaid.text, /Say what the token is for/)
    page.fill('name', 'Our risk register')
    page.fill('scope', 'read')
    page.fill('days', '30')
    const made = await page.press('Make the token')
    const token = /hf_[\w-]{43}/.exec(made.html)?.[0] ?? ''
    assert.equal(made.headers['cache-control'], 'no-store')
    const told = await asks(token)('GET', '/token')
    assert.equal(told.status, 200)
    assert.equal(told.body['role'], 'reader')
    assert.equal(told.body['expiresAt'], '2026-07-01T12:00:00.000Z')
    const list = await page.visit('/people/tokens')
    assert.doesNotMatch(list.html, new RegExp(token))
    assert.match(list.text, /Last used 1 June 2026/)
    await page.press('Revoke “Our risk register”')
    assert.equal(await statusWith(token), 401)
    assert.match((await page.visit('/people/tokens')).text, /There are no tokens/)
  })

  test('nobody but those who lead makes tokens or sees them', async () => {
    const reader = await make.person(db, ashby, { role: 'reader' })
    await tokenOf(built.deps, ada, 'read')
    const page = browser(built.app, await built.signInAs(reader))
    const seen = await page.visit('/people/tokens')
    assert.equal(seen.status, 403)
    assert.doesNotMatch(seen.text, /To read/)
    const other = await make.person(db, barnshire)
    const elsewhere = browser(built.app, await built.signInAs(other))
    assert.doesNotMatch((await elsewhere.visit('/people/tokens')).text, /To read/)
  })

  test('a token of another council cannot be revoked, nor can one be found out', async () => {
    const token = await tokenOf(built.deps, ada, 'read')
    const { rows } = await owner.query<{ id: string }>('select id from people_token')
    const other = await built.signInAs(await make.person(db, barnshire))
    const answer = await built.app.inject({
      method: 'POST',
      url: `/people/tokens/${rows[0]?.id}/revoke`,
      headers: { host: 'localhost', origin: 'http://localhost', cookie: other },
    })
    assert.equal(answer.statusCode, 404)
    assert.equal(await statusWith(token), 200)
  })

  test('a token ends on its day', async () => {
    const token = await tokenOf(built.deps, ada, 'read', 7)
    built.clock.wait(7 * 24 * 60 - 1)
    assert.equal(await statusWith(token), 200)
    built.clock.wait(1)
    const over = await asks(token)('GET', '/token')
    assert.equal(over.status, 401)
    assert.match(String(over.body['detail']), /has expired/)
    assert.match(String(over.headers['www-authenticate']), /^Bearer/)
  })

  test('a token ends with its maker’s part in the council, and for good', async () => {
    const token = await tokenOf(built.deps, ada, 'lead')
    built.clock.wait(10)
    await endMandate(ada, built.clock.now())
    assert.equal(await statusWith(token), 401)
    built.clock.wait(10)
    await giveMandate(ada, 'lead', built.clock.now())
    assert.equal(await statusWith(token), 401, 'who comes back makes a new one')
  })

  test('when its maker’s role changes, the token goes on with no more than the new role', async () => {
    const token = await tokenOf(built.deps, ada, 'lead')
    built.clock.wait(10)
    await endMandate(ada, built.clock.now())
    await giveMandate(ada, 'reader', built.clock.now())
    const told = await asks(token)('GET', '/token')
    assert.equal(told.status, 200)
    assert.equal(told.body['role'], 'reader')
  })

  test('when an operator replaces what somebody signs in with, their tokens end too', async () => {
    const token = await tokenOf(built.deps, ada, 'read')
    await owner.query(
      `do $$ begin perform set_config('handfast.operator', 'yes', true); perform set_config('handfast.now', '2026-06-01T12:00:00Z', true); perform drop_credentials('${ada.person}'); end $$`,
    )
    assert.equal(await statusWith(token), 401)
  })

  test('a token that may only read is told so when it tries to write', async () => {
    const token = await tokenOf(built.deps, ada, 'read')
    const refused = await asks(token)('POST', '/partnerships', { name: 'Ours', service: 'ICT' })
    assert.equal(refused.status, 403)
    assert.match(String(refused.body['detail']), /tokens that may “lead”/)
    const answering = await tokenOf(built.deps, ada, 'answer')
    assert.equal(
      (await asks(answering)('POST', '/partnerships', { name: 'Ours', service: 'ICT' })).status,
      403,
    )
  })

  test('the API takes no notice of a cookie, with a token or without', async () => {
    const cookie = await built.signInAs(ada)
    assert.equal((await asks(null)('GET', '/token', undefined, { cookie })).status, 401)
    const other = await make.person(db, barnshire, { name: 'Ben' })
    const token = await tokenOf(built.deps, other, 'read')
    const told = await asks(token)('GET', '/token', undefined, { cookie })
    assert.equal(told.body['person'], 'Ben')
    assert.equal(told.headers['set-cookie'], undefined)
  })

  test('a page takes no notice of a token, nor of the cookie beside it', async () => {
    const cookie = await built.signInAs(ada)
    const token = await tokenOf(built.deps, ada, 'lead')
    for (const headers of [
      { authorization: `Bearer ${token}` },
      { authorization: `Bearer ${token}`, cookie },
    ]) {
      const answer = await built.app.inject({ url: '/people', headers: { host: 'localhost', ...headers } })
      assert.equal(answer.statusCode, 303, 'whoever it is has to sign in')
    }
  })

  test('a form on somebody else’s page cannot reach the API with a cookie', async () => {
    const cookie = await built.signInAs(ada)
    for (const type of ['application/x-www-form-urlencoded', 'text/plain', 'application/json']) {
      const answer = await built.app.inject({
        method: 'POST',
        url: '/api/v1/partnerships',
        headers: { host: 'localhost', origin: 'https://elsewhere.example', cookie, 'content-type': type },
        payload: '{"name":"Theirs","service":"ICT"}',
      })
      assert.equal(answer.statusCode, 401, type)
    }
  })

  test('a password that a proxy asked for is no token: posts beside it are still asked where they come from', async () => {
    const cookie = await built.signInAs(ada)
    const headers = { host: 'localhost', cookie, authorization: 'Basic YTpi' }
    const page = await built.app.inject({ url: '/people', headers })
    assert.equal(page.statusCode, 200, 'the pages work behind such a proxy')
    const post = await built.app.inject({
      method: 'POST',
      url: '/people/tokens',
      headers: { ...headers, origin: 'https://elsewhere.example' },
    })
    assert.equal(post.statusCode, 403)
  })

  test('nothing allows a page elsewhere to read what the API answers', async () => {
    const answer = await built.app.inject({
      url: '/api/v1/councils',
      headers: { host: 'localhost', origin: 'https://elsewhere.example' },
    })
    assert.equal(answer.headers['access-control-allow-origin'], undefined)
  })

  test('a token may ask so often a minute, is told how often, and then waits', async () => {
    const token = await tokenOf(built.deps, ada, 'read')
    const first = await asks(token)('GET', '/token')
    assert.equal(first.headers['ratelimit-limit'], '300')
    assert.equal(first.headers['ratelimit-remaining'], '299')
    await owner.query('update platform_attempt set count = 300')
    const over = await asks(token)('GET', '/token')
    assert.equal(over.status, 429)
    assert.equal(over.headers['retry-after'], '60')
    built.clock.wait(1)
    assert.equal(await statusWith(token), 200)
  })

  test('whoever asks without a token is counted by where they ask from', async () => {
    const first = await asks(null)('GET', '/councils')
    assert.equal(first.headers['ratelimit-limit'], '60')
    await owner.query('update platform_attempt set count = 60')
    assert.equal((await asks(null)('GET', '/councils')).status, 429)
    assert.equal((await asks('hf_guessed')('GET', '/token')).status, 429, 'guessing counts too')
  })

  test('the database keeps no token, only what it can be told by', async () => {
    const token = await tokenOf(built.deps, ada, 'read')
    const { rows } = await owner.query<{ row: string }>('select t::text as row from people_token t')
    assert.equal(rows.length, 1)
    assert.ok(!JSON.stringify(rows).includes(token.slice(3)))
  })
})
