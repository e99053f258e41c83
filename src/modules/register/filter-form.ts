import { endReasons, forms, statuses } from '#content/arrangement.ts'
import { readForm } from '#platform/http.ts'
import type { Filter } from './entry.ts'

/** The filter of an address. What names nothing is left out, so that an old link still shows a list. */
export function filterFrom(query: unknown): { readonly filter: Filter; readonly page: number } {
  const { council, service, form, status, ending, page } = readForm(query)
  const known = <Value extends string>(values: readonly Value[], text: string | undefined) =>
    values.find((value) => value === text)
  const chosen = {
    council: nameOf(council),
    service: nameOf(service),
    form: known(forms, form),
    status: known(statuses, status),
    ending: known(endReasons, ending),
  }
  const filter: Filter = Object.fromEntries(Object.entries(chosen).filter(([, value]) => value !== undefined))
  const number = Number(page)
  return { filter, page: Number.isInteger(number) && number > 0 && number < 10_000 ? number : 1 }
}

/** A name as it stands in an address. */
function nameOf(text: string | undefined): string | undefined {
  return text !== undefined && /^[a-z0-9-]{1,100}$/.test(text) ? text : undefined
}
