import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import {
  addService,
  baselineFor,
  baselineHash,
  confirmBaseline,
  saveFigures,
  shareFigures,
  startBaseline,
} from '#modules/business-case/index.ts'
import { inTransaction } from '#platform/database.ts'
import type { PartnershipId } from '#platform/id.ts'
import { testApp, type TestApp } from '#test/support/app.ts'
import { browser, type Browser } from '#test/support/browser.ts'
import { testDatabase } from '#test/support/database.ts'
import * as make from '#test/support/make.ts'

/** Councils of Surrey, which are to be replaced on a published day: what is shared is gone through for the successors. */
const { db, empty } = await testDatabase()
const [elmbridge, guildford, outside] = ['E07000207', 'E07000209', 'E09000007']

let built: TestApp
let lead: Browser
let where: PartnershipId
let exit: string

describe('a reorganisation', () => {
  before(async () => {
    await empty()
    built = await testApp()
    const ella = await make.person(db, elmbridge, { name: 'Ella' })
    await make.person(db, guildford, { name: 'Gus' })
    lead = browser(built.app, await built.signInAs(ella))
    where = await make.partnership(db, ella, [elmbridge, guildford, outside])
    exit = `/partnerships/${where}/exit`
  })

  test('says who ends, who takes over and where that is published, and makes a task of everything shared', async () => {
    const home = await lead.visit(exit)
    assert.match(home.text, /Elmbridge Borough Council and Guildford Borough Council end on 31 March 2027/)
    await lead.visit(`${exit}/terms`)
    lead.fill('agreement', 'Agreement of 2020')
    lead.fill('count', '6')
    lead.fill('unit', 'months')
    lead.fill('end', 'any-day')
    for (const [code, share] of [
      [elmbridge, '30'],
      [guildford, '30'],
      [outside, '40'],
    ] as const)
      lead.fill(`share-${code}`, share)
    await lead.press('Save, and agree for our council')
    await lead.visit(`${exit}/joint/registers/contracts/new`)
    lead.fill('name', 'Parking system')
    lead.fill('holder', 'Guildford Borough Council')
    lead.fill('separable', 'with-work')
    await lead.press('Save')
    await lead.visit(exit)
    const page = await lead.follow('See what changes, and what to do')
    assert.match(page.text, /East Surrey Council Elmbridge ?30 parts of 100/)
    assert.match(page.text, /West Surrey Council Guildford ?30 parts of 100/)
    assert.match(page.html, /surreylgrhub\.org/)
    assert.match(page.text, /No successor becomes a member by itself/)
    assert.match(page.text, /East Surrey Council is not in the list of councils yet/)
    assert.match(page.text, /Notice given today would run to 1 December 2026, before the first of you ends/)
    const made = await lead.press('Make the tasks')
    assert.match(made.text, /Parking system ?Move to the successor ?Nobody yet ?Guildford ?30 September 2026/)
    const again = await lead.press('Add tasks for what is new in the registers')
    assert.equal((again.text.match(/Parking system/g) ?? []).length, 1, 'made twice is made once')
    await lead.follow('Parking system')
    const wrong = await lead.press('Save')
    assert.match(wrong.text, /Say who does it/)
    lead.fill('owner', 'Head of parking')
    lead.fill('due', '1 September 2026')
    const saved = await lead.press('Save')
    assert.match(saved.text, /Head of parking, +Guildford ?1 September 2026/)
    assert.deepEqual(built.faults, [])
  })

  test('a plan that was gone through goes stale when its terms change, and says so', async () => {
    await lead.visit(`${exit}/joint`)
    for (const heading of [
      'principles',
      'order',
      'one-plan',
      'who-pays',
      'those-who-stay',
      'data-split',
      'committee',
      'afterwards',
    ]) {
      await lead.visit(`${exit}/joint/answers/${heading}`)
      lead.fill('text', 'As agreed.')
      await lead.press('Save')
    }
    for (const register of ['people', 'systems', 'data', 'property', 'licences', 'knowledge']) {
      await lead.visit(`${exit}/joint/registers/${register}`)
      await lead.press('There is nothing to list')
    }
    await lead.visit(`${exit}/joint`)
    await lead.press('We have gone through it')
    assert.doesNotMatch((await lead.visit(`${exit}/joint`)).text, /out of date: what it rests on/)
    await lead.visit(`${exit}/terms`)
    lead.fill('count', '9')
    await lead.press('Save, and agree for our council')
    const stale = await lead.visit(`${exit}/joint`)
    assert.match(stale.text, /Out of date/)
    assert.match(stale.text, /Changed since the plan was last gone through: the terms of leaving\./)
  })

  test('a plan goes stale when figures are locked, and says that they are why', async () => {
    await lead.visit(`${exit}/joint`)
    await lead.press('We have gone through it')
    assert.doesNotMatch((await lead.visit(`${exit}/joint`)).text, /Changed since the plan/)
    await lockFigures(db, where, [elmbridge, guildford, outside])
    const stale = await lead.visit(`${exit}/joint`)
    assert.match(
      stale.text,
      /Changed since the plan was last gone through: what the services cost, as locked in the baseline\./,
    )
    await lead.press('We have gone through it')
    assert.doesNotMatch((await lead.visit(`${exit}/joint`)).text, /Changed since the plan/)
  })

  test('where it is not decided who takes over, both what is published and what is open are said', async () => {
    const adur = await make.person(db, make.codes.ashby)
    const other = await make.partnership(db, adur, [make.codes.ashby, outside])
    const visitor = browser(built.app, await built.signInAs(adur))
    const page = await visitor.visit(`/partnerships/${other}/exit/reorganisation`)
    assert.match(
      page.text,
      /in an area where councils are expected to be replaced\. Who takes over is not decided\./,
    )
    assert.match(
      page.text,
      /West Sussex: not decided Concerns Adur District Council\. New councils are expected from 1 April 2028/,
    )
    assert.match(page.text, /What was published\. Proposals of September 2025/)
    assert.match(page.text, /What is open\. Which proposal is taken forward/)
    assert.match(page.html, /localgovernmentlawyer\.co\.uk/)
    assert.match(page.text, /Adur District Council Successor not decided/)
    assert.deepEqual(built.faults, [])
  })
})

/** A baseline of one service from its first figure to the lock, by the real commands. */
async function lockFigures(
  database: typeof db,
  partnership: PartnershipId,
  councils: readonly string[],
): Promise<void> {
  const deps = { db: database }
  const officers = []
  for (const council of councils)
    officers.push(await make.person(database, council, { office: 'section-151' }))
  const [first] = officers
  assert.ok(first)
  await startBaseline(deps, first, { partnership, year: '2026-27' })
  const added = await addService(deps, first, { partnership, name: 'Parking', unit: 'permits' })
  assert.ok('done' in added)
  for (const officer of officers) {
    const figures = (
      [
        ['cost', 100_000],
        ['fixed', 50_000],
        ['volume', 10],
      ] as const
    ).map(([measure, value]) => ({
      service: added.done,
      measure,
      value,
      source: 'Made up for a test',
      owner: 'Finance',
      seen: 0,
    }))
    await saveFigures(deps, officer, { partnership, figures })
    await shareFigures(deps, officer, partnership)
  }
  for (const officer of officers) {
    const baseline = await inTransaction(database, officer, (trx) => baselineFor(trx, officer, partnership))
    assert.ok(baseline)
    const outcome = await confirmBaseline(deps, officer, {
      partnership,
      hash: baselineHash(baseline),
      successions: [],
    })
    assert.ok('done' in outcome, JSON.stringify(outcome))
  }
}
