import type { Importance, Level, LevelAnswer } from '#engine/gap.ts'
import type { Statement } from '#content/framework.ts'

/** How sure somebody is of what they say. */
export const confidences = ['sure', 'fairly-sure', 'guess'] as const
export type Confidence = (typeof confidences)[number]

/** What an answer rests on, from somebody's word to an independent check. */
export const grades = ['assertion', 'document', 'decision', 'checked'] as const
export type Grade = (typeof grades)[number]

/** A file given as evidence: sealed under a key of its own, which opens with the answer. */
export type EvidenceFile = {
  readonly id: string
  readonly name: string
  readonly type: string
  readonly size: number
  readonly key: string
}

/**
 * What somebody has put down so far about one statement. Every field may still be empty; it is kept field by field, as
 * typed, so that nothing is lost on the way to an answer.
 */
export type Draft = {
  readonly reading: '' | 'unknown' | 'not-applicable' | `level-${Level}`
  readonly reason: string
  readonly importance: '' | '1' | '2' | '3'
  readonly confidence: '' | Confidence
  readonly grade: '' | Grade
  readonly evidence: string
  readonly link: string
  readonly file: EvidenceFile | null
  /** Brought forward from the last round, and not looked at since. */
  readonly carried?: boolean
}

export const emptyDraft: Draft = {
  reading: '',
  reason: '',
  importance: '',
  confidence: '',
  grade: '',
  evidence: '',
  link: '',
  file: null,
}

/** A council's agreed answer to one statement: what is sealed, and what the others read after the reveal. */
export type AgreedAnswer = {
  readonly reading: LevelAnswer
  readonly reason: string
  readonly importance: Importance
  readonly confidence: Confidence | null
  readonly grade: Grade | null
  readonly evidence: string
  readonly link: string
  readonly file: EvidenceFile | null
}

export type AnswerFault = 'reading-missing' | 'reason-missing' | 'importance-missing'

const levels: Readonly<Record<string, Level>> = {
  'level-1': 1,
  'level-2': 2,
  'level-3': 3,
  'level-4': 4,
  'level-5': 5,
}

/** What a draft says, or null while it says nothing. "We do not know" is an answer; silence is not. */
export function readingOf(draft: Draft): LevelAnswer | null {
  const level = levels[draft.reading]
  if (level !== undefined) return { kind: 'level', level }
  if (draft.reading === 'unknown' || draft.reading === 'not-applicable') return { kind: draft.reading }
  return null
}

/** Why a draft is not yet the council's answer: it needs a reading, a reason, and an importance (a gate's is always 3). */
export function agreedFaults(draft: Draft, statement: Pick<Statement, 'gate'>): AnswerFault[] {
  const faults: AnswerFault[] = []
  if (readingOf(draft) === null) faults.push('reading-missing')
  if (draft.reason.trim() === '') faults.push('reason-missing')
  if (draft.importance === '' && !statement.gate) faults.push('importance-missing')
  return faults
}

/** Why one office's draft is not yet its answer. Only "not applicable" must give its reason. */
export function officeFaults(draft: Draft): AnswerFault[] {
  if (readingOf(draft) === null) return ['reading-missing']
  return draft.reading === 'not-applicable' && draft.reason.trim() === '' ? ['reason-missing'] : []
}

const importances: Readonly<Record<string, Importance>> = { '1': 1, '2': 2, '3': 3 }

/** The agreed answer a complete draft stands for, or null when `agreedFaults` finds anything. */
export function agreedAnswer(draft: Draft, statement: Pick<Statement, 'gate'>): AgreedAnswer | null {
  const reading = readingOf(draft)
  if (reading === null || agreedFaults(draft, statement).length > 0) return null
  return {
    reading,
    reason: draft.reason.trim(),
    importance: statement.gate ? 3 : (importances[draft.importance] ?? 1),
    confidence: draft.confidence === '' ? null : draft.confidence,
    grade: draft.grade === '' ? null : draft.grade,
    evidence: draft.evidence.trim(),
    link: draft.link.trim(),
    file: draft.file,
  }
}

/** Last round's answer as a draft of this one's, to be looked at again. Its file stays with the round it belongs to. */
export function carriedDraft(answer: AgreedAnswer): Draft {
  const { reading, reason, importance, confidence, grade, evidence, link } = answer
  return {
    reading: reading.kind === 'level' ? `level-${reading.level}` : reading.kind,
    reason,
    importance: `${importance}`,
    confidence: confidence ?? '',
    grade: grade ?? '',
    evidence,
    link,
    file: null,
    carried: true,
  }
}

export type Doubt = 'extreme-without-evidence' | 'sure-without-evidence' | 'assertion-only-at-gate'

/** What somebody checking the answers might ask about. Never a reason to stop anybody. */
export function doubtsAbout(answer: AgreedAnswer, statement: Pick<Statement, 'gate'>): Doubt[] {
  const bare = answer.evidence === '' && answer.link === '' && answer.file === null
  const doubts: Doubt[] = []
  if (bare && answer.reading.kind === 'level' && answer.reading.level === 5)
    doubts.push('extreme-without-evidence')
  if (bare && answer.confidence === 'sure') doubts.push('sure-without-evidence')
  if (statement.gate && answer.grade === 'assertion') doubts.push('assertion-only-at-gate')
  return doubts
}
