import { manifestName, readManifest, isSealedBy, keyFingerprint, ArchiveRefused } from './archive-manifest.ts'
import type { Manifest, ManifestEntry } from './archive-manifest.ts'
import { sha256Of } from './archive-write.ts'
import { errorCode } from './cannot-start.ts'
import { readZip, type ZipArchive } from './zip-archive.ts'

export type Archive = {
  readonly manifest: Manifest
  /** The lines of one entry, checked against its digest. Throws `ArchiveRefused` naming the entry when they differ. */
  readonly linesOf: (entry: ManifestEntry) => Promise<string[]>
  readonly close: () => Promise<void>
}

/** The operator's own file, so these only keep a damaged one from taking all the memory. */
const limits = { maxEntries: 5_000_000, maxEntryBytes: 2_000_000_000, maxTotalBytes: Number.MAX_SAFE_INTEGER }

/**
 * Opens an archive and checks that it is whole in outline and that `instanceKey` is the one that sealed it. Throws
 * `ArchiveRefused` with one sentence otherwise. Whoever opens it closes it.
 */
export async function openArchive(path: string, instanceKey: Buffer): Promise<Archive> {
  const zip = await openZip(path)
  try {
    const manifest = readManifest(Buffer.from(await bytesOf(zip, manifestName)).toString('utf8'))
    checkKey(manifest, instanceKey)
    checkEntries(manifest, zip)
    return {
      manifest,
      linesOf: async (entry) => linesIn(entry, await bytesOf(zip, entry.name)),
      close: zip.close,
    }
  } catch (error) {
    await zip.close()
    throw error
  }
}

async function openZip(path: string): Promise<ZipArchive> {
  try {
    const reading = await readZip(path, limits)
    if (reading.ok) return reading.archive
  } catch (error) {
    if (errorCode(error) === undefined) throw error
    throw new ArchiveRefused(
      `The archive ${path} cannot be read (${errorCode(error)}); check its name and your right to it.`,
    )
  }
  throw new ArchiveRefused(
    `${path} is not an archive of Handfast, or only a piece of one; use another copy of it.`,
  )
}

async function bytesOf(zip: ZipArchive, name: string): Promise<Uint8Array> {
  const entry = zip.entries.find((candidate) => candidate.name === name)
  if (!entry) throw new ArchiveRefused(`The archive has no ${name}; use another copy of it.`)
  const unpacked = await zip.unpack(entry)
  if (unpacked.ok) return unpacked.bytes
  throw damaged(name)
}

function damaged(name: string): ArchiveRefused {
  return new ArchiveRefused(
    `The archive's entry ${name} is damaged; nothing was imported. Use another copy of the archive.`,
  )
}

function checkKey(manifest: Manifest, instanceKey: Buffer): void {
  const ours = keyFingerprint(instanceKey)
  if (manifest.key !== ours)
    throw new ArchiveRefused(
      `This archive was sealed with the key ${manifest.key} and the key here is ${ours}: set HANDFAST_KEY or ` +
        'HANDFAST_KEY_FILE to the key of the instance it came from. Without it, answers not yet revealed cannot be opened by anybody.',
    )
  if (!isSealedBy(instanceKey, manifest))
    throw new ArchiveRefused(
      `The archive's ${manifestName} was changed after it was written; use another copy of the archive.`,
    )
}

/** What the manifest lists must be there, once, and nothing else. */
function checkEntries(manifest: Manifest, zip: ZipArchive): void {
  const listed = new Set([manifestName, ...manifest.entries.map(({ name }) => name)])
  const there = new Set(zip.entries.map(({ name }) => name))
  const missing = [...listed].find((name) => !there.has(name))
  if (missing !== undefined)
    throw new ArchiveRefused(`The archive has no ${missing}; use another copy of it.`)
  const stray = [...there].find((name) => !listed.has(name))
  if (stray !== undefined)
    throw new ArchiveRefused(`The archive has an entry ${stray} that does not belong to it.`)
}

function linesIn(entry: ManifestEntry, bytes: Uint8Array): string[] {
  if (bytes.length !== entry.bytes || sha256Of(bytes) !== entry.sha256) throw damaged(entry.name)
  const lines = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    .toString('utf8')
    .split('\n')
    .slice(0, -1)
  if (lines.length !== entry.rows) throw damaged(entry.name)
  return lines
}
