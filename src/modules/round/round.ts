import type { AuthorityCode, PartnershipId, PersonId, RoundId } from '#platform/id.ts'
import type { Role } from '#platform/viewer.ts'
import type { RoundTerms } from './terms.ts'

/**
 * A round puts the same questions to several councils. Each answers in confidence and seals; then all answers open together,
 * or none do.
 *
 * Every rule here that can say no returns its reasons. The page shows them in place of the button, the command refuses
 * with them, the test walks through them: one rule, never two.
 */
export type RoundState = 'draft' | 'offered' | 'open' | 'revealed' | 'cancelled' | 'archived'

/** Private: one council, and nobody else knows. Joint: sealed, opened together. Repeat: joint, from where the last one ended. */
export type RoundMode = 'private' | 'joint' | 'repeat'

export type Party = {
  readonly council: AuthorityCode
  readonly name: string
  readonly shortName: string
  readonly approvedTerms: boolean
  readonly withdrawn: boolean
}

/** What the viewer may know about seals. Names are null unless the terms show them. */
export type Seals = {
  readonly sealed: number
  readonly consented: number
  readonly names: readonly AuthorityCode[] | null
  readonly own: OwnSeal | null
}

/** The viewer's own council's seal. Asked for but not sealed: it waits for a second person. */
export type OwnSeal = {
  readonly askedBy: PersonId
  readonly askedAt: Date
  readonly sealedAt: Date | null
  readonly consentedAt: Date | null
  readonly root: string
}

export type Round = {
  readonly id: RoundId
  readonly partnership: PartnershipId
  readonly client: string
  readonly mode: RoundMode
  readonly title: string
  readonly state: RoundState
  readonly terms: RoundTerms
  readonly termsHash: string
  /** More time that was asked for, and who has agreed to it; null while nobody asks. */
  readonly extension: Extension | null
  readonly snapshotHash: string
  readonly createdFor: AuthorityCode
  readonly previous: RoundId | null
  readonly createdAt: Date
  readonly openedAt: Date | null
  readonly revealedAt: Date | null
  readonly parties: readonly Party[]
  readonly seals: Seals
}

/** A later deadline. It counts when every council still in the round has agreed to it. */
export type Extension = {
  readonly deadline: string
  readonly hash: string
  readonly agreed: readonly AuthorityCode[]
}

/** Who is asking: the council they act for and what they may do for it. */
export type Actor = {
  readonly person: PersonId
  readonly council: AuthorityCode | null
  readonly role: Role | null
}

export type Action =
  | 'change-terms'
  | 'offer'
  | 'approve-terms'
  | 'answer'
  | 'seal'
  | 'approve-seal'
  | 'break-seal'
  | 'consent'
  | 'reveal'
  | 'extend'
  | 'agree-extension'
  | 'withdraw'
  | 'cancel'
  | 'archive'

/** What may be done in each state. A new state does not compile until it says. */
export const actionsIn: Record<RoundState, readonly Action[]> = {
  draft: ['change-terms', 'offer', 'cancel'],
  offered: ['change-terms', 'approve-terms', 'withdraw', 'cancel'],
  open: [
    'answer',
    'seal',
    'approve-seal',
    'break-seal',
    'consent',
    'reveal',
    'extend',
    'agree-extension',
    'withdraw',
    'cancel',
  ],
  revealed: ['archive'],
  cancelled: [],
  archived: [],
}

/** Which roles may act so for their council. */
export const rolesFor: Record<Action, readonly Role[]> = {
  'change-terms': ['lead', 'deputy'],
  offer: ['lead', 'deputy'],
  'approve-terms': ['lead', 'deputy'],
  answer: ['lead', 'deputy', 'contributor'],
  seal: ['lead', 'deputy'],
  'approve-seal': ['lead', 'deputy', 'approver'],
  'break-seal': ['lead', 'deputy'],
  consent: ['lead', 'deputy'],
  reveal: ['lead', 'deputy'],
  extend: ['lead', 'deputy'],
  'agree-extension': ['lead', 'deputy'],
  withdraw: ['lead'],
  cancel: ['lead'],
  archive: ['lead', 'deputy'],
}

