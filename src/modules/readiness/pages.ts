import type { Framework } from '#content/framework.ts'
import type { ReadinessDeps } from './store.ts'

/** What the pages need besides what the commands need. */
export type ReadinessPages = ReadinessDeps & { readonly frameworks: readonly Framework[] }
