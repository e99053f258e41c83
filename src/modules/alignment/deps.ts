import type { AlignmentContent } from '#content/alignment.ts'
import type { Drawing } from '#modules/round/index.ts'
import type { PartnershipId } from '#platform/id.ts'
import type { Viewer } from '#platform/viewer.ts'
import type { AlignmentDeps } from './store.ts'

/** What the pages need besides what the commands need. */
export type AlignmentPages = AlignmentDeps & {
  readonly content: { readonly alignment: AlignmentContent }
  /** Where the partnership's newest readiness round stands: those rounds belong to another module. */
  readonly readinessHref: (viewer: Viewer, partnership: PartnershipId) => Promise<string>
}

export type Frame = Pick<Drawing, 'shell' | 'nav'>
