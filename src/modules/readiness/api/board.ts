import type { FastifyInstance } from 'fastify'
import { Type, type Static } from 'typebox'
import { operation } from '#platform/api.ts'
import { NotFound } from '#platform/errors.ts'
import type { CouncilViewer } from '#platform/viewer.ts'
import { headline } from '../headline.ts'
import type { GapRow } from '../gap-report.ts'
import { movements } from '../movement.ts'
import type { ReadinessPages } from '../pages.ts'
import { gapBoardFor, type Board as Opened } from '../queries.ts'
import { rowFinding } from '../row-words.ts'
import { adviceWords, agreementWords, alphaWords, headlineWords } from '../text.ts'
import { byRound, OpenedAnswer, openedAnswer, readings, readingText, viewOf } from './parts.ts'

const tag = 'Board'
const count = Type.Integer({ minimum: 0 })
const codes = Type.Array(Type.String())
const finding = Type.Object({ type: Type.String(), says: Type.String() })

const BoardRow = Type.Object(
  {
    item: Type.String(),
    number: Type.String(),
    statement: Type.String(),
    area: Type.String(),
    gate: Type.Boolean(),
    gateMet: Type.Union([Type.Boolean(), Type.Null()], { description: 'Null when it is no gate.' }),
    needed: Type.Integer({ minimum: 1, maximum: 5, description: 'The level that the ambition needs.' }),
    group: Type.Enum(['unknown', 'differ', 'ready', 'not-ready', 'not-applicable']),
    says: Type.String(),
    spread: Type.Integer({ description: 'Highest level minus lowest.' }),
    gap: Type.Integer({ description: 'The larger of the spread and the way to the level needed.' }),
    importance: Type.Integer({ description: 'The highest that any council gave.' }),
    priority: Type.Integer({ description: 'Importance times gap: rows stand in this order.' }),
    unknown: codes,
    notApplicable: codes,
    belowNeeded: codes,
    answers: Type.Array(Type.Object({ council: Type.String(), answer: OpenedAnswer })),
  },
  { title: 'BoardRow' },
)

const Board = Type.Object(
  {
    ambition: Type.Object({ id: Type.String(), letter: Type.String(), name: Type.String() }),
    headline: finding,
    advice: Type.Object({
      ...finding.properties,
      gatesNotMet: Type.Integer(),
      instead: Type.Union([Type.String(), Type.Null()], { description: 'The id of a smaller ambition.' }),
    }),
    groups: Type.Object({
      unknown: count,
      differ: count,
      ready: count,
      'not-ready': count,
      'not-applicable': count,
    }),
    gatesNotMet: Type.Array(Type.String(), { description: 'Ids of statements.' }),
    agreement: Type.Object({
      statements: count,
      same: count,
      withinOne: count,
      twoOrMore: count,
      unknown: count,
      says: Type.String(),
    }),
    alpha: Type.Object({
      value: Type.Union([Type.Number(), Type.Null()], {
        description: 'Krippendorff’s ordinal alpha; null where the answers vary too little for one.',
      }),
      because: Type.Array(Type.Object({ type: Type.String() }), { description: 'Why there is none.' }),
      says: Type.String(),
    }),
    areasReady: codes,
    areasApart: codes,
    rows: Type.Array(BoardRow),
  },
  { title: 'Board' },
)

/** What is open once all answers are: the gap board, the answers and the movement. */
export function boardApi(app: FastifyInstance, deps: ReadinessPages): void {
  operation(
    app,
    'read',
    {
      id: 'getBoard',
      method: 'GET',
      path: '/rounds/:round/board',
      tag,
      summary: 'The gap board',
      about: 'There is none before the answers open. No overall figure is given, because none would be true.',
      params: byRound,
      answer: Board,
    },
    async (viewer, { params }) => ({ body: shownBoard(await boardOf(deps, viewer, params.round)) }),
  )
  openedApi(app, deps)
  movementApi(app, deps)
}

export async function boardOf(deps: ReadinessPages, viewer: CouncilViewer, text: string): Promise<Opened> {
  const { round } = await viewOf(deps, viewer, text)
  const board = await gapBoardFor(deps, viewer, round.id)
  if (!board) throw new NotFound('Nothing has been opened yet.')
  return board
}

