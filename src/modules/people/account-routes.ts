import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { NotFound } from '#platform/errors.ts'
import { queryFrom, readForm, requireViewer, seeOther, sendPage, textFrom } from '#platform/http.ts'
import { totpAddress } from '#platform/totp.ts'
import type { Viewer } from '#platform/viewer.ts'
import { emptyForm, type Form } from '#ui/form.ts'
import {
  changeName,
  endOtherSessions,
  leave,
  oldPasswordNeeded,
  secretToConfirm,
  setPassword,
  turnCodesOff,
  turnCodesOn,
} from './account-commands.ts'
import { ownAccountFor, type OwnAccount } from './account-queries.ts'
import { personName } from './address.ts'
import { formOf, readCode, readNewPassword } from './forms.ts'
import { links } from './links.ts'
import type { PeopleDeps } from './store.ts'
import { codeWrong, nameMissing } from './text.ts'
import { accountPage, codesOffPage, codesPage, namePage, setPasswordPage } from './views/account-pages.ts'
import { confirmPage } from './views/people-page.ts'

const doneWords: Readonly<Record<string, string>> = {
  name: 'Your name is changed',
  password: 'Your password is set, and you are signed out everywhere else',
  on: 'The authenticator app is on',
  off: 'The authenticator app is off',
  sessions: 'You are signed out everywhere else',
  left: 'You no longer act for that council',
}

/** One's own account. People of a sandbox have none. */
export function accountRoutes(app: FastifyInstance, deps: PeopleDeps): void {
  app.get(links.account, async (request, reply) => {
    const { account } = await own(deps, request)
    return sendPage(
      reply,
      accountPage(request.shell, { account, done: doneWords[queryFrom(request, 'done')] }),
    )
  })

  app.get(links.accountName, async (request, reply) => {
    const { account } = await own(deps, request)
    return sendPage(reply, namePage(request.shell, formOf({ name: account.name })))
  })

  app.post(links.accountName, async (request, reply) => {
    const { viewer } = await own(deps, request)
    const typed = readForm(request.body)['name'] ?? ''
    const name = personName(typed)
    if (name === null)
      return sendPage(reply, namePage(request.shell, formOf({ name: typed }, { name: nameMissing })), 422)
    await changeName(deps, viewer, name)
    return done(reply, 'name')
  })

  app.get(links.accountPassword, async (request, reply) => drawPassword(deps, request, reply, emptyForm))

  app.post(links.accountPassword, async (request, reply) => {
    const { viewer, account } = await own(deps, request)
    const read = readNewPassword(request.body, { required: true, own: [account.name, account.email] })
    if ('form' in read) return drawPassword(deps, request, reply, read.form)
    const old = readForm(request.body)['old'] ?? ''
    const outcome = await setPassword(deps, viewer, { old, password: read.value ?? '' })
    if ('done' in outcome) return done(reply, 'password')
    return drawPassword(deps, request, reply, formOf({}, { old: 'This is not your password now' }))
  })

  app.get(links.accountCodes, async (request, reply) => drawCodes(deps, request, reply, emptyForm))

  app.post(links.accountCodes, async (request, reply) => {
    const { viewer } = await own(deps, request)
    const read = readCode(request.body)
    if ('form' in read) return drawCodes(deps, request, reply, read.form)
    if (await turnCodesOn(deps, viewer, read.value.code)) return done(reply, 'on')
    return drawCodes(deps, request, reply, formOf({}, { code: codeWrong }))
  })

  app.get(links.accountCodesOff, async (request, reply) => {
    await own(deps, request)
    return sendPage(reply, codesOffPage(request.shell, emptyForm))
  })

  app.post(links.accountCodesOff, async (request, reply) => {
    const { viewer } = await own(deps, request)
    const read = readCode(request.body)
    if ('form' in read) return sendPage(reply, codesOffPage(request.shell, read.form), 422)
    if (await turnCodesOff(deps, viewer, read.value.code)) return done(reply, 'off')
    return sendPage(reply, codesOffPage(request.shell, formOf({}, { code: codeWrong })), 422)
  })

  app.post(links.accountSessions, async (request, reply) => {
    await endOtherSessions(deps, (await own(deps, request)).viewer)
    return done(reply, 'sessions')
  })

  app.get(links.leaveCouncil(':council'), async (request, reply) => drawLeave(deps, request, reply))

  app.post(links.leaveCouncil(':council'), async (request, reply) => {
    const { viewer } = await own(deps, request)
    const outcome = await leave(deps, viewer, textFrom(request, 'council'))
    if (!outcome) throw new NotFound('Not a council of this person.')
    if ('done' in outcome) return done(reply, 'left')
    return drawLeave(deps, request, reply, outcome.refused)
  })
}

async function own(
  deps: PeopleDeps,
  request: FastifyRequest,
): Promise<{ viewer: Viewer; account: OwnAccount }> {
  const viewer = requireViewer(request)
  const account = viewer.sandbox ? null : await ownAccountFor(deps, viewer)
  if (!account) throw new NotFound('People of a sandbox have no account.')
  return { viewer, account }
}

function done(reply: FastifyReply, what: string): Promise<FastifyReply> {
  return seeOther(reply, `${links.account}?done=${what}`)
}

function statusOf(form: Form): number {
  return Object.keys(form.errors).length > 0 ? 422 : 200
}

async function drawPassword(
  deps: PeopleDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  form: Form,
): Promise<FastifyReply> {
  const { viewer } = await own(deps, request)
  const oldNeeded = await oldPasswordNeeded(deps, viewer)
  return sendPage(reply, setPasswordPage(request.shell, { form, oldNeeded }), statusOf(form))
}

async function drawCodes(
  deps: PeopleDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  form: Form,
): Promise<FastifyReply> {
  const { viewer, account } = await own(deps, request)
  if (account.hasCodes) return seeOther(reply, links.account)
  const secret = secretToConfirm(deps, viewer)
  const model = { form, secret, address: totpAddress(secret, account.email) }
  return sendPage(reply.header('cache-control', 'no-store'), codesPage(request.shell, model), statusOf(form))
}

async function drawLeave(
  deps: PeopleDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  refused: Parameters<typeof confirmPage>[1]['refused'] = [],
): Promise<FastifyReply> {
  const { account } = await own(deps, request)
  const code = textFrom(request, 'council')
  const council = account.choices.find((choice) => choice.kind === 'council' && choice.council === code)
  if (!council) throw new NotFound('Not a council of this person.')
  const model = {
    title: `Stop acting for ${council.name}?`,
    lines: [
      'You will see nothing of it from the next page on. What you wrote for it stays. Only its lead or a deputy can invite you again.',
    ],
    action: links.leaveCouncil(code),
    button: 'Stop acting for it',
    back: links.account,
    refused,
  }
  return sendPage(reply, confirmPage(request.shell, model), refused.length > 0 ? 409 : 200)
}
