export {
  absoluteSeconds,
  endSession,
  idleSeconds,
  sessionHash,
  signedIn,
  startSession,
  type SignedIn,
} from './session.ts'
export type { PeopleTables } from './tables.ts'
export { namesOfPeople, speakersOf, type Speaker } from './speakers.ts'
export { fact, letter, type Letter } from './letter.ts'
export { links as peopleLinks } from './links.ts'
export { mails as peopleMails } from './mails.ts'
export { accept, invitationAt } from './accept.ts'
export { leadsCouncil, type PeopleRefusal } from './colleague.ts'
export { readPerson } from './people-forms.ts'
export { inviteManager, inviteToLead, inviteToLeadWithin, withdrawInvitation } from './invitation-commands.ts'
export { officeNames, roleNames, refusalWords as peopleRefusalWords } from './text.ts'
export { confirmPage, invitedPage, withRefusals } from './views/people-page.ts'
export {
  cardTable,
  doneNotice,
  handOver,
  heading,
  hidden,
  postButton,
  postForm,
  questionPage,
} from './views/parts.ts'
export {
  enrolLead,
  nameOperator,
  replaceCredentials,
  type OperatorOutcome,
  type OperatorRefusal,
} from './operator-commands.ts'
export { accountCounts, accountFor, accountsFor, mostAccounts, type Account } from './operator-queries.ts'
export { tidyPeople } from './housekeeping.ts'
export { mintMailLink } from './mail-link.ts'
export { firstOperatorLink } from './first-operator.ts'
export { peopleRoutes } from './routes.ts'
export type { PeopleDeps } from './store.ts'
export { roles } from './people-forms.ts'
export { knowToken } from './token-asker.ts'
export { makeToken, revokeToken, tokensFor, type WantedToken } from './token-commands.ts'
export { tokenLinks } from './token-links.ts'
export { tokenRoutes } from './token-routes.ts'
