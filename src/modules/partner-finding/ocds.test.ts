import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import { readCsv } from '#content/csv.ts'
import { testContent } from '#test/support/database.ts'
import { matchCouncil } from './council-name.ts'
import { noticeRefusalWords } from './load-file.ts'
import { readReleases } from './ocds.ts'

const content = testContent()
const councils = content.authorities.map(({ code, name, shortName }) => ({
  code,
  name,
  also: [
    shortName,
    ...content.successions
      .filter(({ successor }) => successor === code)
      .map(({ predecessorName }) => predecessorName),
  ],
}))
const today = '2026-06-01'
const release = (over: object = {}) => ({
  ocid: 'ocds-1',
  date: '2026-01-01T00:00:00Z',
  buyer: { name: 'Adur District Council' },
  tender: {
    title: 'Payroll system',
    classification: { scheme: 'CPV', id: '79211110' },
    contractPeriod: { endDate: '2028-03-31T23:59:59+01:00' },
  },
  ...over,
})
const whyOf = (over: object) => {
  const read = readReleases(JSON.stringify({ releases: [release(over)] }), today)
  assert.ok('rejected' in read)
  return read.rejected[0]?.why.type
}

test('a release is read: who buys, what, until which day in London, and where it is published', () => {
  const award = {
    status: 'active',
    suppliers: [{ name: 'A Ltd' }],
    contractPeriod: { endDate: '2027-06-30T23:30:00Z' },
    documents: [{ url: 'javascript:alert(1)' }, { url: 'https://example.gov.uk/notice/1' }],
  }
  const read = readReleases(JSON.stringify({ releases: [release({ awards: [award] })] }), today)
  assert.ok('notices' in read)
  assert.deepEqual(read.notices, [
    {
      at: 1,
      ocid: 'ocds-1',
      buyer: 'Adur District Council',
      title: 'Payroll system',
      cpv: '79211110',
      supplier: 'A Ltd',
      endsOn: '2027-07-01',
      address: 'https://example.gov.uk/notice/1',
    },
  ])
})

test('each release that is left out says why', () => {
  for (const none of [7, null, 'x', []]) {
    const read = readReleases(JSON.stringify({ releases: [none] }), today)
    assert.ok('rejected' in read)
    assert.equal(read.rejected[0]?.why.type, 'not-a-release')
  }
  assert.equal(whyOf({ ocid: 7 }), 'no-ocid')
  assert.equal(whyOf({ buyer: { name: '  ' } }), 'no-buyer')
  assert.equal(whyOf({ tender: {} }), 'no-title')
  assert.equal(whyOf({ tender: { title: 'X' } }), 'no-end')
  assert.equal(whyOf({ tender: { title: 'X', contractPeriod: { endDate: 'soon' } } }), 'end-unreadable')
  assert.equal(whyOf({ tender: { title: 'X', contractPeriod: { endDate: '2027-02-30' } } }), 'end-unreadable')
  assert.equal(whyOf({ tender: { title: 'X', contractPeriod: { endDate: '2026-05-31' } } }), 'past')
  assert.equal(whyOf({ awards: [{ status: 'cancelled' }] }), 'given-up')
})

test('of several releases of one contract the latest counts, in whatever order they come', () => {
  for (const order of [
    [0, 1],
    [1, 0],
  ]) {
    const both = [
      release(),
      release({ date: '2026-02-01T00:00:00Z', tender: { ...release().tender, title: 'Later' } }),
    ]
    const read = readReleases(JSON.stringify(order.map((at) => both[at])), today)
    assert.ok('notices' in read)
    assert.deepEqual(
      read.notices.map(({ title }) => title),
      ['Later'],
    )
    assert.equal(read.rejected[0]?.why.type, 'superseded')
  }
})

const odd = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom(
    '2027-01-01',
    '2027-13-45T99:99Z',
    '\u0000',
    '\uD800',
    'constructor',
    '__proto__',
    '-'.repeat(2000),
  ),
)

