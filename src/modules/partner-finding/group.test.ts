import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { testApp, type TestApp } from '#test/support/app.ts'
import { testContent, testDatabase } from '#test/support/database.ts'
import { pageFaults } from '#test/support/page-check.ts'
import { runningIt, usualAssumptions, usualCostPerHead } from './group-assumptions.ts'
import { readGroup } from './group-form.ts'
import { candidates, lastingShare, savingGame } from './group-game.ts'
import { searchGroups, Stopped } from './group-search.ts'

const content = testContent()
const england = content.authorities.filter(({ nation }) => nation === 'England')
const { empty } = await testDatabase()
const assumptions = { ...usualAssumptions(20), costPerHead: 20 }

test('care for adults is looked at among councils that run it, computers among all', () => {
  const care = runningIt('adult-social-care', content.authorities, content.serviceBudgets)
  assert.ok(care.length > 140 && care.every(({ tier }) => tier !== 'lower'))
  assert.equal(runningIt('ict', content.authorities, content.serviceBudgets).length, england.length)
  assert.equal(usualCostPerHead('ict', content.authorities, content.serviceBudgets), null)
  const taxes = usualCostPerHead('revenues-benefits', content.authorities, content.serviceBudgets)
  assert.ok(taxes !== null && taxes > 10 && taxes < 16)
})

test('the more who may leave, the less of ten years is expected to last', () => {
  assert.equal(lastingShare(3, 0), 1)
  assert.ok(lastingShare(2, 2) > lastingShare(3, 2) && lastingShare(3, 2) > lastingShare(5, 2))
})

test('threads find what one thread finds, and every group of three in England is scored', async () => {
  const wanted = { service: 'ict', withCouncil: null, size: 3, reach: 40, assumptions }
  const game = savingGame(england, wanted)
  const one = await searchGroups(game, { size: 3, keep: 10, threads: 1 }).result
  const two = await searchGroups(game, { size: 3, keep: 10, threads: 2 }).result
  assert.deepEqual(two, one)
  assert.equal(one.groups.length, 10)
  const all = await searchGroups(savingGame(england, { ...wanted, reach: null }), { size: 3, keep: 10 })
    .result
  assert.equal(all.scored, (england.length * (england.length - 1) * (england.length - 2)) / 6)
})

test('a search for one council scores only groups that hold it', async () => {
  const adur = england.find(({ slug }) => slug === 'adur')
  assert.ok(adur)
  const wanted = { service: 'ict', withCouncil: adur.code, size: 3, reach: 57, assumptions }
  const among = candidates(england, wanted)
  assert.equal(among[0], adur)
  const { groups } = await searchGroups(savingGame(among, wanted), { size: 3, keep: 5, only: true }).result
  assert.ok(groups.length > 0 && groups.every(({ members }) => members[0] === 0))
})

test('a search that is stopped ends at once', async () => {
  const run = searchGroups(
    savingGame(england, { service: 'ict', withCouncil: null, size: 5, reach: 120, assumptions }),
    {
      size: 5,
      keep: 10,
    },
  )
  const ended = assert.rejects(run.result, Stopped)
  const start = performance.now()
  run.stop()
  await ended
  assert.ok(performance.now() - start < 2000)
})

test('a form that cannot be read says each fault, and figures may be typed as people type them', () => {
  const good = readGroup(
    { service: 'ict', size: '3', reach: '57 km', costPerHead: '£20', coordination: '40,000' },
    content,
  )
  assert.ok('value' in good)
  assert.deepEqual(
    [good.value.reach, good.value.assumptions.costPerHead, good.value.assumptions.coordination],
    [57, 20, 40_000],
  )
  const bad = readGroup(
    { service: 'ict', size: '9', reach: '-1', council: 'W06000015', leaving: 'often' },
    content,
  )
  assert.ok('form' in bad)
  assert.deepEqual(Object.keys(bad.form.errors).sort(), [
    'costPerHead',
    'council',
    'leaving',
    'reach',
    'size',
  ])
})

describe('the pages of a search', () => {
  let built: TestApp
  before(async () => {
    await empty()
    built = await testApp()
  })
  const get = (url: string) => built.app.inject({ url, headers: { host: 'localhost' } })
  const post = (url: string, form: Record<string, string> = {}) =>
    built.app.inject({
      method: 'POST',
      url,
      headers: {
        host: 'localhost',
        origin: 'http://localhost',
        'content-type': 'application/x-www-form-urlencoded',
      },
      payload: new URLSearchParams(form).toString(),
    })

  test('the service comes first; then all that is assumed, with who says so; then the search, followed and found', async () => {
    const start = await get('/partner-finding/groups')
    assert.deepEqual(pageFaults(start.body), [])
    assert.match(start.body, /It is no forecast/)
    const form = await get('/partner-finding/groups?service=revenues-benefits')
    assert.deepEqual(pageFaults(form.body), [])
    assert.match(form.body, /Our assumption, and the one that decides most/)
    const wrong = await post('/partner-finding/groups', { service: 'ict', size: '3', coordination: '12x' })
    assert.equal(wrong.statusCode, 422)
    assert.match(wrong.body, /value="12x"/)
    const begun = await post('/partner-finding/groups', {
      service: 'revenues-benefits',
      size: '3',
      reach: '57',
      council: 'E07000223',
    })
    assert.equal(begun.statusCode, 303)
    const where = begun.headers.location ?? ''
    let page = await get(where)
    for (let tries = 0; tries < 200 && page.headers['refresh'] !== undefined; tries++) {
      assert.deepEqual(pageFaults(page.body), [])
      assert.match(page.body, /Stop the search/)
      await wait(100)
      page = await get(where)
    }
    assert.deepEqual(pageFaults(page.body), [])
    assert.match(page.body, /if these assumptions hold/)
    assert.match(page.body, /all there are/)
    assert.match(page.body, /Adur/)
    assert.equal((await get('/partner-finding/groups/00000000-0000-4000-8000-000000000000')).statusCode, 404)
  })

  test('a search can be stopped, and the page says so', async () => {
    const begun = await post('/partner-finding/groups', {
      service: 'ict',
      size: '5',
      reach: '90',
      costPerHead: '20',
    })
    const where = begun.headers.location ?? ''
    await post(`${where}/stop`)
    for (let tries = 0; tries < 100 && (await get(where)).headers['refresh'] !== undefined; tries++)
      await wait(50)
    assert.match((await get(where)).body, /You stopped it/)
  })

  test('when sharing saves nothing the page says: do not share to save', async () => {
    const begun = await post('/partner-finding/groups', {
      service: 'ict',
      size: '2',
      reach: '40',
      costPerHead: '20',
      fixedShare: '0',
    })
    const where = begun.headers.location ?? ''
    for (let tries = 0; tries < 100 && (await get(where)).headers['refresh'] !== undefined; tries++)
      await wait(50)
    assert.match((await get(where)).body, /do not share this service to save money/)
  })
})
