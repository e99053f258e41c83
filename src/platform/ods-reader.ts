import {
  buildSheet,
  type CellCount,
  type SheetBuilder,
  type SpreadsheetLimits,
  SpreadsheetRefused,
  type UploadedCell,
  type UploadedSheet,
  type UploadWarning,
} from './uploaded-sheet.ts'
import { scanXml } from './xml-scan.ts'

/**
 * Reads the content.xml of an OpenDocument spreadsheet (ODF 1.3, part 3, 9 and
 * 19.385). Header rows, groups and repeats are read as what they show; notes,
 * pictures and tables inside cells are passed over. Throws `SpreadsheetRefused`
 * at a limit and `BadXml` at bad XML. Cost: linear in the length.
 *
 * Written here and not left to hucre (1.0), which passes over every row that is
 * marked as a header row.
 */
export const readOdsContent = (
  xml: Uint8Array,
  limits: SpreadsheetLimits,
): { sheets: UploadedSheet[]; warnings: UploadWarning[] } => {
  const reading: Reading = {
    sheets: [],
    warnings: [],
    count: { cells: 0 },
    limits,
    sheet: null,
    name: '',
    cell: null,
  }
  const passed: string[] = []
  let rowTimes = 1
  for (const event of scanXml(xml)) {
    if (event.kind === 'text') {
      if (passed.length === 0) addText(reading, folded(event.text))
    } else if (passed.length > 0) {
      if (event.kind === 'open') passed.push(event.name)
      else passed.pop()
    } else if (event.kind === 'close') {
      closeElement(reading, event.name, rowTimes)
    } else if (isPassedOver(reading, event.name)) {
      passed.push(event.name)
    } else {
      if (event.name === 'table:table-row')
        rowTimes = times(event.attributes().get('table:number-rows-repeated'))
      openElement(reading, event.name, event.attributes)
    }
  }
  return { sheets: reading.sheets, warnings: reading.warnings }
}

type Cell = {
  readonly times: number
  readonly attributes: Map<string, string>
  readonly paragraphs: string[]
  isInParagraph: boolean
}

type Reading = {
  readonly sheets: UploadedSheet[]
  readonly warnings: UploadWarning[]
  readonly count: CellCount
  readonly limits: SpreadsheetLimits
  sheet: SheetBuilder | null
  name: string
  cell: Cell | null
}

/**
 * ODF folds white space to one space; LibreOffice (7.4) all the same writes runs
 * of spaces as they are into cells of several lines, so those are kept.
 */
const folded = (text: string): string => text.replace(/ *[\t\r\n][ \t\r\n]*/gu, ' ')

const isPassedOver = (reading: Reading, name: string): boolean =>
  name === 'office:annotation' ||
  name === 'table:shapes' ||
  name === 'table:tracked-changes' ||
  name.startsWith('draw:') ||
  (name === 'table:table' && reading.sheet !== null)

const times = (repeated: string | undefined): number => {
  const number = Number(repeated ?? 1)
  return Number.isInteger(number) && number > 0 ? number : 1
}

const openElement = (reading: Reading, name: string, attributes: () => Map<string, string>): void => {
  switch (name) {
    case 'table:table':
      startSheet(reading, attributes().get('table:name') ?? '')
      break
    case 'table:table-cell':
    case 'table:covered-table-cell':
      startCell(reading, attributes())
      break
    case 'text:p':
      startParagraph(reading)
      break
    case 'text:s':
      addText(reading, ' '.repeat(Math.min(times(attributes().get('text:c')), reading.limits.maxCellLength)))
      break
    case 'text:tab':
      addText(reading, '\t')
      break
    case 'text:line-break':
      addText(reading, '\n')
      break
    default:
  }
}

const startSheet = (reading: Reading, name: string): void => {
  if (reading.sheets.length >= reading.limits.maxSheets) {
    throw new SpreadsheetRefused({ type: 'too-many-sheets', most: reading.limits.maxSheets })
  }
  Object.assign(reading, { sheet: buildSheet(name, reading.limits, reading.count), name })
}

const startCell = (reading: Reading, attributes: Map<string, string>): void => {
  const repeated = times(attributes.get('table:number-columns-repeated'))
  Object.assign(reading, { cell: { times: repeated, attributes, paragraphs: [], isInParagraph: false } })
}

const startParagraph = ({ cell }: Reading): void => {
  if (cell === null) return
  cell.paragraphs.push('')
  cell.isInParagraph = true
}

const addText = ({ cell, limits }: Reading, text: string): void => {
  if (cell === null || !cell.isInParagraph) return
  const last = cell.paragraphs.length - 1
  const sofar = cell.paragraphs[last] ?? ''
  // Past the limit nothing more need be kept: the cell will be refused for its length.
  if (sofar.length <= limits.maxCellLength) cell.paragraphs[last] = sofar + text
}

const closeElement = (reading: Reading, name: string, rowTimes: number): void => {
  if (name === 'text:p' && reading.cell !== null) reading.cell.isInParagraph = false
  if ((name === 'table:table-cell' || name === 'table:covered-table-cell') && reading.cell !== null) {
    reading.sheet?.add(cellValue(reading, reading.cell), reading.cell.times)
    reading.cell = null
  }
  if (name === 'table:table-row') reading.sheet?.endRow(rowTimes)
  if (name === 'table:table' && reading.sheet !== null) {
    reading.sheets.push(reading.sheet.finish())
    reading.sheet = null
  }
}

const cellValue = (reading: Reading, cell: Cell): UploadedCell => {
  const { attributes } = cell
  const text = cell.paragraphs.join('\n')
  const type = attributes.get('office:value-type')
  const place = { sheet: reading.name, ...(reading.sheet?.place() ?? { row: 0, column: 0 }) }
  const isError = attributes.has('table:formula') && /^(?:#(?:N\/A|[A-Z]+[!?]|DIV\/0!)|Err:\d+)$/u.test(text)
  if (isError || attributes.get('calcext:value-type') === 'error') {
    reading.warnings.push({ type: 'error-value', ...place, text })
    return text
  }
  if (attributes.has('table:formula') && type === undefined && text === '') {
    reading.warnings.push({ type: 'formula-without-value', ...place })
    return null
  }
  return typedValue(type, attributes) ?? (text === '' ? null : text)
}

const typedValue = (type: string | undefined, attributes: Map<string, string>): UploadedCell => {
  switch (type) {
    case 'float':
    case 'percentage':
    case 'currency': {
      const number = Number(attributes.get('office:value') ?? Number.NaN)
      return Number.isFinite(number) ? number : null
    }
    case 'date':
      return (attributes.get('office:date-value') ?? '').replace(/T00:00:00(?:\.0+)?$/u, '') || null
    case 'time':
      return attributes.get('office:time-value') ?? null
    case 'boolean':
      return attributes.get('office:boolean-value') === 'true' ? 'TRUE' : 'FALSE'
    default:
      return attributes.get('office:string-value') ?? null
  }
}
