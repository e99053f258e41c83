import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import type { Content } from '#content/content.ts'
import type { AuthoritiesTables } from '#modules/authorities/index.ts'
import { invalid } from '#platform/api-problem.ts'
import { openOperation } from '#platform/api.ts'
import { grandReasonWords } from '../grand-vision-words.ts'
import { casesLike, grandReasons } from '../grand-vision.ts'
import type { FindingDeps } from '../interest-commands.ts'
import { presentCouncils } from '../present-councils.ts'
import { isService } from '../services.ts'
import { tag } from './parts.ts'

const types = [
  'many-services',
  'unlike-powers',
  'unlike-size',
  'far-apart',
  'many-councils',
  'large-supplier',
] as const

/** Whether a plan is a grand vision, for programs. Nothing of it is kept. */
export function planApi(
  app: FastifyInstance,
  deps: FindingDeps & { readonly content: Pick<Content, 'authorities' | 'arrangements'> },
): void {
  openOperation(
    app,
    {
      id: 'checkPlan',
      method: 'GET',
      path: '/plan',
      tag,
      summary: 'What makes a plan grand, and real plans that resemble it',
      about: 'Nothing is kept. No reason is no promise.',
      query: Type.Object({
        councils: Type.String({ maxLength: 400, description: 'Codes of two or more, with commas.' }),
        services: Type.String({ maxLength: 800, description: 'One or more services, with commas.' }),
        largeSupplier: Type.Optional(Type.Boolean()),
      }),
      answer: Type.Object(
        {
          reasons: Type.Array(Type.Object({ type: Type.Enum([...types]), says: Type.String() })),
          cases: Type.Array(
            Type.Object({ arrangement: Type.String(), name: Type.String(), like: Type.Array(Type.String()) }),
            { description: 'Arrangements of the register that ended or never began.' },
          ),
        },
        { title: 'PlanCheck' },
      ),
    },
    async ({ query }) => {
      const known = await presentCouncils({ ...deps, db: deps.db.$pickTables<keyof AuthoritiesTables>() })
      const codes = listed(query.councils)
      const services = listed(query.services)
      const councils = known.filter(({ code }) => codes.includes(code))
      const errors = [
        ...(councils.length === codes.length && codes.length > 1
          ? []
          : [{ field: 'councils', says: 'Give the codes of at least two councils there are.' }]),
        ...(services.length > 0 && services.every(isService)
          ? []
          : [{ field: 'services', says: 'Give at least one service, and only those in the list.' }]),
      ]
      if (errors.length > 0) return invalid(errors)
      const reasons = grandReasons({ services, councils, largeSupplier: query.largeSupplier ?? false })
      const cases = casesLike(reasons, deps.content.arrangements, deps.content.authorities)
      return {
        body: {
          reasons: reasons.map((reason) => ({ type: reason.type, says: grandReasonWords(reason) })),
          cases: cases.map(({ arrangement: { id, name }, shares }) => ({
            arrangement: id,
            name,
            like: [...shares],
          })),
        },
      }
    },
  )
}

function listed(text: string): string[] {
  return [...new Set(text.split(',').map((each) => each.trim()))].filter((each) => each !== '')
}
