import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testAssets } from '#test/support/app.ts'
import { pageFaults, parsePage, wordsIn } from '#test/support/page-check.ts'
import { replyMeaning } from './text.ts'
import { overviewPage, type OverviewModel } from './views/overview-page.ts'

const now = new Date('2026-06-03T12:00:00Z')
const shell = { assets: testAssets(), path: '/operator', operator: true }
const made = { at: '2026-06-03T01:30:00Z', file: 'b.zip', bytes: 1, rows: 2 }

function overview(
  change: Partial<Omit<OverviewModel, 'health'>> & { health?: Partial<OverviewModel['health']> } = {},
): string {
  const { health, ...rest } = change
  const page = overviewPage(shell, {
    version: '0.1.0',
    mailOn: true,
    backupOn: true,
    ownAddress: 'olga@host.example',
    now,
    tested: null,
    ...rest,
    health: {
      engine: '18.6',
      mail: { waiting: 0, failed: 0, lastSentAt: null },
      backup: { ok: true, words: 'Two tables.', made },
      people: 3,
      councils: 2,
      freeBytes: 5e9,
      ...health,
    },
  })
  assert.deepEqual(pageFaults(page.html), [])
  return wordsIn(parsePage(page.html).querySelector('main'))
}

test('an instance that is well says so', () => {
  const words = overview()
  assert.match(words, /Mail On 0 waiting, 0 failed, none sent yet/)
  assert.match(words, /Backups Good Last made 3 June 2026 at 2:30am/)
  assert.match(words, /Disk Enough 5.0 GB free/)
  assert.match(words, /3 people, acting for 2 councils/)
})

test('what is not well stands out, with what to do', () => {
  assert.match(overview({ mailOn: false }), /Mail Off No mail server is set up.*set SMTP_URL/)
  assert.match(
    overview({ health: { mail: { waiting: 1, failed: 2, lastSentAt: now } } }),
    /Mail Look here 1 waiting, 2 failed/,
  )
  assert.match(overview({ backupOn: false }), /Backups Off/)
  assert.match(overview({ health: { backup: null } }), /Backups None yet/)
  const failed = { ok: false, words: 'The disk is full.', made, failedAt: now.toISOString() }
  assert.match(overview({ health: { backup: failed } }), /Backups Failed.*The disk is full/)
  const old = { ok: true, words: '', made: { ...made, at: '2026-05-31T01:30:00Z' } }
  assert.match(overview({ health: { backup: old } }), /Backups Old/)
  assert.match(overview({ health: { freeBytes: 9e8 } }), /Disk Nearly full 0.9 GB/)
})

test('what a mail server says is put into words, with its own beside them', () => {
  for (const [reply, meaning] of [
    ['getaddrinfo ENOTFOUND mail.example', /no mail server of that name/],
    ['connect ECONNREFUSED 10.0.0.1:25', /did not answer/],
    ['535 5.7.8 Authentication credentials invalid', /name or password/],
    ['self-signed certificate', /No safe connection/],
    ['554 rejected', /refused the message/],
  ] as const)
    assert.match(replyMeaning({ accepted: false, reply, final: false }), meaning, reply)
  const words = overview({ tested: { accepted: true, reply: '250 queued' } })
  assert.match(words, /took the message.*own words: “250 queued”/)
})
