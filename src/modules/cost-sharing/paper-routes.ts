import type { FastifyInstance, FastifyRequest } from 'fastify'
import {
  documentFormats,
  formatWords,
  inFileName,
  paperBlocks,
  sendDocument,
  sendPrivately,
  sendSheet,
  sendWorkbook,
  tableFormats,
} from '#modules/papers/index.ts'
import { NotFound } from '#platform/errors.ts'
import { sendPage, textFrom } from '#platform/http.ts'
import { londonDay } from '#platform/london.ts'
import { html } from '#ui/html.ts'
import { whoSees } from '#ui/who-sees.ts'
import { shareFile, withdrawFile } from './command-file.ts'
import { links } from './links.ts'
import { plainQuestion } from '#engine/leaving-question.ts'
import { inTransaction } from '#platform/database.ts'
import type { LeavingPages } from './leaving-routes.ts'
import { firstRule, leavingFigures } from './leaving.ts'
import { likelihoodOf, yearlyChance } from './likelihood.ts'
import { trueUpsIn } from './true-up-store.ts'
import { leavingFor } from './working.ts'
import { load, workedOut, type Loaded } from './pages.ts'
import { documentOf, paperOf, workbookOf, type PaperInput } from './paper.ts'
import { seesPartners, sharingFrame } from './views/frame.ts'

/** The sheets of the workbook, in its order, as CSV has them. */
const csvSheets = [
  ['split', 'what each pays'],
  ['saves', 'what each saves'],
  ['groups', 'what groups pay'],
  ['leaving', 'what leaving would cost'],
  ['years', 'what each year came to'],
] as const

/** The split paper on the page and as files. */
export function paperRoutes(app: FastifyInstance, deps: LeavingPages): void {
  app.get(links.paper(':partnership'), async (request, reply) => {
    const { loaded, input } = await paperFor(deps, request)
    const id = loaded.partnership.id
    const files = [...documentFormats, ...tableFormats]
    const body = html`${whoSees(seesPartners(loaded))} ${paperBlocks(paperOf(input))}
      <h2 class="hf-heading hf-no-print">Take it with you</h2>
      <ul class="hf-links hf-no-print">
        ${files.map((format) => html`<li><a class="hf-link" href="${links.file(id, `split.${format}`)}" download>${formatWords[format]}</a></li>`)}
        ${csvSheets.map(([name, text]) => html`<li><a class="hf-link" href="${links.file(id, `${name}.csv`)}" download>CSV: ${text}</a></li>`)}
        <li><a class="hf-link" href="${links.file(id, 'share.json')}" download>JSON: for the command “handfast share”</a></li>
        <li><a class="hf-link" href="${links.file(id, 'withdraw.json')}" download>JSON: for the command “handfast withdraw”</a></li>
      </ul>`
    const back = { href: links.home(id), text: 'Sharing the cost' }
    const title = `${loaded.partnership.name}: how to share the cost`
    return sendPage(reply, sharingFrame(request.shell, loaded, { title, body, back, wide: true }))
  })

  app.get(links.file(':partnership', ':file'), async (request, reply) => {
    const { input, forCommands } = await paperFor(deps, request)
    const file = textFrom(request, 'file')
    const name = `split-${inFileName(input.partnership)}`
    for (const format of documentFormats)
      if (file === `split.${format}`) return sendDocument(reply, name, format, documentOf(input))
    for (const format of tableFormats)
      if (file === `split.${format}`) return sendWorkbook(reply, name, format, workbookOf(input))
    const sheet = csvSheets.findIndex(([each]) => file === `${each}.csv`)
    if (sheet >= 0) return sendSheet(reply, `${name}-${file.slice(0, -4)}`, workbookOf(input), sheet)
    for (const [each, content] of Object.entries(forCommands))
      if (file === `${each}.json`)
        return sendPrivately(
          reply,
          `${name}-${each}.json`,
          'application/json',
          Buffer.from(`${JSON.stringify(content, null, 2)}\n`),
        )
    throw new NotFound('No such file.')
  })
}

async function paperFor(
  deps: LeavingPages,
  request: FastifyRequest,
): Promise<{
  readonly loaded: Loaded
  readonly input: PaperInput
  readonly forCommands: { readonly share: unknown; readonly withdraw: unknown }
}> {
  const loaded = await load(deps, request)
  const worked = await workedOut(loaded)
  const { split, councils, partnership, viewer } = loaded
  if (!('game' in worked) || !split) throw new NotFound('No split to write a paper about.')
  const nameOf = (code: string) => councils.find((council) => council.code === code)?.name ?? 'A council'
  const day = londonDay(viewer.now)
  const { figures, laboratory, game } = worked
  const likelihood = likelihoodOf(deps.content.arrangements)
  const chance = yearlyChance(likelihood, figures.councils.length)
  const asked = leavingFigures(game, figures, { proposal: split.proposal, chance, own: null })
  const question = plainQuestion(day, firstRule(split.proposal, asked))
  const rows = await inTransaction(deps.db, viewer, (trx) => trueUpsIn(trx, partnership.id))
  return {
    loaded,
    forCommands: { share: shareFile(game, figures), withdraw: withdrawFile(asked, question) },
    input: {
      partnership: partnership.name,
      day,
      figures,
      laboratory,
      split,
      nameOf,
      leaving: await leavingFor(asked, question, day),
      chance,
      likelihood,
      years: rows.map((row) => row.figures),
    },
  }
}
