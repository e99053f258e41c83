import { open } from 'node:fs/promises'
import { promisify } from 'node:util'
import { crc32, inflateRaw } from 'node:zlib'
import {
  findEnd,
  listEntries,
  startsLikeZip,
  ZIP_TAIL_BYTES,
  type ZipEntry,
  type ZipLimits,
  type ZipProblem,
} from './zip-directory.ts'

export type UnpackedEntry =
  | { readonly ok: true; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly problem: ZipProblem }

export type ZipArchive = {
  readonly entries: readonly ZipEntry[]
  /** Unpacks one entry and checks size and checksum: the bytes are exactly what was put in, or there is a problem. */
  readonly unpack: (entry: ZipEntry) => Promise<UnpackedEntry>
  readonly close: () => Promise<void>
}

export type ZipReading =
  | { readonly ok: true; readonly archive: ZipArchive }
  | { readonly ok: false; readonly problem: ZipProblem }

type Source = {
  readonly size: number
  readonly read: (offset: number, length: number) => Promise<Uint8Array>
  readonly close: () => Promise<void>
}

const inflate = promisify(inflateRaw)

/**
 * Opens an archive in memory, or at a path, where only the directory and one
 * entry at a time are ever in memory. Never throws for a bad archive. Every
 * promise it makes is checked: names stay in their folder, no two are alike, no
 * entry shares bytes with another, and unpacking stops at the limits whatever
 * the archive says of its sizes. Archives inside archives are never opened.
 */
export const readZip = async (from: Uint8Array | string, limits: ZipLimits): Promise<ZipReading> => {
  const source = typeof from === 'string' ? await fileSource(from) : memorySource(from)
  const entries = await listing(source, limits)
  if ('type' in entries) {
    await source.close()
    return { ok: false, problem: entries }
  }
  return { ok: true, archive: { entries, unpack: (entry) => unpack(source, entry), close: source.close } }
}

const memorySource = (bytes: Uint8Array): Source => ({
  size: bytes.length,
  read: async (offset, length) => bytes.subarray(offset, offset + length),
  close: async () => {},
})

const fileSource = async (path: string): Promise<Source> => {
  const file = await open(path)
  const { size } = await file.stat()
  return {
    size,
    read: async (offset, length) => {
      const { bytesRead, buffer } = await file.read(Buffer.alloc(length), 0, length, offset)
      return buffer.subarray(0, bytesRead)
    },
    close: () => file.close(),
  }
}

const listing = async (source: Source, limits: ZipLimits): Promise<readonly ZipEntry[] | ZipProblem> => {
  if (!startsLikeZip(await source.read(0, 4))) return { type: 'not-a-zip' }
  const tailBytes = Math.min(source.size, ZIP_TAIL_BYTES)
  const end = findEnd(await source.read(source.size - tailBytes, tailBytes), source.size)
  if ('type' in end) return end
  // Checked before the directory is read, which could itself be made large.
  if (end.count > limits.maxEntries)
    return { type: 'too-many-entries', entries: end.count, most: limits.maxEntries }
  return listEntries(await source.read(end.start, end.length), end, limits)
}

const unpack = async (source: Source, entry: ZipEntry): Promise<UnpackedEntry> => {
  const broken: UnpackedEntry = { ok: false, problem: { type: 'broken', what: 'entry', name: entry.name } }
  const head = Buffer.from(await source.read(entry.offset, 30))
  if (head.length < 30 || head.readUInt32LE(0) !== 0x04034b50) return broken
  const nameLength = head.readUInt16LE(26)
  const name = await source.read(entry.offset + 30, nameLength)
  if (new TextDecoder().decode(name) !== entry.name) return broken
  const packed = await source.read(entry.offset + 30 + nameLength + head.readUInt16LE(28), entry.packedBytes)
  if (packed.length !== entry.packedBytes) return broken
  const bytes = entry.isDeflated ? await inflateAtMost(packed, entry.bytes) : packed
  if (bytes === 'broken') return broken
  if (bytes === 'too-long' || bytes.length !== entry.bytes) {
    return { ok: false, problem: { type: 'lying-size', name: entry.name, said: entry.bytes } }
  }
  return crc32(bytes) === entry.crc
    ? { ok: true, bytes }
    : { ok: false, problem: { type: 'broken', what: 'checksum', name: entry.name } }
}

/** Stops as soon as more comes out than was promised, so a lie costs no more memory than the truth. */
const inflateAtMost = async (
  packed: Uint8Array,
  most: number,
): Promise<Uint8Array | 'too-long' | 'broken'> => {
  try {
    return await inflate(packed, { maxOutputLength: Math.max(1, most) })
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : ''
    return code === 'ERR_BUFFER_TOO_LARGE' ? 'too-long' : 'broken'
  }
}
