import { Type, type Static } from 'typebox'
import { inTransaction } from '#platform/database.ts'
import { idOf } from '#platform/api.ts'
import { NotFound } from '#platform/errors.ts'
import type { CouncilViewer } from '#platform/viewer.ts'
import type { CouncilDeps } from './council-commands.ts'
import { councilChoices } from './council-queries.ts'
import { stages, type Partnership as Noun } from './partnership.ts'
import { knownPartnershipFor, partnershipFor } from './queries.ts'
import type { PartnershipTables } from './tables.ts'

/** The pieces that the operations about partnerships share. */

export const instant = Type.String({ format: 'date-time' })
export const orNull = <Schema extends typeof instant>(schema: Schema) => Type.Union([schema, Type.Null()])
export const words = (maxLength: number, description: string) =>
  Type.String({ minLength: 1, maxLength, pattern: '\\S', description })
export const code = Type.String({
  maxLength: 20,
  description: 'The code of a council, as /councils gives it.',
})
export const id = Type.String({ format: 'uuid' })

export const Partnership = Type.Object(
  {
    id,
    name: Type.String(),
    service: Type.String({ description: 'What is shared, or might be.' }),
    stage: Type.Enum([...stages]),
    startedBy: Type.String({ description: 'The code of the council that started it.' }),
    startedAt: instant,
    members: Type.Array(
      Type.Object({
        council: Type.String(),
        name: Type.String(),
        joinedAt: Type.Union([instant, Type.Null()], {
          description: 'Null while it has been invited and has not joined.',
        }),
        leftAt: orNull(instant),
      }),
    ),
  },
  { title: 'Partnership' },
)

export const closed = { additionalProperties: false }
export const byPartnership = Type.Object({ partnership: Type.String() })

/** The partnership of this id that the viewer is in. */
export async function mustFind(deps: CouncilDeps, viewer: CouncilViewer, text: string): Promise<Noun> {
  return mustBeFound(deps, viewer, text, partnershipFor)
}

/** The same, also for those who are only invited or have left. */
export async function mustKnow(deps: CouncilDeps, viewer: CouncilViewer, text: string): Promise<Noun> {
  return mustBeFound(deps, viewer, text, knownPartnershipFor)
}

async function mustBeFound(
  deps: CouncilDeps,
  viewer: CouncilViewer,
  text: string,
  find: typeof partnershipFor,
): Promise<Noun> {
  const found = await inTransaction(deps.db, viewer, (trx) =>
    find(trx.$pickTables<keyof PartnershipTables>(), viewer, idOf(text)),
  )
  if (!found) throw new NotFound('No such partnership, or not yours.')
  return found
}

/** Codes that name no council which may be invited: none of that code, one that has ended, or one's own. */
export async function councilErrors(deps: CouncilDeps, viewer: CouncilViewer, codes: readonly string[]) {
  const known = await inTransaction(deps.db, viewer, (trx) =>
    councilChoices(trx.$pickTables<keyof PartnershipTables>(), viewer, [viewer.council]),
  )
  return codes.flatMap((given, i) =>
    known.some((choice) => choice.code === given)
      ? []
      : [{ field: `councils[${i}]`, says: 'There is no other council of this code to invite.' }],
  )
}

export function shown({
  id: own,
  name,
  service,
  stage,
  createdFor,
  createdAt,
  members,
}: Noun): Static<typeof Partnership> {
  return {
    id: own,
    name,
    service,
    stage,
    startedBy: createdFor,
    startedAt: createdAt.toISOString(),
    members: members.map(({ council, name: called, joinedAt, leftAt }) => ({
      council,
      name: called,
      joinedAt: joinedAt?.toISOString() ?? null,
      leftAt: leftAt?.toISOString() ?? null,
    })),
  }
}
