import type { Statement } from '#content/framework.ts'
import { presentParties } from '#modules/round/index.ts'
import type { Viewer } from '#platform/viewer.ts'
import type { RoundView } from './queries.ts'
import { isOutside, partOf } from './round-model.ts'

/** The one thing this person can do now in this round. A total function: never none, never two. */
export type Next =
  | { readonly type: 'finish-terms' }
  | { readonly type: 'agree-terms' }
  | { readonly type: 'wait-for-terms'; readonly waiting: number }
  | { readonly type: 'answer'; readonly statement: Statement; readonly left: number }
  | { readonly type: 'done-answering' }
  | { readonly type: 'check-and-seal' }
  | { readonly type: 'approve-seal' }
  | { readonly type: 'wait-for-approval' }
  | { readonly type: 'open-answers' }
  | { readonly type: 'wait-for-seals'; readonly sealed: number; readonly of: number }
  | { readonly type: 'wait-for-answers' }
  | { readonly type: 'read-board' }
  | { readonly type: 'outside' }
  | { readonly type: 'over'; readonly cancelled: boolean }

export type NextFacts = {
  /** The first statement this person still has to answer, and how many are left. */
  readonly open: Statement | null
  readonly left: number
  readonly canReveal: boolean
  readonly canApprove: boolean
  readonly mayRead: boolean
}

export function nextFor(view: RoundView, viewer: Viewer, facts: NextFacts): Next {
  const { round } = view
  const part = partOf(viewer)
  const leads = part === 'agrees'
  if (isOutside(round, viewer)) return { type: 'outside' }
  const own = round.parties.find(({ council }) => council === viewer.council)
  switch (round.state) {
    case 'draft':
      return leads
        ? { type: 'finish-terms' }
        : { type: 'wait-for-terms', waiting: presentParties(round).length }
    case 'offered':
      return leads && own && !own.approvedTerms
        ? { type: 'agree-terms' }
        : {
            type: 'wait-for-terms',
            waiting: presentParties(round).filter(({ approvedTerms }) => !approvedTerms).length,
          }
    case 'open':
      return openNext(view, part, facts)
    case 'revealed':
    case 'archived':
      return facts.mayRead ? { type: 'read-board' } : { type: 'over', cancelled: false }
    case 'cancelled':
      return { type: 'over', cancelled: true }
  }
}

function openNext(view: RoundView, part: ReturnType<typeof partOf>, facts: NextFacts): Next {
  const { seals } = view.round
  const of = presentParties(view.round).length
  if (facts.canReveal) return { type: 'open-answers' }
  if (seals.own?.sealedAt) return { type: 'wait-for-seals', sealed: seals.sealed, of }
  if (facts.canApprove) return { type: 'approve-seal' }
  if (seals.own) return part === 'agrees' ? { type: 'wait-for-approval' } : { type: 'wait-for-answers' }
  if (part === 'manages') return { type: 'wait-for-seals', sealed: seals.sealed, of }
  if (part === 'approves' || part === 'reads') return { type: 'wait-for-answers' }
  if (facts.open) return { type: 'answer', statement: facts.open, left: facts.left }
  return part === 'agrees' ? { type: 'check-and-seal' } : { type: 'done-answering' }
}
