import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { joinPartnership } from '#modules/partnership/index.ts'
import { inTransaction } from '#platform/database.ts'
import type { CouncilViewer } from '#platform/viewer.ts'
import { testApp, type TestApp } from '#test/support/app.ts'
import { browser, type Browser } from '#test/support/browser.ts'
import { testDatabase } from '#test/support/database.ts'
import { fillInstance, type FilledInstance } from '#test/support/fill-instance.ts'
import * as make from '#test/support/make.ts'

/** What a council reads of a partnership that it is only invited to, and of one that it has left; asked of every table. */
const { db, owner, empty } = await testDatabase()

const leaver = 'E07000008'

let built: TestApp
let filled: FilledInstance
let invited: CouncilViewer
let left: CouncilViewer

describe('who reads what of a partnership', () => {
  before(async () => {
    await empty()
    built = await testApp()
    filled = await fillInstance(db, owner)
    invited = await make.person(db, make.codes.coldwell)
    left = await make.person(db, leaver)
    const at = { partnership: filled.partnership, now: make.noon }
    await inTransaction(db, filled.ashby, async (trx) => {
      await sql`insert into partnership_member (partnership_id, authority_code, invited_at)
        values (${at.partnership}, ${invited.council}, ${at.now}), (${at.partnership}, ${left.council}, ${at.now})`.execute(
        trx,
      )
    })
    await inTransaction(db, left, async (trx) => {
      await sql`update partnership_member set joined_at = ${at.now}, left_at = ${at.now}
        where partnership_id = ${at.partnership} and authority_code = ${left.council}`.execute(trx)
    })
  })

  async function tablesReadBy(viewer: CouncilViewer): Promise<string[]> {
    const tables = await owner.query<{ name: string }>(
      `select c.table_name as name from information_schema.columns c
       join information_schema.role_table_grants g on g.table_name = c.table_name and g.table_schema = 'public'
       where c.table_schema = 'public' and c.column_name = 'partnership_id'
         and g.grantee = 'handfast_app' and g.privilege_type = 'SELECT' order by 1`,
    )
    const read = await inTransaction(db, viewer, (trx) =>
      Promise.all(
        tables.rows.map(async ({ name }) => {
          const rows =
            await sql`select from ${sql.table(name)} where partnership_id = ${filled.partnership}`.execute(
              trx,
            )
          return rows.rows.length > 0 ? [name] : []
        }),
      ),
    )
    return read.flat()
  }

  async function as(viewer: CouncilViewer): Promise<Browser> {
    return browser(built.app, await built.signInAs(viewer))
  }

  test('those who are in read much', async () => {
    const tables = await tablesReadBy(filled.ashby)
    for (const name of [
      'record_entry',
      'round_round',
      'partnership_approval',
      'exit_leaving',
      'business_case_baseline',
    ])
      assert.ok(tables.includes(name), `${name} is not read by a member: the tests below prove nothing of it`)
  })

  test('an invited council reads the members of the partnership, and no other row', async () => {
    assert.deepEqual(await tablesReadBy(invited), ['partnership_member'])
  })

  test('so does a council that has left, of what it had no part in', async () => {
    assert.deepEqual(await tablesReadBy(left), ['partnership_member'])
  })

  test('an invited council sees the name and the members, and no page beyond', async () => {
    const page = await (await as(invited)).visit(`/partnerships/${filled.partnership}`)
    assert.match(page.text, /Shared service/)
    assert.match(page.text, /Adur/)
    assert.doesNotMatch(page.text, /Are we ready/)
    assert.deepEqual(
      [...page.html.matchAll(/(?:href|action)="(\/partnerships\/[^"]*)"/g)].map(([, href]) => href),
      [`/partnerships/${filled.partnership}/join`],
    )
    for (const part of ['record', 'exit', 'sharing', 'business-case', 'power', 'pulse']) {
      const { status, text } = await (await as(invited)).visit(`/partnerships/${filled.partnership}/${part}`)
      assert.ok(
        [403, 404].includes(status),
        `${part} answered ${status} to an invited council: ${text.slice(0, 200)}`,
      )
    }
  })

  test('joining is for those who speak for the council', async () => {
    const staff = await make.person(db, invited.council, { role: 'contributor', office: 'staff' })
    const page = await (await as(staff)).visit(`/partnerships/${filled.partnership}`)
    assert.doesNotMatch(page.html, /\/join"/)
    const sent = await built.app.inject({
      method: 'POST',
      url: `/partnerships/${filled.partnership}/join`,
      headers: { host: 'localhost', cookie: await built.signInAs(staff), 'sec-fetch-site': 'same-origin' },
    })
    assert.equal(sent.statusCode, 403)
    await inTransaction(db, staff, (trx) => joinPartnership(trx, staff, filled.partnership))
    const rows = await owner.query<{ joined: Date | null }>(
      'select joined_at as joined from partnership_member where partnership_id = $1 and authority_code = $2',
      [filled.partnership, invited.council],
    )
    assert.deepEqual(rows.rows, [{ joined: null }])
    await (await as(invited)).visit(`/partnerships/${filled.partnership}`)
  })
})
