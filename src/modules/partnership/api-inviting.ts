import type { FastifyInstance } from 'fastify'
import { Type, type Static } from 'typebox'
import {
  inviteManager,
  leadsCouncil,
  peopleRefusalWords,
  withdrawInvitation,
  type PeopleRefusal,
} from '#modules/people/index.ts'
import { invalid, refused } from '#platform/api-problem.ts'
import { idOf, operation } from '#platform/api.ts'
import { NotFound } from '#platform/errors.ts'
import {
  byPartnership,
  closed,
  code,
  councilErrors,
  id,
  instant,
  mustFind,
  orNull,
  Partnership,
  shown,
  words,
} from './api-parts.ts'
import { endManager, inviteCouncilWithLead, peopleOf, type CouncilDeps } from './council-commands.ts'
import { councilsFor, type CouncilsView } from './council-queries.ts'

const PartnershipPeople = Type.Object(
  {
    leads: Type.Array(Type.Object({ council: Type.String(), name: Type.String() })),
    managers: Type.Array(Type.Object({ person: id, name: Type.String(), since: instant })),
    invited: Type.Array(
      Type.Object({
        id,
        name: Type.String(),
        email: Type.String(),
        council: orNull(Type.String()),
        expiresAt: instant,
      }),
      { description: 'Whom your own council has invited and who has not answered.' },
    ),
  },
  { title: 'PartnershipPeople' },
)

const person = {
  name: words(100, 'A person’s name.'),
  email: Type.String({ format: 'email', maxLength: 254, description: 'Their own address at their council.' }),
}

const Invited = Type.Object(
  {
    link: Type.Union([Type.String(), Type.Null()], {
      description: 'Where no mail is sent from here: a link to hand over, shown once.',
    }),
  },
  { title: 'Invited' },
)

/** Who leads, manages and is invited, for programs; and inviting. */
export function invitingApi(app: FastifyInstance, deps: CouncilDeps): void {
  const tag = 'Partnerships'
  operation(
    app,
    'read',
    {
      id: 'getPartnershipPeople',
      method: 'GET',
      path: '/partnerships/:partnership/people',
      tag,
      summary: 'Who leads, who manages and whom you have invited',
      params: byPartnership,
      answer: PartnershipPeople,
    },
    async (viewer, { params }) => ({
      body: peopleIn(await councilsFor(deps.db, viewer, idOf(params.partnership))),
    }),
  )

  operation(
    app,
    'lead',
    {
      id: 'inviteCouncil',
      method: 'POST',
      path: '/partnerships/:partnership/councils',
      tag,
      summary: 'Invite a council',
      about: 'Name somebody to lead for it, in case nobody does here yet. Its own leads are told otherwise.',
      params: byPartnership,
      body: Type.Object({ council: code, lead: Type.Object(person, closed) }, closed),
      answer: Invited,
      status: 201,
      problems: ['refused'],
    },
    async (viewer, { params, body }) => {
      const { id: partnership, name, members } = await mustFind(deps, viewer, params.partnership)
      if (members.some(({ council }) => council === body.council))
        return invalid([
          { field: 'council', says: 'This council is in the partnership already, or invited.' },
        ])
      const errors = await councilErrors(deps, viewer, [body.council])
      if (errors.length > 0) return invalid(errors.map(({ says }) => ({ field: 'council', says })))
      const wanted = { partnership: { id: partnership, name }, council: body.council, ...tidy(body.lead) }
      const outcome = await inviteCouncilWithLead(deps, viewer, wanted)
      return 'refused' in outcome ? refused(outcome.refused, peopleRefusalWords) : { body: outcome.done }
    },
  )

  operation(
    app,
    'lead',
    {
      id: 'inviteManager',
      method: 'POST',
      path: '/partnerships/:partnership/managers',
      tag,
      summary: 'Invite somebody to manage the partnership',
      params: byPartnership,
      body: Type.Object(person, closed),
      answer: Invited,
      status: 201,
      problems: ['refused'],
    },
    async (viewer, { params, body }) => {
      const { id: partnership } = await mustFind(deps, viewer, params.partnership)
      const outcome = await inviteManager(peopleOf(deps), viewer, { partnership, ...tidy(body) })
      return 'refused' in outcome ? refused(outcome.refused, peopleRefusalWords) : { body: outcome.done }
    },
  )

  operation(
    app,
    'lead',
    {
      id: 'endManager',
      method: 'DELETE',
      path: '/partnerships/:partnership/managers/:person',
      tag,
      summary: 'End a manager’s part, at once',
      params: Type.Object({ partnership: Type.String(), person: Type.String() }),
      answer: Partnership,
      problems: ['refused'],
    },
    async (viewer, { params }) => {
      const { id: partnership } = await mustFind(deps, viewer, params.partnership)
      if (!leadsCouncil(viewer)) return refused<PeopleRefusal>([{ type: 'not-leading' }], peopleRefusalWords)
      await endManager(deps, viewer, partnership, idOf(params.person))
      return { body: shown(await mustFind(deps, viewer, partnership)) }
    },
  )

  operation(
    app,
    'lead',
    {
      id: 'withdrawInvitation',
      method: 'DELETE',
      path: '/partnerships/:partnership/invitations/:invitation',
      tag,
      summary: 'Take back an invitation that your council sent',
      params: Type.Object({ partnership: Type.String(), invitation: Type.String() }),
      answer: PartnershipPeople,
      problems: ['refused'],
    },
    async (viewer, { params }) => {
      const view = await councilsFor(deps.db, viewer, idOf(params.partnership))
      if (!leadsCouncil(viewer)) return refused<PeopleRefusal>([{ type: 'not-leading' }], peopleRefusalWords)
      if (!view.pending.some((each) => each.id === params.invitation))
        throw new NotFound('No such invitation.')
      await withdrawInvitation(peopleOf(deps), viewer, params.invitation)
      return { body: peopleIn(await councilsFor(deps.db, viewer, view.partnership.id)) }
    },
  )
}

function tidy(given: { readonly name: string; readonly email: string }): { name: string; email: string } {
  return { name: given.name.trim(), email: given.email.trim().toLowerCase() }
}

function peopleIn({ members, managers, pending }: CouncilsView): Static<typeof PartnershipPeople> {
  return {
    leads: members.flatMap(({ council, leads }) => leads.map((name) => ({ council, name }))),
    managers: managers.map(({ person: who, name, givenAt }) => ({
      person: who,
      name,
      since: givenAt.toISOString(),
    })),
    invited: pending.map(({ expiresAt, ...rest }) => ({ ...rest, expiresAt: expiresAt.toISOString() })),
  }
}
