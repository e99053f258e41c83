import { BadInput, demand } from '#engine/bad-input.ts'

/**
 * Reading unknown data field by field: each reader returns a typed value or throws one `BadInput` that names the
 * field and says what to give.
 */

/** A record, without any field but those known: a misspelt one would otherwise be silently left out. */
export function recordAt(value: unknown, field: string, known: readonly string[]): Record<string, unknown> {
  demand(isRecord(value), field, `must be a record with ${known.join(', ')}`)
  const stray = Object.keys(value).find((key) => !known.includes(key))
  if (stray !== undefined) {
    throw new BadInput(
      field === 'the input' ? stray : `${field}.${stray}`,
      `is not known; use ${known.join(', ')}`,
    )
  }
  return value
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A list that is not empty. */
export function listAt(value: unknown, field: string): readonly unknown[] {
  demand(Array.isArray(value) && value.length > 0, field, 'must be a list of at least one')
  return value
}

export function textAt(value: unknown, field: string): string {
  demand(typeof value === 'string' && value.trim() !== '', field, 'must be text')
  return value
}

/** A finite number; text such as "1,200.50" or "£1,200.50", as a spreadsheet shows it, is read too. */
export function numberAt(value: unknown, field: string): number {
  const number = typeof value === 'string' ? numberIn(value) : value
  demand(typeof number === 'number', field, `must be a number, not ${shown(value)}`)
  demand(Number.isFinite(number), field, `must be a finite number, not ${shown(value)}`)
  return number
}

/** The number in a cell as a spreadsheet shows it, such as 1,200.50; null when it is none. */
export function numberIn(text: string): number | null {
  const bare = text.trim().replace(/^(-?)£/, '$1')
  const isNumber =
    /^-?\d{1,3}(,\d{3})+(\.\d+)?$/.test(bare) || /^-?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(bare)
  return isNumber ? Number(bare.replaceAll(',', '')) : null
}

export function wholeAt(value: unknown, field: string, least: number, most: number): number {
  const number = numberAt(value, field)
  const inRange = Number.isInteger(number) && number >= least && number <= most
  demand(inRange, field, `must be a whole number from ${least} to ${most}, not ${number}`)
  return number
}

export function choiceAt<Choice extends string>(
  value: unknown,
  field: string,
  choices: readonly Choice[],
): Choice {
  const found = choices.find((choice) => choice === value)
  if (found === undefined)
    throw new BadInput(field, `must be one of ${choices.join(', ')}, not ${shown(value)}`)
  return found
}

/** Reads a value that may be left out. */
export function maybe<T>(
  value: unknown,
  field: string,
  read: (value: unknown, field: string) => T,
): T | undefined {
  return value === undefined || value === null || value === '' ? undefined : read(value, field)
}

function shown(value: unknown): string {
  if (value === undefined) return 'nothing'
  return typeof value === 'number' ? String(value) : JSON.stringify(value).slice(0, 60)
}
