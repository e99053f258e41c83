export { clearUnusedSandboxes, makeSandbox } from './commands.ts'
export { sandboxRoutes } from './routes.ts'
export type { SandboxTables } from './tables.ts'
