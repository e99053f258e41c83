import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { inTransaction } from '#platform/database.ts'
import type { PartnershipId } from '#platform/id.ts'
import type { CouncilViewer, Viewer } from '#platform/viewer.ts'
import { testApp, type TestApp } from '#test/support/app.ts'
import { browser, type Browser } from '#test/support/browser.ts'
import { testDatabase } from '#test/support/database.ts'
import * as make from '#test/support/make.ts'
import { workingDaysAfter } from './correction.ts'
import { keepRegister } from './housekeeping.ts'
import { openShelf } from './shelf.ts'

const { db, owner, empty } = await testDatabase()
const camden = 'E09000007'
const haringey = 'E09000014'
const islington = 'E09000019'

describe('the living register', () => {
  let made: TestApp
  let lead: CouncilViewer
  let partner: CouncilViewer
  let outsider: CouncilViewer
  let operator: Viewer
  let where: PartnershipId

  // What stands in the register here must not stand there for the tests that come after.
  after(empty)
  before(async () => {
    await empty()
    made = await testApp()
    lead = await make.person(db, camden)
    partner = await make.person(db, islington)
    outsider = await make.person(db, 'E07000223')
    where = await make.partnership(db, lead, [camden, islington])
    await owner.query(`update partnership_partnership set name = 'CANARY-NAME', service = 'CANARY-SERVICE'`)
    const person = await make.person(db, 'E07000224', { role: 'reader' })
    await owner.query('update people_person set is_operator = true where id = $1', [person.person])
    operator = { ...person, operator: true }
  })

  const as = async (viewer: Viewer): Promise<Browser> => browser(made.app, await made.signInAs(viewer))
  const anyone = () => browser(made.app)
  const places = () => [
    '/register',
    '/register/arrangements.json',
    '/register/feed.atom',
    '/api/v1/arrangements?limit=100',
    '/search?q=parks',
    '/register/map',
    '/councils/camden',
  ]
  const bodies = async () => Promise.all(places().map(async (url) => (await made.app.inject(url)).body))

  function write(writer: Browser, changes: Record<string, string | readonly string[]> = {}): void {
    const fields = {
      name: 'Parks North',
      about: 'Camden and Islington look after their parks with one team.',
      'services[]': ['many-services'],
      form: 'lead-council',
      started: '2025-04-01',
      status: 'live',
      promised: '1.2 million',
      promisedPer: 'year',
      promisedWords: 'Both councils, from the second year on.',
      promisedEvidence: 'council-published',
      reviewOn: '2028-04',
      staff: '1,240',
      budget: '8.5 million',
      splitRule: 'By the size of the parks',
      exitTerms: 'published',
      [`role-${camden}`]: 'host',
      [`from-${islington}`]: '2025-10',
      decisions: 'https://example.org/minutes/7\nhttps://example.org/minutes/9',
      contact: 'parks@shared.example',
      sources: 'https://example.org/parks',
      ...changes,
    }
    for (const [name, value] of Object.entries(fields)) writer.fill(name, value)
  }

  let address = ''

  test('a lead proposes, and nothing is public until the other council has approved the very same words', async () => {
    const first = await as(lead)
    await first.visit(`/partnerships/${where}`)
    await first.follow('The register')
    await first.follow('Write the entry')
    write(first)
    const waiting = await first.press('Propose it')
    assert.match(waiting.text, /Wait for Islington/)
    for (const body of await bodies()) assert.doesNotMatch(body, /Parks North/)
    const second = await as(partner)
    const page = await second.visit(`/partnerships/${where}/register`)
    assert.match(page.text, /Read the words below and approve them/)
    const done = await second.press('Approve these words')
    assert.match(done.text, /Every council has approved\. It is public now/)
    const entry = await second.follow('Your entry in the register')
    address = entry.path
    assert.match(entry.text, /The councils published this entry themselves/)
    for (const body of (await bodies()).slice(0, 5)) assert.match(body, /Parks North/)
  })

  test('how it is run is said as far as the councils say it, on the page, in the files and to programs', async () => {
    const page = await anyone().visit(address)
    for (const words of [
      /April 2028/,
      /1,240 full-time posts/,
      /£8,500,000 a year/,
      /anyone can read them/,
      /runs it/,
      /since October 2025/,
      /minutes\/9/,
    ])
      assert.match(page.text, words)
    assert.match(page.html, /href="mailto:parks@shared\.example"/)
    const { body } = await made.app.inject(`/api/v1${address.replace('/register', '')}`)
    const { particulars } = JSON.parse(body) as { particulars: unknown }
    assert.deepEqual(particulars, {
      reviewOn: '2028-04',
      staff: 1240,
      budgetPence: 850_000_000,
      splitRule: 'By the size of the parks',
      exitTerms: 'published',
      councils: [
        { council: camden, role: 'host', from: null, to: null },
        { council: islington, role: 'member', from: '2025-10', to: null },
      ],
      decisions: ['https://example.org/minutes/7', 'https://example.org/minutes/9'],
      contact: 'parks@shared.example',
    })
    assert.match((await made.app.inject('/register/arrangements.csv')).body, /8500000\.00/)
    const first = await as(lead)
    await first.visit(`/partnerships/${where}/register/propose`)
    assert.match(first.page().html, /value="8500000"/)
    write(first, {
      staff: 'a few',
      budget: 'lots',
      contact: 'Ann Other',
      reviewOn: 'soon',
      decisions: 'in a drawer',
      [`from-${islington}`]: '2025-10',
      [`to-${islington}`]: '2024',
    })
    const wrong = await first.press('Propose it')
    assert.equal(wrong.status, 422)
    for (const words of [
      /as a whole number/,
      /Enter the budget in pounds/,
      /shared mailbox/,
      /such as 2028/,
      /not before it joined/,
      /stand on a line of its own/,
    ])
      assert.match(wrong.text, words)
    assert.match(wrong.html, /value="a few"/)
  })

  test('nothing private reaches a reader: no person, no partnership, no proposal', async () => {
    const secrets = [lead.person, partner.person, lead.name, partner.name, where, 'CANARY', '@example.org']
    const proposal = await owner.query<{ id: string; hash: string }>('select id, hash from register_proposal')
    for (const { id, hash } of proposal.rows) secrets.push(id, hash)
    for (const url of [...places(), address, '/register/data', '/register/totals']) {
      const { body, headers } = await made.app.inject(url)
      for (const secret of secrets)
        assert.ok(!`${JSON.stringify(headers)}${body}`.includes(secret), `${url} shows ${secret}`)
    }
  })

  test('words that were changed are not the words that were approved', async () => {
    const first = await as(lead)
    await first.visit(`/partnerships/${where}/register/propose`)
    write(first, {
      status: 'ended',
      ended: '2026-05-01',
      endReason: 'money',
      endWords: 'It cost more than it saved.',
    })
    await first.press('Propose it')
    const second = await as(partner)
    await second.visit(`/partnerships/${where}/register`)
    second.fill('hash', 'f'.repeat(64))
    const refused = await second.press('Approve these words')
    assert.equal(refused.status, 409)
    assert.match(refused.text, /The words have changed since you saw them/)
    assert.doesNotMatch((await anyone().visit(address)).text, /Ended/)
    await second.visit(`/partnerships/${where}/register`)
    await second.press('Approve these words')
    assert.match((await anyone().visit(address)).text, /It did not pay as hoped\. It cost more than it saved/)
  })

  test('the database itself counts the approvals: a call without them publishes nothing', async () => {
    const first = await as(lead)
    await first.visit(`/partnerships/${where}/register/propose`)
    write(first, { name: 'Parks South' })
    await first.press('Propose it')
    const { rows } = await owner.query<{ id: string }>(
      `select id from register_proposal where state = 'open'`,
    )
    const published = await inTransaction(db, lead, async (trx) => {
      const { sql } = await import('kysely')
      return (
        await sql<{ done: boolean }>`select publish_register_entry(${where}, ${rows[0]?.id}) as done`.execute(
          trx,
        )
      ).rows[0]?.done
    })
    assert.equal(published, false)
    await assert.rejects(
      inTransaction(db, lead, async (trx) => {
        const { sql } = await import('kysely')
        await sql`insert into register_entry values ('x', '{}', 1, '2026-01-01', '2026-01-01')`.execute(trx)
      }),
      /permission denied/,
    )
    await first.visit(`/partnerships/${where}/register`)
    assert.match((await first.press('Drop this proposal')).text, /What is public has not changed/)
    for (const body of await bodies()) assert.doesNotMatch(body, /Parks South/)
  })

  test('somebody who does not lead, or belongs to no council here, can publish nothing', async () => {
    const reader = await as(await make.person(db, camden, { role: 'reader' }))
    assert.match((await reader.visit(`/partnerships/${where}/register`)).text, /Only the lead or a deputy/)
    assert.equal((await reader.visit(`/partnerships/${where}/register/propose`)).status, 409)
    const other = await as(outsider)
    assert.equal((await other.visit(`/partnerships/${where}/register`)).status, 404)
  })

  test('when all councils agree to take it away, a tombstone stays and the entry is nowhere else', async () => {
    const first = await as(lead)
    await first.visit(`/partnerships/${where}/register`)
    first.fill('why', 'It was published by mistake.')
    await first.press('Propose to take it away')
    const second = await as(partner)
    await second.visit(`/partnerships/${where}/register`)
    await second.press('Approve these words')
    const stone = await anyone().visit(address)
    assert.equal(stone.status, 410)
    assert.match(stone.text, /taken out of the register on 1 June 2026\. It was published by mistake/)
    const [list = '', json = '', feed = '', api = '', search = ''] = await bodies()
    for (const body of [list, json, api]) assert.doesNotMatch(body, /Parks North/)
    assert.doesNotMatch(search, /Parks North/)
    assert.match(feed, /Taken away: Parks North/)
  })

  test('a reader suggests without an account; it changes nothing, and keeps nothing of the reader', async () => {
    const reader = anyone()
    await reader.visit('/register/arrangements/shared-digital')
    await reader.follow('Suggest a change')
    const again = await reader.press('Send the suggestion')
    assert.equal(again.status, 422)
    reader.fill('field', 'started')
    reader.fill('shouldBe', '2016-09-01')
    reader.fill('source', 'https://example.org/minutes')
    const sent = await reader.press('Send the suggestion')
    assert.match(sent.text, /It changes nothing until somebody has checked it/)
    assert.equal(reader.cookies.size, 0)
    assert.match((await anyone().visit('/register/arrangements/shared-digital')).text, /1 October 2016/)
    const { rows } = await owner.query<{ row: string }>(
      'select row_to_json(s)::text as row from register_suggestion s',
    )
    assert.doesNotMatch(rows.map(({ row }) => row).join(), /127\.0\.0\.1|inject/)
    for (const viewer of [lead, outsider]) {
      const page = await (await as(viewer)).visit('/register/suggestions')
      assert.doesNotMatch(page.text, /Shared Digital/, 'only who answers for the entry may read it')
    }
  })

  test('a council that is named answers for the entry, confirms it, and replies beside it', async () => {
    const council = await as(lead)
    await council.visit('/register/arrangements/shared-digital')
    await council.press('Answer for this entry')
    assert.match((await council.visit('/register/suggestions')).text, /Shared Digital: when it began/)
    await council.visit('/register/arrangements/shared-digital')
    await council.follow('Reply for your council')
    council.fill('words', 'We think that it was worth doing, and would do it again.')
    await council.press('Publish the reply')
    const seen = await anyone().visit('/register/arrangements/shared-digital')
    assert.match(seen.text, /We think that it was worth doing.*London Borough of Camden, 1 June 2026/)
    const stranger = await as(outsider)
    assert.doesNotMatch(
      (await stranger.visit('/register/arrangements/shared-digital')).text,
      /For your council/,
    )
    assert.equal(
      (
        await made.app.inject({
          method: 'POST',
          url: '/register/arrangements/shared-digital/claim',
          headers: { host: 'localhost', origin: 'http://localhost', cookie: await made.signInAs(outsider) },
        })
      ).statusCode,
      403,
    )
  })

  test('a correction is seen by the councils named at once, by everybody ten working days later, and stays in the history', async () => {
    const council = await as(lead)
    await council.visit('/register/suggestions')
    await council.follow('Shared Digital: when it began')
    council.fill('decision', 'accept')
    council.fill('why', 'The minutes give the day.')
    await council.press('Decide')
    assert.equal(workingDaysAfter('2026-06-01', 10), '2026-06-15')
    const third = await as(await make.person(db, haringey))
    assert.match(
      (await third.visit('/register/arrangements/shared-digital')).text,
      /Public on 15 June 2026: when it began/,
    )
    assert.doesNotMatch(
      (await anyone().visit('/register/arrangements/shared-digital')).text,
      /2016-09-01|1 September 2016/,
    )
    made.clock.set(new Date('2026-06-15T09:00:00Z'))
    const now = await anyone().visit('/register/arrangements/shared-digital')
    assert.match(now.text, /1 September 2016 to 31 December 2018/)
    assert.match(
      now.text,
      /When it began\. It said “2016-10-01”\. Now it says “2016-09-01”\. The minutes give the day/,
    )
    const feed = (await made.app.inject('/register/feed.atom')).body
    assert.match(feed, /Corrected: Shared Digital/)
    made.clock.set(make.noon)
  })

  test('the operator takes away what ought not to stand there; nobody else can', async () => {
    const boss = await as(operator)
    await boss.visit('/register/arrangements/hb-public-law/take-away')
    boss.fill('why', 'The source was wrong.')
    const gone = await boss.press('Take it away')
    assert.equal(gone.status, 410)
    assert.doesNotMatch((await anyone().visit('/register')).text, /HB Public Law/)
    assert.equal((await (await as(lead)).visit('/register/arrangements/sts/take-away')).status, 404)
  })

  test('a copy is kept once a month, and councils are asked twice a year if all is still so', async () => {
    const house = { ...made.deps, shelf: openShelf(made.deps) }
    await keepRegister(house)
    await keepRegister(house)
    const data = await anyone().visit('/register/data')
    assert.match(data.text, /2026-06 SHA-256 [0-9a-f]{64}/)
    const copy = (await made.app.inject('/register/snapshots/2026-06.json')).json<{
      arrangements: { id: string }[]
    }>()
    assert.ok(copy.arrangements.some(({ id }) => id === 'shared-digital'))
    const mails = () =>
      owner.query<{ n: number }>(
        `select count(*)::int as n from platform_mail where template = 'register-still-right'`,
      )
    assert.equal((await mails()).rows[0]?.n, 0)
    made.clock.set(new Date('2026-12-02T09:00:00Z'))
    await keepRegister({ ...house, clock: made.clock })
    await keepRegister({ ...house, clock: made.clock })
    assert.equal((await mails()).rows[0]?.n, 1)
    made.clock.set(make.noon)
    assert.deepEqual(made.faults, [])
  })
})