function shownBoard(board: Opened): Static<typeof Board> {
  const { report, round } = board
  const { ambition, advice, alpha, agreement } = report
  const councils = new Set(report.rows.flatMap(({ answers }) => answers.map(({ council }) => council)))
  const found = headline(report, councils.size)
  const nameOf = (council: string) =>
    round.parties.find((party) => party.council === council)?.shortName ?? council
  return {
    ambition: { id: ambition.id, letter: ambition.letter, name: ambition.name },
    headline: { type: found.type, says: headlineWords(found) },
    advice: {
      type: advice.type,
      says: adviceWords(advice, ambition.name),
      gatesNotMet: report.gatesNotMet.length,
      instead: advice.type === 'share-less' ? advice.instead.id : null,
    },
    groups: report.groups,
    gatesNotMet: report.gatesNotMet.map(({ statement }) => statement.id),
    agreement: { ...agreement, says: agreementWords(agreement) },
    alpha: {
      value: alpha.type === 'alpha' ? alpha.alpha : null,
      because: alpha.type === 'refused' ? alpha.because.map(({ type }) => ({ type })) : [],
      says: alphaWords(alpha),
    },
    areasReady: report.areasReady.map(({ id }) => id),
    areasApart: report.areasApart.map(({ id }) => id),
    rows: report.rows.map((row) => shownRow(row, nameOf)),
  }
}

function shownRow(row: GapRow, nameOf: (council: string) => string): Static<typeof BoardRow> {
  const { statement, area, needed, gap, answers } = row
  const { group, gateMet, spread, importance, priority } = gap
  return {
    item: statement.id,
    number: statement.number,
    statement: statement.statement,
    area: area.id,
    gate: statement.gate,
    gateMet,
    needed,
    group,
    says: rowFinding(row, nameOf),
    spread,
    gap: gap.gap,
    importance,
    priority,
    unknown: [...gap.unknown],
    notApplicable: [...gap.notApplicable],
    belowNeeded: [...gap.belowNeeded],
    answers: answers.map(({ council, answer }) => ({ council, answer: openedAnswer(answer) })),
  }
}

function openedApi(app: FastifyInstance, deps: ReadinessPages): void {
  operation(
    app,
    'read',
    {
      id: 'listOpened',
      method: 'GET',
      path: '/rounds/:round/opened',
      tag,
      summary: 'Every opened answer of every council, in the framework’s order',
      params: byRound,
      answer: Type.Object(
        {
          items: Type.Array(
            Type.Object({ item: Type.String(), council: Type.String(), answer: OpenedAnswer }),
          ),
        },
        { title: 'OpenedList' },
      ),
    },
    async (viewer, { params }) => {
      const { report } = await boardOf(deps, viewer, params.round)
      const rows = report.rows.toSorted((a, b) => a.index - b.index)
      return {
        body: {
          items: rows.flatMap(({ statement, answers }) =>
            answers.map(({ council, answer }) => ({
              item: statement.id,
              council,
              answer: openedAnswer(answer),
            })),
          ),
        },
      }
    },
  )
}

const Movement = Type.Object(
  {
    item: Type.String(),
    number: Type.String(),
    council: Type.String(),
    was: Type.Enum([...readings]),
    is: Type.Enum([...readings]),
    steps: Type.Union([Type.Integer(), Type.Null()], {
      description: 'Levels up or down; null where one is no level.',
    }),
  },
  { title: 'Movement' },
)

function movementApi(app: FastifyInstance, deps: ReadinessPages): void {
  operation(
    app,
    'read',
    {
      id: 'listMovements',
      method: 'GET',
      path: '/rounds/:round/movement',
      tag,
      summary: 'What moved since the round before, the largest first',
      params: byRound,
      answer: Type.Object({ items: Type.Array(Movement) }, { title: 'MovementList' }),
    },
    async (viewer, { params }) => {
      const board = await boardOf(deps, viewer, params.round)
      const earlier = board.round.previous && (await gapBoardFor(deps, viewer, board.round.previous))
      if (!earlier) throw new NotFound('There is no earlier round to compare with.')
      return {
        body: {
          items: movements(earlier.report, board.report).map(({ item, number, council, was, is, steps }) => ({
            item,
            number,
            council,
            was: readingText(was),
            is: readingText(is),
            steps,
          })),
        },
      }
    },
  )
}