/** A good file with something odd in a random place. */
const spoilt = fc.tuple(fc.array(fc.nat(40), { minLength: 1, maxLength: 6 }), odd).map(([path, value]) => {
  const file: unknown = {
    releases: [release(), release({ ocid: 'ocds-2', awards: [{ suppliers: [{ name: 'B' }] }] })],
  }
  let at = file as Record<string, unknown>
  for (const step of path.slice(0, -1)) {
    const keys = Object.keys(at)
    const next = at[keys[step % Math.max(1, keys.length)] ?? '']
    if (typeof next !== 'object' || next === null) break
    at = next as Record<string, unknown>
  }
  const keys = Object.keys(at)
  at[keys[(path.at(-1) ?? 0) % Math.max(1, keys.length)] ?? 'x'] = value
  return JSON.stringify(file)
})

test('no file crashes the reader, and what is read and left out add up', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        spoilt,
        fc.json(),
        fc.string(),
        odd.map((value) => JSON.stringify({ releases: [value, value] })),
      ),
      (text) => {
        const read = readReleases(text, today)
        if ('problem' in read) return
        const places = [...read.notices, ...read.rejected].map(({ at }) => at).sort((a, b) => a - b)
        assert.deepEqual(
          places,
          places.map((_, index) => index + 1),
        )
        for (const { why } of read.rejected) assert.ok(noticeRefusalWords(why).length > 5)
        for (const { title, buyer, supplier, ocid } of read.notices)
          for (const kept of [title, buyer, supplier ?? '', ocid])
            assert.ok(kept.isWellFormed() && !kept.includes('\u0000') && kept.length <= 300)
      },
    ),
    { numRuns: 2000 },
  )
})

test('a buyer’s name is matched with a score, asked about when unsure, and never guessed', () => {
  const match = (name: string) => matchCouncil(name, councils)
  const codeOf = (slug: string) => content.authorities.find((each) => each.slug === slug)?.code
  assert.deepEqual(match('ADUR DISTRICT COUNCIL'), { type: 'sure', code: codeOf('adur'), score: 1 })
  assert.equal(match('London Borough of Ealing Council').type, 'sure')
  for (const between of ['Richmond', 'Newcastle Council', 'St Helen', 'North Council'])
    assert.notEqual(match(between).type, 'sure', between)
  for (const other of ['Transport for London', 'NHS Supply Chain', '', 'x', 'Ministry of Defence'])
    assert.notEqual(match(other).type, 'sure', other)
  const lincoln = match('Lincolnshire County Council')
  assert.ok(lincoln.type === 'sure' && lincoln.code === codeOf('lincolnshire'))
})

test('a name with letters changed is never taken for another council', () => {
  const some = fc.constantFrom(...councils)
  fc.assert(
    fc.property(some, fc.nat(), fc.constantFrom('a', 'x', ' ', ''), ({ code, name }, at, letter) => {
      const place = at % name.length
      const found = matchCouncil(name.slice(0, place) + letter + name.slice(place + 1), councils)
      assert.ok(found.type !== 'sure' || found.code === code, `${name} became ${JSON.stringify(found)}`)
    }),
    { numRuns: 400 },
  )
})

const folder = join(import.meta.dirname, '../../../../shared/data')
const skip = existsSync(folder) ? false : 'the collected releases are not beside the project'

test(
  'the 124 real releases: no buyer is taken for another council, and nearly all are known at once',
  { skip },
  () => {
    const { rows } = readCsv(readFileSync(join(folder, 'contracts.csv'), 'utf8'))
    const known = new Set(councils.map(({ code }) => code))
    let sure = 0
    let all = 0
    for (const { cells } of rows) {
      const [name, code] = [cells['buyer_name'] ?? '', cells['gss_code'] ?? '']
      if (!known.has(code)) continue
      all += 1
      const found = matchCouncil(name, councils)
      if (found.type === 'sure') {
        assert.equal(found.code, code, name)
        sure += 1
      } else assert.ok(found.type === 'ask' && found.candidates.some((each) => each.code === code), name)
    }
    assert.ok(all > 100 && sure > 0.9 * all, `${sure} of ${all}`)
    const read = readReleases(readFileSync(join(folder, 'ocds_council_releases.json'), 'utf8'), '2025-01-01')
    assert.ok('notices' in read)
    assert.equal(read.notices.length + read.rejected.length, 124)
  },
)
