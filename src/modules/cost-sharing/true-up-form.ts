import { readForm } from '#platform/http.ts'
import type { Form } from '#ui/form.ts'
import { count, money, pounds, words, type ReadForm } from './forms.ts'
import type { Proposal } from './proposal.ts'
import type { Agreed, TrueUp } from './true-up.ts'

/** What a year came to, from its boxes. Work is asked for only where the agreed split goes by it. */
export function readTrueUp(
  body: unknown,
  { proposal, hash }: { readonly proposal: Proposal; readonly hash: string },
): ReadForm<TrueUp> {
  const posted = readForm(body)
  const errors: Record<string, string> = {}
  const year = (posted['year'] ?? '').trim().replace('/', '-')
  const found = /^(20\d{2})-(\d{2})$/.exec(year)
  if (!found || (Number(found[1]) + 1) % 100 !== Number(found[2]))
    errors['year'] = 'Enter the financial year, like 2026-27'
  const { councils } = proposal.figures
  const spent = money(posted, errors, 'spent', 'what the shared service cost in the year')
  const paid = councils.map(({ name }, i) => money(posted, errors, `paid-${i}`, `what ${name} has paid`))
  const volumes =
    proposal.rule === 'volume'
      ? councils.map(({ name }, i) => count(posted, errors, `volume-${i}`, `The work done for ${name}`))
      : []
  const known = volumes.filter((volume): volume is number => volume !== null)
  if (known.length > 0 && known.length < councils.length)
    errors[`volume-${volumes.indexOf(null)}`] ??= 'Enter the work done for every council, or for none'
  if (known.length === councils.length && !known.some((volume) => volume > 0))
    errors['volume-0'] ??= 'Somebody must have had some work done'
  const source = words(posted, errors, 'source', 'Say where these figures come from')
  const owner = words(posted, errors, 'owner', 'Say who answers for them')
  if (Object.keys(errors).length > 0) return { form: { values: posted, errors } }
  return {
    value: {
      year,
      hash,
      councils: councils.map(({ code, name }) => ({ code, name })),
      agreed: agreedOf(proposal),
      spent,
      paid,
      volumes: known.length === councils.length ? known : null,
      source,
      owner,
    },
  }
}

/** A year as it stands in the boxes. */
export function trueUpForm(figures: TrueUp | null): Form {
  if (!figures) return { values: {}, errors: {} }
  const { year, spent, paid, volumes, source, owner } = figures
  return {
    errors: {},
    values: {
      year,
      spent: pounds(spent),
      source,
      owner,
      ...Object.fromEntries(paid.map((amount, i) => [`paid-${i}`, pounds(amount)])),
      ...Object.fromEntries((volumes ?? []).map((volume, i) => [`volume-${i}`, String(volume)])),
    },
  }
}

function agreedOf({ rule, pays, saves, setUp, overspend, savings }: Proposal): Agreed {
  return { rule, pays, saves, setUp, overspend, savings: savings ?? 'as-bill' }
}
