import type { CellEntry, SheetColumn, TableSheet, Workbook } from '#platform/spreadsheet.ts'
import { londonDay } from '#platform/london.ts'
import type { AgreedAnswer } from '../answer.ts'
import type { GapRow } from '../gap-report.ts'
import type { Board } from '../queries.ts'
import { rowFinding } from '../row-words.ts'
import { confidenceWords, gradeWords, outcomeWords } from '../text.ts'
import { councilIn, councilsOn, groupName, saidIn, sharedPaperSees } from './paper-words.ts'

/**
 * The gap board as tables that can be sorted and counted: a row a statement; every council's answer in full; what was talked
 * about, what will be done, and second looks. Made of the board alone, so it holds nothing that only one council may read.
 */
export function gapWorkbook({ board, today }: { board: Board; today: string }): Workbook {
  const { round, framework, report, partnership } = board
  return {
    title: `Gap table: ${round.title}`,
    sheets: [
      gapSheet(board),
      answersSheet(board),
      conversationsSheet(board),
      actionsSheet(board),
      looksSheet(board),
    ],
    notes: [
      `Round: ${round.title}, ${partnership.name}.`,
      `What you want to do: ${report.ambition.name}. ${report.ambition.meaning}`,
      `Questions: ${framework.title}, version ${framework.version} of ${framework.date}. ${framework.source} ${framework.licence}.`,
      `Drawn up on ${today}.`,
      sharedPaperSees(board),
      'Levels go from 1 to 5. The gap is the larger of highest minus lowest and level needed minus lowest; where a council does not know, the level needed counts in full. Priority is the gap times the highest importance given, from 1 to 3; a gate counts 3.',
    ],
  }
}

/** The sheets by the name that stands in an address: each can be had as CSV by itself. */
export const gapSheetNames = ['gap-table', 'answers', 'conversations', 'actions', 'second-looks'] as const

const text = (key: string, header: string, width?: number): SheetColumn => ({
  key,
  header,
  kind: 'text',
  ...(width === undefined ? {} : { width }),
})
const figure = (key: string, header: string, width = 11): SheetColumn => ({
  key,
  header,
  kind: 'number',
  width,
})

/** How each statement of these is named on every sheet. */
const statementColumns = [text('number', 'Number', 9), text('id', 'Id', 26)]

function statementCells({ statement }: Pick<GapRow, 'statement'>): Record<string, CellEntry> {
  return { number: statement.number, id: statement.id }
}

function gapSheet(board: Board): TableSheet {
  const councils = councilsOn(board)
  const nameOf = councilIn(board)
  return {
    name: 'Gap table',
    note: 'One row a statement, widest gap first. Talk about them in this order.',
    columns: [
      figure('place', 'Place', 8),
      ...statementColumns,
      text('area', 'Area', 24),
      text('statement', 'Statement', 50),
      text('gate', 'Gate', 12),
      figure('needed', 'Level needed'),
      ...councils.map((council) => ({ ...figure(`level ${council}`, nameOf(council), 14) })),
      text('group', 'Group', 24),
      text('finding', 'In words', 44),
      figure('spread', 'Levels apart'),
      figure('shortfall', 'Levels short'),
      figure('gap', 'Gap', 8),
      figure('importance', 'Importance'),
      figure('priority', 'Priority', 9),
    ],
    rows: board.report.rows.map((row, at) => ({
      place: at + 1,
      ...statementCells(row),
      area: row.area.name,
      statement: row.statement.statement,
      gate: gateCell(row),
      needed: row.needed,
      ...Object.fromEntries(
        row.answers.map(({ council, answer }) => [`level ${council}`, levelCell(answer)]),
      ),
      group: groupName(row.gap.group, councils.length),
      finding: rowFinding(row, nameOf),
      spread: row.gap.spread,
      shortfall: row.gap.shortfall,
      gap: row.gap.gap,
      importance: row.gap.importance,
      priority: row.gap.priority,
    })),
  }
}

function gateCell({ statement, gap }: GapRow): string {
  if (!statement.gate) return 'No'
  return gap.gateMet === null ? 'Yes' : gap.gateMet ? 'Yes, met' : 'Yes, not met'
}

