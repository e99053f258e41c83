import { type Html, escape, raw } from './html.ts'

type Value = string | number | boolean | null | undefined

/**
 * Attributes by name, as the macros take them. A plain value is always written: `true` and `false` as words,
 * `null` and `undefined` as an empty value. With `optional`, nothing is written for `false`, `null` or
 * `undefined`, and only the name for `true`.
 */
export type Attributes = Readonly<
  Record<string, Value | { readonly value: Value; readonly optional?: boolean }>
>

/** Text by plural rule (`one`, `other` …), as `Intl.PluralRules` names them. */
export type Plurals = Readonly<Record<string, string>>

/** Attributes for a tag, each with a space before it: `<p class="x"${attributes(…)}>`. */
export function attributes(given: Attributes | undefined): Html | undefined {
  if (given === undefined) return undefined
  let out = ''
  for (const name in given) out += written(name, given[name])
  return raw(out)
}

function written(name: string, given: Attributes[string]): string {
  if (typeof given !== 'object' || given === null) return pair(name, String(given ?? ''))
  if (given.optional) return attribute(name, given.value)?.html ?? ''
  return pair(name, String(given.value ?? ''))
}

/** One attribute, with a space before it; nothing for `false`, `null`, `undefined` and the empty text. */
export function attribute(name: string, value: Value): Html | undefined {
  if (value === undefined || value === null || value === false || value === '') return undefined
  return raw(value === true ? ` ${name}` : pair(name, String(value)))
}

function pair(name: string, value: string): string {
  return ` ${escape(name)}="${escape(value)}"`
}

/** Class names joined by a space, those not wanted left out. */
export function classes(...names: readonly (string | false | null | undefined)[]): string {
  let out = ''
  for (const name of names) if (name) out += out === '' ? name : ` ${name}`
  return out
}

/** The words a component's script says, as the `data-i18n` attributes it reads them from. */
export function translations(given: Readonly<Record<string, string | Plurals | undefined>>): Attributes {
  const out: Record<string, string> = {}
  for (const [key, message] of Object.entries(given)) {
    if (!message) continue
    if (typeof message === 'string') out[`data-i18n.${key}`] = message
    else for (const rule in message) out[`data-i18n.${key}.${rule}`] = message[rule] ?? ''
  }
  return out
}
