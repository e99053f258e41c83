import assert from 'node:assert/strict'
import { beforeEach, describe, test } from 'node:test'
import { testApp } from '#test/support/app.ts'
import { browser, type Browser } from '#test/support/browser.ts'
import { testContent, testDatabase } from '#test/support/database.ts'
import * as make from '#test/support/make.ts'

/**
 * The whole story, through the pages, on a real database: two councils agree the terms of a round, answer three statements
 * apart from each other, seal, and open together. Every page on the way is checked for valid HTML, one heading and labels.
 */
const { db, empty } = await testDatabase()
const content = { ...testContent(), frameworks: [make.framework()] }

let adur: Browser
let amber: Browser
let partnership: string

describe('seal and reveal', () => {
  beforeEach(async () => {
    await empty()
    const { app, signInAs } = await testApp({ content })
    const first = await make.person(db, make.codes.ashby, { name: 'Ada' })
    const second = await make.person(db, make.codes.barnshire, { name: 'Ben' })
    partnership = await make.partnership(db, first, [make.codes.ashby, make.codes.barnshire])
    adur = browser(app, await signInAs(first))
    amber = browser(app, await signInAs(second))
  })

  /** Ada starts a round and offers its terms; Ben agrees. Returns the address of the round. */
  async function agreeTerms(): Promise<string> {
    await adur.visit(`/partnerships/${partnership}`)
    await adur.follow('Start a round')
    adur.fill('framework', 'small')
    await adur.press('Continue')
    adur.fill('ambition', 'lead')
    const terms = await adur.press('Continue')
    assert.equal(terms.h1, 'Check the terms before you offer them')
    await adur.press('Offer these terms to every council')
    const round = terms.path.replace('/terms', '')
    await amber.visit(`${round}/terms`)
    const opened = await amber.press('We agree to these terms')
    assert.match(opened.h1, /Agree .* answers/)
    return round
  }

  /** Answers every statement at one level, each with a reason, as somebody would: save and continue. */
  async function answer(person: Browser, round: string, level: number, reason: string): Promise<void> {
    await person.visit(`${round}/agree/purpose.s1-1`)
    for (const number of [1, 2, 3]) {
      person.fill('reading', `level-${level}`)
      person.fill('reason', `${reason} ${number}`)
      if (number > 1) person.fill('importance', '2')
      await person.press('Save and continue')
    }
  }

  async function checkAndSeal(person: Browser, round: string): Promise<string> {
    const check = await person.visit(`${round}/check`)
    assert.equal(check.h1, 'Check your council’s answers')
    await person.follow('Continue to seal')
    const sealed = await person.press('Seal our answers')
    assert.equal(sealed.h1, 'Your answers are sealed')
    return sealed.text
  }

  test('two councils answer in confidence, seal, and open together', async () => {
    const round = await agreeTerms()

    await answer(adur, round, 4, 'Cabinet approved it')
    const receipt = await checkAndSeal(adur, round)
    assert.match(receipt, /[0-9a-f]{8}( [0-9a-f]{8}){7}/)

    const waiting = await amber.visit(`${round}/waiting`)
    assert.match(waiting.h1, /1 of 2 councils have sealed/)
    assert.doesNotMatch(waiting.html, /Cabinet approved it/)
    const early = await amber.visit(`${round}/board`)
    assert.equal(early.path, `${round}/waiting`, 'there is no board before the reveal')

    await answer(amber, round, 2, 'We have only talked about it')
    await checkAndSeal(amber, round)
    await amber.visit(`${round}/waiting`)
    const board = await amber.press('Open all answers together')

    assert.equal(board.h1, 'You do not yet agree on purpose.')
    assert.match(board.text, /One gate is not met/)
    assert.match(board.text, /You could share less now: Learn/)
    const card = await adur.visit(`${round}/board/purpose.s1-1`)
    assert.match(card.text, /Cabinet approved it 1/)
    assert.match(card.text, /We have only talked about it 1/)
    const check = await adur.visit(`${round}/check-receipt`)
    assert.equal(check.h1, 'Nothing was changed after it was sealed')
  })

  test('the answers cannot be opened while a council has not sealed', async () => {
    const round = await agreeTerms()
    await answer(adur, round, 4, 'Cabinet approved it')
    await checkAndSeal(adur, round)
    const page = await adur.visit(`${round}/waiting`)
    assert.match(page.text, /What is still needed before the answers open/)
    assert.match(page.text, /Still to seal: Amber Valley/)
    assert.doesNotMatch(page.html, /Open all answers together/)
  })

  test('a council that breaks its seal must say why, and its partner is told', async () => {
    const round = await agreeTerms()
    await answer(adur, round, 4, 'Cabinet approved it')
    await checkAndSeal(adur, round)
    await adur.visit(`${round}/break-seal`)
    const unsaid = await adur.press('Break the seal and tell everybody')
    assert.equal(unsaid.status, 422)
    assert.match(unsaid.title, /^Error: /)
    adur.fill('reason', 'We counted the wrong year')
    await adur.press('Break the seal and tell everybody')
    const record = await amber.visit(`/partnerships/${partnership}/record`)
    assert.match(record.text, /Adur broke its seal. Its reason: “We counted the wrong year”/)
  })

  test('an answer that is not complete keeps what was typed and says what is missing', async () => {
    const round = await agreeTerms()
    await adur.visit(`${round}/agree/purpose.s1-2`)
    adur.fill('reason', 'We began in May')
    const page = await adur.press('Save and continue')
    assert.equal(page.status, 422)
    assert.match(page.text, /Choose a level/)
    assert.match(page.text, /Say how much this matters to you/)
    assert.match(page.html, /We began in May/)
    const later = await adur.visit(`${round}/agree/purpose.s1-2`)
    assert.match(later.html, /We began in May/, 'it was saved all the same')
  })

  test('two people who save one answer: the second is shown both', async () => {
    const round = await agreeTerms()
    const path = `${round}/agree/purpose.s1-1`
    const deputy = await make.person(db, make.codes.ashby, { role: 'deputy', name: 'Dee' })
    const { app, signInAs } = await testApp({ content })
    const other = browser(app, await signInAs(deputy))
    await adur.visit(path)
    await other.visit(path)
    adur.fill('reading', 'level-4')
    adur.fill('reason', 'Approved in May')
    await adur.press('Save and continue')
    other.fill('reading', 'level-2')
    other.fill('reason', 'Only talked about')
    const both = await other.press('Save and continue')
    assert.equal(both.status, 409)
    assert.match(both.text, /Somebody else saved this while you were writing/)
    assert.match(both.text, /Approved in May/)
    assert.match(both.html, /Only talked about/)
    const settled = await other.press('Save and continue')
    assert.equal(settled.status, 200)
    assert.match((await adur.visit(path)).html, /Only talked about/)
  })

  test('a deadline moves only when every council has agreed to the new day', async () => {
    await adur.visit(`/partnerships/${partnership}/readiness/new?framework=small`)
    adur.fill('ambition', 'lead')
    const { path } = await adur.press('Continue')
    await adur.visit(`${path}/deadline`)
    for (const [part, value] of [
      ['day', '30'],
      ['month', '6'],
      ['year', '2026'],
    ] as const)
      adur.fill(`value-${part}`, value)
    await adur.press('Save')
    await adur.press('Offer these terms to every council')
    await amber.visit(path)
    await amber.press('We agree to these terms')
    const round = path.replace('/terms', '')
    await adur.visit(`${round}/more-time`)
    for (const [part, value] of [
      ['day', '31'],
      ['month', '7'],
      ['year', '2026'],
    ] as const)
      adur.fill(`until-${part}`, value)
    const asked = await adur.press('Ask every council')
    assert.match(asked.text, /until 31 July 2026/)
    assert.match(asked.text, /by 30 June 2026/, 'the old day stands')
    await amber.visit(round)
    const moved = await amber.press('We agree to the new day')
    assert.match(moved.text, /by 31 July 2026/)
    assert.doesNotMatch(moved.text, /More time is asked for/)
  })
})
