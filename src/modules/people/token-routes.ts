import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { idFrom, queryFrom, requireCouncil, seeOther, sendPage } from '#platform/http.ts'
import type { Form } from '#ui/form.ts'
import { leadsCouncil, type PeopleRefusal } from './colleague.ts'
import { councilName } from './colleague-store.ts'
import { inTransaction } from '#platform/database.ts'
import { formOf } from './forms.ts'
import type { PeopleDeps } from './store.ts'
import { makeToken, revokeToken, tokensFor } from './token-commands.ts'
import { readToken } from './token-forms.ts'
import { tokenLinks } from './token-links.ts'
import { tokenDays } from './token.ts'
import { tokenMadePage, tokensPage } from './views/tokens-page.ts'

type TokenDeps = Pick<PeopleDeps, 'db' | 'url'>

/** The page on which those who lead make tokens for programs, and end them. */
export function tokenRoutes(app: FastifyInstance, deps: TokenDeps): void {
  app.get(tokenLinks.tokens, async (request, reply) => draw(deps, request, reply, {}))

  app.post(tokenLinks.tokens, async (request, reply) => {
    const viewer = requireCouncil(request)
    const read = readToken(request.body)
    if ('form' in read) return draw(deps, request, reply, read, 422)
    const outcome = await makeToken(deps, viewer, read.value)
    if ('refused' in outcome) return draw(deps, request, reply, outcome, 409)
    const model = { ...outcome.done, name: read.value.name, url: deps.url }
    return sendPage(reply.header('cache-control', 'no-store'), tokenMadePage(request.shell, model))
  })

  app.post(tokenLinks.revoke(':token'), async (request, reply) => {
    const outcome = await revokeToken(deps, requireCouncil(request), idFrom(request, 'token'))
    if ('refused' in outcome) return draw(deps, request, reply, outcome, 409)
    return seeOther(reply, `${tokenLinks.tokens}?done=revoked`)
  })
}

type Again = { readonly form?: Form; readonly refused?: readonly PeopleRefusal[] }

async function draw(
  deps: TokenDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  again: Again,
  status = 200,
): Promise<FastifyReply> {
  const viewer = requireCouncil(request)
  const may = leadsCouncil(viewer)
  const barred: readonly PeopleRefusal[] = may ? [] : [{ type: 'not-leading' }]
  const page = tokensPage(request.shell, {
    council: await inTransaction(deps.db, viewer, (trx) => councilName(trx, viewer.council)),
    tokens: may ? await tokensFor(deps, viewer) : [],
    mayMake: may,
    form: again.form ?? formOf({ days: String(tokenDays.usual) }),
    refused: again.refused ?? barred,
    done: queryFrom(request, 'done') === 'revoked' ? 'The token is revoked and works no more' : undefined,
  })
  return sendPage(reply, page, status === 200 && !may ? 403 : status)
}
