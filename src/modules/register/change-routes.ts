import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { inTransaction } from '#platform/database.ts'
import { Forbidden, NotFound } from '#platform/errors.ts'
import {
  idFrom,
  queryFrom,
  readForm,
  requireCouncil,
  requireOperator,
  requireViewer,
  seeOther,
  sendPage,
  textFrom,
} from '#platform/http.ts'
import { londonDay } from '#platform/london.ts'
import { actsForCouncil, type Viewer } from '#platform/viewer.ts'
import { emptyForm, type Form } from '#ui/form.ts'
import type { Html } from '#ui/html.ts'
import {
  claimEntry,
  confirmEntry,
  decideSuggestion,
  namedIn,
  replyToEntry,
  speakBlockers,
  suggestChange,
  takeAway,
} from './entry-commands.ts'
import type { Entry } from './entry.ts'
import { readDecision, readSuggestion, readWords } from './forms.ts'
import { links } from './links.ts'
import type { RegisterRefusal } from './proposal.ts'
import { openSuggestions, pendingCorrections, suggestionFor, type Suggestion } from './queries.ts'
import { registerRefusalWords } from './refusal-words.ts'
import type { RegisterPages } from './routes.ts'
import type { RegisterTables } from './tables.ts'
import { entryActions, replyPage, takeAwayPage } from './views/entry-actions.ts'
import { decidePage, suggestionsPage, suggestPage } from './views/suggestion-pages.ts'

/** Suggest a change, decide on it, answer for an entry, reply to it, take it away. */
export function changeRoutes(app: FastifyInstance, deps: RegisterPages): void {
  const entryPath = '/register/arrangements/:entry'
  app.get(`${entryPath}/suggest`, async (request, reply) => {
    const isSent = queryFrom(request, 'sent') === 'yes'
    return sendPage(
      reply,
      suggestPage(request.shell, { entry: await entryOf(deps, request), form: emptyForm, isSent }),
    )
  })
  app.post(`${entryPath}/suggest`, async (request, reply) => {
    const entry = await entryOf(deps, request)
    const read = readSuggestion(request.body)
    if ('form' in read)
      return sendPage(reply, suggestPage(request.shell, { entry, form: read.form, isSent: false }), 422)
    await suggestChange(deps, { now: deps.clock.now(), from: request.ip }, entry, read.value)
    return seeOther(reply, `${links.suggest(entry.id)}?sent=yes`)
  })
  app.post(`${entryPath}/claim`, async (request, reply) => {
    const viewer = requireCouncil(request)
    const entry = await entryOf(deps, request)
    return answer(reply, entry, await claimEntry(deps, viewer, entry))
  })
  app.post(`${entryPath}/confirm`, async (request, reply) => {
    const viewer = requireCouncil(request)
    const entry = await entryOf(deps, request)
    return answer(reply, entry, await confirmEntry(deps, viewer, entry))
  })
  replyRoutes(app, deps, entryPath)
  suggestionRoutes(app, deps)
}

function replyRoutes(app: FastifyInstance, deps: RegisterPages, entryPath: string): void {
  const draw = (request: FastifyRequest, entry: Entry, form: Form): Html => {
    const council = entry.members.find((member) => member.council === request.viewer?.council)
    if (!council || speakBlockers(entry, requireCouncil(request)).length > 0)
      throw new NotFound('Not a council of this entry.')
    return replyPage(request.shell, { entry, form, council: council.name })
  }
  app.get(`${entryPath}/reply`, async (request, reply) => {
    const viewer = requireCouncil(request)
    const entry = await entryOf(deps, request)
    const own = entry.replies.find(({ council }) => council === viewer.council)
    return sendPage(reply, draw(request, entry, { values: { words: own?.words }, errors: {} }))
  })
  app.post(`${entryPath}/reply`, async (request, reply) => {
    const viewer = requireCouncil(request)
    const entry = await entryOf(deps, request)
    const isEmpty = (readForm(request.body)['words'] ?? '').trim() === ''
    const read = isEmpty ? { value: '' } : readWords(request.body, 'words', 5, 1000, 'what your council says')
    if ('form' in read) return sendPage(reply, draw(request, entry, read.form), 422)
    return answer(reply, entry, await replyToEntry(deps, viewer, entry, read.value))
  })
  app.get(`${entryPath}/take-away`, async (request, reply) => {
    requireOperator(request)
    return sendPage(
      reply,
      takeAwayPage(request.shell, { entry: await entryOf(deps, request), form: emptyForm }),
    )
  })
  app.post(`${entryPath}/take-away`, async (request, reply) => {
    const viewer = requireOperator(request)
    const entry = await entryOf(deps, request)
    const read = readWords(request.body, 'why', 5, 500, 'why it is taken away')
    if ('form' in read) return sendPage(reply, takeAwayPage(request.shell, { entry, form: read.form }), 422)
    await takeAway(deps, viewer, entry, read.value)
    return seeOther(reply, links.entry(entry.id))
  })
}

