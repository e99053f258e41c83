import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { plainText } from '#content/plain.ts'
import { operation } from '#platform/api.ts'
import { claimEntry, confirmEntry, replyToEntry, type EntryDeps } from '../entry-commands.ts'
import { byEntry, closed, doneOr, Done, entryNamed, problems, tag } from './parts.ts'

/** What a council that is named in an entry does about it, for programs: claim, confirm, reply. */
export function answeringApi(app: FastifyInstance, deps: EntryDeps): void {
  const shape = { tag, params: byEntry, answer: Done, problems }
  operation(
    app,
    'lead',
    {
      ...shape,
      id: 'claimArrangement',
      method: 'POST',
      path: '/arrangements/:arrangement/claim',
      summary: 'Answer for an arrangement from now on',
      about: 'Your council decides on suggestions, and is asked twice a year if all is still so.',
    },
    async (viewer, { params }) =>
      doneOr(await claimEntry(deps, viewer, await entryNamed(deps.shelf, params.arrangement))),
  )
  operation(
    app,
    'lead',
    {
      ...shape,
      id: 'confirmArrangement',
      method: 'POST',
      path: '/arrangements/:arrangement/confirm',
      summary: 'Say that all of an arrangement is still so',
    },
    async (viewer, { params }) =>
      doneOr(await confirmEntry(deps, viewer, await entryNamed(deps.shelf, params.arrangement))),
  )
  operation(
    app,
    'lead',
    {
      ...shape,
      id: 'putReply',
      method: 'PUT',
      path: '/arrangements/:arrangement/reply',
      summary: 'Say what your council has to say about an arrangement; it stands beside it at once',
      body: Type.Object({ words: plainText(5, 1000) }, closed),
    },
    async (viewer, { params, body }) =>
      doneOr(await replyToEntry(deps, viewer, await entryNamed(deps.shelf, params.arrangement), body.words)),
  )
  operation(
    app,
    'lead',
    {
      ...shape,
      id: 'removeReply',
      method: 'DELETE',
      path: '/arrangements/:arrangement/reply',
      summary: 'Take your council’s reply away',
    },
    async (viewer, { params }) =>
      doneOr(await replyToEntry(deps, viewer, await entryNamed(deps.shelf, params.arrangement), '')),
  )
}
