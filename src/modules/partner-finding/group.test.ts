import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import type { Authority } from '#content/authority.ts'
import { bestSavingGroups } from '#engine/saving-group.ts'
import { inTransaction } from '#platform/database.ts'
import { newId } from '#platform/id.ts'
import { testApp, type TestApp } from '#test/support/app.ts'
import { testContent, testDatabase } from '#test/support/database.ts'
import { pageFaults } from '#test/support/page-check.ts'
import { runningIt, usualAssumptions, usualCostPerHead } from './group-assumptions.ts'
import { readGroup } from './group-form.ts'
import { candidates, lastingShare, savingGame, type GroupWanted } from './group-game.ts'
import { limits } from './group-search-store.ts'
import { searchGroups, Stopped } from './group-search.ts'

const content = testContent()
const england = content.authorities.filter(({ nation }) => nation === 'England')
const { db, owner, empty } = await testDatabase()
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

const wantedOf = (more: Partial<GroupWanted>): GroupWanted => ({
  service: 'ict',
  withCouncil: null,
  size: 3,
  reach: 40,
  assumptions,
  ...more,
})
const search = (councils: readonly Authority[], wanted: GroupWanted, threads = 2) =>
  searchGroups({ councils, wanted, keep: 10 }, { threads })

test('threads find what one thread finds, and every group of three in England is scored', async () => {
  const wanted = wantedOf({})
  const one = await search(england, wanted, 1).result
  const two = await search(england, wanted, 2).result
  assert.deepEqual(two, one)
  assert.equal(one.groups.length, 10)
  assert.deepEqual(
    one.lines.map(({ councils }) => councils),
    one.groups.map(({ members }) => members.map((at) => england[at]?.code)),
  )
  const all = await search(england, wantedOf({ reach: null })).result
  assert.equal(all.scored, (england.length * (england.length - 1) * (england.length - 2)) / 6)
})

test('a search for one council scores the groups that hold it, and no other', async () => {
  const adur = england.find(({ slug }) => slug === 'adur')
  assert.ok(adur)
  const wanted = wantedOf({ withCouncil: adur.code, reach: 57 })
  const among = candidates(england, wanted)
  assert.equal(among[0], adur)
  const found = await search(among, wanted).result
  assert.ok(found.groups.length > 0 && found.groups.every(({ members }) => members[0] === 0))
  const game = savingGame(among, wanted)
  const tried = bestSavingGroups(game, { size: 3, keep: 10, from: 0, to: 1 })
  assert.deepEqual([found.groups, found.scored], [tried.groups, tried.scored])
})

test('a search that is stopped ends at once', async () => {
  const run = search(england, wantedOf({ size: 5, reach: 120 }))
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
  /** Another process on the same database. */
  let secondNode: TestApp
  before(async () => {
    await empty()
    built = await testApp()
    secondNode = await testApp()
  })
  after(async () => {
    await built.app.close()
    await secondNode.app.close()
  })
  const get = (url: string, { app } = built) => app.inject({ url, headers: { host: 'localhost' } })
  const post = (url: string, form: Record<string, string> = {}, { app } = built) =>
    app.inject({
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

  /** A search that takes some seconds, and nothing else waits. */
  const long = { service: 'ict', size: '5', reach: '100', costPerHead: '20' }
  async function settled(where: string, node = built): Promise<string> {
    let page = await get(where, node)
    for (let tries = 0; tries < 300 && page.headers['refresh'] !== undefined; tries++) {
      await wait(50)
      page = await get(where, node)
    }
    assert.equal(page.headers['refresh'], undefined, 'it has not ended')
    return page.body
  }

  test('another node shows how far a search has come, and can stop it', async () => {
    const where = (await post('/partner-finding/groups', long)).headers.location ?? ''
    let page = ''
    for (let tries = 0; tries < 300 && !/[1-9]\d* of \d+ parts done/.test(page); tries++) {
      await wait(20)
      page = (await get(where, secondNode)).body
    }
    assert.match(page, /groups scored so far; [1-9]\d* of \d+ parts done/)
    assert.deepEqual(pageFaults(page), [])
    assert.equal((await post(`${where}/stop`, {}, secondNode)).statusCode, 303)
    assert.match((await get(where)).body, /You stopped it/)
    // Left alone it would go on for more than ten seconds, and the next one waits for it.
    const start = performance.now()
    const next = (await post('/partner-finding/groups', { ...long, size: '2' })).headers.location ?? ''
    assert.match(await settled(next), /The best groups of 2/)
    assert.ok(performance.now() - start < 6000, 'the stopped search went on')
    assert.match(await settled(where), /You stopped it/)
  })

  test('what a program that was stopped left half done is taken up by the next who looks', async () => {
    const id = newId<'search'>()
    const where = `/partner-finding/groups/${id}`
    const wanted = JSON.stringify(wantedOf({ size: 2 }))
    await owner.query(
      `insert into finding_group_search (id, wanted, state, runner, beat_at, asked_at) values ($1, $2, 'running', $1, $3, $3)`,
      [id, wanted, built.clock.now()],
    )
    assert.match((await get(where)).body, /Searching groups/)
    await wait(200)
    assert.notEqual((await get(where)).headers['refresh'], undefined, 'it was taken from one that is alive')
    built.clock.wait((limits.silentSeconds + 1) / 60)
    assert.match(await settled(where), /The best groups of 2/)
  })

  test('closing hands a search back, and another node finishes it', async () => {
    const closing = await testApp()
    const begun = await post('/partner-finding/groups', { ...long, size: '2' }, closing)
    await closing.app.close()
    assert.match(await settled(begun.headers.location ?? '', secondNode), /The best groups of 2/)
  })

  test('nobody finds a search without its address, and all are forgotten after a day', async () => {
    const begun = await post('/partner-finding/groups', { ...long, size: '2' })
    const where = begun.headers.location ?? ''
    await settled(where)
    const visitor = { kind: 'visitor', now: built.clock.now() } as const
    const seen = await inTransaction(db, visitor, (trx) =>
      trx.selectFrom('finding_group_search').selectAll().execute(),
    )
    assert.deepEqual(seen, [])
    built.clock.wait(24 * 60 + 1)
    await settled((await post('/partner-finding/groups', { ...long, size: '2' })).headers.location ?? '')
    assert.equal((await get(where)).statusCode, 404)
  })

  test('when too many wait the form says so and keeps what was typed', async () => {
    const rows = Array.from({ length: limits.waiting }, () => newId<'search'>())
    for (const id of rows)
      await owner.query(
        `insert into finding_group_search (id, wanted, state, runner, beat_at, asked_at) values ($1, '{}', 'running', $1, $2, $2)`,
        [id, built.clock.now()],
      )
    const refused = await post('/partner-finding/groups', { ...long, coordination: '41234' })
    assert.equal(refused.statusCode, 503)
    assert.match(refused.body, /Other searches are waiting/)
    assert.match(refused.body, /value="41234"/)
    await owner.query('delete from finding_group_search')
  })
})
