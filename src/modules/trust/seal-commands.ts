import { trustFromSnapshot } from '#content/trust.ts'
import {
  answerBlockers,
  bindingVisibility,
  ownKey,
  presentParties,
  readAlone,
  reveal,
  seal,
  snapshotOf,
  type Disclose,
  type Outcome,
  type Packet,
  type Receipt,
  type Round,
  type RoundTables,
  type VisibilityRefusal,
} from '#modules/round/index.ts'
import { inTransaction } from '#platform/database.ts'
import type { AuthorityCode, RoundId } from '#platform/id.ts'
import type { CouncilViewer } from '#platform/viewer.ts'
import type { TrustOutcome } from './commands.ts'
import { councilRatings, councilRatingsFrom, figures, sheetFrom, type CouncilRatings } from './rating.ts'
import { trustRound, type TrustDeps, type TrustTables, type TrustTrx } from './store.ts'

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
