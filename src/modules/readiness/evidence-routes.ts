import type { FastifyInstance } from 'fastify'
import { NotFound } from '#platform/errors.ts'
import { EVIDENCE_KINDS, evidenceHeaders, type EvidenceKind } from '#platform/evidence-file.ts'
import { idFrom, requireCouncil, requireViewer, textFrom } from '#platform/http.ts'
import type { EvidenceFile } from './answer.ts'
import { readFile } from './evidence-commands.ts'
import { links } from './links.ts'
import type { ReadinessPages } from './pages.ts'
import { gapBoardFor, ownAnswersFor } from './queries.ts'

/** Files given as evidence: one's own at any time, the others' once all are open. Always saved, never shown. */
export function evidenceRoutes(app: FastifyInstance, deps: ReadinessPages): void {
  app.get(links.ownFile(':round', ':item', ':part'), async (request, reply) => {
    const viewer = requireCouncil(request)
    const round = idFrom<'round'>(request, 'round')
    const own = await ownAnswersFor(deps, viewer, round, textFrom(request, 'item'))
    const held =
      textFrom(request, 'part') === 'agreed'
        ? own.agreed[0]
        : own.offices.find(({ holder }) => holder === viewer.person)
    const file = mustBe(held?.draft.file)
    return reply
      .headers(evidenceHeaders(kindOf(file), file.name))
      .send(await readFile(deps, viewer, round, file))
  })

  app.get(links.openedFile(':round', ':item', ':council'), async (request, reply) => {
    const viewer = requireViewer(request)
    const round = idFrom<'round'>(request, 'round')
    const board = await gapBoardFor(deps, viewer, round)
    const row = board?.report.rows.find(({ statement }) => statement.id === textFrom(request, 'item'))
    const answer = row?.answers.find(({ council }) => council === textFrom(request, 'council'))?.answer
    const file = mustBe(answer?.file)
    return reply
      .headers(evidenceHeaders(kindOf(file), file.name))
      .send(await readFile(deps, viewer, round, file))
  })
}

function mustBe(file: EvidenceFile | null | undefined): EvidenceFile {
  if (!file) throw new NotFound('No such file, or not yours.')
  return file
}

const kinds: readonly EvidenceKind[] = ['pdf', 'docx', 'odt', 'xlsx', 'ods', 'text', 'png', 'jpg']

function kindOf(file: EvidenceFile): EvidenceKind {
  return kinds.find((kind) => EVIDENCE_KINDS[kind].mediaType === file.type) ?? 'text'
}
