import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import type { PartnershipId } from '#platform/id.ts'
import type { CouncilViewer } from '#platform/viewer.ts'
import { testApp, type TestApp } from '#test/support/app.ts'
import { browser, type Browser } from '#test/support/browser.ts'
import { testDatabase } from '#test/support/database.ts'
import * as make from '#test/support/make.ts'
import { trustStatements } from '#test/support/make-trust.ts'

const { db, owner, empty } = await testDatabase()
const { ashby, barnshire, coldwell } = make.codes

let built: TestApp
let where: PartnershipId
let people: Record<'alma' | 'arlo' | 'bess' | 'cora', CouncilViewer>
let round = ''

describe('a trust round, from the first question to the quiet word', () => {
  before(async () => {
    await empty()
    built = await testApp()
    people = {
      alma: await make.person(db, ashby),
      arlo: await make.person(db, ashby, { role: 'contributor', office: 'cio' }),
      bess: await make.person(db, barnshire),
      cora: await make.person(db, coldwell),
    }
    where = await make.partnership(db, people.alma, [ashby, barnshire, coldwell])
  })

  const as = async (who: keyof typeof people): Promise<Browser> =>
    browser(built.app, await built.signInAs(people[who]))

  /** Rates whatever page of a council is open, the same on every statement. */
  const rate = async (page: Browser, rating: string) => {
    for (const id of trustStatements) page.fill(id, rating)
    return page.press('Save and go on')
  }

  test('Alma finds trust on the partnership’s page, starts a round and must choose before she offers', async () => {
    const alma = await as('alma')
    await alma.visit(`/partnerships/${where}`)
    await alma.follow('Trust')
    const started = await alma.press('Start a trust round')
    round = started.path
    assert.match(started.text, /Choose how far the ratings are shown/)
    const terms = await alma.visit(`${round}/terms`)
    assert.doesNotMatch(terms.html, /Offer these terms/)
    assert.match(terms.text, /Your council must choose one thing first/)
    await alma.follow('How far the ratings are shown')
    const nothing = await alma.press('Save our choice')
    assert.equal(nothing.status, 422)
    assert.match(nothing.text, /Choose how far the ratings are shown/)
    alma.fill('choice', 'matrix')
    const chosen = await alma.press('Save our choice')
    assert.match(chosen.text, /Your council chose: Every council sees everything/)
    const offered = await alma.press('Offer these terms to every council')
    assert.match(offered.text, /Waiting for .+ and .+ to agree/)
  })

  test('the terms that every round has can be changed too, and every council is asked again', async () => {
    const alma = await as('alma')
    await alma.visit(`${round}/terms/years`)
    alma.fill('value', '5')
    const changed = await alma.press('Save')
    assert.match(changed.text, /How long is what opened kept\? 5 years/)
    assert.match(changed.text, /Not yet agreed/)
    assert.equal(
      (await alma.visit(`${round}/terms/approver`)).status,
      404,
      'nobody approves what they cannot read',
    )
    await alma.visit(`${round}/terms`)
    await alma.press('We agree to these terms')
  })

  test('Bess and Cora choose too, without learning what the others chose; then the strictest binds, and nobody is named', async () => {
    const bess = await as('bess')
    assert.match((await bess.visit(`/partnerships/${where}`)).text, /Choose how far the ratings are shown/)
    await bess.visit(`${round}/visibility`)
    bess.fill('choice', 'pair')
    const terms = await bess.press('Save our choice')
    assert.doesNotMatch(terms.text, /sees everything/)
    await bess.press('We agree to these terms')
    const cora = await as('cora')
    await cora.visit(`${round}/visibility`)
    cora.fill('choice', 'matrix')
    await cora.press('Save our choice')
    const open = await cora.press('We agree to these terms')
    assert.match(open.text, /Each council sees what was said of it/)
    assert.match(open.text, /Nobody learns who made it/)
  })

  test('what a person rates is kept even when the page is not finished, and only they see it', async () => {
    const arlo = await as('arlo')
    const page = await arlo.visit(round)
    const [link] = arlo.links().filter(({ href }) => href.includes('/rate/'))
    assert.ok(link, page.text)
    await arlo.visit(link.href)
    arlo.fill('can-decide', '2')
    const half = await arlo.press('Save and go on')
    assert.equal(half.status, 422)
    assert.match(half.text, /Keeps its word: choose a level/)
    assert.match((await arlo.visit(link.href)).html, /value="2"[^>]*checked/)
    assert.match((await rate(arlo, '4')).h1, /What have you seen|How do you see/)
    const alma = await as('alma')
    const sheet = await alma.visit(link.href)
    assert.doesNotMatch(sheet.html, /checked/)
  })

  test('a council cannot seal before somebody has rated each council, and is told when only one person did', async () => {
    const alma = await as('alma')
    const page = await alma.visit(`${round}/seal`)
    assert.match(page.text, /What your council says is then what one person says/)
    assert.match(page.text, /6 statements that nobody here has rated/)
    assert.doesNotMatch(page.html, /Seal our ratings/)
    assert.ok(
      alma.links().some(({ href }) => href.includes('/rate/')),
      'with where to rate them',
    )
  })

  test('all rate and seal; then all opens at once, and each sees what was said of it and no more', async () => {
    for (const [who, rating] of [
      ['alma', '5'],
      ['bess', '2'],
      ['cora', '4'],
    ] as const) {
      const page = await as(who)
      for (const council of [ashby, barnshire, coldwell]) {
        await page.visit(`${round}/rate/${council}`)
        await rate(page, council === people[who].council ? '5' : rating)
      }
      await page.visit(`${round}/seal`)
      assert.match((await page.press('Seal our ratings')).text, /Your receipt/)
    }
    const cora = await as('cora')
    await cora.visit(`${round}/waiting`)
    const result = await cora.press('Open all ratings together')
    assert.match(result.h1, /^.+ and .+ stand furthest apart, on “.+”$|^You see each other much the same$/)
    assert.match(result.text, /What can still be worked out from this/)
    assert.equal((await cora.visit(`${round}/result/${barnshire}`)).status, 200)
    assert.equal((await cora.visit(`${round}/result/${ashby}+${barnshire}`)).status, 404)
  })

  test('Ashby sees itself above how the others see it: it alone is told, and cannot show what its partners keep', async () => {
    const alma = await as('alma')
    await alma.visit(`${round}/result`)
    await alma.follow('How we see ourselves, and how they see us')
    assert.match(alma.page().text, /two points or more above how your partners see you/)
    assert.match(alma.page().text, /What your partners said of you is theirs/)
  })

  test('a receipt can be held against what stands now, and a rating that was altered is named', async () => {
    const alma = await as('alma')
    await alma.visit(`${round}/waiting`)
    const file = (await alma.visit(`${round}/receipt.json`)).html
    const whole = await alma.visit(`${round}/check-receipt`)
    assert.equal(whole.h1, 'Nothing was changed after it was sealed')
    assert.doesNotMatch(whole.text, /said on|Coldwell says/)
    await owner.query(
      `update round_opened set content = jsonb_set(content, '{can-decide}', '10') where authority_code = $1 and item = $2`,
      [ashby, barnshire],
    )
    alma.fill('receipt', file)
    const altered = await alma.press('Check it')
    assert.equal(altered.h1, 'Something was changed after it was sealed')
    assert.match(altered.text, /What .+ said on how it sees .+ is not what it sealed/)
    await owner.query(
      `update round_opened set content = jsonb_set(content, '{can-decide}', '50') where authority_code = $1 and item = $2`,
      [ashby, barnshire],
    )
  })

  test('the record says who did what, and nothing of what was chosen or rated', async () => {
    const alma = await as('alma')
    const record = await alma.visit(`/partnerships/${where}/record`)
    assert.match(record.text, /opened all answers of a round together/)
    assert.doesNotMatch(record.text, /visibility|matrix|pair/)
  })
})
