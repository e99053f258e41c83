import type { GapGroup } from '#engine/gap.ts'
import type { Block, OfficeDocument } from '#platform/document.ts'
import { formatCount, formatDay, formatInstantDay, formatList } from '#ui/format.ts'
import { conversations } from '../gap-report.ts'
import { headline } from '../headline.ts'
import type { Board } from '../queries.ts'
import { rowFinding } from '../row-words.ts'
import { adviceWords, agreementWords, alphaWords, headlineWords, outcomeWords } from '../text.ts'
import {
  councilIn,
  councilsOn,
  groupMeaning,
  groupName,
  openingWords,
  sharedPaperSees,
} from './paper-words.ts'
import { areaBlocks } from './report-areas.ts'
import { methodBlocks, receiptBlocks, type PaperReceipt } from './report-notes.ts'

/** What the report is drawn from. `today` is the day it is drawn up, `YYYY-MM-DD`. */
export type ReportFacts = {
  readonly board: Board
  readonly receipts: readonly PaperReceipt[]
  readonly today: string
}

/**
 * The readiness report: what all councils of the round may read after the reveal, in the order in which a reader asks. The
 * finding is its first heading. Made of the board alone, so it holds no private note, no office's answer and no staff count.
 */
export function readinessReport({ board, receipts, today }: ReportFacts): OfficeDocument {
  const councils = councilsOn(board)
  const finding = headlineWords(headline(board.report, councils.length))
  return {
    title: `Readiness report: ${board.round.title}`,
    subject: finding,
    author: board.partnership.name,
    language: 'en-GB',
    blocks: [
      { kind: 'heading', level: 1, words: finding },
      {
        kind: 'paragraph',
        look: 'lead',
        words: `${openingWords(board)} ${adviceWords(board.report.advice, `“${board.report.ambition.name}”`)}`,
      },
      about(board, today),
      ...figures(board),
      ...gates(board),
      ...firstTalks(board),
      ...cameOfIt(board),
      { kind: 'page-break' },
      { kind: 'heading', level: 2, words: 'Area by area' },
      ...areaBlocks(board),
      ...methodBlocks(board),
      ...(councils.length > 1 ? receiptBlocks(board, receipts) : []),
    ],
  }
}

function about(board: Board, today: string): Block {
  const { round, framework, report, partnership } = board
  const names = round.parties
    .filter(({ council }) => councilsOn(board).includes(council))
    .map(({ name }) => name)
  return {
    kind: 'table',
    caption: 'About this report',
    hasRowHeaders: true,
    columns: [
      { header: 'What', width: 1 },
      { header: 'In this report', width: 3 },
    ],
    rows: [
      ['Round', `${round.title}, in ${partnership.name}`],
      [names.length === 1 ? 'Council' : 'Councils', formatList(names)],
      [
        'What you want to do',
        [{ text: report.ambition.name, bold: true }, { text: `. ${report.ambition.meaning}` }],
      ],
      ...(round.revealedAt ? [['Answers opened', formatInstantDay(round.revealedAt)]] : []),
      ['Report drawn up', formatDay(today)],
      ['Questions', `${framework.title}, version ${framework.version} of ${formatDay(framework.date)}`],
      ['Who may see this', sharedPaperSees(board)],
    ],
  }
}

const shownGroups: readonly GapGroup[] = ['ready', 'not-ready', 'differ', 'unknown', 'not-applicable']

function figures(board: Board): Block[] {
  const { report } = board
  const councils = councilsOn(board).length
  const shown = shownGroups.filter(
    (group) =>
      (group !== 'not-applicable' || report.groups[group] > 0) && (group !== 'differ' || councils > 1),
  )
  return [
    { kind: 'heading', level: 2, words: 'The answer in figures' },
    {
      kind: 'table',
      caption: 'How many statements are in each group',
      hasRowHeaders: true,
      columns: [
        { header: 'Group', width: 3 },
        { header: 'Statements', width: 1.6, isNumeric: true },
        { header: 'What it means', width: 6 },
      ],
      rows: shown.map((group) => [
        groupName(group, councils),
        String(report.groups[group]),
        groupMeaning(group, councils),
      ]),
    },
    ...(councils > 1
      ? [
          { kind: 'paragraph', words: agreementWords(report.agreement) } as const,
          { kind: 'paragraph', look: 'small', words: alphaWords(report.alpha) } as const,
        ]
      : []),
  ]
}

