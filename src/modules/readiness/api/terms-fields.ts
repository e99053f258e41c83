import { Type, type Static } from 'typebox'
import { phases } from '#content/framework.ts'
import type { RoundTerms, TermsFault } from '#modules/round/index.ts'
import { invalid, type FieldError, type Problem } from '#platform/api-problem.ts'
import type { NewReadinessRound } from '../commands.ts'
import type { RoundView } from '../queries.ts'
import { readinessTerms } from '../terms.ts'
import { termsFaultWords } from '../text.ts'
import { closed, instant } from './parts.ts'

/** The terms that can be chosen. What is not given is what most councils would choose. */
export const termsFields = {
  phase: Type.Optional(
    Type.Union([Type.Enum([...phases]), Type.Null()], {
      description: 'Which statements are asked; null for all.',
    }),
  ),
  staff: Type.Optional(
    Type.Boolean({ description: 'Whether staff are asked too, and counted without names.' }),
  ),
  reveal: Type.Optional(
    Type.Enum(['all-sealed', 'deadline'], {
      description: 'Open when all have sealed; or after the deadline too, if those who have sealed consent.',
    }),
  ),
  deadline: Type.Optional(Type.Union([instant, Type.Null()])),
  showNames: Type.Optional(Type.Boolean({ description: 'Whether the waiting room names who has sealed.' })),
  secondApprover: Type.Optional(
    Type.Boolean({ description: 'Whether a second person must approve each seal.' }),
  ),
  managerSees: Type.Optional(Type.Boolean({ description: 'Whether the manager may read what was opened.' })),
  keepYears: Type.Optional(
    Type.Integer({ minimum: 1, maximum: 10, description: 'How long opened answers are kept.' }),
  ),
}

export const Change = Type.Object(
  { ...termsFields, ambition: Type.Optional(Type.String({ maxLength: 80 })) },
  { ...closed, minProperties: 1 },
)
export type Change = Static<typeof Change>

const usual = {
  phase: null,
  staff: false,
  reveal: 'all-sealed',
  deadline: null,
  showNames: true,
  secondApprover: false,
  managerSees: false,
  keepYears: 3,
} as const

type TermsOf = Omit<NewReadinessRound, 'partnership' | 'mode' | 'title' | 'parties' | 'previous'>

/** The terms of a new round: what was given, and for the rest what most councils would choose. */
export function newTerms(
  given: Change & { readonly ambition: string },
): { terms: TermsOf } | { problem: Problem } {
  const deadline = instantFrom(given.deadline ?? null)
  return deadline === undefined ? noDay : { terms: { ...usual, ...given, deadline } }
}

export const noDay = invalid([
  { field: 'deadline', says: 'Give a day and time such as 2027-03-31T23:59:59Z, or null.' },
])

/** An instant as the rules keep it; undefined for text that names none in this century or so. */
export function instantFrom(text: string | null): string | null | undefined {
  if (text === null) return null
  const time = Date.parse(text)
  const year = Number.isNaN(time) ? 0 : new Date(time).getUTCFullYear()
  return year > 1999 && year < 2200 ? new Date(time).toISOString() : undefined
}

const faultFields: Record<TermsFault['type'], string> = {
  'deadline-missing': 'deadline',
  'deadline-past': 'deadline',
  'deadline-not-later': 'deadline',
  'keep-years': 'keepYears',
  'too-few-councils': '',
}

export function faultErrors(faults: readonly TermsFault[]): FieldError[] {
  return faults.map((fault) => ({ field: faultFields[fault.type], says: `${termsFaultWords(fault)}.` }))
}

/** The terms as they stand with what was given in its place. */
export function changedTerms(view: RoundView, given: Change): { terms: RoundTerms } | { problem: Problem } {
  const { ambition, phase, staff, ...own } = given
  if (ambition !== undefined && !view.framework.ambitions.some(({ id }) => id === ambition))
    return invalid([{ field: 'ambition', says: 'This framework has no ambition of this id.' }])
  const deadline = own.deadline === undefined ? view.round.terms.deadline : instantFrom(own.deadline)
  if (deadline === undefined) return noDay
  const client = {
    ...readinessTerms(view.round.terms.client),
    ...(ambition === undefined ? {} : { ambition }),
    ...(phase === undefined ? {} : { phase }),
    ...(staff === undefined ? {} : { staff }),
  }
  return { terms: { ...view.round.terms, ...own, deadline, client } }
}
