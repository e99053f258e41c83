import type { FastifyInstance } from 'fastify'
import {
  documentFormats,
  inFileName,
  paperBlocks,
  sendDocument,
  sendPrivately,
  sendSheet,
  sendWorkbook,
} from '#modules/papers/index.ts'
import { inTransaction } from '#platform/database.ts'
import { NotFound } from '#platform/errors.ts'
import { EVIDENCE_KINDS } from '#platform/evidence-file.ts'
import { toFormulaOds } from '#platform/formula-ods.ts'
import { toFormulaXlsx } from '#platform/formula-xlsx.ts'
import { sendPage } from '#platform/http.ts'
import type { Workbook } from '#platform/spreadsheet.ts'
import { formatNumber } from '#ui/format.ts'
import { optionIds } from '../case-part.ts'
import { loadRun, type LoadedRun } from '../case-routes.ts'
import { links } from '../links.ts'
import type { BusinessCasePages } from '../pages.ts'
import { pence } from '../result-words.ts'
import { savedRunFor } from '../queries.ts'
import { baselineFor } from '../store.ts'
import { optionWords } from '../text.ts'
import { namesIn } from '../views/frame.ts'
import { paperPage } from '../views/paper-page.ts'
import { casePaper } from './case-paper.ts'
import { modelSheets, type ModelNotes } from './model-sheets.ts'

/** What leaves a run as a paper or a file: for whoever may see the run, and once it is done. */
export function paperRoutes(app: FastifyInstance, deps: BusinessCasePages): void {
  app.get(links.paper(':partnership', ':case', ':run'), async (request, reply) => {
    const loaded = await done(deps, request)
    const paper = casePaper(await factsOf(deps, loaded))
    return sendPage(
      reply,
      paperPage(request.shell, { ...loaded, blocks: paperBlocks(paper.blocks), title: paper.title }),
    )
  })

  for (const format of documentFormats)
    app.get(
      links.file(':partnership', ':case', ':run', `business-case.${format}`),
      async (request, reply) => {
        const loaded = await done(deps, request)
        return sendDocument(
          reply,
          nameOf('business-case', loaded),
          format,
          casePaper(await factsOf(deps, loaded)),
        )
      },
    )

  for (const format of ['xlsx', 'ods'] as const)
    app.get(links.file(':partnership', ':case', ':run', `model.${format}`), async (request, reply) => {
      const loaded = await done(deps, request)
      const workbook = modelSheets(...modelOf(loaded))
      const bytes = format === 'xlsx' ? await toFormulaXlsx(workbook) : await toFormulaOds(workbook)
      return sendPrivately(
        reply,
        `${nameOf('model', loaded)}.${format}`,
        EVIDENCE_KINDS[format].mediaType,
        bytes,
      )
    })

  app.get(links.file(':partnership', ':case', ':run', 'results.csv'), async (request, reply) => {
    const loaded = await done(deps, request)
    return sendSheet(reply, nameOf('results', loaded), resultBook(loaded), 0)
  })

  app.get(links.file(':partnership', ':case', ':run', 'results.json'), async (request, reply) => {
    const loaded = await done(deps, request)
    return sendWorkbook(reply, nameOf('results', loaded), 'json', resultBook(loaded))
  })

  for (const option of optionIds)
    app.get(
      links.file(':partnership', ':case', ':run', option === 'share' ? 'run.json' : `run-${option}.json`),
      async (request, reply) => {
        const loaded = await done(deps, request)
        const { viewer, partnership, run } = loaded
        const saved = await inTransaction(deps.db, viewer, (trx) =>
          savedRunFor(trx, viewer, { partnership: partnership.id, run: run.id }, option),
        )
        if (saved === null) throw new NotFound('This way was not worked out.')
        return sendPrivately(
          reply,
          `${nameOf(`run-${option}`, loaded)}.json`,
          'application/json; charset=utf-8',
          new TextEncoder().encode(`${JSON.stringify(saved, null, 2)}\n`),
        )
      },
    )
}

