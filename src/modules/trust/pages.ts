import type { TrustStatements } from '#content/trust.ts'
import type { TrustDeps } from './store.ts'

/** What the pages need besides what the commands need. */
export type TrustPages = TrustDeps & { readonly trust: TrustStatements }
