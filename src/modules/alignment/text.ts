import type { AuthorityCode } from '#platform/id.ts'
import { formatPounds } from '#ui/format.ts'
import type { DifferingAim, RequiredReturn } from './aims.ts'
import type { Mark } from './board.ts'
import type { Kind } from './exercise.ts'
import type { HeadsRefusal } from './heads-commands.ts'
import type { LadderFinding } from './ladder.ts'
import type { EventFault } from './timeline.ts'

/** The words of the pages. The rules know nothing of them. */

export const kindWords: Record<Kind, { name: string; about: string; start: string; asks: string }> = {
  ladder: {
    name: 'The ladder',
    about:
      'Each council says, service by service, how close you are now and how close it wants to be. You see where you see it differently.',
    start: 'Ask where we stand',
    asks: 'Which services should each council place on the ladder?',
  },
  aims: {
    name: 'Our aims',
    about:
      'Each council spreads 100 points over the same aims, and says what it must get out of this. You see how far you want the same.',
    start: 'Ask what we want',
    asks: 'Which aims should each council spread its points over?',
  },
  board: {
    name: 'Terms board',
    about:
      'Each council marks what it could live with. The board says where a deal exists. It never says who stands in the way.',
    start: 'Ask which terms we could live with',
    asks: 'Which terms should be on the board?',
  },
}

export const markWords: Record<Mark, string> = {
  preferred: 'Preferred',
  acceptable: 'Acceptable',
  unacceptable: 'Not acceptable',
}

type NameOf = (id: string) => string

/** The mismatch on one service, in words. */
export function ladderWords(finding: LadderFinding, rung: NameOf): string {
  const apart = (rungs: number) => (rungs === 1 ? 'one rung apart' : `${rungs} rungs apart`)
  switch (finding.type) {
    case 'want-apart':
      return `You want different things: from “${rung(finding.lowest)}” to “${rung(finding.highest)}”, ${apart(finding.rungs)}.`
    case 'see-apart':
      return `You want the same, but you do not see the same today: from “${rung(finding.lowest)}” to “${rung(finding.highest)}”, ${apart(finding.rungs)}.`
    case 'climb':
      return `You agree. You stand at “${rung(finding.from)}” and want to get to “${rung(finding.to)}”.`
    case 'climb-down':
      return `You agree to step back, from “${rung(finding.from)}” to “${rung(finding.to)}”. That is a good answer when it is true.`
    case 'there':
      return `You agree. You are where you want to be: “${rung(finding.at)}”.`
  }
}

export function returnWords({ savingPence, paybackMonths, other }: RequiredReturn): string {
  const parts = [
    savingPence === null ? '' : `a saving of ${formatPounds(savingPence)} a year`,
    paybackMonths === null ? '' : `costs earned back within ${paybackMonths} months`,
  ].filter(Boolean)
  const sentence = parts.length === 0 ? '' : `Needs ${parts.join(' and ')}.`
  return [sentence, other].filter(Boolean).join(' ') || 'Asks for no return.'
}

/** The index in words before the figure: how far two councils want the same, on average. */
export function indexWords(index: number): string {
  const shown = pointsWords(index)
  if (index >= 85) return `You want nearly the same: ${shown} of 100 points in common.`
  if (index >= 65)
    return `You want much the same, with differences to talk about: ${shown} of 100 points in common.`
  if (index >= 45) return `You want partly different things: ${shown} of 100 points in common.`
  return `You want different things: ${shown} of 100 points in common.`
}

/** A figure of points with at most one decimal. */
export function pointsWords(points: number): string {
  return String(Math.round(points * 10) / 10)
}

export const eventFaultWords: Record<EventFault, readonly [field: string, words: string]> = {
  'kind-missing': ['kind', 'Say what kind of event it is'],
  'what-missing': ['what', 'Say what happened or will happen'],
  'what-long': ['what', 'Use 200 characters or fewer'],
  'source-missing': ['source', 'Say who says so: a page, a minute, a notice'],
  'source-long': ['source', 'Use 300 characters or fewer'],
}

export function namer(parties: readonly { council: AuthorityCode; shortName: string }[]): NameOf {
  return (code) => parties.find(({ council }) => council === code)?.shortName ?? 'A council'
}

/** An aim on which councils differ: who gives it most and who least. */
export function differingWords({ aim, most, least, spread }: DifferingAim, nameOf: NameOf): string {
  return `${aim.name}: ${nameOf(most.council)} gives it ${most.points} points, ${nameOf(least.council)} ${least.points}. That is ${spread} apart.`
}

export function headsRefusalWords(refusal: HeadsRefusal): string {
  switch (refusal.type) {
    case 'role':
      return 'This is for the council lead or a deputy of your council.'
    case 'no-board':
      return 'No terms board has come to a result that your council can read.'
    case 'not-agreeable':
      return 'Choose something that every council accepts, or leave the point open.'
    case 'note-long':
      return `Use 500 characters or fewer in a note. You have ${refusal.length}.`
    case 'other-text':
      return 'The text has changed since you read it. Read the new one, then approve it.'
    case 'already-approved':
      return 'Your council has approved this text already.'
  }
}