async function done(...of: Parameters<typeof loadRun>): Promise<LoadedRun> {
  const loaded = await loadRun(...of)
  if (loaded.run.state !== 'done') throw new NotFound('This run is not done.')
  return loaded
}

function nameOf(what: string, { run }: LoadedRun): string {
  return `${inFileName(run.inputs.name)}-${what}-${run.number}`
}

/** The paper speaks of the baseline on which the run rested, not of the newest. */
async function factsOf(deps: BusinessCasePages, { run, partnership, viewer, asked }: LoadedRun) {
  const baseline = await inTransaction(deps.db, viewer, (trx) =>
    baselineFor(trx, viewer, partnership.id, { version: run.baselineVersion }),
  )
  if (!baseline) throw new NotFound('The baseline of this run is not there.')
  const names = namesIn(partnership, baseline)
  return {
    partnership: partnership.name,
    run,
    baseline,
    names,
    asked,
    reference: deps.content.referenceCases,
  }
}

function modelOf({ run }: LoadedRun): [Parameters<typeof modelSheets>[0], ModelNotes] {
  const input = run.inputs.options.find(({ option }) => option === 'share')?.input
  const found = run.summary?.options.find(({ option }) => option === 'share')?.found
  if (!input || !found) throw new NotFound('This run has no result.')
  const { frame, services, lines, risks } = run.inputs.parts
  const says = ({ source, owner }: { source: string; owner: string }) => `${source}. ${owner}`
  return [
    input,
    {
      title: `${run.inputs.name}: model`,
      lines: [
        `Handfast engine ${run.engineVersion}, run ${run.number}, seed ${run.seed}, ${formatNumber(run.draws)} draws, baseline version ${run.baselineVersion}.`,
      ],
      sources: [
        ...(frame
          ? [
              ['The frame', says(frame)] as const,
              ['Discount rates', `${frame.discount.title}, from ${frame.discount.from}`] as const,
            ]
          : []),
        ...input.services.flatMap(({ name }, at) => {
          const plan = Object.values(services)[at]
          return plan ? [[name, says(plan)] as const] : []
        }),
        ...Object.values(lines).map((each) => [each.name, says(each)] as const),
        ...Object.values(risks).map((each) => [each.what, says(each)] as const),
      ],
      draws: [
        ['All together', found.npvTotal.p10, found.npvTotal.p50, found.npvTotal.p90],
        ...found.npv.map(({ player, p10, p50, p90 }): [string, number, number, number] => [
          player,
          p10,
          p50,
          p90,
        ]),
      ],
    },
  ]
}

/** Each way and each council, a row each. */
function resultBook({ run }: LoadedRun): Workbook {
  const rows = (run.summary?.options ?? []).flatMap(({ option, found }) => {
    const row = (
      of: string,
      likely: number,
      own: { mean: number; p10: number; p50: number; p90: number },
      loss: number,
    ) => ({
      way: optionWords[option].name,
      for: of,
      likely: pence(likely),
      mean: pence(own.mean),
      p10: pence(own.p10),
      p50: pence(own.p50),
      p90: pence(own.p90),
      loss,
    })
    return [
      row('All together', found.likely.npv, found.npvTotal, found.chanceOfLoss.p),
      ...found.npv.map((own, at) =>
        row(own.player, found.likely.npvByPartner[at] ?? 0, own, own.probNegative.p),
      ),
    ]
  })
  const money = (key: string, header: string) => ({ key, header, kind: 'pence' as const })
  return {
    title: run.inputs.name,
    notes: [
      `Handfast engine ${run.engineVersion}, run ${run.number}, seed ${run.seed}, ${run.draws} draws, input ${run.inputHash}.`,
    ],
    sheets: [
      {
        name: 'Results',
        columns: [
          { key: 'way', header: 'Way', kind: 'text' },
          { key: 'for', header: 'For', kind: 'text' },
          money('likely', 'Plain case'),
          money('mean', 'Mean'),
          money('p10', '1 in 10 below'),
          money('p50', 'Middle'),
          money('p90', '1 in 10 above'),
          { key: 'loss', header: 'Chance of a loss', kind: 'number' },
        ],
        rows,
      },
    ],
  }
}
