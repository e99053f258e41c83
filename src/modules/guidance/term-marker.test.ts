import assert from 'node:assert/strict'
import { test } from 'node:test'
import { defined, termMarker } from './term-marker.ts'

const glossary = [
  {
    id: 'seal',
    term: 'seal',
    also: ['sealed'],
    meaning: 'To close your answers so that "nobody" can read them yet.',
  },
  { id: 'gate', term: 'gate', also: ['gates'], meaning: 'A statement that must be met.' },
]
const marks = (html: string): string[] =>
  [...html.matchAll(/href="\/guidance\/words\/([^"]+)"/g)].map((match) => match[1] ?? '')

test('the first place of each term on a page leads to its article, and no later one does', () => {
  const mark = termMarker(glossary)
  assert.deepEqual(marks(mark('You sealed it. A sealed gate.').html), ['seal', 'gate'])
  assert.deepEqual(marks(mark('Seal the gates.').html), [])
  assert.deepEqual(marks(termMarker(glossary)('Seal the gates.').html), ['seal', 'gate'])
})

test('the words stay as they were written, and markup in them stays text', () => {
  const { html } = defined('1 < 2 & sealed <b>', glossary)
  assert.equal(html.replaceAll(/<\/?a[^>]*>/g, ''), '1 &lt; 2 &amp; sealed &lt;b&gt;')
  assert.match(html, /&quot;nobody&quot;/)
  assert.match(html, />sealed<\/a>/)
})

test('a text without terms, and an empty glossary, change nothing', () => {
  assert.equal(defined('Nothing here', glossary).html, 'Nothing here')
  assert.equal(defined('A gate', []).html, 'A gate')
})
