import { writesFigures } from '#modules/business-case/index.ts'
import { approvalStanding, type Approval } from '#modules/partnership/index.ts'
import type { Limits, Mix } from '#engine/mixed-share.ts'
import { canonical, sha256 } from '#platform/canonical.ts'
import type { AuthorityCode } from '#platform/id.ts'
import type { CouncilViewer, Viewer } from '#platform/viewer.ts'
import { actsForCouncil } from '#platform/viewer.ts'
import type { SplitFigures } from './figures.ts'
import { inProportion } from './laboratory.ts'
import type { RuleName } from './rule.ts'

/** What the councils' approvals name. */
export const splitSubject = 'cost-sharing-split'

/** How an amount beside the running bill is shared: as that bill is, equally, or as the saving is. */
export const potWays = ['as-bill', 'equally', 'as-saving'] as const
export type PotWay = (typeof potWays)[number]

/** What a leaver pays: what its leaving costs the others, only the capacity it leaves idle, or nothing. */
export const exitWays = ['harm', 'idle', 'nothing'] as const
export type ExitWay = (typeof exitWays)[number]

/** The rule that is put to the councils, with what it came to on the day. Whole pence a year. */
export type Proposal = {
  readonly rule: RuleName | 'mix'
  /** Only of a mix. */
  readonly mix: Mix | null
  readonly setUp: PotWay
  readonly overspend: PotWay
  /** How money saved beyond the plan is shared. Not said in proposals from before it was asked. */
  readonly savings?: PotWay
  readonly exit?: ExitWay
  /** What nobody should have to bear, put on a rule that is no mix. */
  readonly limits?: Limits | null
  /** No bill rises or falls by more than this in the first year after a change of figures, in per cent; null for no limit. */
  readonly rebaseLimit?: number | null
  readonly reason: string
  /** When the keys are looked at again, in years; 0 for never. */
  readonly rebaseYears: number
  /** What each council would pay and save a year, in the order of the figures. */
  readonly pays: readonly number[]
  readonly saves: readonly number[]
  readonly holds: boolean
  readonly figures: SplitFigures
  readonly engineVersion: string
  readonly proposedFor: AuthorityCode
  readonly proposedOn: string
}

/** The mark of a proposal: one penny or one word changed, and it is another. */
export function proposalHash(proposal: Proposal): string {
  return sha256(canonical(proposal))
}

export type Dissent = {
  readonly council: AuthorityCode
  readonly hash: string
  readonly reason: string
  readonly at: Date
}

/** A partnership's split as it stands. */
export type SplitView = {
  readonly id: string
  readonly figures: SplitFigures
  readonly seen: number
  readonly proposal: Proposal | null
  readonly hash: string | null
  readonly approvals: readonly Approval[]
  readonly dissents: readonly Dissent[]
}

export type ProposalStanding = {
  readonly agreed: boolean
  readonly approved: readonly AuthorityCode[]
  readonly dissented: readonly Dissent[]
  /** What councils said that have come to agree since: it stays beside their yes. */
  readonly cameRound: readonly Dissent[]
  readonly silent: readonly AuthorityCode[]
}

/** Who has said yes to this very text, who dissented and still does, and who has said nothing. */
export function standingOf(split: SplitView, councils: readonly AuthorityCode[]): ProposalStanding {
  const { hash } = split
  const { agreed, approved, waitingFor } = approvalStanding(councils, split.approvals, hash ?? '')
  const dissented = split.dissents.filter(
    (dissent) => dissent.hash === hash && waitingFor.includes(dissent.council),
  )
  const silent = waitingFor.filter((code) => !dissented.some(({ council }) => council === code))
  const cameRound = split.dissents.filter(
    (dissent) => dissent.hash === hash && approved.includes(dissent.council),
  )
  return { agreed: hash !== null && agreed, approved, dissented, cameRound, silent }
}

/** Why this person cannot do this now. */
export type SplitRefusal =
  | { readonly type: 'role' }
  | { readonly type: 'lead-only' }
  | { readonly type: 'changed' }
  | { readonly type: 'no-proposal' }
  | { readonly type: 'not-this-text' }
  | { readonly type: 'approved-already' }
  | { readonly type: 'no-answer-from-rule' }
  | { readonly type: 'case-not-ready' }
  | { readonly type: 'not-agreed' }

export function writesSplit(viewer: Viewer): viewer is CouncilViewer {
  return actsForCouncil(viewer) && writesFigures(viewer)
}

export function speaksForCouncil(viewer: Viewer): viewer is CouncilViewer {
  return actsForCouncil(viewer) && (viewer.role === 'lead' || viewer.role === 'deputy')
}

/** A council answers the text it has read, once with yes. */
export function answerBlockers(split: SplitView, by: CouncilViewer, hash: string): SplitRefusal[] {
  if (!speaksForCouncil(by)) return [{ type: 'lead-only' }]
  if (!split.hash) return [{ type: 'no-proposal' }]
  if (split.hash !== hash) return [{ type: 'not-this-text' }]
  const hasApproved = split.approvals.some((each) => each.council === by.council && each.hash === hash)
  return hasApproved ? [{ type: 'approved-already' }] : []
}

type Ways = Pick<Proposal, 'pays' | 'saves' | 'setUp' | 'overspend' | 'savings'>

/** What each council bears of an amount beside the yearly bill, in whole pence; null where the rule gives no proportion. */
export function potPence(
  { pays, saves, setUp, overspend, savings = 'as-bill' }: Ways,
  pot: 'setUp' | 'overspend' | 'savings',
  amount: number,
): number[] | null {
  const way = { setUp, overspend, savings }[pot]
  if (way === 'equally')
    return inProportion(
      amount,
      pays.map(() => 1),
    )
  return inProportion(amount, way === 'as-bill' ? pays : saves)
}
