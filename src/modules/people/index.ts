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
export { mintMailLink } from './mail-link.ts'
export { firstOperatorLink } from './first-operator.ts'
export { peopleRoutes } from './routes.ts'
export type { PeopleDeps } from './store.ts'
