import type { FastifyInstance } from 'fastify'
import { NotFound } from '#platform/errors.ts'
import { loadSolver } from '#platform/highs.ts'
import { readForm, seeOther, sendPage } from '#platform/http.ts'
import { plainMix, readMix, sharesByMix, type Mix } from '#engine/mixed-share.ts'
import { jointCost } from '#engine/game.ts'
import type { Form } from '#ui/form.ts'
import type { MixResult } from '#ui/mix-result.ts'
import { splitOf, type Split } from './laboratory.ts'
import { links } from './links.ts'
import { load, workedOut, type CostSharingPages, type WorkedOut } from './pages.ts'
import { keysOf } from './rule.ts'
import { mixPage } from './views/mix-page.ts'
import { objectorsOf } from './words.ts'

/** A rule of the councils' own making. Works the same with sliders in the browser and with a form. */
export function mixRoutes(app: FastifyInstance, deps: CostSharingPages): void {
  app.get(links.mix(':partnership'), async (request, reply) => {
    const loaded = await load(deps, request)
    const worked = await workedOut(loaded)
    if (!('game' in worked)) return seeOther(reply, links.home(loaded.partnership.id))
    const asked = readForm(request.query)
    const isAsked = Object.keys(asked).length > 0
    const { mix, wrong } = isAsked ? readMix((name) => asked[name] ?? '') : { mix: plainMix, wrong: [] }
    const form: Form = {
      values: isAsked ? asked : mixValues(mix),
      errors: Object.fromEntries(wrong.map(({ box, most }) => [box, `Enter a number from 0 to ${most}`])),
    }
    const split = wrong.length > 0 ? null : await splitByMix(worked, mix)
    const model = { ...loaded, worked, form, mix, found: split, result: split && resultOf(worked, split) }
    return sendPage(reply, mixPage(request.shell, model), wrong.length > 0 ? 422 : 200)
  })
}

export function mixValues({ weights, noWorseOff, cap, floor, dampening }: Mix): Record<string, string> {
  return {
    ...Object.fromEntries(Object.entries(weights).map(([name, weight]) => [name, String(weight)])),
    'no-worse-off': noWorseOff ? 'yes' : '',
    cap: String(cap),
    floor: String(floor),
    dampening: dampening === null ? '' : String(dampening),
  }
}

export type MixSplit =
  | { readonly split: Split; readonly held: readonly number[] }
  | { readonly why: Extract<MixResult['shared'], { why: unknown }>['why'] }

export async function splitByMix({ figures, game }: WorkedOut, mix: Mix): Promise<MixSplit> {
  const shared = sharesByMix(mix, keysOf(figures), jointCost(game))
  if (!shared.defined) return { why: shared.why }
  return {
    split: splitOf(game, shared.pence, await loadSolver()),
    held: [...shared.atLeast, ...shared.atMost],
  }
}

function resultOf({ figures }: WorkedOut, found: MixSplit): MixResult {
  return {
    names: figures.councils.map(({ name }) => name),
    alone: figures.councils.map(({ alone }) => alone),
    shared:
      'why' in found
        ? { why: found.why }
        : { pays: found.split.pays, objectors: objectorsOf(found.split.objections), held: found.held },
  }
}

/** For commands that want a split or nothing. */
export function mustSplit(found: MixSplit): Split {
  if ('why' in found) throw new NotFound('This mix shares nothing.')
  return found.split
}
