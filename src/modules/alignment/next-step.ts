import { approveSealBlockers, presentParties, revealBlockers } from '#modules/round/index.ts'
import { actsForCouncil, type Viewer } from '#platform/viewer.ts'
import { formatCount } from '#ui/format.ts'
import type { NextStep } from '#ui/next-step.ts'
import type { Item } from './item.ts'
import { links } from './links.ts'
import type { ExerciseView } from './store.ts'

/** What of the viewer's own council the next step needs to know: the first item that is not whole, and how many are left. */
export type OwnProgress = { readonly open: Item | null; readonly left: number }

/** The one thing this person can do now in a round. Never none, never two. */
export function nextFor({ round, exercise }: ExerciseView, viewer: Viewer, progress: OwnProgress): NextStep {
  const id = round.id
  const leads = actsForCouncil(viewer) && (viewer.role === 'lead' || viewer.role === 'deputy')
  const own = round.parties.find(({ council }) => council === viewer.council)
  const waiting = presentParties(round).filter(({ approvedTerms }) => !approvedTerms).length
  const nothing = (text: string): NextStep => ({ title: 'Nothing to do now', text })
  switch (round.state) {
    case 'draft':
      return leads
        ? step(
            'Check the terms and offer them',
            'Check the terms',
            links.terms(id),
            'Nobody else sees this round until you do.',
          )
        : nothing('The terms have not been offered yet.')
    case 'offered':
      return leads && own && !own.approvedTerms
        ? step(
            'Read the terms and agree to them',
            'Read the terms',
            links.terms(id),
            'The round opens when every council has agreed.',
          )
        : nothing(
            `Waiting for ${formatCount(waiting, 'council')} to agree the terms. We will send a mail when the round opens.`,
          )
    case 'open':
      return openNext({ round, exercise }, viewer, progress, leads)
    case 'revealed':
    case 'archived':
      return mayRead(round, viewer)
        ? step('Read it together', 'See what it comes to', links.result(id))
        : nothing('This round is over. Only those who sealed can read what came out.')
    case 'cancelled':
      return nothing('This round was cancelled. Nothing was opened.')
  }
}

/** Only those who put their own on the table read what came out; the manager where the terms say so. */
export function mayRead({ seals, terms }: ExerciseView['round'], viewer: Viewer): boolean {
  return viewer.council === null
    ? terms.managerSees && viewer.managing !== null
    : Boolean(seals.own?.sealedAt)
}

function openNext(
  { round, exercise }: Pick<ExerciseView, 'round' | 'exercise'>,
  viewer: Viewer,
  { open, left }: OwnProgress,
  leads: boolean,
): NextStep {
  const id = round.id
  const { seals } = round
  const board = exercise.kind === 'board'
  const of = formatCount(presentParties(round).length, 'council')
  if (actsForCouncil(viewer) && revealBlockers(round, viewer, viewer.now).length === 0)
    return step(
      board ? 'Work out the result' : 'Open all answers together',
      'Go to the opening',
      links.waiting(id),
      'Every council has sealed.',
    )
  const waits: NextStep = {
    title: 'Nothing to do now',
    text: `${seals.sealed} of ${of} have sealed. We will send a mail when ${board ? 'the result is ready' : 'the answers open'}.`,
  }
  if (seals.own?.sealedAt) return waits
  if (seals.own)
    return actsForCouncil(viewer) && approveSealBlockers(round, viewer).length === 0
      ? step('Approve your council’s seal', 'Go to the seal', links.waiting(id), 'A colleague asks for it.')
      : step('A second person must approve your seal', 'See the request', links.waiting(id))
  if (!leads) return waits
  return open
    ? step(
        open.name,
        'Go on',
        links.answer(id, open.id),
        `${formatCount(left, 'page')} left. What you type is kept when you save.`,
      )
    : step('Check your answers and seal them', 'Check your answers', links.check(id))
}

function step(title: string, text: string, href: string, more?: string): NextStep {
  return { title, ...(more ? { text: more } : {}), action: { text, href } }
}
