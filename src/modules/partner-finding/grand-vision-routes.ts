import type { FastifyInstance } from 'fastify'
import type { Content } from '#content/content.ts'
import { councilOptions } from '#modules/authorities/index.ts'
import { readForm, sendPage } from '#platform/http.ts'
import { casesLike, grandReasons } from './grand-vision.ts'
import type { LikePages } from './like-routes.ts'
import { presentCouncils } from './present-councils.ts'
import { links } from './links.ts'
import { sharedServices } from './services.ts'
import { grandVisionPage, mostInPlan } from './views/grand-vision-page.ts'

export type GrandVisionPages = Omit<LikePages, 'content'> & {
  readonly content: LikePages['content'] & Pick<Content, 'arrangements'>
}

/** A plan, held against real ones: public, and nothing of it is kept. */
export function grandVisionRoutes(app: FastifyInstance, deps: GrandVisionPages): void {
  app.get(links.grandVision, async (request, reply) => {
    const councils = await presentCouncils(deps)
    const values = readForm(request.query)
    const named = Array.from({ length: mostInPlan }, (_, at) => values[`council-${at + 1}`] ?? '').filter(
      (code) => code !== '',
    )
    const chosen = councils.filter(({ code }) => named.includes(code))
    const services = sharedServices.map(({ id }) => id).filter((id) => values[`service-${id}`] === 'yes')
    const isAsked = Object.keys(values).length > 0
    const errors: Record<string, string> = {}
    if (isAsked && chosen.length < 2) errors['council-1'] = 'Choose at least two councils from the list'
    if (isAsked && services.length === 0) errors['services'] = 'Choose at least one service'
    const isPlan = isAsked && Object.keys(errors).length === 0
    const plan = { services, councils: chosen, largeSupplier: values['supplier'] === 'yes' }
    const reasons = isPlan ? grandReasons(plan) : []
    const known = councils.map((each) => ({ ...each, endedOn: null, isListed: true }))
    return sendPage(
      reply,
      grandVisionPage(request.shell, {
        form: { values: { supplier: 'no', ...values }, errors },
        options: councilOptions(deps.content, known),
        found: isPlan
          ? { reasons, cases: casesLike(reasons, deps.content.arrangements, deps.content.authorities) }
          : null,
      }),
      Object.keys(errors).length > 0 ? 422 : 200,
    )
  })
}
