import { startsLikeZip, zipListing } from './zip-directory.ts'

/** What a file is by its content. Its name and what a browser said of it are not asked. */
export type FileKind =
  | 'pdf'
  | 'docx'
  | 'odt'
  | 'xlsx'
  | 'ods'
  | 'png'
  | 'jpg'
  | 'text'
  /** Office files with macros, and Excel's binary workbook. */
  | 'office-with-macros'
  | 'xlsb'
  /** Word, Excel and PowerPoint before 2007. */
  | 'old-office'
  /** A modern Office file under a password. */
  | 'encrypted-office'
  | 'zip'
  | 'broken-zip'
  | 'program'
  | 'html'
  | 'xml'
  | 'unknown'

const SIGNATURES: readonly (readonly [FileKind, readonly number[]])[] = [
  ['pdf', [0x25, 0x50, 0x44, 0x46, 0x2d]],
  ['png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ['jpg', [0xff, 0xd8, 0xff]],
  ['old-office', [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]],
  ['program', [0x4d, 0x5a]],
  ['program', [0x7f, 0x45, 0x4c, 0x46]],
  ['program', [0xcf, 0xfa, 0xed, 0xfe]],
  ['program', [0x23, 0x21]],
]

const LISTING_LIMITS = { maxEntries: 10_000, maxEntryBytes: 2 ** 32, maxTotalBytes: 2 ** 40 }

/** Reads the first bytes, and for a zip its directory; unpacks nothing. Cost: linear in the bytes, once. */
export const fileKind = (bytes: Uint8Array): FileKind => {
  const signature = SIGNATURES.find(([, start]) => start.every((byte, at) => bytes[at] === byte))
  if (signature?.[0] === 'old-office') return isEncryptedOffice(bytes) ? 'encrypted-office' : 'old-office'
  if (signature !== undefined) return signature[0]
  return startsLikeZip(bytes) ? zipKind(bytes) : textKind(bytes)
}

/** A password-protected workbook is an old container with one stream of this name, in UTF-16. Source: [MS-OFFCRYPTO] 2.3.4. */
const isEncryptedOffice = (bytes: Uint8Array): boolean =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes(
    Buffer.from('EncryptedPackage', 'utf16le'),
  )

const OPEN_DOCUMENT_KINDS: Record<string, FileKind> = {
  'application/vnd.oasis.opendocument.text': 'odt',
  'application/vnd.oasis.opendocument.spreadsheet': 'ods',
}

const zipKind = (bytes: Uint8Array): FileKind => {
  const entries = zipListing(bytes, LISTING_LIMITS)
  if ('type' in entries) return 'broken-zip'
  const names = new Set(entries.map((entry) => entry.name))
  const has = (start: string): boolean => entries.some((entry) => entry.name.startsWith(start))
  if (entries.some((entry) => entry.name.endsWith('/vbaProject.bin'))) return 'office-with-macros'
  if (has('Basic/') || has('Scripts/')) return 'office-with-macros'
  if (names.has('[Content_Types].xml')) {
    if (names.has('xl/workbook.bin')) return 'xlsb'
    if (has('xl/')) return 'xlsx'
    if (has('word/')) return 'docx'
  }
  return OPEN_DOCUMENT_KINDS[openDocumentType(bytes)] ?? 'zip'
}

/** ODF keeps its type as the first entry, not deflated, so it stands at a known place. Source: ODF 1.3, part 2, 3.3. */
const openDocumentType = (bytes: Uint8Array): string => {
  const start = new TextDecoder('latin1').decode(bytes.subarray(30, 120))
  return /^mimetype(application\/vnd\.oasis\.opendocument\.(?:text|spreadsheet))(?!-)/u.exec(start)?.[1] ?? ''
}

const textKind = (bytes: Uint8Array): FileKind => {
  const isUtf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)
  if (!isUtf16 && bytes.includes(0)) return 'unknown'
  const start = new TextDecoder(isUtf16 && bytes[0] === 0xff ? 'utf-16le' : isUtf16 ? 'utf-16be' : 'utf-8')
    .decode(bytes.subarray(0, 1024))
    .trimStart()
    .toLowerCase()
  if (/^(?:<!doctype html|<html|<head|<body|<script)/u.test(start)) return 'html'
  if (start.startsWith('<?xml') || start.startsWith('<svg')) return 'xml'
  return start.startsWith('{\\rtf') ? 'unknown' : 'text'
}
