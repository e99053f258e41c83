import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { invalid } from '#platform/api-problem.ts'
import { openOperation } from '#platform/api.ts'
import { NotFound } from '#platform/errors.ts'
import type { AuthoritiesTables } from '#modules/authorities/index.ts'
import { datesApi } from './api/dates.ts'
import { groupsApi, type GroupsApi } from './api/groups.ts'
import { interestsApi } from './api/interests.ts'
import { offersApi } from './api/offers.ts'
import { planApi } from './api/plan.ts'
import { featureIds } from './features.ts'
import type { GrandVisionPages } from './grand-vision-routes.ts'
import { readLike, weightName } from './like-form.ts'
import type { LikePages } from './like-routes.ts'
import { presentCouncils } from './present-councils.ts'
import { featureWords } from './like-words.ts'
import { councilsAlike, scopes } from './likeness-of-councils.ts'

const FeatureApart = Type.Object({
  feature: Type.Enum([...featureIds]),
  label: Type.String(),
  share: Type.Union([Type.Number(), Type.Null()], {
    description: 'Its part of the difference, 0 to 1; null where one of the two has no figure.',
  }),
  words: Type.Union([Type.String(), Type.Null()]),
})

const CouncilAlike = Type.Object(
  {
    code: Type.String(),
    name: Type.String(),
    distance: Type.Number({
      description: 'Mean of robust deviations apart, by the weights; 0 is alike in everything known.',
    }),
    rebased: Type.Number({ description: 'The same, with the least alike of those compared at 1.' }),
    kilometres: Type.Number({ description: 'In a straight line between the centres.' }),
    features: Type.Array(FeatureApart),
  },
  { title: 'CouncilAlike' },
)

/** Looking for partners, for programs. */
export function partnerFindingApi(
  app: FastifyInstance,
  given: GroupsApi & Omit<LikePages, 'db'> & Pick<GrandVisionPages, 'content'>,
): void {
  offersApi(app, given)
  datesApi(app, given)
  interestsApi(app, given)
  groupsApi(app, given)
  planApi(app, given)
  const deps: LikePages = { ...given, db: given.db.$pickTables<keyof AuthoritiesTables>() }
  openOperation(
    app,
    {
      id: 'listCouncilsAlike',
      method: 'GET',
      path: '/councils/:council/alike',
      tag: 'Partner finding',
      summary: 'The councils most like one, and in what',
      about:
        'Nothing is kept. A weight left out is the usual one. The method and how it did on real partnerships stand in docs/methods/likeness.md.',
      params: Type.Object({ council: Type.String({ description: 'Its code, or its name in addresses.' }) }),
      query: Type.Object({
        scope: Type.Optional(Type.Enum([...scopes], { description: 'Whom it is compared with.' })),
        most: Type.Optional(
          Type.Integer({ minimum: 1, maximum: 400, description: 'How many; 12 unless said.' }),
        ),
        ...Object.fromEntries(
          featureIds.map((id) => [weightName(id), Type.Optional(Type.Integer({ minimum: 0, maximum: 5 }))]),
        ),
      }),
      answer: Type.Object(
        {
          council: Type.String(),
          weights: Type.Record(Type.String(), Type.Integer()),
          councils: Type.Array(CouncilAlike),
          unknown: Type.Array(Type.String(), { description: 'Codes of those of whom too little is known.' }),
        },
        { title: 'CouncilsAlike' },
      ),
    },
    async ({ params, query }) => {
      const councils = await presentCouncils(deps)
      const { most = 12, ...rest } = query
      const typed = Object.fromEntries(
        Object.entries(rest).map(([name, value]) => [name, `${value as string | number}`]),
      )
      const asked = readLike({ ...typed, council: params.council }, councils, null)
      if (!asked.council) throw new NotFound('No council of that name.')
      const errors = Object.entries(asked.errors).map(([field, says]) => ({ field, says }))
      if (errors.length > 0) return invalid(errors)
      const alike = councilsAlike(councils, asked.council, asked)
      const { council, weights, near, unknown } = alike
      return {
        body: {
          council: council.code,
          weights: { ...weights },
          councils: near.slice(0, most).map((one) => ({
            code: one.council.code,
            name: one.council.name,
            distance: one.distance,
            rebased: one.rebased,
            kilometres: Math.round(one.km * 10) / 10,
            features: featureWords(
              council,
              one.council,
              one.likeness,
              weights,
              deps.content.authorityColumns,
            ).map(({ id, label, share, likeness }) => ({ feature: id, label, share, words: likeness })),
          })),
          unknown: unknown.map((each) => each.council.code),
        },
      }
    },
  )
}
