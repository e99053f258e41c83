import { never } from '#platform/errors.ts'
import type { PeopleRefusal } from './colleague.ts'
import type { Stale } from './invitation.ts'
import type { PasswordFault } from '#platform/password.ts'
import type { Office, Role } from '#platform/viewer.ts'

/** The words of the pages, by key. */

export const addressMissing = 'Enter your email address'
export const addressWrong = 'Enter an email address in the correct format, like name@example.gov.uk'
export const nameMissing = 'Enter a name of 100 characters or fewer'
export const codeMissing = 'Enter the 6-digit code from your app'
export const codeWrong =
  'That code is not right, or it was used already. Wait for the next one in your app and enter that.'
export const signInWrong = 'The email address or the password is not right. Check both and try again.'

export const passwordFaultWords: Record<PasswordFault, string> = {
  'too-short': 'Use 12 characters or more. Three or four words that do not belong together work well.',
  'too-long': 'Use 200 characters or fewer',
  common: 'This password is one that is guessed early. Choose words that do not belong together.',
  'own-name': 'Choose a password that is not made of your name or email address',
}

export const roleNames: Record<Role | 'partnership-manager', string> = {
  lead: 'Council lead',
  deputy: 'Deputy',
  contributor: 'Contributor',
  approver: 'Approver',
  reader: 'Reader',
  'partnership-manager': 'Partnership manager',
}

/** What each role may do, in one sentence beside the choice. */
export const roleMeanings: Record<Role, string> = {
  lead: 'Decides for the council: agrees terms, records the agreed answers, seals, and looks after its people.',
  deputy: 'Can do what the lead can, but cannot name or remove a lead.',
  contributor: 'Answers for the office they hold.',
  approver: 'Reads the agreed answers and approves the seal where two people must.',
  reader: 'Reads what the council may read, and changes nothing.',
}

export const officeNames: Record<Office, string> = {
  'chief-executive': 'Chief executive',
  cio: 'Chief information officer',
  'section-151': 'Section 151 officer',
  monitoring: 'Monitoring officer',
  member: 'Elected member',
  'service-manager': 'Service manager',
  staff: 'Staff',
}

/** What somebody is invited as: "council lead for Ashby Borough Council". */
export function asWords(
  role: Role | 'partnership-manager',
  office: Office | null,
  council: string | null,
): string {
  const name = roleNames[role].toLowerCase()
  const place = council === null ? '' : ` for ${council}`
  return office === null ? `${name}${place}` : `${name} (${officeWords(office)})${place}`
}

function officeWords(office: Office): string {
  return office === 'cio' ? 'chief information officer' : officeNames[office].toLowerCase()
}

/** Why not, and what would change it. */
export function refusalWords(refusal: PeopleRefusal): string {
  switch (refusal.type) {
    case 'not-leading':
      return 'This is for the lead and the deputies of your council.'
    case 'for-leads':
      return 'Only a lead can name, change or remove a lead. Ask the lead of your council.'
    case 'last-lead':
      return 'Your council would have no lead. Make somebody else the lead first.'
    case 'already-here':
      return `${refusal.name} already acts for your council with this address. Change their role instead.`
    case 'already-invited':
      return 'This address has been invited already. Withdraw that invitation to send another.'
    case 'sandbox':
      return 'Nobody is written to from a sandbox. Leave the sandbox to invite people.'
    case 'yourself':
      return 'You cannot do this to yourself. To stop acting for your council, leave it on your account page.'
    default:
      return never(refusal)
  }
}

export const staleWords: Record<Stale, string> = {
  accepted:
    'It has been accepted already. If it was you, sign in. If it was not, tell the person who leads your council.',
  withdrawn: 'Whoever sent it has withdrawn it. Ask them for another if you think this is a mistake.',
  expired: 'Invitations hold for 14 days and this one is older. Ask whoever sent it for another.',
  'has-lead': 'Somebody leads for this council already. Ask them to invite you.',
}
