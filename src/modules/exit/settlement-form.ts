import { readForm } from '#platform/http.ts'
import { newId } from '#platform/id.ts'
import type { Form, Problem } from '#ui/form.ts'
import { readPounds } from '#ui/typed-money.ts'
import type { Reading } from './forms.ts'
import { lineFlaws, type SettlementLine } from './settlement.ts'

/** Reads a line of a settlement as it was typed: a payment, or a bill that several share. */
export function readLine(body: unknown, councils: readonly string[]): Reading<SettlementLine> {
  const values: Form['values'] = readForm(body)
  const get = (name: string) => String(values[name] ?? '').trim()
  const amount = readPounds(get('amount'), { name: 'the amount' })
  const pence = 'value' in amount ? amount.value : 0
  const shares = councils.map(
    (code) => [code, get(`share-${code}`).replaceAll(',', '').replace(/%$/, '')] as const,
  )
  const isBad = (text: string) => text !== '' && !(Number.isFinite(Number(text)) && Number(text) >= 0)
  const errors: Record<string, Problem> = {}
  if (get('what') === '') errors['what'] = 'Say what it is for'
  if ('problem' in amount) errors['amount'] = amount.problem
  else if (pence === 0) errors['amount'] = 'The amount must be more than £0'
  for (const [code, text] of shares)
    if (isBad(text)) errors[`share-${code}`] = 'Give a number, such as 40, or leave it empty'
  if (get('basis') === '') errors['basis'] = 'Say where the amount is from'
  const line = lineFrom(get, pence, shares)
  if (Object.keys(errors).length === 0)
    for (const { field, says } of lineFlaws(line, councils)) {
      const name = field === 'shares' ? `share-${councils[0] ?? ''}` : field
      errors[name] ??= says
    }
  return Object.keys(errors).length > 0 ? { form: { values, errors } } : { value: line }
}

function lineFrom(
  get: (name: string) => string,
  pence: number,
  shares: readonly (readonly [string, string])[],
): SettlementLine {
  const common = {
    id: newId<'settlement-line'>(),
    what: get('what').slice(0, 200),
    basis: get('basis').slice(0, 500),
    pence,
    to: get('to'),
  }
  if (get('from') !== 'shared') return { ...common, kind: 'payment', from: get('from') }
  const parts = shares.filter(([, text]) => text !== '' && Number(text) > 0)
  return {
    ...common,
    kind: 'shared',
    shares: Object.fromEntries(parts.map(([code, text]) => [code, Number(text)])),
  }
}
