import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { invitedPage, leadsCouncil, readPerson } from '#modules/people/index.ts'
import { inTransaction } from '#platform/database.ts'
import { queryFrom, readForm, requireCouncil, seeOther, sendPage } from '#platform/http.ts'
import type { CouncilViewer } from '#platform/viewer.ts'
import { emptyForm, type Form } from '#ui/form.ts'
import { startWithCouncil } from './council-commands.ts'
import { councilPicks } from './council-queries.ts'
import type { CouncilPages } from './council-routes.ts'
import { links } from './links.ts'
import type { PartnershipTables } from './tables.ts'
import { startAlonePage, startPage } from './views/start-page.ts'

/** Starting a partnership with another council, or a room of one's own. */
export function startRoutes(app: FastifyInstance, deps: CouncilPages): void {
  app.get(links.start, async (request, reply) => {
    requireCouncil(request)
    return draw(deps, request, reply, emptyForm)
  })

  app.post(links.start, async (request, reply) => {
    const viewer = requireCouncil(request)
    const posted = readForm(request.body)
    const { council = '', alone = '' } = posted
    const { service, title, errors } = readWhat(posted)
    if (!leadsCouncil(viewer)) return draw(deps, request, reply, { values: posted, errors: {} })
    if (alone === 'yes') {
      if (Object.keys(errors).length > 0) return draw(deps, request, reply, { values: posted, errors })
      const { partnership } = await startWithCouncil(deps, viewer, { service, title, invited: null })
      return seeOther(reply, links.home(partnership))
    }
    const person = readPerson(request.body)
    const chosen = (await picks(deps, viewer)).find(({ value }) => value === council)
    if ('form' in person || !chosen || Object.keys(errors).length > 0) {
      const form: Form = {
        values: posted,
        errors: {
          ...errors,
          ...(chosen ? {} : { council: 'Choose a council from the list' }),
          ...('form' in person ? person.form.errors : {}),
        },
      }
      return draw(deps, request, reply, form)
    }
    const invited = { council: chosen.value, ...person.value }
    const { partnership, link } = await startWithCouncil(deps, viewer, { service, title, invited })
    if (link === null) return seeOther(reply, links.home(partnership))
    const model = { name: person.value.name, link, back: links.home(partnership) }
    return sendPage(reply.header('cache-control', 'no-store'), invitedPage(request.shell, model))
  })
}

const longestService = 200
const longestTitle = 120

/** What is shared and what it is called, tidied; with what is wrong with either. */
function readWhat(posted: Readonly<Record<string, string>>): {
  service: string
  title: string
  errors: Record<string, string>
} {
  const [service, title] = [(posted['service'] ?? '').trim(), (posted['title'] ?? '').trim()]
  const errors = {
    ...(service === '' ? { service: 'Enter the service, such as ICT or legal services' } : {}),
    ...(service.length > longestService
      ? { service: `The service must be ${longestService} characters or fewer` }
      : {}),
    ...(title === '' ? { title: 'Enter what you call it' } : {}),
    ...(title.length > longestTitle
      ? { title: `What you call it must be ${longestTitle} characters or fewer` }
      : {}),
  }
  return { service, title, errors }
}

function picks(deps: CouncilPages, viewer: CouncilViewer) {
  return inTransaction(deps.db, viewer, (trx) =>
    councilPicks(trx.$pickTables<keyof PartnershipTables>(), deps.content, viewer, [viewer.council]),
  )
}

async function draw(
  deps: CouncilPages,
  request: FastifyRequest,
  reply: FastifyReply,
  form: Form,
): Promise<FastifyReply> {
  const viewer = requireCouncil(request)
  const leads = leadsCouncil(viewer)
  const alone = queryFrom(request, 'alone') === 'yes' || form.values['alone'] === 'yes'
  const model = { form, council: request.shell.acting?.council ?? 'Your council', leads }
  const status = leads ? (Object.keys(form.errors).length > 0 ? 422 : 200) : 403
  return sendPage(
    reply,
    alone
      ? startAlonePage(request.shell, model)
      : startPage(request.shell, { ...model, mailOn: deps.mailOn, choices: await picks(deps, viewer) }),
    status,
  )
}
