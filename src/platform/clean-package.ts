import { type SpreadsheetLimits, SpreadsheetRefused } from './uploaded-sheet.ts'
import { checkWorksheet } from './xlsx-reader.ts'
import { scanXml } from './xml-scan.ts'
import { readZip, type ZipArchive } from './zip-archive.ts'
import type { ZipEntry, ZipProblem } from './zip-directory.ts'
import { zipBytes } from './zip-writer.ts'

const MAX_ENTRIES = 2_000

/** What of a workbook holds its cells. Pictures, drawings, links to other files and embedded files are never unpacked. */
const XLSX_PARTS =
  /^(?:\[Content_Types\]\.xml|_rels\/\.rels|xl\/_rels\/workbook\.xml\.rels|xl\/workbook\.xml|xl\/styles\.xml|xl\/sharedStrings\.xml|xl\/worksheets\/[^/]+\.xml)$/u

/** Opens a zipped spreadsheet with every check of `readZip`; what it finds is sorted into "bomb", "locked" and "broken". */
export const openPackage = async (bytes: Uint8Array, limits: SpreadsheetLimits): Promise<ZipArchive> => {
  const reading = await readZip(bytes, {
    maxEntries: MAX_ENTRIES,
    maxEntryBytes: limits.maxUnpackedBytes,
    maxTotalBytes: limits.maxUnpackedBytes,
  })
  if (!reading.ok) throw refused(reading.problem)
  return reading.archive
}

const BOMBS: readonly ZipProblem['type'][] = [
  'too-many-entries',
  'unpacks-too-far',
  'lying-size',
  'overlapping-entries',
  'unsafe-name',
]

const refused = (why: ZipProblem): SpreadsheetRefused => {
  if (why.type === 'encrypted') return new SpreadsheetRefused({ type: 'encrypted' })
  return new SpreadsheetRefused(
    BOMBS.includes(why.type) ? { type: 'zip-bomb', why } : { type: 'broken', why },
  )
}

const part = async (archive: ZipArchive, entry: ZipEntry): Promise<Uint8Array> => {
  const unpacked = await archive.unpack(entry)
  if (!unpacked.ok) throw refused(unpacked.problem)
  return unpacked.bytes
}

/**
 * A workbook with nothing in it but checked parts, packed afresh: what the
 * library then reads is what was checked here, even if the two would read the
 * uploaded archive differently.
 */
export const cleanXlsx = async (archive: ZipArchive, limits: SpreadsheetLimits): Promise<Uint8Array> => {
  const kept = archive.entries.filter((entry) => XLSX_PARTS.test(entry.name))
  const parts: { name: string; bytes: Uint8Array; isStored: boolean }[] = []
  for (const entry of kept) {
    const bytes = await part(archive, entry)
    if (entry.name.startsWith('xl/worksheets/')) checkWorksheet(bytes, limits)
    else checkXml(bytes)
    parts.push({ name: entry.name, bytes, isStored: true })
  }
  return zipBytes(parts)
}

/** Runs through a part for the refusals that `scanXml` throws. */
const checkXml = (bytes: Uint8Array): void => {
  for (const event of scanXml(bytes)) if (event.kind === 'open') event.attributes()
}

/** The one part of an OpenDocument spreadsheet that holds its cells. */
export const odsContent = async (archive: ZipArchive): Promise<Uint8Array> => {
  const manifest = archive.entries.find((entry) => entry.name === 'META-INF/manifest.xml')
  if (manifest !== undefined) refuseEncrypted(await part(archive, manifest))
  const content = archive.entries.find((entry) => entry.name === 'content.xml')
  if (content === undefined) throw new SpreadsheetRefused({ type: 'broken', why: 'no-content' })
  return part(archive, content)
}

/** A locked OpenDocument file says so of each part in its manifest. Source: ODF 1.3, part 2, 4.4. */
const refuseEncrypted = (manifest: Uint8Array): void => {
  for (const event of scanXml(manifest)) {
    if (event.kind === 'open' && event.name === 'manifest:encryption-data') {
      throw new SpreadsheetRefused({ type: 'encrypted' })
    }
  }
}
