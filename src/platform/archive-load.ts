import type { ClientBase, Pool } from 'pg'
import { ArchiveRefused, type Manifest } from './archive-manifest.ts'
import { openArchive, type Archive } from './archive-read.ts'
import { addRows } from './archive-rows.ts'
import { asArchivist } from './archivist.ts'
import { errorCode } from './cannot-start.ts'
import { inOrderOfReference, quoted, readCatalogue, type TableShape } from './catalogue.ts'
import { applied, migrate, readMigrations, type Migration } from './migrate.ts'

export type ImportOptions = {
  readonly path: string
  readonly instanceKey: Buffer
  /** The folder of the migrations. */
  readonly migrations: string
  readonly onStep: (sentence: string) => void
}

/** What a start puts into an instance of its own accord. These do not make it "in use"; the archive's take their place. */
const madeAtStart: Readonly<Record<string, string>> = {
  authorities_authority: 'sandbox_id is null and added_by is null',
  platform_note: 'true',
  platform_attempt: 'true',
}

/**
 * Brings an archive back into an empty instance, on either engine: the tables as they were when it was written, then its
 * rows in one transaction, then the migrations that have come since. Returns what was brought.
 *
 * Throws `ArchiveRefused` with one sentence, and with no row changed, when the key is another, the instance is in use, the
 * archive comes from a later Handfast, an entry is damaged, or rows refer to others that are not there.
 */
export async function importArchive(pool: Pool, options: ImportOptions): Promise<Manifest> {
  const archive = await openArchive(options.path, options.instanceKey)
  try {
    const level = levelOf(archive.manifest, await readMigrations(options.migrations))
    await checkTarget(pool, archive.manifest)
    for (const entry of archive.manifest.entries) await archive.linesOf(entry)
    await migrate(pool, options.migrations, options.onStep, level)
    options.onStep(`Importing ${archive.manifest.tables.reduce((sum, { rows }) => sum + rows, 0)} rows.`)
    await asArchivist(pool, 'write', (client) => load(client, archive))
    await migrate(pool, options.migrations, options.onStep)
    return archive.manifest
  } finally {
    await archive.close()
  }
}

/** The last migration that the archive's instance had had. Its list must be the beginning of ours, word for word. */
function levelOf(manifest: Manifest, ours: readonly Migration[]): string {
  const unknown = manifest.migrations.find(({ name }) => !ours.some((migration) => migration.name === name))
  if (unknown)
    throw new ArchiveRefused(
      `This archive was written by a later Handfast, ${manifest.handfast} (it has ${unknown.name}): import it with that version or a later one.`,
    )
  const other = manifest.migrations.find(
    ({ name, digest }, index) => ours[index]?.name !== name || ours[index]?.digest !== digest,
  )
  const last = manifest.migrations.at(-1)
  if (other || !last)
    throw new ArchiveRefused(
      `This archive was written by another line of Handfast, ${manifest.handfast} (its ${other?.name ?? 'list of migrations'} differs): import it with that version.`,
    )
  return last.name
}

/** Refuses before anything is touched; that the instance is empty is asked once more where it counts, in the transaction. */
async function checkTarget(pool: Pool, manifest: Manifest): Promise<void> {
  const client = await pool.connect()
  const done = await applied(client).finally(() => client.release())
  const ahead = [...done.keys()].find(
    (name) => !manifest.migrations.some((migration) => migration.name === name),
  )
  const knowsArchivist = [...done.keys()].some((name) => name.endsWith('_archivist.sql'))
  if (knowsArchivist) await asArchivist(pool, 'read', refuseIfInUse)
  if (ahead !== undefined)
    throw new ArchiveRefused(
      `This archive comes from an earlier version (${manifest.handfast}) and the database here has already been brought up to date: ` +
        'import it into a new one, by setting HANDFAST_DATA to a folder that does not exist or DATABASE_URL to an empty database.',
    )
}

async function refuseIfInUse(client: ClientBase): Promise<TableShape[]> {
  const tables = await readCatalogue(client)
  for (const { name } of tables) {
    const but = madeAtStart[name] === undefined ? '' : ` where not (${madeAtStart[name]})`
    const found = await client.query(`select 1 from ${quoted(name)}${but} limit 1`)
    if (found.rows.length > 0)
      throw new ArchiveRefused(
        `This instance is already in use (there are rows in ${name}); nothing was imported. Import into an empty one: set ` +
          'HANDFAST_DATA to a folder that does not exist, or DATABASE_URL to an empty database.',
      )
  }
  return tables
}

async function load(client: ClientBase, archive: Archive): Promise<void> {
  const tables = await refuseIfInUse(client)
  checkShape(tables, archive.manifest)
  for (const name of Object.keys(madeAtStart)) await client.query(`delete from ${quoted(name)}`)
  for (const table of inOrderOfReference(tables)) {
    let rows = 0
    for (const entry of archive.manifest.entries.filter(({ table: of }) => of === table.name))
      rows += await addEntry(client, table, entry.name, await archive.linesOf(entry))
    const promised = archive.manifest.tables.find(({ name }) => name === table.name)?.rows
    if (rows !== promised)
      throw new ArchiveRefused(
        `The archive promises ${promised} rows of ${table.name} and brought ${rows}; nothing was imported.`,
      )
  }
}

function checkShape(tables: readonly TableShape[], manifest: Manifest): void {
  const shape = (name: string, columns: readonly string[]) => `${name} (${columns.join(', ')})`
  const here = tables.map(({ name, columns }) =>
    shape(
      name,
      columns.map((column) => column.name),
    ),
  )
  const there = manifest.tables.map(({ name, columns }) => shape(name, columns))
  const other = [
    ...here.filter((one) => !there.includes(one)),
    ...there.filter((one) => !here.includes(one)),
  ][0]
  if (other !== undefined)
    throw new ArchiveRefused(
      `The archive and the database here differ in a table, ${other}; nothing was imported.`,
    )
}

const someLines = 1000

async function addEntry(
  client: ClientBase,
  table: TableShape,
  entry: string,
  lines: readonly string[],
): Promise<number> {
  let rows = 0
  try {
    for (let from = 0; from < lines.length; from += someLines)
      rows += await addRows(client, table, lines.slice(from, from + someLines))
  } catch (error) {
    throw notTaken(entry, error)
  }
  return rows
}

/** Foreign keys, checks and types: class 23 and 22 of SQLSTATE. Anything else is no fault of the archive. */
function notTaken(entry: string, error: unknown): unknown {
  const code = errorCode(error) ?? ''
  if (!/^2[23]/.test(code)) return error
  const rule = error instanceof Error && 'constraint' in error ? error.constraint : undefined
  const what =
    code === '23503'
      ? 'rows that refer to others which are not there'
      : 'rows that the database does not take'
  return new ArchiveRefused(
    `The archive's entry ${entry} has ${what} (${typeof rule === 'string' ? rule : code}); nothing was imported.`,
  )
}
