/**
 * Pages are strings made by a tag that escapes everything it is given, unless that is itself `Html`.
 * An attribute value must stand in double quotes in the template: the tag escapes for that place and for text.
 */
export type Html = { readonly html: string }

export type Content = Html | string | number | null | undefined | false | readonly Content[]

const escapes: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

const special = /[&<>"']/

export function escape(text: string): string {
  if (!special.test(text)) return text
  return text.replace(/[&<>"']/g, (character) => escapes[character] ?? character)
}

/** Marks text as already safe. Only for markup written in this project, never for anything a person typed. */
export function raw(html: string): Html {
  return { html }
}

export function html(strings: TemplateStringsArray, ...values: readonly Content[]): Html {
  let out = strings[0] ?? ''
  for (let i = 0; i < values.length; i++) out += render(values[i]) + (strings[i + 1] ?? '')
  return { html: out }
}

/** `null`, `undefined`, `false` and the empty list draw nothing; a list draws its members in order. */
export function render(value: Content): string {
  if (typeof value === 'string') return escape(value)
  if (value === null || value === undefined || value === false) return ''
  if (typeof value === 'number') return String(value)
  if ('html' in value) return value.html
  let out = ''
  for (const member of value) out += render(member)
  return out
}
