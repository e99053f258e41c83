import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { NotFound } from '#platform/errors.ts'
import { idFrom, queryFrom, readForm, requireCouncil, seeOther, sendPage, textFrom } from '#platform/http.ts'
import { actsForCouncil } from '#platform/viewer.ts'
import { emptyForm, type Form } from '#ui/form.ts'
import { addService, saveFigures, setYear, startBaseline } from './baseline-commands.ts'
import { confirmBaseline, correctBaseline, shareFigures } from './agree-commands.ts'
import { figuresForm, readFigures, readReason, readService, readYear } from './baseline-forms.ts'
import {
  confirmBlockers,
  correctBlockers,
  shareBlockers,
  writeBlockers,
  writesFigures,
  type BaselineRefusal,
} from './baseline.ts'
import { links } from './links.ts'
import { baselineStep } from './next-step.ts'
import { load, loadOwn, successionsOf, type BusinessCasePages } from './pages.ts'
import { taskRoutes } from './task-routes.ts'
import { confirmPage, correctPage, sharePage } from './views/agree-pages.ts'
import { baselinePage } from './views/baseline-page.ts'
import { councilFiguresPage, figuresPage } from './views/figures-page.ts'

/** The baseline: filling in, sharing, confirming, correcting. */
export function baselineRoutes(app: FastifyInstance, deps: BusinessCasePages): void {
  app.get(links.baseline(':partnership'), async (request, reply) => drawBaseline(deps, request, reply))

  app.get(links.version(':partnership', ':version'), async (request, reply) => {
    const version = Number(textFrom(request, 'version'))
    if (!Number.isInteger(version) || version < 1 || version > 9999) throw new NotFound('No such version.')
    return drawBaseline(deps, request, reply, {}, 200, version)
  })

  app.post(links.start(':partnership'), async (request, reply) => {
    const viewer = requireCouncil(request)
    const { partnership } = await load(deps, request)
    const read = readYear(request.body)
    if ('form' in read) return drawBaseline(deps, request, reply, read, 422)
    const outcome = await startBaseline(deps, viewer, { partnership: partnership.id, year: read.value })
    return answered(deps, request, reply, outcome, links.baseline(partnership.id))
  })

  app.post(links.year(':partnership'), async (request, reply) => {
    const { viewer, partnership } = await loadOwn(deps, request)
    const read = readYear(request.body)
    if ('form' in read) return drawBaseline(deps, request, reply, read, 422)
    const outcome = await setYear(deps, viewer, { partnership: partnership.id, year: read.value })
    return answered(deps, request, reply, outcome, links.baseline(partnership.id))
  })

  app.post(links.services(':partnership'), async (request, reply) => {
    const { viewer, partnership, baseline } = await loadOwn(deps, request)
    const read = readService(request.body)
    if ('form' in read) return drawBaseline(deps, request, reply, read, 422)
    const isNamed = baseline.services.some(({ name }) => name.toLowerCase() === read.value.name.toLowerCase())
    if (isNamed) {
      const form = {
        values: readForm(request.body),
        errors: { name: 'A service of this name is in the list already' },
      }
      return drawBaseline(deps, request, reply, { form }, 422)
    }
    const outcome = await addService(deps, viewer, { partnership: partnership.id, ...read.value })
    return answered(deps, request, reply, outcome, links.baseline(partnership.id))
  })

  figureRoutes(app, deps)
  agreeRoutes(app, deps)
  taskRoutes(app, deps)
}

function figureRoutes(app: FastifyInstance, deps: BusinessCasePages): void {
  app.get(links.figures(':partnership', ':service'), async (request, reply) =>
    drawFigures(deps, request, reply, { saved: queryFrom(request, 'saved') === 'yes' }),
  )

  app.post(links.figures(':partnership', ':service'), async (request, reply) => {
    const { viewer, partnership, baseline } = await loadOwn(deps, request)
    const service = idFrom(request, 'service')
    const own = baseline.figures.filter(
      (figure) => figure.council === viewer.council && figure.service === service,
    )
    const { save, errors } = readFigures(request.body, { service, own })
    const outcome = await saveFigures(deps, viewer, { partnership: partnership.id, figures: save })
    if ('refused' in outcome) return drawFigures(deps, request, reply, { refused: outcome.refused }, 409)
    const stale = Object.fromEntries(
      outcome.done.stale.map(({ measure }) => [
        measure,
        'A colleague changed this meanwhile. What stands there now is on the page of figures; save again to put yours in its place',
      ]),
    )
    if (Object.keys({ ...errors, ...stale }).length === 0)
      return seeOther(reply, `${links.figures(partnership.id, service)}?saved=yes`)
    return drawFigures(
      deps,
      request,
      reply,
      { typed: readForm(request.body), errors: { ...errors, ...stale } },
      422,
    )
  })

  app.get(links.council(':partnership', ':council'), async (request, reply) => {
    const loaded = await load(deps, request)
    const { baseline, viewer } = loaded
    const code = textFrom(request, 'council')
    const council = baseline?.councils.find((each) => each.code === code)
    const maySee = baseline?.shared.includes(code) || code === viewer.council
    if (!baseline || !council || !maySee) throw new NotFound('No figures of this council to be seen.')
    return sendPage(reply, councilFiguresPage(request.shell, { ...loaded, baseline, council }))
  })
}

