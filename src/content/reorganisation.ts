import { Type, type Static } from 'typebox'
import { isoDate, plainText, slug } from './plain.ts'

/** Councils that are to be replaced on a day that is published: who passes to whom. Only what is decided, with its source. */
const closed = { additionalProperties: false }
const source = Type.Object(
  { text: plainText(4, 200), url: Type.String({ pattern: String.raw`^https?://\S+$` }) },
  closed,
)

const underway = Type.Object(
  {
    id: slug,
    name: plainText(4, 80),
    /** The day on which new councils are expected to take over. */
    expectedFrom: isoDate,
    /** What was found published. */
    published: plainText(20, 500),
    /** What is not decided, or was not found. */
    open: plainText(20, 500),
    sources: Type.Array(source, { minItems: 1 }),
    councils: Type.Array(Type.String({ maxLength: 20 }), { minItems: 2 }),
  },
  closed,
)

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
          source,
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
    underway: Type.Array(underway),
  },
  closed,
)

type File = Static<typeof reorganisationsSchema>
export type Reorganisation = File['reorganisations'][number]
/** An area whose councils are expected to be replaced, and what is published and what is not. */
export type Underway = File['underway'][number]

type Flaw = { path: (string | number)[]; message: string }

/** References that lead nowhere, a council that passes on twice, and one that is both decided and open. */
export function reorganisationFlaws(
  { reorganisations, underway: open }: Pick<File, 'reorganisations' | 'underway'>,
  knownCodes: readonly string[],
): Flaw[] {
  const decided = reorganisations.flatMap(({ passings }) => passings.map(({ predecessor }) => predecessor))
  const named = open.flatMap(({ councils }) => councils)
  return [
    ...decidedFlaws(reorganisations, knownCodes),
    ...open.flatMap(({ councils }, i) =>
      councils.flatMap((code, j): Flaw[] => {
        const path = ['underway', i, 'councils', j]
        return [
          ...(knownCodes.includes(code) ? [] : [{ path, message: `"${code}" is no known council` }]),
          ...(decided.includes(code) ? [{ path, message: `"${code}" is among the decided too` }] : []),
          ...(named.filter((each) => each === code).length > 1
            ? [{ path, message: `"${code}" stands in the list twice` }]
            : []),
        ]
      }),
    ),
  ]
}

function decidedFlaws(reorganisations: readonly Reorganisation[], knownCodes: readonly string[]): Flaw[] {
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
