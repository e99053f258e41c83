import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { publishedSeals, type RoundTables } from '#modules/round/index.ts'
import { inTransaction } from '#platform/database.ts'
import { NotFound } from '#platform/errors.ts'
import { idFrom, requireCouncil, requireViewer, sendPage } from '#platform/http.ts'
import { londonDay } from '#platform/london.ts'
import { readFile } from '../evidence-commands.ts'
import type { ReadinessPages } from '../pages.ts'
import { gapBoardFor, roundFor, type Board } from '../queries.ts'
import { seesRound } from '../sees.ts'
import { agendaPaper } from './agenda-paper.ts'
import { ownSheetNames, ownWorkbook } from './answers-table.ts'
import { answersTemplate } from './answers-template.ts'
import { gapSheetNames, gapWorkbook } from './gap-table.ts'
import { ownPapersFor } from './import-queries.ts'
import { importRoutes } from './import-routes.ts'
import { ownCopyEntries } from './own-copy.ts'
import type { OwnPapers } from './own-papers.ts'
import { ownReport } from './own-report.ts'
import { ownPaperBlockers, sharedPaperBlockers } from './paper-access.ts'
import {
  documentFormats,
  inFileName,
  sendArchive,
  sendDocument,
  sendSheet,
  sendWorkbook,
  tableFormats,
} from '#modules/papers/index.ts'
import { paperLinks } from './paper-links.ts'
import { papersModel, reportFiles } from './papers-model.ts'
import { readinessReport } from './report.ts'
import type { PaperReceipt } from './report-notes.ts'
import { noPaperPage, papersPage } from './views/papers-page.ts'
import { reportPage } from './views/report-page.ts'

/** Everything that leaves a round as a file, and answers that come into it as one. */
export function paperRoutes(app: FastifyInstance, deps: ReadinessPages): void {
  app.get(paperLinks.papers(':round'), async (request, reply) => {
    const viewer = requireViewer(request)
    const view = await roundFor(deps, viewer, idFrom<'round'>(request, 'round'))
    return sendPage(reply, papersPage(request.shell, papersModel(view, viewer)))
  })
  sharedRoutes(app, deps)
  ownRoutes(app, deps)
  importRoutes(app, deps)
}

/** A paper of the board, and what it is called when it cannot be had. */
type SharedPaper = {
  readonly path: string
  readonly paper: string
  readonly send: (request: FastifyRequest, reply: FastifyReply, facts: BoardFacts) => Promise<FastifyReply>
}
type BoardFacts = {
  readonly board: Board
  readonly receipts: readonly PaperReceipt[]
  readonly today: string
}

function sharedRoutes(app: FastifyInstance, deps: ReadinessPages): void {
  for (const { path, paper, send } of sharedPapers())
    app.get(path, async (request, reply) => {
      const viewer = requireViewer(request)
      const view = await roundFor(deps, viewer, idFrom<'round'>(request, 'round'))
      const refused = sharedPaperBlockers(view.round, viewer)
      if (refused.length > 0)
        return sendPage(reply, noPaperPage(request.shell, { view, paper, refused }), 409)
      const board = await gapBoardFor(deps, viewer, view.round.id)
      if (!board) throw new NotFound('Nothing has been opened to this person.')
      const receipts = await inTransaction(deps.db, viewer, (trx) =>
        publishedSeals(trx.$pickTables<keyof RoundTables>(), viewer, view.round.id),
      )
      return send(request, reply, { board, receipts, today: londonDay(viewer.now) })
    })
}

