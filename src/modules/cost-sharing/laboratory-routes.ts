import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { isLimited, noLimits, readMix, type Limits } from '#engine/mixed-share.ts'
import { readForm, seeOther, sendPage } from '#platform/http.ts'
import { londonDay } from '#platform/london.ts'
import type { Form } from '#ui/form.ts'
import { leavingFigures } from './leaving.ts'
import { links } from './links.ts'
import { load, workedOut, type CostSharingPages, type Loaded, type WorkedOut } from './pages.ts'
import { pots } from './pot.ts'
import { laboratoryPage } from './views/laboratory-page.ts'
import { fairnessPage, holdPage } from './views/hold-page.ts'
import { rulesPage, type RulesModel } from './views/rules-page.ts'
import { exitsFor } from './working.ts'

/** The sharing laboratory: the answer first, then a page for each question. */
export function laboratoryRoutes(app: FastifyInstance, deps: CostSharingPages): void {
  app.get(links.home(':partnership'), async (request, reply) => {
    const loaded = await load(deps, request)
    return sendPage(reply, laboratoryPage(request.shell, { ...loaded, worked: await workedOut(loaded) }))
  })

  app.get(links.hold(':partnership'), async (request, reply) => {
    const loaded = await withAnswer(deps, request, reply)
    return loaded && sendPage(reply, holdPage(request.shell, loaded))
  })

  app.get(links.fairness(':partnership'), async (request, reply) => {
    const loaded = await withAnswer(deps, request, reply)
    return loaded && sendPage(reply, fairnessPage(request.shell, loaded))
  })

  app.get(links.rules(':partnership'), async (request, reply) => {
    const asked = readForm(request.query)
    const pot = pots.find((each) => each === asked['pot']) ?? 'running'
    const { limits, wrong } = readLimits(asked)
    const loaded = await withAnswer(deps, request, reply, limits)
    if (!loaded) return reply
    const form: Form = {
      values: { ...asked, 'no-worse-off': limits.noWorseOff ? 'yes' : '' },
      errors: Object.fromEntries(wrong.map(({ box, most }) => [box, `Enter a number from 0 to ${most}`])),
    }
    const exits = pot === 'exit' ? await exitsOf(loaded, limits) : new Map()
    const model = { ...loaded, pot, limits, exits, form }
    return sendPage(reply, rulesPage(request.shell, model), wrong.length > 0 ? 422 : 200)
  })
}

/** Limits from the boxes of a form; none while one of them cannot be read. */
export function readLimits(posted: Readonly<Record<string, string>>): {
  readonly limits: Limits
  readonly wrong: ReturnType<typeof readMix>['wrong']
} {
  const { mix, wrong } = readMix((name) => posted[name] ?? '')
  const ofLimits = wrong.filter(({ box }) => box === 'cap' || box === 'floor' || box === 'dampening')
  const { noWorseOff, cap, floor, dampening } = mix
  return { limits: ofLimits.length > 0 ? noLimits : { noWorseOff, cap, floor, dampening }, wrong: ofLimits }
}

/** Null where figures are missing: the first page says which, and the answer leads there. */
async function withAnswer(
  deps: CostSharingPages,
  request: FastifyRequest,
  reply: FastifyReply,
  limits: Limits = noLimits,
): Promise<(Loaded & { readonly worked: WorkedOut }) | null> {
  const loaded = await load(deps, request)
  const worked = await workedOut(loaded, limits)
  if ('game' in worked) return { ...loaded, worked }
  await seeOther(reply, links.home(loaded.partnership.id))
  return null
}

async function exitsOf(
  { worked, split, viewer }: Loaded & { readonly worked: WorkedOut },
  limits: Limits,
): Promise<RulesModel['exits']> {
  const { game, figures, laboratory } = worked
  const asked = leavingFigures(game, figures, { proposal: split?.proposal ?? null, chance: 0, own: null })
  const how = { today: londonDay(viewer.now), limited: isLimited(limits) }
  return exitsFor(laboratory.rows, asked, how)
}
