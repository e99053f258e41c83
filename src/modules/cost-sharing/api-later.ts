import type { FastifyInstance } from 'fastify'
import { Type, type Static } from 'typebox'
import { leavingBlockers, plainQuestion } from '#engine/leaving-question.ts'
import { invalid, refused } from '#platform/api-problem.ts'
import { etagOf, idOf, operation } from '#platform/api.ts'
import { inTransaction } from '#platform/database.ts'
import { londonDay } from '#platform/london.ts'
import type { CouncilViewer } from '#platform/viewer.ts'
import { leavingBlockerErrors, leavingForm, readLeaving } from '#ui/leaving-form.ts'
import type { CostSharingApi } from './api.ts'
import { boxErrors, Boxes, byPartnership, mustWork, tag } from './api-parts.ts'
import { firstRule, leavingFigures, rulesFor } from './leaving.ts'
import { likelihoodOf, yearlyChance } from './likelihood.ts'
import type { splitFor, workedOut } from './pages.ts'
import { saveTrueUp } from './true-up-commands.ts'
import { readTrueUp } from './true-up-form.ts'
import { trueUpsIn, type TrueUpRow } from './true-up-store.ts'
import { trueUpOf } from './true-up.ts'
import { refusalWords } from './views/frame.ts'
import { leavingFor } from './working.ts'

type ViewOf = (
  viewer: CouncilViewer,
  partnership: string,
) => Promise<
  Awaited<ReturnType<typeof splitFor>> & { readonly worked: Awaited<ReturnType<typeof workedOut>> }
>

const path = '/partnerships/:partnership/sharing'
const pence = Type.Integer()

const Year = Type.Object(
  {
    year: Type.String(),
    version: Type.Integer(),
    spentPence: pence,
    overPence: Type.Integer({ description: 'Below 0: less was spent than planned.' }),
    openPence: Type.Integer({ description: 'What was spent less all that was paid.' }),
    source: Type.String(),
    owner: Type.String(),
    councils: Type.Array(
      Type.Object({
        council: Type.String(),
        forecastPence: pence,
        sharePence: pence,
        paidPence: pence,
        owesPence: Type.Integer({ description: 'Below 0: it gets back.' }),
      }),
    ),
  },
  { title: 'YearOfSharing' },
)
const Years = Type.Object({ items: Type.Array(Year) }, { title: 'YearsOfSharing' })

function shown({ figures, seen }: TrueUpRow): Static<typeof Year> {
  const { year, spent, source, owner } = figures
  const { lines, over, open } = trueUpOf(figures)
  return {
    year,
    version: seen,
    spentPence: spent,
    overPence: over,
    openPence: open,
    source,
    owner,
    councils: lines.map(({ code, forecast, share, paid, owes }) => ({
      council: code,
      forecastPence: forecast,
      sharePence: share,
      paidPence: paid,
      owesPence: owes,
    })),
  }
}

const Leaving = Type.Object(
  {
    goneOn: Type.String({ format: 'date' }),
    leaverGains: Type.Number({
      description: 'Over what remains of the agreement, before any fee; in pence.',
    }),
    fairFee: Type.Number({ description: 'In pence, on the day it is gone.' }),
    feeThatHolds: Type.Number(),
    formulaFee: Type.Union([Type.Number(), Type.Null()]),
    follows: Type.Array(Type.String(), { description: 'Who follows without a fee, in order.' }),
    serviceEnds: Type.Boolean(),
    councils: Type.Array(
      Type.Object({
        council: Type.String(),
        paysNow: Type.Number(),
        paysAfter: Type.Number(),
        oneOff: Type.Number(),
        stranded: Type.Number(),
        settles: Type.Number(),
      }),
    ),
    chanceItEnds: Type.Object({
      p: Type.Number(),
      lo: Type.Number(),
      hi: Type.Number(),
      years: Type.Integer(),
    }),
    draws: Type.Integer(),
    seed: Type.Integer(),
  },
  { title: 'IfACouncilLeft' },
)

