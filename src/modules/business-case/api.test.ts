import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import type { PartnershipId } from '#platform/id.ts'
import type { CouncilViewer } from '#platform/viewer.ts'
import { program, tokenOf, type Program } from '#test/support/api.ts'
import { testApp, type TestApp } from '#test/support/app.ts'
import { testDatabase } from '#test/support/database.ts'
import * as make from '#test/support/make.ts'

const { db, owner, empty } = await testDatabase()
const [ashby, barnshire] = [make.codes.ashby, make.codes.barnshire]

describe('the business case through the API', () => {
  let built: TestApp
  let where: PartnershipId
  let programs: Record<'ashby' | 'barnshire' | 'ashbyFinance' | 'barnshireFinance', Program>

  before(async () => {
    await empty()
    built = await testApp()
    const person = (council: string, as: Parameters<typeof make.person>[2] = {}) =>
      make.person(db, council, as)
    const holds = async (viewer: CouncilViewer, scope: 'answer' | 'lead' = 'lead') =>
      program(built.app, await tokenOf(built.deps, viewer, scope))
    const lead = await person(ashby)
    where = await make.partnership(db, lead, [ashby, barnshire])
    const finance = async (council: string) => {
      const officer = await person(council, { office: 'section-151' })
      return holds(officer, 'answer')
    }
    programs = {
      ashby: await holds(lead),
      barnshire: await holds(await person(barnshire)),
      ashbyFinance: await finance(ashby),
      barnshireFinance: await finance(barnshire),
    }
  })

  const at = (path: string) => `/partnerships/${where}${path}`
  const boxes = { cost: '100000', fixed: '60000', volume: '10', source: 'Ledger', owner: 'Finance' }

  test('from the first figure to a run, and nothing changes a locked baseline', async () => {
    const { ashby: first, barnshire: second } = programs
    assert.equal((await first('POST', at('/baseline'), { year: '2026-27' })).status, 201)
    const added = await first('POST', at('/baseline/services'), { name: 'Desk', unit: 'calls' })
    assert.equal(added.status, 201, added.text)
    const found = await owner.query<{ id: string }>('select id from business_case_service')
    const service = found.rows[0]?.id ?? ''
    const wrong = await first('PUT', at(`/baseline/figures/${service}`), { boxes: { ...boxes, cost: '-5' } })
    assert.equal(wrong.status, 422)
    assert.match(wrong.text, /boxes\.cost/)
    for (const each of [first, second])
      assert.equal((await each('PUT', at(`/baseline/figures/${service}`), { boxes })).status, 200)
    assert.doesNotMatch(
      (await second('GET', at('/baseline'))).text,
      new RegExp(`"council":"${ashby}"`),
      'not shared yet',
    )
    for (const each of [first, second]) assert.equal((await each('POST', at('/baseline/share'))).status, 200)
    const { hash } = (await first('GET', at('/baseline'))).body
    assert.equal(
      (await first('POST', at('/baseline/confirm'), { hash })).status,
      409,
      'not the section 151 officer',
    )
    for (const each of [programs.ashbyFinance, programs.barnshireFinance])
      assert.equal((await each('POST', at('/baseline/confirm'), { hash })).status, 200)
    const before = (await first('GET', at('/baseline'))).text
    assert.match(before, /"locked":true/)
    const after = await first('PUT', at(`/baseline/figures/${service}`), { boxes: { ...boxes, cost: '5' } })
    assert.equal(after.status, 409)
    assert.equal((await first('POST', at('/baseline/services'), { name: 'More', unit: 'calls' })).status, 409)
    const task = { service, name: 'Reset a password', inScope: true, processOf: null, deviations: [] }
    assert.equal((await first('POST', at('/baseline/tasks'), task)).status, 409)
    assert.equal((await first('POST', at('/baseline/share'))).status, 409)
    assert.equal((await programs.ashbyFinance('POST', at('/baseline/confirm'), { hash })).status, 409)
    assert.equal((await first('GET', at('/baseline'))).text, before)

    const begun = await first('POST', at('/business-cases'), { name: 'One desk' })
    assert.equal(begun.status, 201)
    const path = at(`/business-cases/${String(begun.body['id'])}`)
    const says = { source: 'A test', owner: 'Us' }
    const frame = {
      ...says,
      years: '3',
      sharing: 'usage',
      discount: 'standard',
      realisation: 'all',
      optimism: 'none',
      seed: '1',
      draws: '1000',
    }
    const saved = await first('PUT', `${path}/parts/frame`, { boxes: frame }, { 'if-match': '"0"' })
    assert.equal(saved.status, 200, saved.text)
    assert.equal(
      (await first('PUT', `${path}/parts/frame`, { boxes: frame }, { 'if-match': '"0"' })).status,
      412,
    )
    const plan = {
      ...says,
      host: ashby,
      'fixed-likely': '100000',
      'unit-likely': '3000',
      elasticity: '100',
      'coordination-likely': '0',
      'setup-likely': '0',
      [`moving-${ashby}-likely`]: '0',
      [`moving-${barnshire}-likely`]: '0',
      first: '1',
      takes: '1',
      double: '0',
      'stranded-likely': '0',
      'stranded-years': '0',
      growth: '0',
      less: 'no',
    }
    const planned = await first(
      'PUT',
      `${path}/parts/service.${service}`,
      { boxes: plan },
      { 'if-match': '"0"' },
    )
    assert.equal(planned.status, 200, planned.text)
    assert.deepEqual(planned.body['missing'], [])
    const asked = await first('POST', `${path}/runs`)
    assert.equal(asked.status, 201, asked.text)
    const [run] = asked.body['runs'] as { id: string }[]
    for (let look = 0; look < 200; look++) {
      const told = await second('GET', `${path}/runs/${run?.id}`)
      if (told.body['state'] === 'done') break
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    const told = await second('GET', `${path}/runs/${run?.id}`)
    assert.equal(told.body['state'], 'done')
    assert.match(told.text, /"handfast":"case"/)
    assert.deepEqual(built.faults, [])
  })
})
