import { Type, type Static } from 'typebox'
import { canonical, sha256 } from '#platform/canonical.ts'

const words = (description: string) =>
  Type.String({ minLength: 1, maxLength: 3000, pattern: '\\S', description })

/** What others can learn from a parting. It names what the councils choose to name, and nothing is taken from their plans. */
export const lessonsSchema = Type.Object(
  {
    title: Type.String({ minLength: 1, maxLength: 120, pattern: '\\S' }),
    why: words('Why it ended, in words that every council agrees to.'),
    went: words('What went well.'),
    again: words('What the councils would do otherwise.'),
    figures: Type.String({
      maxLength: 1000,
      description: 'Figures the councils choose to publish, with their source.',
    }),
  },
  { additionalProperties: false },
)
export type Lessons = Static<typeof lessonsSchema>

/** The one figure that every council agrees to before anything is public. */
export function lessonsHash(lessons: Lessons): string {
  return sha256(canonical(lessons))
}
