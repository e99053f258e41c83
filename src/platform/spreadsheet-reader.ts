import { cleanXlsx, odsContent, openPackage } from './clean-package.ts'
import { readCsv } from './csv-reader.ts'
import { type FileKind, fileKind } from './file-kind.ts'
import { readOdsContent } from './ods-reader.ts'
import {
  type SpreadsheetLimits,
  type SpreadsheetProblem,
  type SpreadsheetReading,
  SpreadsheetRefused,
} from './uploaded-sheet.ts'
import { readXlsxPackage } from './xlsx-reader.ts'
import { BadXml } from './xml-scan.ts'

/**
 * Reads a spreadsheet in this thread. Use `readSpreadsheet` of `upload.ts` for
 * anything uploaded: it does this in a thread that can be stopped.
 */
export const readSpreadsheetHere = async (
  bytes: Uint8Array,
  limits: SpreadsheetLimits,
  fileName = 'CSV',
): Promise<SpreadsheetReading> => {
  try {
    return await read(bytes, fileKind(bytes), limits, fileName)
  } catch (error) {
    return { ok: false, problem: problemOf(error) }
  }
}

/** Whatever a reader throws at a bad file is the file's fault here, and the person is told so. */
const problemOf = (error: unknown): SpreadsheetProblem => {
  if (error instanceof SpreadsheetRefused) return error.problem
  return { type: 'broken', why: error instanceof BadXml ? error.fault : 'unreadable' }
}

const read = async (
  bytes: Uint8Array,
  kind: FileKind,
  limits: SpreadsheetLimits,
  fileName: string,
): Promise<SpreadsheetReading> => {
  switch (kind) {
    case 'text':
      return { ok: true, format: 'csv', ...readCsv(bytes, limits, fileName) }
    case 'xlsx': {
      const clean = await cleanXlsx(await openPackage(bytes, limits), limits)
      return { ok: true, format: 'xlsx', ...(await readXlsxPackage(clean, limits)) }
    }
    case 'ods': {
      const content = await odsContent(await openPackage(bytes, limits))
      return { ok: true, format: 'ods', ...readOdsContent(content, limits) }
    }
    default:
      return { ok: false, problem: await refusalOf(bytes, kind, limits) }
  }
}

const refusalOf = async (
  bytes: Uint8Array,
  kind: FileKind,
  limits: SpreadsheetLimits,
): Promise<SpreadsheetProblem> => {
  if (kind === 'encrypted-office') return { type: 'encrypted' }
  if (kind === 'office-with-macros') return { type: 'has-macros' }
  if (kind === 'old-office' || kind === 'xlsb') return { type: 'other-format', found: kind }
  // Opening it says what is wrong with it, by throwing.
  if (kind === 'broken-zip') await openPackage(bytes, limits)
  return { type: 'not-a-spreadsheet', found: kind }
}
