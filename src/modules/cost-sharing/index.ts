export { costSharingApi } from './api.ts'
export { links as costSharingLinks } from './links.ts'
export { mailPaths as costSharingMailPaths, mails as costSharingMails } from './mails.ts'
export { splitToAnswer } from './next-step.ts'
export { splitFor, workedOut, type CostSharingPages } from './pages.ts'
export { readProposal } from './proposal-form.ts'
export { costSharingRoutes } from './routes.ts'
export {
  agreeToRule,
  dissentFromRule,
  proposeRule,
  saveFigures as saveSplitFigures,
  takeFromCase,
} from './commands.ts'
export type { SplitFigures } from './figures.ts'
export type { CostSharingDatabase, CostSharingDeps, CostSharingTables } from './store.ts'
