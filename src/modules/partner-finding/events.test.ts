import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import fc from 'fast-check'
import type { CouncilViewer, Viewer } from '#platform/viewer.ts'
import { itemsOf, program, tokenOf } from '#test/support/api.ts'
import { testApp, type TestApp } from '#test/support/app.ts'
import { testDatabase } from '#test/support/database.ts'
import * as make from '#test/support/make.ts'
import { pageFaults } from '#test/support/page-check.ts'
import { readEventSheet } from './event-sheet.ts'
import { coincidences, type FindingEvent } from './overlap.ts'

const event = (over: Partial<FindingEvent>): FindingEvent => ({
  id: 'a',
  council: 'A',
  councilName: 'A',
  kind: 'contract-end',
  title: 'Payroll',
  service: 'payroll',
  cpv: null,
  supplier: null,
  day: '2027-03-31',
  source: 'register',
  sourceAddress: null,
  ...over,
})

test('two dates fall together by service or by the first three digits of the code, within the days asked for, ahead', () => {
  const own = [event({})]
  const other = (over: Partial<FindingEvent>) => event({ id: 'b', council: 'B', ...over })
  const found = (...others: FindingEvent[]) =>
    coincidences(own, others, { days: 90, today: '2026-06-01' }).length
  assert.equal(found(other({ day: '2027-06-29' })), 1)
  assert.equal(found(other({ day: '2027-06-30' })), 0)
  assert.equal(found(other({ service: 'legal' })), 0)
  assert.equal(found(other({ council: 'A' })), 0)
  const coded = [event({ service: 'other', cpv: '79211110' })]
  const within = { days: 90, today: '2026-06-01' }
  assert.equal(
    coincidences(coded, [other({ service: 'finance', cpv: '79212000' })], within)[0]?.because,
    'cpv',
  )
  assert.equal(coincidences(coded, [other({ service: 'other', cpv: '79311110' })], within).length, 0)
  assert.equal(coincidences([event({ day: '2026-05-31' })], [other({ day: '2026-06-01' })], within).length, 0)
})

test('a sheet is read whatever its headings and dates look like, and each row that cannot be read says why', () => {
  const read = readEventSheet([
    {
      name: 'S',
      rows: [
        ['Our contracts'],
        ['Contract', 'End date', 'CPV code', 'Service', 'Kind'],
        ['Payroll', '30/9/2028', '79211110-0', null, null],
        ['Lawyers', '2028-02-29', null, 'Legal', 'lease'],
        ['', '2028-01-01', null, null, null],
        ['No date', null, null, null, null],
        ['Bad', '31 February 2028', null, null, null],
        ['Bad', '2028-01-01', 'x', null, null],
        ['Bad', '2028-01-01', null, 'Magic', null],
        ['Bad', '2028-01-01', null, null, 'party'],
        ['Payroll', '30 Sept 2028', '79211110', null, null],
      ],
    },
  ])
  assert.ok('rows' in read)
  assert.deepEqual(
    read.rows.map(({ at, title, day, service, kind }) => [at, title, day, service, kind]),
    [
      [3, 'Payroll', '2028-09-30', 'payroll', 'contract-end'],
      [4, 'Lawyers', '2028-02-29', 'legal', 'lease-end'],
    ],
  )
  assert.deepEqual(
    read.rejected.map(({ at, why }) => [at, why.type]),
    [
      [5, 'no-title'],
      [6, 'date'],
      [7, 'date'],
      [8, 'cpv'],
      [9, 'service'],
      [10, 'kind'],
      [11, 'twice'],
    ],
  )
  assert.deepEqual(readEventSheet([]), { problem: 'no-heading' })
})

test('no sheet crashes the reader', () => {
  const cell = fc.oneof(
    fc.string(),
    fc.double(),
    fc.constant(null),
    fc.constantFrom('What', 'Date', '2028-01-01', '\u0000'),
  )
  fc.assert(
    fc.property(fc.array(fc.array(cell, { maxLength: 6 }), { maxLength: 8 }), (rows) => {
      readEventSheet([{ name: 'S', rows: [['What', 'Date', 'Service'], ...rows] }])
    }),
    { numRuns: 300 },
  )
})

const { db, owner, empty } = await testDatabase()
const { ashby, barnshire, coldwell } = make.codes

