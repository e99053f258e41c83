import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { readCsv } from '#content/csv.ts'
import { inTransaction } from '#platform/database.ts'
import { newId } from '#platform/id.ts'
import { testApp, type TestApp } from '#test/support/app.ts'
import { browser } from '#test/support/browser.ts'
import { noon } from '#test/support/make.ts'
import { authoritiesFor } from './queries.ts'

let made: TestApp
let app: FastifyInstance
describe('routes', () => {
  before(async () => {
    made = await testApp()
    app = made.app
  })

  test('somebody who is not signed in finds a council by a former name and reads who followed it', async () => {
    const visitor = browser(app)
    await visitor.visit('/councils')
    visitor.fill('q', 'alerdale')
    const results = await visitor.press('Search')
    assert.match(results.title, /^Councils – 1 result for “alerdale” – Handfast$/)
    assert.match(results.text, /Allerdale Borough Council Ended on 31 March 2023\. Today: Cumberland Council/)
    const former = await visitor.follow('Allerdale Borough Council')
    assert.match(former.text, /ended on 31 March 2023\. Cumberland Council took over from it/)
    const council = await visitor.follow('Cumberland Council')
    assert.equal(council.h1, 'Cumberland Council')
    assert.match(council.text, /It took over from these councils on 1 April 2023/)
  })

  test('a search that finds nothing says so and what to do', async () => {
    const seen = await browser(app).visit('/councils?q=xqzzy')
    assert.match(seen.text, /0 results for “xqzzy” Try fewer letters/)
  })

  test('markup in a search is shown as it was typed, and a very long search is cut', async () => {
    const hostile = await browser(app).visit(`/councils?q=${encodeURIComponent('<script>alert(1)</script>')}`)
    assert.ok(!hostile.html.includes('<script>alert'))
    const long = await app.inject(`/councils?q=${'a'.repeat(5000)}`)
    assert.equal(long.statusCode, 200)
    assert.ok(!long.body.includes('a'.repeat(100)))
  })

  test('every council, and every council that has ended, has a page without a fault', async () => {
    const { authorities, successions } = made.deps.content
    const sample = authorities.filter((_, i) => i % 40 === 0).map(({ slug }) => slug)
    for (const slug of sample) assert.equal((await browser(app).visit(`/councils/${slug}`)).status, 200)
    for (const code of new Set([
      ...authorities.map((each) => each.code),
      ...successions.map((each) => each.predecessor),
    ])) {
      const moved = await app.inject(`/councils/${code}`)
      assert.equal(moved.statusCode, 301, code)
      const seen = await app.inject(String(moved.headers.location))
      assert.equal(seen.statusCode, 200, code)
    }
    assert.deepEqual(made.faults, [])
  })

  test('each fact names its source and date, and what is missing is said', async () => {
    const medway = await browser(app).visit('/councils/medway')
    assert.match(medway.text, /279,142 Who says\? About People who live here/)
    assert.match(medway.text, /Mid-2020/)
    assert.match(medway.text, /made no return for that year/)
    const anglesey = await browser(app).visit('/councils/isle-of-anglesey')
    assert.match(anglesey.text, /collected in England only/)
    assert.match(anglesey.text, /Official rural or urban class We have no figure for this council/)
    for (const word of [/Labour/, /Conservative/, /Liberal Democrat/]) assert.doesNotMatch(medway.html, word)
  })

  test('a county lists its districts, and a district its county', async () => {
    const county = await browser(app).visit('/councils/cambridgeshire')
    assert.match(county.text, /5 district councils in its area/)
    assert.ok(county.html.includes('/councils/south-cambridgeshire'))
    const district = await browser(app).visit('/councils/south-cambridgeshire')
    assert.match(district.text, /under Cambridgeshire County Council/)
  })

  test('an address that names no council is not found', async () => {
    assert.equal((await browser(app).visit('/councils/nowhere')).status, 404)
  })

  test('the lists can be taken away, and nothing in them is lost', async () => {
    const csv = await app.inject('/councils.csv')
    assert.match(String(csv.headers['content-disposition']), /attachment; filename="councils\.csv"/)
    const { rows } = readCsv(csv.body.replace(/^\uFEFF/, ''))
    assert.equal(rows.length, 382)
    const json: unknown = (await app.inject('/councils.json')).json()
    assert.ok(typeof json === 'object' && json !== null && 'councils' in json && Array.isArray(json.councils))
    assert.deepEqual(
      json.councils,
      made.deps.content.authorities.toSorted((a, b) =>
        new Intl.Collator('en-GB', { sensitivity: 'base' }).compare(a.name, b.name),
      ),
    )
    const columns = await app.inject('/councils.columns.csv')
    assert.match(columns.body, /Open Government Licence v3\.0/)
    const former = await app.inject('/councils.former.csv')
    assert.match(former.body, /E10000006,Cumbria County Council,2023-03-31,E06000063,Cumberland Council/)
  })

  test('a body that an operator added has a page and is offered; a pretend one is seen in its sandbox alone', async () => {
    const sandbox = newId<'sandbox'>()
    await inTransaction(made.deps.db, { kind: 'worker', now: noon }, (trx) =>
      trx
        .insertInto('authorities_authority')
        .values([
          {
            code: 'FIRE-1',
            kind: 'fire',
            name: 'Anyshire Fire',
            short_name: 'Anyshire',
            sandbox_id: null,
            added_by: newId(),
            ended_on: null,
          },
          {
            code: 'ASHBY-1',
            kind: 'pretend',
            name: 'Ashby Council',
            short_name: 'Ashby',
            sandbox_id: sandbox,
            added_by: null,
            ended_on: null,
          },
        ])
        .execute(),
    )
    const page = await browser(app).visit('/councils/FIRE-1')
    assert.match(page.text, /A fire and rescue body\. Whoever runs this service added it/)
    assert.match((await browser(app).visit('/councils?q=anyshire')).text, /1 result/)
    assert.equal((await browser(app).visit('/councils/ASHBY-1')).status, 404)
    assert.doesNotMatch((await browser(app).visit('/councils')).text, /Ashby Council/)
    const seenBy = (asker: { sandbox: typeof sandbox | null }) =>
      inTransaction(
        made.deps.db,
        { kind: 'visitor', now: noon, ...(asker.sandbox ? { sandbox: asker.sandbox } : {}) },
        (trx) => authoritiesFor(trx.$pickTables<'authorities_authority'>(), asker),
      )
    const real = await seenBy({ sandbox: null })
    assert.equal(real.length, 383)
    assert.deepEqual(
      (await seenBy({ sandbox })).map(({ name }) => name),
      ['Ashby Council'],
    )
  })
})
