import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { clearCookie, cookieNames, setCookie } from '#platform/cookie.ts'
import { inTransaction } from '#platform/database.ts'
import {
  queryFrom,
  readForm,
  requireViewer,
  seeOther,
  sendPage,
  textFrom,
  wantsJson,
} from '#platform/http.ts'
import type { Form } from '#ui/form.ts'
import { localPath } from './address.ts'
import { formOf, readCode, readSignIn } from './forms.ts'
import { links } from './links.ts'
import { endSession } from './session.ts'
import { askForLink, giveCode, signInWithLink, signInWithPassword, type SignInOutcome } from './sign-in.ts'
import type { PeopleDeps } from './store.ts'
import { codeWrong, signInWrong } from './text.ts'
import { lookAtTicket } from './ticket.ts'
import {
  addressPage,
  codePage,
  deadLinkPage,
  methodPage,
  openLinkPage,
  passwordPage,
  sentPage,
  signOutPage,
} from './views/sign-in-pages.ts'

/** Signing in, staying signed in and signing out. */
export function signInRoutes(app: FastifyInstance, deps: PeopleDeps): void {
  app.get(links.signIn(), async (request, reply) => {
    const next = localPath(queryFrom(request, 'next') || '/')
    if (request.viewer && !request.viewer.sandbox) return seeOther(reply, next)
    return sendPage(reply, addressPage(request.shell, formOf({ next })))
  })

  app.post(links.signIn(), async (request, reply) => {
    const read = readSignIn(request.body)
    if ('form' in read) return sendPage(reply, addressPage(request.shell, read.form), 422)
    const form = formOf({ email: read.value.address, next: read.value.next })
    const draw = deps.mailOn ? methodPage(request.shell, form) : passwordPage(request.shell, form, false)
    return sendPage(reply, draw)
  })

  app.post(links.signInMethod, async (request, reply) => {
    const read = readSignIn(request.body)
    if ('form' in read) return sendPage(reply, addressPage(request.shell, read.form), 422)
    const values = { email: read.value.address, next: read.value.next }
    const { method } = readForm(request.body)
    if (method === 'password')
      return sendPage(reply, passwordPage(request.shell, formOf(values), deps.mailOn))
    if (method !== 'link')
      return sendPage(
        reply,
        methodPage(request.shell, formOf(values, { method: 'Choose how to sign in' })),
        422,
      )
    await askForLink(deps, request, read.value)
    return seeOther(reply, links.signInSent)
  })

  app.get(links.signInSent, async (request, reply) => sendPage(reply, sentPage(request.shell)))

  app.post(links.signInPassword, async (request, reply) => {
    const read = readSignIn(request.body)
    if ('form' in read) return sendPage(reply, addressPage(request.shell, read.form), 422)
    const password = readForm(request.body)['password'] ?? ''
    const again = (problem: string): Form =>
      formOf({ email: read.value.address, next: read.value.next }, { password: problem })
    const draw = (problem: string) => passwordPage(request.shell, again(problem), deps.mailOn)
    if (password === '') return sendPage(reply, draw('Enter your password'), 422)
    const outcome = await signInWithPassword(deps, request, { ...read.value, password })
    if ('refused' in outcome) return sendPage(reply, draw(signInWrong), 422)
    return goOn(deps, request, reply, outcome)
  })

  app.post(links.signInCode, async (request, reply) => {
    const read = readCode(request.body)
    if ('form' in read) return sendPage(reply, codePage(request.shell, read.form), 422)
    const outcome = await giveCode(deps, request, read.value)
    if (!('refused' in outcome)) return goOn(deps, request, reply, outcome)
    if (outcome.refused === 'gone') return sendPage(reply, deadLinkPage(request.shell, 'sign-in'), 410)
    return sendPage(
      reply,
      codePage(request.shell, formOf({ step: read.value.step }, { code: codeWrong })),
      422,
    )
  })

  app.get(links.signInLink(':secret'), async (request, reply) => {
    const secret = textFrom(request, 'secret')
    const ticket = await lookAtTicket(deps.db, secret, ['sign-in'], deps.clock.now())
    if (!ticket) return sendPage(reply, deadLinkPage(request.shell, 'sign-in'), 410)
    return sendPage(reply, openLinkPage(request.shell, secret))
  })

  app.post(links.signInLink(':secret'), async (request, reply) => {
    const outcome = await signInWithLink(deps, textFrom(request, 'secret'))
    if ('refused' in outcome) return sendPage(reply, deadLinkPage(request.shell, 'sign-in'), 410)
    return goOn(deps, request, reply, outcome)
  })

  app.get(links.signOut, async (request, reply) => {
    if (!request.viewer) return seeOther(reply, links.start)
    return sendPage(reply, signOutPage(request.shell))
  })

  app.post(links.signOut, async (request, reply) => {
    if (request.viewer) await endSession(deps.db, request.viewer)
    const names = cookieNames(deps.url)
    clearCookie(reply, deps.url, request.viewer?.sandbox ? names.sandbox : names.session)
    return seeOther(reply, links.start)
  })

  app.post(links.extend, async (request, reply) => {
    const viewer = requireViewer(request)
    await inTransaction(deps.db, viewer, (trx) =>
      trx
        .updateTable('people_session')
        .set({ seen_at: viewer.now })
        .where('token_hash', '=', viewer.session)
        .execute(),
    )
    if (wantsJson(request)) return reply.send({ extended: true })
    return seeOther(reply, links.start)
  })
}

/**
 * Goes on from what signing in came to: to the code of the app, to the choice between several councils, or to where the
 * person was going. The session is a new one, and one that this browser had before ends.
 */
export async function goOn(
  deps: PeopleDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  outcome: Exclude<SignInOutcome, { refused: string }>,
): Promise<FastifyReply> {
  if ('step' in outcome) return sendPage(reply, codePage(request.shell, formOf({ step: outcome.step })))
  const { cookie, next, choices } = outcome.started
  const names = cookieNames(deps.url)
  if (request.viewer) await endSession(deps.db, request.viewer)
  clearCookie(reply, deps.url, names.sandbox)
  setCookie(reply, deps.url, names.session, cookie)
  return seeOther(reply, choices > 1 ? links.actingFor(next) : next)
}
