import type { FastifyInstance } from 'fastify'
import { Type, type Static } from 'typebox'
import type { Statement } from '#content/framework.ts'
import { changed, type Problem } from '#platform/api-problem.ts'
import { etagOf, operation, type Answered, type Asked } from '#platform/api.ts'
import { NotFound } from '#platform/errors.ts'
import type { CouncilViewer } from '#platform/viewer.ts'
import { agreedFaults, confidences, emptyDraft, grades, officeFaults, type Draft } from '../answer.ts'
import { saveAnswer, saveNote, type AnswerPart, type DraftFields } from '../answer-commands.ts'
import type { ReadinessPages } from '../pages.ts'
import { ownAnswersFor } from '../queries.ts'
import { agreedStatus, officeStatus } from '../progress.ts'
import type { HeldDraft } from '../store.ts'
import { faultWords } from '../text.ts'
import {
  byItem,
  byRound,
  closed,
  File,
  ownViewOf,
  readings,
  ReasonSchema,
  refusedIn,
  shownFile,
  statementIn,
} from './parts.ts'

/** What may be written about a statement. Null stands for nothing yet. */
const fields = {
  reading: Type.Union([Type.Enum([...readings]), Type.Null()], {
    description: 'A level, or why there is none.',
  }),
  reason: Type.String({ maxLength: 2000 }),
  importance: Type.Union([Type.Integer({ minimum: 1, maximum: 3 }), Type.Null()]),
  confidence: Type.Union([Type.Enum([...confidences]), Type.Null()]),
  grade: Type.Union([Type.Enum([...grades]), Type.Null()], { description: 'What it rests on.' }),
  evidence: Type.String({ maxLength: 300 }),
  link: Type.String({
    maxLength: 500,
    pattern: '^$|^[Hh][Tt][Tt][Pp][Ss]?://\\S+$',
    description: 'A whole address that begins with http:// or https://, or nothing.',
  }),
}

const Given = Type.Partial(Type.Object(fields, closed))
type Given = Static<typeof Given>

const Answer = Type.Object(
  {
    item: Type.String(),
    number: Type.String(),
    version: Type.Integer({ description: 'Counts up with each save; 0 for never. The ETag is the same.' }),
    status: Type.Enum(['not-started', 'in-progress', 'needs-review', 'completed']),
    ...fields,
    reason: Type.String(),
    evidence: Type.String(),
    link: Type.String(),
    file: Type.Union([File, Type.Null()]),
    missing: Type.Array(ReasonSchema, { description: 'What it still wants before it is an answer.' }),
  },
  { title: 'Answer' },
)

const Note = Type.Object({ item: Type.String(), text: Type.String() }, { title: 'Note' })

/** The council's agreed answers, the answers of the token's person for their office, and the council's private notes. */
export function answersApi(app: FastifyInstance, deps: ReadinessPages): void {
  for (const part of ['agreed', 'office'] as const) {
    readingApi(app, deps, part)
    writingApi(app, deps, part)
  }
  notesApi(app, deps)
}

const names = {
  agreed: { path: 'answers', one: 'Answer', what: 'your council’s agreed answer' },
  office: { path: 'office-answers', one: 'OfficeAnswer', what: 'your own answer for your office' },
} as const

function readingApi(app: FastifyInstance, deps: ReadinessPages, part: AnswerPart): void {
  const { path, one, what } = names[part]
  operation(
    app,
    'read',
    {
      id: `list${one}s`,
      method: 'GET',
      path: `/rounds/:round/${path}`,
      tag: 'Answers',
      summary: `Every statement with ${what}, as far as there is one`,
      params: byRound,
      answer: Type.Object({ items: Type.Array(Answer) }, { title: `${one}List` }),
    },
    async (viewer, { params }) => {
      const view = await ownViewOf(deps, viewer, params.round)
      const own = await ownAnswersFor(deps, viewer, view.round.id)
      return {
        body: {
          items: own.statements.map((statement) =>
            shown(part, statement, heldIn(own[draftsOf[part]], part, viewer, statement.id)),
          ),
        },
      }
    },
  )
  operation(
    app,
    'read',
    {
      id: `get${one}`,
      method: 'GET',
      path: `/rounds/:round/${path}/:item`,
      tag: 'Answers',
      summary: `One statement with ${what}`,
      params: byItem,
      answer: Answer,
      versioned: true,
    },
    async (viewer, { params }) => answerAt(deps, viewer, params, part),
  )
}

function writingApi(app: FastifyInstance, deps: ReadinessPages, part: AnswerPart): void {
  const { path, one, what } = names[part]
  for (const [method, verb, summary, whole] of [
    ['PUT', 'put', `Write ${what} anew; what you leave out becomes empty`, true],
    ['PATCH', 'change', `Change some fields of ${what}`, false],
  ] as const)
    operation(
      app,
      'answer',
      {
        id: `${verb}${one}`,
        method,
        path: `/rounds/:round/${path}/:item`,
        tag: 'Answers',
        summary,
        params: byItem,
        body: Given,
        answer: Answer,
        versioned: true,
        problems: ['refused'],
      },
      async (viewer, asked) => save(deps, viewer, part, whole, asked),
    )
}

