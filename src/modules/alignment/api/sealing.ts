import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import {
  approveSeal,
  approveTerms,
  archive,
  breakSeal,
  cancel,
  dropSealRequest,
  offerTerms,
  withdraw,
  type Refusal,
} from '#modules/round/index.ts'
import { refused } from '#platform/api-problem.ts'
import { idOf, operation } from '#platform/api.ts'
import type { RoundId } from '#platform/id.ts'
import type { CouncilViewer } from '#platform/viewer.ts'
import { exerciseCommand, openExercise, sealExercise } from '../commands.ts'
import { ownViewFor } from '../queries.ts'
import { byRound, closed, Exercise, refusedWith, shown, tag, type AlignmentApi } from './parts.ts'

type Moved =
  | { readonly done: unknown }
  | { readonly refused: readonly Refusal[] }
  | { readonly missing: readonly string[] }

/** What moves a round on. Each is the command of a button on the pages. */
const acts: readonly {
  readonly id: string
  readonly path: string
  readonly summary: string
  readonly act: (deps: AlignmentApi, viewer: CouncilViewer, id: RoundId) => Promise<Moved>
}[] = [
  {
    id: 'offerExercise',
    path: 'offer',
    summary: 'Offer the terms to every council',
    act: (deps, viewer, id) => exerciseCommand(deps, viewer, id, offerTerms),
  },
  {
    id: 'agreeExercise',
    path: 'agree',
    summary: 'Agree to the terms for your council',
    act: (deps, viewer, id) => exerciseCommand(deps, viewer, id, approveTerms),
  },
  { id: 'sealExercise', path: 'seal', summary: 'Seal your council’s answers', act: sealExercise },
  {
    id: 'approveExerciseSeal',
    path: 'approve-seal',
    summary: 'Approve the seal that a colleague asked for, where the terms want two',
    act: (deps, viewer, id) => exerciseCommand(deps, viewer, id, approveSeal),
  },
  {
    id: 'dropExerciseSeal',
    path: 'drop-seal',
    summary: 'Take back the request to seal, before anybody approved it',
    act: (deps, viewer, id) => exerciseCommand(deps, viewer, id, dropSealRequest),
  },
  {
    id: 'openExercise',
    path: 'open',
    summary: 'Open the answers together; of a board, work out the result',
    act: openExercise,
  },
  {
    id: 'withdrawFromExercise',
    path: 'withdraw',
    summary: 'Leave a round; the others learn that you left and nothing that you wrote',
    act: (deps, viewer, id) => exerciseCommand(deps, viewer, id, withdraw),
  },
  {
    id: 'cancelExercise',
    path: 'cancel',
    summary: 'Cancel a round that your council started; nothing is opened',
    act: (deps, viewer, id) => exerciseCommand(deps, viewer, id, cancel),
  },
  {
    id: 'archiveExercise',
    path: 'archive',
    summary: 'Archive a round; what was opened stays readable',
    act: (deps, viewer, id) => exerciseCommand(deps, viewer, id, archive),
  },
]

export function sealingApi(app: FastifyInstance, deps: AlignmentApi): void {
  for (const { id: name, path, summary, act } of acts)
    operation(
      app,
      'lead',
      {
        id: name,
        method: 'POST',
        path: `/exercises/:round/${path}`,
        tag,
        summary,
        params: byRound,
        answer: Exercise,
        problems: ['refused'],
      },
      async (viewer, { params }) => {
        const id: RoundId = idOf(params.round)
        const outcome = await act(deps, viewer, id)
        if ('refused' in outcome) return refusedWith(outcome.refused)
        if ('missing' in outcome)
          return refused(
            outcome.missing.map((says) => ({ type: 'missing', says })),
            ({ says }) => says,
          )
        return { body: shown(await ownViewFor(deps, viewer, id)) }
      },
    )
  operation(
    app,
    'lead',
    {
      id: 'breakExerciseSeal',
      method: 'POST',
      path: '/exercises/:round/break-seal',
      tag,
      summary: 'Break your seal; every partner reads the reason',
      params: byRound,
      body: Type.Object({ reason: Type.String({ minLength: 1, maxLength: 500, pattern: '\\S' }) }, closed),
      answer: Exercise,
      problems: ['refused'],
    },
    async (viewer, { params, body }) => {
      const id: RoundId = idOf(params.round)
      const outcome = await exerciseCommand(deps, viewer, id, (trx, by, round) =>
        breakSeal(trx, by, round, body.reason),
      )
      if ('refused' in outcome) return refusedWith(outcome.refused)
      return { body: shown(await ownViewFor(deps, viewer, id)) }
    },
  )
}
