import type { CellEntry, ColumnKind } from '#platform/spreadsheet.ts'
import { confidences, grades, readingOf, type Draft } from '../answer.ts'
import type { DraftFields } from '../answer-commands.ts'
import { confidenceWords, gradeWords } from '../text.ts'

/**
 * The fields of an answer as columns of a spreadsheet: how each is shown, and how what somebody typed there is read. Every
 * field of `Draft` is a column or is left out with its reason; a new one does not compile until it is one or the other.
 */
export type AnswerColumn = {
  readonly header: string
  /** Other headers by which it is known. */
  readonly also: readonly string[]
  readonly kind: ColumnKind
  readonly width: number
  readonly show: (draft: Draft) => CellEntry
  /** What was typed as the field, or what is wrong with it. The empty text empties the field. */
  readonly read: (typed: string) => DraftFields | CellProblem
}

/** Why a cell cannot be taken, as facts; `import-words.ts` says them. */
export type CellProblem =
  | { readonly type: 'not-an-answer' }
  | { readonly type: 'not-an-importance' }
  | { readonly type: 'not-a-confidence' }
  | { readonly type: 'not-a-kind-of-evidence' }
  | { readonly type: 'not-an-address' }
  | { readonly type: 'too-long'; readonly length: number; readonly most: number }

/** Fields that a spreadsheet does not carry back in, each with its reason. They are shown, and left as they are. */
export const notUploaded = {
  file: 'A file cannot stand in a cell. Its name is shown; it is added and taken away on the page of the statement.',
  carried:
    'Whether an answer was brought forward is for Handfast to say. It stops being so when the answer is saved again.',
} as const satisfies Partial<Record<keyof Draft, string>>

export type UploadedField = Exclude<keyof Draft, keyof typeof notUploaded>

/** As long as the page lets them be. */
export const mostCharacters = { reason: 2000, evidence: 300, link: 500, note: 2000 } as const

export function isProblem(read: DraftFields | CellProblem): read is CellProblem {
  return 'type' in read
}

/** In the order in which they stand on the sheet. */
export const answerColumns: { readonly [Field in UploadedField]: AnswerColumn } = {
  reading: {
    header: 'Answer',
    also: ['level', 'our answer', 'your answer'],
    kind: 'number',
    width: 15,
    show: (draft) => {
      const reading = readingOf(draft)
      if (reading === null) return null
      if (reading.kind === 'level') return reading.level
      return reading.kind === 'unknown' ? dontKnow : notApplicable
    },
    read: (typed) => {
      const reading = readingFrom(typed)
      return reading === null ? { type: 'not-an-answer' } : { reading }
    },
  },
  reason: {
    header: 'Reason',
    also: ['why'],
    kind: 'text',
    width: 50,
    show: ({ reason }) => reason,
    read: (typed) => within('reason', typed) ?? { reason: typed },
  },
  importance: {
    header: 'Importance',
    also: ['how much it matters'],
    kind: 'number',
    width: 12,
    show: ({ importance }) => (importance === '' ? null : Number(importance)),
    read: (typed) => {
      const importance = importanceFrom(typed)
      return importance === null ? { type: 'not-an-importance' } : { importance }
    },
  },
  confidence: {
    header: 'How sure',
    also: ['confidence', 'how sure are you'],
    kind: 'text',
    width: 14,
    show: ({ confidence }) => (confidence === '' ? null : confidenceWords[confidence]),
    read: (typed) => {
      const confidence = chosen(typed, confidences, confidenceWords)
      return confidence === null ? { type: 'not-a-confidence' } : { confidence }
    },
  },
  grade: {
    header: 'Kind of evidence',
    also: ['evidence kind', 'grade'],
    kind: 'text',
    width: 30,
    show: ({ grade }) => (grade === '' ? null : gradeWords[grade]),
    read: (typed) => {
      const grade = chosen(typed, grades, gradeWords)
      return grade === null ? { type: 'not-a-kind-of-evidence' } : { grade }
    },
  },
  evidence: {
    header: 'Evidence',
    also: ['what could be shown'],
    kind: 'text',
    width: 34,
    show: ({ evidence }) => evidence,
    read: (typed) => within('evidence', typed) ?? { evidence: typed },
  },
  link: {
    header: 'Link',
    also: ['address', 'web address'],
    kind: 'text',
    width: 34,
    show: ({ link }) => link,
    read: (typed) => {
      if (typed.trim() !== '' && !/^https?:\/\/\S+$/iu.test(typed.trim())) return { type: 'not-an-address' }
      return within('link', typed) ?? { link: typed }
    },
  },
}

export const dontKnow = 'Don’t know'
export const notApplicable = 'Not applicable'

/** What is too long to keep, or nothing. */
export function within(field: keyof typeof mostCharacters, typed: string): CellProblem | null {
  const most = mostCharacters[field]
  return typed.length > most ? { type: 'too-long', length: typed.length, most } : null
}

/** Capitals, kinds of apostrophe, full stops and spaces do not matter to a choice. */
export function plainly(typed: string): string {
  return typed
    .toLowerCase()
    .replace(/[\u2018\u2019`']/gu, '')
    .replace(/[^\p{Letter}\p{Number}]+/gu, ' ')
    .trim()
}

const unknownWords = [
  'unknown',
  'dont know',
  'do not know',
  'we dont know',
  'we do not know',
  'does not know',
  'not known',
]
const notApplicableWords = [
  'not applicable',
  'n a',
  'na',
  'does not apply',
  'doesnt apply',
  'it does not apply',
]

function readingFrom(typed: string): Draft['reading'] | null {
  if (typed.trim() === '') return ''
  if (typed.trim() === '?') return 'unknown'
  const said = plainly(typed)
  if (unknownWords.includes(said)) return 'unknown'
  if (notApplicableWords.includes(said)) return 'not-applicable'
  const level = levelTyped.exec(typed.trim())?.[1]
  const found = ([1, 2, 3, 4, 5] as const).find((one) => String(one) === level)
  return found === undefined ? null : `level-${found}`
}

/** "4", "4.0", "Level 4", "4, collaborate": one whole level and at most its name behind it. */
const levelTyped = /^(?:level\s*)?([1-5])(?:[.,]0+)?(?:\s*[,:]?\s+\p{Letter}[\p{Letter}-]*)?$/iu

const importanceSaid: Readonly<Record<string, Draft['importance']>> = {
  '1': '1',
  '2': '2',
  '3': '3',
  'a little': '1',
  'it matters': '2',
  'a great deal': '3',
}

function importanceFrom(typed: string): Draft['importance'] | null {
  if (typed.trim() === '') return ''
  return importanceSaid[plainly(typed).replace(/^([1-3]) 0+$/u, '$1')] ?? null
}

function chosen<Choice extends string>(
  typed: string,
  choices: readonly Choice[],
  words: Readonly<Record<Choice, string>>,
): Choice | '' | null {
  if (typed.trim() === '') return ''
  const said = plainly(typed)
  return choices.find((choice) => said === plainly(choice) || said === plainly(words[choice])) ?? null
}
