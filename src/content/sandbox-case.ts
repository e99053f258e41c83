import { Type, type Static } from 'typebox'
import { plainText, slug } from './plain.ts'

const closed = { additionalProperties: false }
/** The boxes of a page, by name, with what stands in them. */
const boxes = Type.Record(Type.String({ pattern: '^[a-z0-9-]+$' }), Type.String({ maxLength: 2000 }))

/** `sandbox/business-case.yaml`: a baseline and a case of the pretend councils, as they would have typed them. */
export const sandboxCaseSchema = Type.Object(
  {
    year: Type.String({ pattern: String.raw`^20\d{2}-\d{2}$` }),
    name: plainText(4, 80),
    services: Type.Array(Type.Object({ id: slug, name: plainText(3, 60), unit: plainText(3, 40) }, closed), {
      minItems: 1,
    }),
    /** By council, by service. */
    figures: Type.Record(slug, Type.Record(slug, boxes)),
    /** By part; a service or council in a name or a box is called by its id. */
    parts: Type.Record(Type.String({ pattern: String.raw`^[a-z]+(\.[a-z-]+)?$` }), boxes),
  },
  closed,
)
export type SandboxCase = Static<typeof sandboxCaseSchema>
