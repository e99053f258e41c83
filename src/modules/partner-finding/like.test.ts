import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import fc from 'fast-check'
import { program } from '#test/support/api.ts'
import { testApp, type TestApp } from '#test/support/app.ts'
import { testContent, testDatabase } from '#test/support/database.ts'
import { pageFaults } from '#test/support/page-check.ts'
import { featureIds, usualWeights } from './features.ts'
import { likeQuery, readLike, weightName } from './like-form.ts'
import { featureWords } from './like-words.ts'
import { comparable, councilsAlike } from './likeness-of-councils.ts'

const { authorities, authorityColumns } = testContent()
const called = (slug: string) => {
  const council = authorities.find((each) => each.slug === slug)
  assert.ok(council, slug)
  return council
}
const { owner, empty } = await testDatabase()

describe('councils like mine', () => {
  let built: TestApp
  before(async () => {
    await empty()
    built = await testApp()
  })
  const get = async (url: string) =>
    built.app.inject({ method: 'GET', url, headers: { host: 'localhost', accept: 'text/html' } })

  test('a district is compared with districts of its nation, and with nobody abolished', () => {
    const adur = called('adur')
    const alike = councilsAlike(authorities, adur, { weights: usualWeights, scope: 'same-kind' })
    assert.equal(
      alike.near.length + alike.unknown.length,
      comparable(authorities, adur, 'same-kind').length - 1,
    )
    assert.ok(alike.near.every(({ council }) => council.kind === 'district' && council.nation === 'England'))
    assert.equal(alike.near[0]?.council.slug, 'worthing')
  })

  test('the City of London is compared with the London boroughs, as there is no other city corporation', () => {
    const city = authorities.find(({ kind }) => kind === 'city-corporation')
    assert.ok(city)
    assert.ok(comparable(authorities, city, 'same-kind').length > 30)
  })

  test('what a district does not do is no figure, and tells nothing', () => {
    const alike = councilsAlike(authorities, called('adur'), { weights: usualWeights, scope: 'same-kind' })
    assert.ok(alike.idle.includes('spend-adults'))
    const [first] = alike.near
    assert.ok(first)
    const rows = featureWords(called('adur'), first.council, first.likeness, usualWeights, authorityColumns)
    assert.ok(!rows.some(({ id }) => id === 'spend-adults'))
  })

  test('the parts of a difference add up to the whole, whatever counts', () => {
    const weights = fc.record(
      Object.fromEntries(featureIds.map((id) => [id, fc.integer({ min: 0, max: 5 })])),
    )
    const some = fc.constantFrom(...authorities.filter((_, at) => at % 29 === 0))
    fc.assert(
      fc.property(weights, some, (given, council) => {
        fc.pre(Object.values(given).some((weight) => weight > 0))
        const { near } = councilsAlike(authorities, council, { weights: given, scope: 'same-tier' })
        for (const { likeness, council: other } of near.slice(0, 3)) {
          const rows = featureWords(council, other, likeness, given, authorityColumns)
          const sum = rows.reduce((whole, { share }) => whole + (share ?? 0), 0)
          assert.ok(sum === 0 || Math.abs(sum - 1) < 1e-9)
          assert.ok(rows.every(({ id }) => (given[id] ?? 0) > 0))
        }
      }),
      { numRuns: 30 },
    )
  })

  test('an address keeps every weight, and gives the same list again', () => {
    const weights = fc.record(
      Object.fromEntries(featureIds.map((id) => [id, fc.integer({ min: 0, max: 5 })])),
    )
    fc.assert(
      fc.property(weights, fc.constantFrom('same-kind', 'same-tier', 'nation'), (given, scope) => {
        const query = {
          council: 'adur',
          scope,
          ...Object.fromEntries(
            Object.entries(given).map(([id, weight]) => [weightName(id), String(weight)]),
          ),
        }
        const asked = readLike(query, authorities, null)
        const again = readLike(Object.fromEntries(new URLSearchParams(likeQuery(asked))), authorities, null)
        assert.deepEqual([again.weights, again.scope], [asked.weights, asked.scope])
      }),
      { numRuns: 50 },
    )
  })

  test('the page says who, how far, in what alike and different, and how far to trust it', async () => {
    const page = await get('/partner-finding/like?council=adur')
    assert.equal(page.statusCode, 200)
    assert.deepEqual(pageFaults(page.body), [])
    assert.match(page.body, /Councils like Adur/)
    assert.match(page.body, /Worthing Borough Council/)
    assert.match(page.body, /7 km away/)
    assert.match(page.body, /in a straight line/)
    assert.match(page.body, /Of 100 looks/)
    assert.match(page.body, /Open Government Licence/)
    const far = await get('/partner-finding/like?council=adur&w-distance=0&w-county=0')
    assert.match(far.body, /Where a council is does not count here/)
  })

  test('a council that made no return is compared on what is known, and the page says what is not', async () => {
    const page = await get('/partner-finding/like?council=gravesham')
    assert.equal(page.statusCode, 200)
    assert.match(page.body, /Not compared, because one of the two has no figure/)
  })

  test('what cannot be read is said, and nothing typed is lost', async () => {
    const nobody = await get('/partner-finding/like?council=atlantis')
    assert.equal(nobody.statusCode, 422)
    assert.deepEqual(pageFaults(nobody.body), [])
    assert.match(nobody.body, /Choose a council from the list/)
    const wild = await get('/partner-finding/like?council=adur&w-population=9&w-density=2')
    assert.equal(wild.statusCode, 422)
    assert.match(wild.body, /whole number from 0 to 5/)
    assert.match(wild.body, /<option value="2" selected>2/)
    const all = featureIds.map((id) => `${weightName(id)}=0`).join('&')
    const nothing = await get(`/partner-finding/like?council=adur&${all}`)
    assert.equal(nothing.statusCode, 422)
    assert.match(nothing.body, /at least one thing count/)
  })

  test('a council that the operator has ended is offered to nobody', async () => {
    const before = await get('/partner-finding/like?council=adur')
    assert.match(before.body, /Worthing Borough Council/)
    await owner.query(`update authorities_authority set ended_on = '2026-05-31' where code = $1`, [
      called('worthing').code,
    ])
    const after = await get('/partner-finding/like?council=adur')
    assert.doesNotMatch(after.body, /Worthing Borough Council/)
    await owner.query('update authorities_authority set ended_on = null where code = $1', [
      called('worthing').code,
    ])
  })

  test('the list can be taken away, and read by a program', async () => {
    const csv = await get('/partner-finding/like.csv?council=adur')
    assert.match(csv.body, /Worthing Borough Council/)
    for (const format of ['ods', 'xlsx'])
      assert.equal((await get(`/partner-finding/like.${format}?council=adur`)).statusCode, 200)
    assert.equal((await get('/partner-finding/like.csv')).statusCode, 404)
    const told = await program(built.app, null)('GET', '/councils/adur/alike?most=3&w-distance=5')
    assert.equal(told.status, 200)
    assert.equal((told.body['councils'] as { name: string }[])[0]?.name, 'Worthing Borough Council')
    assert.equal((await program(built.app, null)('GET', '/councils/atlantis/alike')).status, 404)
    assert.equal((await program(built.app, null)('GET', '/councils/adur/alike?w-distance=9')).status, 422)
  })
})
