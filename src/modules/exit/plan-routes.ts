import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { NotFound } from '#platform/errors.ts'
import { readForm, seeOther, sendPage, textFrom } from '#platform/http.ts'
import { emptyForm, type Form } from '#ui/form.ts'
import {
  addRehearsal,
  markRegister,
  removeEntry,
  reviewPlan,
  saveAnswer,
  saveEntry,
  sharePlan,
} from './commands.ts'
import { entryForm, readEntry, readRehearsal } from './forms.ts'
import { links } from './links.ts'
import { load, planAt, writer, type ExitPages, type Loaded } from './pages.ts'
import { places } from './piece.ts'
import { entriesOf } from './plan.ts'
import { headingsFor } from './queries.ts'
import { answerPage } from './views/answer-page.ts'
import { homePage } from './views/home-page.ts'
import { planPage } from './views/plan-page.ts'
import { entryPage, registerPage } from './views/register-pages.ts'
import { rehearsalPage } from './views/rehearsal-page.ts'
import { sharePage } from './views/share-page.ts'

const consideringAsked = {
  id: places.considering,
  title: 'Are we thinking of leaving?',
  question: 'What troubles you, what have you tried, and what would have to be true for you to stay?',
  good: [
    'Says what is wrong in the service, in the money or in the say you have, each with an example.',
    'Says what leaving would mend, and what it would not.',
    'Says what you will try first, with whom you will talk, and until when.',
  ],
}

/** The plans: their pages, their answers, their registers. */
export function planRoutes(app: FastifyInstance, deps: ExitPages): void {
  app.get(links.home(':partnership'), async (request, reply) =>
    sendPage(reply, homePage(request.shell, (await load(deps, request)).frame)),
  )
  app.get(links.plan(':partnership', ':whose'), async (request, reply) => {
    const loaded = await load(deps, request)
    const model = { ...planAt(request, loaded), frame: loaded.frame, content: deps.content.exitPlan }
    return sendPage(reply, planPage(request.shell, model))
  })
  answerRoutes(app, deps)
  registerRoutes(app, deps)
  entryRoutes(app, deps)
  keepingRoutes(app, deps)
}

function answerRoutes(app: FastifyInstance, deps: ExitPages): void {
  const path = links.answer(':partnership', ':whose', ':heading')
  app.get(path, async (request, reply) => drawAnswer(deps, request, reply, await load(deps, request), {}))
  app.post(path, async (request, reply) => {
    const loaded = await load(deps, request)
    const { whose } = planAt(request, loaded)
    const asked = askedAt(deps, request, loaded)
    const { text = '', version = '' } = readForm(request.body)
    if (text.length > 8000)
      return drawAnswer(
        deps,
        request,
        reply,
        loaded,
        { form: { values: { text }, errors: { text: 'Use 8,000 characters or fewer' } } },
        422,
      )
    const partnership = loaded.view.partnership.id
    const outcome = await saveAnswer(
      deps,
      writer(loaded),
      { partnership, whose },
      { heading: asked.id, answer: { text }, seen: Number(version) || 0 },
    )
    if ('done' in outcome) return seeOther(reply, `${links.plan(partnership, whose)}?done=saved`)
    if ('refused' in outcome) throw new NotFound('Only for those who lead a council that is in.')
    const theirs = textIn(outcome.conflict?.content)
    return drawAnswer(
      deps,
      request,
      reply,
      loaded,
      { form: { values: { text }, errors: {} }, theirs, version: outcome.conflict?.version ?? 0 },
      409,
    )
  })
}

function textIn(content: unknown): string {
  return typeof content === 'object' &&
    content !== null &&
    'text' in content &&
    typeof content.text === 'string'
    ? content.text
    : ''
}

/** The heading that the address names. What a council thinks of leaving is there only for those who lead it. */
function askedAt(deps: ExitPages, request: FastifyRequest, loaded: Loaded) {
  const { whose } = planAt(request, loaded)
  const id = textFrom(request, 'heading')
  if (whose === 'ours' && id === places.considering && loaded.frame.mayWrite) return consideringAsked
  const found = headingsFor(deps.content, whose).find((heading) => heading.id === id)
  if (!found) throw new NotFound('No such heading.')
  return found
}

