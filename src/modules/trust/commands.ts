import { trustSnapshot, trustFromSnapshot, type TrustStatements } from '#content/trust.ts'
import {
  alonePart,
  answerBlockers,
  approveTerms,
  bindingVisibility,
  chooseVisibility,
  offerTerms,
  ownKey,
  ownVisibility,
  presentParties,
  readAlone,
  reveal,
  seal,
  snapshotOf,
  startRound,
  writeEnvelope,
  type Disclose,
  type Outcome,
  type Packet,
  type Receipt,
  type Round,
  type RoundTables,
  type TermsFault,
  type Visibility,
  type VisibilityRefusal,
} from '#modules/round/index.ts'
import { inTransaction } from '#platform/database.ts'
import type { AuthorityCode, PartnershipId, RoundId } from '#platform/id.ts'
import type { CouncilViewer } from '#platform/viewer.ts'
import {
  councilRatings,
  councilRatingsFrom,
  figures,
  sheetFrom,
  type CouncilRatings,
  type Sheet,
} from './rating.ts'
import {
  client,
  trustRound,
  type KeptSheet,
  type TrustDeps,
  type TrustTables,
  type TrustTrx,
} from './store.ts'

export type NewTrustRound = {
  readonly partnership: PartnershipId
  readonly title: string
  readonly parties: readonly AuthorityCode[]
  readonly previous: RoundId | null
}

/** What most councils would choose. */
const usualTerms = {
  reveal: 'all-sealed',
  deadline: null,
  showNames: true,
  secondApprover: false,
  managerSees: false,
  keepYears: 3,
  visibility: 'chosen',
  client: {},
} as const

export type TrustOutcome = { readonly done: Round } | { readonly refused: readonly VisibilityRefusal[] }

/** Starts a trust round and keeps the statements as they are today. */
export async function startTrust(
  deps: TrustDeps,
  by: CouncilViewer,
  statements: TrustStatements,
  wanted: NewTrustRound,
): Promise<TrustOutcome | { faults: TermsFault[] }> {
  return inTransaction(deps.db, by, (trx) =>
    startRound(trx, by, {
      ...wanted,
      client,
      mode: wanted.previous === null ? 'joint' : 'repeat',
      snapshot: trustSnapshot(statements),
      terms: usualTerms,
    }),
  )
}

/** Chooses how far the round opens, for the viewer's own council. */
export async function chooseTrustVisibility(
  deps: TrustDeps,
  by: CouncilViewer,
  id: RoundId,
  wanted: Visibility,
): Promise<TrustOutcome> {
  return inTransaction(deps.db, by, async (trx) => {
    await trustRound(trx, by, id)
    const outcome = await chooseVisibility(trx, by, id, wanted)
    return 'refused' in outcome ? outcome : { done: await trustRound(trx, by, id) }
  })
}

/** Offers or approves the terms: never before the council has chosen how far the round opens. Between two there is one way. */
export async function agreeTrustTerms(
  deps: TrustDeps,
  by: CouncilViewer,
  id: RoundId,
  as: 'offer' | 'approve',
): Promise<TrustOutcome> {
  return inTransaction(deps.db, by, async (trx) => agreeWithin(trx, by, await trustRound(trx, by, id), as))
}

export async function agreeWithin(
  trx: TrustTrx,
  by: CouncilViewer,
  round: Round,
  as: 'offer' | 'approve',
): Promise<TrustOutcome> {
  const { id } = round
  const isParty = presentParties(round).some(({ council }) => council === by.council)
  if (isParty && (await ownVisibility(trx.$pickTables<keyof RoundTables>(), by, id)) === null) {
    if (round.parties.length > 2) return { refused: [{ type: 'visibility-missing' }] }
    const chosen = await chooseVisibility(trx, by, id, 'pair')
    if ('refused' in chosen) return chosen
  }
  return as === 'offer' ? offerTerms(trx, by, id) : approveTerms(trx, by, id)
}

export type SaveSheetOutcome =
  | { readonly saved: number }
  | { readonly conflict: KeptSheet }
  | { readonly refused: readonly VisibilityRefusal[] }

/** Keeps what one person says of one council, over what they had seen. Nobody else can read it, in their own council either. */
export async function saveSheet(
  deps: TrustDeps,
  by: CouncilViewer,
  at: {
    readonly round: RoundId
    readonly about: AuthorityCode
    readonly sheet: Sheet
    readonly seen: number
  },
): Promise<SaveSheetOutcome> {
  return inTransaction(deps.db, by, async (trx) => {
    const round = await trustRound(trx, by, at.round)
    const refused = rateBlockers(round, by, at.about)
    if (refused.length > 0) return { refused }
    const db = trx.$pickTables<keyof RoundTables>()
    const key = await ownKey(db, by, round, deps.instanceKey)
    const place = { item: at.about, part: alonePart, holder: by.person }
    const outcome = await writeEnvelope(db, by, key, round, { ...place, seen: at.seen, value: at.sheet })
    if ('saved' in outcome) return outcome
    const { version, value } = outcome.conflict
    return { conflict: { about: at.about, version, sheet: sheetFrom(value) } }
  })
}

