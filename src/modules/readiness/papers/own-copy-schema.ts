import { Type, type Static } from 'typebox'

/**
 * The shape of `answers.json` in a council's own copy: what another program may rely on. Its number goes up when a field
 * changes its meaning or goes away; new fields may come without that.
 */
const text = (description: string) => Type.String({ description })

const file = Type.Object({
  name: text('The name it was given'),
  mediaType: text('What kind of file it is'),
  size: Type.Integer({ minimum: 0, description: 'In bytes' }),
  path: text('Where it stands in this archive'),
})

const answer = Type.Object({
  reading: Type.String({
    enum: ['', 'unknown', 'not-applicable', 'level-1', 'level-2', 'level-3', 'level-4', 'level-5'],
    description: 'Empty: nothing was chosen yet',
  }),
  reason: text('Why, in the words of the council'),
  importance: Type.String({
    enum: ['', '1', '2', '3'],
    description: '1 a little, 2 it matters, 3 a great deal',
  }),
  confidence: Type.String({ enum: ['', 'sure', 'fairly-sure', 'guess'] }),
  grade: Type.String({
    enum: ['', 'assertion', 'document', 'decision', 'checked'],
    description: 'Kind of evidence',
  }),
  evidence: text('What could be shown'),
  link: text('Its address on the web'),
  file: Type.Union([file, Type.Null()]),
  carried: Type.Boolean({ description: 'Brought forward from the last round and not looked at since' }),
})

const count = Type.Union([Type.Integer({ minimum: 0 }), Type.Null()], {
  description: 'People; null where the number may not be shown',
})

export const ownCopySchema = Type.Object(
  {
    handfast: Type.Literal('own-copy'),
    version: Type.Literal(1),
    madeOn: text('The day, as 2026-10-14'),
    partnership: text('Its name'),
    round: Type.Object({
      id: text('The same for ever'),
      title: Type.String(),
      mode: Type.String(),
      state: Type.String(),
      ambition: text('The id of what the councils want to do; see questions.json'),
      councils: Type.Array(Type.Object({ code: Type.String(), name: Type.String() })),
    }),
    council: Type.Object({ code: Type.String(), name: Type.String() }),
    questions: Type.Object({ id: Type.String(), version: Type.String() }),
    receipt: Type.Union([
      Type.Object({
        root: text('SHA-256 over all digests'),
        digests: Type.Record(Type.String(), Type.String()),
        sealedAt: Type.Union([Type.String(), Type.Null()]),
      }),
      Type.Null(),
    ]),
    statements: Type.Array(
      Type.Object({
        id: text('The same for ever'),
        number: Type.String(),
        statement: Type.String(),
        agreed: answer,
        privateNote: text('Never seen by another council'),
        offices: Type.Array(Type.Object({ who: Type.String(), answer })),
        staff: Type.Union([
          Type.Object({
            type: Type.String({ enum: ['hidden', 'alike', 'counts'] }),
            levels: Type.Optional(Type.Array(count)),
            answered: Type.Optional(count),
          }),
          Type.Null(),
        ]),
      }),
    ),
  },
  {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'A council’s own copy of a Handfast readiness round',
  },
)

export type OwnCopy = Static<typeof ownCopySchema>
