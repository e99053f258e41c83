import { type ZipNameFault, zipNameFault } from './zip-name.ts'

/**
 * Reads the list at the end of a zip archive, distrusting all of it.
 * Source: PKWARE APPNOTE 6.3.10, sections 4.3.12 to 4.3.16 and 4.5.3. The checks
 * against overlapping entries: D. Fifield, "A better zip bomb", USENIX WOOT 2019.
 */

export type ZipLimits = {
  readonly maxEntries: number
  /** The most one entry may unpack to. */
  readonly maxEntryBytes: number
  /** The most all entries together may unpack to. */
  readonly maxTotalBytes: number
}

export type ZipEntry = {
  readonly name: string
  readonly isDeflated: boolean
  readonly crc: number
  /** As the archive says; believed only after unpacking to exactly this. */
  readonly packedBytes: number
  readonly bytes: number
  readonly offset: number
}

export type ZipProblem =
  | { readonly type: 'not-a-zip' }
  | {
      readonly type: 'broken'
      readonly what: 'end' | 'directory' | 'entry' | 'checksum'
      readonly name?: string
    }
  | { readonly type: 'encrypted'; readonly name: string }
  | { readonly type: 'unknown-packing'; readonly name: string; readonly method: number }
  | { readonly type: 'too-many-entries'; readonly entries: number; readonly most: number }
  | {
      readonly type: 'unpacks-too-far'
      readonly name?: string
      readonly bytes: number
      readonly most: number
    }
  | { readonly type: 'lying-size'; readonly name: string; readonly said: number }
  | { readonly type: 'overlapping-entries'; readonly name: string }
  | { readonly type: 'unsafe-name'; readonly name: string; readonly fault: ZipNameFault }
  | { readonly type: 'name-twice'; readonly name: string }

export type ZipEnd = { readonly count: number; readonly start: number; readonly length: number }

/** As much of the end of an archive as `findEnd` may need: end record, longest comment, wide records. */
export const ZIP_TAIL_BYTES = 22 + 0xffff + 20 + 56

const NO_END: ZipProblem = { type: 'broken', what: 'end' }
const NO_DIRECTORY: ZipProblem = { type: 'broken', what: 'directory' }

const view = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)

/** Finds where the directory lies, from the last bytes of an archive of `size` bytes in all. */
export const findEnd = (tail: Uint8Array, size: number): ZipEnd | ZipProblem => {
  const data = view(tail)
  for (let at = tail.length - 22; at >= 0; at -= 1) {
    if (data.getUint32(at, true) !== 0x06054b50) continue
    if (at + 22 + data.getUint16(at + 20, true) !== tail.length) continue
    if (data.getUint16(at + 4, true) !== 0 && data.getUint16(at + 4, true) !== 0xffff) return NO_END
    const end = {
      count: data.getUint16(at + 10, true),
      length: data.getUint32(at + 12, true),
      start: data.getUint32(at + 16, true),
    }
    const isWide = end.count === 0xffff || end.length === 0xffffffff || end.start === 0xffffffff
    const found = isWide ? wideEnd(data, at) : end
    const endsAt = size - tail.length + at
    return found === null || found.start + found.length > endsAt ? NO_END : found
  }
  return NO_END
}

const wideEnd = (data: DataView, endAt: number): ZipEnd | null => {
  const locator = endAt - 20
  const record = locator - 56
  if (record < 0 || data.getUint32(locator, true) !== 0x07064b50) return null
  if (data.getUint32(record, true) !== 0x06064b50) return null
  return {
    count: Number(data.getBigUint64(record + 32, true)),
    length: Number(data.getBigUint64(record + 40, true)),
    start: Number(data.getBigUint64(record + 48, true)),
  }
}

/** The entries a directory lists, in its order, or the first thing wrong with it. */
export const listEntries = (
  directory: Uint8Array,
  end: ZipEnd,
  limits: ZipLimits,
): ZipEntry[] | ZipProblem => {
  if (end.count > limits.maxEntries)
    return { type: 'too-many-entries', entries: end.count, most: limits.maxEntries }
  const entries: ZipEntry[] = []
  let at = 0
  for (let index = 0; index < end.count; index += 1) {
    const record = readRecord(directory, at)
    if ('type' in record) return record
    entries.push(record.entry)
    at = record.next
  }
  if (at !== directory.length) return NO_DIRECTORY
  return entriesProblem(entries, end, limits) ?? entries
}

