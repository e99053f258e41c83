export {
  changeExercise,
  exerciseCommand,
  openExercise,
  saveItem,
  sealExercise,
  startExercise,
  type NewExercise,
} from './commands.ts'
export { requiredReturnsFor, type RevealedReturn } from './aims-queries.ts'
export type { RequiredReturn } from './aims.ts'
export { mails as alignmentMails } from './mails.ts'
export type { AlignmentDatabase, AlignmentDeps } from './store.ts'
export type { AlignmentTables } from './tables.ts'
export type { AlignmentPages } from './deps.ts'
export { links as alignmentLinks } from './links.ts'
export { alignmentNextFor, alignmentToBegin, headsToApprove } from './next-queries.ts'
export { alignmentRoutes } from './routes.ts'
export { acceptOverlap } from './overlap-commands.ts'
export { alignmentApi } from './api.ts'
