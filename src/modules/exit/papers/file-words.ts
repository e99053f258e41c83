import { Type } from 'typebox'
import { Check } from 'typebox/value'
import type { SpreadsheetProblem, UploadedSheet } from '#platform/uploaded-sheet.ts'

/** Why a file cannot be read as registers at all, in words and with what to do. Nothing was changed by it. */
export function fileProblem(problem: SpreadsheetProblem): string {
  switch (problem.type) {
    case 'empty':
      return 'The file is empty. Choose another.'
    case 'too-large':
      return `The file is larger than ${problem.most / 1_000_000} MB. Split it, and load it in parts.`
    case 'not-a-spreadsheet':
      return 'This is not a spreadsheet. Choose an Excel (.xlsx), ODS, CSV or JSON file.'
    case 'encrypted':
      return 'The file has a password. Save it without one and load it again.'
    case 'has-macros':
      return 'The file has macros. Save it as an ordinary workbook (.xlsx) and load it again.'
    default:
      return 'The file cannot be read. Open it in your spreadsheet program, save it as Excel workbook (.xlsx) or ODS, and load that.'
  }
}

const workbookSchema = Type.Object({
  sheets: Type.Array(
    Type.Object({
      name: Type.String(),
      columns: Type.Array(Type.Object({ key: Type.String(), header: Type.String(), kind: Type.String() })),
      rows: Type.Array(Type.Record(Type.String(), Type.Union([Type.String(), Type.Number(), Type.Null()]))),
    }),
    { maxItems: 50 },
  ),
})

/** Our own JSON workbook as sheets, pence turned into the pounds that spreadsheets show; null for any other file. */
export function sheetsFromJson(bytes: Buffer): UploadedSheet[] | null {
  if (!/^\s*\{/.test(bytes.subarray(0, 50).toString('utf8'))) return null
  let given: unknown
  try {
    given = JSON.parse(bytes.toString('utf8'))
  } catch {
    return null
  }
  if (!Check(workbookSchema, given)) return null
  return given.sheets.map(({ name, columns, rows }) => ({
    name,
    rows: [
      columns.map(({ header }) => header),
      ...rows.map((row) =>
        columns.map(({ key, kind }) => {
          const cell = row[key] ?? null
          return kind === 'pence' && typeof cell === 'number' ? cell / 100 : cell
        }),
      ),
    ],
  }))
}
