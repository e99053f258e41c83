import { formatCount } from '#ui/format.ts'
import type { NextStep } from '#ui/next-step.ts'
import { othersWords } from '#modules/round/index.ts'
import type { Viewer } from '#platform/viewer.ts'
import { formatInstantDay } from '#ui/format.ts'
import { links } from './links.ts'
import type { Next } from './next-step.ts'
import type { RoundView } from './queries.ts'
import { partOf } from './round-model.ts'

/** The next step in words, with what the others are doing as far as the terms let it be known. */
export function nextWords(view: RoundView, viewer: Viewer, next: Next): NextStep {
  return {
    ...stepWords(view, viewer, next),
    others: othersWords(view.round, viewer, 'answering'),
    ...dueWords(view),
  }
}

function stepWords(view: RoundView, viewer: Viewer, next: Next): Omit<NextStep, 'others' | 'due'> {
  const { round } = view
  const id = round.id
  switch (next.type) {
    case 'finish-terms':
      return {
        title: 'Check the terms and offer them',
        text: 'Nobody else sees this round until you do.',
        action: { text: 'Check the terms', href: links.terms(id) },
      }
    case 'agree-terms':
      return {
        title: 'Read the terms and agree to them',
        text: 'The round opens when every council has agreed.',
        action: { text: 'Read the terms', href: links.terms(id) },
      }
    case 'wait-for-terms':
      return {
        title: 'Nothing to do now',
        text: `Waiting for ${formatCount(next.waiting, 'council')} to agree the terms. We will send a mail when the round opens.`,
      }
    case 'answer':
      return {
        title: next.statement.question,
        text: `${formatCount(next.left, 'statement')} left. Everything is saved as you go; you can stop and come back.`,
        action: {
          text: partOf(viewer) === 'agrees' ? 'Agree the next answer' : 'Answer the next statement',
          href: answerLink(view, viewer, next.statement.id),
        },
      }
    case 'done-answering':
      return {
        title: 'You have answered everything',
        text: 'Your council lead now agrees the council’s answers. You can change yours until they seal.',
      }
    case 'check-and-seal':
      return {
        title:
          round.mode === 'private' ? 'Check your answers and finish' : 'Check your answers and seal them',
        action: { text: 'Check your answers', href: links.check(id) },
      }
    case 'approve-seal':
      return {
        title: 'Approve your council’s seal',
        text: 'A colleague asks for it. Read the answers first.',
        action: { text: 'Go to the seal', href: links.waiting(id) },
      }
    case 'wait-for-approval':
      return {
        title: 'A second person must approve your seal',
        text: 'Until then it can be taken back.',
        action: { text: 'See the request', href: links.waiting(id) },
      }
    case 'open-answers':
      return {
        title: 'Open all answers together',
        text: 'Every council has done its part.',
        action: { text: 'Go to the opening', href: links.waiting(id) },
      }
    case 'wait-for-seals':
      return {
        title: 'Nothing to do now',
        text: `${next.sealed} of ${formatCount(next.of, 'council')} have sealed. We will send a mail when the answers open.`,
        action: { text: 'The waiting room', href: links.waiting(id) },
      }
    case 'wait-for-answers':
      return { title: 'Nothing to do now', text: 'Your council is still agreeing its answers.' }
    case 'read-board':
      return {
        title: round.mode === 'private' ? 'See how ready you are' : 'Read the gap board',
        text: 'Then plan the conversations to have.',
        action: { text: 'Open the gap board', href: links.board(id) },
      }
    case 'outside':
      return {
        title: 'Your council takes no part in this round',
        text: 'It is between other councils of the partnership. Its answers open to them alone.',
      }
    case 'over':
      return {
        title: next.cancelled ? 'This round was cancelled' : 'This round is over',
        text: next.cancelled
          ? 'Nothing was opened. Your council keeps its own answers.'
          : 'Its answers opened to those who had sealed. Your council had not, or the terms do not let you read them.',
      }
  }
}

function answerLink(view: RoundView, viewer: Viewer, item: string): string {
  const address = {
    agrees: links.agree,
    answers: links.answer,
    staff: links.staffAnswer,
    approves: links.agree,
    reads: links.agree,
    manages: links.agree,
  }[partOf(viewer)]
  return address(view.round.id, item)
}

function dueWords(view: RoundView): { due?: string } {
  const { deadline } = view.round.terms
  return deadline !== null && view.round.state === 'open' ? { due: `by ${formatInstantDay(deadline)}` } : {}
}

/** What the round page says first. */
export function roundLead(view: RoundView, viewer: Viewer, next: Next): { headline: string; lead: string } {
  const { round, framework, statements } = view
  const council = round.parties.find((party) => party.council === viewer.council)?.shortName ?? 'Your council'
  const ambition = framework.ambitions.find(({ id }) => id === view.terms.ambition)?.name ?? ''
  const what = `${round.title}: ${formatCount(statements.length, 'statement')}, for the ambition “${ambition}”.`
  const headlines: Record<Next['type'], string> = {
    'finish-terms': 'Set the terms before anybody answers',
    'agree-terms': 'You are asked to agree the terms',
    'wait-for-terms': 'Waiting for the terms to be agreed',
    answer: partOf(viewer) === 'agrees' ? `Agree ${council}’s answers` : 'Answer for your office',
    'done-answering': 'Thank you. You have answered everything',
    'check-and-seal': `${council} has answered everything`,
    'approve-seal': 'A seal waits for your approval',
    'wait-for-approval': 'Your seal waits for approval',
    'open-answers': 'All is ready. You can open the answers',
    'wait-for-seals': 'Waiting for the others to seal',
    'wait-for-answers': `${council} is agreeing its answers`,
    'read-board': 'The answers are open',
    outside: 'This round is between other councils',
    over: 'This round is over',
  }
  return { headline: headlines[next.type], lead: what }
}
