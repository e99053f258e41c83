import type { Form, Problem } from './form.ts'
import { readDateParts } from './typed-date.ts'

/** What can be asked of these figures. */
export type Askable<Rule extends string> = {
  readonly councils: number
  readonly services: number
  readonly rules: readonly Rule[]
}

/** A question about leaving as it was typed; the same as the engine takes it. Shares in per cent, notice in months. */
export type TypedLeaving<Rule extends string> = {
  readonly leaver: number
  readonly service: number | null
  readonly given: string
  readonly how: 'planned' | 'sudden'
  readonly notice: number
  readonly ends: string
  readonly rule: Rule
  readonly sticky: number
  readonly stickyYears: number
  readonly restart: number
  readonly discount: number
  readonly own: number | null
}

/** Numbers of the form with their limits and what they are called in a sentence. */
const amounts = {
  notice: { least: 0, most: 120, whole: true, name: 'Notice' },
  sticky: { least: 0, most: 100, whole: false, name: 'The part that goes on being paid for' },
  'sticky-years': { least: 0, most: 30, whole: false, name: 'The years until it is gone' },
  restart: { least: 0, most: 1000, whole: false, name: 'The cost of setting up again' },
  discount: { least: 0, most: 20, whole: false, name: 'The discount rate' },
  own: { least: 0, most: 100, whole: false, name: 'Your own chance of leaving' },
} as const

/** Reads what is asked of a withdrawal, in the browser as on the server. */
export function readLeaving<Rule extends string>(
  text: (box: string) => string,
  { councils, services, rules }: Askable<Rule>,
): { readonly question: TypedLeaving<Rule> } | { readonly errors: Form['errors'] } {
  const errors: Record<string, Problem> = {}
  const place = (box: string, many: number): number | null => {
    const value = Number(text(box))
    return text(box) !== '' && Number.isInteger(value) && value >= 0 && value < many ? value : null
  }
  const number = (box: keyof typeof amounts): number => {
    const { least, most, whole, name } = amounts[box]
    const typed = text(box).trim()
    const value = Number(typed)
    const isGood = typed !== '' && value >= least && value <= most && (!whole || Number.isInteger(value))
    if (!isGood) errors[box] = `${name} must be a ${whole ? 'whole ' : ''}number from ${least} to ${most}`
    return isGood ? value : least
  }
  const day = (box: string, name: string): string => {
    const parts = { day: text(`${box}-day`), month: text(`${box}-month`), year: text(`${box}-year`) }
    const read = readDateParts(parts, name)
    if ('value' in read) return read.value
    errors[box] = read
    return ''
  }
  const leaver = place('leaver', councils)
  if (leaver === null) errors['leaver'] = 'Choose the council that leaves'
  const service = place('service', services)
  if (service === null && text('service') !== '') errors['service'] = 'Choose a service, or all of them'
  const given = day('given', 'the day notice is given')
  const how = text('how') === 'sudden' ? 'sudden' : text('how') === 'planned' ? 'planned' : null
  if (!how) errors['how'] = 'Say whether it is planned or sudden'
  const notice = number('notice')
  const ends = day('ends', 'the day the agreement ends')
  const rule = rules.find((each) => each === text('rule'))
  if (!rule) errors['rule'] = 'Choose how the bill is shared'
  const question = {
    leaver: leaver ?? 0,
    service,
    given,
    how: how ?? 'planned',
    notice,
    ends,
    sticky: number('sticky'),
    stickyYears: number('sticky-years'),
    restart: number('restart'),
    discount: number('discount'),
    own: text('own').trim() === '' ? null : number('own'),
  } as const
  return rule && Object.keys(errors).length === 0 ? { question: { ...question, rule } } : { errors }
}

/** What each blocker says, beside the box that can mend it. */
export const leavingBlockerErrors: Readonly<Record<'ends-first' | 'too-long', Form['errors']>> = {
  'ends-first': {
    ends: 'The agreement would be over before the council is gone. Choose an earlier notice, or a later end',
  },
  'too-long': { ends: 'The agreement may run for up to 30 years after notice' },
}

/** A question as it stands in the boxes. */
export function leavingForm(question: TypedLeaving<string>): Form {
  const { leaver, service, given, ends, stickyYears, own, ...rest } = question
  return {
    errors: {},
    values: {
      ...Object.fromEntries(Object.entries(rest).map(([name, value]) => [name, String(value)])),
      leaver: String(leaver),
      service: service === null ? '' : String(service),
      ...dateBoxes('given', given),
      ...dateBoxes('ends', ends),
      'sticky-years': String(stickyYears),
      own: own === null ? '' : String(own),
    },
  }
}

function dateBoxes(name: string, day: string): Record<string, string> {
  const [year = '', month = '', date = ''] = day.split('-')
  return {
    [`${name}-day`]: String(Number(date)),
    [`${name}-month`]: String(Number(month)),
    [`${name}-year`]: year,
  }
}
