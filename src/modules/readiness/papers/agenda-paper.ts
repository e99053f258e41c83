import type { Block, OfficeDocument } from '#platform/document.ts'
import { formatCount, formatDay } from '#ui/format.ts'
import { conversations, type GapRow } from '../gap-report.ts'
import { officeWords } from '../office-words.ts'
import type { Board } from '../queries.ts'
import { rowFinding } from '../row-words.ts'
import { outcomeWords } from '../text.ts'
import { councilIn, gateWords, levelNamesOf, sharedPaperSees } from './paper-words.ts'
import { answersTable, secondLooks } from './report-areas.ts'

/**
 * The conversations to have, widest gap first, one card a page: each can be handed out by itself. What was recorded stands on
 * its card; where nothing was, there is room to write.
 */
export function agendaPaper({ board, today }: { board: Board; today: string }): OfficeDocument {
  const rows = conversations(board.report)
  const title = rows.length === 0 ? 'There is nothing you must talk about first' : 'The conversations to have'
  return {
    title: `Agenda: ${board.round.title}`,
    subject: title,
    author: board.partnership.name,
    language: 'en-GB',
    blocks: [
      { kind: 'heading', level: 1, words: title },
      {
        kind: 'paragraph',
        look: 'lead',
        words:
          rows.length === 0
            ? 'On every statement you see the same thing and are ready.'
            : `${formatCount(rows.length, 'card')}, the widest gap first. Take them one at a time. Ask the question, listen to each council’s reason, and write down how it ended.`,
      },
      {
        kind: 'paragraph',
        look: 'small',
        words: `${board.round.title}, ${board.partnership.name}. For the ambition you chose: ${board.report.ambition.name}. Drawn up on ${formatDay(today)}. ${sharedPaperSees(board)}`,
      },
      ...(rows.length === 0 ? [] : [contents(board, rows)]),
      ...rows.flatMap((row, at) => card(board, row, at + 1)),
    ],
  }
}

function contents(board: Board, rows: readonly GapRow[]): Block {
  return {
    kind: 'table',
    caption: 'The cards in this agenda',
    hasRowHeaders: true,
    columns: [
      { header: 'Card', width: 0.8, isNumeric: true },
      { header: 'Statement', width: 6 },
      { header: 'In words', width: 4 },
    ],
    rows: rows.map((row, at) => [
      String(at + 1),
      `${row.statement.number} ${row.statement.statement}`,
      rowFinding(row, councilIn(board)),
    ]),
  }
}

function card(board: Board, row: GapRow, number: number): Block[] {
  const { statement, area, gap, needed } = row
  const who = statement.offices.slice(0, 4).map((office) => officeWords[office])
  return [
    { kind: 'page-break' },
    { kind: 'heading', level: 2, words: `${number}. ${statement.statement}` },
    {
      kind: 'paragraph',
      look: 'small',
      words: `${statement.number} · ${area.name}. ${gateWords(gap.gate, gap.gateMet)}`.trim(),
    },
    { kind: 'paragraph', look: 'lead', words: rowFinding(row, councilIn(board)) },
    answersTable(board, row),
    ...secondLooks(board, row),
    { kind: 'callout', tone: 'note', title: 'The question to ask', paragraphs: [statement.ask] },
    {
      kind: 'paragraph',
      words: [
        { text: 'What good looks like. ', bold: true },
        {
          text: `Level ${needed}, ${(levelNamesOf(board)[needed - 1] ?? '').toLowerCase()}: ${statement.levels[needed - 1] ?? ''}`,
        },
      ],
    },
    {
      kind: 'paragraph',
      words: [
        { text: 'Who should be in the room. ', bold: true },
        { text: `The ${new Intl.ListFormat('en-GB').format(who)}.` },
      ],
    },
    outcome(board, row),
    ...actions(board, row),
  ]
}

function outcome(board: Board, row: GapRow): Block {
  const talked = board.conversations.find(({ item }) => item === row.statement.id)
  const room = '\n\n'
  return {
    kind: 'table',
    caption: talked ? 'How it ended' : 'Write down how it ended',
    hasRowHeaders: true,
    columns: [
      { header: 'To record', width: 2 },
      { header: talked ? 'Recorded' : 'In your words', width: 6 },
    ],
    rows: talked
      ? [
          ['How it ended', outcomeWords[talked.outcome]],
          ['What was agreed', talked.summary],
          ['Talked on', talked.heldOn ? formatDay(talked.heldOn) : 'Not recorded'],
        ]
      : [
          [
            'How did it end?',
            Object.values(outcomeWords)
              .map((words) => `☐ ${words}`)
              .join('\n'),
          ],
          ['What was agreed', room],
          ['Who does what, by when', room],
        ],
  }
}

function actions(board: Board, row: GapRow): Block[] {
  const own = board.actions.filter(({ item }) => item === row.statement.id)
  if (own.length === 0) return []
  return [
    {
      kind: 'table',
      caption: 'Actions',
      hasRowHeaders: true,
      columns: [
        { header: 'What will be done', width: 5 },
        { header: 'Owner', width: 3 },
        { header: 'Due', width: 2 },
        { header: 'Done', width: 2 },
      ],
      rows: own.map((action) => [
        action.what,
        `${action.owner}, ${councilIn(board)(action.ownerCouncil)}`,
        formatDay(action.dueOn),
        action.doneOn ? formatDay(action.doneOn) : 'Not yet',
      ]),
    },
  ]
}
