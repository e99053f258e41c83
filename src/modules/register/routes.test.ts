import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { Check } from 'typebox/value'
import { endReasons, statuses } from '#content/arrangement.ts'
import { readCsv } from '#content/csv.ts'
import { testApp, type TestApp } from '#test/support/app.ts'
import { browser } from '#test/support/browser.ts'
import { testContent, testDatabase } from '#test/support/database.ts'
import { parsePage, wordsIn } from '#test/support/page-check.ts'
import { readingAge } from '#test/support/readability.ts'
import { ArrangementRecord } from './standard.ts'

const { arrangements, services, authorities } = testContent()
let made: TestApp
const get = (url: string, headers: Record<string, string> = {}) => made.app.inject({ url, headers })

describe('the register', () => {
  before(async () => {
    await (await testDatabase()).empty()
    made = await testApp()
  })

  test('a reader without an account goes from the start page to an arrangement and its sources', async () => {
    const reader = browser(made.app)
    await reader.visit('/')
    const list = await reader.follow('Who shares what already')
    assert.match(list.text, /62 arrangements/)
    reader.fill('service', 'ict')
    reader.fill('status', 'ended')
    const narrow = await reader.press('Show')
    assert.match(narrow.text, /\d+ arrangements? of 62/)
    const entry = await reader.follow('Shared Digital')
    assert.match(entry.text, /Aims or politics moved apart/)
    assert.match(entry.text, /Promised £6 million a year/)
    assert.ok(reader.links().some(({ href }) => href.startsWith('https://www.publictechnology.net/')))
    const council = await reader.follow('Camden')
    assert.equal(council.h1, 'What London Borough of Camden shares')
  })

  test('every entry, council, service, form, status and reason has a page, and no page has a fault', async () => {
    for (const { id } of arrangements)
      assert.equal((await browser(made.app).visit(`/register/arrangements/${id}`)).status, 200)
    for (const { id } of services) assert.equal((await get(`/register/services/${id}`)).statusCode, 200)
    for (const { slug } of authorities)
      assert.equal((await get(`/register/councils/${slug}`)).statusCode, 200)
    for (const status of statuses)
      assert.equal((await browser(made.app).visit(`/register/statuses/${status}`)).status, 200)
    for (const reason of endReasons)
      assert.equal((await browser(made.app).visit(`/register/reasons/${reason}`)).status, 200)
    for (const page of [
      '/register/forms/company',
      '/register/councils/taunton-deane-borough-council',
      '/register/data',
    ])
      assert.equal((await browser(made.app).visit(page)).status, 200)
    for (const nowhere of [
      '/register/arrangements/none',
      '/register/services/none',
      '/register/forms/none',
      '/register/statuses/none',
      '/register/reasons/none',
      '/register/councils/none',
    ])
      assert.equal((await get(nowhere)).statusCode, 404)
    assert.deepEqual(made.faults, [])
  })

  test('a council that replaced another shows what that one shared', async () => {
    const somerset = await browser(made.app).visit('/register/councils/somerset')
    assert.match(somerset.text, /Southwest One/)
    const page = await browser(made.app).visit('/councils/somerset')
    assert.match(page.text, /What it shares/)
    assert.match(page.text, /Southwest One/)
  })

  test('the map says in a list all that it draws', async () => {
    const { html, text } = await browser(made.app).visit('/register/map')
    assert.equal(html.match(/<a href="[^"]+" tabindex="-1">/g)?.length, authorities.length)
    const list = html.slice(html.indexOf('id="list"'))
    for (const { slug } of authorities) assert.ok(list.includes(`/register/councils/${slug}"`), slug)
    for (const { name, status } of arrangements) if (status === 'live') assert.ok(text.includes(name), name)
    for (const kind of ['past', 'one', 'two']) assert.ok(html.includes(`id="map-${kind}"`), kind)
  })

  test('the totals show what they count, and the national series says what is wrong with it', async () => {
    const { text } = await browser(made.app).visit('/register/totals')
    assert.match(
      text,
      /£643 million was reported as a saving each year\. It almost certainly adds up all years/,
    )
    assert.match(text, /left out: not confirmed for two years/)
    assert.match(text, /Shared Technology Service/)
    const { text: endings } = await browser(made.app).visit('/register/endings')
    assert.match(endings, /How these were found/)
    assert.match(endings, /not as your own chance/)
  })

  test('every file holds every arrangement, and a narrowed list gives a narrowed file', async () => {
    const csv = readCsv((await get('/register/arrangements.csv')).body.replace(/^\uFEFF/, ''))
    assert.deepEqual(
      csv.rows.map(({ cells }) => cells['Id'] ?? '').sort(),
      arrangements.map(({ id }) => id).sort(),
    )
    const json = (await get('/register/arrangements.json')).json<{ arrangements: ArrangementRecord[] }>()
    assert.equal(json.arrangements.length, arrangements.length)
    for (const record of json.arrangements) assert.ok(Check(ArrangementRecord, record), record.id)
    for (const { id, sources, savings, about } of arrangements) {
      const record = json.arrangements.find((each) => each.id === id)
      assert.deepEqual([record?.sources, record?.savings, record?.about], [sources, savings, about])
    }
    const geo = (await get('/register/arrangements.geojson')).json<{
      features: { geometry: { coordinates: unknown[] } }[]
    }>()
    assert.ok(geo.features.every(({ geometry }) => geometry.coordinates.length > 0))
    const few = (await get('/register/arrangements.json?service=legal')).json<{ arrangements: unknown[] }>()
    assert.equal(
      few.arrangements.length,
      arrangements.filter((each) => each.services.includes('legal')).length,
    )
    for (const kind of ['ods', 'xlsx'])
      assert.ok((await get(`/register/arrangements.${kind}`)).rawPayload.length > 5000)
  })

  test('the API gives the same records piece by piece, and does not send again what has not changed', async () => {
    const seen: string[] = []
    let cursor = ''
    do {
      const piece = await get(`/api/v1/arrangements?limit=20${cursor && `&cursor=${cursor}`}`)
      const body = piece.json<{ items: ArrangementRecord[]; next: string | null }>()
      seen.push(...body.items.map(({ id }) => id))
      cursor = body.next ?? ''
      const again = await get('/api/v1/arrangements?limit=20', {
        'if-none-match': String(piece.headers.etag),
      })
      assert.equal(again.statusCode, seen.length === 20 ? 304 : 200)
    } while (cursor !== '')
    assert.equal(new Set(seen).size, arrangements.length)
    assert.equal(
      (await get('/api/v1/arrangements/sts')).json<ArrangementRecord>().name,
      'Shared Technology Service',
    )
    assert.equal((await get('/api/v1/arrangements/none')).statusCode, 404)
  })

  test('the schema that we offer is met by every record, and has an address of its own', async () => {
    const schema = (await get('/register/schemas/1/arrangement.json')).json<{
      $id: string
      required: string[]
    }>()
    assert.equal(schema.$id, 'http://localhost/register/schemas/1/arrangement.json')
    const [first] = (await get('/register/arrangements.json')).json<{ arrangements: object[] }>().arrangements
    assert.deepEqual(schema.required.toSorted(), Object.keys(first ?? {}).sort())
  })

  test('the feed is Atom, and every line leads to an entry', async () => {
    const { body, headers } = await get('/register/feed.atom')
    assert.match(String(headers['content-type']), /^application\/atom\+xml/)
    assert.equal(body.match(/<entry>/g)?.length, arrangements.length)
    const ids = [...body.matchAll(/<id>([^<]*)<\/id>/g)].map(([, id]) => id)
    assert.equal(new Set(ids).size, ids.length)
  })

  test('a reader is given no cookie, and a cache may keep the page for less than a minute', async () => {
    for (const url of [
      '/register',
      '/register/map',
      '/register/arrangements/sts',
      '/register/arrangements.csv',
    ]) {
      const first = await get(url)
      assert.equal(first.headers['set-cookie'], undefined)
      assert.equal(first.headers['cache-control'], 'public, max-age=30')
      const again = await get(url, { 'if-none-match': String(first.headers.etag) })
      assert.deepEqual([again.statusCode, again.body], [304, ''])
    }
  })

  test('an odd filter is left out, and markup in it never reaches the page', async () => {
    const odd = await browser(made.app).visit(
      '/register?status=%3Cscript%3E&form=x&service=..%2F&page=-3&council=%3Cb%3E',
    )
    assert.match(odd.text, /62 arrangements/)
    assert.ok(!odd.html.includes('<script>x'))
  })

  test('every page can be read with ease at the age of twelve', async () => {
    const names = [
      ...arrangements.map(({ name }) => name),
      ...authorities.flatMap(({ name, shortName }) => [name, shortName]),
    ].sort((a, b) => b.length - a.length)
    const pages = ['/register', '/register/map', '/register/totals', '/register/endings', '/register/data']
    for (const page of [...pages, ...arrangements.map(({ id }) => `/register/arrangements/${id}`)]) {
      const main = parsePage((await browser(made.app).visit(page)).html).querySelector('main')
      const lines = (main?.querySelectorAll('h1, h2, p, li, dd') ?? []).map(wordsIn).filter(Boolean)
      const age = readingAge(lines.join('\n'), names)
      assert.ok(age <= 12, `${page} is read at ${age.toFixed(1)}`)
    }
  })
})