/** Why somebody cannot rate: staff do not, because what one of them said could be guessed. */
export function rateBlockers(round: Round, by: CouncilViewer, about: AuthorityCode): VisibilityRefusal[] {
  const refusals: VisibilityRefusal[] = answerBlockers(round, by)
  if (by.office === 'staff') refusals.push({ type: 'role', needs: ['lead', 'deputy', 'contributor'] })
  if (!presentParties(round).some(({ council }) => council === about)) refusals.push({ type: 'not-a-party' })
  return refusals
}

/** A council of whom nobody here has said anything yet on some statement. */
export type Unrated = { readonly about: AuthorityCode; readonly statements: readonly string[] }

export type SealTrustOutcome =
  | { readonly done: Round; readonly receipt: Receipt }
  | { readonly refused: readonly VisibilityRefusal[] }
  | { readonly unrated: readonly Unrated[] }

/** Seals what a council's raters said, as one mean a council and statement. Who said what is not in the packet. */
export async function sealTrust(deps: TrustDeps, by: CouncilViewer, id: RoundId): Promise<SealTrustOutcome> {
  return inTransaction(deps.db, by, async (trx) => {
    const round = await trustRound(trx, by, id)
    const read = await answersWithin(trx, by, round, deps.instanceKey)
    if ('unrated' in read && answerBlockers(round, by).length === 0) return read
    return seal(trx, by, deps.instanceKey, id, 'complete' in read ? read.complete : {})
  })
}

/** What a council would seal: for each council the mean of those who rated it; or whom nobody here has rated yet. */
export async function answersWithin(
  trx: TrustTrx,
  by: CouncilViewer,
  round: Round,
  instanceKey: Buffer,
): Promise<
  | { readonly complete: Readonly<Record<AuthorityCode, CouncilRatings>> }
  | { readonly unrated: readonly Unrated[] }
> {
  const db = trx.$pickTables<keyof RoundTables>()
  const { statements } = trustFromSnapshot((await snapshotOf(db, by, round.id)) ?? '')
  const key = await ownKey(db, by, round, instanceKey)
  const sheets = (await readAlone(db, by, key, round)).map(({ item, value }) => ({
    about: item,
    sheet: sheetFrom(value),
  }))
  const complete: Record<AuthorityCode, CouncilRatings> = {}
  const unrated: Unrated[] = []
  for (const { council } of presentParties(round)) {
    const own = sheets.flatMap(({ about, sheet }) => (about === council ? [sheet] : []))
    const open = statements.filter(({ id: statement }) =>
      own.every((sheet) => sheet[statement] === undefined),
    )
    if (open.length > 0) unrated.push({ about: council, statements: open.map(({ id }) => id) })
    complete[council] = councilRatings(own, statements)
  }
  return unrated.length > 0 ? { unrated } : { complete }
}

/**
 * Opens the round as far as its most private choice lets it. With one figure a statement no council's ratings are written
 * anywhere: the packets are opened, the figures are made, and only those stay.
 */
export async function revealTrust(deps: TrustDeps, by: CouncilViewer, id: RoundId): Promise<TrustOutcome> {
  return inTransaction(deps.db, by, async (trx) => {
    const { id: round } = await trustRound(trx, by, id)
    return revealWithin(trx, by, deps.instanceKey, round)
  })
}

export async function revealWithin(
  trx: TrustTrx,
  by: CouncilViewer,
  instanceKey: Buffer,
  round: RoundId,
): Promise<Outcome> {
  const binding = (await bindingVisibility(trx.$pickTables<keyof RoundTables>(), by, round)) ?? 'figure'
  return reveal(trx, by, instanceKey, round, binding === 'figure' ? keepFigures(trx, by) : undefined)
}

function keepFigures(trx: TrustTrx, by: CouncilViewer): Disclose {
  return async (round, packets) => {
    const { statements } = trustFromSnapshot(
      (await snapshotOf(trx.$pickTables<keyof RoundTables>(), by, round.id)) ?? '',
    )
    const found = figures(
      packets.map(givenIn),
      statements.map(({ id }) => id),
    )
    await trx
      .$pickTables<keyof TrustTables>()
      .insertInto('trust_figure')
      .values(
        Object.entries(found).map(([statement, mean]) => ({
          partnership_id: round.partnership,
          round_id: round.id,
          statement,
          mean_tenths: mean,
        })),
      )
      .execute()
    return []
  }
}

/** What a council said of the others; of itself it speaks to itself alone. */
function givenIn({ council, answers }: Packet) {
  const of = Object.entries(answers)
    .filter(([about]) => about !== council)
    .map(([about, { answer }]) => [about, councilRatingsFrom(answer)] as const)
  return { council, of: Object.fromEntries(of) }
}

type RoundCommand = (trx: TrustTrx, by: CouncilViewer, id: RoundId) => Promise<TrustOutcome>

/** A command of the round that trust adds nothing to: breaking a seal, leaving, cancelling, archiving. */
export async function trustCommand(
  deps: TrustDeps,
  by: CouncilViewer,
  id: RoundId,
  command: RoundCommand,
): Promise<TrustOutcome> {
  return inTransaction(deps.db, by, async (trx) => {
    const round = await trustRound(trx, by, id)
    return command(trx, by, round.id)
  })
}
