import { never } from '#platform/errors.ts'
import { formatCount, formatDay, formatList } from '#ui/format.ts'
import type { Tone } from '#ui/status-tag.ts'
import type { LeavingState, Move, Refusal } from './leaving.ts'
import type { Rehearsal, Separability } from './plan.ts'
import type { TaskKind } from './reorganisation.ts'
import type { ExitStanding, Standing, StandingReason } from './standing.ts'
import type { NoticeLineKind } from './terms.ts'

/** The words of these pages. The rules give facts; here they become sentences. */

export const standingWords: Readonly<Record<Standing, { readonly tag: string; readonly tone: Tone }>> = {
  missing: { tag: 'No plan yet', tone: 'wait' },
  draft: { tag: 'Draft', tone: 'wait' },
  complete: { tag: 'Complete, not rehearsed', tone: 'plain' },
  rehearsed: { tag: 'Complete and rehearsed', tone: 'good' },
  stale: { tag: 'Out of date', tone: 'care' },
}

/** The answer to "could we leave in good order?" in one sentence, for a council's plan and for the joint one. */
export function standingSentence({ standing, reasons }: ExitStanding, who: 'you' | 'all'): string {
  const blocked = reasons.find(({ type }) => type === 'no-route')
  const we = who === 'you' ? 'You' : 'The partnership'
  switch (standing) {
    case 'missing':
      return who === 'you'
        ? 'You have no exit plan yet. Without one, leaving would take whatever time and money it takes.'
        : 'There is no joint strategy yet. Without one, every parting begins with an argument about how to part.'
    case 'draft':
      return blocked && 'names' in blocked
        ? `${we} could not part in good order now: ${formatCount(blocked.names.length, 'thing that the service cannot do without has no way back', 'things that the service cannot do without have no way back')}.`
        : `${we} could not part in good order yet. What is missing stands below.`
    case 'stale':
      return 'The plan is out of date: what it rests on has changed since it was last gone through.'
    case 'complete':
      return `On paper ${who === 'you' ? 'you' : 'the partnership'} could part in good order. Nobody has tried it.`
    case 'rehearsed':
      return `${we} could part in good order: the plan is whole, up to date and was rehearsed.`
    default:
      return never(standing)
  }
}

export function reasonWords(reason: StandingReason): string {
  switch (reason.type) {
    case 'unanswered':
      return `Nothing is written yet under ${quoted(reason.headings)}.`
    case 'register-empty':
      return `Nothing is listed under ${formatList(reason.registers.map((each) => each.toLowerCase()))}, and nobody has said that there is nothing.`
    case 'no-route':
      return `No way back is known for ${quoted(reason.names)}, and the service stops without ${them(reason.names)}.`
    case 'not-separable':
      return `Nobody knows how ${quoted(reason.names)} could be parted, and the service stops without ${them(reason.names)}.`
    case 'not-tested':
      return `${quoted(reason.names)}: not tested since ${formatDay(reason.since)}.`
    case 'no-cost':
      return `No cost of parting is given for ${quoted(reason.names)}.`
    case 'wide-cost':
      return `The highest cost is more than three times the lowest for ${quoted(reason.names)}: that is a guess, not an estimate.`
    case 'not-reviewed':
      return 'Nobody has gone through the whole plan and said so.'
    case 'review-old':
      return `The plan was last gone through on ${formatDay(reason.on)}, more than a year ago.`
    case 'changed':
      return `Changed since the plan was last gone through: ${formatList(reason.what)}.`
    case 'no-rehearsal':
      return `There was no rehearsal since ${formatDay(reason.since)}.`
    case 'rehearsal-failed':
      return `The last rehearsal, on ${formatDay(reason.on)}, did not work in full.`
    default:
      return never(reason)
  }
}

function them(names: readonly string[]): string {
  return names.length === 1 ? 'it' : 'them'
}

function quoted(names: readonly string[]): string {
  const shown = names.slice(0, 4).map((name) => `“${name}”`)
  const more = names.length - shown.length
  return formatList(more > 0 ? [...shown, `${more} more`] : shown)
}

export const separableWords: Readonly<Record<Separability, string>> = {
  easily: 'Yes, easily',
  'with-work': 'Yes, with work',
  hard: 'Only with great effort',
  no: 'No',
  'not-known': 'Not known',
}