type DirectoryRecord = { readonly entry: ZipEntry; readonly next: number }

const readRecord = (directory: Uint8Array, at: number): DirectoryRecord | ZipProblem => {
  const data = view(directory)
  if (at + 46 > directory.length || data.getUint32(at, true) !== 0x02014b50) return NO_DIRECTORY
  const nameEnd = at + 46 + data.getUint16(at + 28, true)
  const extraEnd = nameEnd + data.getUint16(at + 30, true)
  const next = extraEnd + data.getUint16(at + 32, true)
  if (next > directory.length) return NO_DIRECTORY
  const name = new TextDecoder().decode(directory.subarray(at + 46, nameEnd))
  const method = data.getUint16(at + 10, true)
  if ((data.getUint16(at + 8, true) & 1) !== 0) return { type: 'encrypted', name }
  if (method !== 0 && method !== 8) return { type: 'unknown-packing', name, method }
  const sizes = [data.getUint32(at + 24, true), data.getUint32(at + 20, true), data.getUint32(at + 42, true)]
  const wide = wideSizes(directory.subarray(nameEnd, extraEnd), sizes)
  if (wide === null) return NO_DIRECTORY
  const [bytes = 0, packedBytes = 0, offset = 0] = wide
  return {
    entry: { name, isDeflated: method === 8, crc: data.getUint32(at + 16, true), packedBytes, bytes, offset },
    next,
  }
}

/** Numbers too wide for their field stand in an extra field, in this order: unpacked, packed, offset. */
const wideSizes = (extra: Uint8Array, sizes: readonly number[]): number[] | null => {
  if (!sizes.includes(0xffffffff)) return [...sizes]
  const data = view(extra)
  for (let at = 0; at + 4 <= extra.length; at += 4 + data.getUint16(at + 2, true)) {
    if (data.getUint16(at, true) !== 1) continue
    let next = at + 4
    const end = Math.min(extra.length, next + data.getUint16(at + 2, true))
    const found = sizes.map((size) => {
      if (size !== 0xffffffff || next + 8 > end) return size
      next += 8
      return Number(data.getBigUint64(next - 8, true))
    })
    return found.every(Number.isSafeInteger) ? found : null
  }
  return null
}

const LOCAL_HEADER = 30

const entriesProblem = (entries: readonly ZipEntry[], end: ZipEnd, limits: ZipLimits): ZipProblem | null => {
  const names = new Set<string>()
  let total = 0
  for (const entry of entries) {
    const fault = zipNameFault(entry.name)
    if (fault !== null) return { type: 'unsafe-name', name: entry.name.slice(0, 200), fault }
    const folded = entry.name.toLowerCase()
    if (names.has(folded)) return { type: 'name-twice', name: entry.name }
    names.add(folded)
    if (entry.bytes > limits.maxEntryBytes) {
      return { type: 'unpacks-too-far', name: entry.name, bytes: entry.bytes, most: limits.maxEntryBytes }
    }
    total += entry.bytes
  }
  if (total > limits.maxTotalBytes)
    return { type: 'unpacks-too-far', bytes: total, most: limits.maxTotalBytes }
  return overlap(entries, end.start)
}

const overlap = (entries: readonly ZipEntry[], directoryStart: number): ZipProblem | null => {
  const inOrder = [...entries].sort((a, b) => a.offset - b.offset)
  for (const [at, entry] of inOrder.entries()) {
    const least = entry.offset + LOCAL_HEADER + Buffer.byteLength(entry.name) + entry.packedBytes
    if (least > (inOrder[at + 1]?.offset ?? directoryStart))
      return { type: 'overlapping-entries', name: entry.name }
  }
  return null
}

/** The entries of an archive that is in memory; nothing is unpacked. */
export const zipListing = (bytes: Uint8Array, limits: ZipLimits): ZipEntry[] | ZipProblem => {
  if (!startsLikeZip(bytes)) return { type: 'not-a-zip' }
  const end = findEnd(bytes.subarray(Math.max(0, bytes.length - ZIP_TAIL_BYTES)), bytes.length)
  return 'type' in end ? end : listEntries(bytes.subarray(end.start, end.start + end.length), end, limits)
}

/** An archive begins with its first entry or, when it is empty, with its end. */
export const startsLikeZip = (bytes: Uint8Array): boolean =>
  bytes[0] === 0x50 && bytes[1] === 0x4b && ['3,4', '5,6', '6,6'].includes(`${bytes[2]},${bytes[3]}`)
