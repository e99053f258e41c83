import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { emailAddress, localPath, personName } from './address.ts'

test('an address is kept in small letters without spaces around it, or refused', () => {
  assert.equal(emailAddress(' Mary.Cole@Ashby.GOV.uk '), 'mary.cole@ashby.gov.uk')
  assert.equal(emailAddress('o’brien@müller.example'), 'o’brien@müller.example')
  for (const typed of [
    '',
    'mary',
    'mary@',
    '@ashby.example',
    'mary@ashby',
    'a b@c.example',
    'mary@ashby.example, x@y.example',
    'Mary <mary@ashby.example>',
    `${'a'.repeat(250)}@b.example`,
    'a@b.example\nBcc: c@d.example',
  ])
    assert.equal(emailAddress(typed), null, typed)
})

test('a name is kept without what cannot be seen', () => {
  assert.equal(personName('  Mary\n\tCole\u200b '), 'Mary Cole')
  assert.equal(personName('   '), null)
  assert.equal(personName('x'.repeat(101)), null)
})

test('wherever somebody is sent after signing in, it is here', () => {
  for (const [text, path] of [
    ['/people?done=x#y', '/people?done=x#y'],
    ['//evil.example', '/'],
    ['/\\evil.example', '/'],
    ['/%2f/evil.example', '/%2f/evil.example'],
    ['https://evil.example', '/'],
    ['javascript:alert(1)', '/'],
    ['/a\r\nSet-Cookie: x', '/'],
    ['/sign-out', '/'],
    ['', '/'],
  ] as const)
    assert.equal(localPath(text), path, text)
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.string({ unit: fc.constantFrom('/', '\\', '.', ':', '@', '\t', '\n', '?', 'e', '%', '2', 'f') }),
      ),
      (text) => new URL(localPath(text), 'http://here.example').origin === 'http://here.example',
    ),
    { numRuns: 2000 },
  )
})
