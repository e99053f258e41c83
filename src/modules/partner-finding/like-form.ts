import type { Authority } from '#content/authority.ts'
import { readForm } from '#platform/http.ts'
import { councilFeatures, betweenFeatures, usualWeights, type Weights } from './features.ts'
import { scopes, type Scope } from './likeness-of-councils.ts'

/** What an address asks for, as far as it can be read; what cannot is said and the usual value taken. */
export type LikeAsked = {
  readonly council: Authority | null
  readonly scope: Scope
  readonly weights: Weights
  readonly most: number
  readonly values: Readonly<Record<string, string>>
  readonly errors: Readonly<Record<string, string>>
  readonly isChanged: boolean
}

export const weightName = (feature: string): string => `w-${feature}`

const fewest = 12
const most = 400

/** Reads the query of the list. A council may be named by its name in addresses, its code or its letters. */
export function readLike(query: unknown, councils: readonly Authority[], own: string | null): LikeAsked {
  const values = readForm(query)
  const errors: Record<string, string> = {}
  const named = (values['council'] ?? '').trim()
  const council = councilNamed(councils, named) ?? (named === '' ? councilNamed(councils, own ?? '') : null)
  if (named !== '' && !council) errors['council'] = 'Choose a council from the list'
  const weights: Record<string, number> = {}
  for (const { id, label } of [...councilFeatures, ...betweenFeatures]) {
    const typed = (values[weightName(id)] ?? '').trim()
    const usual = usualWeights[id] ?? 0
    if (typed === '') weights[id] = usual
    else if (/^[0-5]$/.test(typed)) weights[id] = Number(typed)
    else {
      weights[id] = usual
      errors[weightName(id)] = `Choose a whole number from 0 to 5 for “${label}”`
    }
  }
  if (Object.values(weights).every((weight) => weight === 0))
    errors[weightName('population')] = 'Let at least one thing count: all of them are set to 0'
  const scope = scopes.find((each) => each === values['scope']) ?? 'same-kind'
  return {
    council,
    scope,
    weights,
    most: values['show'] === 'all' ? most : fewest,
    values,
    errors,
    isChanged:
      scope !== 'same-kind' || Object.entries(weights).some(([id, weight]) => weight !== usualWeights[id]),
  }
}

function councilNamed(councils: readonly Authority[], name: string): Authority | null {
  if (name === '') return null
  const code = name.toUpperCase()
  return (
    councils.find(({ slug }) => slug === name) ??
    councils.find((each) => each.code === code || each.short === code || each.otherCodes.includes(code)) ??
    null
  )
}

/** The query that gives the same list again, with some things changed. Usual weights are left out of it. */
export function likeQuery(
  { council, scope, weights, most: shown }: LikeAsked,
  change: { readonly weights?: Weights; readonly scope?: Scope; readonly show?: 'all' } = {},
): string {
  const query = new URLSearchParams()
  if (council) query.set('council', council.slug)
  const wide = change.scope ?? scope
  if (wide !== 'same-kind') query.set('scope', wide)
  for (const [id, weight] of Object.entries(change.weights ?? weights))
    if (weight !== usualWeights[id]) query.set(weightName(id), String(weight))
  if (change.show === 'all' || shown === most) query.set('show', 'all')
  return query.toString()
}
