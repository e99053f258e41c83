export type { OperatingDeps, OperatingTables } from './deps.ts'
export { links as operatingLinks } from './links.ts'
export { operatingRoutes } from './routes.ts'
