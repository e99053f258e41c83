import type { EventKind } from './event.ts'

/** A file that was loaded: what it would add, row by row, and what it could not say. Kept as JSON until saved or dropped. */
export type LoadedFile = {
  readonly kind: 'sheet' | 'notices'
  readonly fileName: string
  readonly rows: readonly LoadedRow[]
  readonly rejected: readonly { readonly at: number; readonly name: string; readonly why: string }[]
  /** Names of buyers that somebody must say the council of. */
  readonly asks: readonly { readonly name: string; readonly candidates: readonly string[] }[]
}

export type LoadedRow = {
  readonly at: number
  readonly kind: EventKind
  readonly title: string
  readonly service: string
  readonly cpv: string | null
  readonly supplier: string | null
  readonly day: string
  readonly source: string
  readonly address: string | null
  /** The council it happens to; null while the buyer's name is asked about. */
  readonly council: string | null
  readonly buyer: string | null
  readonly notice: string | null
}

/** What somebody chose of a loaded file: which rows, and which council each unsure name means (or none). */
export type Chosen = {
  readonly rows: ReadonlySet<number>
  readonly names: ReadonlyMap<string, string | null>
}

/** The rows to save, each with its council. Rows whose council nobody named are left out, and counted. */
export function rowsToSave(
  file: LoadedFile,
  chosen: Chosen,
): { rows: (LoadedRow & { readonly council: string })[]; leftOut: number } {
  const wanted = file.rows.filter(({ at }) => chosen.rows.has(at))
  const rows = wanted.flatMap((row) => {
    const council = row.council ?? (row.buyer === null ? null : (chosen.names.get(row.buyer) ?? null))
    return council === null ? [] : [{ ...row, council }]
  })
  return { rows, leftOut: file.rows.length - rows.length }
}

/** Unsure names that rows were chosen of and nothing was said about. */
export function unanswered(file: LoadedFile, chosen: Chosen): string[] {
  return file.asks
    .filter(({ name }) => !chosen.names.has(name))
    .filter(({ name }) => file.rows.some(({ at, buyer }) => buyer === name && chosen.rows.has(at)))
    .map(({ name }) => name)
}
