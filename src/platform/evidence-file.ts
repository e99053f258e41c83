import { type FileKind, fileKind } from './file-kind.ts'

/** What may be kept as evidence, by its content, with the ending and type it is served under. */
export const EVIDENCE_KINDS = {
  pdf: { endings: ['pdf'], mediaType: 'application/pdf' },
  docx: {
    endings: ['docx'],
    mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  },
  odt: { endings: ['odt'], mediaType: 'application/vnd.oasis.opendocument.text' },
  xlsx: { endings: ['xlsx'], mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' },
  ods: { endings: ['ods'], mediaType: 'application/vnd.oasis.opendocument.spreadsheet' },
  text: { endings: ['txt', 'csv'], mediaType: 'text/plain; charset=utf-8' },
  png: { endings: ['png'], mediaType: 'image/png' },
  jpg: { endings: ['jpg', 'jpeg'], mediaType: 'image/jpeg' },
} as const

export type EvidenceKind = keyof typeof EVIDENCE_KINDS

/** 10 MB: a scanned minute of some fifty pages. */
export const MAX_EVIDENCE_BYTES = 10_000_000

export type EvidenceFileBlocker =
  | { readonly type: 'empty' }
  | { readonly type: 'too-large'; readonly bytes: number; readonly most: number }
  | { readonly type: 'kind-not-accepted'; readonly found: FileKind }
  /** A password would keep it from the very people it is shown to. */
  | { readonly type: 'encrypted' }
  | { readonly type: 'has-macros' }
  /** The name says one kind and the content is another: whoever opens it would be misled. */
  | { readonly type: 'name-does-not-match'; readonly found: EvidenceKind; readonly ending: string }

const isEvidenceKind = (kind: FileKind): kind is EvidenceKind => Object.hasOwn(EVIDENCE_KINDS, kind)

/**
 * Every reason why a file may not be kept as evidence; none: it may. Judged by
 * content; the name only has to agree. Cost: linear in the bytes, once; nothing
 * is unpacked, and the content is never opened, run or shown by the server.
 */
export const evidenceFileBlockers = (bytes: Uint8Array, name: string): EvidenceFileBlocker[] => {
  if (bytes.length === 0) return [{ type: 'empty' }]
  if (bytes.length > MAX_EVIDENCE_BYTES) {
    return [{ type: 'too-large', bytes: bytes.length, most: MAX_EVIDENCE_BYTES }]
  }
  const found = fileKind(bytes)
  if (found === 'encrypted-office') return [{ type: 'encrypted' }]
  if (found === 'office-with-macros') return [{ type: 'has-macros' }]
  if (!isEvidenceKind(found)) return [{ type: 'kind-not-accepted', found }]
  const ending = endingOf(name)
  const endings: readonly string[] = EVIDENCE_KINDS[found].endings
  return endings.includes(ending) ? [] : [{ type: 'name-does-not-match', found, ending }]
}

const endingOf = (name: string): string => /\.([^.]*)$/u.exec(name.trim())?.[1]?.toLowerCase() ?? ''

/** Names that Windows keeps for its devices; a file so called can't be saved there. */
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/iu

/**
 * A name that is safe to keep, list and save under on any system: no folders,
 * no control or direction-changing characters (which can make "exe.pdf" look
 * like "fdp.exe" turned round), none that Windows forbids, at most 120
 * characters with the ending kept. Never empty.
 */
export const safeFileName = (name: string): string => {
  const last = name.toWellFormed().normalize('NFC').split(/[/\\]/u).at(-1) ?? ''
  const clean = last
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\uFFFD]/gu, '')
    .replace(/[<>:"|?*]/gu, ' ')
    .replace(/\s+/gu, ' ')
    .replace(/^[ .]+|[ .]+$/gu, '')
  const dot = clean.lastIndexOf('.')
  const ending = dot > 0 && clean.length - dot <= 12 ? clean.slice(dot) : ''
  const stem = Array.from(clean.slice(0, clean.length - ending.length))
    .slice(0, 120 - ending.length)
    .join('')
    .trim()
  const safe = `${stem === '' ? 'file' : stem}${ending}`
  return DEVICE.test(safe) ? `file ${safe}` : safe
}

/**
 * The headers evidence is always served with: saved, never shown in the page;
 * its type not guessed at; and, should a browser show it after all, no script,
 * no address and no page of ours within reach. Source: RFC 6266 and RFC 8187
 * for the name, WHATWG Fetch for nosniff.
 */
export const evidenceHeaders = (kind: EvidenceKind, name: string): Record<string, string> => {
  const safe = safeFileName(name)
  const ascii =
    safe
      .normalize('NFD')
      .replace(/[^\u0020-\u007E]/gu, '')
      .replace(/["\\%]/gu, '_')
      .trim() || 'file'
  const encoded = encodeURIComponent(safe).replace(
    /['()*!]/gu,
    (sign) => `%${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase()}`,
  )
  return {
    'content-type': EVIDENCE_KINDS[kind].mediaType,
    'content-disposition': `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`,
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
    'cache-control': 'private, no-store',
    'cross-origin-resource-policy': 'same-origin',
  }
}
