import assert from 'node:assert/strict'
import { beforeEach, describe, test } from 'node:test'
import { firstOperatorLink, type PeopleTables } from '#modules/people/index.ts'
import { testApp, type TestApp } from '#test/support/app.ts'
import { browser, type Browser } from '#test/support/browser.ts'
import { testContent, testDatabase } from '#test/support/database.ts'
import * as make from '#test/support/make.ts'

/**
 * From the address that the first start prints to a gap board between two of the councils in the register, without a mail
 * server and with nothing made beforehand: everybody follows links and presses buttons, and types no address.
 */
const { db, owner, empty } = await testDatabase()
const content = { ...testContent(), frameworks: [make.framework()] }
const password = 'plain boats like tall grass'

let built: TestApp

describe('a first run', () => {
  beforeEach(async () => {
    await empty()
    await owner.query(`delete from platform_note where name = 'first-operator'`)
    built = await testApp({ content, mailer: null })
  })

  async function becomeOperator(): Promise<Browser> {
    const people = { ...built.deps, db: db.$pickTables<keyof PeopleTables>(), mailOn: false }
    const operator = browser(built.app)
    await operator.visit((await firstOperatorLink(people)) ?? '')
    fill(operator, { name: 'Olga Prentice', email: 'olga@host.example', password })
    await operator.press('Become the operator')
    return operator
  }

  function fill(person: Browser, fields: Readonly<Record<string, string>>): void {
    for (const [name, value] of Object.entries(fields)) person.fill(name, value)
  }

  const linkIn = (text: string) => /http:\/\/localhost\/\S+/.exec(text)?.[0] ?? ''

  async function enrol(operator: Browser, council: string, name: string): Promise<Browser> {
    await operator.visit('/')
    await operator.follow('Enrol a lead')
    fill(operator, { council, name, email: `${name.toLowerCase()}@council.example` })
    return takeUp(linkIn((await operator.press('Enrol')).text))
  }

  async function takeUp(link: string): Promise<Browser> {
    const person = browser(built.app)
    await person.visit(link)
    person.fill('password', password)
    await person.press('Continue')
    return person
  }

  async function answerAndSeal(person: Browser, level: number): Promise<void> {
    await person.follow('Agree the next answer')
    for (const number of [1, 2, 3]) {
      fill(person, { reading: `level-${level}`, reason: `Because of ${number}` })
      if (number > 1) person.fill('importance', '2')
      await person.press('Save and continue')
    }
    await person.follow('Check your answers')
    await person.follow('Continue to seal')
    await person.press('Seal our answers')
  }

  test('leads from the operator’s address to a gap board between two councils', async () => {
    const operator = await becomeOperator()
    assert.equal((await operator.visit('/')).h1, 'You look after this service')
    const ada = await enrol(operator, make.codes.ashby, 'Ada')
    const ben = await enrol(operator, make.codes.barnshire, 'Ben')

    await ada.visit('/')
    await ada.follow('Start a partnership')
    fill(ada, { service: 'Legal services', council: make.codes.barnshire })
    const missing = await ada.press('Start and invite')
    assert.equal(missing.status, 422)
    assert.match(missing.html, /value="Legal services"/, 'what was typed is kept')
    assert.match(missing.text, /Enter what you call it/)
    fill(ada, { title: 'Law between us', name: 'Ben', email: 'ben@council.example' })
    const started = await ada.press('Start and invite')
    assert.equal(started.h1, 'Law between us')

    await ben.visit('/')
    await ben.follow('Law between us')
    const joined = await ben.press('Join')
    assert.match(joined.text, /Joined/)

    await ada.visit(started.path)
    await ada.follow('Start a round')
    ada.fill('framework', 'small')
    await ada.press('Continue')
    ada.fill('ambition', 'lead')
    const { path } = await ada.press('Continue')
    await ada.press('Offer these terms to every council')
    await ben.visit(started.path)
    await ben.follow('Read the terms')
    await ben.press('We agree to these terms')

    await ada.visit(path.replace('/terms', ''))
    await answerAndSeal(ada, 4)
    await ben.visit(path.replace('/terms', ''))
    await answerAndSeal(ben, 2)
    await ben.visit(started.path)
    await ben.follow('Go to the opening')
    const board = await ben.press('Open all answers together')
    assert.match(board.text, /Adur/)
    assert.match(board.text, /Amber Valley/)
    assert.deepEqual(built.faults, [])
  })

  test('invites somebody to lead for a council that has nobody here, by a link to hand over', async () => {
    const ada = await enrol(await becomeOperator(), make.codes.ashby, 'Ada')
    await ada.visit('/')
    await ada.follow('Start a partnership')
    fill(ada, { service: 'ICT', title: 'Machines', council: make.codes.coldwell })
    fill(ada, { name: 'Col', email: 'col@council.example' })
    const handed = await ada.press('Start and invite')
    const col = browser(built.app)
    assert.equal((await col.visit(linkIn(handed.text))).status, 200)
  })

  test('begins alone without telling anybody', async () => {
    const operator = await becomeOperator()
    const ada = await enrol(operator, make.codes.ashby, 'Ada')
    const ben = await enrol(operator, make.codes.barnshire, 'Ben')
    await ada.visit('/')
    await ada.follow('Begin alone, in private')
    const empty = await ada.press('Begin')
    assert.match(empty.text, /Enter the service/)
    fill(ada, { service: 'Legal services', title: 'Only us' })
    const started = await ada.press('Begin')
    assert.match(started.text, /Nobody else is told that it exists/)
    assert.equal((await ben.visit(started.path)).status, 404)
    const rows = await owner.query(`select from platform_mail where template = 'council-invited'`)
    assert.equal(rows.rowCount, 0)
  })

  test('is for those who lead: a reader is told so, and nothing is started', async () => {
    const reader = browser(
      built.app,
      await built.signInAs(await make.person(db, make.codes.ashby, { role: 'reader' })),
    )
    const page = await reader.visit('/partnerships/new')
    assert.equal(page.status, 403)
    fill(reader, { service: 'Legal', title: 'Ours', council: make.codes.barnshire })
    fill(reader, { name: 'Ben', email: 'ben@council.example' })
    assert.equal((await reader.press('Start and invite')).status, 403)
    assert.equal((await owner.query('select from partnership_partnership')).rowCount, 0)
  })
})
