import type { Pulse } from '#content/pulse.ts'
import { readForm } from '#platform/http.ts'
import type { Form } from '#ui/form.ts'
import { mostHours, type PulseAnswer } from './pulse.ts'

/** A posted answer, or what is wrong with it; what was chosen is kept. */
export function readPulse(body: unknown, { questions }: Pulse): { value: PulseAnswer } | { form: Form } {
  const posted = readForm(body)
  const errors: Record<string, string> = {}
  const levels: Record<string, number | null> = {}
  for (const { id, says } of questions) {
    const given = posted[id] ?? ''
    if (/^[1-5]$/.test(given)) levels[id] = Number(given)
    else if (given === 'none') levels[id] = null
    else errors[id] = `Choose an answer to “${says}”, or “I cannot say”`
  }
  const typed = (posted['hours'] ?? '').trim().replace(/\s*(hours?|h)$/i, '')
  const hours = typed === '' ? null : Number(typed)
  if (hours !== null && !(Number.isFinite(hours) && hours >= 0 && hours <= mostHours))
    errors['hours'] = `Give the hours as a number from 0 to ${mostHours}, such as 3 or 2.5, or leave it empty`
  return Object.keys(errors).length > 0 ? { form: { values: posted, errors } } : { value: { levels, hours } }
}

export function pulseForm(answer: PulseAnswer | null): Form {
  if (!answer) return { values: {}, errors: {} }
  const levels = Object.entries(answer.levels).map(([id, level]) => [
    id,
    level === null ? 'none' : String(level),
  ])
  return {
    values: { ...Object.fromEntries(levels), hours: answer.hours === null ? '' : String(answer.hours) },
    errors: {},
  }
}
