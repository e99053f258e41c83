import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { changed, invalid } from '#platform/api-problem.ts'
import { etagOf, idOf, operation } from '#platform/api.ts'
import { NotFound } from '#platform/errors.ts'
import type { RoundId } from '#platform/id.ts'
import type { CouncilViewer } from '#platform/viewer.ts'
import { itemIn, saveItem } from '../commands.ts'
import { ownViewFor } from '../queries.ts'
import { byItem, closed, refusedWith, tag, type AlignmentApi } from './parts.ts'

const fields = Type.Record(Type.String({ maxLength: 80 }), Type.String({ maxLength: 5000 }), {
  description: 'Each box of the page by its name, as it would be typed.',
})
const Item = Type.Object({ item: Type.String(), fields, version: Type.Integer() }, { title: 'ExerciseItem' })

/** What your own council writes, item by item. */
export function answersApi(app: FastifyInstance, deps: AlignmentApi): void {
  const read = async (viewer: CouncilViewer, round: string, wanted: string) => {
    if (viewer.role === 'contributor') throw new NotFound('Not for contributors.')
    const view = await ownViewFor(deps, viewer, idOf(round))
    const { id } = itemIn(view, wanted)
    const held = view.held.find((each) => each.item === id)
    return { item: id, fields: held?.typed ?? {}, version: held?.version ?? 0 }
  }
  operation(
    app,
    'read',
    {
      id: 'getExerciseItem',
      method: 'GET',
      path: '/exercises/:round/items/:item',
      tag,
      summary: 'What your own council has written on one item',
      params: byItem,
      answer: Item,
    },
    async (viewer, { params }) => {
      const body = await read(viewer, params.round, params.item)
      return { body, etag: etagOf(body.version) }
    },
  )
  operation(
    app,
    'answer',
    {
      id: 'saveExerciseItem',
      method: 'PUT',
      path: '/exercises/:round/items/:item',
      tag,
      summary: 'Write your council’s answer to one item',
      about: 'What you send is kept even where it is not whole yet; the problem then says what to mend.',
      params: byItem,
      body: Type.Object({ fields }, closed),
      answer: Item,
      versioned: true,
      problems: ['refused', 'changed'],
    },
    async (viewer, { params, body, seen }) => {
      const round: RoundId = idOf(params.round)
      const saved = await saveItem(deps, viewer, { round, item: params.item, seen, typed: body.fields })
      if ('refused' in saved) return refusedWith(saved.refused)
      if ('conflict' in saved) return changed(saved.conflict.typed, body.fields)
      const wrong = Object.entries(saved.errors)
      if (wrong.length > 0)
        return invalid(wrong.map(([field, says]) => ({ field: `fields.${field}`, says: `${says}.` })))
      return {
        body: { item: params.item, fields: body.fields, version: saved.saved },
        etag: etagOf(saved.saved),
      }
    },
  )
}
