import type { Kysely, Transaction } from 'kysely'
import {
  knownPartnershipFor,
  partnershipFor,
  type Partnership,
  type PartnershipTables,
} from '#modules/partnership/index.ts'
import {
  loadRound,
  ownKey,
  ownSealed,
  readEnvelopes,
  roundsOf,
  snapshotOf,
  type FaceDatabase,
  type Round,
  type RoundDatabase,
  type RoundLine,
  type RoundTables,
} from '#modules/round/index.ts'
import type { Database } from '#platform/database.ts'
import { NotFound } from '#platform/errors.ts'
import type { PartnershipId, RoundId } from '#platform/id.ts'
import type { CouncilViewer, Viewer } from '#platform/viewer.ts'
import { client, exerciseOf, pinnedFrom, type Exercise, type Pinned } from './exercise.ts'
import { isFields } from './json.ts'
import { typedFrom, type Typed } from './item.ts'
import type { AlignmentTables } from './tables.ts'

/** The database as alignment sees it: its own tables, the round's, the partnership's and the record. */
export type AlignmentDatabase = AlignmentTables & FaceDatabase
export type AlignmentTrx = Transaction<AlignmentDatabase>
export type AlignmentDeps = { readonly db: Database<AlignmentDatabase>; readonly instanceKey: Buffer }

/** A round of ours with what it asks: everything a page needs to know before any answer. */
export type ExerciseView = {
  readonly partnership: Partnership
  readonly round: Round
  readonly exercise: Exercise
  readonly pinned: Pinned
}

export async function partnershipWithin(
  trx: AlignmentTrx,
  viewer: Viewer,
  id: PartnershipId,
): Promise<Partnership> {
  const found = await partnershipFor(trx.$pickTables<keyof PartnershipTables>(), viewer, id)
  if (!found) throw new NotFound('No such partnership, or not yours.')
  return found
}

/** A round of this module; for anybody who may not see it there is none. `lock` holds it until the transaction ends. */
export async function exerciseWithin(
  trx: AlignmentTrx,
  viewer: Viewer,
  id: RoundId,
  options: { lock?: boolean } = {},
): Promise<ExerciseView> {
  const round = await loadRound(trx.$pickTables<keyof RoundDatabase>(), viewer, id, options)
  if (!round || round.client !== client) throw new NotFound('No such round, or not yours.')
  const snapshot = await snapshotOf(trx.$pickTables<keyof RoundTables>(), viewer, id)
  const partnership = await knownPartnershipFor(
    trx.$pickTables<keyof PartnershipTables>(),
    viewer,
    round.partnership,
  )
  if (!partnership) throw new NotFound('No such partnership, or not yours.')
  return { partnership, round, exercise: exerciseOf(round), pinned: pinnedFrom(snapshot ?? '{}') }
}

/** Our rounds in a partnership, newest first. */
export async function exercisesOf(
  trx: AlignmentTrx,
  viewer: Viewer,
  partnership: PartnershipId,
): Promise<RoundLine[]> {
  const rounds = await roundsOf(trx.$pickTables<keyof RoundTables>(), viewer, partnership)
  return rounds.filter((round) => round.client === client)
}

/** What the viewer's own council has written for one item: as typed, and the version that was seen. */
export type HeldItem = {
  readonly item: string
  readonly version: number
  readonly typed: Typed
  readonly carried: boolean
}

/** Everything the viewer's own council has written in a round; in a repeat, where nothing was written, what it sealed last time. */
export async function ownItems(
  trx: AlignmentTrx,
  viewer: CouncilViewer,
  { round }: Pick<ExerciseView, 'round'>,
  instanceKey: Buffer,
): Promise<HeldItem[]> {
  const db = trx.$pickTables<keyof RoundTables>()
  const key = await ownKey(db, viewer, round, instanceKey)
  const envelopes = await readEnvelopes(db, viewer, key, round, { part: 'agreed', holder: null })
  const written = envelopes.map(({ item, version, value }) => ({
    item,
    version,
    typed: typedIn(isFields(value) ? value : {}),
    carried: false,
  }))
  if (round.previous === null || viewer.role === 'contributor') return written
  const before = await ownSealedIn(trx, viewer, round.previous, instanceKey)
  const carried = Object.entries(before)
    .filter(([item]) => !written.some((held) => held.item === item))
    .map(([item, { answer }]) => ({ item, version: 0, typed: typedFrom(answer), carried: true }))
  return [...written, ...carried]
}

function typedIn(value: { readonly [name: string]: unknown }): Typed {
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, each]) => (typeof each === 'string' ? [[name, each]] : [])),
  )
}

/** What the viewer's own council sealed in an earlier round, from its own packet; empty when it took no part. */
export async function ownSealedIn(
  trx: AlignmentTrx,
  viewer: CouncilViewer,
  id: RoundId,
  instanceKey: Buffer,
): ReturnType<typeof ownSealed> {
  const db = trx.$pickTables<keyof RoundTables>()
  const round = await loadRound(trx.$pickTables<keyof RoundDatabase>(), viewer, id)
  if (!round?.seals.own?.sealedAt) return {}
  return ownSealed(db, viewer, await ownKey(db, viewer, round, instanceKey), id)
}

export function own(trx: AlignmentTrx): Kysely<AlignmentTables> {
  return trx.$pickTables<keyof AlignmentTables>()
}
