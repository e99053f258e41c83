import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { statementsOf } from '#content/framework.ts'
import { testApp, type TestApp } from '#test/support/app.ts'
import { browser } from '#test/support/browser.ts'
import { testContent, testDatabase } from '#test/support/database.ts'
import { parsePage, wordsIn } from '#test/support/page-check.ts'
import { readingAge } from '#test/support/readability.ts'
import { isDueForCheck } from './article.ts'
import { links } from './links.ts'

const { cases, glossary, frameworks, arrangements, authorities } = testContent()
const statements = frameworks.flatMap((framework) => statementsOf(framework))
const articles = [
  ...glossary.map(({ id }) => links.word(id)),
  ...statements.map(({ id }) => links.statement(id)),
]
let made: TestApp

describe('the guidance and the case library', () => {
  before(async () => {
    await (await testDatabase()).empty()
    made = await testApp()
  })

  test('every word and every statement has an article that says who it is for, what to do, who says so and when we looked', async () => {
    for (const address of articles) {
      const { status, text } = await browser(made.app).visit(address)
      assert.equal(status, 200, address)
      assert.match(text, /Who says so/, address)
      assert.match(text, /Last checked on \d+ \w+ \d{4} by the Handfast contributors/, address)
    }
    for (const { id } of statements) {
      const { text } = await browser(made.app).visit(links.statement(id))
      for (const heading of ['Why we ask', 'Who this is for', 'What to do', 'Where it applies'])
        assert.ok(text.includes(heading), id)
    }
    const { text } = await browser(made.app).visit(links.word('tupe'))
    assert.match(text, /What to do Find out early who would move.*Where it applies Great Britain/)
    assert.deepEqual(made.faults, [])
  })

  test('every real case has a page with what happened, the lesson, its addresses and its entries in the register', async () => {
    for (const { id, lesson, sources, happened } of cases) {
      const reader = browser(made.app)
      const { text } = await reader.visit(links.case(id))
      for (const words of [...happened, lesson]) assert.ok(text.includes(words), id)
      const hrefs = reader.links().map(({ href }) => href)
      for (const { url } of sources) assert.ok(url === undefined || hrefs.includes(url), `${id}: ${url}`)
      for (const each of arrangements.filter((arrangement) => arrangement.case === id))
        assert.ok(hrefs.includes(`/register/arrangements/${each.id}`), id)
    }
    const reader = browser(made.app)
    await reader.visit('/register/arrangements/southwest-one')
    const told = await reader.follow('Read what happened, and what to learn from it')
    assert.equal(told.h1, 'Southwest One')
  })

  test('an article that nobody has looked at for a year says so', async () => {
    assert.equal(isDueForCheck('2026-11-22', '2027-11-22'), false)
    assert.equal(isDueForCheck('2026-11-22', '2027-11-23'), true)
    const late = await testApp()
    late.clock.set(new Date('2028-01-01T12:00:00Z'))
    const { text } = await browser(late.app).visit(links.word('tupe'))
    assert.match(text, /Nobody has looked at this page since 22 November 2026/)
  })

  test('what is not there is not found', async () => {
    for (const address of [links.word('none'), links.statement('none'), links.case('none')])
      assert.equal((await browser(made.app).visit(address)).status, 404)
  })

  test('every page can be read with ease at the age of twelve', async () => {
    const names = [
      ...cases.map(({ name }) => name),
      ...authorities.flatMap(({ name, shortName }) => [name, shortName]),
    ].sort((a, b) => b.length - a.length)
    // A law and a word of the field have no plainer name; what is said about them can be plain.
    const terms = glossary.flatMap(({ term, also = [], source }) => [term, ...also, source?.text ?? ''])
    const hard: string[] = []
    for (const address of [
      links.guidance,
      links.cases,
      ...cases.map(({ id }) => links.case(id)),
      ...articles,
    ]) {
      const main = parsePage((await browser(made.app).visit(address)).html).querySelector('main')
      const lines = (main?.querySelectorAll('h2, p, li, dd') ?? []).map(wordsIn).filter(Boolean)
      const age = readingAge(lines.join('\n'), [
        ...names,
        ...terms.filter((term) => term.length > 6),
        'monitoring officer',
        'Handfast contributors',
      ])
      if (age > 12) hard.push(`${address} is read at ${age.toFixed(1)}`)
    }
    assert.deepEqual(hard, [])
  })
})
