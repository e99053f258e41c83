import assert from 'node:assert/strict'
import { beforeEach, describe, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { inside, itemsOf, program, tokenOf, type Fields, type Program } from '#test/support/api.ts'
import { testApp, type TestApp } from '#test/support/app.ts'
import { testDatabase } from '#test/support/database.ts'
import * as make from '#test/support/make.ts'

/** Finding a partner and publishing an arrangement by programs alone: the same commands and rules as on the pages. */
const { db, owner, empty } = await testDatabase()
const { ashby, barnshire, coldwell } = make.codes

let built: TestApp
let anyone: Program
let one: Program
let two: Program
let other: Program

const listIn = (fields: Fields, name: string): Fields[] => {
  const { [name]: found } = fields
  return Array.isArray(found) ? found.map((each) => inside({ each }, 'each')) : []
}

describe('finding and the register by program', () => {
  beforeEach(async () => {
    await empty()
    built = await testApp()
    const named = async (council: string) =>
      program(built.app, await tokenOf(built.deps, await make.person(db, council), 'lead'))
    ;[anyone, one, two, other] = [
      program(built.app, null),
      await named(ashby),
      await named(barnshire),
      await named(coldwell),
    ]
  })

  const date = {
    kind: 'contract-end',
    title: 'Payroll system',
    service: 'payroll',
    day: '2027-03-31',
    source: 'Our register',
    shared: 'private',
  }

  test('offers are said, said anew and taken away; what is for those signed in no visitor reads', async () => {
    const words = 'Room for two more'
    const made = await one('POST', '/offers', {
      side: 'offer',
      service: 'payroll',
      words,
      shown: 'signed-in',
    })
    assert.equal(made.status, 201)
    assert.deepEqual(itemsOf(await anyone('GET', '/offers')), [])
    assert.equal(itemsOf(await two('GET', '/offers/seen'))[0]?.['words'], words)
    assert.equal((await anyone('GET', '/offers/seen')).status, 401)
    const at = `/offers/${String(made.body['id'])}`
    const anew = { side: 'offer', service: 'payroll', words: 'Room for one', shown: 'public' }
    assert.equal((await two('PUT', at, anew)).status, 404)
    assert.equal((await one('PUT', at, anew)).status, 200)
    assert.equal(itemsOf(await anyone('GET', '/offers'))[0]?.['words'], 'Room for one')
    assert.equal((await two('DELETE', at)).status, 404)
    assert.equal((await one('DELETE', at)).status, 200)
    assert.deepEqual(itemsOf(await anyone('GET', '/offers')), [])
  })

  test('dates are kept private until their council says otherwise, changed by it alone, and held against each other', async () => {
    const own = await one('POST', '/dates', date)
    await two('POST', '/dates', { ...date, title: 'Pay and pensions', day: '2027-05-31', shared: 'public' })
    const seen = (await one('GET', '/dates/coinciding?days=90')).body
    const [found] = listIn(seen, 'coincidences')
    assert.equal(found?.['daysApart'], 61)
    assert.equal(inside(found ?? {}, 'own')['shared'], 'private')
    assert.equal(inside(found ?? {}, 'other')['shared'], null)
    assert.deepEqual(listIn((await two('GET', '/dates/coinciding')).body, 'coincidences'), [])
    assert.deepEqual(listIn((await one('GET', '/dates/coinciding?days=60')).body, 'coincidences'), [])
    const at = `/dates/${String(own.body['id'])}`
    const opened = { ...date, shared: 'public' }
    assert.equal((await two('PUT', at, opened)).status, 404)
    assert.equal((await one('PUT', at, opened)).status, 200)
    assert.equal(listIn((await two('GET', '/dates/coinciding')).body, 'coincidences').length, 1)
    assert.equal((await one('DELETE', at)).status, 200)
    assert.deepEqual(listIn((await two('GET', '/dates/coinciding')).body, 'coincidences'), [])
  })

  test('an interest says nothing to the other until both have it; then both open one partnership', async () => {
    const interest = { council: barnshire, service: 'payroll' }
    const before = (await two('GET', '/interests')).text
    assert.deepEqual((await one('POST', '/interests', interest)).body, { mutual: false })
    assert.equal((await two('GET', '/interests')).text, before)
    assert.equal((await other('GET', '/interests')).text, before)
    const [held] = listIn((await one('GET', '/interests')).body, 'held')
    assert.equal(held?.['open'], true)
    assert.equal((await two('DELETE', `/interests/${String(held?.['id'])}`)).status, 404)
    assert.equal((await one('DELETE', `/interests/${String(held?.['id'])}`)).status, 200)
    const [back] = listIn((await one('GET', '/interests')).body, 'held')
    assert.deepEqual([back?.['open'], back?.['freeOn']], [false, '2026-07-01'])
    assert.deepEqual((await two('POST', '/interests', { council: ashby, service: 'payroll' })).body, {
      mutual: false,
    })
    assert.deepEqual((await one('POST', '/interests', interest)).body, { mutual: true })
    const [match] = listIn((await one('GET', '/interests')).body, 'mutual')
    const open = `/interests/mutual/${String(match?.['id'])}/partnership`
    assert.equal((await other('POST', open)).status, 404)
    const first = await one('POST', open)
    assert.equal(first.status, 201)
    assert.equal((await two('POST', open)).body['partnership'], first.body['partnership'])
  })

  test('a search for the best group is asked for, followed by anyone who has its address, and read', async () => {
    const asked = {
      service: 'ict',
      size: 2,
      reach: 30,
      assumptions: { costPerHead: 20, coordination: 50_000 },
    }
    assert.equal((await anyone('POST', '/groups', asked)).status, 401)
    const wrong = await one('POST', '/groups', { ...asked, assumptions: { leaving: 99 } })
    assert.equal(wrong.status, 422)
    assert.match(wrong.text, /"field":"assumptions.leaving"/)
    const begun = await one('POST', '/groups', asked)
    assert.equal(begun.status, 201)
    const at = `/groups/${String(begun.body['id'])}`
    let search = await anyone('GET', at)
    for (let tries = 0; tries < 200 && search.body['found'] === null; tries++) {
      await wait(50)
      search = await anyone('GET', at)
    }
    assert.equal(search.body['state'], 'done')
    const groups = listIn(inside(search.body, 'found'), 'groups')
    assert.equal(groups.length, 10)
    const again = await one('POST', '/groups', { ...asked, size: 5, reach: 100 })
    const stopped = `/groups/${String(again.body['id'])}`
    assert.equal((await one('POST', `${stopped}/stop`)).status, 200)
    assert.equal((await anyone('GET', stopped)).body['state'], 'stopped')
    await built.app.close()
  })

  test('a plan is held against real ones by anyone', async () => {
    const grand = await anyone(
      'GET',
      `/plan?councils=${ashby},${barnshire}&services=ict,hr,payroll,legal&largeSupplier=true`,
    )
    const types = listIn(grand.body, 'reasons').map(({ type }) => type)
    assert.ok(types.includes('many-services') && types.includes('large-supplier'))
    assert.ok(listIn(grand.body, 'cases').length > 0)
    assert.equal((await anyone('GET', `/plan?councils=${ashby}&services=magic`)).status, 422)
  })

  const arrangement = '/arrangements/shared-digital'
  const source = 'https://www.example.org/paper'

  test('a change is suggested, and decided by a council that answers for the entry', async () => {
    const camden = program(built.app, await tokenOf(built.deps, await make.person(db, 'E09000007'), 'lead'))
    const suggestion = { field: 'ended', shouldBe: '2019-01-31', source }
    assert.equal((await anyone('POST', `${arrangement}/suggestions`, suggestion)).status, 401)
    assert.equal(
      (await one('POST', `${arrangement}/suggestions`, { ...suggestion, source: 'x' })).status,
      422,
    )
    assert.equal((await one('POST', `${arrangement}/suggestions`, suggestion)).status, 201)
    const kept = await owner.query<{ row: string }>('select t::text as row from register_suggestion t')
    assert.ok(!kept.rows.some(({ row }) => row.includes(ashby)), 'who suggested it is kept')
    assert.deepEqual((await camden('GET', '/suggestions')).body, { suggestions: [] })
    assert.equal((await one('POST', `${arrangement}/claim`)).status, 409)
    assert.equal((await camden('POST', `${arrangement}/claim`)).status, 200)
    const again = await camden('POST', `${arrangement}/claim`)
    assert.match(again.text, /already-claimed/)
    const [open] = listIn((await camden('GET', '/suggestions')).body, 'suggestions')
    const at = `/suggestions/${String(open?.['id'])}/decision`
    const accept = {
      decision: 'accept',
      field: 'ended',
      value: '2019-01-31',
      why: 'It ran on a month',
      source,
    }
    assert.equal((await one('POST', at, accept)).status, 404)
    assert.equal((await camden('POST', at, { decision: 'accept' })).status, 422)
    assert.equal((await camden('POST', at, accept)).status, 200)
    const ended = async () => (await anyone('GET', arrangement)).body['ended']
    assert.equal(await ended(), '2018-12-31')
    built.clock.wait(15 * 24 * 60)
    assert.equal(await ended(), '2019-01-31')
    assert.equal((await camden('POST', `${arrangement}/confirm`)).status, 200)
    assert.equal((await camden('PUT', `${arrangement}/reply`, { words: 'We see it otherwise.' })).status, 200)
    assert.match((await anyone('GET', arrangement)).text, /We see it otherwise/)
    assert.equal((await camden('DELETE', `${arrangement}/reply`)).status, 200)
    assert.doesNotMatch((await anyone('GET', arrangement)).text, /We see it otherwise/)
  })

  test('a partnership publishes when every council has approved the same words, and takes them away again', async () => {
    const lead = await make.person(db, ashby)
    const where = await make.partnership(db, lead, [ashby, barnshire])
    const at = `/partnerships/${where}/register`
    const words = {
      name: 'One payroll for two',
      about: 'Two councils run one payroll together.',
      services: ['payroll'],
      forms: ['shared-staff'],
      status: 'live',
      started: '2026-04',
      ended: null,
      endReason: null,
      endWords: null,
      savings: [],
      sources: [source],
    }
    assert.equal((await other('GET', at)).status, 404)
    assert.equal((await one('POST', `${at}/proposal`, { ...words, services: ['magic'] })).status, 422)
    const proposed = await one('POST', `${at}/proposal`, words)
    assert.deepEqual([proposed.status, proposed.body], [201, { stands: 'waiting' }])
    const waiting = (await two('GET', at)).body
    const proposal = inside(waiting, 'proposal')
    assert.deepEqual([waiting['arrangement'], proposal['waitingFor']], [null, [barnshire]])
    assert.equal(inside(proposal, 'words')['name'], 'One payroll for two')
    assert.doesNotMatch((await anyone('GET', '/arrangements?limit=100')).text, /One payroll for two/)
    assert.equal((await two('POST', `${at}/proposal/approve`, { hash: 'a'.repeat(64) })).status, 409)
    const approved = await two('POST', `${at}/proposal/approve`, { hash: proposal['hash'] })
    assert.deepEqual(approved.body, { stands: 'public' })
    const id = String((await one('GET', at)).body['arrangement'])
    assert.equal((await anyone('GET', `/arrangements/${id}`)).body['name'], 'One payroll for two')
    await one('POST', `${at}/proposal`, { ...words, name: 'Another name' })
    assert.deepEqual((await two('POST', `${at}/proposal/drop`)).body, { stands: 'dropped' })
    await one('POST', `${at}/withdrawal`, { why: 'It never began' })
    const gone = inside((await two('GET', at)).body, 'proposal')
    await two('POST', `${at}/proposal/approve`, { hash: gone['hash'] })
    assert.equal((await anyone('GET', `/arrangements/${id}`)).status, 404)
  })

  test('a token that may only read changes nothing here', async () => {
    const reader = program(built.app, await tokenOf(built.deps, await make.person(db, ashby), 'read'))
    const tries = [
      ['POST', '/offers', { side: 'offer', service: 'payroll', words: 'x', shown: 'public' }],
      ['POST', '/dates', date],
      ['GET', '/interests', undefined],
      ['POST', '/interests', { council: barnshire, service: 'payroll' }],
      ['POST', `${arrangement}/claim`, undefined],
      ['PUT', `${arrangement}/reply`, { words: 'We see it otherwise.' }],
      ['GET', '/suggestions', undefined],
    ] as const
    for (const [method, path, body] of tries)
      assert.equal((await reader(method, path, body)).status, 403, path)
  })
})
