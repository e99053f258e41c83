import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { errorCode } from '#platform/cannot-start.ts'
import { inOrderOfReference, readCatalogue, quoted, type TableShape } from '#platform/catalogue.ts'
import { testDatabase } from '#test/support/database.ts'
import { fillInstance } from '#test/support/fill-instance.ts'

/**
 * What every migration must keep to, read from the database's own catalogue. A table that is new and is in neither list
 * below belongs to partnerships and is private.
 */
const { db, owner, empty } = await testDatabase()

/** Tables of the instance, of a person or of a council. A partnership is no part of their identity. */
const ofNoPartnership: Readonly<Record<string, string>> = {
  authorities_authority: 'public reference data',
  people_person: 'a person may act for several councils, in many partnerships',
  people_credential: 'belongs to a person',
  people_mandate: 'belongs to a person and a council',
  people_ticket: 'belongs to a person',
  people_session: 'belongs to a person',
  people_token: 'belongs to a person and a council',
  people_invitation: 'belongs to the council that invites; some invite into a partnership',
  platform_mail: 'an outbox of the instance',
  platform_attempt: 'keyed digests; names nobody',
  platform_note: 'facts about the instance',
  platform_repeat: 'belongs to a person; kept for a day',
  platform_migration: 'kept by migrate',
  record_chain: 'a chain belongs to a partnership or to a council, and its key says which',
  record_entry: 'goes with its chain',
  finding_offer: 'belongs to a council',
  finding_event: 'belongs to a council',
  finding_import: 'belongs to a council',
  finding_feed: 'belongs to a council',
  finding_interest: 'nobody can tell whose it is',
  finding_match: 'belongs to two councils, before there is a partnership',
  finding_group_search: 'found by its random address alone; who asked is not kept',
  register_entry: 'public: what councils have published, which names no partnership',
  register_version: 'public: every version of an entry',
  register_tombstone: 'public: what was taken away',
  register_claim: 'public: which council answers for an entry',
  register_reply: 'public: what a council says about an entry',
  register_suggestion: 'belongs to an entry of the register',
  register_correction: 'belongs to an entry of the register; public after ten working days',
  register_edition: 'a number',
  register_import: 'belongs to whoever runs the instance',
  register_imported: 'public: entries from lists that were taken over',
  register_snapshot: 'public: the register as it stood',
  sandbox_sandbox: 'belongs to the instance; what is in it is found by sandbox_id',
}

/** Tables without a forced row policy, because there is nothing in them to keep from anybody who serves. */
const open: Readonly<Record<string, string>> = {
  platform_attempt: 'how often something was tried, under a keyed digest',
  platform_note: 'dates and digests of the instance; of secrets a hash',
  platform_migration: 'names of migrations; the application has no right to it at all',
}

/** Read by everybody, although policies say who writes. */
const publicToRead: Readonly<Record<string, string>> = {
  authorities_authority: 'the list of real councils',
  register_entry: 'the public register',
  register_version: 'the public register',
  register_tombstone: 'the public register',
  register_claim: 'which council answers for an entry',
  register_reply: 'what a council says in public',
  register_edition: 'a number',
  register_snapshot: 'the public register as it stood',
  register_imported: 'the public register',
}

let tables: TableShape[]
type Reference = { readonly table: string; readonly to: string; readonly columns: readonly string[] }
let references: Reference[]
let forced: ReadonlySet<string>

