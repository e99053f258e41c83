import {
  answerBlockers,
  changeTerms,
  discloseResult,
  ownKey,
  reveal,
  sealWithin,
  startRound,
  writeEnvelope,
  type Outcome,
  type Receipt,
  type Refusal,
  type Round,
  type RoundTables,
  type TermsFault,
} from '#modules/round/index.ts'
import type { Json } from '#platform/canonical.ts'
import { inTransaction } from '#platform/database.ts'
import { NotFound } from '#platform/errors.ts'
import type { PartnershipId, RoundId } from '#platform/id.ts'
import type { CouncilViewer } from '#platform/viewer.ts'
import { boardResult } from './board.ts'
import { client, pin, termsOn, type Exercise, type Pinned } from './exercise.ts'
import { itemsOf, readItem, type Item, type Typed } from './item.ts'
import { tellDrift } from './drift-commands.ts'
import { keepOverlaps } from './overlap-commands.ts'
import { overTried, positionsFrom } from './try-queries.ts'
import {
  exercisesOf,
  exerciseWithin,
  ownItems,
  partnershipWithin,
  type AlignmentDeps,
  type AlignmentTrx,
  type ExerciseView,
} from './store.ts'

/** What most councils would choose; each can be changed before the terms are offered. */
const usualTerms = {
  reveal: 'all-sealed',
  deadline: null,
  showNames: true,
  secondApprover: false,
  managerSees: false,
  keepYears: 3,
} as const

const titles: Record<Exercise['kind'], string> = {
  ladder: 'The ladder',
  aims: 'Our aims',
  board: 'Terms board',
}

export type NewExercise = {
  readonly partnership: PartnershipId
  readonly exercise: Exercise
  /** The round that is asked again, or null. */
  readonly previous: RoundId | null
}

/** Starts a round as a draft, with the content as it is today pinned to it. */
export async function startExercise(
  deps: AlignmentDeps,
  by: CouncilViewer,
  pinned: Pinned,
  { partnership, exercise, previous }: NewExercise,
): Promise<Outcome | { faults: TermsFault[] }> {
  return inTransaction(deps.db, by, async (trx) => {
    const found = await partnershipWithin(trx, by, partnership)
    const earlier = previous === null ? null : await exerciseWithin(trx, by, previous)
    if (earlier && (earlier.exercise.kind !== exercise.kind || earlier.round.partnership !== partnership))
      throw new NotFound('No such round to ask again.')
    const rounds = await exercisesOf(trx, by, partnership)
    const number = rounds.filter(({ title }) => title.startsWith(titles[exercise.kind])).length + 1
    return startRound(trx, by, {
      partnership,
      client,
      mode: previous === null ? 'joint' : 'repeat',
      title: `${titles[exercise.kind]} ${number}`,
      // A repeat asks in the same words, or what was sealed could not be held against it.
      snapshot: pin(earlier?.pinned ?? pinned),
      terms: {
        ...usualTerms,
        ...(exercise.kind === 'board' ? { opens: 'result' as const } : {}),
        client: exercise,
      },
      parties: found.members.filter(({ leftAt }) => leftAt === null).map(({ council }) => council),
      previous,
    })
  })
}

/** Changes what a round asks. Approvals are of a hash, so those given to the old list no longer count. */
export async function changeExercise(
  deps: AlignmentDeps,
  by: CouncilViewer,
  id: RoundId,
  exercise: Exercise,
): Promise<Outcome | { faults: TermsFault[] }> {
  return inTransaction(deps.db, by, async (trx) => {
    const { round } = await exerciseWithin(trx, by, id, { lock: true })
    return changeTerms(trx, by, id, { ...round.terms, client: exercise })
  })
}

export type SavedItem =
  | { readonly saved: number; readonly errors: Readonly<Record<string, string>> }
  | { readonly refused: readonly Refusal[] }
  | { readonly conflict: { readonly version: number; readonly typed: Typed } }

/** Keeps what was typed for an item, whole or not, and says what is still to be mended. Nothing typed is thrown away. */
export async function saveItem(
  deps: AlignmentDeps,
  by: CouncilViewer,
  wanted: { readonly round: RoundId; readonly item: string; readonly seen: number; readonly typed: Typed },
): Promise<SavedItem> {
  return inTransaction(deps.db, by, async (trx) => {
    const view = await exerciseWithin(trx, by, wanted.round, { lock: true })
    const item = itemIn(view, wanted.item)
    const refused = agreeBlockers(view.round, by)
    if (refused.length > 0) return { refused }
    const db = trx.$pickTables<keyof RoundTables>()
    const key = await ownKey(db, by, view.round, deps.instanceKey)
    const saved = await writeEnvelope(db, by, key, view.round, {
      item: item.id,
      part: 'agreed',
      holder: null,
      seen: wanted.seen,
      value: wanted.typed,
    })
    if ('conflict' in saved) {
      const standing = (await ownItems(trx, by, view, deps.instanceKey)).find((held) => held.item === item.id)
      return { conflict: { version: saved.conflict.version, typed: standing?.typed ?? {} } }
    }
    const read = readItem(view, item, wanted.typed)
    return { saved: saved.saved, errors: read.errors ?? {} }
  })
}

