import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { inFileName, sendSheet, sendWorkbook } from '#modules/papers/index.ts'
import { NotFound } from '#platform/errors.ts'
import { queryFrom, readForm, seeOther, sendPage } from '#platform/http.ts'
import { readUpload } from '#platform/multipart.ts'
import { readSpreadsheet } from '#platform/upload.ts'
import { emptyForm, type Form } from '#ui/form.ts'
import { writeBlockers, writesFigures, type BaselineRefusal } from './baseline.ts'
import { figureTemplate, pastedRows, readFigureSheet } from './figure-sheet.ts'
import { links } from './links.ts'
import { loadOwn, type BusinessCasePages } from './pages.ts'
import {
  dropSheet,
  keepSheet,
  sheetStateFor,
  takeSheet,
  undoSheet,
  type PendingSheet,
} from './sheet-commands.ts'
import { checkSheetPage, sheetPage } from './views/sheet-pages.ts'

/** Figures that come as a block of cells or a file: look, choose, save, undo. For those who write for their council. */
export function sheetRoutes(app: FastifyInstance, deps: BusinessCasePages): void {
  app.get(links.sheet(':partnership'), async (request, reply) => drawSheet(deps, request, reply))

  for (const format of ['xlsx', 'ods', 'csv'] as const)
    app.get(links.template(':partnership', format), async (request, reply) => {
      const { baseline, council } = await writing(deps, request)
      const book = figureTemplate(baseline, council)
      const name = `${inFileName(council.shortName)}-figures`
      return format === 'csv' ? sendSheet(reply, name, book, 0) : sendWorkbook(reply, name, format, book)
    })

  app.post(links.sheet(':partnership'), async (request, reply) => {
    const { viewer, partnership, baseline } = await writing(deps, request)
    const { body, file, problem } = await readUpload(request, 'file')
    const pasted = readForm(body)['pasted'] ?? ''
    const read = problem === null ? await readGiven(pasted, file, baseline) : { wrong: { file: problem } }
    if ('wrong' in read)
      return drawSheet(deps, request, reply, { form: { values: { pasted }, errors: read.wrong } }, 422)
    const outcome = await keepSheet(deps, viewer, { partnership: partnership.id, sheet: read.sheet })
    return 'refused' in outcome
      ? drawSheet(
          deps,
          request,
          reply,
          { form: { values: { pasted }, errors: {} }, refused: outcome.refused },
          409,
        )
      : seeOther(reply, links.checkSheet(partnership.id))
  })

  app.get(links.checkSheet(':partnership'), async (request, reply) => drawCheck(deps, request, reply))

  app.post(links.checkSheet(':partnership'), async (request, reply) => {
    const { viewer, partnership } = await writing(deps, request)
    const choice = readForm(request.body)['trouble']
    if (choice !== 'stop' && choice !== 'skip')
      return drawCheck(
        deps,
        request,
        reply,
        { errors: { trouble: 'Choose what we shall do with them' } },
        422,
      )
    const outcome = await takeSheet(deps, viewer, { partnership: partnership.id, whenTrouble: choice })
    if ('refused' in outcome) return drawCheck(deps, request, reply, { refused: outcome.refused }, 409)
    const { done } = outcome
    if (done && 'stopped' in done)
      return drawCheck(
        deps,
        request,
        reply,
        {
          errors: {
            trouble:
              'Nothing was saved, as you chose. Mend the sheet and bring it again, or choose to leave these out',
          },
        },
        409,
      )
    return seeOther(reply, `${links.sheet(partnership.id)}?done=saved`)
  })

  app.post(links.dropSheet(':partnership'), async (request, reply) => {
    const { viewer, partnership } = await writing(deps, request)
    const outcome = await dropSheet(deps, viewer, partnership.id)
    return 'refused' in outcome
      ? drawSheet(deps, request, reply, { refused: outcome.refused }, 409)
      : seeOther(reply, links.sheet(partnership.id))
  })

  app.post(links.undoSheet(':partnership'), async (request, reply) => {
    const { viewer, partnership } = await writing(deps, request)
    const outcome = await undoSheet(deps, viewer, partnership.id)
    return 'refused' in outcome
      ? drawSheet(deps, request, reply, { refused: outcome.refused }, 409)
      : seeOther(reply, `${links.sheet(partnership.id)}?done=undone`)
  })
}

/** Somebody who writes figures for their council; for others these pages do not exist. */
async function writing(deps: BusinessCasePages, request: FastifyRequest) {
  const loaded = await loadOwn(deps, request)
  if (!writesFigures(loaded.viewer)) throw new NotFound('Only for those who write figures.')
  return loaded
}

type Read = { readonly sheet: PendingSheet } | { readonly wrong: Record<string, string> }

async function readGiven(
  pasted: string,
  file: { readonly name: string; readonly bytes: Buffer } | null,
  baseline: Parameters<typeof readFigureSheet>[1],
): Promise<Read> {
  if (!file && pasted.trim() === '') return { wrong: { pasted: 'Paste a block of cells, or choose a file' } }
  if (!file) {
    const read = readFigureSheet(pastedRows(pasted), baseline)
    return 'problem' in read
      ? { wrong: { pasted: read.problem } }
      : { sheet: { fileName: 'the pasted block', warnings: [], ...read } }
  }
  const reading = await readSpreadsheet(file.bytes, { fileName: file.name })
  if (!reading.ok)
    return {
      wrong: {
        file: 'This file cannot be read as a spreadsheet. Save it as Excel (.xlsx), ODS or CSV, without a password or macros, and choose it again',
      },
    }
  const sheet = reading.sheets.find(({ name }) => /figures/i.test(name)) ?? reading.sheets[0]
  const read = readFigureSheet(sheet?.rows ?? [], baseline)
  if ('problem' in read) return { wrong: { file: read.problem } }
  const warnings = reading.warnings.some(({ type }) => type === 'formula-without-value')
    ? [
        'A cell has a formula without a result, and was read as empty. Open the file, save it, and bring it again.',
      ]
    : []
  return { sheet: { fileName: file.name.slice(-100).toWellFormed(), warnings, ...read } }
}

const saidWords: Readonly<Record<string, string>> = {
  saved: 'The figures are saved.',
  undone: 'What was there before is back.',
}

type Trouble = {
  readonly form?: Form
  readonly errors?: Readonly<Record<string, string>>
  readonly refused?: readonly BaselineRefusal[]
}

async function drawSheet(
  deps: BusinessCasePages,
  request: FastifyRequest,
  reply: FastifyReply,
  { form = emptyForm, refused }: Trouble = {},
  status = 200,
): Promise<FastifyReply> {
  const loaded = await writing(deps, request)
  const state = await sheetStateFor(deps, loaded.viewer, loaded.baseline)
  const said = saidWords[queryFrom(request, 'done')] ?? null
  const why = refused ?? writeBlockers(loaded.baseline, loaded.viewer)
  return sendPage(reply, sheetPage(request.shell, { ...loaded, form, refused: why, state, said }), status)
}

async function drawCheck(
  deps: BusinessCasePages,
  request: FastifyRequest,
  reply: FastifyReply,
  { errors = {}, refused = [] }: Trouble = {},
  status = 200,
): Promise<FastifyReply> {
  const loaded = await writing(deps, request)
  const { pending } = await sheetStateFor(deps, loaded.viewer, loaded.baseline)
  if (!pending) return seeOther(reply, links.sheet(loaded.partnership.id))
  const form = { values: {}, errors }
  return sendPage(reply, checkSheetPage(request.shell, { ...loaded, form, refused, pending }), status)
}
