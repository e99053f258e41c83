import type { FastifyInstance } from 'fastify'
import { Type, type Static } from 'typebox'
import { checkReceipt, publishedSeals, type PublishedSeal, type RoundTables } from '#modules/round/index.ts'
import { operation } from '#platform/api.ts'
import { inTransaction } from '#platform/database.ts'
import type { CouncilViewer } from '#platform/viewer.ts'
import type { ReadinessPages } from '../pages.ts'
import { boardOf } from './board.ts'
import { byRound, closed, instantOrNull } from './parts.ts'

const tag = 'Board'

const PublishedSealSchema = Type.Object(
  {
    council: Type.String(),
    sealedAt: instantOrNull,
    receipt: Type.String(),
    digests: Type.Record(Type.String(), Type.String()),
    answers: Type.Record(Type.String(), Type.Object({ salt: Type.String(), answer: Type.Unknown() }), {
      description:
        'What was sealed, to be checked by anybody: a digest is the SHA-256 of the salt, the id of the statement and the answer as canonical JSON, a line each; the receipt that of the digests as canonical JSON.',
    }),
  },
  { title: 'PublishedSeal' },
)

const hash = Type.String({ pattern: '^[0-9a-f]{64}$', description: '64 letters and figures.' })
const Finding = Type.Object(
  {
    type: Type.Enum(['whole', 'altered', 'digests-altered', 'other-receipt']),
    items: Type.Array(Type.String(), { description: 'The statements that are not what was sealed.' }),
    council: Type.Union([Type.String(), Type.Null()], { description: 'Whose receipt it is.' }),
  },
  { title: 'ReceiptFinding' },
)

/** The published seals, and holding them against a receipt. */
export function receiptsApi(app: FastifyInstance, deps: ReadinessPages): void {
  const published = async (viewer: CouncilViewer, text: string): Promise<PublishedSeal[]> => {
    const { round } = await boardOf(deps, viewer, text)
    return inTransaction(deps.db, viewer, (trx) =>
      publishedSeals(trx.$pickTables<keyof RoundTables>(), viewer, round.id),
    )
  }
  operation(
    app,
    'read',
    {
      id: 'listReceipts',
      method: 'GET',
      path: '/rounds/:round/receipts',
      tag,
      summary: 'Every council’s published seal, with what it can be checked by',
      params: byRound,
      answer: Type.Object({ items: Type.Array(PublishedSealSchema) }, { title: 'PublishedSealList' }),
    },
    async (viewer, { params }) => ({
      body: {
        items: (await published(viewer, params.round)).map(
          ({ council, sealedAt, root, digests, answers }) => ({
            council,
            sealedAt: sealedAt?.toISOString() ?? null,
            receipt: root,
            digests: { ...digests },
            answers: { ...answers },
          }),
        ),
      },
    }),
  )
  operation(
    app,
    'read',
    {
      id: 'checkReceipt',
      method: 'POST',
      path: '/rounds/:round/receipts/check',
      tag,
      summary: 'Hold what is published against a receipt',
      about: 'It changes nothing. With the digests of the receipt file, what was altered is named.',
      params: byRound,
      body: Type.Object(
        { receipt: hash, digests: Type.Optional(Type.Record(Type.String({ maxLength: 120 }), hash)) },
        closed,
      ),
      answer: Finding,
    },
    async (viewer, { params, body }): Promise<{ body: Static<typeof Finding> }> => {
      const seals = await published(viewer, params.round)
      const owner = seals.find(({ root }) => root === body.receipt)
      if (!owner) return { body: { type: 'other-receipt', items: [], council: null } }
      const found = checkReceipt(owner, body.receipt, body.digests)
      const items = found.type === 'altered' ? [...found.items] : []
      return { body: { type: found.type, items, council: owner.council } }
    },
  )
}
