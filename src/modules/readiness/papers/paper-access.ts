import type { Round } from '#modules/round/index.ts'
import type { Role, Viewer } from '#platform/viewer.ts'

/**
 * Why somebody cannot have a paper. The list of papers explains with it and every download refuses with it. The row policies
 * say the same once more, below any bug here.
 */
export type PaperRefusal =
  /** Nobody can read what is still sealed, so there is nothing of the others to print. */
  | { readonly type: 'not-opened'; readonly state: 'draft' | 'offered' | 'open' }
  | { readonly type: 'never-opened' }
  | { readonly type: 'not-a-party' }
  | { readonly type: 'terms-withhold' }
  | { readonly type: 'role'; readonly needs: readonly Role[] }

/** Why the papers that all councils share cannot be had: before the reveal nobody's answers go out, not even as an empty file. */
export function sharedPaperBlockers(round: Round, viewer: Pick<Viewer, 'council'>): PaperRefusal[] {
  if (viewer.council === null && !round.terms.managerSees) return [{ type: 'terms-withhold' }]
  if (viewer.council !== null && !isParty(round, viewer)) return [{ type: 'not-a-party' }]
  switch (round.state) {
    case 'revealed':
    case 'archived':
      return []
    case 'cancelled':
      return [{ type: 'never-opened' }]
    default:
      return [{ type: 'not-opened', state: round.state }]
  }
}

const ownReaders: readonly Role[] = ['lead', 'deputy']

/** Why a council's own papers cannot be had: they hold notes and offices' answers, so they are for those who lead, at any time. */
export function ownPaperBlockers(round: Round, viewer: Pick<Viewer, 'council' | 'role'>): PaperRefusal[] {
  if (!isParty(round, viewer)) return [{ type: 'not-a-party' }]
  return viewer.role !== null && ownReaders.includes(viewer.role) ? [] : [{ type: 'role', needs: ownReaders }]
}

function isParty(round: Round, viewer: Pick<Viewer, 'council'>): boolean {
  return round.parties.some(({ council }) => council === viewer.council)
}
