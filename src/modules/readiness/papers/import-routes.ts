import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Refusal } from '#modules/round/index.ts'
import { NotFound } from '#platform/errors.ts'
import { idFrom, readForm, requireCouncil, seeOther, sendPage } from '#platform/http.ts'
import type { RoundId } from '#platform/id.ts'
import { readUpload } from '#platform/multipart.ts'
import { readSpreadsheet } from '#platform/upload.ts'
import type { CouncilViewer } from '#platform/viewer.ts'
import { emptyForm, type Form } from '#ui/form.ts'
import type { ReadinessPages } from '../pages.ts'
import { leads, roundFor, type RoundView } from '../queries.ts'
import { seesAgreed, seesOffices } from '../sees.ts'
import { readAnswerSheet } from './answers-import.ts'
import { importBlockers, troubleChoices } from './import-commands.ts'
import { importStateFor } from './import-queries.ts'
import { fileProblemWords, sheetProblemWords, warningWords } from './import-words.ts'
import { paperLinks } from './paper-links.ts'
import { fromQuickCheck, looksLikeQuickCheck } from './quick-check-import.ts'
import { dropImport, keepImport, takeImport, undoImport, type LoadedImport } from './take-import.ts'
import { donePage, loadPage, undonePage } from './views/import-page.ts'
import { previewPage } from './views/preview-page.ts'

/** A filled-in answer sheet: load, look, choose, and undo. Only for those who lead their council. */
export function importRoutes(app: FastifyInstance, deps: ReadinessPages): void {
  app.get(paperLinks.answersIn(':round'), async (request, reply) => drawLoad(deps, request, reply))

  app.post(paperLinks.answersIn(':round'), async (request, reply) => {
    const { viewer, view } = await leading(deps, request)
    const posted = await readUpload(request, 'file')
    const loaded = posted.problem === null ? await loadedFrom(posted.file, view) : { wrong: posted.problem }
    if ('wrong' in loaded)
      return drawLoad(deps, request, reply, { form: { values: {}, errors: { file: loaded.wrong } } }, 422)
    const outcome = await keepImport(deps, viewer, { round: view.round.id, loaded: loaded.value })
    return 'refused' in outcome
      ? drawLoad(deps, request, reply, { refused: outcome.refused }, 409)
      : seeOther(reply, paperLinks.check(view.round.id))
  })

  app.get(paperLinks.check(':round'), async (request, reply) => drawPreview(deps, request, reply))

  app.post(paperLinks.check(':round'), async (request, reply) => {
    const { viewer, view } = await leading(deps, request)
    const round = view.round.id
    const whenTrouble = troubleChoices.find((choice) => choice === readForm(request.body)['trouble'])
    if (!whenTrouble)
      return drawPreview(deps, request, reply, { error: 'Choose what we shall do with them' }, 422)
    const outcome = await takeImport(deps, viewer, { round, whenTrouble })
    if ('refused' in outcome) return drawPreview(deps, request, reply, { refused: outcome.refused }, 409)
    if ('stopped' in outcome)
      return drawPreview(
        deps,
        request,
        reply,
        {
          error:
            'Nothing was saved, as you chose. Mend your file and load it again, or choose to leave these out',
        },
        409,
      )
    // Pressed twice: the first press saved it, and what it did is on the next page.
    return seeOther(reply, paperLinks.done(round))
  })

  app.post(paperLinks.drop(':round'), async (request, reply) => {
    const { viewer, view } = await leading(deps, request)
    await dropImport(deps, viewer, view.round.id)
    return seeOther(reply, paperLinks.papers(view.round.id))
  })

  undoRoutes(app, deps)
}

