import {
  areaOf,
  neededLevel,
  type Ambition,
  type Area,
  type Framework,
  type LevelNumber,
  type Statement,
} from '#content/framework.ts'
import { advise } from '#engine/advice.ts'
import { varietyBlockers, type VarietyBlocker } from '#engine/agreement.ts'
import { krippendorffAlpha } from '#engine/concordance.ts'
import {
  agreementCounts,
  compareGaps,
  statementGap,
  type AgreementCounts,
  type GapGroup,
  type StatementGap,
} from '#engine/gap.ts'
import type { AuthorityCode } from '#platform/id.ts'
import type { AgreedAnswer } from './answer.ts'
import { statementsAsked, type ReadinessTerms } from './terms.ts'

/** One council's opened answer to one statement. */
export type OpenedReading = {
  readonly council: AuthorityCode
  readonly item: string
  readonly answer: AgreedAnswer
}

/** One row of the gap board: a statement, what each council said, and how far apart that is. */
export type GapRow = {
  readonly statement: Statement
  readonly area: Area
  readonly index: number
  readonly needed: LevelNumber
  readonly answers: readonly { readonly council: AuthorityCode; readonly answer: AgreedAnswer }[]
  readonly gap: StatementGap
}

/** What the board advises. It may say that they are not ready, or that they should share less. */
export type Advice =
  | { readonly type: 'ready' }
  | { readonly type: 'talk-first'; readonly conversations: number }
  | { readonly type: 'share-less'; readonly gatesNotMet: number; readonly instead: Ambition }
  | { readonly type: 'not-ready'; readonly gatesNotMet: number }

export type AlphaFinding =
  | { readonly type: 'alpha'; readonly alpha: number }
  | { readonly type: 'refused'; readonly because: readonly VarietyBlocker[] }

export type GapReport = {
  readonly ambition: Ambition
  /** Widest gap times importance first. */
  readonly rows: readonly GapRow[]
  readonly groups: Readonly<Record<GapGroup, number>>
  readonly gatesNotMet: readonly GapRow[]
  readonly agreement: AgreementCounts
  /** Krippendorff's ordinal alpha, or why there is too little variety to give one. */
  readonly alpha: AlphaFinding
  /** Areas in which every statement is agreed and ready, and areas in which some are seen differently or not known. */
  readonly areasReady: readonly Area[]
  readonly areasApart: readonly Area[]
  readonly advice: Advice
}

/** Draws up the gap board. Pure: the same answers and the same framework always give the same board. */
export function gapReport(
  framework: Framework,
  terms: ReadinessTerms,
  councils: readonly AuthorityCode[],
  opened: readonly OpenedReading[],
): GapReport {
  const ambition = framework.ambitions.find(({ id }) => id === terms.ambition)
  if (!ambition) throw new Error(`The framework has no ambition ${terms.ambition}.`)
  const given: Given = {
    framework,
    councils,
    asked: statementsAsked(framework, terms),
    answers: new Map(opened.map(({ council, item, answer }) => [placeOfAnswer(council, item), answer])),
  }
  const inOrder = rowsFor(given, ambition.id)
  const rows = [...inOrder].sort((a, b) => compareGaps(placeOf(a), placeOf(b)))
  const gatesNotMet = rows.filter(({ gap }) => gap.gateMet === false)
  const readings = inOrder.map(({ answers }) => answers.map(({ answer }) => answer.reading))
  return {
    ambition,
    rows,
    groups: countGroups(rows),
    gatesNotMet,
    agreement: agreementCounts(readings),
    alpha: agreementBetween(councils, inOrder),
    areasReady: areasWhere(framework, rows, (own) => own.every(({ gap }) => gap.group === 'ready')),
    areasApart: areasWhere(framework, rows, (own) =>
      own.some(({ gap }) => gap.group === 'differ' || gap.group === 'unknown'),
    ),
    advice: adviceFrom(given, ambition, rows),
  }
}

/** What a board is drawn up from, with the answers where they are found at once: they are asked for once an ambition. */
type Given = {
  readonly framework: Framework
  readonly asked: readonly Statement[]
  readonly councils: readonly AuthorityCode[]
  readonly answers: ReadonlyMap<string, AgreedAnswer>
}

function placeOfAnswer(council: AuthorityCode, item: string): string {
  return `${council}|${item}`
}

function rowsFor({ framework, asked, councils, answers: given }: Given, ambition: string): GapRow[] {
  return asked.flatMap((statement, index) => {
    const area = areaOf(framework, statement.id)
    const needed = neededLevel(framework, ambition, statement.id)
    const answers = councils.flatMap((council) => {
      const answer = given.get(placeOfAnswer(council, statement.id))
      return answer ? [{ council, answer }] : []
    })
    if (!area || !needed || answers.length === 0) return []
    const gap = statementGap({
      answers: answers.map(({ council, answer }) => ({
        council,
        answer: answer.reading,
        importance: answer.importance,
      })),
      needed,
      gate: statement.gate,
    })
    return [{ statement, area, index, needed, answers, gap }]
  })
}

function placeOf(row: GapRow) {
  return { priority: row.gap.priority, gate: row.statement.gate, index: row.index }
}

function countGroups(rows: readonly GapRow[]): Record<GapGroup, number> {
  const counts: Record<GapGroup, number> = {
    unknown: 0,
    differ: 0,
    ready: 0,
    'not-ready': 0,
    'not-applicable': 0,
  }
  for (const { gap } of rows) counts[gap.group] += 1
  return counts
}

/** Councils as raters, statements as what they rate; a don't-know is a missing rating, never a low one. */
function agreementBetween(councils: readonly AuthorityCode[], rows: readonly GapRow[]): AlphaFinding {
  const ratings = councils.map((council) =>
    rows.map(({ answers }) => {
      const reading = answers.find((answer) => answer.council === council)?.answer.reading
      return reading?.kind === 'level' ? reading.level : null
    }),
  )
  const because = varietyBlockers(ratings)
  if (because.length > 0) return { type: 'refused', because }
  const found = krippendorffAlpha(ratings, 'ordinal')
  return found.kind === 'alpha' ? { type: 'alpha', alpha: found.alpha } : { type: 'refused', because: [] }
}

function areasWhere(framework: Framework, rows: readonly GapRow[], test: (own: GapRow[]) => boolean): Area[] {
  return framework.areas.filter((area) => {
    const own = rows.filter((row) => row.area.id === area.id)
    return own.length > 0 && test(own)
  })
}

/**
 * With a gate not met the councils are not ready for what they chose. If a smaller ambition would have all its gates met, it
 * is named: share less. The framework lists ambitions from the smallest to the largest.
 */
function adviceFrom(given: Given, ambition: Ambition, rows: readonly GapRow[]): Advice {
  const { framework } = given
  const chosen = framework.ambitions.findIndex(({ id }) => id === ambition.id)
  const upTo = framework.ambitions.slice(0, chosen).map(({ id }) => rowsFor(given, id))
  const advice = advise(
    [...upTo, rows].map((each) => each.map(({ gap }) => gap)),
    chosen,
  )
  if (advice.type !== 'share-less') return advice
  return { ...advice, instead: framework.ambitions[advice.instead] ?? ambition }
}

/** The rows worth a conversation, widest first: those that are not simply agreed and ready. */
export function conversations(report: GapReport): GapRow[] {
  return report.rows.filter(
    ({ gap }) => gap.group !== 'ready' && gap.group !== 'not-applicable' && gap.priority > 0,
  )
}
