import { scopes } from '#platform/api-asker.ts'
import { readForm } from '#platform/http.ts'
import { personName } from './address.ts'
import { formOf, type Reading } from './forms.ts'
import type { WantedToken } from './token-commands.ts'
import { tokenDays } from './token.ts'

/** What a token is called, what it may do and for how long. */
export function readToken(body: unknown): Reading<WantedToken> {
  const posted = readForm(body)
  const values = { name: posted['name'] ?? '', scope: posted['scope'] ?? '', days: posted['days'] ?? '' }
  const name = personName(values.name)
  const scope = scopes.find((known) => known === values.scope)
  const days = /^\d{1,3}$/.test(values.days.trim()) ? Number(values.days) : Number.NaN
  const isInside = days >= tokenDays.least && days <= tokenDays.most
  if (name !== null && scope !== undefined && isInside) return { value: { name, scope, days } }
  return {
    form: formOf(values, {
      ...(name === null ? { name: 'Say what the token is for, in 100 characters or fewer' } : {}),
      ...(scope === undefined ? { scope: 'Choose what the token may do' } : {}),
      ...(isInside
        ? {}
        : { days: `Enter a number of days between ${tokenDays.least} and ${tokenDays.most}` }),
    }),
  }
}