function undoRoutes(app: FastifyInstance, deps: ReadinessPages): void {
  app.get(paperLinks.done(':round'), async (request, reply) => {
    const { viewer, view } = await leading(deps, request)
    const { undo } = await importStateFor(deps, viewer, view.round.id)
    if (!undo) return seeOther(reply, paperLinks.answersIn(view.round.id))
    const refused = importBlockers(view.round, viewer)
    return sendPage(reply, donePage(request.shell, { view, sees: seesOffices(view, viewer), undo, refused }))
  })

  app.post(paperLinks.undo(':round'), async (request, reply) => {
    const { viewer, view } = await leading(deps, request)
    const outcome = await undoImport(deps, viewer, view.round.id)
    if ('refused' in outcome) return drawLoad(deps, request, reply, { refused: outcome.refused }, 409)
    if ('nothing' in outcome) return seeOther(reply, paperLinks.answersIn(view.round.id))
    return sendPage(reply, undonePage(request.shell, { view, ...outcome }))
  })
}

/** Somebody who leads, and the round; for anybody else of the round these pages do not exist. */
async function leading(
  deps: ReadinessPages,
  request: FastifyRequest,
): Promise<{ viewer: CouncilViewer; view: RoundView }> {
  const viewer = requireCouncil(request)
  const round: RoundId = idFrom<'round'>(request, 'round')
  const view = await roundFor(deps, viewer, round)
  const isParty = view.round.parties.some(({ council }) => council === viewer.council)
  if (!leads(viewer) || !isParty) throw new NotFound('Only for those who lead a council of this round.')
  return { viewer, view }
}

type File = { readonly name: string; readonly bytes: Buffer }

/** What an uploaded file says, or what is wrong with it in words. Nothing is looked up or kept here. */
async function loadedFrom(
  file: File | null,
  view: RoundView,
): Promise<{ value: LoadedImport } | { wrong: string }> {
  if (!file) return { wrong: 'Choose the answer sheet that you filled in.' }
  const fileName = shortName(file.name)
  if (looksLikeQuickCheck(file.bytes)) {
    const quick = fromQuickCheck(file.bytes, view)
    return 'wrong' in quick ? quick : { value: { fileName, unread: [], ...quick } }
  }
  const reading = await readSpreadsheet(file.bytes, { fileName: file.name })
  if (!reading.ok) return { wrong: fileProblemWords(reading.problem) }
  const read = readAnswerSheet(reading.sheets, view.statements)
  if ('problem' in read) return { wrong: sheetProblemWords(read.problem) }
  const warnings = reading.warnings.slice(0, mostWarnings).map(warningWords)
  return { value: { fileName, ...read, warnings } }
}

const mostWarnings = 20

function shortName(name: string): string {
  return name.slice(-100).toWellFormed()
}

type Trouble = { readonly form?: Form; readonly refused?: readonly Refusal[]; readonly error?: string }

async function drawLoad(
  deps: ReadinessPages,
  request: FastifyRequest,
  reply: FastifyReply,
  trouble: Trouble = {},
  status = 200,
): Promise<FastifyReply> {
  const { viewer, view } = await leading(deps, request)
  const { pending, undo } = await importStateFor(deps, viewer, view.round.id)
  const page = loadPage(request.shell, {
    view,
    sees: seesAgreed(view, viewer),
    form: trouble.form ?? emptyForm,
    refused: trouble.refused ?? importBlockers(view.round, viewer),
    waiting: pending?.fileName ?? null,
    canUndo: undo !== null,
  })
  return sendPage(reply, page, status)
}

async function drawPreview(
  deps: ReadinessPages,
  request: FastifyRequest,
  reply: FastifyReply,
  trouble: Trouble = {},
  status = 200,
): Promise<FastifyReply> {
  const { viewer, view } = await leading(deps, request)
  const { pending, preview, undo } = await importStateFor(deps, viewer, view.round.id)
  if (!pending || !preview)
    return seeOther(reply, undo ? paperLinks.done(view.round.id) : paperLinks.answersIn(view.round.id))
  const page = previewPage(request.shell, {
    view,
    sees: { kind: 'only-you' },
    pending,
    preview,
    form: { values: {}, errors: trouble.error === undefined ? {} : { trouble: trouble.error } },
    refused: trouble.refused ?? importBlockers(view.round, viewer),
  })
  return sendPage(reply, page, status)
}