function sharedPapers(): SharedPaper[] {
  const at = (name: string) => paperLinks.file(':round', name)
  const nameOf = (name: string, { board }: BoardFacts) => `${name}-${inFileName(board.round.title)}`
  return [
    {
      path: paperLinks.report(':round'),
      paper: 'the report',
      send: async (request, reply, facts) =>
        sendPage(
          reply,
          reportPage(request.shell, {
            view: facts.board,
            sees: seesRound(facts.board),
            document: readinessReport(facts),
            files: reportFiles(facts.board),
          }),
        ),
    },
    ...documentFormats.flatMap((format): SharedPaper[] => [
      {
        path: at(`report.${format}`),
        paper: 'the report',
        send: (_, reply, facts) =>
          sendDocument(reply, nameOf('readiness-report', facts), format, readinessReport(facts)),
      },
      {
        path: at(`agenda.${format}`),
        paper: 'the agenda',
        send: (_, reply, facts) => sendDocument(reply, nameOf('agenda', facts), format, agendaPaper(facts)),
      },
    ]),
    ...tableFormats.map((format): SharedPaper => ({
      path: at(`gap-table.${format}`),
      paper: 'the gap table',
      send: (_, reply, facts) => sendWorkbook(reply, nameOf('gap-table', facts), format, gapWorkbook(facts)),
    })),
    ...gapSheetNames.map((sheet, index): SharedPaper => ({
      path: at(`${sheet}.csv`),
      paper: 'the gap table',
      send: (_, reply, facts) => sendSheet(reply, nameOf(sheet, facts), gapWorkbook(facts), index),
    })),
  ]
}

type OwnPaper = {
  readonly path: string
  readonly paper: string
  readonly send: (
    request: FastifyRequest,
    reply: FastifyReply,
    papers: OwnPapers,
    name: (what: string) => string,
  ) => Promise<FastifyReply>
}

function ownRoutes(app: FastifyInstance, deps: ReadinessPages): void {
  for (const { path, paper, send } of [...ownPapers(), wholeCopy(deps)])
    app.get(path, async (request, reply) => {
      const viewer = requireCouncil(request)
      const view = await roundFor(deps, viewer, idFrom<'round'>(request, 'round'))
      const refused = ownPaperBlockers(view.round, viewer)
      if (refused.length > 0)
        return sendPage(reply, noPaperPage(request.shell, { view, paper, refused }), 409)
      const papers = await ownPapersFor(deps, viewer, view.round.id)
      const name = (what: string) =>
        `${inFileName(papers.council.shortName)}-${what}-${inFileName(view.round.title)}`
      return send(request, reply, papers, name)
    })
}

function ownPapers(): OwnPaper[] {
  const at = (name: string) => paperLinks.file(':round', name)
  return [
    ...documentFormats.map((format): OwnPaper => ({
      path: at(`our-report.${format}`),
      paper: 'your council’s report',
      send: (_, reply, papers, name) => sendDocument(reply, name('report'), format, ownReport(papers)),
    })),
    ...tableFormats.map((format): OwnPaper => ({
      path: at(`our-answers.${format}`),
      paper: 'your council’s answers',
      send: (_, reply, papers, name) => sendWorkbook(reply, name('answers'), format, ownWorkbook(papers)),
    })),
    ...ownSheetNames.map((sheet, index): OwnPaper => ({
      path: at(`${sheet}.csv`),
      paper: 'your council’s answers',
      send: (_, reply, papers, name) => sendSheet(reply, name(sheet), ownWorkbook(papers), index),
    })),
    ...(['xlsx', 'ods'] as const).map((format): OwnPaper => ({
      path: at(`answer-sheet.${format}`),
      paper: 'the answer sheet',
      send: (_, reply, papers, name) =>
        sendWorkbook(reply, name('answer-sheet'), format, answersTemplate(papers)),
    })),
  ]
}

/** Everything the council wrote, as one archive, sent as it is made. A cancelled round has it too. */
function wholeCopy(deps: ReadinessPages): OwnPaper {
  return {
    path: paperLinks.copy(':round'),
    paper: 'your council’s copy',
    send: async (request, reply, papers, name) => {
      const viewer = requireCouncil(request)
      const { round } = papers.own
      const seals = await inTransaction(deps.db, viewer, (trx) =>
        publishedSeals(trx.$pickTables<keyof RoundTables>(), viewer, round.id),
      )
      const answers = seals.find(({ council }) => council === viewer.council)?.answers ?? {}
      const published = Object.keys(answers).length > 0 ? answers : null
      const entries = ownCopyEntries(papers, published, (file) => readFile(deps, viewer, round.id, file))
      return sendArchive(reply, name('own-copy'), entries)
    },
  }
}
