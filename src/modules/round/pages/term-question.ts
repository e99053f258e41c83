import type { RoundTerms } from '../terms.ts'

/** The terms that every client's rounds let the starter choose, each a question of its own. */
export const commonTermIds = ['names', 'approver', 'manager', 'years'] as const
export type CommonTermId = (typeof commonTermIds)[number]

export type CommonTerm = {
  readonly id: CommonTermId
  readonly title: string
  readonly hint: string
  readonly choices: readonly { readonly value: string; readonly text: string; readonly hint?: string }[]
}

const yesNo = (yes: string, no: string) => [
  { value: 'yes', text: 'Yes', hint: yes },
  { value: 'no', text: 'No', hint: no },
]

export const commonTerms: readonly CommonTerm[] = [
  {
    id: 'names',
    title: 'Does the waiting room name who has sealed?',
    hint: 'Without names it only counts them.',
    choices: yesNo('Everybody sees which councils have sealed.', 'Everybody sees only how many have.'),
  },
  {
    id: 'approver',
    title: 'Must a second person approve each council’s seal?',
    hint: 'For instance the chief executive or the monitoring officer.',
    choices: yesNo(
      'One person asks for the seal and another approves it.',
      'The council lead or deputy seals.',
    ),
  },
  {
    id: 'manager',
    title: 'May the partnership manager read what opens?',
    hint: 'A manager sees nothing before that, whatever you choose.',
    choices: yesNo(
      'The manager reads what the councils read together.',
      'The manager sees only that the round is over.',
    ),
  },
  {
    id: 'years',
    title: 'How long is what opened kept?',
    hint: 'After that you decide again.',
    choices: [1, 2, 3, 5, 7, 10].map((years) => ({
      value: String(years),
      text: years === 1 ? '1 year' : `${years} years`,
    })),
  },
]

/** Those of them that a client lets its rounds choose. */
export function termsIn({ terms }: { readonly terms?: readonly CommonTermId[] }): readonly CommonTerm[] {
  return terms ? commonTerms.filter(({ id }) => terms.includes(id)) : commonTerms
}

export function commonTermValue(terms: RoundTerms, id: CommonTermId): string {
  const yes = (value: boolean) => (value ? 'yes' : 'no')
  switch (id) {
    case 'names':
      return yes(terms.showNames)
    case 'approver':
      return yes(terms.secondApprover)
    case 'manager':
      return yes(terms.managerSees)
    case 'years':
      return String(terms.keepYears)
  }
}

export function withCommonTerm(terms: RoundTerms, id: CommonTermId, value: string): RoundTerms {
  switch (id) {
    case 'names':
      return { ...terms, showNames: value === 'yes' }
    case 'approver':
      return { ...terms, secondApprover: value === 'yes' }
    case 'manager':
      return { ...terms, managerSees: value === 'yes' }
    case 'years':
      return { ...terms, keepYears: Number(value) }
  }
}
