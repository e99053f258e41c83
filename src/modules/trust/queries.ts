import { trustFromSnapshot, type TrustStatements } from '#content/trust.ts'
import {
  knownPartnershipFor,
  partnershipFor,
  type Partnership,
  type PartnershipTables,
} from '#modules/partnership/index.ts'
import {
  bindingVisibility,
  openedAnswers,
  ownKey,
  ownVisibility,
  presentParties,
  readAlone,
  roundsOf,
  snapshotOf,
  type Round,
  type RoundLine,
  type RoundTables,
  type Visibility,
} from '#modules/round/index.ts'
import { inTransaction } from '#platform/database.ts'
import { NotFound } from '#platform/errors.ts'
import type { AuthorityCode, PartnershipId, RoundId } from '#platform/id.ts'
import { actsForCouncil, type CouncilViewer, type Viewer } from '#platform/viewer.ts'
import { councilRatingsFrom, sheetFrom, type CouncilRatings } from './rating.ts'
import {
  client,
  figuresOf,
  ownSheets,
  shownSelves,
  trustRound,
  type KeptSheet,
  type ShownSelf,
  type TrustReads,
  type TrustTables,
  type TrustTrx,
} from './store.ts'

/** A trust round with the statements it kept, and how far it opens. */
export type TrustView = {
  readonly partnership: Partnership
  readonly round: Round
  readonly statements: TrustStatements
  /** What binds all, once every council has chosen. */
  readonly binding: Visibility | null
  /** The viewer's own council's choice; nobody else's is known to anybody. */
  readonly ownChoice: Visibility | null
}

export async function trustFor(deps: TrustReads, viewer: Viewer, id: RoundId): Promise<TrustView> {
  return inTransaction(deps.db, viewer, (trx) => trustWithin(trx, viewer, id))
}

export async function trustWithin(trx: TrustTrx, viewer: Viewer, id: RoundId): Promise<TrustView> {
  const round = await trustRound(trx, viewer, id, { lock: false })
  const own = trx.$pickTables<keyof PartnershipTables>()
  const partnership = await knownPartnershipFor(own, viewer, round.partnership)
  const db = trx.$pickTables<keyof RoundTables>()
  const snapshot = await snapshotOf(db, viewer, id)
  if (!partnership || snapshot === null) throw new NotFound('No such partnership, or not yours.')
  return {
    partnership,
    round,
    statements: trustFromSnapshot(snapshot),
    binding: await bindingVisibility(db, viewer, id),
    ownChoice: actsForCouncil(viewer) ? await ownVisibility(db, viewer, id) : null,
  }
}

/** The same with what the viewer has rated so far: theirs alone. */
export type OwnRating = TrustView & { readonly sheets: readonly KeptSheet[] }

export async function ownRatingFor(deps: TrustReads, viewer: CouncilViewer, id: RoundId): Promise<OwnRating> {
  return inTransaction(deps.db, viewer, async (trx) => {
    const view = await trustWithin(trx, viewer, id)
    if (!isParty(view, viewer)) return { ...view, sheets: [] }
    const db = trx.$pickTables<keyof RoundTables>()
    return {
      ...view,
      sheets: await ownSheets(db, viewer, await ownKey(db, viewer, view.round, deps.instanceKey), view.round),
    }
  })
}

export function isParty({ round }: TrustView, viewer: Viewer): boolean {
  return presentParties(round).some(({ council }) => council === viewer.council)
}

/** How many people of the viewer's council have rated, for whoever seals; never who, nor what. */
export async function raterCount(deps: TrustReads, viewer: CouncilViewer, view: TrustView): Promise<number> {
  return inTransaction(deps.db, viewer, async (trx) => {
    const db = trx.$pickTables<keyof RoundTables>()
    const key = await ownKey(db, viewer, view.round, deps.instanceKey)
    const alone = await readAlone(db, viewer, key, view.round)
    const said = alone.filter(({ value }) => Object.keys(sheetFrom(value)).length > 0)
    return new Set(said.map(({ holder }) => holder)).size
  })
}

/** What one council said of one council, as far as it was opened to the viewer. */
export type OpenedRatings = {
  readonly giver: AuthorityCode
  readonly about: AuthorityCode
  readonly ratings: CouncilRatings
}

/** All that was opened to this viewer: rows under the row policies, figures, and what councils chose to show of themselves. */
export type Opened = TrustView & {
  readonly ratings: readonly OpenedRatings[]
  readonly figures: Readonly<Record<string, number | null>>
  readonly shown: readonly ShownSelf[]
}

export async function openedFor(deps: TrustReads, viewer: Viewer, id: RoundId): Promise<Opened> {
  return inTransaction(deps.db, viewer, (trx) => openedWithin(trx, viewer, id))
}

export async function openedWithin(trx: TrustTrx, viewer: Viewer, id: RoundId): Promise<Opened> {
  const view = await trustWithin(trx, viewer, id)
  const answers = await openedAnswers(trx.$pickTables<keyof RoundTables>(), viewer, id)
  const own = trx.$pickTables<keyof TrustTables>()
  return {
    ...view,
    ratings: answers
      .map(({ council, item, content }) => ({
        giver: council,
        about: item,
        ratings: councilRatingsFrom(content),
      }))
      .sort((a, b) => `${a.giver} ${a.about}`.localeCompare(`${b.giver} ${b.about}`)),
    figures: await figuresOf(own, id),
    shown: await shownSelves(own, id),
  }
}

/** The trust rounds of a partnership, newest first. */
export async function trustRoundsOf(
  deps: TrustReads,
  viewer: Viewer,
  id: PartnershipId,
): Promise<{ partnership: Partnership; rounds: RoundLine[] }> {
  return inTransaction(deps.db, viewer, async (trx) => {
    const partnership = await partnershipFor(trx.$pickTables<keyof PartnershipTables>(), viewer, id)
    if (!partnership) throw new NotFound('No such partnership, or not yours.')
    const rounds = await roundsOf(trx.$pickTables<keyof RoundTables>(), viewer, id)
    return { partnership, rounds: rounds.filter((round) => round.client === client) }
  })
}
