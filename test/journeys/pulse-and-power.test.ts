import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { answerPulse } from '#modules/monitoring/index.ts'
import { inTransaction } from '#platform/database.ts'
import type { PartnershipId } from '#platform/id.ts'
import type { CouncilViewer } from '#platform/viewer.ts'
import { testApp, type TestApp } from '#test/support/app.ts'
import { browser, type Browser } from '#test/support/browser.ts'
import { testContent, testDatabase } from '#test/support/database.ts'
import { assertIndistinguishable, type Story } from '#test/support/indistinguishable.ts'
import * as make from '#test/support/make.ts'

const { db, owner, empty } = await testDatabase()
const { ashby, barnshire } = make.codes
const { questions } = testContent().pulse

let built: TestApp
let where: PartnershipId
let lead: CouncilViewer
let other: CouncilViewer
let staff: CouncilViewer[]

/** What everybody but the first answers, so that not all are alike. */
const said = (level: number, hours: number) => ({
  levels: Object.fromEntries(questions.map(({ id }) => [id, level])),
  hours,
})

describe('the pulse of a partnership, and who would carry a vote', () => {
  before(async () => {
    await empty()
    built = await testApp()
    lead = await make.person(db, ashby)
    other = await make.person(db, barnshire)
    staff = []
    for (let i = 0; i < 5; i++)
      staff.push(await make.person(db, i % 2 ? ashby : barnshire, { role: 'contributor', office: 'staff' }))
    where = await make.partnership(db, lead, [ashby, barnshire])
  })

  const as = async (who: CouncilViewer): Promise<Browser> => browser(built.app, await built.signInAs(who))

  test('a lead starts it from the partnership’s page, and a member of staff answers; what was chosen is kept through a slip', async () => {
    const alma = await as(lead)
    await alma.visit(`/partnerships/${where}`)
    await alma.follow('Pulse')
    assert.match((await alma.press('Start the pulse')).text, /Answer the pulse of April to June 2026/)
    const [first] = staff
    assert.ok(first)
    const page = await as(first)
    await page.visit(`/partnerships/${where}/pulse/answer`)
    for (const { id } of questions.slice(1)) page.fill(id, '2')
    page.fill('hours', 'many')
    const slip = await page.press('Save my answer')
    assert.equal(slip.status, 422)
    assert.match(slip.text, /Give the hours as a number/)
    assert.match(slip.html, /value="many"/)
    page.fill(questions[0]?.id ?? '', 'none')
    page.fill('hours', '2.5 hours')
    assert.match((await page.press('Save my answer')).text, /You have answered/)
  })

  test('nobody can read it: not the leads, by page or by SQL', async () => {
    for (const viewer of [lead, other]) {
      const rows = await inTransaction(db, viewer, (trx) =>
        trx.selectFrom('monitoring_pulse_answer').selectAll().execute(),
      )
      assert.deepEqual(rows, [])
    }
  })

  test('with five answers it closes into what may be shown: a question that only four answered shows nothing; the rows are gone', async () => {
    for (const [i, person] of staff.entries())
      if (i > 0) await answerPulse(built.deps, person, where, said(i === 1 ? 5 : 4, 3 + i))
    const bess = await as(other)
    await bess.visit(`/partnerships/${where}/pulse`)
    assert.match(bess.page().text, /Five or more have answered/)
    const closed = await bess.press('Close the pulse and count')
    assert.match(closed.text, /Fewer than five answered/)
    assert.match(closed.text, /3\.8 of 5/)
    assert.match(closed.text, /5 hours/)
    assert.equal((await owner.query('select 1 from monitoring_pulse_answer')).rows.length, 0)
    const csv = await bess.visit(`/partnerships/${where}/pulse/papers/csv`)
    assert.match(csv.html, /Fewer than five answered/)
    assert.equal((await bess.visit(`/partnerships/${where}/pulse/papers/docx`)).status, 200)
    assert.equal((await bess.visit(`/partnerships/${where}/pulse/papers/odt`)).status, 200)
  })

  test('what one person answers, and whether what fewer than five answered is 1 or 5, changes nothing that anybody else gets', async () => {
    const story: Story<number> = async (stage, secret) => {
      const a = await make.person(stage.db, ashby)
      const b = await make.person(stage.db, barnshire)
      const c = await make.person(stage.db, barnshire, { role: 'contributor', office: 'staff' })
      const partnership = await make.partnership(stage.db, a, [ashby, barnshire])
      const { startPulse, closePulse } = await import('#modules/monitoring/index.ts')
      assert.ok('done' in (await startPulse(stage.deps, a, partnership, testContent().pulse)))
      await answerPulse(stage.deps, c, partnership, said(secret, secret))
      await stage.ask({ who: 'Barnshire’s lead', viewer: b }, { url: `/partnerships/${partnership}/pulse` })
      assert.ok('done' in (await closePulse(stage.deps, b, partnership)))
      return {
        watchers: [
          { who: 'Ashby’s lead', viewer: a, sees: 'blind' },
          { who: 'Barnshire’s lead', viewer: b, sees: 'blind' },
          { who: 'the one who answered', viewer: c, sees: 'blind' },
        ],
        fill: { partnership: [partnership], format: ['csv', 'json', 'odt'] },
        administratorToo: true,
      }
    }
    await assertIndistinguishable(story, [1, 5])
    await empty()
    built = await testApp()
    lead = await make.person(db, ashby)
    other = await make.person(db, barnshire)
    where = await make.partnership(db, lead, [ashby, barnshire])
  })

  test('power: votes and cost are typed in, bad figures are told and kept, and every partner reads who would carry a vote', async () => {
    const alma = await as(lead)
    await alma.visit(`/partnerships/${where}`)
    await alma.follow('Power')
    alma.fill(`votes-${ashby}`, '3')
    alma.fill(`pays-${ashby}`, 'a lot')
    alma.fill('quota', '9')
    const slip = await alma.press('Save and work it out')
    assert.equal(slip.status, 422)
    assert.match(slip.html, /value="a lot"/)
    alma.fill(`pays-${ashby}`, '£250,000')
    alma.fill(`pays-${barnshire}`, '750k')
    alma.fill(`votes-${barnshire}`, '1')
    const never = await alma.press('Save and work it out')
    assert.match(never.text, /A motion can never get 9 votes/)
    alma.fill('quota', '3')
    const saved = await alma.press('Save and work it out')
    assert.match(saved.h1, /carries any motion alone/)
    const bess = await as(other)
    const seen = await bess.visit(`/partnerships/${where}/power`)
    assert.match(seen.text, /75%/)
    assert.equal((await bess.visit(`/partnerships/${where}/power/papers/docx`)).status, 200)
    assert.match((await bess.visit(`/partnerships/${where}/power/papers/csv`)).html, /250000\.00/)
  })

  test('power: two who save at once are told, and neither loses what they typed', async () => {
    const [alma, bess] = [await as(lead), await as(other)]
    await alma.visit(`/partnerships/${where}/power`)
    await bess.visit(`/partnerships/${where}/power`)
    alma.fill('quota', '4')
    await alma.press('Save and work it out')
    bess.fill('quota', '2')
    const conflict = await bess.press('Save and work it out')
    assert.equal(conflict.status, 409)
    assert.match(conflict.text, /Somebody typed in other figures meanwhile/)
    assert.match(conflict.html, /name="quota"[^>]*value="2"|value="2"[^>]*name="quota"/)
  })

  test('power: a contributor and a stranger cannot type it in', async () => {
    const contributor = await as(await make.person(db, ashby, { role: 'contributor', office: 'cio' }))
    assert.doesNotMatch(
      (await contributor.visit(`/partnerships/${where}/power`)).html,
      /Save and work it out/,
    )
    const stranger = await as(await make.person(db, make.codes.coldwell))
    assert.equal((await stranger.visit(`/partnerships/${where}/power`)).status, 404)
  })
})
