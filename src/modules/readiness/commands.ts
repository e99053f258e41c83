import { frameworkSnapshot, type Framework, type Phase } from '#content/framework.ts'
import {
  offerTerms,
  ownKey,
  reveal,
  seal,
  startRound,
  type Outcome,
  type Receipt,
  type Refusal,
  type RevealRule,
  type Round,
  type RoundMode,
  type RoundTables,
  type TermsFault,
} from '#modules/round/index.ts'
import { inTransaction } from '#platform/database.ts'
import type { AuthorityCode, PartnershipId, RoundId } from '#platform/id.ts'
import type { CouncilViewer } from '#platform/viewer.ts'
import { agreedAnswer, agreedFaults, emptyDraft, type AgreedAnswer, type AnswerFault } from './answer.ts'
import { frameworkOf } from './framework-of.ts'
import { closeStaffWithin } from './staff-commands.ts'
import { agreedDrafts, client, readinessRound, type ReadinessDeps, type ReadinessTrx } from './store.ts'
import { readinessTerms, statementsAsked } from './terms.ts'

export type NewReadinessRound = {
  readonly partnership: PartnershipId
  readonly mode: RoundMode
  readonly title: string
  readonly parties: readonly AuthorityCode[]
  readonly ambition: string
  readonly phase: Phase | null
  readonly staff: boolean
  readonly reveal: RevealRule
  readonly deadline: string | null
  readonly showNames: boolean
  readonly secondApprover: boolean
  readonly managerSees: boolean
  readonly keepYears: number
  /** The round whose agreed answers are carried forward, to be reviewed. */
  readonly previous: RoundId | null
}

/** Starts a round and pins the framework as it is today. A private round needs nobody else, so it opens at once. */
export async function startReadiness(
  deps: ReadinessDeps,
  by: CouncilViewer,
  framework: Framework,
  wanted: NewReadinessRound,
): Promise<{ done: Round } | { faults: TermsFault[] } | { refused: readonly Refusal[] }> {
  const { partnership, mode, title, parties, previous, ambition, phase, staff, ...terms } = wanted
  return inTransaction(deps.db, by, async (trx) => {
    const started = await startRound(trx, by, {
      partnership,
      client,
      mode,
      title,
      snapshot: frameworkSnapshot(framework),
      terms: { ...terms, client: { ambition, phase, staff } },
      parties,
      previous,
    })
    if (!('done' in started) || mode !== 'private') return started
    return offerTerms(trx, by, started.done.id)
  })
}

/** A statement that still has no complete answer, and why. */
export type Incomplete = {
  readonly item: string
  readonly number: string
  readonly faults: readonly AnswerFault[]
}

export type SealOutcome =
  | { readonly done: Round; readonly receipt: Receipt }
  | { readonly refused: readonly Refusal[] }
  | { readonly incomplete: readonly Incomplete[] }

/**
 * Seals a council's agreed answers: every statement asked, none left open. Staff answers close with it. In a private round
 * there is nobody to wait for, so the council's own board opens at once.
 */
export async function sealReadiness(
  deps: ReadinessDeps,
  by: CouncilViewer,
  id: RoundId,
): Promise<SealOutcome> {
  return inTransaction(deps.db, by, async (trx) => {
    const round = await readinessRound(trx, by, id)
    const answers = await agreedSet(deps, trx, by, round)
    if ('incomplete' in answers) return answers
    await closeStaffWithin(deps, trx, by, round)
    const sealed = await seal(trx, by, deps.instanceKey, id, answers.complete)
    if ('refused' in sealed || round.mode !== 'private') return sealed
    const revealed = await reveal(trx, by, deps.instanceKey, id)
    return 'done' in revealed ? { ...sealed, done: revealed.done } : revealed
  })
}

/** The agreed answer to every statement asked, or the statements that still want one. */
async function agreedSet(
  deps: ReadinessDeps,
  trx: ReadinessTrx,
  by: CouncilViewer,
  round: Round,
): Promise<{ complete: Record<string, AgreedAnswer> } | { incomplete: Incomplete[] }> {
  const db = trx.$pickTables<keyof RoundTables>()
  const framework = await frameworkOf(db, by, round)
  const drafts = await agreedDrafts(db, by, await ownKey(db, by, round, deps.instanceKey), round)
  const complete: Record<string, AgreedAnswer> = {}
  const incomplete: Incomplete[] = []
  for (const statement of statementsAsked(framework, readinessTerms(round.terms.client))) {
    const draft = drafts.find(({ item }) => item === statement.id)?.draft ?? emptyDraft
    const answer = agreedAnswer(draft, statement)
    if (answer) complete[statement.id] = answer
    else
      incomplete.push({
        item: statement.id,
        number: statement.number,
        faults: agreedFaults(draft, statement),
      })
  }
  return incomplete.length > 0 ? { incomplete } : { complete }
}

/** Opens every sealed council's answers together, or says why not yet. */
export async function revealReadiness(deps: ReadinessDeps, by: CouncilViewer, id: RoundId): Promise<Outcome> {
  return inTransaction(deps.db, by, async (trx) => {
    const round = await readinessRound(trx, by, id)
    return reveal(trx, by, deps.instanceKey, round.id)
  })
}

type RoundCommand = (trx: ReadinessTrx, by: CouncilViewer, id: RoundId) => Promise<Outcome>

/** A command of the round that readiness adds nothing to: approving a seal, withdrawing, cancelling, archiving … */
export async function roundCommand(
  deps: ReadinessDeps,
  by: CouncilViewer,
  id: RoundId,
  command: RoundCommand,
): Promise<Outcome> {
  return inTransaction(deps.db, by, async (trx) => {
    const round = await readinessRound(trx, by, id)
    return command(trx, by, round.id)
  })
}
