import { createHash } from 'node:crypto'
import type { PoolClient } from 'pg'
import {
  formatVersion,
  keyFingerprint,
  manifestName,
  sealManifest,
  ArchiveRefused,
} from './archive-manifest.ts'
import type { Manifest, ManifestEntry, ManifestTable } from './archive-manifest.ts'
import { rowLines } from './archive-rows.ts'
import { asArchivist, type OwnerDatabase } from './archivist.ts'
import { readCatalogue, type TableShape } from './catalogue.ts'
import { knownKeyQuery, otherKey } from './known-key.ts'
import { applied } from './migrate.ts'
import { writeFileWhole } from './whole-file.ts'
import { writeZip, type ZipInput } from './zip-writer.ts'

export type ArchiveOptions = {
  readonly path: string
  readonly instanceKey: Buffer
  /** The version of Handfast that writes. */
  readonly version: string
  readonly now: Date
}

/** A part of a table in memory at once, in bytes; a single row may be larger. */
const partBytes = 4_000_000

/**
 * Writes the whole instance to one archive file, as it is at this moment: every row of every table, and `manifest.json`. The
 * file appears whole or not at all, for its owner's eyes only. One transaction on one connection; on the embedded database
 * everybody else's queries wait for it meanwhile. Memory stays at a few parts, however large the instance.
 *
 * Throws `ArchiveRefused` when a table would be left out, and the system's own error when the file cannot be written.
 */
export async function writeArchive(database: OwnerDatabase, options: ArchiveOptions): Promise<Manifest> {
  return asArchivist(database.pool, 'read', async (client) => {
    const tables = await readCatalogue(client)
    refuseIfAnyIsShut(tables)
    await refuseOtherKey(client, options.instanceKey)
    const book: Book = { tables: [], entries: [] }
    let manifest: Manifest | undefined
    async function* everything(): AsyncGenerator<ZipInput> {
      for (const table of tables) yield* tableParts(client, table, book)
      manifest = await finish(client, database, options, book)
      yield { name: manifestName, bytes: Buffer.from(`${JSON.stringify(manifest, null, 1)}\n`) }
    }
    await writeFileWhole(options.path, writeZip(everything()))
    if (!manifest) throw new Error('The archive has no manifest.')
    return manifest
  })
}

/** What has been written so far. */
type Book = { readonly tables: ManifestTable[]; readonly entries: ManifestEntry[] }

/** Row policies leave out silently what they hide, so what they might hide is looked for first. */
function refuseIfAnyIsShut(tables: readonly TableShape[]): void {
  const shut = tables.filter(({ isOpenToArchivist }) => !isOpenToArchivist).map(({ name }) => name)
  if (shut.length > 0)
    throw new ArchiveRefused(
      `The archive would lack rows of ${shut.join(', ')}: a migration must call admit_archivist() after making them.`,
    )
}

/** An archive that names a key which does not open it would be found out on the day it is needed. */
async function refuseOtherKey(client: PoolClient, instanceKey: Buffer): Promise<void> {
  const known = await client.query<{ key: string | null }>(knownKeyQuery)
  const [here, first] = [keyFingerprint(instanceKey), known.rows[0]?.key ?? null]
  if (first !== null && first !== here) throw new ArchiveRefused(otherKey(first, here))
}

async function* tableParts(client: PoolClient, table: TableShape, book: Book): AsyncGenerator<ZipInput> {
  let part: string[] = []
  let size = 0
  let rows = 0
  let parts = 0
  const close = (): ZipInput => {
    parts += 1
    const name =
      parts === 1
        ? `tables/${table.name}.jsonl`
        : `tables/${table.name}.${String(parts).padStart(5, '0')}.jsonl`
    const bytes = Buffer.from(part.map((line) => `${line}\n`).join(''))
    book.entries.push({
      name,
      table: table.name,
      rows: part.length,
      bytes: bytes.length,
      sha256: sha256Of(bytes),
    })
    part = []
    size = 0
    return { name, bytes }
  }
  for await (const lines of rowLines(client, table)) {
    part.push(...lines)
    rows += lines.length
    for (const line of lines) size += line.length
    if (size >= partBytes) yield close()
  }
  // A table without rows has its entry too, so that its absence is never taken for emptiness.
  if (part.length > 0 || parts === 0) yield close()
  book.tables.push({ name: table.name, columns: table.columns.map(({ name }) => name), rows })
}

async function finish(
  client: PoolClient,
  { engine }: OwnerDatabase,
  { instanceKey, version, now }: ArchiveOptions,
  book: Book,
): Promise<Manifest> {
  const server = await client.query<{ server_version: string }>('show server_version')
  const migrations = await applied(client)
  return sealManifest(instanceKey, {
    format: 'handfast-archive',
    formatVersion,
    handfast: version,
    engine: `${engine}, PostgreSQL ${server.rows[0]?.server_version.split(' ')[0] ?? ''}`,
    madeAt: now.toISOString(),
    key: keyFingerprint(instanceKey),
    migrations: [...migrations].map(([name, digest]) => ({ name, digest })),
    ...book,
  })
}

export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
