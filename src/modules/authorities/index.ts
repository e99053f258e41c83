export { bringInAuthorities } from './commands.ts'
export type { AuthoritiesTables } from './tables.ts'
