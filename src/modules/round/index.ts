export * from './commands.ts'
export { othersWords } from './others-words.ts'
export * from './reveal-commands.ts'
export * from './seal-commands.ts'
export type { Outcome } from './command.ts'
export * from './time-commands.ts'
export { readEnvelopes, removeEnvelope, writeEnvelope, type Envelope, type SaveOutcome } from './envelope.ts'
export { ownKey } from './key.ts'
export * from './queries.ts'
export { refusalWords, roleWords, stateWords, visibilityNames } from './refusal-words.ts'
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
export { receiptFrom } from './receipt-form.ts'
export { roundLinks } from './pages/links.ts'
export { commonTerms, commonTermValue, withCommonTerm, type CommonTermId } from './pages/term-question.ts'
export { roundPages } from './pages/routes.ts'
export { sealWithin } from './pages/seal-routes.ts'
export {
  drawingOf,
  shownRound,
  shownWithin,
  type Drawing,
  type FaceDatabase,
  type FaceDeps,
  type AskedRow,
  type FaceTrx,
  type RoundFace,
  type RoundSeen,
  type RoundShown,
} from './pages/face.ts'
export {
  bullets,
  namesIn,
  othersIn,
  ownName,
  reasonWords,
  refusalSummary,
  roundFrame,
  seesRound,
  type Reason,
} from './pages/views/frame.ts'
export { offeredNote } from './pages/views/terms-page.ts'
