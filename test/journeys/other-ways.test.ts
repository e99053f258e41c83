import assert from 'node:assert/strict'
import { beforeEach, describe, test } from 'node:test'
import { sql } from 'kysely'
import { inviteCouncil, joinPartnership } from '#modules/partnership/index.ts'
import { inTransaction } from '#platform/database.ts'
import type { PartnershipId } from '#platform/id.ts'
import type { CouncilViewer } from '#platform/viewer.ts'
import { testApp, type TestApp } from '#test/support/app.ts'
import { browser, type Browser } from '#test/support/browser.ts'
import { testContent, testDatabase } from '#test/support/database.ts'
import * as make from '#test/support/make.ts'

/** The other ways a round can go, each through the pages: alone, again, with two approvers, by a deadline, with staff, left. */
const { db, empty } = await testDatabase()
const content = { ...testContent(), frameworks: [make.framework()] }

let built: TestApp
let lead: CouncilViewer
let other: CouncilViewer
let adur: Browser
let amber: Browser

describe('other ways', () => {
  describe('other ways', () => {
    beforeEach(async () => {
      await empty()
      built = await testApp({ content })
      lead = await make.person(db, make.codes.ashby, { name: 'Ada' })
      other = await make.person(db, make.codes.barnshire, { name: 'Ben' })
      adur = await as(lead)
      amber = await as(other)
    })

    async function as(viewer: CouncilViewer): Promise<Browser> {
      return browser(built.app, await built.signInAs(viewer))
    }

    const both = () => make.partnership(db, lead, [make.codes.ashby, make.codes.barnshire])

    /** Starts a round with some terms changed, and has the other council agree. Returns its address. */
    async function start(
      partnership: PartnershipId,
      terms: Readonly<Record<string, string | readonly [string, string, string]>> = {},
    ): Promise<string> {
      await adur.visit(`/partnerships/${partnership}/readiness/new?framework=small`)
      adur.fill('ambition', 'lead')
      const { path } = await adur.press('Continue')
      for (const [term, value] of Object.entries(terms)) {
        await adur.visit(`${path}/${term}`)
        if (typeof value === 'string') adur.fill('value', value)
        else
          for (const [index, part] of ['day', 'month', 'year'].entries())
            adur.fill(`value-${part}`, value[index] ?? '')
        await adur.press('Save')
      }
      await adur.visit(path)
      await adur.press('Offer these terms to every council')
      await amber.visit(path)
      await amber.press('We agree to these terms')
      return path.replace('/terms', '')
    }

    /** A round that its starter has not offered yet. */
    async function startUnanswered(partnership: PartnershipId): Promise<string> {
      await adur.visit(`/partnerships/${partnership}/readiness/new?framework=small`)
      adur.fill('ambition', 'lead')
      return (await adur.press('Continue')).path.replace('/terms', '')
    }

    async function answer(person: Browser, round: string, level: number): Promise<void> {
      await person.visit(`${round}/agree/purpose.s1-1`)
      for (const number of [1, 2, 3]) {
        person.fill('reading', `level-${level}`)
        person.fill('reason', `Because of ${number}`)
        if (number > 1) person.fill('importance', '2')
        await person.press('Save and continue')
      }
    }

    async function seal(person: Browser, round: string): Promise<void> {
      await person.visit(`${round}/seal`)
      await person.press('Seal our answers')
    }

    async function open(round: string): Promise<void> {
      for (const person of [adur, amber]) {
        await answer(person, round, person === adur ? 4 : 2)
        await seal(person, round)
      }
      await amber.visit(`${round}/waiting`)
      await amber.press('Open all answers together')
    }

    test('alone: a private round opens for its council as soon as it is finished, and nobody else learns of it', async () => {
      const partnership = await make.partnership(db, lead, [make.codes.ashby])
      await adur.visit(`/partnerships/${partnership}/readiness/new?framework=small`)
      adur.fill('ambition', 'lead')
      const started = await adur.press('Continue')
      await answer(adur, started.path, 3)
      await adur.visit(`${started.path}/seal`)
      const board = await adur.press('Finish and see the result')
      assert.equal(board.h1, 'You are not ready yet. Start with purpose.')
      assert.doesNotMatch(board.text, /Krippendorff/, 'one council has nobody to agree with')
      assert.equal((await amber.visit(started.path)).status, 404)
      assert.equal((await amber.visit(`/partnerships/${partnership}`)).status, 404)
    })

    test('again: last round’s answers come forward to be reviewed, and what moved is shown', async () => {
      const partnership = await both()
      const first = await start(partnership)
      await open(first)
      await adur.visit(`${first}/board`)
      await adur.follow('Run it again')
      adur.fill('ambition', 'lead')
      const { path } = await adur.press('Continue')
      await adur.press('Offer these terms to every council')
      await amber.visit(path)
      await amber.press('We agree to these terms')
      const second = path.replace('/terms', '')
      const list = await adur.visit(second)
      assert.equal((list.text.match(/Needs review/g) ?? []).length, 3)
      const question = await adur.visit(`${second}/agree/purpose.s1-1`)
      assert.match(question.text, /This is your answer from/)
      assert.match(question.html, /Because of 1/)
      assert.equal(
        (await adur.visit(`${second}/check`)).h1,
        '3 statements still want an answer',
        'a carried answer must be looked at',
      )
      await answer(adur, second, 4)
      await answer(amber, second, 4)
      await seal(adur, second)
      await seal(amber, second)
      await amber.visit(`${second}/waiting`)
      await amber.press('Open all answers together')
      const moved = await adur.visit(`${second}/movement`)
      assert.equal(moved.h1, '3 answers went up and 0 went down')
      assert.match(moved.text, /Amber Valley Level 2, level 2 Level 4, level 4 \(↑ up 2\)/)
    })

    test('two people for one seal: whoever asks cannot approve, and the approver can', async () => {
      const round = await start(await both(), { approver: 'yes' })
      await answer(adur, round, 4)
      await adur.visit(`${round}/seal`)
      const asked = await adur.press('Ask for approval to seal')
      assert.match(asked.text, /waits for approval/)
      assert.doesNotMatch(asked.html, /Approve and seal/)
      const approver = await as(await make.person(db, make.codes.ashby, { role: 'approver', name: 'Ann' }))
      const request = await approver.visit(`${round}/waiting`)
      assert.match(request.text, /Ada asks to seal/)
      const sealed = await approver.press('Approve and seal')
      assert.equal(sealed.h1, 'Your answers are sealed')
    })

    test('by a deadline: those who sealed open theirs if each consents, and the rest stays closed', async () => {
      const partnership = await make.partnership(db, lead, [
        make.codes.ashby,
        make.codes.barnshire,
        make.codes.coldwell,
      ])
      const cal = await make.person(db, make.codes.coldwell, { name: 'Cal' })
      let third = await as(cal)
      await adur.visit(`/partnerships/${partnership}/readiness/new?framework=small`)
      adur.fill('ambition', 'lead')
      const { path } = await adur.press('Continue')
      await adur.visit(`${path}/deadline`)
      for (const [part, value] of [
        ['day', '10'],
        ['month', '6'],
        ['year', '2026'],
      ] as const)
        adur.fill(`value-${part}`, value)
      await adur.press('Save')
      await adur.visit(`${path}/reveal`)
      adur.fill('value', 'deadline')
      await adur.press('Save')
      await adur.press('Offer these terms to every council')
      for (const person of [amber, third]) {
        await person.visit(path)
        await person.press('We agree to these terms')
      }
      const round = path.replace('/terms', '')
      await answer(third, round, 5)
      for (const person of [adur, amber]) {
        await answer(person, round, 3)
        await seal(person, round)
        await person.visit(`${round}/waiting`)
        await person.press('We consent')
      }
      const early = await adur.visit(`${round}/waiting`)
      assert.match(early.text, /can open theirs after 10 June 2026/)
      assert.doesNotMatch(early.html, /Open all answers together/)
      built.clock.set(new Date('2026-06-11T09:00:00Z'))
      for (const person of [adur, amber]) await person.visit('/')
      adur = await as(lead)
      await adur.visit(`${round}/waiting`)
      const board = await adur.press('Open all answers together')
      assert.match(board.text, /Two councils opened their answers together/)
      assert.doesNotMatch(board.html, /Arun/, 'the council that did not seal is not on the board')
      third = await as(cal)
      const outside = await third.visit(`${round}/board`)
      assert.equal(
        outside.path,
        `${round}/waiting`,
        'who kept their own answers back does not read the others’',
      )
    })

    test('staff: nothing shows until they close; then fewer than five is nothing at all', async () => {
      const round = await start(await both(), { staff: 'yes' })
      // Staff are asked only what is meant for them; the small framework asks its offices, so the statement is met with 404.
      const staff = await as(
        await make.person(db, make.codes.ashby, { role: 'contributor', office: 'staff', name: 'Sam' }),
      )
      assert.equal((await staff.visit(`${round}/staff/purpose.s1-1`)).status, 404)
      const offices = await adur.visit(`${round}/offices`)
      assert.match(offices.text, /Nobody can see anything until you close/)
      const closed = await adur.press('Close staff answers')
      assert.match(closed.text, /Not enough answers to show/)
      assert.doesNotMatch(closed.html, /Close staff answers/, 'closing cannot be done twice')
    })

    test('leaving tells the others that a council left, and nothing it wrote', async () => {
      const round = await start(await both())
      await answer(amber, round, 1)
      await amber.visit(`${round}/withdraw`)
      await amber.press('Leave the round')
      const page = await adur.visit(`${round}/terms`)
      assert.match(page.text, /Amber Valley Borough Council Ben Has left/)
      const record = await adur.visit(
        (await adur.visit(round)).html.match(/\/partnerships\/[0-9a-f-]+\/record/)?.[0] ?? '',
      )
      assert.match(record.text, /Amber Valley left a round/)
      assert.doesNotMatch(record.html, /Because of/)
    })

    test('cancelling opens nothing, and each council keeps its own answers', async () => {
      const round = await start(await both())
      await answer(adur, round, 4)
      await answer(amber, round, 1)
      await adur.visit(`${round}/cancel`)
      await adur.press('Cancel the round')
      const own = await amber.visit(`${round}/check`)
      assert.match(own.text, /Because of 1/)
      assert.equal((await amber.visit(`${round}/board`)).path, `${round}/waiting`)
    })

    test('a conversation is recorded with its outcome, an owner and a date, and a second look leaves the first in view', async () => {
      const round = await start(await both())
      await open(round)
      const card = `${round}/board/purpose.s1-1`
      await adur.visit(card)
      const unsaid = await adur.press('Record the outcome')
      assert.equal(unsaid.status, 422)
      adur.fill('outcome', 'agreed')
      adur.fill('summary', 'We read the same paper now')
      await adur.press('Record the outcome')
      adur.fill('what', 'Write the rule down')
      adur.fill('owner', 'The finance lead')
      adur.fill('council', make.codes.barnshire)
      for (const [part, value] of [
        ['day', '1'],
        ['month', '5'],
        ['year', '2026'],
      ] as const)
        adur.fill(`due-${part}`, value)
      const recorded = await adur.press('Add the action')
      assert.match(recorded.text, /We now agree\. We read the same paper now/)
      assert.match(
        recorded.text,
        /Write the rule down \(The finance lead, Amber Valley\), by 1 May 2026\. Late/,
      )
      await amber.visit(card)
      amber.fill('reading', 'level-4')
      amber.fill('reason', 'We have seen the paper')
      const looked = await amber.press('Record the second look')
      assert.match(looked.text, /Amber Valley, 1 June 2026: level 4, level 4\. We have seen the paper/)
      assert.match(looked.text, /Level 2, level 2/, 'the first answer stays')
    })

    test('a wrong id, somebody else’s round and a round that is none look the same', async () => {
      const round = await start(await both())
      const stranger = await as(await make.person(db, make.codes.coldwell))
      const theirs = await stranger.visit(round)
      const none = await stranger.visit('/readiness/00000000-0000-4000-8000-000000000000')
      const nonsense = await stranger.visit('/readiness/nonsense')
      for (const page of [theirs, none, nonsense]) assert.equal(page.status, 404)
      assert.equal(theirs.text, none.text)
      assert.equal(none.text, nonsense.text)
    })

    test('a council that is in the partnership and not in the round sees that there is one, and has no answers in it', async () => {
      const partnership = await both()
      const round = await start(partnership)
      const third = await make.person(db, make.codes.coldwell, { name: 'Col' })
      await inTransaction(db, lead, (trx) =>
        inviteCouncil(trx, lead, { id: partnership, name: 'Ours' }, make.codes.coldwell),
      )
      await inTransaction(db, third, (trx) => joinPartnership(trx, third, partnership))
      const arun = await as(third)
      assert.equal((await arun.visit(`/partnerships/${partnership}`)).status, 200)
      assert.equal((await arun.visit(round)).status, 200)
      for (const page of ['check', 'agree/purpose.s1-1', 'office/purpose.s1-1', 'seal', 'export', 'import'])
        assert.ok((await arun.visit(`${round}/${page}`)).status < 500, page)
      assert.equal((await arun.visit(`${round}/agree/purpose.s1-1`)).status, 404)
    })

    test('a reader who tries to start a round is told who can', async () => {
      const partnership = await both()
      const reader = await as(await make.person(db, make.codes.ashby, { name: 'Rea', role: 'reader' }))
      const page = await reader.visit(`/partnerships/${partnership}/readiness/new?framework=small`)
      assert.match(page.text, /This is for the council lead or deputy of your council/)
      reader.fill('ambition', 'lead')
      const tried = await reader.press('Continue')
      assert.equal(tried.status, 409)
      assert.match(tried.text, /You cannot start a round here/)
    })

    test('a joint round wants a second council, and says what to do', async () => {
      const partnership = await both()
      await inTransaction(db, other, (trx) =>
        sql`update partnership_member set left_at = ${other.now} where authority_code = ${other.council}`.execute(
          trx,
        ),
      )
      await adur.visit(`/partnerships/${partnership}/readiness/new?framework=small`)
      adur.fill('ambition', 'lead')
      const tried = await adur.press('Continue')
      assert.equal(tried.status, 409)
      assert.match(tried.text, /Invite at least one other council first/)
    })

    test('a council that has left reads what was opened to it, and nothing since', async () => {
      const partnership = await both()
      const opened = await start(partnership)
      await open(opened)
      const later = await startUnanswered(partnership)
      await inTransaction(db, other, (trx) =>
        sql`update partnership_member set left_at = ${other.now} where authority_code = ${other.council}`.execute(
          trx,
        ),
      )
      assert.equal((await amber.visit(`${opened}/board`)).status, 200)
      assert.equal((await amber.visit(`/partnerships/${partnership}/record`)).text.includes('started'), false)
      await adur.visit(`/partnerships/${partnership}/readiness/new?framework=small`)
      const unseen = await inTransaction(db, other, (trx) =>
        trx.selectFrom('partnership_approval').selectAll().execute(),
      )
      assert.deepEqual(unseen, [])
      assert.equal((await amber.visit(later)).status, 404)
    })
  })
})
