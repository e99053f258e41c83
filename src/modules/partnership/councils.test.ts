import assert from 'node:assert/strict'
import { after, beforeEach, describe, test } from 'node:test'
import { mintMailLink, peopleMails, type PeopleTables } from '#modules/people/index.ts'
import { createMailer, sendDueMail } from '#platform/mail-sender.ts'
import type { PartnershipId } from '#platform/id.ts'
import type { CouncilViewer } from '#platform/viewer.ts'
import { testApp } from '#test/support/app.ts'
import { browser, type Browser } from '#test/support/browser.ts'
import { testDatabase } from '#test/support/database.ts'
import * as make from '#test/support/make.ts'
import { mailServer } from '#test/support/smtp.ts'
import { mailPaths, mails } from './mails.ts'

const { db, empty } = await testDatabase()
const server = await mailServer()
const mailer = createMailer({ smtpUrl: server.smtpUrl, from: 'Handfast <handfast@example.gov.uk>' })
const { app, clock, deps, faults, signInAs } = await testApp({ mailer })

let mary: CouncilViewer
let where: PartnershipId

describe('councils', () => {
  after(async () => {
    mailer.close()
    await server.close()
  })

  beforeEach(async () => {
    await empty()
    clock.set(make.noon)
    faults.length = 0
    server.received.length = 0
    mary = await make.person(db, make.codes.ashby, { name: 'Mary Cole', email: 'mary@ashby.example' })
    where = await make.partnership(db, mary, [make.codes.ashby])
  })

  async function sendMail(): Promise<void> {
    const people = { ...deps, db: db.$pickTables<keyof PeopleTables>() }
    await sendDueMail({
      db: db.$pickTables<'platform_mail'>(),
      clock,
      mailer,
      templates: { ...peopleMails, ...mails },
      linkFor: async (mail) =>
        (await mintMailLink(people, mail)) ?? {
          link: `${deps.url}${mailPaths[mail.template]?.(mail.facts) ?? '/'}`,
        },
    })
  }

  async function invite(council: string, email: string): Promise<Browser> {
    const somebody = browser(app, await signInAs(mary))
    await somebody.visit(`/partnerships/${where}/councils`)
    await somebody.follow('Invite a council')
    somebody.fill('council', council)
    somebody.fill('name', 'Ann Bell')
    somebody.fill('email', email)
    await somebody.press('Invite')
    return somebody
  }

  test('a council that nobody leads here is invited through the person named, who then leads it', async () => {
    const lead = await invite(make.codes.barnshire, 'ann@barnshire.example')
    assert.match(lead.page().text, /Invited, not yet joined/)
    await sendMail()
    assert.deepEqual(
      server.received.map(({ to }) => to),
      ['ann@barnshire.example'],
    )
    const ann = browser(app)
    await ann.visit(server.received[0]?.links[0] ?? '')
    assert.match(ann.page().text, /Mary Cole/)
    assert.match(ann.page().text, /council lead for/)
    await ann.press('Accept')
    assert.equal(ann.page().path, `/partnerships/${where}`)
    assert.equal((await ann.visit('/people')).status, 200)
    assert.equal((await ann.visit('/people/invite')).status, 200)
  })

  test('a council that is led here learns of it by its own leads, and the address typed is left unused', async () => {
    await make.person(db, make.codes.barnshire, { name: 'Bo Lead', email: 'bo@barnshire.example' })
    const lead = await invite(make.codes.barnshire, 'somebody@else.example')
    assert.doesNotMatch(lead.page().text, /Bo Lead/, 'its people are not shown before it joins')
    await sendMail()
    assert.deepEqual(
      server.received.map(({ to }) => to),
      ['bo@barnshire.example'],
    )
    assert.equal(server.received[0]?.links[0], `http://localhost/partnerships/${where}`)
  })

  test('a second invitation to lead the same council dies when somebody leads it', async () => {
    await invite(make.codes.barnshire, 'ann@barnshire.example')
    await sendMail()
    await make.person(db, make.codes.barnshire, { name: 'Bo Lead' })
    const seen = await browser(app).visit(server.received[0]?.links[0] ?? '')
    assert.equal(seen.status, 410)
    assert.match(seen.text, /Somebody leads for this council already/)
  })

  test('a partnership manager is invited, acts for no council, and can be ended at once', async () => {
    const lead = browser(app, await signInAs(mary))
    await lead.visit(`/partnerships/${where}/councils`)
    await lead.follow('Invite a partnership manager')
    lead.fill('name', 'Pat Moore')
    lead.fill('email', 'pat@consult.example')
    await lead.press('Invite')
    await sendMail()
    const pat = browser(app)
    await pat.visit(server.received[0]?.links[0] ?? '')
    await pat.press('Accept')
    assert.equal((await pat.visit(`/partnerships/${where}/councils`)).status, 200)
    assert.equal((await pat.visit('/people')).status, 403)
    await lead.visit(`/partnerships/${where}/councils`)
    await lead.press('End their access (Pat Moore)')
    assert.equal((await pat.visit(`/partnerships/${where}/councils`)).status, 404)
  })

  test('only leads and deputies invite, and another council’s partnership does not exist', async () => {
    const reader = await make.person(db, make.codes.ashby, { role: 'reader' })
    const somebody = browser(app, await signInAs(reader))
    const seen = await somebody.visit(`/partnerships/${where}/councils`)
    assert.equal(seen.status, 200)
    assert.doesNotMatch(seen.text, /Invite a council/)
    assert.equal((await somebody.visit(`/partnerships/${where}/councils/invite`)).status, 403)
    const stranger = browser(app, await signInAs(await make.person(db, make.codes.coldwell)))
    assert.equal((await stranger.visit(`/partnerships/${where}/councils`)).status, 404)
    assert.equal((await stranger.visit(`/partnerships/${where}/councils/invite`)).status, 404)
    assert.deepEqual(faults, [])
  })
})
