import assert from 'node:assert/strict'
import { beforeEach, describe, test } from 'node:test'
import { testApp, type TestApp } from '#test/support/app.ts'
import { browser, type Browser } from '#test/support/browser.ts'
import { testDatabase } from '#test/support/database.ts'
import * as make from '#test/support/make.ts'

/**
 * Every link on every page leads somewhere. Starts at the start page and follows what is offered there, as anybody, as the lead
 * of a pretend council and as an operator; of addresses that differ only in an id, it follows a few.
 */
const { db, owner, empty } = await testDatabase()
const ofEachKind = 3

let built: TestApp

describe('links', () => {
  beforeEach(async () => {
    await empty()
    built = await testApp()
  })

  test('lead somewhere for anybody', async () => {
    const { seen, broken } = await crawl(browser(built.app))
    assert.deepEqual(broken, [])
    assert.ok(seen > 20, `only ${seen} pages were found`)
  })

  test('lead somewhere for the lead of a pretend council', async () => {
    const somebody = browser(built.app)
    await somebody.visit('/')
    await somebody.press('Try with three pretend councils')
    const { seen, broken } = await crawl(somebody)
    assert.deepEqual(broken, [])
    assert.ok(seen > 40, `only ${seen} pages were found`)
  })

  test('lead somewhere for a lead who is new, and for an operator', async () => {
    const lead = await make.person(db, make.codes.ashby, { name: 'Ada Lead', email: 'ada@ashby.example' })
    await owner.query('update people_person set is_operator = true where id = $1', [lead.person])
    const { broken } = await crawl(browser(built.app, await built.signInAs(lead)))
    assert.deepEqual(broken, [])
  })

  /** Follows every link that is offered, from the start page on. Files are asked for and not read. */
  async function crawl(person: Browser): Promise<{ seen: number; broken: string[] }> {
    const cookie = [...person.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const wanted = [{ path: '/', from: 'the start' }]
    const visits = new Map<string, number>()
    const known = new Set(['/'])
    const broken: string[] = []
    for (let next = wanted.shift(); next; next = wanted.shift()) {
      const { path, from } = next
      const kind = kindOf(path)
      const before = visits.get(kind) ?? 0
      if (before >= ofEachKind) continue
      visits.set(kind, before + 1)
      const answer = await built.app.inject({ url: path, headers: { accept: 'text/html', cookie } })
      if (answer.statusCode >= 400) broken.push(`${path} (${answer.statusCode}), from ${from}`)
      const to = answer.headers.location
      const found = typeof to === 'string' ? [to] : linksIn(answer.headers['content-type'], answer.body)
      for (const link of found.map((href) => withoutFragment(href, path))) {
        if (link === null || known.has(link)) continue
        known.add(link)
        wanted.push({ path: link, from: path })
      }
    }
    return { seen: visits.size, broken }
  }

  function linksIn(type: unknown, body: string): string[] {
    if (!String(type).startsWith('text/html')) return []
    return [...body.matchAll(/<a\b[^>]*\shref="([^"]*)"/g)].map(([, href = '']) =>
      href.replaceAll('&amp;', '&').replaceAll('&#x3D;', '=').replaceAll('&#61;', '='),
    )
  }

  /** The address on this site that a link names, or null when it names another site or a place on the same page. */
  function withoutFragment(href: string, at: string): string | null {
    if (/^(?:mailto:|#|data:)/.test(href)) return null
    const { origin, pathname, search } = new URL(href, `http://localhost${at}`)
    return origin === 'http://localhost' ? pathname + search : null
  }

  /** Addresses that differ only in an id, a code, a number or what is asked for are of one kind. */
  function kindOf(path: string): string {
    const { pathname, searchParams } = new URL(path, 'http://localhost')
    const parts = pathname.split('/').map((part) => (/\d|\./.test(part) && !/^v\d$/.test(part) ? '*' : part))
    return `${parts.join('/')}?${[...searchParams.keys()].sort().join('&')}`
  }
})