export type Refusal =
  | { readonly type: 'not-now'; readonly state: RoundState; readonly action: Action }
  | { readonly type: 'not-a-party' }
  | { readonly type: 'role'; readonly needs: readonly Role[] }
  | { readonly type: 'withdrawn' }
  | { readonly type: 'not-the-starter'; readonly starter: AuthorityCode }
  | { readonly type: 'already-approved' }
  | { readonly type: 'already-sealed' }
  | { readonly type: 'not-sealed-yourself' }
  | { readonly type: 'seal-not-asked' }
  | { readonly type: 'same-person-approves' }
  | { readonly type: 'already-consented' }
  | { readonly type: 'consent-not-needed' }
  | { readonly type: 'reason-missing' }
  | { readonly type: 'no-deadline' }
  | { readonly type: 'nothing-asked' }
  | {
      readonly type: 'not-all-sealed'
      readonly sealed: number
      readonly of: number
      readonly waitingFor: readonly AuthorityCode[] | null
    }
  | { readonly type: 'deadline-not-reached'; readonly deadline: string }
  | { readonly type: 'consent-missing'; readonly consented: number; readonly of: number }
  | { readonly type: 'too-few-sealed'; readonly sealed: number }

/** The councils still taking part. */
export function presentParties(round: Round): readonly Party[] {
  return round.parties.filter((party) => !party.withdrawn)
}

/** Refuses what the state, the council or the role does not allow. Every rule below starts here. */
function commonBlockers(round: Round, by: Actor, action: Action): Refusal[] {
  const party = round.parties.find(({ council }) => council === by.council)
  if (!party) return [{ type: 'not-a-party' }]
  if (party.withdrawn) return [{ type: 'withdrawn' }]
  const refusals: Refusal[] = []
  if (!actionsIn[round.state].includes(action)) refusals.push({ type: 'not-now', state: round.state, action })
  if (by.role === null || !rolesFor[action].includes(by.role))
    refusals.push({ type: 'role', needs: rolesFor[action] })
  return refusals
}

function onlyStarter(round: Round, by: Actor): Refusal[] {
  return round.createdFor === by.council ? [] : [{ type: 'not-the-starter', starter: round.createdFor }]
}

/** Why somebody cannot start a round among these councils: they speak for their own, and it must be one of them. */
export function startBlockers(by: Actor, parties: readonly AuthorityCode[]): Refusal[] {
  if (by.council === null || !parties.includes(by.council)) return [{ type: 'not-a-party' }]
  return by.role !== null && rolesFor.offer.includes(by.role) ? [] : [{ type: 'role', needs: rolesFor.offer }]
}

/** Why terms cannot be changed. Changing them after they were offered asks every council again. */
export function changeTermsBlockers(round: Round, by: Actor): Refusal[] {
  return [...commonBlockers(round, by, 'change-terms'), ...onlyStarter(round, by)]
}

export function offerBlockers(round: Round, by: Actor): Refusal[] {
  return [...commonBlockers(round, by, 'offer'), ...onlyStarter(round, by)]
}

export function approveTermsBlockers(round: Round, by: Actor): Refusal[] {
  const own = round.parties.find(({ council }) => council === by.council)
  return [
    ...commonBlockers(round, by, 'approve-terms'),
    ...(own?.approvedTerms ? [{ type: 'already-approved' } as const] : []),
  ]
}

/** Why nothing can be answered: among other things, a sealed council must break its seal before it changes its mind. */
export function answerBlockers(round: Round, by: Actor): Refusal[] {
  return [...commonBlockers(round, by, 'answer'), ...sealedAlready(round)]
}

export function sealBlockers(round: Round, by: Actor): Refusal[] {
  return [...commonBlockers(round, by, 'seal'), ...sealedAlready(round)]
}

function sealedAlready(round: Round): Refusal[] {
  return round.seals.own?.sealedAt ? [{ type: 'already-sealed' }] : []
}

