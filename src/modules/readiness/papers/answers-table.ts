import { areaOf } from '#content/framework.ts'
import type { CellEntry, SheetColumn, TableSheet, Workbook } from '#platform/spreadsheet.ts'
import { formatInstant } from '#ui/format.ts'
import type { Draft } from '../answer.ts'
import { staffCountWords } from '../views/staff-words.ts'
import { answerColumns } from './draft-columns.ts'
import { ownRows, type OwnPapers, type OwnRow } from './own-papers.ts'
import { levelNamesOf, ownPaperSees } from './paper-words.ts'

/**
 * One council's own answers as tables, at any time and for its own lead and deputies alone: what it agreed, its private notes,
 * what its offices said, and of staff the same counts as the page shows and no others.
 */
export function ownWorkbook(papers: OwnPapers): Workbook {
  const { own, council, today } = papers
  const rows = ownRows(papers)
  return {
    title: `${council.shortName}: our answers. ${own.round.title}`,
    sheets: [
      answersSheet(papers, rows),
      officesSheet(papers, rows),
      ...(own.terms.staff ? [staffSheet(papers, rows)] : []),
      ...(papers.receipt ? [receiptSheet(papers, rows)] : []),
    ],
    notes: [
      `Council: ${council.name} (${council.code}).`,
      `Round: ${own.round.title}, ${own.partnership.name}.`,
      `Questions: ${own.framework.title}, version ${own.framework.version} of ${own.framework.date}.`,
      `Drawn up on ${today}.`,
      ownPaperSees(council.shortName),
      'Private notes never leave your council. Take that column out before you pass this file on.',
    ],
  }
}

/** The sheets by the name that stands in an address: each can be had as CSV by itself. */
export const ownSheetNames = ['our-answers', 'our-offices'] as const

const statementColumns: readonly SheetColumn[] = [
  { key: 'number', header: 'Number', kind: 'text', width: 9 },
  { key: 'id', header: 'Id', kind: 'text', width: 26 },
  { key: 'area', header: 'Area', kind: 'text', width: 24 },
  { key: 'statement', header: 'Statement', kind: 'text', width: 50 },
]

function statementCells({ own }: OwnPapers, { statement }: OwnRow): Record<string, CellEntry> {
  return {
    number: statement.number,
    id: statement.id,
    area: areaOf(own.framework, statement.id)?.name ?? '',
    statement: statement.statement,
  }
}

/** Every field of an answer, as the template has them, and the two that a spreadsheet only shows. */
const draftColumns: readonly SheetColumn[] = [
  ...Object.entries(answerColumns).map(([key, { header, kind, width }]) => ({ key, header, kind, width })),
  { key: 'file', header: 'File', kind: 'text', width: 30 },
]

function draftCells(draft: Draft): Record<string, CellEntry> {
  const typed = Object.entries(answerColumns).map(([key, { show }]) => [key, show(draft)])
  return { ...Object.fromEntries(typed), file: draft.file?.name ?? null }
}

function answersSheet(papers: OwnPapers, rows: readonly OwnRow[]): TableSheet {
  return {
    name: 'Our answers',
    note: `What ${papers.council.shortName} has agreed so far, one row a statement.`,
    columns: [
      ...statementColumns,
      ...draftColumns,
      { key: 'carried', header: 'Brought forward, not yet looked at', kind: 'text', width: 18 },
      { key: 'note', header: 'Private note', kind: 'text', width: 40 },
    ],
    rows: rows.map((row) => ({
      ...statementCells(papers, row),
      ...draftCells(row.draft),
      carried: row.draft.carried === true ? 'Yes' : 'No',
      note: row.note.text,
    })),
  }
}

function officesSheet(papers: OwnPapers, rows: readonly OwnRow[]): TableSheet {
  return {
    name: 'Our offices',
    note: 'What each office answered for itself. No other council sees this, before all open or after.',
    columns: [
      ...statementColumns,
      { key: 'who', header: 'Office', kind: 'text', width: 24 },
      ...draftColumns,
      { key: 'spread', header: 'Offices apart', unit: 'levels', kind: 'number', width: 12 },
    ],
    rows: rows.flatMap((row) =>
      row.offices.map(({ who, draft }) => ({
        ...statementCells(papers, row),
        who,
        ...draftCells(draft),
        spread: row.spread,
      })),
    ),
  }
}

function staffSheet(papers: OwnPapers, rows: readonly OwnRow[]): TableSheet {
  const names = levelNamesOf(papers.own)
  return {
    name: 'Our staff',
    note: 'Counts, never names. A level that fewer than five chose is left empty, and so is any that could be worked out from the rest.',
    columns: [
      ...statementColumns,
      { key: 'words', header: 'In words', kind: 'text', width: 50 },
      ...[1, 2, 3, 4, 5].map((level) => ({
        key: `level ${level}`,
        header: `Level ${level}`,
        unit: 'people',
        kind: 'number' as const,
        width: 9,
      })),
      { key: 'answered', header: 'Answered', unit: 'people', kind: 'number', width: 10 },
    ],
    rows: rows.flatMap((row) =>
      row.staff === null
        ? []
        : [
            {
              ...statementCells(papers, row),
              words: staffCountWords(row.staff, names),
              ...countCells(row.staff),
            },
          ],
    ),
  }
}

function countCells(staff: NonNullable<OwnRow['staff']>): Record<string, CellEntry> {
  if (staff.type !== 'counts') return {}
  const levels = staff.levels.map((people, index) => [`level ${index + 1}`, people])
  return { ...Object.fromEntries(levels), answered: staff.answered }
}

function receiptSheet({ receipt, council, own }: OwnPapers, rows: readonly OwnRow[]): TableSheet {
  const sealedAt = receipt?.sealedAt
  return {
    name: 'Receipt',
    note: `${sealedAt ? `Sealed ${formatInstant(sealedAt)}.` : 'Not sealed yet: it waits for a second person.'} The receipt of ${council.shortName} for ${own.round.title} is ${receipt?.root ?? ''}.`,
    columns: [
      { key: 'number', header: 'Number', kind: 'text', width: 9 },
      { key: 'id', header: 'Id', kind: 'text', width: 26 },
      { key: 'digest', header: 'Digest (SHA-256, salted)', kind: 'text', width: 68 },
    ],
    rows: Object.entries(receipt?.digests ?? {}).map(([id, digest]) => ({
      number: rows.find(({ statement }) => statement.id === id)?.statement.number ?? null,
      id,
      digest,
    })),
  }
}
