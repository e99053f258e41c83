import assert from 'node:assert/strict'
import { beforeEach, describe, test } from 'node:test'
import { testApp } from '#test/support/app.ts'
import { browser } from '#test/support/browser.ts'
import { testDatabase } from '#test/support/database.ts'
import { clearUnusedSandboxes } from './commands.ts'

const { db, owner, empty } = await testDatabase()

const day = 24 * 60 * 60 * 1000

describe('a sandbox', () => {
  beforeEach(empty)

  test('stays while it is used, and goes without a trace after thirty days', async () => {
    const { app, clock } = await testApp()
    const person = browser(app)
    await person.visit('/')
    await person.press('Try with three pretend councils')
    const later = new Date(clock.now().getTime() + 60_000)
    assert.equal(await clearUnusedSandboxes({ db }, later), 0, 'a sandbox just made is not an old one')
    assert.equal((await person.visit('/sandbox')).h1, 'Three pretend councils')
    const muchLater = new Date(clock.now().getTime() + 31 * day)
    assert.equal(await clearUnusedSandboxes({ db }, muchLater), 1)
    for (const table of [
      'people_person',
      'partnership_partnership',
      'round_round',
      'round_opened',
      'record_entry',
      'people_session',
      'finding_interest',
      'finding_match',
      'finding_offer',
      'finding_event',
      'trust_figure',
      'trust_shown_self',
      'alignment_overlap',
      'alignment_event',
      'monitoring_pulse',
      'monitoring_pulse_answer',
      'monitoring_pulse_count',
      'governance_power',
    ]) {
      const left = await owner.query<{ n: number }>(`select count(*)::integer as n from ${table}`)
      assert.equal(left.rows[0]?.n, 0, `${table} still holds something of it`)
    }
  })

  test('has a pulse that got worse two quarters running and one that can be closed, and says who would carry a vote', async () => {
    const { app } = await testApp()
    const person = browser(app)
    await person.visit('/')
    await person.press('Try with three pretend councils')
    const { rows } = await owner.query<{ id: string }>('select id from partnership_partnership')
    const place = `/partnerships/${rows[0]?.id}`
    const pulse = await person.visit(`${place}/pulse`)
    assert.match(pulse.h1, /got worse two quarters running/)
    assert.match(pulse.text, /Worse two quarters running: We get the decisions that we need, in time/)
    assert.match(pulse.text, /Five or more have answered/)
    assert.match((await person.press('Close the pulse and count')).text, /Better than last time/)
    const power = await person.visit(`${place}/power`)
    assert.match(power.text, /Nothing passes without Barnshire/)
    assert.match(power.text, /more bill than say|more say than bill/)
  })

  test('one of its councils is interested in the first, and nobody sees it until the first names it too', async () => {
    const { app } = await testApp()
    const person = browser(app)
    await person.visit('/')
    await person.press('Try with three pretend councils')
    const before = await person.visit('/partner-finding/interests')
    assert.doesNotMatch(before.html, /Both of you are interested/)
    const interests = await owner.query<{ n: number }>('select count(*)::integer as n from finding_interest')
    assert.equal(interests.rows[0]?.n, 1)
    const { rows } = await owner.query<{ code: string }>(
      `select code from authorities_authority where short_name = 'Barnshire'`,
    )
    await person.visit('/partner-finding/interests/new')
    person.fill('council', rows[0]?.code ?? '')
    person.fill('service', 'payroll')
    const match = await person.press('Keep this between us')
    assert.match(match.html, /Ashby and Barnshire are interested in each other/)
    const mail = await owner.query('select id from platform_mail')
    assert.equal(mail.rows.length, 0)
  })
})
