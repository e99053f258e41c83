import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import {
  documentFormats,
  inFileName,
  sendDocument,
  sendSheet,
  sendWorkbook,
  tableFormats,
} from '#modules/papers/index.ts'
import type { ApprovalStanding } from '#modules/partnership/index.ts'
import { NotFound } from '#platform/errors.ts'
import { seeOther, sendPage, textFrom } from '#platform/http.ts'
import { londonDay } from '#platform/london.ts'
import { readUpload } from '#platform/multipart.ts'
import { readSpreadsheet } from '#platform/upload.ts'
import type { UploadedSheet } from '#platform/uploaded-sheet.ts'
import { emptyForm } from '#ui/form.ts'
import { whoSeesText } from '#ui/who-sees.ts'
import { saveEntries } from '../commands.ts'
import type { Leaving } from '../leaving.ts'
import type { Agreed } from '../leaving-store.ts'
import { links } from '../links.ts'
import { load, planAt, writer, type ExitPages, type Loaded } from '../pages.ts'
import { headingsFor } from '../queries.ts'
import type { Settlement } from '../settlement.ts'
import { planFrom } from '../shared-plan.ts'
import { nameIn, seesAll, seesPlan } from '../views/frame.ts'
import { loadPage } from '../views/load-page.ts'
import { partyName } from '../views/settlement-page.ts'
import { paperPage } from '../views/share-page.ts'
import { fileProblem, sheetsFromJson } from './file-words.ts'
import { planPaper, type PlanPaper } from './plan-paper.ts'
import { readRegisters } from './register-import.ts'
import { registersWorkbook } from './register-table.ts'
import { settlementPaper, settlementWorkbook, type SettlementPaper } from './settlement-paper.ts'

/** Plans, registers and settlements as files, and registers that come in as one. */
export function paperRoutes(app: FastifyInstance, deps: ExitPages): void {
  app.get(links.file(':partnership', ':whose', ':file'), async (request, reply) => {
    const loaded = await load(deps, request)
    return sendPlanFile(deps, request, reply, loaded)
  })
  app.get(links.shared(':partnership', ':council'), async (request, reply) => {
    const { view, frame } = await load(deps, request)
    const shared = view.shared.find(({ council }) => council === textFrom(request, 'council'))
    if (!shared) throw new NotFound('This council has shown no plan.')
    const sees = seesAll({ view })
    const document = planPaper({
      title: `${nameIn(view)(shared.council)}’s exit plan, as it was shown`,
      partnership: view.partnership.name,
      who: 'you',
      plan: planFrom(shared.content),
      standing: null,
      headings: headingsFor(deps.content, 'ours'),
      content: deps.content.exitPlan,
      day: londonDay(shared.sharedAt),
      sees: whoSeesText(sees),
    })
    const back = { href: links.home(view.partnership.id), text: 'Leaving and parting' }
    return sendPage(reply, paperPage(request.shell, frame, { document, sees, back, files: [] }))
  })
  loadRoutes(app, deps)
}

async function sendPlanFile(
  deps: ExitPages,
  request: FastifyRequest,
  reply: FastifyReply,
  loaded: Loaded,
): Promise<FastifyReply> {
  const { whose, plan, standing } = planAt(request, loaded)
  const { view, frame } = loaded
  const { id } = view.partnership
  const name = textFrom(request, 'file')
  const sees = seesPlan(frame, whose)
  const paper: PlanPaper = {
    title: whose === 'ours' ? `Exit plan of ${frame.council ?? 'our council'}` : 'Joint exit strategy',
    partnership: view.partnership.name,
    who: whose === 'ours' ? 'you' : 'all',
    plan,
    standing,
    headings: headingsFor(deps.content, whose),
    content: deps.content.exitPlan,
    day: view.today,
    sees: whoSeesText(sees),
  }
  const called = inFileName(`${paper.title} ${view.partnership.name}`)
  if (name === 'plan')
    return sendPage(
      reply,
      paperPage(request.shell, frame, {
        document: planPaper(paper),
        sees,
        back: {
          href: links.plan(id, whose),
          text: whose === 'ours' ? 'Your own exit plan' : 'The joint strategy',
        },
        files: documentFormats.map((format) => ({
          text: `Save as ${format === 'docx' ? 'Word' : 'ODT'}`,
          href: links.file(id, whose, `plan.${format}`),
        })),
      }),
    )
  for (const format of documentFormats)
    if (name === `plan.${format}`) return sendDocument(reply, called, format, planPaper(paper))
  const workbook = registersWorkbook(`Registers: ${paper.title}`, plan, deps.content.exitPlan)
  for (const format of tableFormats)
    if (name === `registers.${format}`) return sendWorkbook(reply, `registers-${called}`, format, workbook)
  const sheet = deps.content.exitPlan.registers.findIndex((register) => name === `${register.id}.csv`)
  if (sheet >= 0) return sendSheet(reply, name.replace(/\.csv$/, ''), workbook, sheet)
  throw new NotFound('No such file.')
}

