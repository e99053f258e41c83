export * from './commands.ts'
export { readEnvelopes, removeEnvelope, writeEnvelope, type Envelope, type SaveOutcome } from './envelope.ts'
export { ownKey } from './key.ts'
export * from './queries.ts'
export { refusalWords, roleWords, stateWords } from './refusal-words.ts'
export * from './round.ts'
export { checkReceipt, type ReceiptFinding } from './seal.ts'
export { loadRound, termsSubject, type RoundDatabase } from './store.ts'
export type { RoundTables } from './tables.ts'
export * from './terms.ts'
export * from './visibility.ts'
export {
  alonePart,
  bindingVisibility,
  chooseVisibility,
  ownVisibility,
  readAlone,
} from './visibility-store.ts'
export { mails as roundMails } from './mails.ts'
