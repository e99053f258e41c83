import { Type, type Static } from 'typebox'
import { plainText, slug, sourceSchema } from './plain.ts'

const closed = { additionalProperties: false }

export const columnsFileSchema = Type.Object(
  {
    sources: Type.Array(
      Type.Object(
        {
          id: slug,
          name: plainText(5, 160),
          publisher: plainText(3, 120),
          url: sourceSchema.properties.url,
          date: plainText(4, 60),
          licence: plainText(3, 80),
          attribution: plainText(5, 300),
        },
        closed,
      ),
    ),
    columns: Type.Array(
      Type.Object(
        {
          column: Type.String(),
          label: plainText(3, 120),
          unit: Type.Optional(plainText(1, 60)),
          source: slug,
          note: Type.Optional(plainText(5, 300)),
        },
        closed,
      ),
    ),
    leftOut: Type.Array(Type.Object({ what: plainText(5, 120), why: plainText(10, 400) }, closed)),
  },
  closed,
)
export type ColumnsFile = Static<typeof columnsFileSchema>

/** Where the facts in some columns are from, and what we must say when we show them. */
export type FactSource = ColumnsFile['sources'][number]

/** One column of `authorities.csv`: what it means in plain words, its unit, and who says so. */
export type AuthorityColumn = Omit<ColumnsFile['columns'][number], 'source'> & { source: FactSource }

/** Joins columns to their sources; `faults` are sentences on what is missing, unknown or never used. */
export function authorityColumnsOf(file: ColumnsFile, names: readonly string[]) {
  const sources = new Map(file.sources.map((source) => [source.id, source]))
  const columns = file.columns.flatMap((column): AuthorityColumn[] => {
    const source = sources.get(column.source)
    return source ? [{ ...column, source }] : []
  })
  const said = new Set(file.columns.map(({ column }) => column))
  const used = new Set(file.columns.map(({ source }) => source))
  const faults = [
    ...names.filter((name) => !said.has(name)).map((name) => `says nothing of the column "${name}"`),
    ...[...said].filter((name) => !names.includes(name)).map((name) => `there is no column "${name}"`),
    ...[...used].filter((id) => !sources.has(id)).map((id) => `there is no source "${id}"`),
    ...[...sources.keys()].filter((id) => !used.has(id)).map((id) => `no column is from the source "${id}"`),
  ]
  return { columns, faults }
}