export async function sendSettlement(
  request: FastifyRequest,
  reply: FastifyReply,
  at: {
    readonly loaded: Loaded
    readonly leaving: Leaving
    readonly councils: readonly string[]
    readonly kept: Agreed<Settlement> | null
    readonly standing: ApprovalStanding
  },
  name: string,
): Promise<FastifyReply> {
  const { loaded, leaving, councils, kept, standing } = at
  const { view, frame } = loaded
  const sees = seesAll(frame)
  const paper: SettlementPaper = {
    partnership: view.partnership.name,
    leaver: nameIn(view)(leaving.council),
    leaving,
    settlement: kept?.text ?? { lines: [] },
    councils,
    nameOf: partyName(frame),
    waitingFor: standing.waitingFor.map(nameIn(view)),
    hash: kept?.hash ?? null,
    day: view.today,
    sees: whoSeesText(sees),
  }
  const called = inFileName(`settlement ${paper.leaver} ${view.partnership.name}`)
  if (name === 'settlement') {
    const back = { href: links.settlement(view.partnership.id, leaving.id), text: 'Who pays whom' }
    return sendPage(
      reply,
      paperPage(request.shell, frame, { document: settlementPaper(paper), sees, back, files: [] }),
    )
  }
  for (const format of documentFormats)
    if (name === `settlement.${format}`) return sendDocument(reply, called, format, settlementPaper(paper))
  for (const format of tableFormats)
    if (name === `settlement.${format}`) return sendWorkbook(reply, called, format, settlementWorkbook(paper))
  if (name === 'settlement.csv') return sendSheet(reply, called, settlementWorkbook(paper), 0)
  throw new NotFound('No such file.')
}

function loadRoutes(app: FastifyInstance, deps: ExitPages): void {
  const content = deps.content.exitPlan
  const path = links.load(':partnership', ':whose')
  app.get(path, async (request, reply) => {
    const loaded = await load(deps, request)
    const { whose } = planAt(request, loaded)
    return sendPage(
      reply,
      loadPage(request.shell, { frame: loaded.frame, whose, form: emptyForm, faults: [], content }),
    )
  })
  app.post(path, async (request, reply) => {
    const loaded = await load(deps, request)
    const { whose } = planAt(request, loaded)
    const by = writer(loaded)
    const posted = await readUpload(request, 'file')
    const draw = (problem: string, faults: readonly string[]) => {
      const form = { values: {}, errors: { file: problem } }
      return sendPage(
        reply,
        loadPage(request.shell, { frame: loaded.frame, whose, form, faults, content }),
        422,
      )
    }
    if (posted.problem !== null) return draw(posted.problem, [])
    if (posted.file === null) return draw('Choose the spreadsheet with the registers', [])
    const sheets = await sheetsOf(posted.file)
    if ('problem' in sheets) return draw(sheets.problem, [])
    const read = readRegisters(sheets.sheets, content)
    if ('faults' in read)
      return draw('The file has things to mend. They are listed below', read.faults.slice(0, 50))
    const partnership = loaded.view.partnership.id
    const outcome = await saveEntries(deps, by, { partnership, whose }, read.entries)
    if (!('done' in outcome)) throw new NotFound('Only for those who lead a council that is in.')
    return seeOther(reply, `${links.plan(partnership, whose)}?done=loaded`)
  })
}

async function sheetsOf(file: {
  readonly name: string
  readonly bytes: Buffer
}): Promise<{ readonly sheets: readonly UploadedSheet[] } | { readonly problem: string }> {
  const fromJson = sheetsFromJson(file.bytes)
  if (fromJson) return { sheets: fromJson }
  const reading = await readSpreadsheet(file.bytes, { fileName: file.name })
  return reading.ok ? { sheets: reading.sheets } : { problem: fileProblem(reading.problem) }
}
