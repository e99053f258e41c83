import { Type, type Static } from 'typebox'
import type { AlignmentContent } from './alignment.ts'
import type { Flaw } from './framework-schema.ts'
import { plainText } from './plain.ts'

const closed = { additionalProperties: false }
const points = Type.Record(Type.String(), Type.Integer({ minimum: 0, maximum: 100 }))
const marks = Type.String({ pattern: '^[pax]+$' })
const range = Type.Object({ low: Type.String(), high: Type.String(), preferred: Type.String() }, closed)

/** What the pretend councils said of their aims and their terms, by the id of the council. */
export const sandboxAlignmentSchema = Type.Object(
  {
    aims: Type.Record(
      Type.String(),
      Type.Object(
        {
          points,
          return: Type.Record(Type.String(), Type.String()),
          challenges: Type.Array(plainText(3, 200), { minItems: 1 }),
        },
        closed,
      ),
    ),
    board: Type.Record(Type.String(), Type.Record(Type.String(), Type.Union([marks, range]))),
    again: Type.Record(Type.String(), points),
  },
  closed,
)
export type SandboxAlignment = Static<typeof sandboxAlignmentSchema>

/** Points that do not add up, and aims or terms that there are not. */
export function sandboxAlignmentFlaws(pretend: SandboxAlignment, { aims, terms }: AlignmentContent): Flaw[] {
  const flaws: Flaw[] = []
  const hands: { path: string[]; hand: Readonly<Record<string, number>> }[] = [
    ...Object.entries(pretend.aims).map(([id, said]) => ({
      path: ['aims', id, 'points'],
      hand: said.points,
    })),
    ...Object.entries(pretend.again).map(([id, said]) => ({ path: ['again', id], hand: said })),
  ]
  for (const { path, hand } of hands) {
    const sum = Object.values(hand).reduce((total, each) => total + each, 0)
    if (sum !== 100) flaws.push({ path, message: `adds up to ${sum}, not to 100` })
    for (const aim of Object.keys(hand))
      if (!aims.some(({ id }) => id === aim)) flaws.push({ path, message: `"${aim}" is no aim` })
  }
  for (const [council, said] of Object.entries(pretend.board))
    for (const [term, position] of Object.entries(said)) {
      const found = terms.find(({ id }) => id === term)
      const options = found?.kind === 'options' ? found.options.length : found?.kind === 'councils' ? 3 : 0
      const fits = typeof position === 'string' ? position.length === options : found?.kind === 'range'
      if (!fits) flaws.push({ path: ['board', council, term], message: 'does not fit its term' })
    }
  return flaws
}
