import { areaOf, type Area, type Statement } from '#content/framework.ts'
import {
  approveSealBlockers,
  breakSealBlockers,
  consentBlockers,
  presentParties,
  revealBlockers,
  sealBlockers,
  type Refusal,
  type Round,
} from '#modules/round/index.ts'
import type { CouncilViewer, Viewer } from '#platform/viewer.ts'
import { agreedFaults, agreedAnswer, doubtsAbout, emptyDraft, readingOf, type Draft } from './answer.ts'
import { agreedStatus, nextStatement, officeStatus, type TaskStatus } from './progress.ts'
import type { OwnAnswers, RoundView } from './queries.ts'

/** What a person does in a round: the council's answers, an office's, staff's, or reads. */
export type Part = 'agrees' | 'answers' | 'staff' | 'approves' | 'reads' | 'manages'

export function partOf(viewer: Viewer): Part {
  if (viewer.council === null) return 'manages'
  if (viewer.role === 'lead' || viewer.role === 'deputy') return 'agrees'
  if (viewer.role === 'approver') return 'approves'
  if (viewer.role === 'contributor')
    return viewer.office === 'staff' ? 'staff' : viewer.office ? 'answers' : 'reads'
  return 'reads'
}

/** Whether the viewer's council is in this round at all: a partnership may run one between some of its councils. */
export function isOutside(round: Round, viewer: Viewer): boolean {
  return viewer.council !== null && !round.parties.some(({ council }) => council === viewer.council)
}

/** The statements that somebody in this part is asked: an office its own first, then the rest; staff those for staff. */
export function statementsFor(view: RoundView, viewer: Viewer): readonly Statement[] {
  const { statements } = view
  if (partOf(viewer) === 'staff') return statements.filter(({ offices }) => offices.includes('staff'))
  if (partOf(viewer) === 'answers')
    return statements.filter(({ offices }) => viewer.office !== null && offices.includes(viewer.office))
  return statements
}

export type Task = { readonly statement: Statement; readonly status: TaskStatus; readonly offices: number }

/** Each statement and how far it has come, for whoever agrees or answers. */
export function tasksFor(own: OwnAnswers, viewer: CouncilViewer): Task[] {
  const agrees = partOf(viewer) !== 'answers'
  return statementsFor(own, viewer).map((statement) => {
    const answered = own.offices.filter(({ item }) => item === statement.id)
    const agreed = own.agreed.find(({ item }) => item === statement.id)?.draft
    const office = answered.find(({ holder }) => holder === viewer.person)?.draft
    return {
      statement,
      status: agrees ? agreedStatus(agreed, statement) : officeStatus(office),
      offices: answered.length,
    }
  })
}

export function firstOpen(tasks: readonly Task[]): Statement | null {
  return nextStatement(
    tasks.map(({ statement }) => statement),
    (statement) => tasks.find((task) => task.statement === statement)?.status ?? 'not-started',
  )
}

/** Things of statements, gathered under the areas of the framework and in its order. */
export function byArea<Row extends { readonly statement: Statement }>(
  view: RoundView,
  rows: readonly Row[],
): { area: Area; rows: Row[] }[] {
  return view.framework.areas.flatMap((area) => {
    const own = rows.filter(({ statement }) => areaOf(view.framework, statement.id)?.id === area.id)
    return own.length > 0 ? [{ area, rows: own }] : []
  })
}

/** One council's answer to one statement as the check page shows it. */
export function checked(
  own: OwnAnswers,
  statement: Statement,
): { draft: Draft; faults: ReturnType<typeof agreedFaults>; doubts: ReturnType<typeof doubtsAbout> } {
  const draft = own.agreed.find(({ item }) => item === statement.id)?.draft ?? emptyDraft
  const answer = draft.carried ? null : agreedAnswer(draft, statement)
  return {
    draft,
    faults: agreedFaults(draft, statement),
    doubts: answer ? doubtsAbout(answer, statement) : [],
  }
}

/** What the waiting room offers this person, by the same rules that the commands refuse with. */
export function waitingOffers(round: Round, viewer: CouncilViewer, now: Date) {
  const own = round.seals.own
  const asked = own !== null && own.sealedAt === null
  const blocked: Refusal[] = revealBlockers(round, viewer, now)
  return {
    blocked: round.state === 'open' ? blocked : [],
    canReveal: blocked.length === 0,
    canConsent: consentBlockers(round, viewer).length === 0,
    canApprove: asked && approveSealBlockers(round, viewer).length === 0,
    canDrop: asked && sealBlockers(round, viewer).length === 0,
    canBreak: breakSealBlockers(round, viewer, 'asked').length === 0,
  }
}

/** The other councils still in the round, by short name. */
export function othersIn(round: Round, council: string | null): string[] {
  return presentParties(round)
    .filter((party) => party.council !== council)
    .map(({ shortName }) => shortName)
}

/** How far apart the offices of one council are on a statement, in levels. */
export function officeSpread(drafts: readonly Draft[]): number {
  const levels = drafts.flatMap((draft) => {
    const reading = readingOf(draft)
    return reading?.kind === 'level' ? [reading.level] : []
  })
  return levels.length < 2 ? 0 : Math.max(...levels) - Math.min(...levels)
}
