import assert from 'node:assert/strict'
import { beforeEach, describe, test } from 'node:test'
import type { PartnershipId } from '#platform/id.ts'
import type { CouncilViewer } from '#platform/viewer.ts'
import { program, tokenOf } from '#test/support/api.ts'
import { testApp, type TestApp } from '#test/support/app.ts'
import { browser, type Browser, type Seen } from '#test/support/browser.ts'
import { makeCase } from '#test/support/case-story.ts'
import { testContent, testDatabase } from '#test/support/database.ts'
import * as make from '#test/support/make.ts'

/** What people put in wrongly is told beside its box, in words; what they typed is still there, and nothing half right is saved. */
const { db, owner, empty } = await testDatabase()
const [older, newer] = [make.codes.ashby, make.codes.barnshire]

/** As if the second council took the place of the first. */
const replaced = {
  ...testContent(),
  successions: [
    ...testContent().successions,
    { ...testContent().successions[0]!, predecessor: older, successor: newer },
  ],
}

describe('bad input', () => {
  let built: TestApp
  let where: PartnershipId
  let lead: CouncilViewer
  let who: Browser
  let path: string

  async function open(content = testContent()): Promise<void> {
    await empty()
    built = await testApp({ content })
    lead = await make.person(db, older)
    const second = await make.person(db, newer)
    where = await make.partnership(db, lead, [older, newer])
    who = browser(built.app, await built.signInAs(lead))
    path = `/partnerships/${where}/business-case/${await makeCase(db, where, [lead, second])}`
  }

  beforeEach(() => open())

  async function tried(at: string, typed: Readonly<Record<string, string>>): Promise<Seen> {
    await who.visit(at)
    for (const [name, value] of Object.entries(typed)) who.fill(name, value)
    return who.press('Save')
  }

  /** The message beside a box, what stands in the box, and that the list of what is wrong leads to it. */
  function toldAt(seen: Seen, box: string, says: RegExp, kept: string): void {
    assert.equal(seen.status, 422, seen.text)
    const error = new RegExp(`id="${box}-error"[^>]*>(.*?)</p>`, 's').exec(seen.html)?.[1] ?? ''
    assert.match(error.replaceAll(/<[^>]+>/g, ''), says, box)
    assert.match(seen.html, new RegExp(`href="#${box}"`), `${box} is in the list at the top`)
    assert.ok(seen.html.includes(kept), `“${kept}” is still there`)
  }

  test('a council in its old and its new form is named before anything is worked out', async () => {
    await open(replaced)
    const says =
      /Adur is replaced by Amber Valley, and both are in this partnership: the same costs would count twice\./
    const page = await who.visit(path)
    assert.match(page.text, says)
    assert.doesNotMatch(page.html, />\s*Work it out\s*</, 'there is no button that would be refused')
    const api = program(built.app, await tokenOf(built.deps, lead, 'lead'))
    const id = path.split('/').at(-1)
    const told = await api('GET', `/partnerships/${where}/business-cases/${id}`)
    assert.match(told.text, /old-and-new/)
    assert.equal((await api('POST', `/partnerships/${where}/business-cases/${id}/runs`)).status, 409)
    const runs = await owner.query('select 1 from business_case_run')
    assert.equal(runs.rowCount, 0)
    assert.deepEqual(built.faults, [])
  })

  test('years that are missing are counted, and the amounts that were pasted stay', async () => {
    const seen = await tried(`${path}/part/line.new`, { name: 'Rent', amounts: '1,000\n2,000' })
    toldAt(seen, 'amounts', /one amount for each of the years 0 to 2: 3 in all\. You gave 2/, '1,000')
  })

  test('a cost below nought is refused in its own box', async () => {
    const seen = await tried(`${path}/part/line.new`, { name: 'Rent', 'amount-likely': '-500' })
    toldAt(seen, 'amount-likely', /must be £0 or more/, 'value="-500"')
  })

  test('per cents that do not add up say to what they add up', async () => {
    const services = await owner.query<{ id: string }>('select id from business_case_service')
    const seen = await tried(`${path}/part/service.${services.rows[0]?.id}`, { phase: '60 30 20' })
    toldAt(seen, 'phase', /These per cents add up to 110\. They must add up to 100/, 'value="60 30 20"')
  })

  test('shares that do not rise, and a chance above certain, are told where they stand', async () => {
    const seen = await tried(`${path}/part/frame`, { realisation: 'own', p10: '80', p50: '50', p90: '120' })
    toldAt(seen, 'p50', /must rise from bad to good/, 'value="80"')
    const risk = await tried(`${path}/part/risk.new`, { what: 'Late', chance: '130', 'amount-likely': '5' })
    toldAt(risk, 'chance', /must be 100% or less/, 'value="130"')
  })

  test('prices of another year are refused by row and column, and nothing of the row comes in', async () => {
    const at = `/partnerships/${where}/baseline`
    const before = await owner.query('select value::text from business_case_figure order by 1')
    await who.visit(`${at}/sheet`)
    who.fill(
      'pasted',
      'Service\tCost a year\tPrices of\tSource\tWho answers for it\nService desk\t5\t2024-25\tLedger\tFinance',
    )
    await who.press('Look at what it says')
    const seen = await who.visit(`${at}/sheet/check`)
    assert.match(
      seen.text,
      /Row 2, Prices of: These figures are in 2024-25 prices, and the baseline is in 2026-27 prices/,
    )
    const after = await owner.query('select value::text from business_case_figure order by 1')
    assert.deepEqual(after.rows, before.rows)
  })

  test('a year that is none is told beside its box, and stays in it', async () => {
    await empty()
    const first = await make.person(db, older)
    const other = await make.partnership(db, first, [older, newer])
    const visitor = browser(built.app, await built.signInAs(first))
    await visitor.visit(`/partnerships/${other}/baseline`)
    visitor.fill('year', '2026-28')
    const seen = await visitor.press('Begin')
    toldAt(seen, 'year', /2026-27/, 'value="2026-28"')
  })
})