async function drawAnswer(
  deps: ExitPages,
  request: FastifyRequest,
  reply: FastifyReply,
  loaded: Loaded,
  trouble: { form?: Form; theirs?: string; version?: number },
  status = 200,
): Promise<FastifyReply> {
  const { whose, plan } = planAt(request, loaded)
  const asked = askedAt(deps, request, loaded)
  const isConsidering = asked.id === places.considering
  const kept = isConsidering ? loaded.view.considering : plan.answers.get(asked.id)
  return sendPage(
    reply,
    answerPage(request.shell, {
      frame: loaded.frame,
      whose,
      asked,
      text: kept?.text ?? '',
      version: trouble.version ?? kept?.version ?? 0,
      form: trouble.form ?? emptyForm,
      theirs: trouble.theirs ?? null,
      isConsidering,
    }),
    status,
  )
}

function registerAt(deps: ExitPages, id: string) {
  const found = deps.content.exitPlan.registers.find((register) => register.id === id)
  if (!found) throw new NotFound('No such register.')
  return found
}

function registerRoutes(app: FastifyInstance, deps: ExitPages): void {
  app.get(links.register(':partnership', ':whose', ':register'), async (request, reply) => {
    const loaded = await load(deps, request)
    const { whose, plan } = planAt(request, loaded)
    const register = registerAt(deps, textFrom(request, 'register'))
    return sendPage(
      reply,
      registerPage(request.shell, {
        frame: loaded.frame,
        whose,
        register,
        entries: entriesOf(plan, register.id),
        isEmpty: plan.empty.has(register.id),
      }),
    )
  })

  app.post(links.emptyRegister(':partnership', ':whose', ':register'), async (request, reply) => {
    const loaded = await load(deps, request)
    const { whose } = planAt(request, loaded)
    const { id: register } = registerAt(deps, textFrom(request, 'register'))
    const partnership = loaded.view.partnership.id
    const isEmpty = readForm(request.body)['empty'] === 'yes'
    await markRegister(deps, writer(loaded), { partnership, whose }, { register, isEmpty })
    return seeOther(reply, `${links.register(partnership, whose, register)}?done=saved`)
  })

  const path = links.newEntry(':partnership', ':whose', ':register')
  app.get(path, async (request, reply) => {
    const loaded = await load(deps, request)
    const { whose } = planAt(request, loaded)
    const register = registerAt(deps, textFrom(request, 'register'))
    const model = {
      frame: loaded.frame,
      whose,
      register,
      entry: null,
      form: emptyForm,
      changedMeanwhile: false,
    }
    return sendPage(reply, entryPage(request.shell, model))
  })
  app.post(path, async (request, reply) => {
    const loaded = await load(deps, request)
    const { whose } = planAt(request, loaded)
    const register = registerAt(deps, textFrom(request, 'register'))
    const read = readEntry(request.body, register)
    const common = { frame: loaded.frame, whose, register, entry: null, changedMeanwhile: false }
    if ('form' in read) return sendPage(reply, entryPage(request.shell, { ...common, form: read.form }), 422)
    const partnership = loaded.view.partnership.id
    const outcome = await saveEntry(
      deps,
      writer(loaded),
      { partnership, whose },
      { id: null, entry: read.value, seen: 0 },
    )
    if (!('done' in outcome)) throw new NotFound('Only for those who lead a council that is in.')
    return seeOther(reply, `${links.register(partnership, whose, register.id)}?done=saved`)
  })
}

