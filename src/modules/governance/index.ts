export { governanceApi } from './api.ts'
export { links as governanceLinks } from './links.ts'
export { powerReport, type Committee, type PowerReport } from './power.ts'
export { governanceRoutes } from './routes.ts'
export {
  enterPower,
  powerFor,
  type GovernanceDatabase,
  type GovernanceDeps,
  type GovernanceTables,
} from './store.ts'
