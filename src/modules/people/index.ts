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