export const rehearsalWords: Readonly<Record<Rehearsal['result'], string>> = {
  worked: 'It worked',
  partly: 'It worked in part',
  failed: 'It failed',
}

export const stateWords: Readonly<
  Record<LeavingState, { readonly tag: string; readonly tone: Tone; readonly says: string }>
> = {
  notice: {
    tag: 'Notice given',
    tone: 'care',
    says: 'Notice has been given. The councils now plan the parting together.',
  },
  planning: { tag: 'Planning', tone: 'care', says: 'The councils are planning the parting.' },
  transferring: {
    tag: 'Transferring',
    tone: 'care',
    says: 'People, contracts, systems and data are being moved.',
  },
  settling: {
    tag: 'Settling up',
    tone: 'care',
    says: 'The council has left. What is owed is being settled.',
  },
  closed: { tag: 'Closed', tone: 'plain', says: 'The parting is over and settled.' },
  withdrawn: {
    tag: 'Taken back',
    tone: 'plain',
    says: 'The notice was taken back with everybody’s agreement. The council stays.',
  },
}

export const moveWords: Readonly<Record<Move, { readonly button: string; readonly text: string }>> = {
  planning: {
    button: 'Begin to plan the parting',
    text: 'Agree who leads on each side and what the one plan is.',
  },
  transferring: {
    button: 'Begin to move things',
    text: 'From here on people, contracts, systems and data are moved.',
  },
  settling: { button: 'Begin to settle up', text: 'Everything has moved. What is left is who owes what.' },
  closed: {
    button: 'Close the parting',
    text: 'This ends your council’s membership. The record stays.',
  },
}

export const taskKindWords: Readonly<Record<TaskKind, string>> = {
  novate: 'Move to the successor',
  split: 'Split between several',
  end: 'End',
}

export const noticeLineWords: Readonly<Record<NoticeLineKind, string>> = {
  given: 'Notice is given. This day does not count.',
  'runs-to': 'The length of the notice is over.',
  ends: 'The first day on which the agreement lets a notice end.',
  earliest: 'The agreement lets nobody leave before this day.',
  leaves: 'The council has left.',
  'same-end-if-given-by': 'The last day on which the same notice would still end then.',
  'next-end': 'When it would end if it were given one day after that.',
}

export function refusalWords(refusal: Refusal, nameOf: (code: string) => string): string {
  switch (refusal.type) {
    case 'not-leading':
      return 'Only those who lead a council may do this.'
    case 'not-a-member':
      return 'Your council is not in this partnership now.'
    case 'no-terms':
      return 'The terms of leaving are not written down here yet. Write down what the agreement says about notice first.'
    case 'terms-not-agreed':
      return `Not every council has agreed to the terms of leaving as they stand here: ${formatList(refusal.waitingFor.map(nameOf))} has yet to.`
    case 'already-leaving':
      return 'Your council has already given notice.'
    case 'decided-later':
      return `The decision of ${formatDay(refusal.decidedOn)} is later than the notice of ${formatDay(refusal.givenOn)}. Notice can only be given once it is decided.`
    case 'given-in-future':
      return 'The day on which notice was given must not be in the future.'
    case 'wrong-state':
      return 'The parting has moved on since you opened this page.'
    case 'only-leaver':
      return 'Only the council that leaves may do this.'
    case 'no-strategy':
      return 'The joint strategy says nothing yet under “One plan, one budget”. Write the plan before anything is moved.'
    case 'tasks-open':
      return `${formatCount(refusal.count, 'task is', 'tasks are')} not done yet.`
    case 'before-the-day':
      return `The council leaves on ${formatDay(refusal.leavesOn)}. Settling up begins then.`
    case 'no-settlement':
      return 'There is no settlement yet.'
    case 'not-approved':
      return `Not agreed yet by ${formatList(refusal.waitingFor.map(nameOf))}.`
    case 'changed-meanwhile':
      return 'Somebody has changed it since you opened the page. Read it again before you agree.'
    case 'nothing-to-approve':
      return 'There is nothing to agree to yet.'
    case 'published':
      return 'The lessons are public and stay as they were agreed.'
    default:
      return never(refusal)
  }
}