/** Two people for one seal, where the terms ask for it: whoever asked cannot also approve. */
export function approveSealBlockers(round: Round, by: Actor): Refusal[] {
  const own = round.seals.own
  return [
    ...commonBlockers(round, by, 'approve-seal'),
    ...(own === null ? [{ type: 'seal-not-asked' } as const] : []),
    ...(own?.sealedAt ? [{ type: 'already-sealed' } as const] : []),
    ...(own && own.askedBy === by.person ? [{ type: 'same-person-approves' } as const] : []),
  ]
}

/** Breaking a seal tells every partner, so it needs a reason that they can read. */
export function breakSealBlockers(round: Round, by: Actor, reason: string): Refusal[] {
  return [
    ...commonBlockers(round, by, 'break-seal'),
    ...(round.seals.own?.sealedAt ? [] : [{ type: 'not-sealed-yourself' } as const]),
    ...(reason.trim() === '' ? [{ type: 'reason-missing' } as const] : []),
  ]
}

export function consentBlockers(round: Round, by: Actor): Refusal[] {
  const own = round.seals.own
  return [
    ...commonBlockers(round, by, 'consent'),
    ...(round.terms.reveal === 'deadline' ? [] : [{ type: 'consent-not-needed' } as const]),
    ...(own?.sealedAt ? [] : [{ type: 'not-sealed-yourself' } as const]),
    ...(own?.consentedAt ? [{ type: 'already-consented' } as const] : []),
  ]
}

/**
 * Why the answers cannot be opened yet.
 *
 * By default every council must have sealed. Where the terms set a deadline, then after it those who have sealed may open
 * theirs without the rest, if each of them consents; what the others wrote stays closed.
 */
export function revealBlockers(round: Round, by: Actor, now: Date): Refusal[] {
  return [...commonBlockers(round, by, 'reveal'), ...openingBlockers(round, now)]
}

function openingBlockers(round: Round, now: Date): Refusal[] {
  const { sealed, consented, names } = round.seals
  const present = presentParties(round)
  if (sealed === present.length && (sealed > 1 || round.mode === 'private')) return []
  const { deadline } = round.terms
  if (round.terms.reveal === 'all-sealed' || deadline === null) {
    const waitingFor =
      names && present.map(({ council }) => council).filter((council) => !names.includes(council))
    return sealed === present.length
      ? [{ type: 'too-few-sealed', sealed }]
      : [{ type: 'not-all-sealed', sealed, of: present.length, waitingFor }]
  }
  if (now.getTime() < Date.parse(deadline)) return [{ type: 'deadline-not-reached', deadline }]
  if (sealed < 2) return [{ type: 'too-few-sealed', sealed }]
  return consented < sealed ? [{ type: 'consent-missing', consented, of: sealed }] : []
}

/** Why no more time can be asked for. Any council that leads here may ask; all must agree before it counts. */
export function extendBlockers(round: Round, by: Actor): Refusal[] {
  return [
    ...commonBlockers(round, by, 'extend'),
    ...(round.terms.deadline === null ? [{ type: 'no-deadline' } as const] : []),
  ]
}

export function agreeExtensionBlockers(round: Round, by: Actor): Refusal[] {
  const { extension } = round
  return [
    ...commonBlockers(round, by, 'agree-extension'),
    ...(extension === null ? [{ type: 'nothing-asked' } as const] : []),
    ...(extension?.agreed.some((council) => council === by.council)
      ? [{ type: 'already-approved' } as const]
      : []),
  ]
}

export function withdrawBlockers(round: Round, by: Actor): Refusal[] {
  return commonBlockers(round, by, 'withdraw')
}

/** Cancelling opens nothing: each council keeps its own copy and nobody else's. */
export function cancelBlockers(round: Round, by: Actor): Refusal[] {
  return [...commonBlockers(round, by, 'cancel'), ...onlyStarter(round, by)]
}

export function archiveBlockers(round: Round, by: Actor): Refusal[] {
  return commonBlockers(round, by, 'archive')
}
