import { Type, type Static } from 'typebox'
import type { Flaw } from './framework-schema.ts'
import type { Pulse } from './pulse.ts'

const closed = { additionalProperties: false }
const said = Type.Array(Type.Integer({ minimum: 0, maximum: 100 }), { minItems: 5 })

/** What the people of the pretend councils answered, quarter by quarter, and how their councils would vote. */
export const sandboxPulseSchema = Type.Object(
  {
    /** By question, and `hours`: what each of those who answer says. The oldest quarter first; the last is still open. */
    pulse: Type.Array(Type.Record(Type.String(), said), { minItems: 2 }),
    power: Type.Object(
      {
        quota: Type.Integer({ minimum: 1 }),
        seats: Type.Record(
          Type.String(),
          Type.Object({ votes: Type.Integer({ minimum: 0 }), pounds: Type.Integer({ minimum: 0 }) }, closed),
        ),
      },
      closed,
    ),
  },
  closed,
)
export type SandboxPulse = Static<typeof sandboxPulseSchema>

/** Questions that there are not or that are missing, and levels that are none. */
export function sandboxPulseFlaws({ pulse }: SandboxPulse, { questions }: Pulse): Flaw[] {
  const asked = [...questions.map(({ id }) => id), 'hours']
  return pulse.flatMap((quarter, at) => {
    const flaws: Flaw[] = []
    for (const id of asked)
      if (!quarter[id]) flaws.push({ path: ['pulse', at], message: `says nothing of "${id}"` })
    for (const [id, levels] of Object.entries(quarter)) {
      const path = ['pulse', at, id]
      if (!asked.includes(id)) flaws.push({ path, message: `"${id}" is no question` })
      if (id !== 'hours' && levels.some((level) => level < 1 || level > 5))
        flaws.push({ path, message: 'has a level that is not from 1 to 5' })
      if (levels.length !== quarter[asked[0] ?? '']?.length)
        flaws.push({ path, message: 'has another number of answers' })
    }
    return flaws
  })
}
