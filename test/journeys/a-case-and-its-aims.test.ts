import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import type { PartnershipId } from '#platform/id.ts'
import { agreeRound, answer, sealIt } from '#test/support/alignment-story.ts'
import { testApp, type TestApp } from '#test/support/app.ts'
import { browser, type Browser, type Seen } from '#test/support/browser.ts'
import { makeCase } from '#test/support/case-story.ts'
import { testDatabase } from '#test/support/database.ts'
import * as make from '#test/support/make.ts'

/** What each council said in the aims that it must get is what the business case is tested against; nobody is asked twice. */
const { db, empty } = await testDatabase()

describe('a case held against the aims', () => {
  let built: TestApp
  let where: PartnershipId
  let adur: Browser
  let amber: Browser
  let path: string

  before(async () => {
    await empty()
    built = await testApp()
    const first = await make.person(db, make.codes.ashby)
    const second = await make.person(db, make.codes.barnshire)
    where = await make.partnership(db, first, [make.codes.ashby, make.codes.barnshire])
    adur = browser(built.app, await built.signInAs(first))
    amber = browser(built.app, await built.signInAs(second))
    path = `/partnerships/${where}/business-case/${await makeCase(db, where, [first, second])}`
  })

  async function result(who: Browser): Promise<Seen> {
    await who.visit(path)
    let seen = await who.press('Work it out')
    for (let look = 0; look < 100 && /is being worked out/.test(seen.h1); look++) {
      await new Promise((resolve) => setTimeout(resolve, 50))
      seen = await who.visit(seen.path)
    }
    return seen
  }

  test('before any aims are opened the case says that nobody has said what it must get', async () => {
    const seen = await adur.visit(path)
    assert.match(seen.text, /Nobody has said what Adur must get out of it/)
    const run = await result(adur)
    assert.doesNotMatch(run.text, /Is it enough for each/)
  })

  test('sealed aims are not in it either, and opened ones are tested: saving, payback and what no figure holds', async () => {
    const round = await agreeRound(where, 'aims', [adur, amber], { aims: ['save-money', 'quality'] })
    const asks = [
      [adur, { saving: '20,000', payback: '36', other: 'Jobs stay in the borough.' }],
      [amber, { saving: '120,000', payback: '12' }],
    ] as const
    for (const [who, wanted] of asks) {
      await answer(who, round, 'points', { 'points-save-money': '60', 'points-quality': '40' })
      await answer(who, round, 'return', wanted)
      await answer(who, round, 'challenges', { challenges: 'Two pay scales' })
      await sealIt(who, round)
    }
    const closed = await result(adur)
    assert.doesNotMatch(closed.text, /Asked in the aims|120,000|Jobs stay/, 'sealed is sealed')
    await adur.visit(`${round}/waiting`)
    await adur.press('Open all answers together')

    const task = await adur.visit(path)
    assert.doesNotMatch(task.text, /Nobody has said what (Adur|Amber Valley) must get/)
    assert.match(task.text, /Said in the aims that were opened, and tested from there/)
    const run = await result(adur)
    // Alone each pays £100,000; together £90,000 and £300 for each of 200 calls is £150,000: £25,000 saved by each a year.
    assert.match(
      run.text,
      /Met Adur\. Asked in the aims for a saving of £20,000 a year; in the last year of the plain case it saves £25,000\./,
    )
    assert.match(run.text, /Not met Amber Valley\. Asked in the aims for a saving of £120,000 a year/)
    assert.match(
      run.text,
      /Met Adur\. Asked in the aims that it pays back in 36 months; in the plain case it does by year 1\./,
    )
    assert.match(
      run.text,
      /In words Adur\. Also asked in the aims: “Jobs stay in the borough\.” No figure can say/,
    )
    assert.ok(run.html.includes(`${round}/result`), 'the figure leads to the aims')
    const paper = await adur.visit(`${run.path}/paper`)
    assert.match(
      paper.text,
      /Amber Valley asked in the aims for a saving of £120,000 a year; the last year of the plain case brings £25,000\. Not met\./,
    )
    assert.deepEqual(built.faults, [])
  })
})
