export { exitRoutes } from './routes.ts'
export type { ExitPages } from './pages.ts'
export { links as exitLinks } from './links.ts'
export { mails as exitMails, mailPaths as exitMailPaths } from './mails.ts'
export type { ExitTables } from './tables.ts'
export type { ExitDatabase, ExitDeps } from './store.ts'
export { exitViewFor, type ExitSources, type ExitView } from './queries.ts'
export {
  saveAnswer as saveExitAnswer,
  saveEntry as saveExitEntry,
  addRehearsal,
  reviewPlan,
  saveTerms as saveExitTerms,
  approveExitTerms,
  sharePlan,
} from './commands.ts'
export { passingsOf, rerun, type Passing, type Rerun } from './reorganisation.ts'
export type { Entry as ExitEntry } from './plan.ts'
export { exitApi } from './api.ts'
