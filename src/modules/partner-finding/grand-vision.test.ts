import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { testApp, type TestApp } from '#test/support/app.ts'
import { testContent, testDatabase } from '#test/support/database.ts'
import { pageFaults } from '#test/support/page-check.ts'
import { casesLike, grandReasons } from './grand-vision.ts'

const { authorities, arrangements } = testContent()
const named = (...slugs: string[]) => authorities.filter(({ slug }) => slugs.includes(slug))
const { empty } = await testDatabase()

test('one service between two neighbours of a kind is no grand vision', () => {
  assert.deepEqual(
    grandReasons({ services: ['payroll'], councils: named('adur', 'worthing'), largeSupplier: false }),
    [],
  )
})

test('many services, unlike councils and a large supplier are, and Southwest One is among those that resemble it', () => {
  const plan = {
    services: ['finance', 'hr', 'ict', 'procurement', 'customer-services'],
    councils: named('somerset', 'adur'),
    largeSupplier: true,
  }
  const reasons = grandReasons(plan)
  assert.deepEqual(
    reasons.map(({ type }) => type),
    ['many-services', 'unlike-powers', 'unlike-size', 'far-apart', 'large-supplier'],
  )
  const cases = casesLike(reasons, arrangements, authorities)
  assert.ok(cases.some(({ arrangement }) => arrangement.id === 'southwest-one'))
  assert.ok(cases.every(({ arrangement }) => !['live', 'merged'].includes(arrangement.status)))
})

describe('the page of a plan', () => {
  let built: TestApp
  before(async () => {
    await empty()
    built = await testApp()
  })
  test('asks, warns in words with real cases, and keeps what was typed', async () => {
    const get = (query: string) =>
      built.app.inject({ url: `/partner-finding/plan${query}`, headers: { host: 'localhost' } })
    const start = await get('')
    assert.deepEqual(pageFaults(start.body), [])
    const wrong = await get('?council-1=E07000223&service-ict=yes')
    assert.equal(wrong.statusCode, 422)
    assert.match(wrong.body, /at least two councils/)
    const services = ['ict', 'hr', 'finance', 'legal'].map((id) => `service-${id}=yes`).join('&')
    const grand = await get(`?council-1=E07000223&council-2=E10000032&${services}&supplier=yes`)
    assert.equal(grand.statusCode, 200)
    assert.deepEqual(pageFaults(grand.body), [])
    assert.match(grand.body, /This is a grand vision/)
    assert.match(grand.body, /\/register\/arrangements\//)
    const small = await get('?council-1=E07000223&council-2=E07000229&service-payroll=yes&supplier=no')
    assert.match(small.body, /This plan begins small/)
  })
})
