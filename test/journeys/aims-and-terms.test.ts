import assert from 'node:assert/strict'
import { beforeEach, describe, test } from 'node:test'
import { agreeRound, answer, sealIt } from '#test/support/alignment-story.ts'
import { testApp } from '#test/support/app.ts'
import { browser, type Browser } from '#test/support/browser.ts'
import { testDatabase } from '#test/support/database.ts'
import * as make from '#test/support/make.ts'

/**
 * The difficult conversation before the wedding, through the pages and without scripts: two councils say apart where they
 * stand, what they want and which terms they could live with, and read together what it comes to.
 */
const { db, empty } = await testDatabase()

let adur: Browser
let amber: Browser
let partnership: string

describe('aims and terms', () => {
  beforeEach(async () => {
    await empty()
    const { app, signInAs } = await testApp()
    const first = await make.person(db, make.codes.ashby, { name: 'Ada' })
    const second = await make.person(db, make.codes.barnshire, { name: 'Ben' })
    partnership = await make.partnership(db, first, [make.codes.ashby, make.codes.barnshire])
    adur = browser(app, await signInAs(first))
    amber = browser(app, await signInAs(second))
  })

  test('the ladder: each council places each service, and the mismatch is said in words', async () => {
    await adur.visit(`/partnerships/${partnership}`)
    const hub = await adur.follow('Aims and terms')
    assert.match(hub.text, /Ask where we stand/)
    const round = await agreeRound(partnership, 'ladder', [adur, amber], { services: 'Payroll\nWeb' })
    await answer(adur, round, 's1', { now: 'communicate', wanted: 'combine', why: 'One payroll is enough' })
    await answer(adur, round, 's2', { now: 'co-operate', wanted: 'collaborate' })
    await answer(amber, round, 's1', { now: 'communicate', wanted: 'co-operate' })
    await answer(amber, round, 's2', { now: 'co-operate', wanted: 'collaborate' })
    await sealIt(adur, round)
    const early = await amber.visit(`${round}/result`)
    assert.doesNotMatch(early.html, /One payroll is enough/)
    await sealIt(amber, round)
    await amber.visit(`${round}/waiting`)
    const result = await amber.press('Open all answers together')
    assert.equal(result.h1, 'You see Payroll differently.')
    assert.match(result.text, /You want different things: from “Co-operate” to “Combine”, 2 rungs apart\./)
    assert.match(result.text, /You agree\. You stand at “Co-operate” and want to get to “Collaborate”\./)
    assert.match(result.text, /One payroll is enough/)
    assert.equal((await adur.visit(`${round}/check-receipt`)).h1, 'Nothing was changed after it was sealed')
    assert.equal((await adur.visit(`${round}/meeting`)).h1, 'You see Payroll differently.')
  })

  const twoAims = { aims: ['save-money', 'quality'] } as const

  /** Two councils answer the same aims; the points are those each gives to saving money. */
  async function askAims(round: string, points: readonly [number, number]): Promise<string> {
    for (const [who, saving] of [
      [adur, points[0]],
      [amber, points[1]],
    ] as const) {
      await answer(who, round, 'points', {
        'points-save-money': String(saving),
        'points-quality': String(100 - saving),
      })
      await answer(who, round, 'return', { saving: '120,000', payback: '36' })
      await answer(who, round, 'challenges', { challenges: 'Two pay scales' })
      await sealIt(who, round)
    }
    await adur.visit(`${round}/waiting`)
    const result = await adur.press('Open all answers together')
    return result.text
  }

  test('points that do not add up to 100 say by how much, and what was typed is kept', async () => {
    const round = await agreeRound(partnership, 'aims', [adur, amber], twoAims)
    const short = await answer(adur, round, 'points', { 'points-save-money': '60', 'points-quality': '25' })
    assert.equal(short.status, 422)
    assert.match(short.text, /You have spread 85 of 100 points\. Spread the other 15/)
    assert.match(short.html, /value="60"/)
    const over = await answer(adur, round, 'points', { 'points-save-money': '60', 'points-quality': '55' })
    assert.match(over.text, /You have spread 115 points, 15 more than 100\. Take 15 away/)
    const odd = await answer(adur, round, 'points', { 'points-save-money': 'lots', 'points-quality': '55' })
    assert.match(odd.text, /Points must be a whole number, like 15/)
    const back = await adur.visit(`${round}/answer/points`)
    assert.match(back.html, /value="lots"/, 'what was typed is kept until it is mended')
    const check = await adur.visit(`${round}/check`)
    assert.doesNotMatch(check.text, /Continue to seal/)
    const refused = await adur.visit(`${round}/seal`)
    assert.equal(refused.status, 200)
    assert.equal((await adur.press('Seal our answers')).status, 409)
  })

  test('aims: how far both want the same, and the drift alarm when they move', async () => {
    const first = await agreeRound(partnership, 'aims', [adur, amber], twoAims)
    const before = await askAims(first, [60, 50])
    assert.match(before, /You want nearly the same: 90 of 100 points in common\./)
    assert.match(before, /Save money: Adur gives it 60 points, Amber Valley 50\. That is 10 apart\./)
    assert.match(before, /Needs a saving of £120,000 a year and costs earned back within 36 months\./)

    await adur.visit(`/partnerships/${partnership}/alignment/timeline`)
    adur.fill('kind', 'election')
    adur.fill('on-day', '7')
    adur.fill('on-month', '5')
    adur.fill('on-year', '2026')
    adur.fill('what', 'All seats were up')
    const unsaid = await adur.press('Add it')
    assert.match(unsaid.text, /Say who says so/)
    assert.match(unsaid.html, /value="All seats were up"/)
    adur.fill('source', 'Notice of election')
    await adur.press('Add it')

    await adur.visit(`${first}/result`)
    await adur.follow('Ask the same again')
    const terms = await adur.press('Continue')
    await adur.press('Offer these terms to every council')
    const second = terms.path.replace('/terms', '')
    await amber.visit(`${second}/terms`)
    await amber.press('We agree to these terms')
    const carried = await adur.visit(`${second}/answer/points`)
    assert.match(carried.text, /This is what your council said last time/)
    assert.match(carried.html, /value="60"/)
    const after = await askAims(second, [85, 50])
    assert.match(after, /Your aims are drifting: put this on your next agenda/)
    assert.match(after, /You had 90 points in common on 1 June 2026, and have 65 now\./)
    assert.match(after, /Adur moved save money from 60 points to 85\./)
    assert.match(after, /7 May 2026: Election: All seats were up Source: Notice of election/)
    const record = await amber.visit(`/partnerships/${partnership}/record`)
    assert.match(record.text, /the drift alarm was raised/)
  })

  const board = { terms: ['host', 'notice', 'split-rule'], conflict: 'yes', tries: '1' } as const
  const yes = 'acceptable'
  const no = 'unacceptable'
  const rule = {
    'mark-equal': no,
    'mark-use': yes,
    'mark-population': no,
    'mark-alone': no,
    'mark-worth': no,
  }

  async function positions(
    who: Browser,
    round: string,
    hosts: Readonly<Record<string, string>>,
    notice: readonly [string, string],
  ): Promise<void> {
    await answer(who, round, 'host', hosts)
    await answer(who, round, 'split-rule', rule)
    await answer(who, round, 'notice', { low: notice[0], high: notice[1], preferred: notice[0] })
    await sealIt(who, round)
  }
  const only = (council: string) => ({
    [`mark-${make.codes.ashby}`]: council === make.codes.ashby ? 'preferred' : no,
    [`mark-${make.codes.barnshire}`]: council === make.codes.barnshire ? 'preferred' : no,
  })

  test('the terms board says where a deal exists, and nothing of who stands in the way', async () => {
    const round = await agreeRound(partnership, 'board', [adur, amber], board)
    const first = await adur.visit(round)
    assert.match(first.text, /What can still be worked out about you/)
    assert.match(first.text, /knows that you block it/)
    await positions(adur, round, only(make.codes.ashby), ['6', '12'])
    await positions(amber, round, only(make.codes.barnshire), ['9', '18'])
    await amber.visit(`${round}/waiting`)
    const result = await amber.press('Work out the result')
    assert.equal(result.h1, 'A deal exists on 2 of 3 terms.')
    assert.match(result.text, /There is a host conflict/)
    assert.match(result.text, /Acceptable to all: By use\./)
    assert.match(result.text, /Your ranges overlap\. Where is shown only when every council asks to see it\./)
    assert.doesNotMatch(result.text, /from 9 to 12/)

    await adur.visit(`${round}/result`)
    const asked = await adur.press('Ask to see the overlap of notice to leave')
    assert.match(asked.text, /Your council has asked\. Others are not told\./)
    const unaware = await amber.visit(`${round}/result`)
    assert.doesNotMatch(unaware.text, /has asked/)
    const shown = await amber.press('Ask to see the overlap of notice to leave')
    assert.match(shown.text, /every council asked to see where: from 9 to 12 months\./)
    const own = await adur.visit(`${round}/own-copy`)
    assert.match(own.text, /Adur: preferred/)
    assert.equal((await adur.visit(`${round}/check-receipt`)).h1, 'Nothing was changed after it was sealed')
  })

  test('working it out again needs every council, and a council has a number of tries that it alone sees', async () => {
    const round = await agreeRound(partnership, 'board', [adur, amber], board)
    await positions(adur, round, only(make.codes.ashby), ['6', '12'])
    await positions(amber, round, only(make.codes.barnshire), ['9', '18'])
    await amber.visit(`${round}/waiting`)
    await amber.press('Work out the result')
    let current = round
    for (const high of ['11', '10']) {
      await adur.visit(`${current}/result`)
      await adur.follow('Ask to work it out again')
      const terms = await adur.press('Continue')
      await adur.press('Offer these terms to every council')
      current = terms.path.replace('/terms', '')
      const waits = await adur.visit(`${current}/answer/notice`)
      assert.equal(waits.path, `${current}/check`, 'nothing can be asked again before all agree')
      await amber.visit(`${current}/terms`)
      await amber.press('We agree to these terms')
      const page = await adur.visit(`${current}/answer/notice`)
      assert.match(page.text, high === '11' ? /You can change this term once more/ : /no changes left/)
      await answer(adur, current, 'notice', { low: '6', high, preferred: '6' })
      const sealing = await adur.visit(`${current}/check`)
      if (high === '10') {
        assert.match(sealing.text, /you have changed this once, which is all/)
        return
      }
      await sealIt(adur, current)
      await sealIt(amber, current)
      await amber.visit(`${current}/waiting`)
      await amber.press('Work out the result')
    }
  })

  test('what all accept becomes heads of terms that every council approves, and the rest a conversation', async () => {
    const round = await agreeRound(partnership, 'board', [adur, amber], board)
    await positions(adur, round, only(make.codes.ashby), ['6', '12'])
    await positions(amber, round, only(make.codes.barnshire), ['9', '18'])
    await amber.visit(`${round}/waiting`)
    await amber.press('Work out the result')
    await adur.visit(`${round}/result`)
    const empty = await adur.follow('Write the heads of terms')
    assert.match(empty.text, /Choose from what all accept/)
    await adur.follow('Write the heads of terms')
    adur.fill('chosen-split-rule', 'use')
    adur.fill('note-host', 'n'.repeat(501))
    const long = await adur.press('Write it down and approve it')
    assert.equal(long.status, 422)
    assert.match(long.text, /You have 501/)
    assert.match(long.html, /n{501}/)
    adur.fill('note-host', 'We talk again in May')
    const written = await adur.press('Write it down and approve it')
    assert.equal(written.h1, 'Heads of terms, not yet approved by all')
    assert.match(written.text, /How cost is split.*By use/)
    assert.match(written.text, /Host and lead.*We talk again in May/)
    const waits = await amber.visit(`/partnerships/${partnership}/alignment/heads`)
    assert.match(waits.text, /Adur: approves this text\s*Amber Valley: has not yet approved/)
    const approved = await amber.press('We approve this text')
    assert.equal(approved.h1, 'Every council approves these heads of terms')
    for (const format of ['docx', 'odt', 'html'])
      assert.equal(
        (await amber.visit(`/partnerships/${partnership}/alignment/heads/heads-of-terms.${format}`)).status,
        200,
      )
    await amber.visit(`/partnerships/${partnership}/alignment/heads/write`)
    amber.fill('note-host', 'We talk again in June')
    const changed = await amber.press('Write it down and approve it')
    assert.match(changed.text, /Adur: approved an earlier text, not yet this one/)

    await adur.visit(`/partnerships/${partnership}/alignment/session`)
    const walk = await adur.follow('Begin the session')
    assert.equal(walk.h1, 'What we want')
    const terms = await adur.follow('Go on to the terms we could live with')
    assert.match(terms.text, /There is no deal yet on host and lead/)
    assert.match(terms.text, /Host and lead: What would each of us need/)
    const leaving = await adur.follow('Go on to how we would part')
    assert.match(leaving.text, /A deal exists on notice to leave/)
    const agenda = await adur.visit(`/partnerships/${partnership}/alignment/session/agenda`)
    assert.match(agenda.text, /130 minutes in 3 parts/)
    for (const format of ['docx', 'odt', 'xlsx', 'ods', 'csv', 'json'])
      assert.equal((await adur.visit(`${round}/result.${format}`)).status, 200, format)
  })

  test('a reader reads, a contributor is shown nothing of it, and neither writes', async () => {
    const { app, signInAs } = await testApp()
    const reader = browser(app, await signInAs(await make.person(db, make.codes.ashby, { role: 'reader' })))
    const officer = browser(
      app,
      await signInAs(await make.person(db, make.codes.ashby, { role: 'contributor', office: 'cio' })),
    )
    const round = await agreeRound(partnership, 'board', [adur, amber], board)
    await answer(adur, round, 'notice', { low: '6', high: '12', preferred: '9' })
    assert.match((await reader.visit(`${round}/check`)).text, /From 6 to 12 months, best 9/)
    assert.equal((await officer.visit(`${round}/check`)).status, 404)
    assert.equal((await officer.visit(`${round}/answer/notice`)).status, 404)
  })
})
