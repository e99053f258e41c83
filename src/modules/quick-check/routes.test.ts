import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { statementsOf } from '#content/framework.ts'
import { testApp } from '#test/support/app.ts'
import { browser } from '#test/support/browser.ts'
import { testContent, testDatabase } from '#test/support/database.ts'
import * as make from '#test/support/make.ts'
import { parsePage, valueOf, wordsIn } from '#test/support/page-check.ts'
import { readingAge } from '#test/support/readability.ts'
import { links } from './links.ts'

let app: FastifyInstance
let cookie = ''
describe('quick check routes', () => {
  before(async () => {
    const { db } = await testDatabase()
    const made = await testApp()
    app = made.app
    cookie = await made.signInAs(await make.person(db, make.codes.ashby))
  })

  test('the quick check forbids every way out: no script of it may speak to a server, no form may be sent', async () => {
    for (const path of [links.quickCheck, links.paper]) {
      const { headers } = await app.inject(path)
      const policy = headers['content-security-policy']
      assert.equal(typeof policy, 'string', 'one policy, not two')
      const rules = String(policy).split(';')
      assert.ok(rules.includes("connect-src 'none'"), path)
      assert.ok(rules.includes("form-action 'none'"), path)
      assert.ok(rules.includes("default-src 'none'"), path)
      assert.ok(!String(policy).includes('unsafe'))
    }
    assert.match(
      String((await app.inject('/councils')).headers['content-security-policy']),
      /connect-src 'self'/,
    )
  })

  test('every statement stands in the page with its levels, and what the script needs to know of it', async () => {
    const { html } = await browser(app).visit(links.quickCheck)
    const [framework] = testContent().frameworks
    assert.ok(framework)
    const parts = parsePage(html).querySelectorAll('[data-statement]')
    const statements = statementsOf(framework)
    assert.deepEqual(
      parts.map((part) => valueOf(part, 'data-statement')),
      statements.map(({ id }) => id),
    )
    for (const [i, part] of parts.entries()) {
      const statement = statements[i]
      assert.equal(part.querySelectorAll('input').length, 7)
      assert.equal(valueOf(part, 'data-gate'), statement?.gate ? 'yes' : 'no')
      assert.match(valueOf(part, 'data-needs') ?? '', /^[1-5]( [1-5]){4}$/)
      for (const level of statement?.levels ?? []) assert.ok(wordsIn(part).includes(level))
    }
  })

  test('somebody who is signed in is watched no more than anybody: the page has no session to extend', async () => {
    const asked = async (url: string) => (await app.inject({ url, headers: { cookie } })).body
    assert.doesNotMatch(await asked(links.quickCheck), /id="session-warning"/)
    assert.match(await asked('/councils'), /id="session-warning"/)
  })

  test('the statements can be printed from a page of their own', async () => {
    const { body } = await app.inject(links.paper)
    assert.equal(parsePage(body).querySelectorAll('[data-statement]').length, 60)
    assert.match(body, /Do not add the levels up/)
    assert.doesNotMatch(body, /quick-check\.[0-9a-f]+\.js/)
  })

  test('the spreadsheets are there to take, as files that no browser opens by itself', async () => {
    for (const [path, start] of [
      [links.xlsx, 'PK'],
      [links.ods, 'PK'],
    ] as const) {
      const { statusCode, headers, rawPayload } = await app.inject(path)
      assert.equal(statusCode, 200)
      assert.match(String(headers['content-disposition']), /^attachment; filename="quick-check\.(xlsx|ods)"$/)
      assert.equal(rawPayload.subarray(0, 2).toString(), start)
    }
  })

  test('the words round the statements can be read with ease at the age of twelve', async () => {
    const { body } = await app.inject(links.quickCheck)
    const own = parsePage(body).querySelectorAll(
      '#quick-lead, #quick-start p, #quick-paper p, #quick-result p, #quick-by-hand li, .govuk-hint',
    )
    assert.ok(readingAge(own.map(wordsIn).join('\n')) <= 12)
  })
})
