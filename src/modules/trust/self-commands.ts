import { presentParties, type VisibilityRefusal } from '#modules/round/index.ts'
import { inTransaction } from '#platform/database.ts'
import type { RoundId } from '#platform/id.ts'
import { londonDay } from '#platform/london.ts'
import { append } from '#platform/record.ts'
import type { CouncilViewer } from '#platform/viewer.ts'
import { openedWithin, type Opened } from './queries.ts'
import { blindSpots, mayShowFrom, selfViews, type SelfView, type ShowSelfRefusal } from './self-view.ts'
import type { TrustDeps, TrustTables } from './store.ts'

/** The viewer's own council's view of itself beside its partners', as far as what they said was opened to it. */
export function ownSelfViews(opened: Opened, council: string | null): SelfView[] {
  const itself = opened.ratings.find(({ giver, about }) => giver === council && about === council)
  const ofIt = opened.ratings.filter(({ giver, about }) => about === council && giver !== council)
  return itself
    ? selfViews(
        itself.ratings,
        ofIt.map(({ ratings }) => ratings),
      )
    : []
}

/** Where it stands two points or more above. */
export function ownBlindSpots(opened: Opened, council: string | null): SelfView[] {
  return blindSpots(ownSelfViews(opened, council))
}

/** Why a council cannot show its own blind spots to all: not before five working days, and not what is its partners' to keep. */
export function showSelfBlockers(
  deps: Pick<TrustDeps, 'holidays'>,
  opened: Opened,
  by: CouncilViewer,
): (VisibilityRefusal | ShowSelfRefusal)[] {
  const { round, binding, shown } = opened
  if (by.role !== 'lead' && by.role !== 'deputy') return [{ type: 'role', needs: ['lead', 'deputy'] }]
  if (round.revealedAt === null || ownBlindSpots(opened, by.council).length === 0)
    return [{ type: 'self-nothing-to-show' }]
  if (shown.some(({ council }) => council === by.council)) return [{ type: 'self-shown-already' }]
  const onlyTwo = presentParties(round).length === 2 && round.parties.length === 2
  if (binding !== 'matrix' && !(binding === 'pair' && onlyTwo)) return [{ type: 'self-not-yours-to-show' }]
  const from = mayShowFrom(londonDay(round.revealedAt), deps.holidays)
  return from === null || londonDay(by.now) < from ? [{ type: 'self-too-early', from }] : []
}

/** Shows all partners where a council sees itself above their view: its own consent, given once, never by the passing of time. */
export async function showSelf(
  deps: TrustDeps,
  by: CouncilViewer,
  id: RoundId,
): Promise<{ shown: number } | { refused: readonly (VisibilityRefusal | ShowSelfRefusal)[] }> {
  return inTransaction(deps.db, by, async (trx) => {
    const opened = await openedWithin(trx, by, id)
    const refused = showSelfBlockers(deps, opened, by)
    if (refused.length > 0) return { refused }
    const spots = ownBlindSpots(opened, by.council)
    const { partnership } = opened.round
    await trx
      .$pickTables<keyof TrustTables>()
      .insertInto('trust_shown_self')
      .values(
        spots.map(({ statement, itself, others }) => ({
          partnership_id: partnership,
          round_id: id,
          authority_code: by.council,
          statement,
          itself_tenths: itself,
          others_tenths: others,
          shown_by: by.person,
          shown_at: by.now,
        })),
      )
      .execute()
    await append(trx, by, { partnership }, { event: 'trust.self-shown', facts: { round: id } })
    return { shown: spots.length }
  })
}
