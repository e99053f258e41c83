import { readForm } from '#platform/http.ts'
import type { Form } from '#ui/form.ts'
import { readPounds } from '#ui/typed-money.ts'
import type { Falls, Range, Says } from './case-part.ts'
import { writeMeasure } from './baseline-forms.ts'

/** Reads the boxes of one part, gathering what is wrong by box, so that a page can say it all at once. */
export type PartReader = {
  readonly posted: Readonly<Record<string, string>>
  readonly errors: Record<string, string>
  text(name: string, what: string, most: number, needed?: boolean): string
  /** Whole pence. */
  pounds(name: string, what: string): number
  /** Whole pence: one box for a known amount, three for a range, the outer two for "90 % sure". */
  range(name: string, what: string): Range
  /** Hundredths of one per cent. */
  percent(name: string, what: string, most?: number): number
  percentRange(name: string, what: string): Range
  /** A whole number from `least` to `most`. */
  whole(name: string, what: string, least: number, most: number): number
  choice<Choice extends string>(name: string, what: string, choices: readonly Choice[]): Choice
  choices<Choice extends string>(name: string, what: string, choices: readonly Choice[]): Choice[]
  falls(lastYear: number): Falls
  says(): Says
}

export function partReader(body: unknown): PartReader {
  const posted = readForm(body)
  const errors: Record<string, string> = {}
  const typed = (name: string): string => (posted[name] ?? '').trim()
  const fail = <Value>(name: string, problem: string, instead: Value): Value => {
    errors[name] ??= problem
    return instead
  }
  const numberOf = (name: string, what: string, isMoney: boolean, most = Infinity): number => {
    if (isMoney) {
      const read = readPounds(typed(name), { name: what })
      return 'problem' in read ? fail(name, read.problem, 0) : read.value
    }
    const found = /^(\d{1,4}(?:\.\d{1,2})?)\s*%?$/.exec(typed(name))
    if (!found) return fail(name, `Enter ${what} as a per cent from 0 to ${most}, like 12 or 12.5`, 0)
    const share = Math.round(Number(found[1]) * 100)
    return share > most * 100 ? fail(name, `${what} must be ${most}% or less`, 0) : share
  }
  const rangeOf = (name: string, what: string, isMoney: boolean): Range => {
    const given = (['low', 'likely', 'high'] as const).map((part) => typed(`${name}-${part}`) !== '')
    const at = (part: string) => numberOf(`${name}-${part}`, what, isMoney, 100)
    const [hasLow, hasLikely, hasHigh] = given
    if (!hasLow && !hasHigh) return { shape: 'known', likely: at('likely') }
    if (!hasLow || !hasHigh) {
      const missing = hasLow ? 'high' : 'low'
      const words = hasLow ? 'highest' : 'lowest'
      return fail(`${name}-${missing}`, `Enter the ${words} too, or leave both outer boxes empty`, {
        shape: 'known',
        likely: 0,
      })
    }
    const [low, high] = [at('low'), at('high')]
    if (low > high)
      return fail(`${name}-high`, 'The highest is less than the lowest', { shape: 'sure', low, high: low })
    if (!hasLikely) return { shape: 'sure', low, high }
    const likely = at('likely')
    return likely < low || likely > high
      ? fail(`${name}-likely`, 'The most likely lies outside the lowest and the highest', {
          shape: 'known',
          likely,
        })
      : { shape: 'range', low, likely, high }
  }
  const whole = (name: string, what: string, least: number, most: number): number => {
    const value = Number(typed(name))
    return /^\d{1,10}$/.test(typed(name)) && value >= least && value <= most
      ? value
      : fail(name, `Enter ${what} as a whole number from ${least} to ${most}`, least)
  }
  return {
    posted,
    errors,
    text(name, what, most, needed = true) {
      const value = typed(name)
      if (value === '' && needed) return fail(name, `Enter ${what}`, '')
      return value.length > most
        ? fail(name, `Use ${most} characters or fewer. You have ${value.length}.`, '')
        : value
    },
    pounds: (name, what) => numberOf(name, what, true),
    range: (name, what) => rangeOf(name, what, true),
    percent: (name, what, most = 100) => numberOf(name, what, false, most),
    percentRange: (name, what) => rangeOf(name, what, false),
    whole,
    choice(name, what, choices) {
      const found = choices.find((each) => each === typed(name))
      const [first] = choices
      if (found !== undefined) return found
      if (first === undefined) throw new Error(`There is nothing to choose for ${name}.`)
      return fail(name, `Choose ${what}`, first)
    },
    choices(name, what, choices) {
      const found = choices.filter((each) => posted[`${name}-${each}`] === 'yes')
      return found.length > 0 ? found : fail(name, `Choose ${what}`, [])
    },
    falls(lastYear) {
      const pasted = typed('amounts')
      if (pasted === '') {
        const from = whole('from', 'the first year', 0, lastYear)
        const to = typed('to') === '' ? from : whole('to', 'the last year', 0, lastYear)
        if (to < from) return fail('to', 'The last year is before the first', { type: 'once', year: from })
        return to === from ? { type: 'once', year: from } : { type: 'yearly', from, to }
      }
      const cells = pasted
        .split(/[\t\n;]+|\s{2,}/)
        .map((cell) => cell.trim())
        .filter((cell) => cell !== '')
      const amounts = cells.map((cell, year) => {
        const read = readPounds(cell, { name: `the amount of year ${year}` })
        return 'problem' in read ? fail('amounts', read.problem, 0) : read.value
      })
      if (amounts.length !== lastYear + 1)
        return fail(
          'amounts',
          `Give one amount for each of the years 0 to ${lastYear}: ${lastYear + 1} in all. You gave ${amounts.length}.`,
          { type: 'by-year', amounts },
        )
      return { type: 'by-year', amounts }
    },
    says: () => {
      const value = { source: typed('source'), owner: typed('owner') }
      if (value.source === '' || value.source.length > 200)
        errors['source'] ??= 'Say where this comes from, in 200 characters or fewer'
      if (value.owner === '' || value.owner.length > 100)
        errors['owner'] ??= 'Say who answers for it, in 100 characters or fewer'
      return value
    },
  }
}

export type ReadPart<Value> = { readonly value: Value } | { readonly form: Form }

/** The value, unless a box was wrong: then the form as it was typed. */
export function readPart<Value>(reader: PartReader, value: Value): ReadPart<Value> {
  return Object.keys(reader.errors).length === 0
    ? { value }
    : { form: { values: reader.posted, errors: reader.errors } }
}

/** How a range stands in its three boxes. */
export function rangeValues(name: string, range: Range | undefined, isMoney = true): Record<string, string> {
  if (!range) return {}
  const show = (value: number) => (isMoney ? writeMeasure('cost', value) : percentValue(value))
  return {
    [`${name}-low`]: range.shape === 'known' ? '' : show(range.low),
    [`${name}-likely`]: range.shape === 'sure' ? '' : show(range.likely),
    [`${name}-high`]: range.shape === 'known' ? '' : show(range.high),
  }
}

export function percentValue(hundredths: number): string {
  return String(hundredths / 100)
}

export function fallsValues(falls: Falls): Record<string, string> {
  if (falls.type === 'by-year')
    return { amounts: falls.amounts.map((pence) => writeMeasure('cost', pence)).join('\n'), from: '', to: '' }
  return falls.type === 'once'
    ? { from: String(falls.year), to: '' }
    : { from: String(falls.from), to: String(falls.to) }
}
