import { readForm } from '#platform/http.ts'
import type { Office, Role } from '#platform/viewer.ts'
import { emailAddress, personName } from './address.ts'
import { formOf, type Reading } from './forms.ts'
import type { WantedColleague } from './invitation-commands.ts'
import { addressWrong, nameMissing, officeNames, roleMeanings } from './text.ts'

export const roles: readonly Role[] = ['lead', 'deputy', 'contributor', 'approver', 'reader']
export const offices: readonly Office[] = [
  'chief-executive',
  'cio',
  'section-151',
  'monitoring',
  'member',
  'service-manager',
  'staff',
]

const isRole = (text: string): text is Role => text in roleMeanings
const isOffice = (text: string): text is Office => text in officeNames

/** Whom to invite to one's own council, and as what. */
export function readInvitation(body: unknown): Reading<WantedColleague> {
  const posted = readForm(body)
  const values = { name: posted['name'] ?? '', email: posted['email'] ?? '', ...placeValues(posted) }
  const name = personName(values.name)
  const email = emailAddress(values.email)
  const place = readPlace(values)
  if (name !== null && email !== null && 'value' in place) return { value: { name, email, ...place.value } }
  return {
    form: formOf(values, {
      ...(name === null ? { name: nameMissing } : {}),
      ...(email === null ? { email: emailProblem(values.email, 'their') } : {}),
      ...('form' in place ? place.form.errors : {}),
    }),
  }
}

type Place = { readonly role: Role; readonly office: Office | null }

/** The role and office of a colleague. Who answers answers for an office, so a contributor must hold one. */
export function readPlace(body: unknown): Reading<Place> {
  const values = placeValues(readForm(body))
  const { role, office } = values
  if (!isRole(role)) return { form: formOf(values, { role: 'Choose what they may do' }) }
  if (office !== '' && !isOffice(office)) return { form: formOf(values, { office: 'Choose an office' }) }
  if (role === 'contributor' && office === '')
    return { form: formOf(values, { office: 'Choose the office a contributor answers for' }) }
  return { value: { role, office: office === '' ? null : office } }
}

function placeValues(posted: Readonly<Record<string, string>>): { role: string; office: string } {
  return { role: posted['role'] ?? '', office: posted['office'] ?? '' }
}

/** A name and an address, as an invitation across councils asks for them. */
export function readPerson(body: unknown): Reading<{ name: string; email: string }> {
  const posted = readForm(body)
  const values = { name: posted['name'] ?? '', email: posted['email'] ?? '' }
  const name = personName(values.name)
  const email = emailAddress(values.email)
  if (name !== null && email !== null) return { value: { name, email } }
  return {
    form: formOf(values, {
      ...(name === null ? { name: nameMissing } : {}),
      ...(email === null ? { email: emailProblem(values.email, 'their') } : {}),
    }),
  }
}

function emailProblem(typed: string, whose: string): string {
  return typed.trim() === '' ? `Enter ${whose} email address` : addressWrong
}
