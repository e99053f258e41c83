import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import {
  accountFor,
  accountsFor,
  enrolLead,
  nameOperator,
  peopleMails,
  readPerson,
  replaceCredentials,
  type Account,
  type OperatorOutcome,
} from '#modules/people/index.ts'
import { NotFound } from '#platform/errors.ts'
import { idFrom, queryFrom, readForm, requireOperator, seeOther, sendPage } from '#platform/http.ts'
import type { Reply } from '#platform/mail-sender.ts'
import { emptyForm, type Form } from '#ui/form.ts'
import { bodyRoutes } from './body-routes.ts'
import { mailDb, peopleOf, councilsToEnrol, type OperatingDeps } from './deps.ts'
import { healthFor } from './health.ts'
import { links } from './links.ts'
import { outboxFor, retryMail } from './outbox.ts'
import { refusalWords } from './text.ts'
import { enrolledPage, enrolPage, nameOperatorPage, type EnrolledModel } from './views/enrol-page.ts'
import { accountPage, accountsPage, outboxPage, replacePage } from './views/list-pages.ts'
import { overviewPage } from './views/overview-page.ts'

/** The pages of whoever runs the instance. For everybody else they do not exist. */
export function operatingRoutes(app: FastifyInstance, deps: OperatingDeps): void {
  app.get(links.overview, async (request, reply) => drawOverview(deps, request, reply, null))

  app.post(links.testMail, async (request, reply) =>
    drawOverview(deps, request, reply, await sendTest(deps, request)),
  )

  app.get(links.enrol, async (request, reply) => drawEnrol(deps, request, reply, emptyForm, 200))

  app.post(links.enrol, async (request, reply) => {
    const viewer = requireOperator(request)
    const { council = '' } = readForm(request.body)
    const read = readPerson(request.body)
    if ('form' in read) {
      const errors = {
        ...(council === '' ? { council: refusalWords({ type: 'no-council' }) } : {}),
        ...read.form.errors,
      }
      return drawEnrol(deps, request, reply, { values: readForm(request.body), errors }, 422)
    }
    const outcome = await enrolLead(peopleOf(deps), viewer, { council, ...read.value })
    if ('done' in outcome)
      return enrolled(deps, request, reply, outcome.done, `${read.value.name} is enrolled`, 'within 7 days')
    return drawEnrol(deps, request, reply, refusedForm(request, outcome, 'council'), 409)
  })

  app.get(links.people, async (request, reply) => {
    const search = queryFrom(request, 'search').trim()
    const accounts = await accountsFor(peopleOf(deps), requireOperator(request), search)
    return sendPage(reply, accountsPage(request.shell, { accounts, search }))
  })

  app.get(links.nameOperator, async (request, reply) => {
    requireOperator(request)
    return sendPage(reply, nameOperatorPage(request.shell, { form: emptyForm, mailOn: deps.mailer !== null }))
  })

  app.post(links.nameOperator, async (request, reply) => {
    const viewer = requireOperator(request)
    const mailOn = deps.mailer !== null
    const read = readPerson(request.body)
    if ('form' in read)
      return sendPage(reply, nameOperatorPage(request.shell, { form: read.form, mailOn }), 422)
    const outcome = await nameOperator(peopleOf(deps), viewer, read.value)
    if ('done' in outcome)
      return enrolled(
        deps,
        request,
        reply,
        outcome.done,
        `${read.value.name} is an operator`,
        'within 7 days',
      )
    const form = refusedForm(request, outcome, 'email')
    return sendPage(reply, nameOperatorPage(request.shell, { form, mailOn }), 409)
  })

  app.get(links.person(':person'), async (request, reply) =>
    sendPage(reply, accountPage(request.shell, await account(deps, request))),
  )

  app.get(links.replace(':person'), async (request, reply) =>
    sendPage(reply, replacePage(request.shell, await account(deps, request))),
  )

  app.post(links.replace(':person'), async (request, reply) => {
    const viewer = requireOperator(request)
    const outcome = await replaceCredentials(peopleOf(deps), viewer, idFrom(request, 'person'))
    if ('refused' in outcome)
      return sendPage(reply, replacePage(request.shell, await account(deps, request)), 409)
    const title = `What ${outcome.done.name} signs in with is replaced`
    return enrolled(deps, request, reply, outcome.done, title, 'within 24 hours')
  })

  app.get(links.outbox, async (request, reply) => {
    const lines = await outboxFor(mailDb(deps), requireOperator(request))
    const done = queryFrom(request, 'done') === 'yes' ? 'It is tried again within a minute' : undefined
    return sendPage(reply, outboxPage(request.shell, { lines, done }))
  })

  app.post(links.retry(':mail'), async (request, reply) => {
    await retryMail(mailDb(deps), requireOperator(request), idFrom(request, 'mail'))
    return seeOther(reply, `${links.outbox}?done=yes`)
  })

  bodyRoutes(app, deps)
}

async function drawOverview(
  deps: OperatingDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  tested: Reply | null,
): Promise<FastifyReply> {
  const viewer = requireOperator(request)
  const health = await healthFor(deps, viewer)
  const ownAddress = (await accountFor(peopleOf(deps), viewer, viewer.person))?.email ?? ''
  const { version, backupOn } = deps
  const model = {
    health,
    version,
    backupOn,
    mailOn: deps.mailer !== null,
    ownAddress,
    now: viewer.now,
    tested,
  }
  return sendPage(reply, overviewPage(request.shell, model))
}

/** Sends a mail to the operator at once, past the outbox, so that what the server says can be shown. */
async function sendTest(deps: OperatingDeps, request: FastifyRequest): Promise<Reply> {
  const viewer = requireOperator(request)
  const own = await accountFor(peopleOf(deps), viewer, viewer.person)
  const template = peopleMails['test']
  if (!deps.mailer || !own || !template)
    return { accepted: false, final: true, reply: 'No mail server is set up.' }
  return deps.mailer.send(own.email, 'A test from Handfast', template({}, `${deps.url}/`))
}

async function drawEnrol(
  deps: OperatingDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  form: Form,
  status: number,
): Promise<FastifyReply> {
  const councils = await councilsToEnrol(deps, requireOperator(request))
  const model = { form, councils, mailOn: deps.mailer !== null }
  return sendPage(reply, enrolPage(request.shell, model), status)
}

async function enrolled(
  deps: OperatingDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  done: Pick<EnrolledModel, 'name' | 'link' | 'known'>,
  title: string,
  until: string,
): Promise<FastifyReply> {
  const model = { ...done, title, until, mailOn: deps.mailer !== null }
  return sendPage(reply.header('cache-control', 'no-store'), enrolledPage(request.shell, model))
}

function refusedForm(
  request: FastifyRequest,
  outcome: Extract<OperatorOutcome, { refused: unknown }>,
  field: string,
): Form {
  const words = outcome.refused.map(refusalWords).join(' ')
  return { values: readForm(request.body), errors: { [field]: words } }
}

async function account(
  deps: OperatingDeps,
  request: FastifyRequest,
): Promise<{ account: Account; isYou: boolean }> {
  const viewer = requireOperator(request)
  const found = await accountFor(peopleOf(deps), viewer, idFrom(request, 'person'))
  if (!found) throw new NotFound('Nobody of that name.')
  return { account: found, isYou: found.person === viewer.person }
}
