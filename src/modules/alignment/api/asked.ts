import { Type, type Static } from 'typebox'
import type { AlignmentContent } from '#content/alignment.ts'
import type { FieldError } from '#platform/api-problem.ts'
import { aimsToOffer, boxName, mostTries, readAsked } from '../asked-form.ts'
import type { Exercise } from '../exercise.ts'
import { closed } from './parts.ts'

const line = Type.String({ minLength: 1, maxLength: 100 })

/** What a round asks, as a program says it. */
export const Asked = Type.Union(
  [
    Type.Object({ kind: Type.Literal('ladder'), services: Type.Array(line, { maxItems: 20 }) }, closed),
    Type.Object(
      {
        kind: Type.Literal('aims'),
        aims: Type.Array(line, {
          maxItems: 30,
          description:
            'Ids from the starting list, such as `save-money`; anything else is an aim of your own.',
        }),
      },
      closed,
    ),
    Type.Object(
      {
        kind: Type.Literal('board'),
        terms: Type.Array(line, { maxItems: 60, description: 'Ids of terms, such as `split-rule`.' }),
        sayHostConflict: Type.Boolean({
          description: 'Whether the board may say that every council would only do it as the host.',
        }),
        tries: Type.Integer({
          minimum: 1,
          maximum: mostTries,
          description: 'How often a council may change its position on a term, over all boards.',
        }),
      },
      closed,
    ),
  ],
  { title: 'ExerciseAsked' },
)
export type Asked = Static<typeof Asked>

/** Reads it by the rules of the form on the page; what is wrong comes back by the name of the field. */
export function exerciseFrom(
  asked: Asked,
  content: AlignmentContent,
  known: Exercise | null,
): { readonly exercise: Exercise } | { readonly errors: readonly FieldError[] } {
  const unknown = unknownIn(asked, content)
  if (unknown.length > 0) return { errors: unknown }
  const read = readAsked(typedFrom(asked, content, known), asked.kind, content, known)
  if ('exercise' in read) return read
  return {
    errors: Object.entries(read.form.errors).map(([field, says]) => ({
      field: `asked.${fields[field] ?? field}`,
      says: `${typeof says === 'string' ? says : 'This is not right'}.`,
    })),
  }
}

const fields: Readonly<Record<string, string>> = { own: 'aims', conflict: 'sayHostConflict' }

function unknownIn(asked: Asked, { terms }: AlignmentContent): FieldError[] {
  if (asked.kind !== 'board') return []
  const known = new Set(terms.map(({ id }) => id))
  return asked.terms
    .filter((id) => !known.has(id))
    .map((id) => ({ field: 'asked.terms', says: `There is no term “${id}”.` }))
}

/** The same as it would stand in the boxes of the page. */
function typedFrom(asked: Asked, content: AlignmentContent, known: Exercise | null): Record<string, string> {
  const ticked = (list: string, ids: readonly string[]) =>
    Object.fromEntries(ids.map((id) => [boxName(list, id), id]))
  switch (asked.kind) {
    case 'ladder':
      return { services: asked.services.join('\n') }
    case 'aims': {
      const offered = new Set(aimsToOffer(content, known).map(({ id }) => id))
      const own = asked.aims.filter((aim) => !offered.has(aim))
      return {
        ...ticked(
          'aims',
          asked.aims.filter((aim) => offered.has(aim)),
        ),
        own: own.join('\n'),
      }
    }
    case 'board':
      return {
        ...ticked('terms', asked.terms),
        conflict: asked.sayHostConflict ? 'yes' : 'no',
        tries: String(asked.tries),
      }
  }
}
