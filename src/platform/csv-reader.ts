import { withoutGuard } from './csv.ts'
import { type DecodedText, decodeText } from './text-encoding.ts'
import {
  buildSheet,
  type SheetBuilder,
  type SpreadsheetLimits,
  SpreadsheetRefused,
  type UploadedSheet,
  type UploadWarning,
} from './uploaded-sheet.ts'
import { unsafeForXml, xmlSafe } from './xml.ts'

const DELIMITERS = [',', ';', '\t', '|'] as const

/**
 * Reads CSV (RFC 4180, and what Excel makes of it): comma, semicolon, tab or
 * bar, whichever the first line uses most; a first line "sep=;" is believed.
 * Every cell is text, because CSV knows no other kind. The guard that our own
 * CSV sets before formula signs is taken off again. Throws `SpreadsheetRefused`.
 * Cost: linear in the length.
 */
export const readCsv = (
  bytes: Uint8Array,
  limits: SpreadsheetLimits,
  fileName: string,
): { sheets: UploadedSheet[]; warnings: UploadWarning[] } => {
  const decoded = decodeText(bytes)
  if (!decoded.ok) throw new SpreadsheetRefused({ type: 'wrong-encoding', tried: decoded.tried })
  const said = /^sep=(.)\r?\n/u.exec(decoded.text)
  const text = xmlSafe(said === null ? decoded.text : decoded.text.slice(said[0].length))
  const sheet = buildSheet(fileName.replace(/\.[a-z]{1,4}$/iu, ''), limits, { cells: 0 })
  readCells(text, said?.[1] ?? delimiterOf(text), sheet)
  return { sheets: [sheet.finish()], warnings: textWarnings(decoded) }
}

const textWarnings = (decoded: DecodedText & { ok: true }): UploadWarning[] => {
  const count = unsafeForXml(decoded.text)
  return [
    ...(decoded.encoding === 'windows-1252'
      ? [{ type: 'guessed-encoding' as const, encoding: decoded.encoding }]
      : []),
    ...(count > 0 ? [{ type: 'characters-replaced' as const, count }] : []),
  ]
}

const delimiterOf = (text: string): string => {
  const firstLine = (/^(?:"(?:[^"]|"")*"|[^"\r\n])*/u.exec(text.slice(0, 20_000))?.[0] ?? '').replaceAll(
    /"[^"]*"/gu,
    '',
  )
  const counts = DELIMITERS.map((delimiter) => firstLine.split(delimiter).length)
  return DELIMITERS[counts.indexOf(Math.max(...counts))] ?? ','
}

const readCells = (text: string, delimiter: string, sheet: SheetBuilder): void => {
  let at = 0
  while (at < text.length) {
    const cell = text[at] === '"' ? quotedCell(text, at) : bareCell(text, at, delimiter)
    sheet.add(withoutGuard(cell.text))
    at = cell.end
    if (text.startsWith(delimiter, at)) {
      at += delimiter.length
      continue
    }
    sheet.endRow()
    at += text.startsWith('\r\n', at) ? 2 : 1
  }
  sheet.endRow()
}

type Found = { readonly text: string; readonly end: number }

const bareCell = (text: string, from: number, delimiter: string): Found => {
  let end = from
  while (end < text.length && text[end] !== delimiter && text[end] !== '\n' && text[end] !== '\r') end += 1
  return { text: text.slice(from, end), end }
}

/** A quoted cell, where two quotes are one. What follows the closing quote up to the delimiter belongs to the cell, as Excel has it. */
const quotedCell = (text: string, from: number): Found => {
  let close = text.indexOf('"', from + 1)
  while (close !== -1 && text[close + 1] === '"') close = text.indexOf('"', close + 2)
  if (close === -1) throw new SpreadsheetRefused({ type: 'broken', why: 'open-quote' })
  return { text: text.slice(from + 1, close).replaceAll('""', '"'), end: close + 1 }
}
