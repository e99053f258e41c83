import { presentParties, revealBlockers } from '#modules/round/index.ts'
import type { AuthorityCode } from '#platform/id.ts'
import type { Viewer } from '#platform/viewer.ts'
import { missingIn } from './rating.ts'
import { isParty, type OwnRating, type TrustView } from './queries.ts'
import type { KeptSheet } from './store.ts'

/** The one thing this person can do now in a trust round. */
export type Next =
  | { readonly type: 'choose-visibility' }
  | { readonly type: 'offer-terms' }
  | { readonly type: 'agree-terms' }
  | { readonly type: 'wait-for-terms'; readonly waiting: number }
  | { readonly type: 'rate'; readonly about: AuthorityCode; readonly left: number }
  | { readonly type: 'wait-for-lead' }
  | { readonly type: 'seal' }
  | { readonly type: 'open' }
  | { readonly type: 'wait-for-seals'; readonly sealed: number; readonly of: number }
  | { readonly type: 'read-result' }
  | { readonly type: 'over'; readonly cancelled: boolean }

/** Whether somebody rates: those who lead, their deputies and contributors, but not staff. */
export function rates(viewer: Viewer): boolean {
  return (
    viewer.council !== null &&
    (viewer.role === 'lead' ||
      viewer.role === 'deputy' ||
      (viewer.role === 'contributor' && viewer.office !== 'staff'))
  )
}

export function leads(viewer: Viewer): boolean {
  return viewer.council !== null && (viewer.role === 'lead' || viewer.role === 'deputy')
}

/** Whether this viewer may read what was opened: their council put its own ratings in; or they manage, and the terms say so. */
export function mayRead({ round }: TrustView, viewer: Viewer): boolean {
  return viewer.council === null ? round.terms.managerSees : Boolean(round.seals.own?.sealedAt)
}

/** The councils whose sheet is not finished: the partners first, in the order of their names, then one's own. */
export function unfinished(view: TrustView, viewer: Viewer, sheets: readonly KeptSheet[]): AuthorityCode[] {
  return inOrder(view, viewer).filter((council) => {
    const own = sheets.find(({ about }) => about === council)
    return missingIn(own?.sheet ?? {}, view.statements.statements).length > 0
  })
}

/** The councils to rate, in the order in which they are asked about. */
export function inOrder({ round }: TrustView, viewer: Viewer): AuthorityCode[] {
  const codes = presentParties(round).map(({ council }) => council)
  return [
    ...codes.filter((council) => council !== viewer.council),
    ...codes.filter((council) => council === viewer.council),
  ]
}

export function nextFor(view: OwnRating, viewer: Viewer): Next {
  const { round } = view
  const own = round.parties.find(({ council }) => council === viewer.council)
  switch (round.state) {
    case 'draft':
      if (!leads(viewer)) return { type: 'wait-for-terms', waiting: round.parties.length }
      return mustChoose(view) ? { type: 'choose-visibility' } : { type: 'offer-terms' }
    case 'offered':
      if (leads(viewer) && own && !own.approvedTerms && !own.withdrawn)
        return mustChoose(view) ? { type: 'choose-visibility' } : { type: 'agree-terms' }
      return {
        type: 'wait-for-terms',
        waiting: presentParties(round).filter(({ approvedTerms }) => !approvedTerms).length,
      }
    case 'open':
      return openNext(view, viewer)
    case 'revealed':
    case 'archived':
      return mayRead(view, viewer) ? { type: 'read-result' } : { type: 'over', cancelled: false }
    case 'cancelled':
      return { type: 'over', cancelled: true }
  }
}

function mustChoose({ round, ownChoice }: TrustView): boolean {
  return ownChoice === null && round.parties.length > 2
}

function openNext(view: OwnRating, viewer: Viewer): Next {
  const { round } = view
  const wait: Next = { type: 'wait-for-seals', sealed: round.seals.sealed, of: presentParties(round).length }
  if (revealBlockers(round, viewer, viewer.now).length === 0) return { type: 'open' }
  if (round.seals.own?.sealedAt || !isParty(view, viewer)) return wait
  const open = unfinished(view, viewer, view.sheets)
  const [about] = open
  if (rates(viewer) && about !== undefined) return { type: 'rate', about, left: open.length }
  return leads(viewer) ? { type: 'seal' } : { type: 'wait-for-lead' }
}
