import { Type, type Static } from 'typebox'
import type { Day } from '#engine/day.ts'
import type { AuthorityCode, Id, PartnershipId } from '#platform/id.ts'
import type { Viewer } from '#platform/viewer.ts'

export type LeavingId = Id<'leaving'>

/** From the notice to the end. What comes before it, considering, is private and stands in the council's own plan. */
export const leavingStates = [
  'notice',
  'planning',
  'transferring',
  'settling',
  'closed',
  'withdrawn',
] as const
export type LeavingState = (typeof leavingStates)[number]

/** A notice: who decided, when, and where it is minuted; when it was given, and when the council is gone. */
export const noticeSchema = Type.Object(
  {
    body: Type.String({
      minLength: 1,
      maxLength: 200,
      pattern: '\\S',
      description: 'The body that decided.',
    }),
    decidedOn: Type.String({ pattern: String.raw`^\d{4}-\d{2}-\d{2}$` }),
    minute: Type.String({
      minLength: 1,
      maxLength: 300,
      pattern: '\\S',
      description: 'The minute or decision record.',
    }),
    scope: Type.String({ maxLength: 300, description: 'Which services; empty for the whole.' }),
    givenOn: Type.String({ pattern: String.raw`^\d{4}-\d{2}-\d{2}$` }),
    leavesOn: Type.String({ pattern: String.raw`^\d{4}-\d{2}-\d{2}$` }),
    /** The hash of the terms under which the day was reckoned. */
    termsHash: Type.String({ maxLength: 64 }),
  },
  { additionalProperties: false },
)
export type Notice = Static<typeof noticeSchema>

export type Leaving = {
  readonly id: LeavingId
  readonly partnership: PartnershipId
  readonly council: AuthorityCode
  readonly state: LeavingState
  readonly notice: Notice
  readonly version: number
  readonly givenAt: Date
  readonly closedAt: Date | null
}

export type Refusal =
  | { readonly type: 'not-leading' }
  | { readonly type: 'not-a-member' }
  | { readonly type: 'no-terms' }
  | { readonly type: 'terms-not-agreed'; readonly waitingFor: readonly AuthorityCode[] }
  | { readonly type: 'already-leaving' }
  | { readonly type: 'decided-later'; readonly decidedOn: Day; readonly givenOn: Day }
  | { readonly type: 'given-in-future' }
  | { readonly type: 'wrong-state'; readonly state: LeavingState }
  | { readonly type: 'only-leaver' }
  | { readonly type: 'no-strategy' }
  | { readonly type: 'tasks-open'; readonly count: number }
  | { readonly type: 'before-the-day'; readonly leavesOn: Day }
  | { readonly type: 'no-settlement' }
  | { readonly type: 'not-approved'; readonly waitingFor: readonly AuthorityCode[] }
  | { readonly type: 'changed-meanwhile' }
  | { readonly type: 'nothing-to-approve' }
  | { readonly type: 'published' }

type Who = Pick<Viewer, 'council' | 'role'>

export function leadsAny({ council, role }: Who): boolean {
  return council !== null && (role === 'lead' || role === 'deputy')
}

/** Why notice cannot be given now. */
export function noticeBlockers(
  by: Who,
  given: Pick<Notice, 'decidedOn' | 'givenOn'>,
  at: {
    readonly isMember: boolean
    readonly hasTerms: boolean
    readonly termsWaitingFor: readonly AuthorityCode[]
    readonly leavings: readonly Pick<Leaving, 'council' | 'state'>[]
    readonly today: Day
  },
): Refusal[] {
  if (!leadsAny(by)) return [{ type: 'not-leading' }]
  if (!at.isMember) return [{ type: 'not-a-member' }]
  const isLeaving = at.leavings.some(({ council, state }) => council === by.council && isLive(state))
  return [
    ...(at.hasTerms ? [] : [{ type: 'no-terms' as const }]),
    ...(at.hasTerms && at.termsWaitingFor.length > 0
      ? [{ type: 'terms-not-agreed' as const, waitingFor: at.termsWaitingFor }]
      : []),
    ...(isLeaving ? [{ type: 'already-leaving' as const }] : []),
    ...(given.givenOn < given.decidedOn ? [{ type: 'decided-later' as const, ...given }] : []),
    ...(given.givenOn > at.today ? [{ type: 'given-in-future' as const }] : []),
  ]
}

export function isLive(state: LeavingState): boolean {
  return state !== 'closed' && state !== 'withdrawn'
}

/** The moves there are, and from where. */
export const moves = {
  planning: 'notice',
  transferring: 'planning',
  settling: 'transferring',
  closed: 'settling',
} as const satisfies Partial<Record<LeavingState, LeavingState>>
export type Move = keyof typeof moves

export function nextMove(state: LeavingState): Move | null {
  const found = Object.entries(moves).find(([, from]) => from === state)?.[0]
  return found === 'planning' || found === 'transferring' || found === 'settling' || found === 'closed'
    ? found
    : null
}

/** Why a leaving cannot go on to its next part. Any partner may move it on; only the one that leaves may close it. */
export function moveBlockers(
  by: Who,
  leaving: Pick<Leaving, 'state' | 'council' | 'notice'>,
  to: Move,
  at: {
    readonly onePlanWritten: boolean
    readonly openTasks: number
    readonly today: Day
    readonly hasSettlement: boolean
    readonly settlementWaitingFor: readonly AuthorityCode[]
  },
): Refusal[] {
  if (!leadsAny(by)) return [{ type: 'not-leading' }]
  if (moves[to] !== leaving.state) return [{ type: 'wrong-state', state: leaving.state }]
  switch (to) {
    case 'planning':
      return []
    case 'transferring':
      return at.onePlanWritten ? [] : [{ type: 'no-strategy' }]
    case 'settling':
      return [
        ...(at.today < leaving.notice.leavesOn
          ? [{ type: 'before-the-day' as const, leavesOn: leaving.notice.leavesOn }]
          : []),
        ...(at.openTasks > 0 ? [{ type: 'tasks-open' as const, count: at.openTasks }] : []),
      ]
    case 'closed':
      return [
        ...(by.council === leaving.council ? [] : [{ type: 'only-leaver' as const }]),
        ...(at.hasSettlement ? [] : [{ type: 'no-settlement' as const }]),
        ...(at.hasSettlement && at.settlementWaitingFor.length > 0
          ? [{ type: 'not-approved' as const, waitingFor: at.settlementWaitingFor }]
          : []),
      ]
    default:
      return to satisfies never
  }
}

/** Why a notice cannot be taken back. The others must have agreed: they may have begun to rely on it. */
export function withdrawBlockers(
  by: Who,
  leaving: Pick<Leaving, 'state' | 'council'>,
  waitingFor: readonly AuthorityCode[],
): Refusal[] {
  if (!leadsAny(by)) return [{ type: 'not-leading' }]
  if (by.council !== leaving.council) return [{ type: 'only-leaver' }]
  if (leaving.state !== 'notice' && leaving.state !== 'planning')
    return [{ type: 'wrong-state', state: leaving.state }]
  return waitingFor.length > 0 ? [{ type: 'not-approved', waitingFor }] : []
}
