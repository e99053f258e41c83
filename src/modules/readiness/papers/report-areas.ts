import type { Block } from '#platform/document.ts'
import { formatInstantDay } from '#ui/format.ts'
import type { GapRow } from '../gap-report.ts'
import type { Board } from '../queries.ts'
import { rowFinding } from '../row-words.ts'
import { outcomeWords } from '../text.ts'
import { councilIn, councilsOn, gateWords, groupName, levelNamesOf, restsOn, saidIn } from './paper-words.ts'

/** Every statement in the framework's order: the finding, what each council said and why, and what came of it. */
export function areaBlocks(board: Board): Block[] {
  return board.framework.areas.flatMap((area) => {
    const rows = board.report.rows.filter((row) => row.area.id === area.id).sort((a, b) => a.index - b.index)
    const [first] = rows
    if (!first) return []
    return [
      { kind: 'heading', level: 3, words: `${area.number}. ${area.name}` } as const,
      {
        kind: 'paragraph',
        words: `${area.summary} You need level ${first.needed}, ${(levelNamesOf(board)[first.needed - 1] ?? '').toLowerCase()}, here.`,
      } as const,
      ...rows.flatMap((row) => statementBlocks(board, row)),
    ]
  })
}

function statementBlocks(board: Board, row: GapRow): Block[] {
  const { statement, gap } = row
  const councils = councilsOn(board).length
  return [
    { kind: 'heading', level: 4, words: `${statement.number} ${statement.statement}` },
    {
      kind: 'paragraph',
      words: [
        { text: `${groupName(gap.group, councils)}. `, bold: true },
        { text: `${rowFinding(row, councilIn(board))} ${gateWords(gap.gate, gap.gateMet)}`.trim() },
      ],
    },
    answersTable(board, row),
    ...secondLooks(board, row),
    ...conversation(board, row),
  ]
}

/** What each council said on one statement, and why. The agenda uses it too. */
export function answersTable(board: Board, row: GapRow): Block {
  const said = saidIn(board)
  return {
    kind: 'table',
    caption: `What each council said on ${row.statement.number}`,
    hasRowHeaders: true,
    columns: [
      { header: 'Council', width: 2 },
      { header: 'Answer', width: 2.2 },
      { header: 'Why', width: 5 },
      { header: 'What it rests on', width: 3.4 },
    ],
    rows: row.answers.map(({ council, answer }) => [
      councilIn(board)(council),
      said(answer.reading),
      answer.reason,
      restsOn(answer),
    ]),
  }
}

/** What councils said after the conversation; the first answers stay above. */
export function secondLooks(board: Board, row: GapRow): Block[] {
  const own = board.secondLooks.filter(({ item }) => item === row.statement.id)
  if (own.length === 0) return []
  const said = saidIn(board)
  return [
    {
      kind: 'paragraph',
      words: 'After talking, they looked again. The first answers above stay as they were.',
    },
    {
      kind: 'list',
      marker: 'bullet',
      items: own.map(({ council, answer, recordedAt }) => [
        { text: councilIn(board)(council), bold: true },
        {
          text: `, ${formatInstantDay(recordedAt)}: ${said(answer.reading).toLowerCase()}. ${answer.reason}`,
        },
      ]),
    },
  ]
}

function conversation(board: Board, row: GapRow): Block[] {
  const talked = board.conversations.find(({ item }) => item === row.statement.id)
  if (!talked) return []
  return [
    {
      kind: 'paragraph',
      words: [{ text: `${outcomeWords[talked.outcome]}. `, bold: true }, { text: talked.summary }],
    },
  ]
}
