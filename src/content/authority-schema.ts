import { Type, type TSchema } from 'typebox'
import { authorityKinds, budgetBases, budgetLines, nations, tiers } from './authority.ts'
import { isoDate, plainText, slug } from './plain.ts'

const closed = { additionalProperties: false }
const code = Type.String({ pattern: String.raw`^[ENSW]\d{8}$` })
const share = Type.Number({ minimum: 0, maximum: 100 })
const maybe = <Schema extends TSchema>(schema: Schema) => Type.Union([schema, Type.Null()])

export const authoritySchema = Type.Object(
  {
    code,
    short: Type.String({ pattern: '^[A-Z]{3,4}$' }),
    name: plainText(5, 80),
    shortName: plainText(3, 60),
    slug,
    kind: Type.Enum([...authorityKinds]),
    tier: Type.Enum([...tiers]),
    nation: Type.Enum([...nations]),
    region: plainText(4, 40),
    county: maybe(code),
    combinedAuthority: maybe(Type.String({ pattern: '^[A-Z]{3,5}$' })),
    startDate: maybe(isoDate),
    predecessors: Type.Array(code),
    otherCodes: Type.Array(code),
    latitude: Type.Number({ minimum: 49, maximum: 61 }),
    longitude: Type.Number({ minimum: -9, maximum: 2 }),
    easting: Type.Integer(),
    northing: Type.Integer(),
    areaKm2: Type.Number({ exclusiveMinimum: 0 }),
    populationMid2020: Type.Integer({ exclusiveMinimum: 0 }),
    densityPerKm2: Type.Number({ exclusiveMinimum: 0 }),
    deprivationScore: Type.Number({ exclusiveMinimum: 0 }),
    percentInMostDeprivedFifth: share,
    percentRural: share,
    ruralClass: maybe(plainText(4, 80)),
    percentRuralWithHubTowns: maybe(share),
    ruralCluster: maybe(plainText(4, 40)),
    budgetBasis: Type.Enum([...budgetBases]),
    budgetFrom: Type.Array(code),
    budgetThousands: maybe(Type.Record(Type.Enum([...budgetLines]), Type.Integer())),
  },
  closed,
)

export const successionSchema = Type.Object(
  {
    predecessor: code,
    predecessorShort: Type.String(),
    predecessorName: plainText(5, 80),
    lastDay: isoDate,
    successor: code,
  },
  closed,
)

/** The columns of `content/authorities.csv`, in order. Codes in a list stand apart by a space. */
export const authorityColumns: readonly string[] = [
  ...Object.keys(authoritySchema.properties).filter((name) => name !== 'budgetThousands'),
  ...budgetLines.map((line) => `budget.${line}`),
]
