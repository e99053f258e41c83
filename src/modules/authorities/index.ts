export { addBody, type BodyRefusal, type NewBody } from './add-body.ts'
export { bringInAuthorities } from './commands.ts'
export { links as authoritiesLinks } from './links.ts'
export {
  directoryOf,
  findCouncil,
  predecessorsOf,
  successorsOf,
  type Directory,
  type FormerCouncil,
} from './directory.ts'
export { searchCouncils, type Hit as CouncilHit } from './search.ts'
export { councilOptions, type CouncilOption } from './options.ts'
export { authoritiesFor, type KnownAuthority } from './queries.ts'
export { authoritiesRoutes, type AuthoritiesPages, type SharedBy } from './routes.ts'
export type { AuthoritiesTables } from './tables.ts'
export { authorityPicker } from './views/picker.ts'
export { authoritiesApi } from './api.ts'
export { kindWords as councilKindWords } from './text.ts'
