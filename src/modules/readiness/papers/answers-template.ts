import { areaOf } from '#content/framework.ts'
import type { SheetColumn, Workbook } from '#platform/spreadsheet.ts'
import { confidences, grades } from '../answer.ts'
import { confidenceWords, gradeWords } from '../text.ts'
import { answerColumns, dontKnow, mostCharacters, notApplicable } from './draft-columns.ts'
import { ownRows, type OwnPapers, type OwnRow } from './own-papers.ts'
import { levelNamesOf, ownPaperSees } from './paper-words.ts'

/** The headers of the template that are not fields of an answer. The reader looks for the same words. */
export const templateHeaders = {
  id: 'Id',
  number: 'Number',
  note: 'Private note',
  file: 'File (on the page only)',
  version: 'Saved version (leave as it is)',
} as const

/**
 * The answer sheet to fill in: one row a statement with its five levels in words, then the council's answers as they stand
 * now. The last column remembers which version that was, so that nobody's later work is written over unseen.
 */
export function answersTemplate(papers: OwnPapers): Workbook {
  const { own, council, today } = papers
  return {
    title: `${council.shortName}: answer sheet. ${own.round.title}`,
    sheets: [
      {
        name: 'Answers',
        note: 'Fill in the columns from Answer to Private note. Leave the others as they are.',
        columns: templateColumns(levelNamesOf(own)),
        rows: ownRows(papers).map((row) => templateCells(papers, row)),
      },
    ],
    notes: [
      `Council: ${council.name}. Round: ${own.round.title}. Drawn up on ${today}.`,
      ownPaperSees(council.shortName),
      ...howTo,
    ],
  }
}

const howTo = [
  `Answer: a level from 1 to 5, “${dontKnow}” or “${notApplicable}”. The five levels of each statement stand beside it. “${dontKnow}” is an answer; an empty cell is not.`,
  `Reason: a sentence or two, at most ${mostCharacters.reason} characters. You need one before you can seal.`,
  'Importance: 1 for a little, 2 for it matters, 3 for a great deal. A gate always counts 3, so you can leave it empty there.',
  `How sure: ${confidences.map((value) => confidenceWords[value]).join(', or ')}.`,
  `Kind of evidence: ${grades.map((value) => gradeWords[value]).join('; or ')}.`,
  `Evidence: what you could show, such as a cabinet minute, at most ${mostCharacters.evidence} characters. Link: its whole address, beginning with https://.`,
  `Private note: it never leaves your council. At most ${mostCharacters.note} characters.`,
  'Files are added on the page of a statement. Their names stand here so that you can see which there are.',
  'If you empty a cell, the answer in it is taken away. If you delete a row or a column, what it stood for stays as it is.',
  'Save this as an Excel, ODS or CSV file and load it on the page of papers. You are shown every change before anything is saved.',
]

function templateColumns(levelNames: readonly string[]): SheetColumn[] {
  return [
    { key: 'id', header: templateHeaders.id, kind: 'text', width: 14 },
    { key: 'number', header: templateHeaders.number, kind: 'text', width: 8 },
    { key: 'area', header: 'Area', kind: 'text', width: 20 },
    { key: 'statement', header: 'Statement', kind: 'text', width: 40 },
    { key: 'gate', header: 'Gate', kind: 'text', width: 6 },
    ...levelNames.map((name, index) => ({
      key: `means ${index + 1}`,
      header: `Level ${index + 1}: ${name.toLowerCase()}`,
      kind: 'text' as const,
      width: 26,
    })),
    ...Object.entries(answerColumns).map(([key, { header, kind, width }]) => ({ key, header, kind, width })),
    { key: 'note', header: templateHeaders.note, kind: 'text', width: 40 },
    { key: 'file', header: templateHeaders.file, kind: 'text', width: 20 },
    { key: 'version', header: templateHeaders.version, kind: 'text', width: 14 },
  ]
}

function templateCells({ own }: OwnPapers, { statement, draft, version, note }: OwnRow) {
  return {
    id: statement.id,
    number: statement.number,
    area: areaOf(own.framework, statement.id)?.name ?? '',
    statement: statement.statement,
    gate: statement.gate ? 'Yes' : 'No',
    ...Object.fromEntries(statement.levels.map((meaning, index) => [`means ${index + 1}`, meaning])),
    ...Object.fromEntries(Object.entries(answerColumns).map(([key, { show }]) => [key, show(draft)])),
    note: note.text,
    file: draft.file?.name ?? null,
    version: versionCell(version, note.version),
  }
}

/** The versions of an answer and of its note as one cell that no spreadsheet takes for a number or a date. */
export function versionCell(answer: number, note: number): string {
  return `v${answer} n${note}`
}

/** What `versionCell` wrote, or null for anything else. */
export function readVersionCell(text: string): { answer: number; note: number } | null {
  const found = /^v(\d{1,9}) n(\d{1,9})$/u.exec(text.trim())
  return found ? { answer: Number(found[1]), note: Number(found[2]) } : null
}
