import { Type, type Static } from 'typebox'
import { Value } from 'typebox/value'
import { canonical } from './canonical.ts'
import { keyedDigest } from './sealing.ts'

/**
 * What an archive says of itself, in `manifest.json`. The rows stand beside it, in `tables/NAME.jsonl` and, when a table is
 * long, in further parts: one JSON object a line, in order of the key. Each value is written so that it comes back exactly:
 * numbers of 32 bits and true or false as they are, bytes in base64, instants in UTC to the microsecond, and every other
 * type as the text PostgreSQL writes for it.
 */
const manifestSchema = Type.Object({
  format: Type.Literal('handfast-archive'),
  formatVersion: Type.Integer(),
  handfast: Type.String(),
  engine: Type.String(),
  madeAt: Type.String(),
  /** Which key opens what is still sealed in here: its fingerprint, never the key. */
  key: Type.String(),
  migrations: Type.Array(Type.Object({ name: Type.String(), digest: Type.String() })),
  tables: Type.Array(
    Type.Object({ name: Type.String(), columns: Type.Array(Type.String()), rows: Type.Integer() }),
  ),
  entries: Type.Array(
    Type.Object({
      name: Type.String(),
      table: Type.String(),
      rows: Type.Integer(),
      bytes: Type.Integer(),
      sha256: Type.String(),
    }),
  ),
  /** Over all the above, under the same key: nobody without it can change a row and have it restored. */
  seal: Type.String(),
})

export type Manifest = Static<typeof manifestSchema>
export type ManifestTable = Manifest['tables'][number]
export type ManifestEntry = Manifest['entries'][number]

export const manifestName = 'manifest.json'
/** Counts up when an older Handfast could no longer read what we write. */
export const formatVersion = 1

/**
 * Why an archive was not made or not brought back, as one sentence that says what to do. Nothing was changed by the attempt.
 */
export class ArchiveRefused extends Error {
  override name = 'ArchiveRefused'
}

/** A short figure that tells one instance key from another and gives neither away. */
export function keyFingerprint(instanceKey: Buffer): string {
  return keyedDigest(instanceKey, 'fingerprint', 'handfast').slice(0, 32)
}

export function sealManifest(instanceKey: Buffer, unsealed: Omit<Manifest, 'seal'>): Manifest {
  return { ...unsealed, seal: keyedDigest(instanceKey, 'archive', canonical(unsealed)) }
}

export function isSealedBy(instanceKey: Buffer, { seal, ...unsealed }: Manifest): boolean {
  return seal === keyedDigest(instanceKey, 'archive', canonical(unsealed))
}

/** Reads a manifest. Throws `ArchiveRefused` when it is not one, or is one that only a later Handfast understands. */
export function readManifest(text: string): Manifest {
  const value = parsed(text)
  if (
    typeof value !== 'object' ||
    value === null ||
    !('format' in value) ||
    value.format !== 'handfast-archive'
  )
    throw new ArchiveRefused('This is not an archive of Handfast; name a file that "npm run export" wrote.')
  if (
    'formatVersion' in value &&
    typeof value.formatVersion === 'number' &&
    value.formatVersion > formatVersion
  )
    throw new ArchiveRefused(
      `This archive has format ${value.formatVersion} and this Handfast reads formats up to ${formatVersion}: ` +
        `import it with ${'handfast' in value ? `Handfast ${String(value.handfast)}` : 'the Handfast that wrote it'} or a later one.`,
    )
  if (!Value.Check(manifestSchema, value))
    throw new ArchiveRefused(`The archive's ${manifestName} is damaged; use another copy of the archive.`)
  return value
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
