import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import {
  actionsIn,
  agreeExtensionBlockers,
  extendBlockers,
  approveSealBlockers,
  revealBlockers,
  type Refusal,
  type Round,
} from '#modules/round/index.ts'
import { idFrom, requireViewer, sendPage } from '#platform/http.ts'
import type { RoundId } from '#platform/id.ts'
import { actsForCouncil, type Viewer } from '#platform/viewer.ts'
import { links } from './links.ts'
import type { NextStep } from '#ui/next-step.ts'
import { nextFor, type Next } from './next-step.ts'
import { nextWords, roundLead } from './next-words.ts'
import type { ReadinessPages } from './pages.ts'
import { ownAnswersFor, roundFor, type OwnAnswers, type RoundView } from './queries.ts'
import { byArea, firstOpen, isOutside, partOf, statementsFor, tasksFor, type Task } from './round-model.ts'
import { seesAgreed, seesOffice, seesRound } from './sees.ts'
import { ownStaffAnswers } from './staff-commands.ts'
import type { ReadinessDeps } from './store.ts'
import { roundPage, type TaskRow } from './views/round-page.ts'

/** The page of a round: what it has come to, and the one next step. */
export function roundRoutes(app: FastifyInstance, deps: ReadinessPages): void {
  app.get(links.round(':round'), async (request, reply) =>
    drawRound(deps, request, reply, requireViewer(request), idFrom<'round'>(request, 'round')),
  )
}

/** Draws the round for whoever asks; with refusals, when something they pressed could not be done. */
export async function drawRound(
  deps: ReadinessPages,
  request: FastifyRequest,
  reply: FastifyReply,
  viewer: Viewer,
  id: RoundId,
  refused: readonly Refusal[] = [],
): Promise<FastifyReply> {
  const { view, tasks, next } = await nextIn(deps, viewer, id)
  const { round } = view
  const part = partOf(viewer)
  const page = roundPage(request.shell, {
    view,
    ...roundLead(view, viewer, next),
    sees:
      part === 'answers'
        ? seesOffice(view, viewer)
        : part === 'staff'
          ? { kind: 'only-you' }
          : part === 'agrees' && round.state === 'open'
            ? seesAgreed(view, viewer)
            : seesRound(view),
    next: nextWords(view, viewer, next),
    areas:
      round.state === 'draft' || round.state === 'offered'
        ? []
        : byArea(
            view,
            tasks.map((task) => taskRow(view, viewer, task)),
          ),
    more: moreLinks(view, viewer),
    mayAgreeToTime: agreeExtensionBlockers(round, viewer).length === 0,
    refused,
  })
  return sendPage(reply, page, refused.length > 0 ? 409 : 200)
}

async function nextIn(deps: ReadinessDeps, viewer: Viewer, id: RoundId) {
  const view = await roundFor(deps, viewer, id)
  const tasks = await tasksOf(deps, view, viewer)
  const { round } = view
  const next = nextFor(view, viewer, {
    open: firstOpen(tasks),
    left: tasks.filter(({ status }) => status !== 'completed').length,
    canReveal: revealBlockers(round, viewer, viewer.now).length === 0,
    canApprove: approveSealBlockers(round, viewer).length === 0,
    mayRead: mayRead(round, viewer),
  })
  return { view, tasks, next }
}

/** The one next step of this person in a round, for the partnership's own page: its kind, and in words. */
export async function readinessNextFor(
  deps: ReadinessDeps,
  viewer: Viewer,
  id: RoundId,
): Promise<{ readonly type: Next['type']; readonly step: NextStep }> {
  const { view, next } = await nextIn(deps, viewer, id)
  return { type: next.type, step: nextWords(view, viewer, next) }
}

/** Only those who put their own answers on the table see the others'; the manager where the terms say so. */
export function mayRead(round: Round, viewer: Viewer): boolean {
  return viewer.council === null ? round.terms.managerSees : Boolean(round.seals.own?.sealedAt)
}

async function tasksOf(deps: ReadinessDeps, view: RoundView, viewer: Viewer): Promise<Task[]> {
  if (!actsForCouncil(viewer) || isOutside(view.round, viewer)) return []
  if (view.round.state === 'draft' || view.round.state === 'offered') return []
  if (partOf(viewer) === 'staff') {
    const given =
      view.round.state === 'open'
        ? await ownStaffAnswers(deps, viewer, view.round.id)
        : new Map<string, number>()
    return statementsFor(view, viewer).map((statement) => ({
      statement,
      offices: 0,
      status: given.has(statement.id) ? 'completed' : 'not-started',
    }))
  }
  const own: OwnAnswers = await ownAnswersFor(deps, viewer, view.round.id)
  return tasksFor(own, viewer)
}

function taskRow(view: RoundView, viewer: Viewer, { statement, status, offices }: Task): TaskRow {
  const part = partOf(viewer)
  const open = actionsIn[view.round.state].includes('answer') && !view.round.seals.own
  const address = {
    agrees: links.agree,
    answers: links.answer,
    staff: links.staffAnswer,
    approves: null,
    reads: null,
    manages: null,
  }[part]
  const hint =
    part === 'agrees' && offices > 0
      ? `${offices === 1 ? 'One colleague has' : `${offices} colleagues have`} answered${statement.gate ? ' · a gate: it must be met' : ''}`
      : undefined
  return {
    statement,
    status,
    href: open && address ? address(view.round.id, statement.id) : null,
    ...(hint ? { hint } : {}),
  }
}

function moreLinks(view: RoundView, viewer: Viewer): { text: string; href: string }[] {
  const { round } = view
  if (isOutside(round, viewer)) return []
  const id = round.id
  const leads = partOf(viewer) === 'agrees'
  const reads = leads || partOf(viewer) === 'approves' || partOf(viewer) === 'reads'
  return [
    ...(round.state === 'open' && reads
      ? [{ text: 'Check your council’s answers', href: links.check(id) }]
      : []),
    ...(round.state === 'open' && leads
      ? [{ text: 'How your own offices answered', href: links.offices(id) }]
      : []),
    ...(round.state === 'open' ? [{ text: 'The waiting room', href: links.waiting(id) }] : []),
    ...(reads || viewer.council === null
      ? [{ text: 'Papers and spreadsheets', href: links.papers(id) }]
      : []),
    ...(extendBlockers(round, viewer).length === 0
      ? [{ text: 'Ask for more time', href: links.extend(id) }]
      : []),
    ...(viewer.role === 'lead' && actionsIn[round.state].includes('withdraw') && round.mode !== 'private'
      ? [{ text: 'Leave this round', href: links.withdraw(id) }]
      : []),
    ...(viewer.role === 'lead' &&
    actionsIn[round.state].includes('cancel') &&
    round.createdFor === viewer.council
      ? [{ text: 'Cancel this round', href: links.cancel(id) }]
      : []),
    ...(leads && actionsIn[round.state].includes('archive')
      ? [{ text: 'Archive this round', href: links.archive(id) }]
      : []),
  ]
}
