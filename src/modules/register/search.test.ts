import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import fc from 'fast-check'
import { testApp, type TestApp } from '#test/support/app.ts'
import { browser } from '#test/support/browser.ts'
import { testContent, testDatabase } from '#test/support/database.ts'
import { openShelf } from './shelf.ts'
import { searchIndex, textIndex } from './text-index.ts'

const content = testContent()
let made: TestApp

describe('the search over everything public', () => {
  before(async () => {
    await (await testDatabase()).empty()
    made = await testApp()
  })

  test('one search finds councils, entries, cases, questions and words', async () => {
    const reader = browser(made.app)
    await reader.visit('/')
    await reader.follow('Search')
    reader.fill('q', 'camden')
    const camden = await reader.press('Search')
    assert.match(camden.title, /^Search – \d+ results for “camden” – Handfast$/)
    assert.match(camden.text, /London Borough of Camden Council.*Shared Digital/s)
    for (const [typed, expected] of [
      ['tupe', 'TUPE'],
      ['southwest one', 'Southwest One'],
      ['exit plan', 'Exit plan'],
      ['joint committee', 'Joint committee'],
      ['northamptonshire', 'LGSS'],
    ] as const) {
      const { text } = await browser(made.app).visit(`/search?q=${encodeURIComponent(typed)}`)
      assert.ok(text.includes(expected), typed)
    }
  })

  test('a council is found with any one letter wrong, left out, added or swapped with the next', async () => {
    const { index } = await openShelf({ ...made.deps, content }).book()
    const find = (typed: string) => searchIndex(index, typed).map(({ title }) => title)
    for (const typed of ['Hamersmith', 'Hammersmitth', 'Hammersmiht', 'Hanmersmith', 'hammersmith'])
      assert.ok(
        find(typed).some((title) => title.includes('Hammersmith')),
        typed,
      )
    for (const { shortName, name } of content.authorities.filter((_, i) => i % 7 === 0)) {
      const [word = ''] = shortName.split(/[ -]/).toSorted((a, b) => b.length - a.length)
      if (word.length < 6) continue
      const wrong = `${word.slice(0, 3)}q${word.slice(4)}`
      assert.ok(find(wrong).includes(name), `${wrong} for ${name}`)
    }
  })

  test('every document is found by the words of its own title', async () => {
    const { index } = await openShelf({ ...made.deps, content }).book()
    for (const { title, href } of index.docs.filter((_, i) => i % 5 === 0))
      assert.ok(
        searchIndex(index, title, 1000).some((each) => each.href === href),
        title,
      )
  })

  test('all words typed count, and when no document has them all, those with most come', () => {
    const docs = ['red house', 'red barn', 'blue barn'].map((title) => ({ title, also: '', text: '' }))
    const titles = (typed: string) => searchIndex(textIndex(docs), typed).map(({ title }) => title)
    assert.deepEqual(titles('red barn'), ['red barn'])
    assert.deepEqual(titles('green barn').toSorted(), ['blue barn', 'red barn'])
    assert.deepEqual(
      titles('bran'),
      ['red barn', 'blue barn'].toSorted((a, b) => titles('bran').indexOf(a) - titles('bran').indexOf(b)),
    )
    assert.deepEqual(titles('xyzzy'), [])
  })

  test('no text that anybody can type breaks the search', () => {
    const docs = [{ title: 'constructor __proto__', also: 'toString', text: 'a b c' }]
    const index = textIndex(docs)
    fc.assert(
      fc.property(fc.string({ maxLength: 80 }), (typed) => assert.ok(searchIndex(index, typed).length <= 1)),
    )
    assert.equal(searchIndex(index, 'constructor').length, 1)
  })

  test('a search that finds nothing says what to do, and markup in it stays text', async () => {
    const { text } = await browser(made.app).visit('/search?q=xyzzyx')
    assert.match(text, /0 results for “xyzzyx” Try fewer words/)
    const { html } = await browser(made.app).visit(
      `/search?q=${encodeURIComponent('<script>alert(1)</script>')}`,
    )
    assert.ok(!html.includes('<script>alert'))
  })
})
