import { readForm } from '#platform/http.ts'
import type { Form } from '#ui/form.ts'
import type { ReadForm } from './forms.ts'
import { leavingRules, type LeavingQuestion } from './leaving.ts'

/** Numbers of the form with their limits and what they are called in a sentence. */
const amounts = {
  year: { least: 1, most: 30, whole: true, name: 'The year of notice' },
  notice: { least: 0, most: 10, whole: true, name: 'Notice' },
  horizon: { least: 1, most: 30, whole: true, name: 'The years that remain' },
  sticky: { least: 0, most: 100, whole: false, name: 'The part that goes on being paid for' },
  'sticky-years': { least: 0, most: 30, whole: false, name: 'The years until it is gone' },
  restart: { least: 0, most: 1000, whole: false, name: 'The cost of setting up again' },
  discount: { least: 0, most: 20, whole: false, name: 'The discount rate' },
  own: { least: 0, most: 100, whole: false, name: 'Your own chance of leaving' },
} as const

/** Reads what is asked of a withdrawal. */
export function readQuestion(body: unknown, councils: number): ReadForm<LeavingQuestion> {
  const posted = readForm(body)
  const errors: Record<string, string> = {}
  const number = (field: keyof typeof amounts): number => {
    const { least, most, whole, name } = amounts[field]
    const text = (posted[field] ?? '').trim()
    const value = Number(text)
    const isGood = text !== '' && value >= least && value <= most && (!whole || Number.isInteger(value))
    if (!isGood) errors[field] = `${name} must be a ${whole ? 'whole ' : ''}number from ${least} to ${most}`
    return isGood ? value : least
  }
  const leaver = Number(posted['leaver'] ?? '')
  if (!(posted['leaver'] && Number.isInteger(leaver) && leaver >= 0 && leaver < councils))
    errors['leaver'] = 'Choose the council that leaves'
  const rule = leavingRules.find((each) => each === posted['rule'])
  if (!rule) errors['rule'] = 'Choose how the bill is shared'
  const how = posted['how'] === 'sudden' ? 'sudden' : posted['how'] === 'planned' ? 'planned' : null
  if (!how) errors['how'] = 'Say whether it is planned or sudden'
  const question: LeavingQuestion = {
    leaver,
    year: number('year'),
    how: how ?? 'planned',
    notice: number('notice'),
    horizon: number('horizon'),
    rule: rule ?? 'equal',
    sticky: number('sticky'),
    stickyYears: number('sticky-years'),
    restart: number('restart'),
    discount: number('discount'),
    own: (posted['own'] ?? '').trim() === '' ? null : number('own'),
  }
  const gone = question.year - 1 + (question.how === 'sudden' ? 0 : question.notice)
  if (!errors['year'] && !errors['horizon'] && !errors['notice'] && gone >= question.horizon)
    errors['year'] =
      'The agreement would be over before the council is gone. Choose an earlier year, or more years that remain'
  return Object.keys(errors).length > 0 ? { form: { values: posted, errors } } : { value: question }
}

export function questionForm(question: LeavingQuestion): Form {
  const { stickyYears, own, leaver, ...rest } = question
  return {
    errors: {},
    values: {
      ...Object.fromEntries(Object.entries(rest).map(([name, value]) => [name, String(value)])),
      leaver: String(leaver),
      'sticky-years': String(stickyYears),
      own: own === null ? '' : String(own),
    },
  }
}
