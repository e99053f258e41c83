import assert from 'node:assert/strict'
import { beforeEach, describe, test } from 'node:test'
import type { PartnershipId } from '#platform/id.ts'
import type { CouncilViewer, Viewer } from '#platform/viewer.ts'
import { withdrawalProblems } from '#engine/withdrawal-input.ts'
import { gameAt } from '#root/cli/game-input.ts'
import { testApp, type TestApp } from '#test/support/app.ts'
import { browser, type Browser } from '#test/support/browser.ts'
import { testDatabase } from '#test/support/database.ts'
import * as make from '#test/support/make.ts'

const { db, empty } = await testDatabase()

function asRecord(value: unknown): Record<string, unknown> {
  assert.ok(typeof value === 'object' && value !== null)
  return { ...value }
}
const codes = [make.codes.barnshire, make.codes.ashby, make.codes.coldwell]

/** Three councils look at every rule, mix one, and come to agree on one, with the doubts of one of them in the record. */
describe('agree a split', () => {
  let built: TestApp
  let where: PartnershipId
  let leads: CouncilViewer[]

  beforeEach(async () => {
    await empty()
    built = await testApp()
    leads = []
    for (const code of codes) leads.push(await make.person(db, code))
    where = await make.partnership(db, leads[0]!, codes)
  })

  const as = async (viewer: Viewer): Promise<Browser> => browser(built.app, await built.signInAs(viewer))
  const at = (path = '') => `/partnerships/${where}/sharing${path}`

  async function fillIn(who: Browser, group7 = '1,500,000') {
    await who.visit(at('/figures'))
    const first = {
      year: '2026-27',
      source: 'Ledger',
      owner: 'Finance',
      'alone-0': '1m',
      'alone-1': '1m',
      'alone-2': '1m',
      'set-up': '300,000',
    }
    for (const [name, value] of Object.entries(first)) who.fill(name, value)
    await who.press('Save and go on')
    const second = {
      method: 'save',
      'group-3': '1,200,000',
      'group-5': '600,000',
      'group-6': '200,000',
      'group-7': group7,
    }
    for (const [name, value] of Object.entries(second)) who.fill(name, value)
    await who.press('Save and see every rule')
  }

  test('from the figures to the same text agreed by all, with a dissent that is answered', async () => {
    const [first, second, third] = [await as(leads[0]!), await as(leads[1]!), await as(leads[2]!)]
    await fillIn(first)
    await first.follow('Mix a rule of your own')
    assert.match(
      first.page().text,
      /It will not hold: Amber Valley and Adur would do better by £200,000 a year without Arun/,
    )
    first.fill('cap', '20')
    await first.press('Work it out')
    assert.match(first.page().text, /may pay at most comes to less than the bill/)
    first.fill('cap', 'much')
    await first.press('Work it out')
    assert.equal(first.page().status, 422)
    assert.match(first.page().html, /value="much"/)

    await first.visit(at())
    await first.follow('Propose how to share the cost')
    await first.press('Propose it to the partners')
    assert.match(first.page().text, /Say why this rule/)
    first.fill('reason', 'It pays each for what it brings.')
    await first.press('Propose it to the partners')
    assert.match(first.page().text, /Amber Valley Borough Council agrees/)
    assert.match(first.page().text, /By these figures it holds/)

    await second.visit(at())
    await second.follow('Read the proposal')
    await second.press('Record that we do not agree')
    assert.match(second.page().text, /Say why your council does not agree/)
    second.fill('reason', 'We bring the staff, and that is not counted.')
    await second.press('Record that we do not agree')
    assert.match(second.page().text, /Adur District Council does not agree .*“We bring the staff/)

    await third.visit(at('/proposal'))
    await third.press('Agree for my council')
    assert.match(third.page().text, /The proposed split/)
    await second.visit(at('/proposal'))
    await second.press('Agree for my council')
    assert.match(second.page().text, /The split is agreed/)
    await first.visit(at('/paper'))
    assert.match(
      first.page().text,
      /What is proposed.*Adur District Council agrees\. Before that it did not: “We bring the staff/,
    )
    for (const format of ['docx', 'odt', 'xlsx', 'ods', 'csv', 'json'])
      assert.equal((await first.visit(at(`/files/split.${format}`))).status, 200, format)
    for (const sheet of ['saves', 'groups', 'leaving', 'years'])
      assert.equal((await first.visit(at(`/files/${sheet}.csv`))).status, 200, sheet)
    // The same figures by the command line: its readers take the files as they are.
    const share = gameAt(asRecord(JSON.parse((await first.visit(at('/files/share.json'))).html)))
    assert.equal(share.game.values.at(-1), 1_500_000)
    const { unit, ...withdraw } = asRecord(JSON.parse((await first.visit(at('/files/withdraw.json'))).html))
    assert.equal(unit, 'pounds')
    assert.deepEqual(withdrawalProblems(withdraw), [])
    assert.equal((await first.visit(at('/files/split.exe'))).status, 404)
    await first.visit(`/partnerships/${where}/record`)
    assert.match(first.page().text, /was the last to agree: the split is agreed/)
    assert.match(first.page().text, /did not agree to the proposed split/)
    assert.doesNotMatch(first.page().text, /We bring the staff/)
    assert.deepEqual(built.faults, [])
  })

  test('another proposal is another text: what was agreed before does not count for it', async () => {
    const [first, second] = [await as(leads[0]!), await as(leads[1]!)]
    await fillIn(first)
    const propose = async (reason: string) => {
      await first.visit(at('/propose'))
      first.fill('reason', reason)
      await first.press('Propose it to the partners')
    }
    await propose('One.')
    await second.visit(at('/proposal'))
    await propose('Two.')
    await second.press('Agree for my council')
    assert.equal(second.page().status, 409)
    assert.match(second.page().text, /The proposal has changed since you read it/)
    assert.match(second.page().text, /Adur District Council has not answered/)
  })
})
