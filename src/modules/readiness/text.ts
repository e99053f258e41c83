import { refusalWords as roundRefusalWords, type TermsFault } from '#modules/round/index.ts'
import { never } from '#platform/errors.ts'
import type { AuthorityCode } from '#platform/id.ts'
import type { AgreementCounts, GapGroup, LevelAnswer } from '#engine/gap.ts'
import type { AnswerFault, Confidence, Doubt, Grade } from './answer.ts'
import type { ConversationOutcome } from './conversation.ts'
import type { Advice, AlphaFinding } from './gap-report.ts'
import type { Headline } from './headline.ts'
import type { TaskStatus } from './progress.ts'
import type { StaffRefusal } from './staff-commands.ts'

/** The words of the pages, by key. The rules know nothing of them. */

export const groupWords: Record<GapGroup, string> = {
  unknown: 'Someone does not know',
  differ: 'We see it differently',
  ready: 'Agree and ready',
  'not-ready': 'Agree we are not ready',
  'not-applicable': 'Does not apply',
}

export const confidenceWords: Record<Confidence, string> = {
  sure: 'Sure',
  'fairly-sure': 'Fairly sure',
  guess: 'A guess',
}

export const gradeWords: Record<Grade, string> = {
  assertion: 'Our word for it',
  document: 'A document says so',
  decision: 'A body with the power approved it',
  checked: 'Somebody independent checked it',
}

export const outcomeWords: Record<ConversationOutcome, string> = {
  agreed: 'We now agree',
  'agreed-to-differ': 'We agree to differ, and can live with it',
  'more-to-find-out': 'We need to find out more',
  'not-for-us': 'This tells us not to share this part',
}

export const statusWords: Record<TaskStatus, string> = {
  'not-started': 'Not started',
  'in-progress': 'In progress',
  'needs-review': 'Needs review',
  completed: 'Completed',
}

export const faultWords: Record<AnswerFault, string> = {
  'reading-missing': 'Choose a level, “We do not know” or “Does not apply”',
  'reason-missing': 'Give a reason, in a sentence or two',
  'importance-missing': 'Say how much this matters to you',
}

export const doubtWords: Record<Doubt, string> = {
  'extreme-without-evidence': 'The highest level, with no evidence given',
  'sure-without-evidence': '“Sure”, with no evidence given',
  'assertion-only-at-gate': 'A gate that rests on your word alone',
}

/** Why not: the round's own reasons in its words, and those of staff answers. */
export function refusalWords(
  refusal: StaffRefusal,
  nameOf: (council: AuthorityCode) => string,
  dateOf: (instant: string) => string,
): string {
  switch (refusal.type) {
    case 'staff-not-asked':
      return 'The terms of this round do not ask staff.'
    case 'staff-closed':
      return 'Staff answers have closed. What you gave is counted, and can no longer be changed or found.'
    default:
      return roundRefusalWords(refusal, nameOf, dateOf)
  }
}

export function termsFaultWords(fault: TermsFault): string {
  switch (fault.type) {
    case 'deadline-missing':
      return 'Give a deadline, or choose to open when all have sealed'
    case 'deadline-past':
      return 'Give a deadline in the future'
    case 'keep-years':
      return `Give a number of years between ${fault.least} and ${fault.most}`
    case 'deadline-not-later':
      return 'Give a day after the present deadline'
    case 'too-few-councils':
      return 'Invite at least one other council first, or answer in private'
    default:
      return never(fault)
  }
}

/** A reading in words, with the level's own name: "Level 4, collaborate". */
export function readingWords(reading: LevelAnswer, levelNames: readonly string[]): string {
  switch (reading.kind) {
    case 'level':
      return `Level ${reading.level}, ${(levelNames[reading.level - 1] ?? '').toLowerCase()}`
    case 'unknown':
      return 'Does not know'
    case 'not-applicable':
      return 'Does not apply'
    default:
      return never(reading)
  }
}

/** The finding as a sentence or two. Area names are the framework's own, so they stand as they are written. */
export function headlineWords(found: Headline): string {
  switch (found.type) {
    case 'alone-ready':
      return 'You are ready for what you want to do.'
    case 'alone-not-ready':
      return found.areas.length === 0
        ? 'You are not ready yet.'
        : `You are not ready yet. Start with ${listAnd(found.areas)}.`
    case 'agree-ready':
      return 'You see it the same way, and you are ready.'
    case 'agree-on':
      return `You agree on ${listAnd(found.ready)}. You do not yet agree on ${listAnd(found.apart)}.`
    case 'apart':
      return `You do not yet agree on ${listAnd(found.apart)}.`
    case 'agree-not-ready':
      return 'You agree that you are not ready yet.'
    default:
      return never(found)
  }
}

export function adviceWords(advice: Advice, ambition: string): string {
  switch (advice.type) {
    case 'ready':
      return `Nothing here stands in the way of ${ambition}.`
    case 'talk-first':
      return `No gate stands in the way of ${ambition}, but talk about ${advice.conversations === 1 ? 'one statement' : `${advice.conversations} statements`} first.`
    case 'share-less':
      return `Do not go for ${ambition} yet: ${gates(advice.gatesNotMet)} not met. You could share less now: ${advice.instead.name} asks for no more than you have.`
    case 'not-ready':
      return `You are not ready for ${ambition}: ${gates(advice.gatesNotMet)} not met, and no smaller step has all its gates met either. Do not share yet.`
    default:
      return never(advice)
  }
}

function gates(count: number): string {
  return count === 1 ? 'one gate is' : `${count} gates are`
}

function listAnd(words: readonly string[]): string {
  return new Intl.ListFormat('en-GB', { type: 'conjunction' }).format(words)
}

/** "The same on 41, within one on 15", said before any coefficient. */
export function agreementWords(counts: AgreementCounts): string {
  const parts = [
    `the same on ${counts.same}`,
    `within one level on ${counts.withinOne}`,
    `two or more levels apart on ${counts.twoOrMore}`,
  ]
  const unknown = counts.unknown === 0 ? '' : ` On ${counts.unknown}, someone does not know.`
  return `Of ${counts.statements} statements your levels are ${listAnd(parts)}.${unknown}`
}

export function alphaWords(alpha: AlphaFinding): string {
  if (alpha.type === 'refused')
    return 'We give no coefficient of agreement, because the answers vary too little for one to mean anything.'
  const value = alpha.alpha.toFixed(2).replace('-', '−')
  const reads =
    alpha.alpha >= 0.8
      ? 'strong'
      : alpha.alpha >= 0.667
        ? 'fair'
        : alpha.alpha > 0.2
          ? 'weak'
          : 'hardly more than chance would give'
  return `Agreement beyond chance is ${reads} (Krippendorff’s ordinal alpha ${value}; 1 is perfect, 0 is chance).`
}
