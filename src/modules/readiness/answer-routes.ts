import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Statement } from '#content/framework.ts'
import { answerBlockers, type Refusal } from '#modules/round/index.ts'
import { NotFound } from '#platform/errors.ts'
import { idFrom, readForm, requireCouncil, seeOther, sendPage, textFrom, wantsJson } from '#platform/http.ts'
import { formatInstant } from '#ui/format.ts'
import { readUpload } from '#platform/multipart.ts'
import type { CouncilViewer } from '#platform/viewer.ts'
import { agreedFaults, emptyDraft, officeFaults, readingOf, type Draft } from './answer.ts'
import { saveAnswer, saveNote, type AnswerPart } from './answer-commands.ts'
import { keepFile } from './evidence-commands.ts'
import { answerForm, readAnswer } from './forms.ts'
import { fileBlockerWords } from './file-words.ts'
import { links } from './links.ts'
import { officeWords } from './office-words.ts'
import type { AnswerPages } from './pages.ts'
import { ownAnswersFor, ownStatementFor, type OwnAnswers, type OwnStatement } from './queries.ts'
import { statementsFor } from './round-model.ts'
import { seesAgreed, seesNote, seesOffice } from './sees.ts'
import { staffRoutes } from './staff-routes.ts'
import { faultWords, readingWords, refusalWords } from './text.ts'
import { answerPage, type OfficeSaid } from './views/answer-page.ts'

/** Answering one statement: for one office, or for the council. */
export function answerRoutes(app: FastifyInstance, deps: AnswerPages): void {
  for (const [part, path] of [
    ['agreed', links.agree(':round', ':item')],
    ['office', links.answer(':round', ':item')],
  ] as const) {
    app.get(path, async (request, reply) => drawAnswer(deps, request, reply, part, {}))
    app.post(path, async (request, reply) => {
      const posted = await readUpload(request, 'file')
      return wantsJson(request)
        ? saveField(deps, request, reply, part, posted.body)
        : savePage(deps, request, reply, part, posted)
    })
  }
  staffRoutes(app, deps)
}

/** One field, sent by the page's script as soon as it is left. */
async function saveField(
  deps: AnswerPages,
  request: FastifyRequest,
  reply: FastifyReply,
  part: AnswerPart,
  body: unknown,
): Promise<FastifyReply> {
  const viewer = requireCouncil(request)
  const at = { round: idFrom<'round'>(request, 'round'), item: textFrom(request, 'item') }
  const { fields, note, version, errors } = readAnswer(body)
  const [wrong] = Object.values(errors)
  if (wrong !== undefined) return reply.code(422).send({ message: wrong })
  if (note !== undefined && part === 'agreed') await saveNote(deps, viewer, { ...at, text: note })
  if (Object.keys(fields).length === 0)
    return reply.send({ savedAt: timeOf(viewer), fields: { version: String(version) } })
  const outcome = await saveAnswer(deps, viewer, { ...at, part, seen: version, fields })
  if ('saved' in outcome)
    return reply.send({ savedAt: timeOf(viewer), fields: { version: String(outcome.saved) } })
  if ('conflict' in outcome) {
    const own = await ownAnswersFor(deps, viewer, at.round, at.item)
    const names = own.framework.levels.map(({ name }) => name)
    const reading = readingOf(outcome.conflict)
    return reply.code(409).send({
      message: `Somebody else saved this meanwhile: ${reading ? readingWords(reading, names) : 'no level yet'}. “${outcome.conflict.reason}” What you typed is kept here. Save the page to choose.`,
    })
  }
  const message = outcome.refused
    .map((refusal) => refusalWords(refusal, () => 'Another council', formatInstant))
    .join(' ')
  return reply.code(409).send({ message })
}

const clockFace = new Intl.DateTimeFormat('en-GB', {
  hour: '2-digit',
  minute: '2-digit',
  timeZone: 'Europe/London',
})

function timeOf(viewer: CouncilViewer): string {
  return clockFace.format(viewer.now)
}

type Upload = Awaited<ReturnType<typeof readUpload>>

