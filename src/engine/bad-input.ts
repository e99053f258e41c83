/**
 * What the engine throws when it is given something it cannot compute with: one error, the field it is about, and
 * what to do. The command line prints it and stops with exit code 2; a page shows it beside the field.
 * `field` is written as a path into the input, such as `points[3].value`.
 */
export class BadInput extends Error {
  readonly field: string

  constructor(field: string, problem: string) {
    super(`${field}: ${problem}`)
    this.name = 'BadInput'
    this.field = field
  }
}

/** Refuses with a `BadInput` unless the condition holds. O(1). */
export function demand(condition: boolean, field: string, problem: string): asserts condition {
  if (!condition) throw new BadInput(field, problem)
}

/** Refuses NaN and the infinities, which would otherwise travel silently into every later number. O(1). */
export function demandFinite(value: number, field: string): void {
  // Asked first: writing a number out for a message nobody needs costs more than the rest of a chart.
  if (!Number.isFinite(value)) throw new BadInput(field, `must be a finite number, not ${String(value)}`)
}

/** Refuses a list that is not `n` finite numbers, naming the place that is wrong. O(n). */
export function demandNumbers(values: ArrayLike<number>, n: number, field: string): void {
  demand(values.length === n, field, `has ${values.length} entries; give ${n}, one for each partner`)
  for (let i = 0; i < n; i++) if (!Number.isFinite(values[i])) demandFinite(values[i]!, `${field}[${i}]`)
}

/** Refuses two things with one name, naming the clash. `field` is the path of the list. O(n). */
export function demandDistinct(names: readonly string[], field: string): void {
  const seen = new Map<string, number>()
  for (const [index, name] of names.entries()) {
    const before = seen.get(name)
    demand(
      before === undefined,
      `${field}[${index}]`,
      `"${name}" is already used at ${field}[${before}]; give each its own name`,
    )
    seen.set(name, index)
  }
}
