import type { Framework } from '#content/framework.ts'
import {
  commonTerms,
  commonTermValue,
  withCommonTerm,
  type CommonTermId,
  type RoundTerms,
} from '#modules/round/index.ts'
import { isPhase, readinessTerms } from './terms.ts'

/** The terms that can be chosen, each a question of its own. What the law says is not among them. */
export const termIds = [
  'ambition',
  'phase',
  'reveal',
  'deadline',
  'names',
  'approver',
  'staff',
  'manager',
  'years',
] as const
export type TermId = (typeof termIds)[number]

export function isTermId(text: string): text is TermId {
  return termIds.some((id) => id === text)
}

export type TermChoice = { readonly value: string; readonly text: string; readonly hint?: string }

export type TermQuestion = {
  readonly id: TermId
  readonly title: string
  readonly hint: string
  /** Choices, or null for a day to be typed. */
  readonly choices: readonly TermChoice[] | null
}

const yesNo = (yes: string, no: string): TermChoice[] => [
  { value: 'yes', text: 'Yes', hint: yes },
  { value: 'no', text: 'No', hint: no },
]

/** A question that every client's rounds ask in the same words. */
function common(id: CommonTermId): TermQuestion {
  const question = commonTerms.find((each) => each.id === id)
  if (!question) throw new Error(`There is no common term "${id}".`)
  return question
}

/** The questions, with the framework's own ambitions among the answers. */
export function termQuestions(framework: Framework): TermQuestion[] {
  return [
    {
      id: 'ambition',
      title: 'How far do you want to go together?',
      hint: 'The board shows how far you are from what this needs. You can look at it for a smaller step later.',
      choices: framework.ambitions.map(({ id, letter, name, meaning }) => ({
        value: id,
        text: `${letter}. ${name}`,
        hint: meaning,
      })),
    },
    {
      id: 'phase',
      title: 'Which statements will you answer?',
      hint: 'Each statement is marked with the times at which it matters.',
      choices: [
        { value: 'all', text: 'All of them' },
        { value: 'before', text: 'Those that matter before you decide' },
        { value: 'joining', text: 'Those that matter when a new partner joins' },
        { value: 'during', text: 'Those that matter while you share' },
        { value: 'leaving', text: 'Those that matter when somebody leaves' },
      ],
    },
    {
      id: 'reveal',
      title: 'When do the answers open?',
      hint: 'Whatever you choose, they open for everybody at the same moment.',
      choices: [
        { value: 'all-sealed', text: 'When every council has sealed' },
        {
          value: 'deadline',
          text: 'After a deadline too, if every council that has sealed consents',
          hint: 'What the others wrote then stays closed.',
        },
      ],
    },
    {
      id: 'deadline',
      title: 'By what day should everybody have sealed?',
      hint: 'For example, 27 3 2027. The day ends at midnight in London.',
      choices: null,
    },
    common('names'),
    common('approver'),
    {
      id: 'staff',
      title: 'Will staff be asked too?',
      hint: 'Staff answers become counts for their own council alone. With fewer than five nothing is shown. In a small team people may still be guessed.',
      choices: yesNo(
        'Each council may invite staff. Nothing shows until they close.',
        'Only the named offices answer.',
      ),
    },
    common('manager'),
    common('years'),
  ]
}

/** What a term is now, as the value of its question. */
export function termValue(terms: RoundTerms, id: TermId): string {
  const own = readinessTerms(terms.client)
  const yes = (value: boolean) => (value ? 'yes' : 'no')
  switch (id) {
    case 'ambition':
      return own.ambition
    case 'phase':
      return own.phase ?? 'all'
    case 'reveal':
      return terms.reveal
    case 'deadline':
      return terms.deadline ?? ''
    case 'staff':
      return yes(own.staff)
    default:
      return commonTermValue(terms, id)
  }
}

/** The terms with one of them changed. The value is one of the question's own; for the deadline an instant or nothing. */
export function withTerm(terms: RoundTerms, id: TermId, value: string): RoundTerms {
  const own = readinessTerms(terms.client)
  const client = (change: Partial<typeof own>) => ({ ...terms, client: { ...own, ...change } })
  switch (id) {
    case 'ambition':
      return client({ ambition: value })
    case 'phase':
      return client({ phase: isPhase(value) ? value : null })
    case 'reveal':
      return { ...terms, reveal: value === 'deadline' ? 'deadline' : 'all-sealed' }
    case 'deadline':
      return { ...terms, deadline: value === '' ? null : value }
    case 'staff':
      return client({ staff: value === 'yes' })
    default:
      return withCommonTerm(terms, id, value)
  }
}
