import type { FastifyRequest } from 'fastify'
import type { Content } from '#content/content.ts'
import { NotFound } from '#platform/errors.ts'
import { idFrom, requireCouncil, requireViewer } from '#platform/http.ts'
import type { PartnershipId } from '#platform/id.ts'
import type { CouncilViewer, Viewer } from '#platform/viewer.ts'
import type { AskedReturn } from './asked-return.ts'
import type { Baseline, Successions } from './baseline.ts'
import { baselineViewFor, type BaselineView } from './queries.ts'
import type { CaseRunner } from './runner.ts'
import type { BusinessCaseDeps } from './store.ts'
import type { Place } from './views/frame.ts'

/** What the pages need besides what the commands need. */
export type BusinessCasePages = BusinessCaseDeps & {
  readonly content: Pick<Content, 'successions' | 'reorganisations' | 'parameters' | 'referenceCases'>
  /** Works runs out beside the pages. */
  readonly runner: CaseRunner
  /** Where the partnership's newest round stands, for the navigation. */
  readonly readinessHref: (viewer: Viewer, partnership: PartnershipId) => Promise<string>
  /** What each council must get out of it, from the newest aims that were opened to this viewer. */
  readonly askedReturns: (viewer: Viewer, partnership: PartnershipId) => Promise<readonly AskedReturn[]>
}

/** Which councils come after which: those that were replaced, and those that are decided to be. */
export function successionsOf({
  content,
}: {
  readonly content: Pick<Content, 'successions' | 'reorganisations'>
}): Successions {
  const past = content.successions.map(({ predecessor, successor }) => ({ from: predecessor, to: successor }))
  const decided = content.reorganisations.flatMap(({ passings, successors }) =>
    passings.flatMap(({ predecessor, successors: ids }) =>
      successors
        .filter(({ id }) => ids.includes(id))
        .flatMap(({ code }) => (code === undefined ? [] : [{ from: predecessor, to: code }])),
    ),
  )
  return [...past, ...decided]
}

export type Loaded = Place & BaselineView & { readonly viewer: Viewer }

/** The partnership of an address, its baseline, and where the page stands. For others it does not exist. */
export async function load(
  deps: BusinessCasePages,
  request: FastifyRequest,
  version?: number,
): Promise<Loaded> {
  const viewer = requireViewer(request)
  const id = idFrom<'partnership'>(request, 'partnership')
  const view = await baselineViewFor(deps, viewer, id, version)
  return { ...view, viewer, readiness: await deps.readinessHref(viewer, id) }
}

export type Council = Baseline['councils'][number]

/** The same for somebody who acts for a council of the partnership, where there is a baseline. */
export async function loadOwn(
  deps: BusinessCasePages,
  request: FastifyRequest,
): Promise<
  Loaded & { readonly viewer: CouncilViewer; readonly baseline: Baseline; readonly council: Council }
> {
  const viewer = requireCouncil(request)
  const loaded = await load(deps, request)
  const { baseline } = loaded
  const council = baseline?.councils.find(({ code }) => code === viewer.council)
  if (!baseline || !council) throw new NotFound('No baseline here for this council.')
  return { ...loaded, viewer, baseline, council }
}
