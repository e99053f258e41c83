import { readForm } from '#platform/http.ts'
import { passwordFault } from '#platform/password.ts'
import type { Form } from '#ui/form.ts'
import { emailAddress, localPath } from './address.ts'
import { addressMissing, addressWrong, codeMissing, passwordFaultWords } from './text.ts'

/** A posted form read into what a command takes; or the form to draw again, with what was typed and what is wrong. */
export type Reading<Value> = { readonly value: Value } | { readonly form: Form }

export function formOf(values: Record<string, string>, errors: Form['errors'] = {}): Form {
  return { values, errors }
}

/** The address that somebody signs in with, and where they were going. */
export function readSignIn(body: unknown): Reading<{ address: string; next: string }> {
  const posted = readForm(body)
  const values = { email: posted['email'] ?? '', next: localPath(posted['next'] ?? '/') }
  const address = emailAddress(values.email)
  if (address === null)
    return { form: formOf(values, { email: values.email.trim() === '' ? addressMissing : addressWrong }) }
  return { value: { address, next: values.next } }
}

/** The code of an authenticator app and the page it was asked on. A secret is never put back into a box. */
export function readCode(body: unknown): Reading<{ step: string; code: string }> {
  const posted = readForm(body)
  const step = posted['step'] ?? ''
  const code = (posted['code'] ?? '').replaceAll(/[\s-]/g, '')
  if (!/^\d{6}$/.test(code))
    return { form: formOf({ step, code: posted['code'] ?? '' }, { code: codeMissing }) }
  return { value: { step, code } }
}

/** A new password; `null` where none was typed and none is needed. */
export function readNewPassword(
  body: unknown,
  options: { required: boolean; own: readonly string[] },
): Reading<string | null> {
  const password = readForm(body)['password'] ?? ''
  if (password === '' && !options.required) return { value: null }
  const fault = password === '' ? 'Choose a password' : passwordFaultOf(password, options.own)
  return fault === null ? { value: password } : { form: formOf({}, { password: fault }) }
}

function passwordFaultOf(password: string, own: readonly string[]): string | null {
  const fault = passwordFault(password, own)
  return fault === null ? null : passwordFaultWords[fault]
}
