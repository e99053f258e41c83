import type { Level, LevelAnswer } from '#engine/gap.ts'
import type { QuickAnswer } from '#engine/quick-check.ts'

/**
 * The file in which a browser saves a quick check: JSON, in UTF-8, the same bytes for the same answers.
 *
 *   {
 *     "format": "handfast-quick-check",
 *     "version": 1,
 *     "framework": { "id": "shared-service-readiness", "version": "1.0.0" },
 *     "ambition": "shared-post",
 *     "set": "gates",
 *     "answers": [ { "statement": "purpose.same-reason", "answer": 3 } ]
 *   }
 *
 * `set` is `gates` or `all`. An answer is a level from 1 to 5, "unknown" or "not-applicable". A statement that was not
 * answered is left out. Other names in the file are ignored, so that a later version may add some.
 */
export type QuickCheckFile = {
  readonly framework: { readonly id: string; readonly version: string }
  readonly ambition: string
  readonly set: QuickSet
  readonly answers: readonly QuickAnswer[]
}

export type QuickSet = 'gates' | 'all'

export type QuickCheckReading =
  | ({ readonly ok: true } & QuickCheckFile)
  /** One sentence that says what is wrong and what to do. */
  | { readonly ok: false; readonly problem: string }

/** What is longer is not read at all: sixty statements need less than a tenth of it. In characters. */
export const longestQuickCheck = 200_000
const mostAnswers = 500

const name = /^[a-z0-9]+(?:[.-][a-z0-9]+)*$/
const longestName = 80
const versionNumber = /^\d{1,4}\.\d{1,4}\.\d{1,4}$/

/** Writes the file. Throws nothing; what it writes, `readQuickCheck` reads. O(n). */
export function writeQuickCheck(check: QuickCheckFile): string {
  const { framework, ambition, set, answers } = check
  const plain = {
    format: 'handfast-quick-check',
    version: 1,
    framework: { id: framework.id, version: framework.version },
    ambition,
    set,
    answers: answers.map(({ statement, answer }) => ({ statement, answer: plainAnswer(answer) })),
  }
  return `${JSON.stringify(plain, null, 2)}\n`
}

/**
 * Reads such a file, which may come from anywhere and hold anything: it is checked whole, nothing in it is run, and only the
 * names and levels it should hold are taken. Whether its statements exist is for the caller to ask. Throws nothing. O(n).
 */
export function readQuickCheck(text: string): QuickCheckReading {
  if (text.length > longestQuickCheck)
    return wrong('The file is too large to be a quick check. Choose another file.')
  const file = parsed(text.replace(/^\uFEFF/, ''))
  if (!isRecord(file) || file['format'] !== 'handfast-quick-check')
    return wrong('This is not a file that a quick check saved. Choose a file whose name ends in .json.')
  if (file['version'] !== 1)
    return wrong('This file is from another version of Handfast, which this one cannot read.')
  const { framework, ambition, set, answers } = file
  if (!isRecord(framework) || !isName(framework['id']) || !isVersion(framework['version']))
    return wrong('The file does not say which statements it answers (framework).')
  if (!isName(ambition)) return wrong('The file does not say how far you want to go (ambition).')
  if (set !== 'gates' && set !== 'all') return wrong('The file does not say which set you chose (set).')
  const found = answersIn(answers)
  if (typeof found === 'string') return wrong(found)
  const { id, version } = framework
  return { ok: true, framework: { id, version }, ambition, set, answers: found }
}

function answersIn(list: unknown): QuickAnswer[] | string {
  if (!Array.isArray(list)) return 'The file holds no list of answers (answers).'
  if (list.length > mostAnswers) return 'The file holds more answers than there are statements (answers).'
  const answers: QuickAnswer[] = []
  const seen = new Set<string>()
  for (const [index, each] of list.entries()) {
    const statement: unknown = isRecord(each) ? each['statement'] : undefined
    const answer = isRecord(each) ? answerOf(each['answer']) : undefined
    if (!isName(statement)) return `Answer ${index + 1} in the file does not name its statement.`
    if (!answer)
      return `Answer ${index + 1} in the file (${statement}) must be a level from 1 to 5, "unknown" or "not-applicable".`
    if (seen.has(statement)) return `The file answers ${statement} twice. Take one of the two out.`
    seen.add(statement)
    answers.push({ statement, answer })
  }
  return answers
}

function plainAnswer(answer: LevelAnswer): Level | 'unknown' | 'not-applicable' {
  return answer.kind === 'level' ? answer.level : answer.kind
}

function answerOf(value: unknown): LevelAnswer | undefined {
  if (value === 'unknown' || value === 'not-applicable') return { kind: value }
  const level = levels.find((each) => each === value)
  return level && { kind: 'level', level }
}

const levels: readonly Level[] = [1, 2, 3, 4, 5]

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function wrong(problem: string): QuickCheckReading {
  return { ok: false, problem }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && value.length <= longestName && name.test(value)
}

function isVersion(value: unknown): value is string {
  return typeof value === 'string' && versionNumber.test(value)
}