function entryRoutes(app: FastifyInstance, deps: ExitPages): void {
  const path = links.entry(':partnership', ':whose', ':entry')
  app.get(path, async (request, reply) => {
    const { loaded, whose, entry, register } = await entryAt(deps, request)
    const model = {
      frame: loaded.frame,
      whose,
      register,
      entry,
      form: entryForm(entry),
      changedMeanwhile: false,
    }
    return sendPage(reply, entryPage(request.shell, model))
  })
  app.post(path, async (request, reply) => {
    const { loaded, whose, entry, register } = await entryAt(deps, request)
    const read = readEntry(request.body, register)
    const common = { frame: loaded.frame, whose, register, entry }
    if ('form' in read)
      return sendPage(
        reply,
        entryPage(request.shell, { ...common, form: read.form, changedMeanwhile: false }),
        422,
      )
    const partnership = loaded.view.partnership.id
    const seen = Number(readForm(request.body)['version']) || 0
    const outcome = await saveEntry(
      deps,
      writer(loaded),
      { partnership, whose },
      { id: entry.id, entry: read.value, seen },
    )
    if ('refused' in outcome) throw new NotFound('Only for those who lead a council that is in.')
    if ('conflict' in outcome) {
      const form = { values: readForm(request.body), errors: {} }
      return sendPage(reply, entryPage(request.shell, { ...common, form, changedMeanwhile: true }), 409)
    }
    return seeOther(reply, `${links.register(partnership, whose, register.id)}?done=saved`)
  })
  app.post(links.removeEntry(':partnership', ':whose', ':entry'), async (request, reply) => {
    const { loaded, whose, entry, register } = await entryAt(deps, request)
    const partnership = loaded.view.partnership.id
    const outcome = await removeEntry(deps, writer(loaded), { partnership, whose }, entry.id)
    if (!('done' in outcome)) throw new NotFound('Only for those who lead a council that is in.')
    return seeOther(reply, `${links.register(partnership, whose, register.id)}?done=removed`)
  })
}

async function entryAt(deps: ExitPages, request: FastifyRequest) {
  const loaded = await load(deps, request)
  const { whose, plan } = planAt(request, loaded)
  const id = textFrom(request, 'entry')
  const entry = plan.entries.find((one) => one.id === id)
  if (!entry) throw new NotFound('No such entry.')
  return { loaded, whose, entry, register: registerAt(deps, entry.register) }
}

function keepingRoutes(app: FastifyInstance, deps: ExitPages): void {
  const path = links.rehearsals(':partnership', ':whose')
  app.get(path, async (request, reply) => {
    const loaded = await load(deps, request)
    const { whose, plan } = planAt(request, loaded)
    const model = { frame: loaded.frame, whose, rehearsals: plan.rehearsals, form: emptyForm }
    return sendPage(reply, rehearsalPage(request.shell, model))
  })
  app.post(path, async (request, reply) => {
    const loaded = await load(deps, request)
    const { whose, plan } = planAt(request, loaded)
    const read = readRehearsal(request.body, loaded.view.today)
    if ('form' in read) {
      const model = { frame: loaded.frame, whose, rehearsals: plan.rehearsals, form: read.form }
      return sendPage(reply, rehearsalPage(request.shell, model), 422)
    }
    const partnership = loaded.view.partnership.id
    const outcome = await addRehearsal(deps, writer(loaded), { partnership, whose }, read.value)
    if (!('done' in outcome)) throw new NotFound('Only for those who lead a council that is in.')
    return seeOther(reply, `${links.rehearsals(partnership, whose)}?done=saved`)
  })
  app.post(links.review(':partnership', ':whose'), async (request, reply) => {
    const loaded = await load(deps, request)
    const { whose } = planAt(request, loaded)
    const partnership = loaded.view.partnership.id
    const outcome = await reviewPlan(deps, writer(loaded), { partnership, whose })
    if ('refused' in outcome) throw new NotFound('Only for those who lead a council that is in.')
    return seeOther(reply, `${links.plan(partnership, whose)}?done=reviewed`)
  })
  app.get(links.share(':partnership'), async (request, reply) => {
    const { frame, view } = await load(deps, request)
    if (!view.own || !frame.mayWrite) throw new NotFound('Only for those who lead a council that is in.')
    return sendPage(
      reply,
      sharePage(request.shell, { frame, plan: view.own.plan, content: deps.content.exitPlan }),
    )
  })
  app.post(links.share(':partnership'), async (request, reply) => {
    const loaded = await load(deps, request)
    const partnership = loaded.view.partnership.id
    const outcome = await sharePlan(deps, writer(loaded), partnership)
    if (!('done' in outcome)) throw new NotFound('Only for those who lead a council that is in.')
    return seeOther(reply, `${links.home(partnership)}?done=shared`)
  })
}