async function save(
  deps: ReadinessPages,
  viewer: CouncilViewer,
  part: AnswerPart,
  whole: boolean,
  { params, body, seen }: Asked<Static<typeof byItem>, unknown, Given>,
): Promise<Answered<Static<typeof Answer>>> {
  const view = await ownViewOf(deps, viewer, params.round)
  const statement = statementIn(view, params.item)
  const given = draftFields(body)
  const { file: _file, carried: _carried, ...empty } = emptyDraft
  const outcome = await saveAnswer(deps, viewer, {
    round: view.round.id,
    item: statement.id,
    part,
    seen,
    fields: whole ? { ...empty, ...given } : given,
  })
  if ('refused' in outcome) return refusedIn(view, outcome.refused)
  if ('saved' in outcome)
    return {
      body: shown(part, statement, { draft: outcome.draft, version: outcome.saved }),
      etag: etagOf(outcome.saved),
    }
  const { problem }: { problem: Problem } = changed(
    shown(part, statement, { draft: outcome.conflict, version: outcome.version }),
    body,
  )
  return { problem, etag: etagOf(outcome.version) }
}

function notesApi(app: FastifyInstance, deps: ReadinessPages): void {
  const path = '/rounds/:round/answers/:item/note'
  operation(
    app,
    'read',
    {
      id: 'getNote',
      method: 'GET',
      path,
      tag: 'Answers',
      summary: 'Your council’s private note on a statement',
      about: 'It never leaves your council, before the answers open or after.',
      params: byItem,
      answer: Note,
    },
    async (viewer, { params }) => {
      const view = await ownViewOf(deps, viewer, params.round)
      const { id } = statementIn(view, params.item)
      const own = await ownAnswersFor(deps, viewer, view.round.id, id)
      return { body: { item: id, text: own.note.text } }
    },
  )
  operation(
    app,
    'answer',
    {
      id: 'putNote',
      method: 'PUT',
      path,
      tag: 'Answers',
      summary: 'Write the private note',
      params: byItem,
      body: Type.Object({ text: Type.String({ maxLength: 2000 }) }, closed),
      answer: Note,
      problems: ['refused'],
    },
    async (viewer, { params, body }) => {
      const view = await ownViewOf(deps, viewer, params.round)
      const { id } = statementIn(view, params.item)
      const outcome = await saveNote(deps, viewer, { round: view.round.id, item: id, text: body.text })
      if ('refused' in outcome) return refusedIn(view, outcome.refused)
      return { body: { item: id, text: body.text } }
    },
  )
}

const draftsOf = { agreed: 'agreed', office: 'offices' } as const

type Held = Pick<HeldDraft, 'draft' | 'version'>

function heldIn(
  drafts: readonly HeldDraft[],
  part: AnswerPart,
  viewer: CouncilViewer,
  item: string,
): Held | undefined {
  return drafts.find((each) => each.item === item && (part === 'agreed' || each.holder === viewer.person))
}

async function answerAt(
  deps: ReadinessPages,
  viewer: CouncilViewer,
  at: Static<typeof byItem>,
  part: AnswerPart,
): Promise<Answered<Static<typeof Answer>>> {
  const view = await ownViewOf(deps, viewer, at.round)
  const statement = statementIn(view, at.item)
  if (part === 'office' && (viewer.office === null || viewer.office === 'staff'))
    throw new NotFound('The person holds no office that answers.')
  const own = await ownAnswersFor(deps, viewer, view.round.id, statement.id)
  const held = heldIn(own[draftsOf[part]], part, viewer, statement.id)
  return { body: shown(part, statement, held), etag: etagOf(held?.version ?? 0) }
}

function shown(part: AnswerPart, statement: Statement, held: Held | undefined): Static<typeof Answer> {
  const draft = held?.draft ?? emptyDraft
  const faults = part === 'agreed' ? agreedFaults(draft, statement) : officeFaults(draft)
  return {
    item: statement.id,
    number: statement.number,
    version: held?.version ?? 0,
    status: part === 'agreed' ? agreedStatus(held?.draft, statement) : officeStatus(held?.draft),
    reading: draft.reading === '' ? null : draft.reading,
    reason: draft.reason,
    importance: draft.importance === '' ? null : Number(draft.importance),
    confidence: draft.confidence === '' ? null : draft.confidence,
    grade: draft.grade === '' ? null : draft.grade,
    evidence: draft.evidence,
    link: draft.link,
    file: shownFile(draft.file),
    missing: faults.map((type) => ({ type, says: `${faultWords[type]}.` })),
  }
}

const importances = ['1', '2', '3'] as const

/** What was given, as a draft keeps it: empty text for null. */
function draftFields(given: Given): DraftFields {
  const fields: { -readonly [Name in keyof Draft]?: Draft[Name] } = {}
  if (given.reading !== undefined) fields.reading = given.reading ?? ''
  if (given.importance !== undefined)
    fields.importance = importances.find((text) => Number(text) === given.importance) ?? ''
  if (given.confidence !== undefined) fields.confidence = given.confidence ?? ''
  if (given.grade !== undefined) fields.grade = given.grade ?? ''
  for (const name of ['reason', 'evidence', 'link'] as const)
    if (given[name] !== undefined) fields[name] = given[name]
  return fields
}
