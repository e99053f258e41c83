import { randomUUID } from '#platform/chance.ts'
import { findStatement, type Statement } from '#content/framework.ts'
import type { Refusal, Round, RoundTables } from '#modules/round/index.ts'
import { inTransaction } from '#platform/database.ts'
import { NotFound } from '#platform/errors.ts'
import type { AuthorityCode, RoundId } from '#platform/id.ts'
import { append } from '#platform/record.ts'
import type { CouncilViewer } from '#platform/viewer.ts'
import { agreedAnswer, agreedFaults, emptyDraft, type AnswerFault, type Draft } from './answer.ts'
import type { Conversation, ConversationOutcome } from './conversation.ts'
import { frameworkOf } from './framework-of.ts'
import {
  conversationsOf,
  readinessRound,
  secondLooksOf,
  type ReadinessDeps,
  type ReadinessTables,
  type ReadinessTrx,
} from './store.ts'

type Refused = { readonly refused: readonly Refusal[] }

/** After the reveal, and only for those who lead: why nothing may be recorded. */
function recordBlockers(round: Round, by: CouncilViewer): Refusal[] {
  const refusals: Refusal[] = []
  if (round.state !== 'revealed') refusals.push({ type: 'not-now', state: round.state, action: 'archive' })
  if (!round.parties.some(({ council }) => council === by.council)) refusals.push({ type: 'not-a-party' })
  if (by.role !== 'lead' && by.role !== 'deputy') refusals.push({ type: 'role', needs: ['lead', 'deputy'] })
  return refusals
}

async function statementIn(
  trx: ReadinessTrx,
  by: CouncilViewer,
  round: Round,
  item: string,
): Promise<Statement> {
  const statement = findStatement(await frameworkOf(trx.$pickTables<keyof RoundTables>(), by, round), item)
  if (!statement) throw new NotFound('No such statement.')
  return statement
}

/** Records how a conversation ended. Two people recording at once: the second is shown what the first wrote. */
export async function recordConversation(
  deps: ReadinessDeps,
  by: CouncilViewer,
  at: {
    round: RoundId
    item: string
    seen: number
    outcome: ConversationOutcome
    summary: string
    heldOn: string | null
  },
): Promise<{ saved: true } | { conflict: Conversation } | Refused> {
  return inTransaction(deps.db, by, async (trx) => {
    const round = await readinessRound(trx, by, at.round)
    const refused = recordBlockers(round, by)
    if (refused.length > 0) return { refused }
    await statementIn(trx, by, round, at.item)
    const db = trx.$pickTables<keyof ReadinessTables>()
    const standing = (await conversationsOf(db, round.id)).find(({ item }) => item === at.item)
    if (standing && standing.version !== at.seen) return { conflict: standing }
    const row = {
      outcome: at.outcome,
      summary: at.summary,
      held_on: at.heldOn,
      recorded_by: by.person,
      recorded_for: by.council,
      recorded_at: by.now,
      version: at.seen + 1,
    }
    await db
      .insertInto('readiness_conversation')
      .values({ partnership_id: round.partnership, round_id: round.id, item: at.item, ...row })
      .onConflict((conflict) => conflict.columns(['partnership_id', 'round_id', 'item']).doUpdateSet(row))
      .execute()
    await append(
      trx,
      by,
      { partnership: round.partnership },
      {
        event: 'readiness.conversation-recorded',
        facts: { round: round.id, item: at.item, outcome: at.outcome },
      },
    )
    return { saved: true }
  })
}

/** Adds an action to a conversation: what, by whom, by when. */
export async function addAction(
  deps: ReadinessDeps,
  by: CouncilViewer,
  at: {
    round: RoundId
    item: string
    what: string
    owner: string
    ownerCouncil: AuthorityCode
    dueOn: string
    doneOn?: string | null
  },
): Promise<{ saved: true } | Refused> {
  return inTransaction(deps.db, by, async (trx) => {
    const round = await readinessRound(trx, by, at.round)
    const refused = recordBlockers(round, by)
    if (refused.length > 0) return { refused }
    await statementIn(trx, by, round, at.item)
    if (!round.parties.some(({ council }) => council === at.ownerCouncil))
      throw new NotFound('No such council in this round.')
    await trx
      .insertInto('readiness_action')
      .values({
        partnership_id: round.partnership,
        round_id: round.id,
        id: randomUUID(),
        item: at.item,
        what: at.what,
        owner: at.owner,
        owner_council: at.ownerCouncil,
        due_on: at.dueOn,
        done_on: at.doneOn ?? null,
        recorded_by: by.person,
        recorded_at: by.now,
      })
      .execute()
    await append(
      trx,
      by,
      { partnership: round.partnership },
      {
        event: 'readiness.action-added',
        facts: { round: round.id, item: at.item, due: at.dueOn },
      },
    )
    return { saved: true }
  })
}

/** Says that an action is done, or that it is not after all. */
export async function markAction(
  deps: ReadinessDeps,
  by: CouncilViewer,
  at: { round: RoundId; action: string; doneOn: string | null },
): Promise<{ saved: true } | Refused> {
  return inTransaction(deps.db, by, async (trx) => {
    const round = await readinessRound(trx, by, at.round)
    const refused = recordBlockers(round, by)
    if (refused.length > 0) return { refused }
    const changed = await trx
      .updateTable('readiness_action')
      .set({ done_on: at.doneOn })
      .where('round_id', '=', round.id)
      .where('id', '=', at.action)
      .executeTakeFirst()
    if (changed.numUpdatedRows === 0n) throw new NotFound('No such action.')
    await append(
      trx,
      by,
      { partnership: round.partnership },
      {
        event: at.doneOn ? 'readiness.action-done' : 'readiness.action-reopened',
        facts: { round: round.id },
      },
    )
    return { saved: true }
  })
}

/** Restates a council's answer after the conversation. The first answer stays; this one stands beside it, dated. */
export async function takeSecondLook(
  deps: ReadinessDeps,
  by: CouncilViewer,
  at: { round: RoundId; item: string; draft: Partial<Draft> },
): Promise<{ saved: true } | { faults: readonly AnswerFault[] } | Refused> {
  return inTransaction(deps.db, by, async (trx) => {
    const round = await readinessRound(trx, by, at.round)
    const refused = recordBlockers(round, by)
    if (refused.length > 0) return { refused }
    const statement = await statementIn(trx, by, round, at.item)
    const draft: Draft = { ...emptyDraft, ...at.draft }
    const answer = agreedAnswer(draft, statement)
    if (!answer) return { faults: agreedFaults(draft, statement) }
    const db = trx.$pickTables<keyof ReadinessTables>()
    const looks = await secondLooksOf(db, round.id)
    const number = looks.filter(({ item, council }) => item === at.item && council === by.council).length + 1
    await db
      .insertInto('readiness_second_look')
      .values({
        partnership_id: round.partnership,
        round_id: round.id,
        authority_code: by.council,
        item: at.item,
        number,
        answer: JSON.stringify(answer),
        recorded_by: by.person,
        recorded_at: by.now,
      })
      .execute()
    await append(
      trx,
      by,
      { partnership: round.partnership },
      {
        event: 'readiness.second-look-taken',
        facts: { round: round.id, item: at.item, number },
      },
    )
    return { saved: true }
  })
}
