import type { FastifyInstance } from 'fastify'
import { Type, type Static } from 'typebox'
import { refused } from '#platform/api-problem.ts'
import { idOf, operation } from '#platform/api.ts'
import { inTransaction } from '#platform/database.ts'
import type { PartnershipId } from '#platform/id.ts'
import type { CouncilViewer } from '#platform/viewer.ts'
import { approveHeads, headsFor, writeHeads, type HeadsOutcome } from '../heads-commands.ts'
import type { Agreeable } from '../heads.ts'
import { partnershipWithin } from '../store.ts'
import { headsRefusalWords } from '../text.ts'
import { byPartnership, closed, tag, type AlignmentApi } from './parts.ts'

const council = Type.Array(Type.String())
const Heads = Type.Object(
  {
    version: Type.Integer({ description: '0 while nothing has been written.' }),
    hash: Type.Union([Type.String(), Type.Null()], {
      description: 'The mark of the text. Send it when you approve: it is what you approve.',
    }),
    title: Type.String(),
    lines: Type.Array(
      Type.Object({
        term: Type.String(),
        name: Type.String(),
        about: Type.Enum(['deal', 'leaving']),
        agreed: Type.Union([Type.String(), Type.Null()], {
          description: 'What was agreed, in words; null for a conversation still to have.',
        }),
        ask: Type.String(),
        note: Type.String(),
      }),
    ),
    approved: council,
    waitingFor: council,
    isAgreed: Type.Boolean({ description: 'Whether every council has approved this very text.' }),
    mayChoose: Type.Array(
      Type.Object({
        term: Type.String(),
        options: Type.Array(Type.Object({ id: Type.String(), name: Type.String() })),
        from: Type.Union([Type.Integer(), Type.Null()]),
        to: Type.Union([Type.Integer(), Type.Null()]),
      }),
      { description: 'What can be written as agreed on each term: only what every council accepts.' },
    ),
  },
  { title: 'HeadsOfTerms' },
)

/** What all accept, written down once, and approved by its hash. */
export function headsApi(app: FastifyInstance, deps: AlignmentApi): void {
  const standing = async (viewer: CouncilViewer, id: PartnershipId): Promise<Static<typeof Heads>> => {
    const { partnership, heads, agreeables } = await inTransaction(deps.db, viewer, async (trx) => ({
      partnership: await partnershipWithin(trx, viewer, id),
      ...(await headsFor(trx, viewer, id)),
    }))
    return {
      version: heads?.version ?? 0,
      hash: heads?.hash ?? null,
      title: heads?.content.title ?? `Heads of terms: ${partnership.name}`,
      lines: (heads?.content.lines ?? []).map(({ term, name, about, agreed, ask, note }) => ({
        term,
        name,
        about,
        agreed,
        ask,
        note,
      })),
      approved: [...(heads?.standing.approved ?? [])],
      waitingFor: [...(heads?.standing.waitingFor ?? [])],
      isAgreed: heads?.standing.agreed ?? false,
      mayChoose: Object.entries(agreeables).map(([term, what]) => ({ term, ...choicesOf(what) })),
    }
  }
  const after = async (viewer: CouncilViewer, id: PartnershipId, outcome: HeadsOutcome) => {
    // Whoever writes the text that stands has approved it already: that is no trouble.
    if ('refused' in outcome && !outcome.refused.every(({ type }) => type === 'already-approved'))
      return refused(outcome.refused, headsRefusalWords)
    return { body: await standing(viewer, id) }
  }

  operation(
    app,
    'read',
    {
      id: 'getHeadsOfTerms',
      method: 'GET',
      path: '/partnerships/:partnership/heads-of-terms',
      tag,
      summary: 'The heads of terms, who has approved them, and what can be written as agreed',
      params: byPartnership,
      answer: Heads,
    },
    async (viewer, { params }) => ({ body: await standing(viewer, idOf(params.partnership)) }),
  )
  operation(
    app,
    'lead',
    {
      id: 'writeHeadsOfTerms',
      method: 'PUT',
      path: '/partnerships/:partnership/heads-of-terms',
      tag,
      summary: 'Write the heads of terms as a new text, and approve it for your council',
      about: 'Every other council is asked to approve the new text. What you leave out is listed as open.',
      params: byPartnership,
      body: Type.Object(
        {
          choices: Type.Record(
            Type.String({ maxLength: 80 }),
            Type.Object(
              {
                chosen: Type.Optional(
                  Type.String({ maxLength: 80, description: 'The id of an option, or a whole number.' }),
                ),
                note: Type.Optional(Type.String({ maxLength: 2000 })),
              },
              closed,
            ),
            { description: 'By the id of the term.' },
          ),
        },
        closed,
      ),
      answer: Heads,
      problems: ['refused'],
    },
    async (viewer, { params, body }) => {
      const id = idOf<'partnership'>(params.partnership)
      const choices = Object.fromEntries(
        Object.entries(body.choices).map(([term, { chosen = '', note = '' }]) => [term, { chosen, note }]),
      )
      return after(viewer, id, await writeHeads(deps, viewer, id, choices))
    },
  )
  operation(
    app,
    'lead',
    {
      id: 'approveHeadsOfTerms',
      method: 'POST',
      path: '/partnerships/:partnership/heads-of-terms/approve',
      tag,
      summary: 'Approve the text with this hash, for your council',
      params: byPartnership,
      body: Type.Object({ hash: Type.String({ maxLength: 64 }) }, closed),
      answer: Heads,
      problems: ['refused'],
    },
    async (viewer, { params, body }) => {
      const id = idOf<'partnership'>(params.partnership)
      return after(viewer, id, await approveHeads(deps, viewer, id, body.hash))
    },
  )
}

function choicesOf(what: Agreeable) {
  const none = { options: [], from: null, to: null }
  if (what.kind === 'options') return { ...none, options: what.options.map((option) => ({ ...option })) }
  return what.kind === 'range' ? { ...none, from: what.overlap.low, to: what.overlap.high } : none
}
