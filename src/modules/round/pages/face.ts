import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Transaction } from 'kysely'
import { knownPartnershipFor, type Partnership, type PartnershipTables } from '#modules/partnership/index.ts'
import { speakersOf, type PeopleTables } from '#modules/people/index.ts'
import type { Json } from '#platform/canonical.ts'
import { inTransaction, type Database } from '#platform/database.ts'
import { NotFound } from '#platform/errors.ts'
import type { PartnershipId, RoundId } from '#platform/id.ts'
import type { RecordTables } from '#platform/record.ts'
import type { CouncilViewer, Viewer } from '#platform/viewer.ts'
import type { Content, Html } from '#ui/html.ts'
import type { NavItem, Shell } from '#ui/layout.ts'
import type { Outcome } from '../command.ts'
import type { Round } from '../round.ts'
import type { VisibilityRefusal } from '../visibility.ts'
import { loadRound, type RoundDatabase } from '../store.ts'
import type { CommonTermId } from './term-question.ts'

export type FaceDatabase = RoundDatabase & PeopleTables & RecordTables
export type FaceTrx = Transaction<FaceDatabase>

export type FaceDeps = { readonly db: Database<FaceDatabase>; readonly instanceKey: Buffer }

/** A round and the partnership it belongs to: all that the pages every client shares need to know. */
export type RoundShown = { readonly partnership: Partnership; readonly round: Round }

/**
 * One line of what the terms ask, as a client says it. `change` is where the council that started may change it; `own` is where
 * each council chooses for itself, and `first` says that the viewer's must, before it can agree.
 */
export type AskedRow = {
  readonly key: string
  readonly value: Content
  readonly change?: string
  readonly own?: string
  readonly first?: string
}

/** A round with whoever looks at it. */
export type RoundSeen = RoundShown & { readonly viewer: Viewer }

/** Something that must be there before a council can seal: a sentence, with where to mend it if there is such a page. */
export type Missing = string | { readonly text: string; readonly href: string }

/**
 * What a client of the round gives for the pages that are the same for all: agreeing terms, sealing, waiting, opening,
 * checking receipts, leaving. The client draws its own answers, its own check page and what comes out.
 */
export type RoundFace = {
  /** Its name in `round_round.client`, and the first part of its addresses. */
  readonly client: string
  readonly nav: (viewer: Viewer, partnership: PartnershipId) => Promise<readonly NavItem[]>
  readonly asked: (seen: RoundSeen) => readonly AskedRow[] | Promise<readonly AskedRow[]>
  /** Which of the terms that all rounds have may be chosen here; all, where nothing is said. */
  readonly terms?: readonly CommonTermId[]
  /** How a council agrees, where it takes more than approving the text. */
  readonly agree?: (
    trx: FaceTrx,
    by: CouncilViewer,
    round: Round,
    as: 'offer' | 'approve',
  ) => Promise<Outcome | { readonly refused: readonly VisibilityRefusal[] }>
  /** What holds in every round of this client and nobody can choose away, before what the law says. */
  readonly always: (shown: RoundShown) => readonly Content[]
  /** Everything to be sealed; or what is missing, a sentence each. */
  readonly answers: (
    trx: FaceTrx,
    by: CouncilViewer,
    round: Round,
  ) => Promise<
    { readonly complete: Readonly<Record<string, Json>> } | { readonly missing: readonly Missing[] }
  >
  readonly open: (trx: FaceTrx, by: CouncilViewer, round: Round) => Promise<Outcome>
  /** How an item is called, for a receipt that does not fit. */
  readonly itemName: (shown: RoundShown, item: string) => string
  /** What sealing does here, beyond what it does in every round: a sentence each. */
  readonly sealNotes: (seen: RoundSeen) => readonly Content[] | Promise<readonly Content[]>
  /** How what is sealed is called here: answers, where nothing is said. */
  readonly noun?: string
  /** Whether there is a page on which a council reads what it is about to seal. */
  readonly check?: false
  /** What opening does here, in place of what it does in every round. */
  readonly openNote?: string
  /** What leaving does here, beyond what it does in every round. */
  readonly leaveNote?: string
  /** Where to go when all has opened: the round's own page, where nothing is said. */
  readonly opened?: (round: RoundId) => string
}

/** What a page of one request needs. */
export type Drawing = RoundShown & {
  readonly face: RoundFace
  readonly shell: Shell
  readonly nav: readonly NavItem[]
  readonly viewer: Viewer
}

/** The round, for the pages of its own client; for anybody who may not see it there is none. */
export async function shownRound(
  db: Database<FaceDatabase>,
  client: string,
  viewer: Viewer,
  id: RoundId,
): Promise<RoundShown> {
  return inTransaction(db, viewer, (trx) => shownWithin(trx, client, viewer, id))
}

export async function shownWithin(
  trx: FaceTrx,
  client: string,
  viewer: Viewer,
  id: RoundId,
  options: { lock?: boolean } = {},
): Promise<RoundShown> {
  const round = await loadRound(trx.$pickTables<keyof RoundDatabase>(), viewer, id, options)
  if (!round || round.client !== client) throw new NotFound('No such round, or not yours.')
  const partnership = await knownPartnershipFor(
    trx.$pickTables<keyof PartnershipTables>(),
    viewer,
    round.partnership,
  )
  if (!partnership) throw new NotFound('No such partnership, or not yours.')
  return { partnership, round }
}

/** Everything that drawing a page of this round takes, with who leads each council. */
export async function drawingOf(
  deps: FaceDeps,
  face: RoundFace,
  request: FastifyRequest & { shell: Shell },
  viewer: Viewer,
  id: RoundId,
): Promise<Drawing & { readonly speakers: readonly { readonly council: string; readonly lead: string }[] }> {
  const read = await inTransaction(deps.db, viewer, async (trx) => {
    const shown = await shownWithin(trx, face.client, viewer, id)
    const councils = shown.round.parties.map(({ council }) => council)
    return {
      ...shown,
      speakers: await speakersOf(trx.$pickTables<keyof PeopleTables>(), viewer, councils),
    }
  })
  const nav = await face.nav(viewer, read.partnership.id)
  return { ...read, face, viewer, nav, shell: request.shell }
}

export type Sent = Promise<FastifyReply>
export type { Html }
