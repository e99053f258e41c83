import { advise, type AmbitionAdvice } from '#engine/advice.ts'
import { demand, demandDistinct } from '#engine/bad-input.ts'
import {
  compareGaps,
  statementGap,
  type Importance,
  type Level,
  type LevelAnswer,
  type StatementGap,
} from '#engine/gap.ts'

/** A statement as the quick check needs it: whether it is a gate, and the level each ambition needs, smallest first. */
export type QuickStatement = {
  readonly id: string
  readonly gate: boolean
  readonly needs: readonly Level[]
}

export type QuickAnswer = { readonly statement: string; readonly answer: LevelAnswer }

export type QuickRow = {
  readonly statement: QuickStatement
  readonly answer: LevelAnswer
  readonly gap: StatementGap
}

/** What one council's answers come to. Statements that were not asked count nowhere. */
export type QuickResult = {
  /** Those answered, what most needs talk first. */
  readonly rows: readonly QuickRow[]
  /** Those asked and not answered, in the order asked. */
  readonly open: readonly string[]
  readonly ready: number
  readonly below: number
  readonly unknown: number
  readonly notApplicable: number
  /** The gates answered and not met, in the order of `rows`. */
  readonly gatesNotMet: readonly QuickRow[]
  /** Null until all that is asked is answered: a part of the answers advises nothing. */
  readonly advice: AmbitionAdvice | null
}

/** Nobody is asked how much a statement matters here, so all but the gates matter alike. */
const importance: Importance = 2

/**
 * Holds the answers of one council against what its ambition needs: the rule of the gap board with one council on it.
 * `asked` are the statements of the set chosen; answers to others are left out.
 *
 * Throws `BadInput` for a statement asked twice, one answered twice, or an ambition that some statement does not know.
 * O(n log n) for n statements asked, times ambitions.
 */
export function quickCheck(
  asked: readonly QuickStatement[],
  answers: readonly QuickAnswer[],
  ambition: number,
): QuickResult {
  demandDistinct(
    asked.map(({ id }) => id),
    'asked',
  )
  demandDistinct(
    answers.map(({ statement }) => statement),
    'answers',
  )
  const given = new Map(answers.map(({ statement, answer }) => [statement, answer]))
  const inOrder = rowsUnder(asked, given, ambition)
  const rows = inOrder
    .map((row, index) => ({ row, place: { priority: row.gap.priority, gate: row.statement.gate, index } }))
    .sort((a, b) => compareGaps(a.place, b.place))
    .map(({ row }) => row)
  const open = asked.filter(({ id }) => !given.has(id)).map(({ id }) => id)
  const count = (group: StatementGap['group']): number => rows.filter(({ gap }) => gap.group === group).length
  return {
    rows,
    open,
    ready: count('ready'),
    below: count('not-ready'),
    unknown: count('unknown'),
    notApplicable: count('not-applicable'),
    gatesNotMet: rows.filter(({ gap }) => gap.gateMet === false),
    advice: open.length > 0 || rows.length === 0 ? null : adviceOn(asked, given, ambition),
  }
}

function rowsUnder(
  asked: readonly QuickStatement[],
  given: ReadonlyMap<string, LevelAnswer>,
  ambition: number,
): QuickRow[] {
  return asked.flatMap((statement) => {
    const answer = given.get(statement.id)
    const needed = statement.needs[ambition]
    demand(needed !== undefined, 'ambition', `is not one that "${statement.id}" knows the needs of`)
    if (!answer) return []
    const gap = statementGap({
      answers: [{ council: 'own', answer, importance }],
      needed,
      gate: statement.gate,
    })
    return [{ statement, answer, gap }]
  })
}

function adviceOn(
  asked: readonly QuickStatement[],
  given: ReadonlyMap<string, LevelAnswer>,
  ambition: number,
): AmbitionAdvice {
  const upTo = Array.from({ length: ambition + 1 }, (_, each) =>
    rowsUnder(asked, given, each).map(({ gap }) => gap),
  )
  return advise(upTo, ambition)
}
