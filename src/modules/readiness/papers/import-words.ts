import { never } from '#platform/errors.ts'
import type { SpreadsheetProblem, UploadWarning } from '#platform/uploaded-sheet.ts'
import { confidences, grades } from '../answer.ts'
import { confidenceWords, gradeWords } from '../text.ts'
import type { RowError, SheetProblem } from './answers-import.ts'
import { dontKnow, notApplicable, type CellProblem } from './draft-columns.ts'

/** What is wrong with an uploaded file, a row or a cell, and what to do about it. Never technical. */

const again = 'Nothing was changed.'

/** Why a file cannot be read as a spreadsheet at all. */
export function fileProblemWords(problem: SpreadsheetProblem): string {
  switch (problem.type) {
    case 'empty':
      return 'The file is empty. Choose another.'
    case 'too-large':
      return `The file is ${(problem.bytes / 1_000_000).toFixed(1)} MB. An answer sheet has at most ${problem.most / 1_000_000} MB. Choose another.`
    case 'not-a-spreadsheet':
      return 'This is not a spreadsheet. Choose an Excel (.xlsx), ODS or CSV file.'
    case 'other-format':
      return 'This kind of spreadsheet is too old or too special to read. Open it, save it as Excel workbook (.xlsx), ODS or CSV, and load that.'
    case 'encrypted':
      return 'The file has a password. Save it without one and load it again.'
    case 'has-macros':
      return 'The file has macros. Save it as an ordinary workbook (.xlsx) and load it again.'
    case 'zip-bomb':
      return 'The file unpacks to far more than an answer sheet needs, so we stopped reading. Copy the answers into a fresh answer sheet and load that.'
    case 'broken':
      return 'The file is damaged and cannot be read. Open it in your spreadsheet program, save it again and load it.'
    case 'wrong-encoding':
      return 'We cannot tell which characters the file is written in. Save it as Excel workbook (.xlsx) or “CSV UTF-8” and load it again.'
    case 'too-many-sheets':
      return `The file has more than ${problem.most} sheets. Keep the answer sheet and take the others out.`
    case 'too-many-rows':
      return `${ofSheet(problem.sheet)} has more than ${problem.most.toLocaleString('en-GB')} rows. Keep the rows with answers and delete the others.`
    case 'too-many-columns':
      return `${ofSheet(problem.sheet)} has more than ${problem.most} columns. Keep those of the answer sheet and delete the others.`
    case 'too-many-cells':
      return `The file has more than ${problem.most.toLocaleString('en-GB')} cells. Keep the answer sheet and take the rest out.`
    case 'cell-too-long':
      return `${ofSheet(problem.sheet)}, row ${problem.row}: a cell holds ${problem.length.toLocaleString('en-GB')} characters. Shorten it and load the file again.`
    case 'too-slow':
      return `The file took longer than ${problem.seconds} seconds to read, so we stopped. Copy the answers into a fresh answer sheet and load that.`
    case 'too-much-memory':
      return 'The file needs more memory to read than an answer sheet should. Copy the answers into a fresh answer sheet and load that.'
    default:
      return never(problem)
  }
}

function ofSheet(sheet: string): string {
  return sheet === '' ? 'The file' : `The sheet “${sheet}”`
}

/** Why a spreadsheet is no answer sheet. */
export function sheetProblemWords(problem: SheetProblem): string {
  switch (problem.type) {
    case 'no-header-row':
      return `We cannot find the row of headings. It needs “Id” or “Number”, and “Answer”. Start from the answer sheet on this page. ${again}`
    case 'no-answer-columns':
      return `The sheet has no column that we can read answers from, such as “Answer” or “Reason”. Start from the answer sheet on this page. ${again}`
    case 'column-twice':
      return `The sheet has more than one column “${problem.header}”. Take out the one that does not count, and load it again. ${again}`
    case 'no-rows':
      return `The sheet has no rows under its headings. ${again}`
    default:
      return never(problem)
  }
}

/** What to mind though the file could be read. */
export function warningWords(warning: UploadWarning): string {
  switch (warning.type) {
    case 'formula-without-value':
      return `Row ${warning.row} of “${warning.sheet}” has a formula without a result, read as empty. Open the file in Excel and save it to mend this.`
    case 'error-value':
      return `Row ${warning.row} of “${warning.sheet}” has a cell that shows the error ${warning.text}.`
    case 'guessed-encoding':
      return 'The file does not say which characters it is written in. Check that letters such as é and £ are right below.'
    case 'characters-replaced':
      return `${warning.count} characters that we cannot keep became “\uFFFD”.`
    default:
      return never(warning)
  }
}

/** Why a row cannot be read, and what to do, without its number. */
export function rowErrorWords({ problem }: RowError): string {
  switch (problem.type) {
    case 'no-statement-named':
      return 'It does not say which statement it is about. Put the number of the statement in the column “Number”.'
    case 'unknown-statement':
      return `This round asks no statement “${short(problem.given)}”. Check the columns “Id” and “Number”.`
    case 'two-statements-named':
      return `“${short(problem.id)}” and “${short(problem.number)}” are two statements. Put the right number in, or empty one of the two cells.`
    case 'twice':
      return `Row ${problem.first} is about the same statement. Keep one of the two rows.`
    case 'cell':
      return `${problem.column}: ${cellWords(problem.why, problem.given)}`
    default:
      return never(problem)
  }
}

function cellWords(why: CellProblem, given: string): string {
  switch (why.type) {
    case 'not-an-answer':
      return `“${short(given)}” is not an answer. Type a whole level from 1 to 5, “${dontKnow}” or “${notApplicable}”.`
    case 'not-an-importance':
      return `“${short(given)}” is not one of 1, 2 or 3.`
    case 'not-a-confidence':
      return `“${short(given)}” is not one of ${confidences.map((value) => `“${confidenceWords[value]}”`).join(', ')}.`
    case 'not-a-kind-of-evidence':
      return `“${short(given)}” is not one of ${grades.map((value) => `“${gradeWords[value]}”`).join(', ')}.`
    case 'not-an-address':
      return `“${short(given)}” is not a whole address. Begin it with https://.`
    case 'too-long':
      return `it holds ${why.length.toLocaleString('en-GB')} characters. Use ${why.most.toLocaleString('en-GB')} or fewer.`
    default:
      return never(why)
  }
}

const mostShown = 60

function short(text: string): string {
  return text.length <= mostShown ? text : `${text.slice(0, mostShown).toWellFormed()}…`
}