/** The whole page, sent by its button. What was typed is saved even when something is still missing. */
async function savePage(
  deps: AnswerPages,
  request: FastifyRequest,
  reply: FastifyReply,
  part: AnswerPart,
  posted: Upload,
): Promise<FastifyReply> {
  const viewer = requireCouncil(request)
  const at = { round: idFrom<'round'>(request, 'round'), item: textFrom(request, 'item') }
  const { fields, note, version, errors } = readAnswer(posted.body)
  const typed = readForm(posted.body)
  if (posted.file) {
    const kept = await keepFile(deps, viewer, { round: at.round, ...posted.file })
    if ('kept' in kept) Object.assign(fields, { file: kept.kept })
    else if ('blocked' in kept) errors['file'] = kept.blocked.map(fileBlockerWords).join(' ')
  }
  if (posted.problem) errors['file'] = posted.problem
  if (note !== undefined && part === 'agreed') await saveNote(deps, viewer, { ...at, text: note })
  const outcome = await saveAnswer(deps, viewer, { ...at, part, seen: version, fields })
  if ('refused' in outcome)
    return drawAnswer(deps, request, reply, part, { refused: outcome.refused, typed }, 409)
  if ('conflict' in outcome)
    return drawAnswer(
      deps,
      request,
      reply,
      part,
      { conflict: outcome.conflict, version: outcome.version, typed },
      409,
    )
  const own = await ownAnswersFor(deps, viewer, at.round, at.item)
  const statement = statementOf(own, at.item)
  const missing = part === 'agreed' ? agreedFaults(outcome.draft, statement) : officeFaults(outcome.draft)
  if (typed['then'] !== 'list') {
    for (const fault of missing) errors[fieldOf[fault]] = faultWords[fault]
  }
  if (Object.keys(errors).length > 0) return drawAnswer(deps, request, reply, part, { errors, typed }, 422)
  const next = typed['then'] === 'list' ? null : neighbour(own, viewer, at.item, 1)
  return seeOther(reply, next === null ? links.round(at.round) : addressOf(part)(at.round, next))
}

const fieldOf = {
  'reading-missing': 'reading',
  'reason-missing': 'reason',
  'importance-missing': 'importance',
} as const

function addressOf(part: AnswerPart) {
  return part === 'agreed' ? links.agree : links.answer
}

function statementOf(own: OwnAnswers, item: string): Statement {
  const statement = own.statements.find(({ id }) => id === item)
  if (!statement) throw new NotFound('No such statement in this round.')
  return statement
}

function neighbour(own: OwnAnswers, viewer: CouncilViewer, item: string, step: 1 | -1): string | null {
  const asked = statementsFor(own, viewer)
  return asked[asked.findIndex(({ id }) => id === item) + step]?.id ?? null
}

type Trouble = {
  readonly refused?: readonly Refusal[]
  readonly conflict?: Draft
  readonly version?: number
  readonly typed?: Readonly<Record<string, string>>
  readonly errors?: Readonly<Record<string, string>>
}

async function drawAnswer(
  deps: AnswerPages,
  request: FastifyRequest,
  reply: FastifyReply,
  part: AnswerPart,
  trouble: Trouble,
  status = 200,
): Promise<FastifyReply> {
  const viewer = requireCouncil(request)
  const round = idFrom<'round'>(request, 'round')
  const item = textFrom(request, 'item')
  const own = await ownStatementFor(deps, viewer, round, item)
  const statement = statementOf(own, item)
  const mayWrite =
    part === 'agreed'
      ? viewer.role === 'lead' || viewer.role === 'deputy'
      : viewer.office !== null && viewer.office !== 'staff'
  if (!mayWrite || own.round.state === 'draft' || own.round.state === 'offered')
    throw new NotFound('Not yours to answer.')
  const held = part === 'agreed' ? own.agreed[0] : own.offices.find(({ holder }) => holder === viewer.person)
  const draft = held?.draft ?? emptyDraft
  const asked = statementsFor(own, viewer)
  const index = asked.findIndex(({ id }) => id === item)
  const previous = asked[index - 1]
  const page = answerPage(request.shell, {
    view: own,
    statement,
    reading: deps.readingOf(statement),
    part,
    form: answerForm(draft, own.note.text, trouble.typed, trouble.errors),
    version: trouble.version ?? held?.version ?? 0,
    file: draft.file,
    position: {
      number: index + 1,
      of: asked.length,
      previous: previous ? addressOf(part)(round, previous.id) : null,
    },
    sees: part === 'agreed' ? seesAgreed(own, viewer) : seesOffice(own, viewer),
    noteSees: seesNote(own, viewer),
    colleagues: part === 'agreed' ? colleaguesOf(own) : [],
    staff: own.staff?.counts[item] ?? null,
    conflict: trouble.conflict ?? null,
    carriedFrom: draft.carried ? 'the last round' : null,
    refused: trouble.refused ?? answerBlockers(own.round, viewer),
  })
  return sendPage(reply, page, status)
}

/** What each office said about this statement, by name: for those who agree the council's answer. */
function colleaguesOf(own: OwnStatement): OfficeSaid[] {
  const names = own.framework.levels.map(({ name }) => name)
  return own.offices.map(({ holder, draft }) => {
    const person = own.people.find(({ id }) => id === holder)
    const reading = readingOf(draft)
    return {
      name: person?.name ?? 'A colleague who has left',
      office: person?.office ? officeWords[person.office] : 'no office',
      said: reading ? readingWords(reading, names) : 'Not finished',
      reason: draft.reason,
      note: draft.evidence,
    }
  })
}
