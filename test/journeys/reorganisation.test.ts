import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import type { PartnershipId } from '#platform/id.ts'
import { testApp, type TestApp } from '#test/support/app.ts'
import { browser, type Browser } from '#test/support/browser.ts'
import { testDatabase } from '#test/support/database.ts'
import * as make from '#test/support/make.ts'

/** Councils of Surrey, which are to be replaced on a published day: what is shared is gone through for the successors. */
const { db, empty } = await testDatabase()
const [elmbridge, guildford, outside] = ['E07000207', 'E07000209', make.codes.ashby]

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
})
