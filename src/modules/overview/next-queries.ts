import { alignmentNextFor, alignmentToBegin, headsToApprove } from '#modules/alignment/index.ts'
import { splitToAnswer } from '#modules/cost-sharing/index.ts'
import { pulseNextFor } from '#modules/monitoring/index.ts'
import { isPrivate, partnershipLinks, presentMembers } from '#modules/partnership/index.ts'
import { readinessLinks, readinessNextFor } from '#modules/readiness/index.ts'
import type { RoundLine } from '#modules/round/index.ts'
import { trustLinks, trustNextFor } from '#modules/trust/index.ts'
import { actsForCouncil, type Viewer } from '#platform/viewer.ts'
import { govukButton } from '#ui/button.ts'
import { html } from '#ui/html.ts'
import type { NextStep } from '#ui/next-step.ts'
import type { OverviewPages, PartnershipView } from './queries.ts'

/** For so long after a round opened, reading it comes before beginning anything else. */
const freshDays = 7

/** A step, and whether it asks something of this person, says that they wait, or points at something to read. */
type Step = { readonly kind: 'asks' | 'waits' | 'reads'; readonly step: NextStep }

/**
 * The one next step in a partnership. First what others wait for: joining, then the newest round that asks something of this
 * person, heads of terms to approve, a split to answer, the pulse. Then waiting; then what has just opened; then what comes next in the life of a
 * partnership.
 */
export async function nextIn(deps: OverviewPages, view: PartnershipView, viewer: Viewer): Promise<NextStep> {
  const outside = whoIsOutside(view, viewer)
  if (outside) return outside
  const { partnership, rounds } = view
  const running = await stepsOf(deps, viewer, rounds.filter(isRunning))
  const asked = running.find(({ kind }) => kind === 'asks')
  if (asked) return asked.step
  const shared = !isPrivate(partnership)
  const pulse = shared ? await pulseNextFor(deps, viewer, partnership.id) : { toAnswer: null, toStart: null }
  const waiting = shared
    ? ((await headsToApprove(deps, viewer, partnership.id)) ??
      (await splitToAnswer(deps, viewer, partnership.id)) ??
      pulse.toAnswer)
    : null
  if (waiting) return waiting
  const [waits] = running
  if (waits) return waits.step
  const opened = rounds.filter(({ state }) => state === 'revealed')
  const [fresh] = await stepsOf(
    deps,
    viewer,
    opened.filter(({ revealedAt }) => revealedAt !== null && isFresh(revealedAt, viewer)),
  )
  if (fresh) return fresh.step
  const begin = leads(viewer) ? ((await toBegin(deps, view, viewer)) ?? pulse.toStart) : null
  if (begin) return begin
  const [read] = await stepsOf(deps, viewer, opened.slice(0, 1))
  return (
    read?.step ?? { title: 'Nothing to do now', text: 'No round is open. Your council lead can start one.' }
  )
}

export function leads(viewer: Viewer): boolean {
  return viewer.council !== null && (viewer.role === 'lead' || viewer.role === 'deputy')
}

/** Of a council that has not joined, or has left. */
function whoIsOutside({ partnership }: PartnershipView, viewer: Viewer): NextStep | null {
  const own = partnership.members.find(({ council }) => council === viewer.council)
  if (own && own.joinedAt === null && leads(viewer))
    return {
      title: `Join ${partnership.name}`,
      text: 'Joining binds you to nothing. Each round has terms of its own, and opens only when you have agreed them.',
      action: html`<form method="post" action="${partnershipLinks.join(partnership.id)}" novalidate>${govukButton({ text: 'Join', preventDoubleClick: true })}</form>`,
    }
  return own && own.leftAt !== null
    ? {
        title: 'Your council has left this partnership',
        text: 'What was opened to you before stays open to you. You see nothing that has happened since.',
      }
    : null
}

function isRunning({ state }: RoundLine): boolean {
  return state === 'draft' || state === 'offered' || state === 'open'
}

function isFresh(revealedAt: Date, viewer: Viewer): boolean {
  return viewer.now.getTime() - revealedAt.getTime() < freshDays * 24 * 60 * 60 * 1000
}

async function stepsOf(deps: OverviewPages, viewer: Viewer, rounds: readonly RoundLine[]): Promise<Step[]> {
  const steps: Step[] = []
  for (const round of rounds) {
    const step = await stepOf(deps, viewer, round)
    if (step) steps.push(step)
  }
  return steps
}

const reads = ['read-board', 'read-result']
const waits = [
  'wait-for-terms',
  'wait-for-seals',
  'wait-for-answers',
  'wait-for-approval',
  'wait-for-lead',
  'done-answering',
  'outside',
  'over',
]

async function stepOf(deps: OverviewPages, viewer: Viewer, round: RoundLine): Promise<Step | null> {
  const over = !isRunning(round)
  if (round.client === 'alignment') {
    const { step, asks } = await alignmentNextFor(deps, viewer, round.id)
    if (over) return asks ? { kind: 'reads', step } : null
    return { kind: asks ? 'asks' : 'waits', step }
  }
  const { type, step } =
    round.client === 'trust'
      ? await trustNextFor(deps, viewer, round.id)
      : await readinessNextFor(deps, viewer, round.id)
  if (over) return reads.includes(type) ? { kind: 'reads', step } : null
  return { kind: waits.includes(type) ? 'waits' : 'asks', step }
}

/** What comes next in the life of a partnership, for those who may begin it; null when there has been one of each. */
async function toBegin(
  deps: OverviewPages,
  { partnership, rounds }: PartnershipView,
  viewer: Viewer,
): Promise<NextStep | null> {
  const had = (client: string) =>
    rounds.some((round) => round.client === client && round.state !== 'cancelled')
  if (!had('readiness'))
    return {
      title: 'Start a round',
      text: 'Choose what to look at and how far you want to go.',
      action: { text: 'Start a round', href: readinessLinks.start(partnership.id) },
    }
  const members = presentMembers(partnership)
  const takesPart = actsForCouncil(viewer) && members.some(({ council }) => council === viewer.council)
  if (isPrivate(partnership) || members.length < 2 || !takesPart) return null
  if (!had('trust'))
    return {
      title: 'Ask whether you trust each other',
      text: 'Each council says in confidence what it has seen each partner do. All opens together, as far as the most cautious of you wants.',
      action: { text: 'Go to trust', href: trustLinks.place(partnership.id) },
    }
  return alignmentToBegin(deps, viewer, partnership.id)
}
