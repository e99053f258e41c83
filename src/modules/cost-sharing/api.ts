import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { readMix } from '#engine/mixed-share.ts'
import { invalid, refused } from '#platform/api-problem.ts'
import { etagOf, idOf, operation } from '#platform/api.ts'
import type { CouncilViewer } from '#platform/viewer.ts'
import { noMixWords } from '#ui/split-words.ts'
import { laterApi } from './api-later.ts'
import {
  boxErrors,
  Boxes,
  byPartnership,
  closed,
  MixAnswer,
  mustWork,
  resultOf,
  RulesResult,
  rulesOf,
  SplitState,
  stateOf,
  tag,
} from './api-parts.ts'
import {
  agreeToRule,
  dissentFromRule,
  proposeRule,
  saveFigures,
  takeFromCase,
  type Outcome,
} from './commands.ts'
import { readFigures, readGroups } from './forms.ts'
import { readLimits } from './laboratory-routes.ts'
import type { LeavingPages } from './leaving-routes.ts'
import { splitByMix } from './mix-routes.ts'
import { splitFor, workedOut } from './pages.ts'
import { readProposal } from './proposal-form.ts'
import { refusalWords } from './views/frame.ts'

export type CostSharingApi = Omit<LeavingPages, 'readinessHref' | 'instanceKey'>

const path = '/partnerships/:partnership/sharing'
const limitQuery = Type.Object({
  'no-worse-off': Type.Optional(
    Type.String({ maxLength: 3, description: '`yes`: nobody pays more than alone.' }),
  ),
  cap: Type.Optional(
    Type.String({ maxLength: 12, description: 'Nobody pays more of the bill, in per cent.' }),
  ),
  floor: Type.Optional(
    Type.String({ maxLength: 12, description: 'Nobody pays less of the bill, in per cent.' }),
  ),
  dampening: Type.Optional(
    Type.String({ maxLength: 12, description: 'No bill differs more from the cost alone, in per cent.' }),
  ),
})
const weight = Type.Optional(Type.String({ maxLength: 12 }))

/** Sharing the cost, for programs: the same boxes, rules and words as on the pages. */
export function costSharingApi(app: FastifyInstance, deps: CostSharingApi): void {
  const viewOf = async (viewer: CouncilViewer, partnership: string) => {
    const place = await splitFor(deps, viewer, idOf(partnership))
    return { ...place, worked: await workedOut(place) }
  }
  const answer = async (viewer: CouncilViewer, partnership: string, outcome: Outcome<unknown>) => {
    if ('refused' in outcome) return refused(outcome.refused, refusalWords)
    const view = await viewOf(viewer, partnership)
    return { body: stateOf(view, view.worked), etag: etagOf(view.split?.seen ?? 0) }
  }
  laterApi(app, deps, viewOf)
  figuresApi(app, deps, viewOf, answer)
  proposalApi(app, deps, viewOf, answer)

  operation(
    app,
    'read',
    {
      id: 'getSplit',
      method: 'GET',
      path,
      tag,
      summary: 'What a split is worked out from, what is proposed and who agrees',
      params: byPartnership,
      answer: SplitState,
    },
    async (viewer, { params }) => answer(viewer, params.partnership, { done: null }),
  )

  operation(
    app,
    'read',
    {
      id: 'getSharingRules',
      method: 'GET',
      path: `${path}/rules`,
      tag,
      summary: 'Every rule side by side, and whether each holds',
      params: byPartnership,
      query: limitQuery,
      answer: RulesResult,
    },
    async (viewer, { params, query }) => {
      const { limits, wrong } = readLimits(query)
      if (wrong.length > 0)
        return invalid(
          wrong.map(({ box, most }) => ({ field: box, says: `Enter a number from 0 to ${most}` })),
        )
      const place = await splitFor(deps, viewer, idOf(params.partnership))
      return { body: rulesOf(mustWork(await workedOut(place, limits))) }
    },
  )

  operation(
    app,
    'read',
    {
      id: 'mixSharingRule',
      method: 'GET',
      path: `${path}/mix`,
      tag,
      summary: 'A rule mixed from weights, within limits',
      params: byPartnership,
      query: Type.Object({
        equal: weight,
        people: weight,
        volume: weight,
        alone: weight,
        ...limitQuery.properties,
      }),
      answer: MixAnswer,
    },
    async (viewer, { params, query }) => {
      const asked = query as Record<string, string | undefined>
      const { mix, wrong } = readMix((name) => asked[name] ?? '')
      if (wrong.length > 0)
        return invalid(
          wrong.map(({ box, most }) => ({ field: box, says: `Enter a number from 0 to ${most}` })),
        )
      const worked = mustWork((await viewOf(viewer, params.partnership)).worked)
      const codes = worked.figures.councils.map(({ code }) => code)
      const found = await splitByMix(worked, mix)
      if ('why' in found) return { body: { split: null, held: [], why: noMixWords[found.why] } }
      const held = found.held.map((i) => codes[i] ?? '')
      return { body: { split: resultOf(found.split, codes), held, why: null } }
    },
  )
}

type ViewOf = (
  viewer: CouncilViewer,
  partnership: string,
) => Promise<
  Awaited<ReturnType<typeof splitFor>> & { readonly worked: Awaited<ReturnType<typeof workedOut>> }
