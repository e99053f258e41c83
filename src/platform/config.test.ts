import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { parseEnv } from 'node:util'
import { test } from 'node:test'
import { readConfig, settings, type Environment } from './config.ts'
import type { Setting } from './setting.ts'
import { envExample, settingsTable } from './settings-text.ts'

const all: readonly Setting<unknown>[] = Object.values(settings)
const read = (env: Environment) => readConfig(env, '/srv/handfast')

function config(env: Environment) {
  const outcome = read(env)
  assert.ok(outcome.ok, outcome.ok ? '' : outcome.problems.join('\n'))
  return outcome.config
}

function problems(env: Environment) {
  const outcome = read(env)
  return outcome.ok ? [] : outcome.problems
}

test('nothing needs to be set', () => {
  assert.deepEqual(config({}), {
    port: 3000,
    host: '127.0.0.1',
    url: 'http://localhost:3000',
    dataFolder: '/srv/handfast/data',
    key: undefined,
    keyFile: '/srv/handfast/data.key',
    databaseUrl: undefined,
    databaseOwnerUrl: undefined,
    databasePool: 10,
    smtpUrl: undefined,
    mailFrom: 'Handfast <handfast@localhost>',
    backup: true,
    backupFolder: '/srv/handfast/data-backups',
    backupKeep: 14,
    backupTime: { hour: 2, minute: 30 },
    logLevel: 'info',
    trustProxy: false,
  })
})

test('a setting that is empty is a setting that is not set', () => {
  const empty = Object.fromEntries(all.map(({ name }) => [name, '  ']))
  assert.deepEqual(config(empty), config({}))
})

test('what follows from another setting follows it', () => {
  const { url, keyFile, backupFolder } = config({ PORT: '8080', HANDFAST_DATA: '/var/lib/handfast' })
  assert.equal(url, 'http://localhost:8080')
  assert.equal(keyFile, '/var/lib/handfast.key')
  assert.equal(backupFolder, '/var/lib/handfast-backups')
})

const good: readonly [string, string, keyof typeof settings, unknown][] = [
  ['HANDFAST_URL', 'https://handfast.example.gov.uk/', 'url', 'https://handfast.example.gov.uk'],
  ['HOST', '::1', 'host', '::1'],
  ['HOST', '0.0.0.0', 'host', '0.0.0.0'],
  ['BACKUP', 'off', 'backup', false],
  ['BACKUP_TIME', '23:59', 'backupTime', { hour: 23, minute: 59 }],
  ['TRUST_PROXY', 'loopback, 10.0.0.0/8', 'trustProxy', ['loopback', '10.0.0.0/8']],
  ['LOG_LEVEL', 'silent', 'logLevel', 'silent'],
  ['HANDFAST_KEY', Buffer.alloc(32, 7).toString('base64'), 'key', Buffer.alloc(32, 7)],
]

for (const [name, text, field, value] of good) {
  test(`${name} may be ${text}`, () => assert.deepEqual(config({ [name]: text })[field], value))
}

const wrong: readonly [string, string][] = [
  ['PORT', '0'],
  ['PORT', '65536'],
  ['PORT', '80 80'],
  ['PORT', '1e3'],
  ['PORT', '-1'],
  ['HOST', 'localhost:3000'],
  ['HANDFAST_URL', 'handfast.example.gov.uk'],
  ['HANDFAST_URL', 'https://example.gov.uk/handfast'],
  ['HANDFAST_URL', 'ftp://example.gov.uk'],
  ['HANDFAST_KEY', 'secret'],
  ['HANDFAST_KEY', Buffer.alloc(31, 7).toString('base64')],
  ['DATABASE_URL', 'mysql://secret@host/db'],
  ['DATABASE_POOL', '0'],
  ['SMTP_URL', 'https://secret@mail.example.gov.uk'],
  ['MAIL_FROM', 'Handfast'],
  ['MAIL_FROM', 'a@b.example\r\nBcc: c@d.example'],
  ['BACKUP', 'yes'],
  ['BACKUP_KEEP', '0'],
  ['BACKUP_TIME', '24:00'],
  ['BACKUP_TIME', '2:30'],
  ['LOG_LEVEL', 'loud'],
  ['TRUST_PROXY', 'on'],
  ['TRUST_PROXY', '10.0.0.0/33'],
]