function suggestionRoutes(app: FastifyInstance, deps: RegisterPages): void {
  const find = async (
    viewer: Viewer,
    request: FastifyRequest,
  ): Promise<{ suggestion: Suggestion; entry: Entry }> => {
    const id = idFrom<'suggestion'>(request, 'suggestion')
    const suggestion = await inTransaction(deps.db, viewer, (trx) =>
      suggestionFor(trx.$pickTables<keyof RegisterTables>(), viewer, id),
    )
    if (!suggestion) throw new NotFound('No such suggestion, or not yours.')
    return { suggestion, entry: await entryNamed(deps, suggestion.entryId) }
  }
  app.get(links.suggestions, async (request, reply) => {
    const viewer = requireViewer(request)
    if (!viewer.operator && !leads(viewer)) throw new Forbidden('For the operator and leads.')
    const found = await inTransaction(deps.db, viewer, (trx) =>
      openSuggestions(trx.$pickTables<keyof RegisterTables>(), viewer),
    )
    const { entries } = await deps.shelf.book()
    const named = found.flatMap((each) => {
      const entry = entries.find(({ id }) => id === each.entryId)
      return entry ? [{ ...each, entryName: entry.name }] : []
    })
    return sendPage(reply, suggestionsPage(request.shell, named))
  })
  app.get('/register/suggestions/:suggestion', async (request, reply) => {
    const { suggestion, entry } = await find(requireViewer(request), request)
    const field = suggestion.field === 'other' ? '' : suggestion.field
    const form: Form = {
      values: { field, value: suggestion.shouldBe, source: suggestion.source },
      errors: {},
    }
    return sendPage(reply, decidePage(request.shell, { suggestion, entry, form }))
  })
  app.post('/register/suggestions/:suggestion', async (request, reply) => {
    const viewer = requireViewer(request)
    const { suggestion, entry } = await find(viewer, request)
    const read = readDecision(request.body)
    if ('form' in read)
      return sendPage(reply, decidePage(request.shell, { suggestion, entry, form: read.form }), 422)
    const outcome = await decideSuggestion(deps, viewer, entry, suggestion.id, read.value)
    if ('done' in outcome) return seeOther(reply, links.suggestions)
    const form: Form = { values: readForm(request.body), errors: { '': wordsOf(outcome.refused) } }
    return sendPage(reply, decidePage(request.shell, { suggestion, entry, form }), 409)
  })
}

function entryOf(deps: RegisterPages, request: FastifyRequest): Promise<Entry> {
  return entryNamed(deps, textFrom(request, 'entry'))
}

async function entryNamed({ shelf }: RegisterPages, id: string): Promise<Entry> {
  const found = (await shelf.book()).entries.find((entry) => entry.id === id)
  if (!found) throw new NotFound('No such arrangement.')
  return found
}

function leads(viewer: Viewer): boolean {
  return actsForCouncil(viewer) && (viewer.role === 'lead' || viewer.role === 'deputy')
}

function wordsOf(refused: readonly RegisterRefusal[]): string {
  return refused.map(registerRefusalWords).join(' ')
}

/** Done, or refused: a person who could press the button may act for nobody here, so that there is nothing more to say. */
async function answer(
  reply: FastifyReply,
  entry: Entry,
  outcome: { readonly done: string } | { readonly refused: readonly RegisterRefusal[] },
): Promise<FastifyReply> {
  if (
    'refused' in outcome &&
    outcome.refused.some(({ type }) => type === 'not-leading' || type === 'not-named')
  )
    throw new Forbidden(wordsOf(outcome.refused))
  return seeOther(reply, links.entry(entry.id))
}

/** What this person may do about an entry, for its page. */
export async function actionsFor(deps: RegisterPages, viewer: Viewer | null, entry: Entry): Promise<Html> {
  const speaks = viewer !== null && viewer.council !== null && speakBlockers(entry, viewer).length === 0
  const isNamed = viewer !== null && namedIn(entry).some((council) => council === viewer.council)
  const today = londonDay(deps.clock.now())
  const pending =
    viewer !== null && (isNamed || viewer.operator)
      ? await inTransaction(deps.db, viewer, (trx) =>
          pendingCorrections(trx.$pickTables<keyof RegisterTables>(), viewer, entry.id, today),
        )
      : []
  const hasClaimed = viewer?.council !== null && viewer !== null && entry.claimedBy.includes(viewer.council)
  return entryActions({
    entry,
    council: speaks ? { hasClaimed } : null,
    isOperator: viewer?.operator ?? false,
    pending,
  })
}