function gates(board: Board): Block[] {
  const { gatesNotMet, rows } = board.report
  if (!rows.some(({ statement }) => statement.gate)) return []
  const heading: Block = { kind: 'heading', level: 2, words: 'Gates' }
  if (gatesNotMet.length === 0)
    return [
      heading,
      {
        kind: 'callout',
        tone: 'note',
        title: 'Every gate is met',
        paragraphs: ['Nothing that must be settled first stands open.'],
      },
    ]
  return [
    heading,
    {
      kind: 'callout',
      tone: 'care',
      title: gatesNotMet.length === 1 ? 'One gate is not met' : `${gatesNotMet.length} gates are not met`,
      paragraphs: [
        'A gate must be met before you go ahead. No other answer makes up for it.',
        ...gatesNotMet.map((row) => [
          { text: `${row.statement.number} ${row.statement.statement} `, bold: true },
          { text: rowFinding(row, councilIn(board)) },
        ]),
      ],
    },
  ]
}

const firstRows = 10

function firstTalks(board: Board): Block[] {
  const all = conversations(board.report)
  const heading: Block = { kind: 'heading', level: 2, words: 'Talk about these first' }
  if (all.length === 0)
    return [heading, { kind: 'paragraph', words: 'There is nothing that you must talk about first.' }]
  const rows = all.slice(0, firstRows)
  return [
    heading,
    {
      kind: 'paragraph',
      words: `${formatCount(all.length, 'statement')} ${all.length === 1 ? 'needs' : 'need'} a conversation or some work. ${rows.length < all.length ? `These are the first ${rows.length}. ` : ''}The agenda has a card for each.`,
    },
    {
      kind: 'table',
      caption: 'Widest gap first, counted by how much it matters',
      hasRowHeaders: true,
      columns: [
        { header: 'Statement', width: 5 },
        { header: 'In words', width: 4 },
        { header: 'Level needed', width: 1.2, isNumeric: true },
      ],
      rows: rows.map((row) => [
        `${row.statement.number} ${row.statement.statement}`,
        `${rowFinding(row, councilIn(board))} ${gateWordsOf(row.gap.gate, row.gap.gateMet)}`.trim(),
        String(row.needed),
      ]),
    },
  ]
}

function gateWordsOf(gate: boolean, met: boolean | null): string {
  return gate && met === false ? 'A gate, not met.' : ''
}

/** What was talked about and who does what: the part that a later reader looks for first. */
function cameOfIt(board: Board): Block[] {
  const inOrder = [...board.report.rows].sort((a, b) => a.index - b.index)
  const talked = inOrder.flatMap(({ statement }) => {
    const found = board.conversations.find(({ item }) => item === statement.id)
    return found ? [{ statement, found }] : []
  })
  const actions = inOrder.flatMap(({ statement }) =>
    board.actions.filter(({ item }) => item === statement.id).map((action) => ({ statement, action })),
  )
  if (talked.length === 0 && actions.length === 0) return []
  return [
    { kind: 'heading', level: 2, words: 'What has come of it so far' },
    ...(talked.length > 0
      ? [
          {
            kind: 'table',
            caption: 'Conversations held',
            hasRowHeaders: true,
            columns: [
              { header: 'Statement', width: 1.4 },
              { header: 'How it ended', width: 2.6 },
              { header: 'What was agreed', width: 6 },
              { header: 'Talked on', width: 2 },
            ],
            rows: talked.map(({ statement, found }) => [
              statement.number,
              outcomeWords[found.outcome],
              found.summary,
              found.heldOn ? formatDay(found.heldOn) : 'Not recorded',
            ]),
          } as const,
        ]
      : []),
    ...(actions.length > 0
      ? [
          {
            kind: 'table',
            caption: 'Actions',
            hasRowHeaders: true,
            columns: [
              { header: 'Statement', width: 1.4 },
              { header: 'What will be done', width: 5 },
              { header: 'Owner', width: 2.6 },
              { header: 'Due', width: 2 },
              { header: 'Done', width: 2 },
            ],
            rows: actions.map(({ statement, action }) => [
              statement.number,
              action.what,
              `${action.owner}, ${councilIn(board)(action.ownerCouncil)}`,
              formatDay(action.dueOn),
              action.doneOn ? formatDay(action.doneOn) : 'Not yet',
            ]),
          } as const,
        ]
      : []),
  ]
}