for (const [name, text] of wrong) {
  test(`${name} may not be ${JSON.stringify(text)}, and one sentence says what to do`, () => {
    const [problem, ...more] = problems({ [name]: text })
    assert.deepEqual(more, [])
    assert.match(problem ?? '', new RegExp(`^${name} must be .+: change it, or take it away.*\\.$`, 's'))
  })
}

test('no problem shows a password or a key', () => {
  for (const { name } of all.filter(({ secret }) => secret)) {
    for (const problem of problems({ [name]: 'wrong://name:hunter2@host' }))
      assert.doesNotMatch(problem, /hunter2/)
  }
})

test('a server may be used without its owner, where the tables are brought up to date elsewhere', () => {
  assert.equal(config({ DATABASE_URL: 'postgres://app@localhost/handfast' }).databaseOwnerUrl, undefined)
})

test('all problems are told at once', () => {
  assert.equal(problems({ PORT: 'x', BACKUP: 'x', HANDFAST_PROT: '1' }).length, 3)
})

test('a name like ours that is not ours is an error, except those of the tests', () => {
  assert.deepEqual(problems({ HANDFAST_PROT: '1' }), [
    'HANDFAST_PROT is not a setting of Handfast: take it away, or use a name listed in .env.example.',
  ])
  assert.deepEqual(problems({ HANDFAST_STRICT: '1', HANDFAST_TEST_DATABASE: 'postgres', PATH: '/bin' }), [])
})

const url = 'postgres://app:secret@localhost/handfast'
const contradictory: readonly [string, Environment, RegExp][] = [
  ['an owner without a server', { DATABASE_OWNER_URL: url }, /^DATABASE_OWNER_URL needs DATABASE_URL/],
  ['mail from nobody', { SMTP_URL: 'smtp://localhost' }, /^SMTP_URL needs MAIL_FROM/],
  [
    'the key beside the answers',
    { HANDFAST_KEY_FILE: './data/key' },
    /^HANDFAST_KEY_FILE is inside the data/,
  ],
  [
    'backups in the database',
    { BACKUP_FOLDER: './data/pg/backups' },
    /^BACKUP_FOLDER is inside the database/,
  ],
  [
    'two keys',
    { HANDFAST_KEY: Buffer.alloc(32).toString('base64'), HANDFAST_KEY_FILE: './my.key' },
    /^HANDFAST_KEY and HANDFAST_KEY_FILE are both set/,
  ],
]

for (const [title, env, sentence] of contradictory) {
  test(`settings that contradict each other stop the start: ${title}`, () => {
    const found = problems(env)
    assert.equal(found.length, 1)
    assert.match(found[0] ?? '', sentence)
  })
}

test('.env.example lists every setting, as it is when nothing is set', () => {
  assert.equal(readFileSync(new URL('../../.env.example', import.meta.url), 'utf8'), envExample())
  const uncommented = parseEnv(envExample().replaceAll(/^#(?=[A-Z_]+=)/gm, ''))
  assert.equal(Object.keys(uncommented).length, all.length)
  assert.deepEqual(config(uncommented), config({}))
})

test('the README’s table is this one, and has a row for every setting', () => {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8')
  assert.ok(readme.includes(settingsTable()), `Put this table into README.md:\n${settingsTable()}`)
  for (const { name } of all)
    assert.match(settingsTable(), new RegExp(`^\\| \`${name}\` \\| .+ \\| .+ \\|$`, 'm'))
})
