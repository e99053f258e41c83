import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { testApp, testAssets } from '#test/support/app.ts'
import { browser } from '#test/support/browser.ts'
import { testContent } from '#test/support/database.ts'
import { parsePage, wordsIn } from '#test/support/page-check.ts'
import { readingAge } from '#test/support/readability.ts'
import { footerLinks } from '#ui/shell.ts'
import { invitationDays } from '#modules/people/invitation.ts'
import { groupWords } from '#modules/readiness/text.ts'
import { links } from './links.ts'

const addresses = [
  links.accessibility,
  links.privacy,
  links.whoSees,
  links.cookies,
  links.glossary,
  links.licence,
  links.howItWorks,
]
let app: FastifyInstance
describe('pages', () => {
  before(async () => {
    ;({ app } = await testApp())
  })

  test('every page that the foot of the page names is there for anyone to read', async () => {
    for (const { href } of footerLinks) assert.equal((await browser(app).visit(href)).status, 200, href)
    for (const address of addresses) {
      const seen = await browser(app).visit(address)
      assert.equal(seen.status, 200, address)
      assert.match(seen.text, /^Anyone can see this\./)
    }
  })

  /** Names of laws, bodies and methods, for which there is no plainer word. */
  const names = [
    'Freedom of Information Act 2000',
    'Environmental Information Regulations 2004',
    'Public Sector Bodies (Websites and Mobile Applications) (No. 2) Accessibility Regulations 2018',
    'Equality and Human Rights Commission',
    'Equality Advisory and Support Service',
    'Equality Commission for Northern Ireland',
    'Information Commissioner',
    'Web Content Accessibility Guidelines, version 2.2',
    'Creative Commons Attribution 4.0',
    'GOV.UK Design System',
    'UK GDPR, Article 6(1)(e)',
    'Northern Ireland',
    'Krippendorff’s alpha',
  ]

  /** What a page says, a line for each sentence's worth: a heading, a paragraph, an item, a cell. */
  function linesOf(html: string): string[] {
    const main = parsePage(html).querySelector('main')
    return (main?.querySelectorAll('h1, h2, p, li, th, td, dt, dd') ?? []).map(wordsIn).filter(Boolean)
  }

  test('every page can be read with ease at the age of twelve', async () => {
    const content = testContent()
    const publishers = content.authorityColumns.flatMap(({ source }) => [
      source.attribution,
      source.licence,
      source.name,
      source.publisher,
    ])
    for (const address of addresses) {
      const seen = await browser(app).visit(address)
      const age = readingAge(linesOf(seen.html).join('\n'), [...names, ...publishers])
      assert.ok(age <= 12, `${address} is read at ${age.toFixed(1)}`)
    }
  })

  test('no paragraph is harder than the age of sixteen', async () => {
    for (const address of addresses.filter((each) => each !== links.glossary && each !== links.licence)) {
      const seen = await browser(app).visit(address)
      const hard = linesOf(seen.html).filter(
        (line) => line.split(' ').length >= 12 && readingAge(line, names) > 16,
      )
      assert.deepEqual(hard, [], address)
    }
  })

  test('the glossary has every term once, at the address to which the pages lead', async () => {
    const { html } = await browser(app).visit(links.glossary)
    const { glossary } = testContent()
    for (const { id, meaning } of glossary) {
      assert.equal(html.split(` id="${id}"`).length, 2, id)
      assert.ok(wordsIn(parsePage(html)).includes(meaning.replaceAll(/\s+/g, ' ')), id)
    }
  })

  test('the cookies are told by the names that this address gives them', async () => {
    const plain = await browser(app).visit(links.cookies)
    assert.match(plain.text, /handfast-sandbox/)
    assert.doesNotMatch(plain.text, /__Host-/)
    const { app: secure } = await testApp({ url: 'https://handfast.example' })
    const { body } = await secure.inject(links.cookies)
    assert.match(body, /__Host-handfast</)
    assert.match(body, /__Host-handfast-sandbox</)
  })

  test('the page on privacy tells the times that the program keeps', async () => {
    const { text } = await browser(app).visit(links.privacy)
    assert.match(text, /60 minutes without a page, 12 hours at most/)
    assert.ok(text.includes(`They stop working after ${invitationDays} days`))
  })

  test('the method is told in the words of the board', async () => {
    const { text } = await browser(app).visit(links.howItWorks)
    for (const words of Object.values(groupWords)) assert.ok(text.includes(`${words}.`), words)
    assert.match(text, /60 statements in 12 areas/)
    assert.match(text, /17 of the statements are gates/)
  })

  test('the page on licences carries every notice that the publishers of the facts ask for', async () => {
    const { text, html } = await browser(app).visit(links.licence)
    for (const { source } of testContent().authorityColumns)
      assert.ok(text.includes(source.attribution), source.id)
    const notices = await app.inject(testAssets().href('licences.txt'))
    assert.equal(notices.statusCode, 200)
    assert.ok(html.includes(testAssets().href('licences.txt')))
  })
})
