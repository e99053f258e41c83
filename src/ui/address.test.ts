import assert from 'node:assert/strict'
import { test } from 'node:test'
import { safeAddress } from './address.ts'
import { govukBackLink } from './back-link.ts'

test('a link may lead to the web, to mail, to a telephone and to places on this site', () => {
  for (const address of [
    'https://example.org/a?b=c:d',
    'HTTP://example.org',
    'mailto:a@example.org',
    'tel:+441632960000',
    '/rounds/1',
    '#main',
    '?page=2',
    'a/b',
    '',
    '//example.org',
  ])
    assert.equal(safeAddress(address), address)
})

test('a link that would run something leads nowhere', () => {
  for (const address of [
    'javascript:alert(1)',
    'JavaScript:alert(1)',
    ' javascript:alert(1)',
    'java\nscript:alert(1)',
    '\u0001javascript:alert(1)',
    'java\tscript\r:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    'blob:x',
    'file:///etc/passwd',
    'next:',
  ])
    assert.equal(safeAddress(address), '#blocked', JSON.stringify(address))
  assert.match(govukBackLink({ href: 'javascript:alert(1)' }).html, /href="#blocked"/)
})
