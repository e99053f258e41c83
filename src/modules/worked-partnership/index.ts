export { workedPartnershipRoutes, type WorkedPages } from './routes.ts'
export { findingsOf, modelOf, type Findings } from './findings.ts'
export { warningsOf } from './words.ts'