describe('dates that matter', () => {
  let built: TestApp
  let one: CouncilViewer
  let two: CouncilViewer
  let three: CouncilViewer
  before(async () => {
    await empty()
    built = await testApp()
    one = await make.person(db, ashby)
    two = await make.person(db, barnshire)
    three = await make.person(db, coldwell)
  })

  async function get(viewer: Viewer | null, url: string, status = 200) {
    const cookie = viewer && (await built.signInAs(viewer))
    const response = await built.app.inject({
      url,
      headers: { host: 'localhost', ...(cookie ? { cookie } : {}) },
    })
    assert.equal(response.statusCode, status, url)
    if (String(response.headers['content-type']).includes('html'))
      assert.deepEqual(pageFaults(response.body), [], url)
    return response.body
  }

  async function post(viewer: Viewer, url: string, form: Record<string, string> | string[][], status = 303) {
    const response = await built.app.inject({
      method: 'POST',
      url,
      headers: {
        host: 'localhost',
        origin: 'http://localhost',
        cookie: await built.signInAs(viewer),
        'content-type': 'application/x-www-form-urlencoded',
      },
      payload: new URLSearchParams(form).toString(),
    })
    assert.equal(response.statusCode, status, `${url}: ${response.body.slice(0, 400)}`)
    if (status !== 303) assert.deepEqual(pageFaults(response.body), [], url)
    return { body: response.body, to: response.headers.location ?? '' }
  }

  async function upload(viewer: Viewer, name: string, content: string, status = 303) {
    const boundary = 'x-boundary-x'
    const response = await built.app.inject({
      method: 'POST',
      url: '/partner-finding/dates/load',
      headers: {
        host: 'localhost',
        origin: 'http://localhost',
        cookie: await built.signInAs(viewer),
        'content-type': `multipart/form-data; boundary=${boundary}`,
      },
      payload: `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: application/octet-stream\r\n\r\n${content}\r\n--${boundary}--\r\n`,
    })
    assert.equal(response.statusCode, status, response.body.slice(0, 400))
    if (status !== 303) assert.deepEqual(pageFaults(response.body), [])
    return { body: response.body, to: response.headers.location ?? '' }
  }

  const payroll = {
    kind: 'contract-end',
    title: 'CANARY payroll system',
    'on-day': '31',
    'on-month': '3',
    'on-year': '2027',
    service: 'payroll',
    source: 'our contracts register',
    shared: 'private',
  }

  test('a date is noted by hand; what was typed wrong is kept and said', async () => {
    assert.match(await get(one, '/partner-finding/dates'), /Add your first date/)
    await get(one, '/partner-finding/dates/new')
    const wrong = await post(
      one,
      '/partner-finding/dates/new',
      { ...payroll, 'on-month': '13', cpv: '12', shared: '' },
      422,
    )
    assert.match(wrong.body, /must have a month from 1 to 12/)
    assert.match(wrong.body, /CANARY payroll system/)
    await post(one, '/partner-finding/dates/new', payroll)
    assert.match(await get(one, '/partner-finding/dates'), /CANARY payroll system/)
  })

  test('a private date is seen by its own council alone; partners see what is for partners; anybody what is public', async () => {
    await post(two, '/partner-finding/dates/new', { ...payroll, title: 'Their payroll', 'on-month': '5' })
    const sees = async (viewer: Viewer) =>
      (await get(viewer, '/partner-finding/dates/coinciding')).includes('CANARY')
    assert.equal(await sees(two), false)
    const [, id = ''] = /dates\/([0-9a-f-]{36})"/.exec(await get(one, '/partner-finding/dates')) ?? []
    await get(two, `/partner-finding/dates/${id}`, 404)
    await post(two, `/partner-finding/dates/${id}/remove`, {}, 404)
    const where = `/partner-finding/dates/${id}`
    await get(one, where)
    await post(one, where, { ...payroll, shared: 'partners' })
    assert.equal(await sees(two), false)
    const together = await make.partnership(db, one, [ashby, barnshire])
    await owner.query('update partnership_member set joined_at = null where authority_code = $1', [barnshire])
    assert.equal(await sees(two), false, 'a council that has not joined is no partner')
    await owner.query('update partnership_member set joined_at = now() where partnership_id = $1', [together])
    assert.equal(await sees(two), true)
    await post(three, '/partner-finding/dates/new', { ...payroll, title: 'Theirs too' })
    assert.equal(await sees(three), false)
    await post(one, where, { ...payroll, shared: 'public' })
    assert.equal(await sees(three), true)
    assert.match(await get(three, '/partner-finding/dates/coinciding?months=1'), /On the same day as yours/)
    assert.doesNotMatch(await get(two, '/partner-finding/dates/coinciding?months=1'), /CANARY/)
    const page = await get(two, '/partner-finding/dates/coinciding')
    assert.match(page, /our contracts register/)
    assert.match(page, /31 March 2027/)
    assert.match(page, /31 May 2027/)
    await post(one, where, payroll)
  })

  test('a reader sees the dates and cannot change them', async () => {
    const reader = await make.person(db, ashby, { role: 'reader' })
    assert.doesNotMatch(await get(reader, '/partner-finding/dates'), /Take it away/)
    await post(reader, '/partner-finding/dates/new', payroll, 403)
    await get(reader, '/partner-finding/dates/calendar', 403)
  })

  test('a sheet is looked at, chosen from, saved privately, and taken back', async () => {
    assert.match(await get(one, '/partner-finding/dates/sheet.csv'), /What/)
    await get(one, '/partner-finding/dates/load')
    const wrong = await upload(one, 'x.csv', 'Name,Phone\nA,1\n', 422)
    assert.match(wrong.body, /It needs “What” and “Date”/)
    const { to } = await upload(
      one,
      'dates.csv',
      'What,Date,Service\nParking machines,30/9/2028,Parking\nNo date,,\nPark mowers,1/4/2029,\n',
    )
    const preview = await get(one, to)
    assert.match(preview, /2 dates to look at/)
    assert.match(preview, /It has no date/)
    await get(two, to, 404)
    const none = await post(one, to, {}, 422)
    assert.match(none.body, /Tick at least one/)
    await post(one, to, { 'row-2': 'yes' })
    const saved = await get(one, '/partner-finding/dates')
    assert.match(saved, /Parking machines/)
    assert.doesNotMatch(saved, /Park mowers/)
    await post(one, to, { 'row-2': 'yes' })
    await post(one, `${to}/undo`, {})
    assert.doesNotMatch(await get(one, '/partner-finding/dates'), /Parking machines/)
    assert.match(await get(one, '/partner-finding/dates'), /CANARY/)
  })

  test('notices of others are kept for one’s own council alone; an unsure buyer is asked about; a known notice is not kept twice', async () => {
    const release = (ocid: string, buyer: string, title: string) => ({
      ocid,
      buyer: { name: buyer },
      tender: {
        title,
        classification: { id: '79211110' },
        contractPeriod: { endDate: '2027-04-30T00:00:00Z' },
        documents: [{ url: 'https://example.gov.uk/n' }],
      },
    })
    const file = JSON.stringify({
      releases: [
        release('o-1', 'Adur District Council', 'Our own payroll'),
        release('o-2', 'Amber Valley Borough Council', 'Their payroll from a notice'),
        release('o-3', 'Newcastle Council', 'Whose payroll is this?'),
        release('o-4', 'Ministry of Silly Walks', 'Nobody’s payroll'),
        {
          ...release('o-5', 'Adur District Council', 'Old'),
          tender: { title: 'Old', contractPeriod: { endDate: '2020-01-01' } },
        },
      ],
    })
    const { to } = await upload(one, 'notices.json', file)
    const preview = await get(one, to)
    assert.match(preview, /Which council is “Newcastle Council”\?/)
    assert.match(preview, /is like no council we know/)
    assert.match(preview, /The contract ended on 1 January 2020/)
    const all = [
      ['row-1', 'yes'],
      ['row-2', 'yes'],
      ['row-3', 'yes'],
    ]
    const asked = await post(one, to, all, 422)
    assert.match(asked.body, /Say which council “Newcastle Council” is/)
    await post(one, to, [...all, ['buyer-0', 'none']])
    const page = await get(one, '/partner-finding/dates')
    assert.match(page, /Our own payroll/)
    assert.match(page, /Amber Valley Borough Council: Their payroll from a notice/)
    assert.doesNotMatch(page, /Whose payroll is this/)
    assert.match(await get(one, '/partner-finding/dates/coinciding'), /Their payroll from a notice/)
    assert.doesNotMatch(await get(two, '/partner-finding/dates'), /Their payroll from a notice/)
    const again = await upload(one, 'notices.json', file)
    await post(one, again.to, [...all, ['buyer-0', 'none']])
    const kept = await owner.query(`select id from finding_event where notice = 'o-2'`)
    assert.equal(kept.rows.length, 1)
    await assert.rejects(
      owner.query(`update finding_event set shared = 'public' where notice = 'o-2'`),
      /check constraint/,
    )
  })

  test('a file that is spoilt in any way is answered with words, never with a fault', async () => {
    for (const content of [
      '{',
      '[]',
      '[1, null, {"ocid": 3}]',
      '{"releases": [[[]]]}',
      '\u0000\u0001',
      'PK\u0003\u0004 not a zip',
      '',
      '"',
      '[{"ocid":"a","buyer":{"name":"x"}}]',
    ]) {
      const boundary = 'x-boundary-x'
      const response = await built.app.inject({
        method: 'POST',
        url: '/partner-finding/dates/load',
        headers: {
          host: 'localhost',
          origin: 'http://localhost',
          cookie: await built.signInAs(one),
          'content-type': `multipart/form-data; boundary=${boundary}`,
        },
        payload: `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="f"\r\n\r\n${content}\r\n--${boundary}--\r\n`,
      })
      assert.ok(
        [303, 422].includes(response.statusCode),
        `${JSON.stringify(content)}: ${response.statusCode}`,
      )
    }
    assert.deepEqual(built.faults, [])
  })

  test('the calendar’s secret address shows the council’s dates to whoever holds it, until it is ended; a hash is kept', async () => {
    await get(one, '/partner-finding/dates/calendar')
    const made = await post(one, '/partner-finding/dates/calendar', {}, 200)
    const [, address = ''] =
      /http:\/\/localhost(\/partner-finding\/calendars\/[\w-]+\.ics)/.exec(made.body) ?? []
    const calendar = await get(null, address)
    assert.match(calendar, /BEGIN:VCALENDAR/)
    assert.match(calendar, /DTSTART;VALUE=DATE:20270331/)
    assert.match(calendar, /CANARY payroll/)
    const secret = address.split('/').at(-1)?.replace('.ics', '') ?? ''
    const kept = await owner.query<{ row: string }>('select t::text as row from finding_feed t')
    assert.ok(secret.length > 40 && !kept.rows.some(({ row }) => row.includes(secret)))
    const page = await get(one, '/partner-finding/dates/calendar')
    assert.ok(!page.includes(secret))
    await get(null, '/partner-finding/calendars/nothing.ics', 404)
    const [, id = ''] = /calendar\/([0-9a-f-]{36})\/end/.exec(page) ?? []
    await post(two, `/partner-finding/dates/calendar/${id}/end`, {}, 404)
    await post(one, `/partner-finding/dates/calendar/${id}/end`, {})
    await get(null, address, 404)
    for (let at = 0; at < 5; at++) await post(one, '/partner-finding/dates/calendar', {}, 200)
    assert.match(
      (await post(one, '/partner-finding/dates/calendar', {}, 409)).body,
      /You have five addresses/,
    )
  })

  test('a program does the same: offers, dates, what falls together, and an interest that stays hidden until it is mutual', async () => {
    const [a, b] = [
      program(built.app, await tokenOf(built.deps, one, 'lead')),
      program(built.app, await tokenOf(built.deps, two, 'lead')),
    ]
    const offer = { side: 'need', service: 'legal', words: 'Lawyers for land', shown: 'signed-in' }
    assert.equal((await a('POST', '/offers', offer)).status, 201)
    assert.equal(itemsOf(await program(built.app, null)('GET', '/offers')).length, 0)
    await a('POST', '/offers', { ...offer, shown: 'public' })
    assert.equal(itemsOf(await program(built.app, null)('GET', '/offers'))[0]?.['words'], 'Lawyers for land')
    const date = {
      kind: 'lease-end',
      title: 'Depot',
      service: 'parks',
      day: '2027-09-01',
      source: 'our register',
      shared: 'public',
    }
    assert.equal((await b('POST', '/dates', date)).status, 201)
    assert.equal((await a('POST', '/dates', { ...date, day: '2027-13-01' })).status, 422)
    await a('POST', '/dates', { ...date, day: '2027-10-01', shared: 'private' })
    const found = await a('GET', '/dates/coinciding?days=40')
    assert.equal(found.status, 200)
    assert.match(found.text, /Depot/)
    const before = await b('GET', '/interests')
    assert.deepEqual((await a('POST', '/interests', { council: barnshire, service: 'parks' })).body, {
      mutual: false,
    })
    assert.equal((await b('GET', '/interests')).text, before.text)
    assert.equal((await a('POST', '/interests', { council: barnshire, service: 'parks' })).status, 409)
    assert.equal((await a('POST', '/interests', { council: 'X', service: 'parks' })).status, 422)
    assert.deepEqual((await b('POST', '/interests', { council: ashby, service: 'parks' })).body, {
      mutual: true,
    })
    assert.match((await a('GET', '/interests')).text, /"mutual":\[\{[^}]*"council"/)
  })
})
