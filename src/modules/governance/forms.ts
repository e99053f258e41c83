import type { Member } from '#modules/partnership/index.ts'
import { readForm } from '#platform/http.ts'
import { formatPounds } from '#ui/format.ts'
import type { Form } from '#ui/form.ts'
import { readPounds } from '#ui/typed-money.ts'
import { mostVotes, type Committee } from './power.ts'

/** A posted committee, or what is wrong with it, field by field, with what was typed kept. */
export function readCommittee(
  body: unknown,
  members: readonly Member[],
): { value: { committee: Committee; seen: number } } | { form: Form } {
  const posted = readForm(body)
  const errors: Record<string, string> = {}
  const seats = members.map(({ council, shortName }) => {
    const votes = wholeNumber(posted[`votes-${council}`])
    if (votes === null)
      errors[`votes-${council}`] = `Give the votes of ${shortName} as a whole number from 0 to ${mostVotes}`
    const typed = posted[`pays-${council}`] ?? ''
    const pays = typed.trim() === '' ? { value: 0 } : readPounds(typed, { name: `what ${shortName} pays` })
    if ('problem' in pays) errors[`pays-${council}`] = pays.problem
    return { council, votes: votes ?? 0, pence: 'value' in pays ? pays.value : 0 }
  })
  const quota = wholeNumber(posted['quota'])
  if (quota === null || quota === 0)
    errors['quota'] = 'Give the votes that a motion needs as a whole number above 0'
  if (Object.keys(errors).length > 0 || quota === null) return { form: { values: posted, errors } }
  const version = Number(posted['version'])
  return {
    value: { committee: { seats, quota }, seen: Number.isSafeInteger(version) && version > 0 ? version : 0 },
  }
}

function wholeNumber(typed: string | undefined): number | null {
  const text = (typed ?? '').trim()
  if (!/^\d{1,4}$/.test(text)) return null
  const number = Number(text)
  return number <= mostVotes ? number : null
}

/** What stands in the boxes: what was last typed in; or a vote each, and more than half of them to carry a motion. */
export function committeeForm(committee: Committee | null, members: readonly Member[]): Form {
  const values: Record<string, string> = {
    quota: String(committee?.quota ?? Math.floor(members.length / 2) + 1),
  }
  for (const { council } of members) {
    const seat = committee?.seats.find((each) => each.council === council)
    values[`votes-${council}`] = String(seat?.votes ?? (committee ? 0 : 1))
    values[`pays-${council}`] = seat && seat.pence > 0 ? pounds(seat.pence) : ''
  }
  return { values, errors: {} }
}

function pounds(pence: number): string {
  return formatPounds(pence).replace('£', '')
}
