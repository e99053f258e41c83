import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Content } from '#content/content.ts'
import { inTransaction } from '#platform/database.ts'
import { NotFound } from '#platform/errors.ts'
import { loadSolver } from '#platform/highs.ts'
import { readForm, sendPage } from '#platform/http.ts'
import type { Form } from '#ui/form.ts'
import { answerOf, plainQuestion, type LeavingAnswer, type LeavingQuestion } from './leaving.ts'
import { questionForm, readQuestion } from './leaving-form.ts'
import { keepQuestion, keptQuestion } from './leaving-store.ts'
import { likelihoodOf, yearlyChance, type Likelihood } from './likelihood.ts'
import { links } from './links.ts'
import { load, workedOut, type CostSharingPages, type Loaded, type Worked } from './pages.ts'
import { speaksForCouncil } from './proposal.ts'
import { keysOf } from './rule.ts'
import { leavingPage } from './views/leaving-page.ts'

export type LeavingPages = CostSharingPages & {
  readonly instanceKey: Buffer
  readonly content: Pick<Content, 'arrangements'>
}

/**
 * What leaving would mean. Every question is posted to the one address, whether it is about oneself or another, and every
 * question is kept in the same way: so nobody can tell a private one from an ordinary one.
 */
export function leavingRoutes(app: FastifyInstance, deps: LeavingPages): void {
  const likelihood = likelihoodOf(deps.content.arrangements)

  app.get(links.leaving(':partnership'), async (request, reply) => {
    const loaded = await load(deps, request)
    const worked = await workedOut(loaded)
    const kept = await keptBy(deps, loaded)
    const councils = 'figures' in worked ? worked.figures.councils.length : 0
    const question = kept && kept.leaver < councils ? kept : plainQuestion
    return draw(request, reply, { ...loaded, worked, likelihood }, { form: questionForm(question), question })
  })

  app.post(links.leaving(':partnership'), async (request, reply) => {
    const loaded = await load(deps, request)
    const worked = await workedOut(loaded)
    if (!('figures' in worked)) throw new NotFound('No figures to work from.')
    const read = readQuestion(request.body, worked.figures.councils.length)
    if ('form' in read)
      return draw(request, reply, { ...loaded, worked, likelihood }, { form: read.form, question: null }, 422)
    if (read.value.rule === 'usage' && !keysOf(worked.figures).volume) {
      const form: Form = {
        values: readForm(request.body),
        errors: { rule: 'The volume of work is not known for every council. Choose another way to share' },
      }
      return draw(request, reply, { ...loaded, worked, likelihood }, { form, question: null }, 422)
    }
    await keep(deps, loaded, read.value)
    const form = questionForm(read.value)
    return draw(request, reply, { ...loaded, worked, likelihood }, { form, question: read.value })
  })
}

type Drawn = Loaded & { readonly worked: Worked; readonly likelihood: Likelihood }

async function draw(
  request: FastifyRequest,
  reply: FastifyReply,
  drawn: Drawn,
  { form, question }: { form: Form; question: LeavingQuestion | null },
  status = 200,
): Promise<FastifyReply> {
  const answer = question ? await answered(drawn, question) : null
  reply.header('cache-control', 'private, no-store')
  return sendPage(reply, leavingPage(request.shell, { ...drawn, form, answer }), status)
}

async function answered(
  { worked, likelihood, viewer }: Drawn,
  question: LeavingQuestion,
): Promise<LeavingAnswer | null> {
  if (!('figures' in worked)) return null
  const { figures, game } = worked
  const chance = yearlyChance(likelihood, figures.councils.length)
  const hazard = figures.councils.map(({ code }) =>
    question.own !== null && code === viewer.council ? question.own / 100 : chance,
  )
  return answerOf(game, figures, question, hazard, await loadSolver())
}

async function keptBy(deps: LeavingPages, { viewer, partnership }: Loaded): Promise<LeavingQuestion | null> {
  if (!speaksForCouncil(viewer)) return null
  return inTransaction(deps.db, viewer, (trx) => keptQuestion(trx, viewer, partnership.id, deps.instanceKey))
}

async function keep(
  deps: LeavingPages,
  { viewer, partnership }: Loaded,
  question: LeavingQuestion,
): Promise<void> {
  if (!speaksForCouncil(viewer)) return
  await inTransaction(deps.db, viewer, (trx) =>
    keepQuestion(trx, viewer, partnership.id, question, deps.instanceKey),
  )
}
