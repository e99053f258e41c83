import { promisify } from 'node:util'
import { crc32, deflateRaw } from 'node:zlib'
import { invariant } from './errors.ts'
import { zipNameFault } from './zip-name.ts'

/**
 * Writes zip archives entry by entry: only one entry is ever in memory, so an
 * instance larger than memory can be exported. The bytes depend on the entries
 * alone (no clock: every entry is dated 1 January 1980), so the same content
 * makes the same archive.
 * Source: PKWARE APPNOTE 6.3.10, sections 4.3 (layout) and 4.5.3 (Zip64).
 */

export type ZipInput = {
  readonly name: string
  readonly bytes: Uint8Array
  /** Kept as it is rather than deflated: for pictures, and where a format asks for it. */
  readonly isStored?: boolean
}

type Directory = { readonly records: Buffer[]; readonly names: Set<string>; offset: number }

const deflate = promisify(deflateRaw)

const MAX_ENTRY_BYTES = 0xffffffff - 1
const UTF8_NAMES = 0x0800
const DAY_ONE = 0x21

/**
 * The archive as a stream of chunks. Throws on a name that is unsafe or used
 * twice, and on an entry of 4 GiB or more. `zip64From` is the offset from which
 * the wide records are used; tests lower it, nobody else should.
 */
export async function* writeZip(
  entries: AsyncIterable<ZipInput> | Iterable<ZipInput>,
  zip64From = 0xffffffff,
): AsyncGenerator<Uint8Array> {
  const directory: Directory = { records: [], names: new Set(), offset: 0 }
  for await (const entry of entries) {
    for (const chunk of await entryChunks(entry, directory, zip64From)) {
      directory.offset += chunk.length
      yield chunk
    }
  }
  const start = directory.offset
  const records = Buffer.concat(directory.records)
  yield records
  yield ending(directory.records.length, start, records.length, zip64From)
}

/** The whole archive at once, for small ones. */
export const zipBytes = async (
  entries: AsyncIterable<ZipInput> | Iterable<ZipInput>,
): Promise<Uint8Array> => {
  const chunks: Uint8Array[] = []
  for await (const chunk of writeZip(entries)) chunks.push(chunk)
  return new Uint8Array(Buffer.concat(chunks))
}

const entryChunks = async (
  entry: ZipInput,
  directory: Directory,
  zip64From: number,
): Promise<Uint8Array[]> => {
  const fault = zipNameFault(entry.name)
  invariant(fault === null, `"${entry.name}" can't be the name of a file in an archive: ${fault}.`)
  invariant(!directory.names.has(entry.name), `"${entry.name}" is twice in the archive.`)
  invariant(entry.bytes.length <= MAX_ENTRY_BYTES, `"${entry.name}" is too large for an archive (4 GiB).`)
  directory.names.add(entry.name)

  const deflated = entry.isStored ? entry.bytes : await deflate(entry.bytes)
  const isDeflated = deflated.length < entry.bytes.length
  const body = isDeflated ? deflated : entry.bytes
  const name = Buffer.from(entry.name)
  const common = Buffer.alloc(26)
  common.writeUInt16LE(20, 0)
  common.writeUInt16LE(UTF8_NAMES, 2)
  common.writeUInt16LE(isDeflated ? 8 : 0, 4)
  common.writeUInt16LE(DAY_ONE, 8)
  common.writeUInt32LE(crc32(entry.bytes), 10)
  common.writeUInt32LE(body.length, 14)
  common.writeUInt32LE(entry.bytes.length, 18)
  common.writeUInt16LE(name.length, 22)
  directory.records.push(directoryRecord(common, name, directory.offset, zip64From))
  return [Buffer.concat([Buffer.from('PK\u0003\u0004', 'latin1'), common, name]), body]
}

const directoryRecord = (common: Buffer, name: Buffer, offset: number, zip64From: number): Buffer => {
  const isWide = offset >= zip64From
  const head = Buffer.alloc(6)
  head.write('PK\u0001\u0002', 'latin1')
  head.writeUInt16LE(isWide ? 45 : 20, 4)
  const middle = Buffer.from(common)
  middle.writeUInt16LE(isWide ? 12 : 0, 24)
  const tail = Buffer.alloc(14)
  tail.writeUInt32LE(isWide ? 0xffffffff : offset, 10)
  const extra = Buffer.alloc(isWide ? 12 : 0)
  if (isWide) {
    extra.writeUInt16LE(1, 0)
    extra.writeUInt16LE(8, 2)
    extra.writeBigUInt64LE(BigInt(offset), 4)
  }
  return Buffer.concat([head, middle, tail, name, extra])
}

const ending = (count: number, start: number, size: number, zip64From: number): Buffer => {
  const isWide = count >= 0xffff || start >= zip64From || start + size >= zip64From
  const end = Buffer.alloc(22)
  end.write('PK\u0005\u0006', 'latin1')
  end.writeUInt16LE(isWide ? 0xffff : count, 8)
  end.writeUInt16LE(isWide ? 0xffff : count, 10)
  end.writeUInt32LE(isWide ? 0xffffffff : size, 12)
  end.writeUInt32LE(isWide ? 0xffffffff : start, 16)
  return isWide ? Buffer.concat([wideEnding(count, start, size), end]) : end
}

const wideEnding = (count: number, start: number, size: number): Buffer => {
  const record = Buffer.alloc(56)
  record.write('PK\u0006\u0006', 'latin1')
  record.writeBigUInt64LE(44n, 4)
  record.writeUInt16LE(45, 12)
  record.writeUInt16LE(45, 14)
  record.writeBigUInt64LE(BigInt(count), 24)
  record.writeBigUInt64LE(BigInt(count), 32)
  record.writeBigUInt64LE(BigInt(size), 40)
  record.writeBigUInt64LE(BigInt(start), 48)
  const locator = Buffer.alloc(20)
  locator.write('PK\u0006\u0007', 'latin1')
  locator.writeBigUInt64LE(BigInt(start + size), 8)
  locator.writeUInt32LE(1, 16)
  return Buffer.concat([record, locator])
}
