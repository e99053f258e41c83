import { Type, type Static } from 'typebox'
import { isoDate, plainText, slug } from './plain.ts'

/** Councils that are to be replaced on a day that is published: who passes to whom. Only what is decided, with its source. */
const closed = { additionalProperties: false }

export const reorganisationsSchema = Type.Object(
  {
    drawn_up: isoDate,
    reorganisations: Type.Array(
      Type.Object(
        {
          id: slug,
          name: plainText(4, 80),
          /** The last day of the councils that end. */
          lastDay: isoDate,
          decided: plainText(10, 300),
          source: Type.Object(
            { text: plainText(4, 200), url: Type.String({ pattern: String.raw`^https?://\S+$` }) },
            closed,
          ),
          successors: Type.Array(
            Type.Object(
              {
                id: slug,
                name: plainText(4, 80),
                /** Its code, once the list of councils has it. */
                code: Type.Optional(Type.String({ maxLength: 20 })),
              },
              closed,
            ),
            { minItems: 1 },
          ),
          passings: Type.Array(
            Type.Object(
              { predecessor: Type.String({ maxLength: 20 }), successors: Type.Array(slug, { minItems: 1 }) },
              closed,
            ),
            { minItems: 1 },
          ),
        },
        closed,
      ),
    ),
  },
  closed,
)

export type Reorganisation = Static<typeof reorganisationsSchema>['reorganisations'][number]

/** References that lead nowhere, and a council that passes on twice. */
export function reorganisationFlaws(
  reorganisations: readonly Reorganisation[],
  knownCodes: readonly string[],
): { path: (string | number)[]; message: string }[] {
  return reorganisations.flatMap(({ successors, passings }, i) =>
    passings.flatMap(({ predecessor, successors: to }, j) => {
      const path = ['reorganisations', i, 'passings', j]
      const unknown = to.filter((id) => !successors.some((one) => one.id === id))
      return [
        ...(knownCodes.includes(predecessor)
          ? []
          : [{ path, message: `"${predecessor}" is no known council` }]),
        ...unknown.map((id) => ({ path, message: `"${id}" is not among the successors` })),
        ...(passings.findIndex((one) => one.predecessor === predecessor) < j
          ? [{ path, message: `"${predecessor}" passes on twice` }]
          : []),
      ]
    }),
  )
}