>
type AnswerWith = (
  viewer: CouncilViewer,
  partnership: string,
  outcome: Outcome<unknown>,
) => Promise<
  ReturnType<typeof refused> | { readonly body: ReturnType<typeof stateOf>; readonly etag: string }
>

function figuresApi(app: FastifyInstance, deps: CostSharingApi, viewOf: ViewOf, answer: AnswerWith): void {
  const boxes = { params: byPartnership, body: Boxes, answer: SplitState, tag, versioned: true } as const
  operation(
    app,
    'answer',
    {
      ...boxes,
      id: 'saveSplitFigures',
      method: 'PUT',
      path: `${path}/figures`,
      summary: 'Save what each council would pay alone',
      about:
        'The boxes have the names they have on the page: `year`, `source`, `owner`, `alone-0`, `volume-0` and so on.',
      problems: ['refused'],
    },
    async (viewer, { params, body, seen }) => {
      const { councils, split, partnership } = await viewOf(viewer, params.partnership)
      const read = readFigures(body.boxes, councils, split?.figures ?? null)
      if ('form' in read) return invalid(boxErrors(read.form.errors))
      const at = { partnership: partnership.id, seen, figures: read.value }
      return answer(viewer, params.partnership, await saveFigures(deps, viewer, at))
    },
  )
  operation(
    app,
    'answer',
    {
      ...boxes,
      id: 'saveSplitGroups',
      method: 'PUT',
      path: `${path}/groups`,
      summary: 'Save what groups of councils would pay together',
      about: 'The boxes have the names they have on the page: `method`, `platform`, `group-3` and so on.',
      problems: ['refused'],
    },
    async (viewer, { params, body, seen }) => {
      const { split, partnership } = await viewOf(viewer, params.partnership)
      if (!split)
        return refused(
          [{ type: 'no-figures' as const }],
          () => 'Say first what each council would pay alone.',
        )
      const read = readGroups(body.boxes, split.figures)
      if ('form' in read) return invalid(boxErrors(read.form.errors))
      const at = { partnership: partnership.id, seen, figures: read.value }
      return answer(viewer, params.partnership, await saveFigures(deps, viewer, at))
    },
  )
  operation(
    app,
    'answer',
    {
      id: 'takeSplitFromCase',
      method: 'POST',
      path: `${path}/from-case`,
      tag,
      summary: 'Take the figures from the newest business case',
      params: byPartnership,
      answer: SplitState,
      versioned: true,
      problems: ['refused'],
    },
    async (viewer, { params, seen }) => {
      const { councils, partnership } = await viewOf(viewer, params.partnership)
      const at = { partnership: partnership.id, seen, councils }
      return answer(viewer, params.partnership, await takeFromCase(deps, viewer, at))
    },
  )
}

function proposalApi(app: FastifyInstance, deps: CostSharingApi, viewOf: ViewOf, answer: AnswerWith): void {
  operation(
    app,
    'lead',
    {
      id: 'proposeSplit',
      method: 'POST',
      path: `${path}/proposal`,
      tag,
      summary: 'Propose a rule to the councils',
      about:
        'The boxes have the names they have on the page: `rule`, `set-up`, `savings`, `overspend`, `exit`, `rebase`, `reason` and so on. Your council agrees by proposing.',
      params: byPartnership,
      body: Boxes,
      answer: SplitState,
      versioned: true,
      problems: ['refused'],
    },
    async (viewer, { params, body, seen }) => {
      const { worked, partnership } = await viewOf(viewer, params.partnership)
      const read = await readProposal(body.boxes, mustWork(worked), viewer)
      if ('form' in read) return invalid(boxErrors(read.form.errors))
      const at = { partnership: partnership.id, seen, proposal: read.value }
      return answer(viewer, params.partnership, await proposeRule(deps, viewer, at))
    },
  )
  operation(
    app,
    'lead',
    {
      id: 'agreeToSplit',
      method: 'POST',
      path: `${path}/proposal/agree`,
      tag,
      summary: 'Agree to the proposed split for your council',
      params: byPartnership,
      body: Type.Object({ hash: Type.String({ maxLength: 64 }) }, closed),
      answer: SplitState,
      problems: ['refused'],
    },
    async (viewer, { params, body }) => {
      await viewOf(viewer, params.partnership)
      const at = { partnership: idOf<'partnership'>(params.partnership), hash: body.hash }
      return answer(viewer, params.partnership, await agreeToRule(deps, viewer, at))
    },
  )
  operation(
    app,
    'lead',
    {
      id: 'dissentFromSplit',
      method: 'POST',
      path: `${path}/proposal/dissent`,
      tag,
      summary: 'Say that your council does not agree, and why',
      params: byPartnership,
      body: Type.Object(
        {
          hash: Type.String({ maxLength: 64 }),
          reason: Type.String({ minLength: 1, maxLength: 500, pattern: '\\S' }),
        },
        closed,
      ),
      answer: SplitState,
      problems: ['refused'],
    },
    async (viewer, { params, body }) => {
      await viewOf(viewer, params.partnership)
      const at = {
        partnership: idOf<'partnership'>(params.partnership),
        hash: body.hash,
        reason: body.reason.trim(),
      }
      return answer(viewer, params.partnership, await dissentFromRule(deps, viewer, at))
    },
  )
}
