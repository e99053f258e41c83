import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { idFrom, queryFrom, requireCouncil, seeOther, sendPage } from '#platform/http.ts'
import { emptyForm, type Form } from '#ui/form.ts'
import {
  changeBlockers,
  endBlockers,
  handOverBlockers,
  leadsCouncil,
  type PeopleRefusal,
} from './colleague.ts'
import { changeRole, endColleague, handOver } from './colleague-commands.ts'
import { formOf } from './forms.ts'
import { inviteColleague, withdrawInvitation } from './invitation-commands.ts'
import { links } from './links.ts'
import { readInvitation, readPlace } from './people-forms.ts'
import { colleagueFor, councilPeopleFor } from './people-queries.ts'
import type { PeopleDeps } from './store.ts'
import {
  colleaguePage,
  confirmPage,
  invitePage,
  invitedPage,
  peoplePage,
  rolePage,
} from './views/people-page.ts'

const doneWords: Readonly<Record<string, string>> = {
  invited: 'The invitation is on its way',
  withdrawn: 'The invitation is withdrawn, and its link no longer works',
  changed: 'The role is changed',
  ended: 'Their access to your council has ended',
  'handed-over': 'The lead is handed over. You are a deputy now',
}

/** The people of one's own council. */
export function peoplePageRoutes(app: FastifyInstance, deps: PeopleDeps): void {
  app.get(links.people, async (request, reply) => {
    const viewer = requireCouncil(request)
    const people = await councilPeopleFor(deps, viewer)
    const done = doneWords[queryFrom(request, 'done')]
    const model = { people, you: viewer.person, mayInvite: leadsCouncil(viewer), done }
    return sendPage(reply, peoplePage(request.shell, model))
  })

  app.get(links.invite, async (request, reply) => drawInvite(deps, request, reply))

  app.post(links.invite, async (request, reply) => {
    const viewer = requireCouncil(request)
    const read = readInvitation(request.body)
    if ('form' in read) return drawInvite(deps, request, reply, { form: read.form })
    const outcome = await inviteColleague(deps, viewer, read.value)
    if ('refused' in outcome) {
      const { name, email, role, office } = read.value
      const form = formOf({ name, email, role, office: office ?? '' })
      return drawInvite(deps, request, reply, { form, refused: outcome.refused })
    }
    const { link } = outcome.done
    if (link === null) return seeOther(reply, `${links.people}?done=invited`)
    const model = { name: read.value.name, link, back: links.people }
    return sendPage(reply.header('cache-control', 'no-store'), invitedPage(request.shell, model))
  })

  app.post(links.withdrawInvitation(':invitation'), async (request, reply) => {
    await withdrawInvitation(deps, requireCouncil(request), idFrom(request, 'invitation'))
    return seeOther(reply, `${links.people}?done=withdrawn`)
  })

  app.get(links.colleague(':person'), async (request, reply) => {
    const viewer = requireCouncil(request)
    const { colleague } = await colleagueFor(deps, viewer, idFrom(request, 'person'))
    const isYou = colleague.person === viewer.person
    const mayHandOver = handOverBlockers(viewer, colleague).length === 0
    return sendPage(reply, colleaguePage(request.shell, { colleague, isYou, mayHandOver }))
  })

  app.get(links.changeRole(':person'), async (request, reply) => drawRole(deps, request, reply))

  app.post(links.changeRole(':person'), async (request, reply) => {
    const viewer = requireCouncil(request)
    const read = readPlace(request.body)
    if ('form' in read) return drawRole(deps, request, reply, read)
    const outcome = await changeRole(deps, viewer, idFrom(request, 'person'), read.value)
    if ('done' in outcome) return seeOther(reply, `${links.people}?done=changed`)
    const { role, office } = read.value
    const form = formOf({ role, office: office ?? '' })
    return drawRole(deps, request, reply, { form, refused: outcome.refused })
  })

  app.get(links.endMandate(':person'), async (request, reply) => drawEnd(deps, request, reply))

  app.post(links.endMandate(':person'), async (request, reply) => {
    const outcome = await endColleague(deps, requireCouncil(request), idFrom(request, 'person'))
    if ('refused' in outcome) return drawEnd(deps, request, reply, 409)
    return seeOther(reply, `${links.people}?done=ended`)
  })

  app.get(links.handOver(':person'), async (request, reply) => drawHandOver(deps, request, reply))

  app.post(links.handOver(':person'), async (request, reply) => {
    const outcome = await handOver(deps, requireCouncil(request), idFrom(request, 'person'))
    if ('refused' in outcome) return drawHandOver(deps, request, reply, 409)
    return seeOther(reply, `${links.people}?done=handed-over`)
  })
}

type Redrawn = { readonly form: Form; readonly refused?: readonly PeopleRefusal[] }

/** 409 when the rules say no, 422 when the form could not be read. */
function statusOf(again: Redrawn | undefined): number {
  if (!again) return 200
  return again.refused ? 409 : 422
}

async function drawInvite(
  { mailOn }: PeopleDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  again?: Redrawn,
): Promise<FastifyReply> {
  const viewer = requireCouncil(request)
  const refused: readonly PeopleRefusal[] = leadsCouncil(viewer) ? [] : [{ type: 'not-leading' }]
  const model = { form: again?.form ?? emptyForm, mailOn, refused: again?.refused ?? refused }
  const status = refused.length > 0 ? 403 : statusOf(again)
  return sendPage(reply, invitePage(request.shell, model), status)
}

async function drawRole(
  deps: PeopleDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  again?: Redrawn,
): Promise<FastifyReply> {
  const viewer = requireCouncil(request)
  const { colleague, colleagues } = await colleagueFor(deps, viewer, idFrom(request, 'person'))
  const form = again?.form ?? formOf({ role: colleague.role, office: colleague.office ?? '' })
  const may = changeBlockers(viewer, colleague, 'reader', [...colleagues, colleague])
  const refused = again?.refused ?? may
  const status = again ? statusOf(again) : may.length > 0 ? 403 : 200
  return sendPage(reply, rolePage(request.shell, { colleague, form, refused }), status)
}

async function drawEnd(
  deps: PeopleDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  status = 200,
): Promise<FastifyReply> {
  const viewer = requireCouncil(request)
  const { colleague, colleagues } = await colleagueFor(deps, viewer, idFrom(request, 'person'))
  const { person, name } = colleague
  const model = {
    title: `End ${name}’s access to your council?`,
    lines: [
      `${name} can read and do nothing for your council any more, from the next page they open. What they wrote stays.`,
      'This is written in your council’s record. To bring them back, invite them again.',
    ],
    action: links.endMandate(person),
    button: 'End their access',
    back: links.colleague(person),
    refused: endBlockers(viewer, colleague, colleagues),
  }
  return sendPage(reply, confirmPage(request.shell, model), status)
}

async function drawHandOver(
  deps: PeopleDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  status = 200,
): Promise<FastifyReply> {
  const viewer = requireCouncil(request)
  const { colleague } = await colleagueFor(deps, viewer, idFrom(request, 'person'))
  const { person, name } = colleague
  const model = {
    title: `Hand the lead over to ${name}?`,
    lines: [`${name} becomes the lead of your council, and you a deputy. Only a lead can change that back.`],
    action: links.handOver(person),
    button: 'Hand over',
    back: links.colleague(person),
    refused: handOverBlockers(viewer, colleague),
  }
  return sendPage(reply, confirmPage(request.shell, model), status)
}
