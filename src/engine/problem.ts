import { BadInput } from './bad-input.ts'

/**
 * One thing wrong with an input, as data: where (a path such as `lines[2].shared.fixed`), what is wrong, and what to
 * do about it. A page shows it beside the field; the command line prints it. The first two read as one sentence:
 * "lines[2].shared.fixed is negative".
 */
export type Problem = { readonly field: string; readonly problem: string; readonly mend: string }

/** Throws one `BadInput` naming the first problem and how to mend it; does nothing when there is none. O(1). */
export function refuse(problems: readonly Problem[]): void {
  const first = problems[0]
  if (first === undefined) return
  const others = problems.length > 1 ? ` (and ${problems.length - 1} more)` : ''
  throw new BadInput(first.field, `${first.problem}; ${first.mend}${others}`)
}

/** Says so unless the value is a finite number within the bounds given (both ends allowed). */
export function numberProblems(
  value: unknown,
  field: string,
  { atLeast = -Infinity, atMost = Infinity }: { atLeast?: number; atMost?: number } = {},
): Problem[] {
  if (typeof value !== 'number' || !Number.isFinite(value)) {
    return [{ field, problem: `is ${describe(value)}, not a finite number`, mend: 'give a number' }]
  }
  if (value < atLeast)
    return [
      {
        field,
        problem: `is ${value}`,
        mend: atLeast === Number.MIN_VALUE ? 'give a number above 0' : `give a number of at least ${atLeast}`,
      },
    ]
  if (value > atMost) return [{ field, problem: `is ${value}`, mend: `give a number of at most ${atMost}` }]
  return []
}

/** Says so unless the value is a whole number within the bounds given. */
export function wholeProblems(
  value: unknown,
  field: string,
  bounds: { atLeast?: number; atMost?: number } = {},
): Problem[] {
  if (typeof value === 'number' && Number.isFinite(value) && !Number.isInteger(value)) {
    return [{ field, problem: `is ${value}`, mend: 'give a whole number' }]
  }
  return numberProblems(value, field, bounds)
}

/** Says so unless the value is a list of numbers within the bounds, of the length given if one is. */
export function numbersProblems(
  value: unknown,
  field: string,
  { length, ...bounds }: { length?: number; atLeast?: number; atMost?: number } = {},
): Problem[] {
  if (!Array.isArray(value)) return [{ field, problem: 'is not a list', mend: 'give a list of numbers' }]
  if (length !== undefined && value.length !== length) {
    return [{ field, problem: `has ${value.length} numbers`, mend: `give ${length}` }]
  }
  return value.flatMap((entry: unknown, i) => numberProblems(entry, `${field}[${i}]`, bounds))
}

/** Says so when a name is missing or used twice. */
export function nameProblems(names: readonly unknown[], field: (i: number) => string): Problem[] {
  const seen = new Set<unknown>()
  return names.flatMap((name, i): Problem[] => {
    if (typeof name !== 'string' || name === '') {
      return [{ field: field(i), problem: 'is missing', mend: 'give each one a name of its own' }]
    }
    if (seen.has(name)) {
      return [{ field: field(i), problem: `repeats "${name}"`, mend: 'give each one a name of its own' }]
    }
    seen.add(name)
    return []
  })
}

/** Says so unless the value is one of the words allowed. */
export function choiceProblems(value: unknown, field: string, choices: readonly string[]): Problem[] {
  if (typeof value === 'string' && choices.includes(value)) return []
  return [{ field, problem: `is ${describe(value)}`, mend: `choose one of ${choices.join(', ')}` }]
}

/**
 * Says so when a record has a field that nobody reads: a misspelt optional field would otherwise be left out of the
 * sums without a word.
 */
export function unknownProblems(
  record: Record<string, unknown>,
  field: string,
  known: readonly string[],
): Problem[] {
  const unknown = Object.keys(record).filter((name) => !known.includes(name))
  return unknown.map((name) => ({
    field: field === '' ? name : `${field}.${name}`,
    problem: 'is not a field that is read here',
    mend: `use one of ${known.join(', ')}`,
  }))
}

/** Whether a value is a record whose fields can be looked at. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function describe(value: unknown): string {
  if (typeof value === 'string') return `"${value}"`
  if (value === undefined) return 'missing'
  if (typeof value === 'number' || typeof value === 'boolean' || value === null) return String(value)
  return Array.isArray(value) ? 'a list' : 'something else'
}
