import { trustSnapshot, type TrustStatements } from '#content/trust.ts'
import {
  alonePart,
  answerBlockers,
  approveTerms,
  changeTerms,
  chooseVisibility,
  offerTerms,
  ownKey,
  ownVisibility,
  presentParties,
  startRound,
  writeEnvelope,
  type Round,
  type RoundTables,
  type TermsFault,
  type Visibility,
  type VisibilityRefusal,
} from '#modules/round/index.ts'
import { inTransaction } from '#platform/database.ts'
import type { AuthorityCode, PartnershipId, RoundId } from '#platform/id.ts'
import type { CouncilViewer } from '#platform/viewer.ts'
import { sheetFrom, type Sheet } from './rating.ts'
import { client, trustRound, type KeptSheet, type TrustDeps, type TrustTrx } from './store.ts'

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

/** Changes the terms that a trust round has like every other; how far it opens is each council's own choice. */
export async function changeTrustTerms(
  deps: TrustDeps,
  by: CouncilViewer,
  id: RoundId,
  wanted: {
    readonly showNames?: boolean | undefined
    readonly managerSees?: boolean | undefined
    readonly keepYears?: number | undefined
  },
): Promise<TrustOutcome> {
  return inTransaction(deps.db, by, async (trx) => {
    const { terms } = await trustRound(trx, by, id)
    const outcome = await changeTerms(trx, by, id, {
      ...terms,
      showNames: wanted.showNames ?? terms.showNames,
      managerSees: wanted.managerSees ?? terms.managerSees,
      keepYears: wanted.keepYears ?? terms.keepYears,
    })
    if ('faults' in outcome) throw new Error('Terms that every page and program checks are not right.')
    return outcome
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
