import { othersWords } from '#modules/round/index.ts'
import type { Viewer } from '#platform/viewer.ts'
import { formatCount } from '#ui/format.ts'
import type { NextStep } from '#ui/next-step.ts'
import { links } from './links.ts'
import type { Next } from './next-step.ts'
import type { TrustView } from './queries.ts'

/** The next step in words, with what the others are doing as far as the terms let it be known. */
export function nextWords(view: TrustView, viewer: Viewer, next: Next): NextStep {
  return { ...stepWords(view, viewer, next), others: othersWords(view.round, viewer, 'rating') }
}

export function nameOf(view: Pick<TrustView, 'round'>, code: string | null): string {
  return view.round.parties.find(({ council }) => council === code)?.shortName ?? 'a council'
}

function stepWords(view: TrustView, viewer: Viewer, next: Next): NextStep {
  const { id } = view.round
  switch (next.type) {
    case 'choose-visibility':
      return {
        title: 'Choose how far the ratings are shown',
        text: 'Each council chooses, before anybody rates. The most private choice binds all.',
        action: { text: 'Choose', href: links.visibility(id) },
      }
    case 'offer-terms':
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
    case 'rate': {
      const own = next.about === viewer.council
      return {
        title: own ? 'Say how you see your own council' : `Say how you see ${nameOf(view, next.about)}`,
        text: `${formatCount(view.statements.statements.length, 'statement')} on one page. ${formatCount(next.left, 'council')} left, ${own ? 'your own' : 'your own among them'}.`,
        action: {
          text: own ? 'Rate your own council' : `Rate ${nameOf(view, next.about)}`,
          href: links.rate(id, next.about),
        },
      }
    }
    case 'wait-for-lead':
      return {
        title: 'You have rated every council',
        text: 'Your council lead now seals what all of you said. Until then you can change yours.',
      }
    case 'seal':
      return {
        title: 'Seal your council’s ratings',
        text: 'See first how many of your colleagues have rated.',
        action: { text: 'Go to the seal', href: links.seal(id) },
      }
    case 'open':
      return {
        title: 'Open all ratings together',
        text: 'Every council has sealed.',
        action: { text: 'Go to the opening', href: links.waiting(id) },
      }
    case 'wait-for-seals':
      return {
        title: 'Nothing to do now',
        text: `${next.sealed} of ${formatCount(next.of, 'council')} have sealed. We will send a mail when the ratings open.`,
        action: { text: 'The waiting room', href: links.waiting(id) },
      }
    case 'read-result':
      return {
        title: 'Read what came of it',
        text: 'Then talk about the largest difference first.',
        action: { text: 'See the result', href: links.result(id) },
      }
    case 'over':
      return {
        title: next.cancelled ? 'This round was cancelled' : 'This round is over',
        text: next.cancelled
          ? 'Nothing was opened.'
          : 'It opened to those who had sealed. Your council had not, or the terms do not let you read it.',
      }
  }
}

/** What the page of a round says first. */
export function headlineOf(next: Next): string {
  const headlines: Record<Next['type'], string> = {
    'choose-visibility': 'Choose how far the ratings are shown',
    'offer-terms': 'Check the terms before anybody rates',
    'agree-terms': 'You are asked to agree the terms',
    'wait-for-terms': 'Waiting for the terms to be agreed',
    rate: 'Say how far you trust each partner',
    'wait-for-lead': 'Thank you. You have rated every council',
    seal: 'You can seal your council’s ratings',
    open: 'All is ready. You can open the ratings',
    'wait-for-seals': 'Waiting for the others to seal',
    'read-result': 'The ratings are open',
    over: 'This round is over',
  }
  return headlines[next.type]
}
