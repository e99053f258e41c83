import assert from 'node:assert/strict'
import { test } from 'node:test'
import { partnershipMailPaths, partnershipMails } from '#modules/partnership/index.ts'
import { peopleMails } from '#modules/people/index.ts'
import { mailPaths, mails } from './mails.ts'

const facts = {
  round: 'r-1',
  partnership: 'p-1',
  client: 'readiness',
  title: 'Are <we> ready?',
  council: 'Ashby & Co',
  root: 'ab12',
  name: 'Jo "Q" Reed',
  by: 'Mary',
  as: 'reader',
  person: 'Dev',
  // What must never be in a mail, should anybody ever put it among the facts.
  level: 'CANARY',
  reason: 'CANARY',
}

const all = { ...peopleMails, ...partnershipMails, ...mails }

test('every mail says why it was sent, has one link, and reads the same as text and as HTML', () => {
  for (const [name, write] of Object.entries(all)) {
    const { text, html } = write(facts, 'https://handfast.example/x?a=1&b=2')
    assert.match(text, /You get this mail because/, name)
    assert.deepEqual(text.match(/https?:\S+/g), ['https://handfast.example/x?a=1&b=2'], name)
    assert.deepEqual(
      [...html.matchAll(/href="([^"]*)"/g)].map(([, href]) => href),
      ['https://handfast.example/x?a=1&amp;b=2'],
      name,
    )
    assert.ok(!`${text}${html}`.includes('CANARY'), `${name} takes facts it has no use for`)
    assert.ok(!html.includes('<we>') && !html.includes('Ashby & Co'), `${name} escapes what was typed`)
    assert.ok(!/undefined|null|\[object/.test(text), name)
  }
})

test('a mail about a round leads to the round, one about a partnership to the partnership', () => {
  for (const template of Object.keys(mails))
    assert.equal(mailPaths[template]?.(facts), '/readiness/r-1', template)
  assert.equal(partnershipMailPaths['council-invited']?.(facts), '/partnerships/p-1')
})

test('every mail that a command of the round or partnership queues has words', () => {
  for (const template of [
    'terms-changed',
    'terms-offered',
    'round-opened',
    'seal-broken',
    'council-withdrew',
    'round-revealed',
    'round-cancelled',
    'council-invited',
    'receipt',
  ])
    assert.ok(template in all, template)
})
