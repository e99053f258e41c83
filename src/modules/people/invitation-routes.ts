import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { inTransaction } from '#platform/database.ts'
import { readForm, seeOther, sendPage, textFrom } from '#platform/http.ts'
import type { Form } from '#ui/form.ts'
import { accept, invitationAt, isKnown, type Accepter } from './accept.ts'
import { personName } from './address.ts'
import { formOf, readNewPassword, type Reading } from './forms.ts'
import { staleness, type Invitation } from './invitation.ts'
import { links } from './links.ts'
import { goOn } from './sign-in-routes.ts'
import { knownBy, type PeopleDeps } from './store.ts'
import { nameMissing } from './text.ts'
import { deadInvitationPage, invitationPage, type How } from './views/invitation-page.ts'

/** Looking at an invitation, and accepting it. */
export function invitationRoutes(app: FastifyInstance, deps: PeopleDeps): void {
  app.get(links.invitation(':secret'), async (request, reply) => draw(deps, request, reply))

  app.post(links.invitation(':secret'), async (request, reply) => {
    const secret = textFrom(request, 'secret')
    const invitation = await invitationAt(deps, secret)
    if (!invitation) return sendPage(reply, deadInvitationPage(request.shell, null), 410)
    const how = await howTo(deps, request, invitation)
    const read = accepterOf(deps, request, invitation, how)
    if (read === null) return draw(deps, request, reply, 409)
    if ('form' in read) return draw(deps, request, reply, 422, read.form)
    const outcome = await accept(deps, secret, read.value)
    if ('stale' in outcome) return sendPage(reply, deadInvitationPage(request.shell, outcome.stale), 410)
    if ('refused' in outcome) return draw(deps, request, reply, 409)
    if (outcome.session === null || 'refused' in outcome.session) return seeOther(reply, outcome.next)
    return goOn(deps, request, reply, outcome.session)
  })
}

async function draw(
  deps: PeopleDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  status = 200,
  form?: Form,
): Promise<FastifyReply> {
  const secret = textFrom(request, 'secret')
  const invitation = await invitationAt(deps, secret)
  const stale = invitation && staleness(invitation, deps.clock.now())
  if (!invitation || stale) return sendPage(reply, deadInvitationPage(request.shell, stale), 410)
  const how = await howTo(deps, request, invitation, form)
  return sendPage(reply, invitationPage(request.shell, { invitation, secret, how }), status)
}

/** How the asker can accept. Somebody looking round a sandbox is nobody here. */
async function howTo(
  deps: PeopleDeps,
  request: FastifyRequest,
  { email, name }: Invitation,
  form?: Form,
): Promise<How> {
  const viewer = request.viewer?.sandbox ? null : request.viewer
  const known = await isKnown(deps, email)
  if (!known && !viewer) return { kind: 'new', form: form ?? formOf({ name }), passwordNeeded: !deps.mailOn }
  if (!viewer) return { kind: 'sign-in-first' }
  const { person } = viewer
  const self = await inTransaction(deps.db, viewer, (trx) => knownBy(trx, { person }))
  const own = self?.email === email
  return own ? { kind: 'signed-in' } : { kind: 'somebody-else', name: viewer.name }
}

function accepterOf(
  deps: PeopleDeps,
  request: FastifyRequest,
  invitation: Invitation,
  how: How,
): Reading<Accepter> | null {
  if (how.kind === 'signed-in' && request.viewer) return { value: { viewer: request.viewer } }
  if (how.kind !== 'new') return null
  const typed = readForm(request.body)['name'] ?? ''
  const name = personName(typed)
  const own = [typed, invitation.email]
  const password = readNewPassword(request.body, { required: !deps.mailOn, own })
  if (name !== null && 'value' in password) return { value: { name, password: password.value } }
  const errors = {
    ...(name === null ? { name: nameMissing } : {}),
    ...('form' in password ? password.form.errors : {}),
  }
  return { form: formOf({ name: typed }, errors) }
}