/** Only those who lead write here: a council gives one answer. */
export function agreeBlockers(round: Round, by: CouncilViewer): Refusal[] {
  const refused = answerBlockers(round, by)
  const leads = by.role === 'lead' || by.role === 'deputy'
  return leads || refused.some(({ type }) => type === 'role')
    ? refused
    : [...refused, { type: 'role', needs: ['lead', 'deputy'] }]
}

export function itemIn(view: ExerciseView, id: string): Item {
  const item = itemsOf(view).find((each) => each.id === id)
  if (!item) throw new NotFound('No such item in this round.')
  return item
}

/** The complete answers of a council, or what is missing: a sentence each. */
export async function completeAnswers(
  trx: AlignmentTrx,
  by: CouncilViewer,
  round: Round,
  instanceKey: Buffer,
): Promise<{ complete: Record<string, Json> } | { missing: string[] }> {
  const view = await exerciseWithin(trx, by, round.id)
  const held = await ownItems(trx, by, view, instanceKey)
  const complete: Record<string, Json> = {}
  const missing: string[] = []
  for (const item of itemsOf(view)) {
    const typed = held.find((each) => each.item === item.id)?.typed ?? {}
    const read = readItem(view, item, typed)
    if (read.errors) missing.push(`${item.name}: ${Object.values(read.errors)[0]}.`)
    else complete[item.id] = read.answer
  }
  if (missing.length > 0) return { missing }
  const over = await overTried(trx, by, view, complete, instanceKey)
  return over.length > 0 ? { missing: over } : { complete }
}

export type SealOutcome =
  | { readonly done: Round; readonly receipt: Receipt }
  | { readonly refused: readonly Refusal[] }
  | { readonly missing: readonly string[] }

export async function sealExercise(
  deps: AlignmentDeps,
  by: CouncilViewer,
  id: RoundId,
): Promise<SealOutcome> {
  return inTransaction(deps.db, by, (trx) =>
    sealWithin(
      trx,
      deps,
      { client, answers: (_, council, round) => completeAnswers(trx, council, round, deps.instanceKey) },
      by,
      id,
    ),
  )
}

/** Opens the answers together; or, for a board, works out what all accept and opens nobody's position. */
export async function openWithin(
  deps: Pick<AlignmentDeps, 'instanceKey'>,
  trx: AlignmentTrx,
  by: CouncilViewer,
  id: RoundId,
): Promise<Outcome> {
  const view = await exerciseWithin(trx, by, id, { lock: true })
  if (view.exercise.kind !== 'board') {
    const outcome = await reveal(trx, by, deps.instanceKey, id)
    if ('done' in outcome && view.exercise.kind === 'aims') await tellDrift(trx, by, outcome.done)
    return outcome
  }
  return openBoard(deps, trx, by, view)
}

async function openBoard(
  deps: Pick<AlignmentDeps, 'instanceKey'>,
  trx: AlignmentTrx,
  by: CouncilViewer,
  { round, exercise, pinned }: ExerciseView,
): Promise<Outcome> {
  const terms = termsOn(exercise, pinned)
  const say = exercise.kind === 'board' && exercise.sayHostConflict
  let overlaps: ReturnType<typeof boardResult>['overlaps'] = {}
  const workOut = discloseResult(trx, (packets) => {
    const councils = Object.fromEntries(
      packets.map(({ council, answers }) => [council, positionsFrom(answers)]),
    )
    const worked = boardResult(terms, councils, say)
    overlaps = worked.overlaps
    return worked.result
  })
  const outcome = await reveal(trx, by, deps.instanceKey, round.id, workOut)
  if ('done' in outcome) await keepOverlaps(trx, round, deps.instanceKey, overlaps)
  return outcome
}

export async function openExercise(deps: AlignmentDeps, by: CouncilViewer, id: RoundId): Promise<Outcome> {
  return inTransaction(deps.db, by, (trx) => openWithin(deps, trx, by, id))
}

/** A command of the round that this module adds nothing to: offering and approving terms, breaking a seal, leaving … */
export async function exerciseCommand(
  deps: AlignmentDeps,
  by: CouncilViewer,
  id: RoundId,
  command: (trx: AlignmentTrx, by: CouncilViewer, id: RoundId) => Promise<Outcome>,
): Promise<Outcome> {
  return inTransaction(deps.db, by, async (trx) => {
    await exerciseWithin(trx, by, id)
    return command(trx, by, id)
  })
}