function agreeRoutes(app: FastifyInstance, deps: BusinessCasePages): void {
  app.get(links.share(':partnership'), async (request, reply) => {
    const loaded = await loadOwn(deps, request)
    const refused = shareBlockers(loaded.baseline, loaded.viewer)
    return sendPage(reply, sharePage(request.shell, { ...loaded, refused, hasTried: false }))
  })

  app.post(links.share(':partnership'), async (request, reply) => {
    const loaded = await loadOwn(deps, request)
    const outcome = await shareFigures(deps, loaded.viewer, loaded.partnership.id)
    if (!('refused' in outcome)) return seeOther(reply, links.baseline(loaded.partnership.id))
    const { refused } = outcome
    return sendPage(reply, sharePage(request.shell, { ...loaded, refused, hasTried: true }), 409)
  })

  app.get(links.confirm(':partnership'), async (request, reply) => {
    const loaded = await loadOwn(deps, request)
    const refused = confirmBlockers(loaded.baseline, loaded.viewer, successionsOf(deps))
    return sendPage(reply, confirmPage(request.shell, { ...loaded, refused, hasTried: false }))
  })

  app.post(links.confirm(':partnership'), async (request, reply) => {
    const loaded = await loadOwn(deps, request)
    const outcome = await confirmBaseline(deps, loaded.viewer, {
      partnership: loaded.partnership.id,
      hash: readForm(request.body)['hash'] ?? '',
      successions: successionsOf(deps),
    })
    if (!('refused' in outcome)) return seeOther(reply, links.baseline(loaded.partnership.id))
    const { refused } = outcome
    return sendPage(reply, confirmPage(request.shell, { ...loaded, refused, hasTried: true }), 409)
  })

  app.get(links.correct(':partnership'), async (request, reply) => {
    const loaded = await loadOwn(deps, request)
    const refused = correctBlockers(loaded.baseline, loaded.viewer)
    return sendPage(reply, correctPage(request.shell, { ...loaded, refused, form: emptyForm }))
  })

  app.post(links.correct(':partnership'), async (request, reply) => {
    const loaded = await loadOwn(deps, request)
    const read = readReason(request.body)
    if ('form' in read)
      return sendPage(reply, correctPage(request.shell, { ...loaded, refused: [], form: read.form }), 422)
    const { partnership, viewer } = loaded
    const outcome = await correctBaseline(deps, viewer, { partnership: partnership.id, reason: read.value })
    if (!('refused' in outcome)) return seeOther(reply, links.baseline(partnership.id))
    const { refused } = outcome
    const form = { values: readForm(request.body), errors: {} }
    return sendPage(reply, correctPage(request.shell, { ...loaded, refused, form }), 409)
  })
}

type Trouble = { readonly form?: Form; readonly refused?: readonly BaselineRefusal[] }

async function answered(
  deps: BusinessCasePages,
  request: FastifyRequest,
  reply: FastifyReply,
  outcome: { readonly done: unknown } | { readonly refused: readonly BaselineRefusal[] },
  path: string,
): Promise<FastifyReply> {
  return 'refused' in outcome
    ? drawBaseline(deps, request, reply, { refused: outcome.refused }, 409)
    : seeOther(reply, path)
}

async function drawBaseline(
  deps: BusinessCasePages,
  request: FastifyRequest,
  reply: FastifyReply,
  { form = emptyForm, refused = [] }: Trouble = {},
  status = 200,
  version?: number,
): Promise<FastifyReply> {
  const loaded = await load(deps, request, version)
  const { viewer, baseline } = loaded
  if (version !== undefined && !baseline) throw new NotFound('No such version.')
  const isNewest = baseline === null || baseline.version === loaded.versions[0]?.version
  const isIn =
    actsForCouncil(viewer) && (baseline?.councils.some(({ code }) => code === viewer.council) ?? true)
  const model = {
    ...loaded,
    step: isNewest ? baselineStep(baseline, viewer) : ({ type: 'nothing' } as const),
    council: isIn ? viewer.council : null,
    mayWrite: isIn && isNewest && writesFigures(viewer),
    mayCorrect: isIn && isNewest && (viewer.role === 'lead' || viewer.role === 'deputy'),
    form,
    refused,
  }
  return sendPage(reply, baselinePage(request.shell, model), status)
}

type FiguresTrouble = {
  readonly saved?: boolean
  readonly typed?: Readonly<Record<string, string>>
  readonly errors?: Readonly<Record<string, string>>
  readonly refused?: readonly BaselineRefusal[]
}

/** A page of figures as it stands now; what was typed wrongly stays in its box, beside what is wrong with it. */
async function drawFigures(
  deps: BusinessCasePages,
  request: FastifyRequest,
  reply: FastifyReply,
  { saved = false, typed = {}, errors = {}, refused }: FiguresTrouble,
  status = 200,
): Promise<FastifyReply> {
  const loaded = await loadOwn(deps, request)
  const { baseline, council, viewer } = loaded
  const service = baseline.services.find(({ id }) => id === textFrom(request, 'service'))
  if (!service || !writesFigures(viewer)) throw new NotFound('No such page for this person.')
  const stored = figuresForm(baseline, { council: council.code, service: service.id })
  const wrong = Object.keys(errors)
  const kept = Object.fromEntries(
    Object.entries(typed).filter(([name]) =>
      wrong.some((field) => name === field || field === 'source' || field === 'owner'),
    ),
  )
  const seen = Object.fromEntries(Object.entries(stored.values).filter(([name]) => name.endsWith('-seen')))
  const form = { values: { ...stored.values, ...kept, ...seen }, errors }
  const why = refused ?? writeBlockers(baseline, viewer)
  return sendPage(
    reply,
    figuresPage(request.shell, { ...loaded, service, form, saved, refused: why }),
    status,
  )
}
