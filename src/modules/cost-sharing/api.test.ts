import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import type { PartnershipId } from '#platform/id.ts'
import { itemsOf, program, tokenOf, type Program, type Told } from '#test/support/api.ts'
import { testApp, type TestApp } from '#test/support/app.ts'
import { testDatabase } from '#test/support/database.ts'
import * as make from '#test/support/make.ts'

const { db, owner, empty } = await testDatabase()
const codes = [make.codes.ashby, make.codes.barnshire].sort()

describe('sharing the cost through the API', () => {
  let built: TestApp
  let where: PartnershipId
  let one: Program
  let two: Program
  let stranger: Program

  before(async () => {
    await empty()
    built = await testApp()
    const holds = async (code: string) => {
      const viewer = await make.person(db, code, { email: `${code.toLowerCase()}@example.org` })
      return { viewer, asks: program(built.app, await tokenOf(built.deps, viewer, 'lead')) }
    }
    const first = await holds(codes[0]!)
    one = first.asks
    two = (await holds(codes[1]!)).asks
    stranger = (await holds(make.codes.coldwell)).asks
    where = await make.partnership(db, first.viewer, codes)
  })

  const at = (path = '') => `/partnerships/${where}/sharing${path}`
  const seeing = ({ etag }: Told) => ({ 'if-match': etag })

  test('from the first figure to what each owes at the end of a year', async () => {
    const begun = await one('GET', at())
    assert.equal(begun.status, 200, begun.text)
    assert.match(begun.text, /"type":"no-figures"/)
    const figures = {
      year: '2026-27',
      source: 'Ledger',
      owner: 'Finance',
      'alone-0': '800,000',
      'alone-1': '400,000',
    }
    const wrong = await one('PUT', at('/figures'), { boxes: { ...figures, 'alone-0': '-5' } }, seeing(begun))
    assert.equal(wrong.status, 422)
    assert.match(wrong.text, /boxes\.alone-0/)
    const put = await one('PUT', at('/figures'), { boxes: figures }, seeing(begun))
    assert.equal(put.status, 200, put.text)
    const late = await two('PUT', at('/figures'), { boxes: figures }, seeing(begun))
    assert.equal(late.status, 409)
    assert.match(late.text, /"type":"changed"/)
    const groups = await one(
      'PUT',
      at('/groups'),
      { boxes: { method: 'platform', platform: '900,000' } },
      seeing(put),
    )
    assert.equal(groups.status, 200, groups.text)
    const rules = await two('GET', at('/rules'))
    assert.match(rules.text, /"rule":"equal".*?"pays":\[45000000,45000000\].*?"holds":false/)
    assert.match((await two('GET', at('/rules?no-worse-off=yes'))).text, /"pays":\[50000000,40000000\]/)
    assert.equal((await two('GET', at('/rules?cap=lots'))).status, 422)
    assert.match((await two('GET', at('/mix?equal=0&alone=100'))).text, /"pays":\[60000000,30000000\]/)
    const left = await two('POST', at('/leaving'), { boxes: { leaver: '0', rule: 'stand-alone' } })
    assert.equal(left.status, 200, left.text)
    assert.match(left.text, /"serviceEnds":true/)
    assert.equal((await owner.query('select 1 from cost_sharing_leaving')).rows.length, 0, 'nothing is kept')
    const said = {
      rule: 'alone',
      'set-up': 'as-bill',
      savings: 'as-bill',
      overspend: 'equally',
      exit: 'harm',
      rebase: '3',
      reason: 'Fair',
    }
    const proposed = await one('POST', at('/proposal'), { boxes: said }, seeing(groups))
    assert.equal(proposed.status, 200, proposed.text)
    const { hash } = proposed.body
    assert.equal((await two('POST', at('/proposal/dissent'), { hash, reason: 'Not yet' })).status, 200)
    const year = {
      year: '2026-27',
      spent: '1m',
      'paid-0': '600,000',
      'paid-1': '300,000',
      source: 'Accounts',
      owner: 'Finance',
    }
    const early = await one('PUT', at('/years'), { boxes: year }, { 'if-match': '"0"' })
    assert.equal(early.status, 409)
    assert.match(early.text, /"type":"not-agreed"/)
    assert.match((await two('POST', at('/proposal/agree'), { hash })).text, /"agreed":true/)
    const saved = await two('PUT', at('/years'), { boxes: year }, { 'if-match': '"0"' })
    assert.equal(saved.status, 200, saved.text)
    assert.deepEqual(
      itemsOf(saved).map(({ overPence, openPence }) => [overPence, openPence]),
      [[10_000_000, 10_000_000]],
    )
    assert.match(saved.text, /"owesPence":5000000/)
    assert.equal((await stranger('GET', at())).status, 404)
    assert.equal((await stranger('GET', at('/years'))).status, 404)
    assert.deepEqual(built.faults, [])
  })

  test('the mails say that something happened, and nothing of what', async () => {
    const { rows } = await owner.query<{ template: string; text: string }>(
      `select template, mail::text as text from (select m.template, m from platform_mail m) mail order by 1`,
    )
    const templates = new Set(rows.map(({ template }) => template))
    for (const template of ['split-proposed', 'split-dissent', 'split-agreed', 'true-up-saved'])
      assert.ok(templates.has(template), template)
    for (const { text } of rows) assert.doesNotMatch(text, /Not yet|Fair|alone|600|1m/)
  })
})
