import { type ImageBlock, type OfficeDocument, plainText, type TableBlock } from './document.ts'

/** The look of a paper, once, so that Word and ODT agree. Sizes in points, colours as six hex digits. */
export const LOOK = {
  font: 'Arial',
  ink: '16222B',
  softInk: '4B5A66',
  green: '12393D',
  link: '0A5A6B',
  cord: 'A3283A',
  line: 'D9D6CC',
  paper: 'F3F1EA',
  careFill: 'FBF1F1',
  noteFill: 'EEF4F4',
  body: 11,
  lead: 13,
  small: 9.5,
  table: 9.5,
  headings: { 1: 22, 2: 16, 3: 13, 4: 11 },
} as const

const MARGIN_MM = 22
const HEAD_AND_FOOT_MM = 24

/** A4 in millimetres, and what is left of it between the margins. */
export const pageOf = (document: OfficeDocument) => {
  const isWide = document.orientation === 'landscape'
  const widthMm = isWide ? 297 : 210
  const heightMm = isWide ? 210 : 297
  return {
    isWide,
    widthMm,
    heightMm,
    sideMm: MARGIN_MM,
    topMm: HEAD_AND_FOOT_MM,
    textWidthMm: widthMm - 2 * MARGIN_MM,
    textHeightMm: heightMm - 2 * HEAD_AND_FOOT_MM - 12,
  }
}

/** The size to draw a picture: as asked, or smaller with the same shape when the page is narrower. */
export const fittedSize = (
  image: ImageBlock,
  document: OfficeDocument,
): { widthMm: number; heightMm: number } => {
  const page = pageOf(document)
  const scale = Math.min(1, page.textWidthMm / image.widthMm, page.textHeightMm / image.heightMm)
  return { widthMm: image.widthMm * scale, heightMm: image.heightMm * scale }
}

/** A short table is kept on one page; a longer one may break between its rows. */
export const staysWhole = (table: TableBlock): boolean => table.rows.length <= 8

/**
 * Column widths in whole hundredths of a millimetre that sum to the text width
 * exactly. Without a share of its own a column gets one from how long its words
 * are. No column is narrower than its longest word while there is room.
 */
export const columnWidths = (table: TableBlock, textWidthMm: number): number[] => {
  const least = table.columns.map((_, at) => longestWord(table, at) * WORD_MM_A_LETTER + CELL_PADDING_MM)
  const shares = table.columns.map((column, at) => column.width ?? impliedShare(table, at))
  return whole(atLeast(scaled(shares, textWidthMm), least, textWidthMm), textWidthMm)
}

/** Arial bold at table size, wide letters; measured on "Commercial" in LibreOffice. */
const WORD_MM_A_LETTER = 2.05
const CELL_PADDING_MM = 3.2
const LONGEST_KEPT_WORD = 18

const textsOf = (table: TableBlock, at: number): string[] => [
  table.columns[at]?.header ?? '',
  ...table.rows.map((row) => plainText(row[at] ?? '')),
]

const longestWord = (table: TableBlock, at: number): number => {
  const words = textsOf(table, at).flatMap((text) => text.split(/\s+/u))
  return Math.min(LONGEST_KEPT_WORD, Math.max(...words.map((word) => word.length)))
}

/** A long reason gets up to six times the room of a single figure, never all of it. */
const impliedShare = (table: TableBlock, at: number): number =>
  6 + Math.min(60, Math.max(...textsOf(table, at).map((text) => text.length)))

const total = (numbers: readonly number[]): number => numbers.reduce((sum, number) => sum + number, 0)

const scaled = (numbers: readonly number[], to: number): number[] => {
  const sum = total(numbers)
  return numbers.map((number) => (number * to) / sum)
}

/** Widens what is too narrow at the cost of what has room to spare; when nothing has, shares by the least widths. */
const atLeast = (widths: readonly number[], least: readonly number[], to: number): number[] => {
  if (total(least) >= to) return scaled(least, to)
  const short = widths.map((width, at) => Math.max(0, (least[at] ?? 0) - width))
  const spare = widths.map((width, at) => Math.max(0, width - (least[at] ?? 0)))
  const given = total(spare) === 0 ? 0 : total(short) / total(spare)
  return widths.map((width, at) => width + (short[at] ?? 0) - (spare[at] ?? 0) * given)
}

/** Hundredths without a remainder: each edge is rounded, so the sum is exact. */
const whole = (widths: readonly number[], to: number): number[] => {
  const edges = widths.map((_, at) => Math.round(total(widths.slice(0, at + 1)) * 100))
  edges[edges.length - 1] = Math.round(to * 100)
  return edges.map((edge, at) => edge - (edges[at - 1] ?? 0))
}
