import { never } from '#platform/errors.ts'
import type { AuthorityCode } from '#platform/id.ts'
import type { Role } from '#platform/viewer.ts'
import type { Action, RoundState } from './round.ts'
import type { Visibility, VisibilityRefusal } from './visibility.ts'

/** The words of the round's own rules, the same for every client. */

export const roleWords: Record<Role, string> = {
  lead: 'council lead',
  deputy: 'deputy',
  contributor: 'contributor',
  approver: 'approver',
  reader: 'reader',
}

export const stateWords: Record<RoundState, string> = {
  draft: 'Draft',
  offered: 'Terms offered',
  open: 'Open for answers',
  revealed: 'Answers open',
  cancelled: 'Cancelled',
  archived: 'Archived',
}

export const visibilityNames: Record<Visibility, string> = {
  figure: 'One figure for each statement',
  pair: 'Each council sees what was said of it',
  matrix: 'Every council sees everything',
}

const actionWords: Record<Action, string> = {
  'change-terms': 'change the terms',
  offer: 'offer the terms',
  'approve-terms': 'agree the terms',
  answer: 'answer',
  seal: 'seal',
  'approve-seal': 'approve the seal',
  'break-seal': 'break the seal',
  consent: 'consent',
  reveal: 'open the answers',
  extend: 'ask for more time',
  'agree-extension': 'agree to more time',
  withdraw: 'leave the round',
  cancel: 'cancel the round',
  archive: 'record anything',
}

const stateReasons: Record<RoundState, string> = {
  draft: 'its terms have not been offered yet',
  offered: 'not every council has agreed its terms',
  open: 'it is open for answers',
  revealed: 'its answers are already open',
  cancelled: 'it was cancelled',
  archived: 'it is archived',
}

/** Why not, in a sentence that names the thing; and what would change it. */
export function refusalWords(
  refusal: VisibilityRefusal,
  nameOf: (council: AuthorityCode) => string,
  dateOf: (instant: string) => string,
): string {
  switch (refusal.type) {
    case 'not-now':
      return `You cannot ${actionWords[refusal.action]} in this round: ${stateReasons[refusal.state]}.`
    case 'not-a-party':
      return 'Your council takes no part in this round.'
    case 'withdrawn':
      return 'Your council has left this round.'
    case 'role':
      return `This is for the ${listOr(refusal.needs.map((role) => roleWords[role]))} of your council.`
    case 'not-the-starter':
      return `Only ${nameOf(refusal.starter)} can do this, because it started the round.`
    case 'already-approved':
      return 'Your council has agreed these terms already.'
    case 'already-sealed':
      return 'Your council has sealed its answers. To change one, break the seal first; every partner is told.'
    case 'not-sealed-yourself':
      return 'Your council has not sealed its answers yet.'
    case 'seal-not-asked':
      return 'Nobody has asked to seal these answers yet.'
    case 'same-person-approves':
      return 'You asked for this seal, so somebody else must approve it.'
    case 'already-consented':
      return 'Your council has consented already.'
    case 'consent-not-needed':
      return 'These terms need no consent: the answers open when all have sealed.'
    case 'reason-missing':
      return 'Give a reason. Every partner will read it.'
    case 'no-deadline':
      return 'This round has no deadline, so there is nothing to move.'
    case 'nothing-asked':
      return 'Nobody is asking for more time.'
    case 'not-all-sealed':
      return `${refusal.sealed} of ${refusal.of} councils have sealed.${waitingWords(refusal.waitingFor, nameOf)}`
    case 'deadline-not-reached':
      return `Not every council has sealed. Those that have can open theirs after ${dateOf(refusal.deadline)}.`
    case 'consent-missing':
      return `${refusal.consented} of the ${refusal.of} councils that have sealed consent to open without the rest.`
    case 'too-few-sealed':
      return 'At least two councils must have sealed.'
    case 'visibility-missing':
      return 'Choose first how far the ratings are shown. Then agree the terms.'
    case 'visibility-too-few':
      return `This needs ${refusal.least} councils or more. Between two, each sees what the other said of it.`
    case 'visibility-loosened':
      return `Answers may be in, so the choice can only become more private. It stands at “${visibilityNames[refusal.standing]}”.`
    case 'visibility-stands':
      return 'The ratings are open, or this round is over. How far they are shown stands.'
    default:
      return never(refusal)
  }
}

function waitingWords(
  waitingFor: readonly AuthorityCode[] | null,
  nameOf: (council: AuthorityCode) => string,
): string {
  if (waitingFor === null) return ' The terms do not say which.'
  return waitingFor.length === 0 ? '' : ` Still to seal: ${waitingFor.map(nameOf).join(', ')}.`
}

function listOr(words: readonly string[]): string {
  return new Intl.ListFormat('en-GB', { type: 'disjunction' }).format(words)
}
