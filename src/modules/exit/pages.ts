import type { FastifyReply, FastifyRequest } from 'fastify'
import type { HolidayCalendar } from '#engine/bank-holiday.ts'
import { partnershipNav } from '#modules/partnership/index.ts'
import type { Clock } from '#platform/clock.ts'
import { NotFound } from '#platform/errors.ts'
import { idFrom, queryFrom, requireViewer, textFrom } from '#platform/http.ts'
import type { PartnershipId } from '#platform/id.ts'
import type { CouncilViewer, Viewer } from '#platform/viewer.ts'
import { actsForCouncil } from '#platform/viewer.ts'
import type { Plan } from './plan.ts'
import { exitViewFor, type ExitSources, type ExitView } from './queries.ts'
import type { ExitStanding } from './standing.ts'
import { whose as whoseValues, type Whose } from './store.ts'
import type { Frame } from './views/frame.ts'

/** `readinessHref` is where the partnership's newest round stands, for the navigation; rounds belong to another module. */
export type ExitPages = ExitSources & {
  readonly clock: Clock
  readonly readinessHref: (viewer: Viewer, partnership: PartnershipId) => Promise<string>
}

export type Loaded = { readonly viewer: Viewer; readonly view: ExitView; readonly frame: Frame }

const doneWords: Readonly<Record<string, string>> = {
  saved: 'Saved',
  removed: 'Taken out of the register',
  reviewed: 'The plan counts as gone through today',
  shared: 'The partners can read your plan as it stands now',
  terms: 'The terms are saved, and your council agrees to them',
  agreed: 'Your council has agreed',
  notice: 'Notice is given, and every partner is told',
  moved: 'The parting has moved on',
  tasks: 'The tasks are made. Give each an owner',
  loaded: 'The registers are loaded',
  line: 'The settlement is changed. Every council has to agree to it again',
  public: 'The lessons are public',
  back: 'The notice is taken back',
}

/** What every page here begins with: who asks, for which partnership, and what they may see and do. */
export async function load(deps: ExitPages, request: FastifyRequest): Promise<Loaded> {
  const viewer = requireViewer(request)
  const id = idFrom<'partnership'>(request, 'partnership')
  const view = await exitViewFor(deps, viewer, id)
  const own = view.partnership.members.find(({ council }) => council === viewer.council)
  const leads = viewer.role === 'lead' || viewer.role === 'deputy'
  return {
    viewer,
    view,
    frame: {
      view,
      nav: partnershipNav(id, 'exit', await deps.readinessHref(viewer, id)),
      mayWrite: leads && view.members.some(({ council }) => council === viewer.council),
      council: own?.shortName ?? null,
      done: doneWords[queryFrom(request, 'done')],
    },
  }
}

/** The bank holidays by which an English council counts; the rules about notices are England's, so the others get none. */
export function calendarFor(deps: ExitPages, { council }: Viewer): HolidayCalendar | null {
  const nation = deps.content.authorities.find(({ code }) => code === council)?.nation ?? 'England'
  return nation === 'England' ? deps.content.holidays : null
}

/** The plan that the address names. A council's own is not there for those who may not read it. */
export function planAt(
  request: FastifyRequest,
  { view }: Loaded,
): { whose: Whose; plan: Plan; standing: ExitStanding } {
  const whose = whoseValues.find((each) => each === textFrom(request, 'whose'))
  if (whose === 'joint') return { whose, plan: view.joint, standing: view.jointStanding }
  if (whose !== 'ours' || !view.own) throw new NotFound('No such plan, or not yours to see.')
  return { whose, ...view.own }
}

/** Whoever writes: somebody who acts for a council. The commands say whether they may. */
export function writer({ viewer }: Loaded): CouncilViewer {
  if (!actsForCouncil(viewer)) throw new NotFound('Only for people who act for a council.')
  return viewer
}

export type Draw = (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>
