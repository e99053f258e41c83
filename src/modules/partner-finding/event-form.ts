import { readForm } from '#platform/http.ts'
import type { Form, Problem } from '#ui/form.ts'
import { readDateParts } from '#ui/typed-date.ts'
import { eventKinds, sharedWith, type EventKind, type Shared } from './event.ts'
import { isService } from './services.ts'

export type WantedEvent = {
  readonly kind: EventKind
  readonly title: string
  readonly service: string
  readonly cpv: string | null
  readonly supplier: string | null
  readonly day: string
  readonly source: string
  readonly sourceAddress: string | null
  readonly shared: Shared
}

export const mostTitle = 200

/** Reads the form of one date; every problem at once. */
export function readEvent(body: unknown): { value: WantedEvent } | { form: Form } {
  const values = readForm(body)
  const errors: Record<string, Problem> = {}
  const text = (name: string) => (values[name] ?? '').trim().toWellFormed()
  const kind = eventKinds.find((each) => each === values['kind'])
  const shared = sharedWith.find((each) => each === values['shared'])
  if (!kind) errors['kind'] = 'Say what happens'
  if (text('title') === '') errors['title'] = 'Say what it is in a few words'
  const day = readDateParts(
    { day: values['on-day'] ?? '', month: values['on-month'] ?? '', year: values['on-year'] ?? '' },
    'the date',
  )
  if ('problem' in day) errors['on'] = day
  if (!isService(text('service'))) errors['service'] = 'Choose a service, or “Another service”'
  for (const [name, most] of Object.entries({ title: mostTitle, supplier: mostTitle, source: mostTitle }))
    if (text(name).length > most) errors[name] = `Use ${most} characters or fewer`
  const cpv = text('cpv').replace(/-\d$/, '')
  if (cpv !== '' && !/^\d{8}$/.test(cpv)) errors['cpv'] = 'A CPV code has 8 digits, like 72222300'
  if (text('source') === '') errors['source'] = 'Say where the date is from, such as “our contracts register”'
  const address = text('address')
  if (address !== '' && (!/^https?:\/\/[^\s"<>]+$/.test(address) || address.length > 400))
    errors['address'] = 'Give a full web address that begins with https://, or leave it empty'
  if (!shared) errors['shared'] = 'Choose who may see it'
  if (!kind || !shared || 'problem' in day || Object.keys(errors).length > 0)
    return { form: { values, errors } }
  return {
    value: {
      kind,
      title: text('title'),
      service: text('service'),
      cpv: cpv === '' ? null : cpv,
      supplier: text('supplier') === '' ? null : text('supplier'),
      day: day.value,
      source: text('source'),
      sourceAddress: address === '' ? null : address,
      shared,
    },
  }
}