function levelCell({ reading }: AgreedAnswer): CellEntry {
  if (reading.kind === 'level') return reading.level
  return reading.kind === 'unknown' ? 'Does not know' : 'Does not apply'
}

/** The columns in which an answer that was opened is written out, and what stands in them. A file's key is never among them. */
const answerColumns: readonly SheetColumn[] = [
  text('answer', 'Answer', 26),
  figure('level', 'Level', 8),
  text('reason', 'Reason', 60),
  figure('importance', 'Importance'),
  text('confidence', 'How sure', 14),
  text('grade', 'Kind of evidence', 28),
  text('evidence', 'Evidence', 36),
  text('link', 'Link', 36),
  text('file', 'File', 30),
]

function answerCells(board: Board, answer: AgreedAnswer): Record<string, CellEntry> {
  const { reading, reason, importance, confidence, grade, evidence, link, file } = answer
  return {
    answer: saidIn(board)(reading),
    level: reading.kind === 'level' ? reading.level : null,
    reason,
    importance,
    confidence: confidence && confidenceWords[confidence],
    grade: grade && gradeWords[grade],
    evidence,
    link,
    file: file?.name ?? null,
  }
}

function answersSheet(board: Board): TableSheet {
  const inOrder = [...board.report.rows].sort((a, b) => a.index - b.index)
  return {
    name: 'Answers',
    note: 'One row for each council’s answer to each statement, as it was sealed.',
    columns: [
      ...statementColumns,
      text('council', 'Council', 18),
      text('code', 'Council code', 13),
      ...answerColumns,
    ],
    rows: inOrder.flatMap((row) =>
      row.answers.map(({ council, answer }) => ({
        ...statementCells(row),
        council: councilIn(board)(council),
        code: council,
        ...answerCells(board, answer),
      })),
    ),
  }
}

function conversationsSheet(board: Board): TableSheet {
  return {
    name: 'Conversations',
    note: 'How the conversations ended that have been held so far.',
    columns: [
      ...statementColumns,
      text('outcome', 'How it ended', 36),
      text('summary', 'What was agreed', 60),
      { key: 'held', header: 'Talked on', kind: 'date', width: 12 },
      text('council', 'Recorded by', 18),
      { key: 'recorded', header: 'Recorded on', kind: 'date', width: 12 },
    ],
    rows: inBoardOrder(board, board.conversations).map(({ row, found }) => ({
      ...statementCells(row),
      outcome: outcomeWords[found.outcome],
      summary: found.summary,
      held: found.heldOn,
      council: councilIn(board)(found.recordedFor),
      recorded: londonDay(found.recordedAt),
    })),
  }
}

function actionsSheet(board: Board): TableSheet {
  return {
    name: 'Actions',
    columns: [
      ...statementColumns,
      text('what', 'What will be done', 60),
      text('owner', 'Owner', 24),
      text('council', 'Council', 18),
      { key: 'due', header: 'Due', kind: 'date', width: 12 },
      { key: 'done', header: 'Done', kind: 'date', width: 12 },
    ],
    rows: inBoardOrder(board, board.actions).map(({ row, found }) => ({
      ...statementCells(row),
      what: found.what,
      owner: found.owner,
      council: councilIn(board)(found.ownerCouncil),
      due: found.dueOn,
      done: found.doneOn,
    })),
  }
}

function looksSheet(board: Board): TableSheet {
  return {
    name: 'Second looks',
    note: 'What councils said after a conversation. The first answers stay on the sheet of answers.',
    columns: [
      ...statementColumns,
      text('council', 'Council', 18),
      figure('look', 'Look', 8),
      { key: 'recorded', header: 'Recorded on', kind: 'date', width: 12 },
      ...answerColumns,
    ],
    rows: inBoardOrder(board, board.secondLooks).map(({ row, found }) => ({
      ...statementCells(row),
      council: councilIn(board)(found.council),
      look: found.number,
      recorded: londonDay(found.recordedAt),
      ...answerCells(board, found.answer),
    })),
  }
}

/** Things about statements, in the order in which their statements stand on the board. */
function inBoardOrder<Thing extends { readonly item: string }>(
  board: Board,
  things: readonly Thing[],
): { row: GapRow; found: Thing }[] {
  return board.report.rows.flatMap((row) =>
    things.filter(({ item }) => item === row.statement.id).map((found) => ({ row, found })),
  )
}
