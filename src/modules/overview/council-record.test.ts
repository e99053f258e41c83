import assert from 'node:assert/strict'
import { beforeEach, describe, test } from 'node:test'
import { testApp } from '#test/support/app.ts'
import { browser } from '#test/support/browser.ts'
import { testDatabase } from '#test/support/database.ts'
import * as make from '#test/support/make.ts'

const { db, empty } = await testDatabase()
const { app, signInAs } = await testApp()

describe('the record that a council keeps for itself', () => {
  beforeEach(empty)

  test('says to its lead what was done, and to nobody else', async () => {
    const mary = await make.person(db, make.codes.ashby, { name: 'Mary Cole', email: 'mary@ashby.example' })
    const lead = browser(app, await signInAs(mary))
    await lead.visit('/people/invite')
    for (const [name, value] of Object.entries({ name: 'Jo', email: 'jo@ashby.example', role: 'reader' }))
      lead.fill(name, value)
    await lead.press('Invite')
    await lead.visit('/people')
    const record = await lead.follow('What was done for Adur District Council')
    assert.match(record.text, /invited a colleague/)
    assert.match(record.text, /Mary Cole/)
    const reader = await make.person(db, make.codes.ashby, { name: 'Rea', role: 'reader' })
    assert.equal((await browser(app, await signInAs(reader)).visit('/record')).status, 403)
    const partner = await make.person(db, make.codes.barnshire, { name: 'Ben' })
    const theirs = await browser(app, await signInAs(partner)).visit('/record')
    assert.doesNotMatch(theirs.text, /invited a colleague/)
  })
})