/** Leaving, and what comes after the split, for programs. */
export function laterApi(app: FastifyInstance, deps: CostSharingApi, viewOf: ViewOf): void {
  leavingApi(app, deps, viewOf)
  const yearsOf = async (viewer: CouncilViewer, partnership: string) =>
    inTransaction(deps.db, viewer, (trx) => trueUpsIn(trx, idOf(partnership)))
  operation(
    app,
    'read',
    {
      id: 'listYearsOfSharing',
      method: 'GET',
      path: `${path}/years`,
      tag,
      summary: 'What each year came to, and what each council owes',
      params: byPartnership,
      answer: Years,
    },
    async (viewer, { params }) => {
      await viewOf(viewer, params.partnership)
      return { body: { items: (await yearsOf(viewer, params.partnership)).map(shown) } }
    },
  )
  operation(
    app,
    'answer',
    {
      id: 'saveYearOfSharing',
      method: 'PUT',
      path: `${path}/years`,
      tag,
      summary: 'Save what a year came to',
      about:
        'The boxes have the names they have on the page: `year`, `spent`, `paid-0`, `source`, `owner` and so on.',
      params: byPartnership,
      body: Boxes,
      answer: Years,
      versioned: true,
      problems: ['refused'],
    },
    async (viewer, { params, body, seen }) => {
      const { split, partnership } = await viewOf(viewer, params.partnership)
      const { proposal, hash } = split ?? {}
      if (!proposal || !hash) return refused([{ type: 'no-proposal' as const }], refusalWords)
      const read = readTrueUp(body.boxes, { proposal, hash })
      if ('form' in read) return invalid(boxErrors(read.form.errors))
      const outcome = await saveTrueUp(deps, viewer, { partnership: partnership.id, seen }, read.value)
      if ('refused' in outcome) return refused(outcome.refused, refusalWords)
      return {
        body: { items: (await yearsOf(viewer, params.partnership)).map(shown) },
        etag: etagOf(seen + 1),
      }
    },
  )
}

function leavingApi(app: FastifyInstance, deps: CostSharingApi, viewOf: ViewOf): void {
  const likelihood = likelihoodOf(deps.content.arrangements)
  operation(
    app,
    'read',
    {
      id: 'workOutLeaving',
      method: 'POST',
      path: `${path}/leaving`,
      tag,
      summary: 'What it would mean if a council left',
      about:
        'Nothing is kept. The boxes have the names they have on the page: `leaver`, `service`, `how`, `given-day` and so on; those left out are as the page has them at first. On the page a browser works this out without sending anything.',
      params: byPartnership,
      body: Boxes,
      answer: Leaving,
    },
    async (viewer, { params, body }) => {
      const { worked, split } = await viewOf(viewer, params.partnership)
      const { game, figures } = mustWork(worked)
      const proposal = split?.proposal ?? null
      const chance = yearlyChance(likelihood, figures.councils.length)
      const asked = leavingFigures(game, figures, { proposal, chance, own: viewer.council })
      const today = londonDay(viewer.now)
      const first = leavingForm(plainQuestion(today, firstRule(proposal, asked))).values
      const boxes = { ...first, ...body.boxes } as Record<string, string | undefined>
      const read = readLeaving((box) => boxes[box] ?? '', {
        councils: asked.names.length,
        services: asked.services.length,
        rules: rulesFor(asked),
      })
      if ('errors' in read) return invalid(boxErrors(read.errors))
      const [blocker] = leavingBlockers(read.question)
      if (blocker) return invalid(boxErrors(leavingBlockerErrors[blocker]))
      const found = await leavingFor(asked, read.question, today)
      const { effects, formulaFee, gone, chance: histories, horizon, seed } = found
      const last = histories.pCollapse.at(-1) ?? { p: 0, lo: 0, hi: 0 }
      const codeAt = (i: number) => figures.councils[i]?.code ?? ''
      return {
        body: {
          goneOn: gone,
          leaverGains: effects.gain,
          fairFee: effects.fairFee,
          feeThatHolds: effects.stabilityFee,
          formulaFee,
          follows: effects.alone.path.slice(1).map(({ player }) => codeAt(player)),
          serviceEnds: effects.alone.collapsed,
          councils: effects.on.map((effect, i) => ({ council: codeAt(i), ...effect })),
          chanceItEnds: { p: last.p, lo: last.lo, hi: last.hi, years: horizon },
          draws: histories.runs,
          seed,
        },
      }
    },
  )
}
