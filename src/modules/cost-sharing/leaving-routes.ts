import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Content } from '#content/content.ts'
import type { LeavingFigures } from '#engine/leaving-answer.ts'
import { leavingBlockers, plainQuestion, type LeavingQuestion } from '#engine/leaving-question.ts'
import { inTransaction } from '#platform/database.ts'
import { NotFound } from '#platform/errors.ts'
import { readForm, sendPage } from '#platform/http.ts'
import { londonDay } from '#platform/london.ts'
import type { Form } from '#ui/form.ts'
import { leavingBlockerErrors, leavingForm, readLeaving } from '#ui/leaving-form.ts'
import { firstRule, leavingFigures, rulesFor } from './leaving.ts'
import { keepQuestion, keptQuestion } from './leaving-store.ts'
import { likelihoodOf, yearlyChance, type Likelihood } from './likelihood.ts'
import { links } from './links.ts'
import { load, workedOut, type CostSharingPages, type Loaded, type Worked } from './pages.ts'
import { speaksForCouncil } from './proposal.ts'
import { leavingPage } from './views/leaving-page.ts'
import { leavingFor } from './working.ts'

export type LeavingPages = CostSharingPages & {
  readonly instanceKey: Buffer
  readonly content: Pick<Content, 'arrangements'>
}

/**
 * What leaving would mean. A browser works it out by itself. What is posted, because there are no scripts or because it is to
 * be kept, goes to the one address, whether it is about oneself or another, and is kept in the same way: so nobody can tell a
 * private question from an ordinary one.
 */
export function leavingRoutes(app: FastifyInstance, deps: LeavingPages): void {
  const likelihood = likelihoodOf(deps.content.arrangements)
  const known = async (request: FastifyRequest): Promise<Drawn> => {
    const loaded = await load(deps, request)
    const worked = await workedOut(loaded)
    const asked = 'game' in worked ? askedOf(loaded, worked, likelihood) : null
    return { ...loaded, worked, likelihood, asked }
  }

  app.get(links.leaving(':partnership'), async (request, reply) => {
    const drawn = await known(request)
    const { asked, split, viewer } = drawn
    const kept = asked && (await keptBy(deps, drawn))
    const first = asked && plainQuestion(londonDay(viewer.now), firstRule(split?.proposal ?? null, asked))
    const question = kept && asked && isAskable(kept, asked) ? kept : first
    return draw(request, reply, drawn, { form: question && leavingForm(question), question })
  })

  app.post(links.leaving(':partnership'), async (request, reply) => {
    const drawn = await known(request)
    const { asked } = drawn
    if (!asked) throw new NotFound('No figures to work from.')
    const posted = readForm(request.body)
    const read = readLeaving((box) => posted[box] ?? '', askableOf(asked))
    const [blocker] = 'question' in read ? leavingBlockers(read.question) : []
    const errors = 'errors' in read ? read.errors : blocker ? leavingBlockerErrors[blocker] : null
    if (errors || !('question' in read))
      return draw(
        request,
        reply,
        drawn,
        { form: { values: posted, errors: errors ?? {} }, question: null },
        422,
      )
    await keep(deps, drawn, read.question)
    return draw(request, reply, drawn, { form: leavingForm(read.question), question: read.question })
  })
}

type Drawn = Loaded & {
  readonly worked: Worked
  readonly likelihood: Likelihood
  readonly asked: LeavingFigures | null
}

function askedOf(
  { split, viewer }: Loaded,
  { game, figures }: Extract<Worked, { game: unknown }>,
  likelihood: Likelihood,
): LeavingFigures {
  return leavingFigures(game, figures, {
    proposal: split?.proposal ?? null,
    chance: yearlyChance(likelihood, figures.councils.length),
    own: viewer.council,
  })
}

function askableOf(asked: LeavingFigures) {
  return { councils: asked.names.length, services: asked.services.length, rules: rulesFor(asked) }
}

/** Whether what was kept can still be asked of these figures. */
function isAskable(kept: LeavingQuestion, asked: LeavingFigures): boolean {
  const { councils, services, rules } = askableOf(asked)
  return (
    kept.leaver < councils && (kept.service === null || kept.service < services) && rules.includes(kept.rule)
  )
}

async function draw(
  request: FastifyRequest,
  reply: FastifyReply,
  drawn: Drawn,
  { form, question }: { form: Form | null; question: LeavingQuestion | null },
  status = 200,
): Promise<FastifyReply> {
  const today = londonDay(drawn.viewer.now)
  const answer = question && drawn.asked ? await leavingFor(drawn.asked, question, today) : null
  reply.header('cache-control', 'private, no-store')
  const model = { ...drawn, form: form ?? { values: {}, errors: {} }, answer, today }
  return sendPage(reply, leavingPage(request.shell, model), status)
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
