import assert from 'node:assert/strict'
import { beforeEach, describe, test } from 'node:test'
import { sql } from 'kysely'
import { inTransaction } from '#platform/database.ts'
import type { PartnershipId } from '#platform/id.ts'
import type { CouncilViewer, Viewer } from '#platform/viewer.ts'
import { testApp, type TestApp } from '#test/support/app.ts'
import { browser, type Browser } from '#test/support/browser.ts'
import { testDatabase } from '#test/support/database.ts'
import * as make from '#test/support/make.ts'

const { db, owner, empty } = await testDatabase()
const [ashby, barnshire] = [make.codes.ashby, make.codes.barnshire]

describe('the baseline', () => {
  let built: TestApp
  let where: PartnershipId
  let people: Record<
    'ashby' | 'barnshire' | 'ashbyFinance' | 'barnshireFinance' | 'ashbyReader',
    CouncilViewer
  >

  beforeEach(async () => {
    await empty()
    built = await testApp()
    people = {
      ashby: await make.person(db, ashby),
      barnshire: await make.person(db, barnshire),
      ashbyFinance: await make.person(db, ashby, { role: 'contributor', office: 'section-151' }),
      barnshireFinance: await make.person(db, barnshire, { role: 'contributor', office: 'section-151' }),
      ashbyReader: await make.person(db, ashby, { role: 'reader' }),
    }
    where = await make.partnership(db, people.ashby, [ashby, barnshire])
  })

  const as = async (viewer: Viewer): Promise<Browser> => browser(built.app, await built.signInAs(viewer))
  const at = (path = '') => `/partnerships/${where}/baseline${path}`

  async function begin(): Promise<Browser> {
    const lead = await as(people.ashby)
    await lead.visit(at())
    lead.fill('year', '2026-27')
    await lead.press('Begin')
    lead.fill('name', 'Payroll')
    lead.fill('unit', 'payslips')
    await lead.press('Add the service')
    return lead
  }

  async function figuresPath(): Promise<string> {
    const found = await owner.query<{ id: string }>('select id from business_case_service')
    return at(`/figures/${found.rows[0]?.id}`)
  }

  async function fillIn(who: Browser, figures: Record<string, string>): Promise<void> {
    await who.visit(await figuresPath())
    for (const [name, value] of Object.entries(figures)) who.fill(name, value)
    await who.press('Save')
  }

  const good = {
    source: 'Ledger, June',
    owner: 'Head of finance',
    cost: '£300,000',
    fixed: '100k',
    volume: '2,400',
  }

  async function share(who: CouncilViewer, figures: Record<string, string> = good): Promise<void> {
    const lead = await as(who)
    await fillIn(lead, figures)
    await lead.visit(at('/share'))
    await lead.press(`Share with ${who.council === ashby ? 'Amber Valley' : 'Adur'}`)
  }

  async function locked(): Promise<void> {
    await begin()
    await share(people.ashby)
    await share(people.barnshire)
    for (const finance of [people.ashbyFinance, people.barnshireFinance]) {
      const officer = await as(finance)
      await officer.visit(at('/confirm'))
      await officer.press(`Confirm for ${finance.council === ashby ? 'Adur' : 'Amber Valley'}`)
    }
  }

  test('from the first service to the lock, with one next step at a time', async () => {
    const lead = await begin()
    assert.match(lead.page().text, /Fill in your council’s figures 3 figures to fill in/)
    await share(people.ashby)
    await lead.visit(at())
    assert.match(lead.page().text, /Nothing to do now Waiting for .+ to share figures/)
    await share(people.barnshire)
    await lead.visit(at())
    assert.match(lead.page().text, /Waiting for the section 151 officer/)
    const first = await as(people.ashbyFinance)
    await first.visit(at())
    await first.follow('Read and confirm')
    assert.match(first.page().text, /£300,000/)
    await first.press('Confirm for Adur')
    assert.match(first.page().text, /Waiting for the section 151 officer of/)
    const second = await as(people.barnshireFinance)
    await second.visit(at('/confirm'))
    await second.press('Confirm for Amber Valley')
    assert.match(second.page().text, /The baseline is locked/)
    await lead.visit(`/partnerships/${where}/record`)
    assert.match(lead.page().text, /was the last to confirm: the baseline is locked/)
    assert.deepEqual(built.faults, [])
  })

  test('partners see nothing of a council’s figures until it shares them, and everything then', async () => {
    await begin()
    const lead = await as(people.ashby)
    await fillIn(lead, { ...good, quality: 'SECRET-QUALITY' })
    const other = await as(people.barnshire)
    assert.equal((await other.visit(at(`/councils/${ashby}`))).status, 404)
    assert.doesNotMatch((await other.visit(at('/confirm'))).text, /300,000|SECRET/)
    const seen = await inTransaction(db, people.barnshire, (trx) =>
      trx.selectFrom('business_case_figure').selectAll().execute(),
    )
    assert.deepEqual(seen, [], 'the row policy shows none either')
    await lead.visit(at('/share'))
    await lead.press('Share with Amber Valley')
    assert.match((await other.visit(at(`/councils/${ashby}`))).text, /SECRET-QUALITY/)
  })

  test('the year of the prices can be put right until the baseline is locked, and what was confirmed is asked for again', async () => {
    await begin()
    await share(people.ashby)
    await share(people.barnshire)
    const officer = await as(people.ashbyFinance)
    await officer.visit(at('/confirm'))
    await officer.press('Confirm for Adur')
    const lead = await as(people.ashby)
    await lead.visit(at(''))
    lead.fill('year', '2026-28')
    await lead.press('Change the year')
    assert.match(lead.page().text, /Enter a financial year, like 2026-27/)
    assert.match(lead.page().html, /value="2026-28"/)
    lead.fill('year', '2027-28')
    await lead.press('Change the year')
    assert.match(lead.page().text, /Version 1, in 2027-28 prices/)
    assert.equal(lead.page().text.match(/Not confirmed/g)?.length, 2)
    assert.match((await officer.visit(at('/confirm'))).text, /Confirm/)
    assert.match((await lead.visit(`/partnerships/${where}/record`)).text, /changed the year of the prices/)
  })

  test('bad figures are told beside their box, and nothing typed is lost', async () => {
    await begin()
    const lead = await as(people.ashby)
    await fillIn(lead, { ...good, cost: '-5', fixed: 'lots', volume: '2,400', posts: '7.5' })
    assert.equal(lead.page().status, 422)
    assert.match(lead.page().text, /Cost a year must be £0 or more/)
    assert.match(lead.page().text, /Fixed part must be an amount of money/)
    assert.match(lead.page().html, /value="-5"/)
    assert.match(lead.page().html, /value="lots"/)
    assert.match(lead.page().title, /^Error: /)
    await lead.visit(await figuresPath())
    assert.match(lead.page().html, /value="7.5"/, 'what could be read is saved')
    await fillIn(lead, { cost: '100', fixed: '200' })
    assert.match(lead.page().text, /The part that stays the same is more than the whole cost/)
    await fillIn(await as(people.barnshire), { cost: '100' })
    const empty = await as(people.barnshire)
    await fillIn(empty, { cost: '100' })
    assert.match(empty.page().text, /Say where these figures come from/)
  })

  test('a reader reads and writes nothing; an elected member of another council sees no page', async () => {
    await begin()
    const reader = await as(people.ashbyReader)
    await reader.visit(at())
    assert.doesNotMatch(reader.page().text, /Enter figures|Add a service/)
    const service = await owner.query<{ id: string }>('select id from business_case_service')
    assert.equal((await reader.visit(at(`/figures/${service.rows[0]?.id}`))).status, 404)
    const stranger = await as(await make.person(db, make.codes.coldwell))
    assert.equal((await stranger.visit(at())).status, 404)
  })

  test('a figure that a colleague changed meanwhile is not written over', async () => {
    await begin()
    const [first, second] = [await as(people.ashby), await as(people.ashby)]
    await fillIn(first, good)
    await second.visit(await figuresPath())
    await fillIn(first, { cost: '310,000' })
    second.fill('cost', '290,000')
    await second.press('Save')
    assert.equal(second.page().status, 422)
    assert.match(second.page().text, /A colleague changed this meanwhile/)
    assert.match(second.page().html, /value="290,000"/)
  })

  test('a locked baseline is changed by nobody: not on a page, and not as the application’s own database role', async () => {
    await locked()
    const lead = await as(people.ashby)
    const service =
      (await owner.query<{ id: string }>('select id from business_case_service')).rows[0]?.id ?? ''
    const before = await everything()
    const tries: [string, string][] = [
      [at('/services'), 'name=More&unit=calls'],
      [at(`/figures/${service}`), 'cost=1&source=x&owner=y'],
      [at('/share'), ''],
      [at('/confirm'), 'hash=x'],
      [at('/tasks/new'), `name=Task&service=${service}&process=new&scope=yes`],
      [at('/start'), 'year=2025-26'],
      [
        at('/sheet'),
        `pasted=${encodeURIComponent('Service\tCost a year\tSource\tWho answers for it\nPayroll\t1\tx\ty')}`,
      ],
      [at('/sheet/check'), 'trouble=skip'],
      [at('/sheet/undo'), ''],
      [at('/sheet/drop'), ''],
    ]
    for (const [url, payload] of tries) {
      const response = await built.app.inject({
        method: 'POST',
        url,
        payload,
        headers: {
          host: 'localhost',
          origin: 'http://localhost',
          'content-type': 'application/x-www-form-urlencoded',
          cookie: await built.signInAs(people.ashby),
        },
      })
      assert.ok([303, 409, 422].includes(response.statusCode), `${url} answered ${response.statusCode}`)
    }
    assert.equal(await everything(), before)
    const writes = [
      sql`update business_case_figure set value = '1'`,
      sql`delete from business_case_figure`,
      sql`insert into business_case_figure select partnership_id, version, authority_code, service_id, 'posts', '1', 's', 'o', entered_by, 1 from business_case_figure limit 1`,
      sql`update business_case_service set name = 'x'`,
      sql`delete from business_case_service`,
      sql`update business_case_baseline set locked_at = null, hash = null`,
      sql`update business_case_baseline set year = '2020-21'`,
      sql`delete from business_case_baseline`,
      sql`delete from business_case_shared`,
      sql`insert into business_case_task select partnership_id, version, gen_random_uuid(), service_id, 'x', true, null, '[]', 1 from business_case_figure limit 1`,
      sql`set local role none; update business_case_figure set value = '1'`,
    ]
    for (const write of writes)
      await inTransaction(db, people.ashby, (trx) => write.execute(trx)).then(
        () => undefined,
        () => undefined,
      )
    assert.equal(await everything(), before)
    await assert.rejects(
      owner.query(`update business_case_figure set value = '1'`),
      /A locked baseline cannot be changed/,
      'not even as its owner',
    )
    await lead.visit(at())
    await lead.follow('Correct something in a new version')
    lead.fill('reason', 'A lease was left out')
    await lead.press('Begin version 2')
    assert.match(lead.page().text, /Version 2, in 2026-27 prices\. Open\. Why: A lease was left out/)
    assert.equal(await everything(1), before, 'the first version stays')
    await fillIn(lead, { cost: '320,000' })
    assert.equal(await everything(1), before)
  })

  async function everything(version?: number): Promise<string> {
    const tables = ['baseline', 'service', 'figure', 'shared', 'task'].map((name) => `business_case_${name}`)
    const found: string[] = []
    for (const name of tables) {
      const rows = await owner.query<{ row: string }>(
        `select t::text as row from ${name} t ${version === undefined ? '' : `where version = ${version}`} order by 1`,
      )
      found.push(...rows.rows.map(({ row }) => row))
    }
    return found.join('\n')
  }

  test('nobody locks a baseline alone: the database asks for every section 151 officer’s confirmation of that very text', async () => {
    await begin()
    await share(people.ashby)
    await share(people.barnshire)
    const asRole = (by: CouncilViewer, write: ReturnType<typeof sql>) =>
      inTransaction(db, by, (trx) => write.execute(trx))
    const lock = (hash: string) =>
      sql`update business_case_baseline set locked_at = now(), hash = ${hash} where partnership_id = ${where}`
    const approve = (by: CouncilViewer, hash: string) =>
      sql`insert into partnership_approval select ${where}, 'business-case.baseline', id, ${hash}, ${by.council}, ${by.person}, now()
        from business_case_baseline where partnership_id = ${where}`
    const refused = /locked when every council has confirmed it/
    await assert.rejects(asRole(people.ashby, lock('x')), refused, 'with no confirmation')
    await asRole(people.ashbyFinance, approve(people.ashbyFinance, 'x'))
    await assert.rejects(asRole(people.ashbyFinance, lock('x')), refused, 'with one of two')
    await asRole(people.barnshire, approve(people.barnshire, 'x'))
    await assert.rejects(
      asRole(people.ashbyFinance, lock('x')),
      refused,
      'with one by somebody who is no section 151 officer',
    )
    await asRole(people.barnshireFinance, approve(people.barnshireFinance, 'y'))
    await assert.rejects(asRole(people.ashbyFinance, lock('x')), refused, 'with two of different texts')
    const open = await owner.query('select 1 from business_case_baseline where locked_at is null')
    assert.equal(open.rowCount, 1)
  })

  test('a baseline goes with its partnership, locked or not', async () => {
    await locked()
    await owner.query('delete from partnership_partnership where id = $1', [where])
    const left = await owner.query('select 1 from business_case_figure')
    assert.equal(left.rowCount, 0)
  })

  test('a change after the page was opened is not confirmed unread', async () => {
    await begin()
    await share(people.ashby)
    await share(people.barnshire)
    const officer = await as(people.ashbyFinance)
    await officer.visit(at('/confirm'))
    await fillIn(await as(people.barnshire), { cost: '301,000' })
    await officer.press('Confirm for Adur')
    assert.equal(officer.page().status, 409)
    assert.match(officer.page().text, /The figures changed after you opened the page/)
  })
})
