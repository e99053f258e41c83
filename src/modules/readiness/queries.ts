import type { RoundId } from '#platform/id.ts'
import type { Kysely } from 'kysely'
import type { Framework, Statement } from '#content/framework.ts'
import { knownPartnershipFor, type Partnership, type PartnershipTables } from '#modules/partnership/index.ts'
import { namesOfPeople, type PeopleTables } from '#modules/people/index.ts'
import { openedAnswers, ownKey, type Round, type RoundTables } from '#modules/round/index.ts'
import { inTransaction } from '#platform/database.ts'
import { NotFound } from '#platform/errors.ts'
import { actsForCouncil, type CouncilViewer, type Viewer } from '#platform/viewer.ts'
import { carriedDraft } from './answer.ts'
import type { Conversation, ConversationAction, SecondLook } from './conversation.ts'
import { frameworkOf } from './framework-of.ts'
import type { GapReport } from './gap-report.ts'
import { asAnswer, openedReport } from './opened-report.ts'
import type { StaffCount } from './staff-count.ts'
import {
  actionsOf,
  conversationsOf,
  ownDrafts,
  readinessRound,
  secondLooksOf,
  staffCountsOf,
  type HeldDraft,
  type ReadinessDeps,
  type ReadinessTables,
  type ReadinessTrx,
} from './store.ts'
import { readinessTerms, statementsAsked, type ReadinessTerms } from './terms.ts'

/** A round with the questions it pinned. Everything a page of it needs to know before any answer. */
export type RoundView = {
  readonly partnership: Partnership
  readonly round: Round
  readonly framework: Framework
  readonly terms: ReadinessTerms
  readonly statements: readonly Statement[]
}

export async function roundFor(deps: ReadinessDeps, viewer: Viewer, id: RoundId): Promise<RoundView> {
  return inTransaction(deps.db, viewer, (trx) => roundWithin(trx, viewer, id))
}

/** The same, in the transaction of a page that goes on to read more. */
async function roundWithin(trx: ReadinessTrx, viewer: Viewer, id: RoundId): Promise<RoundView> {
  const round = await readinessRound(trx, viewer, id, { lock: false })
  const partnership = await knownPartnershipFor(
    trx.$pickTables<keyof PartnershipTables>(),
    viewer,
    round.partnership,
  )
  if (!partnership) throw new NotFound('No such partnership, or not yours.')
  const framework = await frameworkOf(trx.$pickTables<keyof RoundTables>(), viewer, round)
  const terms = readinessTerms(round.terms.client)
  return { partnership, round, framework, terms, statements: statementsAsked(framework, terms) }
}

/** What the viewer's own council has written so far, as far as the viewer may see it. */
export type OwnAnswers = RoundView & {
  readonly agreed: readonly HeldDraft[]
  readonly offices: readonly HeldDraft[]
  readonly note: { readonly text: string; readonly version: number }
  readonly staff: { readonly counts: Readonly<Record<string, StaffCount>>; readonly closedAt: Date } | null
}

/** One council's own answers: all of them, or those on one statement. Nobody else's can be among them. */
export async function ownAnswersFor(
  deps: ReadinessDeps,
  viewer: CouncilViewer,
  id: RoundId,
  item?: string,
): Promise<OwnAnswers> {
  return inTransaction(deps.db, viewer, (trx) => ownAnswersWithin(trx, viewer, deps, id, item))
}

/** Those on one statement, with the people of the council whose offices have answered it. */
export type OwnStatement = OwnAnswers & { readonly people: Awaited<ReturnType<typeof namesOfPeople>> }

export async function ownStatementFor(
  deps: ReadinessDeps,
  viewer: CouncilViewer,
  id: RoundId,
  item: string,
): Promise<OwnStatement> {
  return inTransaction(deps.db, viewer, async (trx) => {
    const own = await ownAnswersWithin(trx, viewer, deps, id, item)
    const named = trx.$pickTables<keyof PeopleTables>()
    const answering = own.offices.flatMap(({ holder }) => holder ?? [])
    const people = answering.length > 0 ? await namesOfPeople(named, viewer, viewer.council, answering) : []
    return { ...own, people }
  })
}

async function ownAnswersWithin(
  trx: ReadinessTrx,
  viewer: CouncilViewer,
  { instanceKey }: Pick<ReadinessDeps, 'instanceKey'>,
  id: RoundId,
  item?: string,
): Promise<OwnAnswers> {
  const view = await roundWithin(trx, viewer, id)
  const db = trx.$pickTables<keyof RoundTables>()
  const key = await ownKey(db, viewer, view.round, instanceKey)
  const { saved, offices, note } = await ownDrafts(db, viewer, key, view.round, item)
  const agreed =
    leads(viewer) || saved.length > 0 ? await withCarried(db, viewer, view.round, saved, item) : saved
  const staff = await staffCountsOf(trx.$pickTables<keyof ReadinessTables>(), viewer, id)
  return { ...view, agreed, offices, note, staff }
}

/** In a repeat, what the council agreed last time stands where nothing has been saved yet, marked as carried. */
async function withCarried(
  db: Kysely<RoundTables>,
  viewer: CouncilViewer,
  round: Round,
  saved: readonly HeldDraft[],
  item?: string,
): Promise<readonly HeldDraft[]> {
  if (round.previous === null) return saved
  const earlier = (await openedAnswers(db, viewer, round.previous)).filter(
    (answer) =>
      answer.council === viewer.council &&
      (item === undefined || answer.item === item) &&
      !saved.some((draft) => draft.item === answer.item),
  )
  return [
    ...saved,
    ...earlier.map((answer) => ({
      item: answer.item,
      holder: null,
      version: 0,
      draft: carriedDraft(asAnswer(answer.content)),
    })),
  ]
}

/** Everything on the gap board and its cards, for those to whom the round is open. */
export type Board = RoundView & {
  readonly report: GapReport
  readonly conversations: readonly Conversation[]
  readonly actions: readonly ConversationAction[]
  readonly secondLooks: readonly SecondLook[]
}

/** The gap board, or null while nothing has been opened to this viewer. */
export async function gapBoardFor(deps: ReadinessDeps, viewer: Viewer, id: RoundId): Promise<Board | null> {
  return inTransaction(deps.db, viewer, async (trx) => {
    const view = await roundWithin(trx, viewer, id)
    const report = await openedReport(trx.$pickTables<keyof RoundTables>(), viewer, view)
    if (report === null) return null
    const own = trx.$pickTables<keyof ReadinessTables>()
    const conversations = await conversationsOf(own, id)
    const actions = await actionsOf(own, id)
    return { ...view, report, conversations, actions, secondLooks: await secondLooksOf(own, id) }
  })
}

/** Whether the viewer may write their council's agreed answers. */
export function leads(viewer: Viewer): boolean {
  return actsForCouncil(viewer) && (viewer.role === 'lead' || viewer.role === 'deputy')
}
