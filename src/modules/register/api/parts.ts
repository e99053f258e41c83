import { Type } from 'typebox'
import { refused, type FieldError } from '#platform/api-problem.ts'
import { NotFound } from '#platform/errors.ts'
import type { Form } from '#ui/form.ts'
import type { Entry } from '../entry.ts'
import type { RegisterOutcome } from '../proposal-commands.ts'
import { registerRefusalWords } from '../refusal-words.ts'
import type { Shelf } from '../shelf.ts'

/** What the operations of the register have in common. */
export const tag = 'Register'
export const closed = { additionalProperties: false }
export const problems = ['refused'] as const
export const byEntry = Type.Object({ arrangement: Type.String({ description: 'Its id.' }) })
export const Done = Type.Object({ done: Type.Boolean() }, { title: 'Done' })

export async function entryNamed(shelf: Shelf, id: string): Promise<Entry> {
  const entry = (await shelf.book()).entries.find((each) => each.id === id)
  if (!entry) throw new NotFound('No such arrangement.')
  return entry
}

/** Done; or the rules' reasons. */
export function doneOr(outcome: RegisterOutcome<string>) {
  return 'done' in outcome ? { body: { done: true } } : refused(outcome.refused, registerRefusalWords)
}

/** What a form would show beside its fields. */
export function fieldErrors({ errors }: Form): FieldError[] {
  return Object.entries(errors).map(([field, problem]) => ({
    field: field.replace('[]', ''),
    says: typeof problem === 'string' ? problem : (problem?.problem ?? ''),
  }))
}
