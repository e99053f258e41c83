import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import type { PartnershipId } from '#platform/id.ts'
import type { CouncilViewer } from '#platform/viewer.ts'
import { unmarkedFigures } from '#test/support/figure-marks.ts'
import { testApp, type TestApp } from '#test/support/app.ts'
import { browser, type Browser } from '#test/support/browser.ts'
import { testDatabase } from '#test/support/database.ts'
import * as make from '#test/support/make.ts'

/** A council thinks of leaving, plans, gives notice, parts, settles and leaves lessons: through the pages, without scripts. */
const { db, owner, empty } = await testDatabase()

let built: TestApp
let lead: CouncilViewer
let other: CouncilViewer
let adur: Browser
let amber: Browser
let where: PartnershipId
let exit: string
let leaving: string

describe('giving notice', () => {
  before(async () => {
    await empty()
    built = await testApp()
    lead = await make.person(db, make.codes.ashby, { name: 'Ada' })
    other = await make.person(db, make.codes.barnshire, { name: 'Ben' })
    adur = await as(lead)
    amber = await as(other)
    where = await make.partnership(db, lead, [make.codes.ashby, make.codes.barnshire])
    exit = `/partnerships/${where}/exit`
  })

  async function as(viewer: CouncilViewer): Promise<Browser> {
    return browser(built.app, await built.signInAs(viewer))
  }

  test('from the first day the plan is there, with every gap showing', async () => {
    await adur.visit(`/partnerships/${where}`)
    const home = await adur.follow('Leaving')
    assert.equal(home.h1, 'Leaving and parting')
    const plan = await adur.visit(`${exit}/ours`)
    assert.match(plan.text, /You have no exit plan yet/)
    assert.equal((plan.text.match(/Nothing yet/g) ?? []).length, 12 + 7)
    assert.match(
      plan.text,
      /Nothing is listed under people, contracts, systems, data, property, licences and knowledge/,
    )
    assert.match(plan.text, /Only the lead, deputies, approvers and readers of Adur can see this/)
  })

  test('an answer is saved, and the gap closes', async () => {
    await adur.visit(`${exit}/ours`)
    const question = await adur.follow('Where we stand')
    assert.match(question.text, /What a good answer looks like/)
    adur.fill('text', 'Clause 14 of the agreement of 2024.\n\nTwelve months.')
    const plan = await adur.press('Save')
    assert.match(plan.text, /Saved/)
    assert.equal((plan.text.match(/Nothing yet/g) ?? []).length, 11 + 7)
    const again = await adur.visit(`${exit}/ours/answers/position`)
    assert.match(again.html, /Clause 14/)
  })

  test('a register entry says what is wrong beside the box, loses nothing, and shows what would block a parting', async () => {
    await adur.visit(`${exit}/ours/registers/contracts/new`)
    adur.fill('name', 'Payroll system')
    adur.fill('low', '20,000')
    adur.fill('high', '1e5')
    adur.fill('ends', '31 February 2028')
    const wrong = await adur.press('Save')
    assert.equal(wrong.status, 422)
    assert.match(wrong.text, /Say whether it can be parted/)
    assert.match(wrong.text, /The highest cost must be an amount of money/)
    assert.match(wrong.text, /real date/)
    assert.match(wrong.html, /Payroll system/)
    adur.fill('high', '90k')
    adur.fill('ends', '31 March 2028')
    adur.fill('separable', 'hard')
    adur.fill('critical', 'yes')
    const saved = await adur.press('Save')
    assert.match(saved.text, /Payroll system/)
    assert.match(saved.text, /£20,000 to £90,000/)
    const plan = await adur.visit(`${exit}/ours`)
    assert.match(plan.text, /No way back is known for “Payroll system”/)
    assert.match(plan.text, /more than three times the lowest for “Payroll system”/)
  })

  test('a partner sees nothing of it until it is shown, and then only a copy', async () => {
    assert.doesNotMatch((await amber.visit(exit)).text, /Adur’s exit plan/)
    assert.equal((await amber.visit(`${exit}/shared/${make.codes.ashby}`)).status, 404)
    await adur.visit(`${exit}/share`)
    await adur.press('Show it to them')
    await adur.visit(`${exit}/ours/answers/position`)
    adur.fill('text', 'Changed after it was shown.')
    await adur.press('Save')
    const shown = await amber.visit(`${exit}/shared/${make.codes.ashby}`)
    assert.match(shown.text, /Clause 14/)
    assert.match(shown.text, /Payroll system/)
    assert.doesNotMatch(shown.text, /Changed after/)
  })

  test('notice needs terms that every council agreed to', async () => {
    const early = await adur.visit(`${exit}/notice`)
    assert.match(early.text, /Write down what the agreement says about notice first/)
    await adur.visit(`${exit}/terms`)
    adur.fill('agreement', 'Agreement of 2024, clause 14')
    adur.fill('count', 'twelve')
    assert.match((await adur.press('Save, and agree for our council')).text, /Give a whole number of months/)
    adur.fill('count', '12')
    adur.fill('unit', 'months')
    adur.fill('end', '03-31')
    adur.fill(`share-${make.codes.ashby}`, '60')
    adur.fill(`share-${make.codes.barnshire}`, '40')
    await adur.press('Save, and agree for our council')
    assert.match((await adur.visit(`${exit}/notice`)).text, /Not every council has agreed/)
    await amber.visit(`${exit}/terms`)
    await amber.press('We agree to these terms')
    const notice = await adur.visit(`${exit}/notice`)
    assert.match(notice.text, /Saturday 31 March 2029|31 March 2028/)
    assert.match(notice.text, /The last day on which the same notice would still end then/)
  })

  test('thinking of leaving stays with those who lead the council', async () => {
    await adur.visit(`${exit}/ours/answers/considering`)
    adur.fill('text', 'SECRET THOUGHT')
    await adur.press('Save')
    assert.match((await adur.visit(`${exit}/ours/answers/considering`)).html, /SECRET THOUGHT/)
    const reader = await as(await make.person(db, make.codes.ashby, { role: 'reader' }))
    assert.equal((await reader.visit(`${exit}/ours/answers/considering`)).status, 404)
    assert.equal((await reader.visit(`${exit}/ours`)).status, 200)
    const staff = await as(await make.person(db, make.codes.ashby, { role: 'contributor', office: 'staff' }))
    assert.equal((await staff.visit(`${exit}/ours`)).status, 404)
    for (const path of ['', '/ours', '/ours/answers/considering', '/joint'])
      assert.doesNotMatch((await amber.visit(`${exit}${path}`)).html, /SECRET THOUGHT/)
  })

  test('notice names the body, the day and the minute, and every partner is told without a word of it in the mail', async () => {
    await adur.visit(`${exit}/notice`)
    adur.fill('body', 'Cabinet')
    adur.fill('decided', '20 May 2026')
    adur.fill('given', '1 June 2026')
    const missing = await adur.press('Give notice')
    assert.equal(missing.status, 422)
    assert.match(missing.text, /Give the minute or the number of the decision record/)
    adur.fill('minute', 'Minute 41 of 20 May 2026')
    adur.fill('sure', 'yes')
    const given = await adur.press('Give notice')
    assert.equal(given.h1, 'Adur leaves')
    assert.match(given.text, /Leaves on 31 March 2028/)
    leaving = given.path.replace(/\?.*/, '')
    const told = await owner.query<{ person: string; subject: string; facts: unknown }>(
      'select person, subject, facts from platform_mail',
    )
    assert.deepEqual(
      told.rows.map(({ person }) => person),
      [other.person],
    )
    assert.doesNotMatch(JSON.stringify(told.rows), /Cabinet|2028|Adur/)
    assert.match(
      (await amber.visit(`/partnerships/${where}/record`)).text,
      /gave notice to leave, with effect from/,
    )
    assert.match((await adur.visit(`${exit}/notice`)).text, /has already given notice/)
  })

  test('the days go into a calendar', async () => {
    const file = await built.app.inject({
      url: `${leaving}/timeline.ics`,
      headers: { host: 'localhost', cookie: await built.signInAs(other) },
    })
    assert.match(String(file.headers['content-type']), /^text\/calendar/)
    assert.match(file.body, /BEGIN:VCALENDAR/)
    assert.match(file.body, /DTSTART;VALUE=DATE:20280331/)
    assert.equal((file.body.match(/BEGIN:VEVENT/g) ?? []).length, 18)
  })

  test('the parting goes from part to part, and says what stands in the way', async () => {
    await amber.visit(leaving)
    await amber.press('Begin to plan the parting')
    const blocked = await amber.visit(leaving)
    assert.match(blocked.text, /says nothing yet under “One plan, one budget”/)
    await amber.visit(`${exit}/joint/registers/systems/new`)
    amber.fill('name', 'Finance system')
    amber.fill('separable', 'with-work')
    await amber.press('Save')
    await amber.visit(`${exit}/joint/answers/one-plan`)
    amber.fill('text', 'One programme manager, £200,000, in the host’s budget.')
    await amber.press('Save')
    await amber.visit(leaving)
    await amber.press('Begin to move things')
    await amber.press('Make the tasks')
    assert.match(
      (await amber.visit(leaving)).text,
      /The council leaves on 31 March 2028. Settling up begins then. 1 task is not done yet/,
    )
    const task = await amber.follow('Finance system')
    assert.equal(task.h1, 'Finance system')
    amber.fill('owner', 'Head of IT')
    amber.fill('done', '1 March 2028')
    await amber.press('Save')
    built.clock.set(new Date('2028-04-01T09:00:00Z'))
    adur = await as(lead)
    amber = await as(other)
    await adur.visit(leaving)
    await adur.press('Begin to settle up')
  })

  test('the settlement adds up to nothing to the penny, and every council agrees to the same text', async () => {
    await adur.visit(`${leaving}/settlement`)
    adur.fill('what', 'Platform contract that runs on')
    adur.fill('amount', '1,000.01')
    adur.fill('from', 'shared')
    adur.fill('to', 'outside')
    const wrong = await adur.press('Add the line')
    assert.match(wrong.text, /Say where the amount is from/)
    adur.fill('basis', 'Invoice 7')
    adur.fill(`share-${make.codes.ashby}`, '1')
    adur.fill(`share-${make.codes.barnshire}`, '1')
    await adur.press('Add the line')
    adur.fill('what', 'Charge for leaving')
    adur.fill('amount', '250')
    adur.fill('from', make.codes.ashby)
    adur.fill('to', make.codes.barnshire)
    adur.fill('basis', 'Clause 14.3')
    const page = await adur.press('Add the line')
    assert.match(page.text, /All of it together: £0.00/)
    assert.match(page.text, /Amber Valley pays Others \(suppliers, staff, pension funds\) £500.01/)
    await adur.press('We agree to this settlement')
    assert.match((await adur.visit(leaving)).text, /Not agreed yet by Amber Valley/)
    await amber.visit(`${leaving}/settlement`)
    await amber.press('We agree to this settlement')
    assert.match(amber.page().text, /Every council has agreed to this settlement/)
    const { figures, without } = unmarkedFigures(amber.page().html)
    assert.deepEqual(without, [], 'every amount names where it is from')
    assert.ok(figures >= 3)
  })

  test('closing ends the membership, and lessons are public only when every council agrees', async () => {
    await adur.visit(leaving)
    const closed = await adur.press('Close the parting')
    assert.deepEqual(built.faults, [])
    assert.match(closed.text, /The parting is over and settled/)
    assert.match((await amber.visit(`/partnerships/${where}`)).text, /Adur District Council Has left/)
    await adur.visit(`${leaving}/lessons`)
    adur.fill('title', 'A shared finance service')
    adur.fill('why', 'Our aims had grown apart.')
    adur.fill('went', 'The registers were ready.')
    adur.fill('again', 'Begin the talks a year earlier.')
    await adur.press('Save the text')
    const visitor = browser(built.app)
    assert.doesNotMatch((await visitor.visit('/lessons')).text, /shared finance service/)
    await adur.press('We agree that this becomes public')
    assert.doesNotMatch((await visitor.visit('/lessons')).text, /shared finance service/)
    await amber.visit(`${leaving}/lessons`)
    const agreed = await amber.press('We agree that this becomes public')
    assert.match(agreed.text, /Public since/)
    assert.match((await visitor.visit('/lessons')).text, /A shared finance service/)
    assert.deepEqual(built.faults, [])
  })
})