describe('partition key', () => {
  before(async () => {
    await empty()
    await fillInstance(db, owner)
    const client = await owner.connect()
    tables = await readCatalogue(client).finally(() => client.release())
    const found = await owner.query<Reference>(`
    select r.conrelid::regclass::text as table, r.confrelid::regclass::text as to,
      (select json_agg(a.attname order by k.place) from unnest(r.conkey) with ordinality as k (number, place)
       join pg_attribute a on a.attrelid = r.conrelid and a.attnum = k.number) as columns
    from pg_constraint r where r.contype = 'f' and r.connamespace = 'public'::regnamespace`)
    references = found.rows
    const strict = await owner.query<{ name: string }>(
      `select relname as name from pg_class where relrowsecurity and relforcerowsecurity`,
    )
    forced = new Set(strict.rows.map(({ name }) => name))
  })
  after(empty)

  const isOfPartnership = (name: string) => ofNoPartnership[name] === undefined
  const isPrivate = (name: string) => open[name] === undefined && publicToRead[name] === undefined

  test('whatever belongs to a partnership carries its id, first in the primary key', () => {
    const wrong = tables
      .filter(({ name }) => isOfPartnership(name) && name !== 'partnership_partnership')
      .filter(({ key }) => key[0] !== 'partnership_id')
      .map(({ name, key }) => `${name} (${key.join(', ')})`)
    assert.deepEqual(wrong, [])
  })

  test('what belongs to a partnership refers to the like of it by the partnership’s id first', () => {
    const wrong = references
      .filter(({ table, to }) => isOfPartnership(table) && isOfPartnership(to))
      .filter(({ columns }) => columns[0] !== 'partnership_id')
      .map(({ table, to, columns }) => `${table} (${columns.join(', ')}) → ${to}`)
    assert.deepEqual(wrong, [])
  })

  test('every table forces its row policies on its owner too, but for those named here with a reason', () => {
    const names = tables.map(({ name }) => name)
    assert.deepEqual(
      names.filter((name) => !forced.has(name) && open[name] === undefined),
      [],
    )
    assert.deepEqual(
      names.filter((name) => forced.has(name) && open[name] !== undefined),
      [],
      'named as open, and is not',
    )
  })

  test('the lists of exceptions name only tables that exist', () => {
    const names = new Set(['platform_migration', ...tables.map(({ name }) => name)])
    const named = [open, publicToRead, ofNoPartnership].flatMap((list) => Object.keys(list))
    assert.deepEqual(
      named.filter((name) => !names.has(name)),
      [],
    )
  })

  test('the application, told nothing of who asks, sees no row of any private table', async () => {
    const counted = await Promise.all(
      tables
        .filter(({ name }) => isPrivate(name))
        .map(async ({ name }) => {
          const all = await owner.query<{ n: number }>(`select count(*)::int as n from ${quoted(name)}`)
          return { name, all: all.rows[0]?.n ?? 0 }
        }),
    )
    assert.deepEqual(
      counted.filter(({ all }) => all === 0).map(({ name }) => name),
      [],
      'without a row to hide a table proves nothing: give it one in test/support/fill-instance.ts',
    )
    for (const { name } of counted) assert.deepEqual(await seenByApplication(name), [], name)
  })

  /** In a transaction of its own, with no setting but the role. To be refused the whole table is to see nothing of it. */
  async function seenByApplication(table: string): Promise<unknown[]> {
    const look = db.transaction().execute(async (trx) => {
      await sql`set local role handfast_app`.execute(trx)
      const found = await sql<{ row: unknown }>`select to_json(t) as row from ${sql.table(table)} t`.execute(
        trx,
      )
      return found.rows
    })
    return look.catch((error: unknown) => {
      if (errorCode(error) === '42501') return []
      throw error
    })
  }

  test('every table lets the archivist in, so that no backup lacks one', () => {
    const shut = tables.filter(({ isOpenToArchivist }) => !isOpenToArchivist).map(({ name }) => name)
    assert.deepEqual(shut, [], 'its migration must end with: select admit_archivist();')
  })

  test('nobody but the owner may be the archivist', async () => {
    const { rows } = await owner.query<{ name: string }>(`
    select rolname as name from pg_roles
    where pg_has_role(rolname, 'handfast_archivist', 'member') and not rolsuper
      and rolname not in ('handfast_archivist', current_user) and rolname not like 'owner\\_of\\_%'`)
    assert.deepEqual(rows, [])
  })

  test('every table has a key to be put in order by, and can be filled after those it refers to', async () => {
    assert.deepEqual(
      tables.filter(({ key }) => key.length === 0).map(({ name }) => name),
      [],
    )
    const order = inOrderOfReference(tables).map(({ name }) => name)
    for (const { name, refersTo } of tables)
      for (const other of refersTo)
        assert.ok(order.indexOf(other) < order.indexOf(name), `${name} before ${other}`)
    const counters = await owner.query(
      `select relname from pg_class where relkind = 'S' and relnamespace = 'public'::regnamespace`,
    )
    assert.deepEqual(counters.rows, [], 'an archive carries no counters: use random ids')
  })
})
