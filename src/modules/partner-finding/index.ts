export { links as partnerFindingLinks } from './links.ts'
export { partnerFindingRoutes, type PartnerFindingPages } from './routes.ts'
export { partnerFindingApi } from './api.ts'
