import { Type, type TSchema } from 'typebox'

/** A list in pieces. `next` goes into the next request as `cursor`; null means that this was the last piece. */
export function listOf<Item extends TSchema>(title: string, item: Item) {
  return Type.Object(
    {
      items: Type.Array(item),
      next: Type.Union([Type.String(), Type.Null()], {
        description: 'Send this as `cursor` for the next piece; null at the end.',
      }),
    },
    { title },
  )
}

export const listQuery = {
  limit: Type.Optional(
    Type.Integer({ minimum: 1, maximum: 100, description: 'How many at most; 50 unless you say.' }),
  ),
  cursor: Type.Optional(
    Type.String({ maxLength: 200, description: 'What the piece before gave as `next`.' }),
  ),
}

export type ListQuery = { readonly limit?: number; readonly cursor?: string }

/** How many a piece has unless the query says. */
export const usualLimit = 50

/** The key after which a piece begins, or null at the start. Cursors are opaque to programs, so their form can change. */
export function afterOf({ cursor }: ListQuery): string | null {
  return cursor === undefined ? null : Buffer.from(cursor, 'base64url').toString('utf8')
}

export function cursorFor(key: string): string {
  return Buffer.from(key, 'utf8').toString('base64url')
}

/**
 * One piece of a list that is short enough to be held whole, in its own order. A cursor whose entry has gone begins at the
 * start again: nothing is ever left out, and every entry has an id to be known by.
 */
export function pieceOf<Row, Item>(
  rows: readonly Row[],
  keyOf: (row: Row) => string,
  query: ListQuery,
  asItem: (row: Row) => Item,
): { items: Item[]; next: string | null } {
  const after = afterOf(query)
  const start = after === null ? 0 : rows.findIndex((row) => keyOf(row) === after) + 1
  const piece = rows.slice(start, start + (query.limit ?? usualLimit))
  const last = piece.at(-1)
  const isEnd = start + piece.length >= rows.length
  return { items: piece.map(asItem), next: isEnd || last === undefined ? null : cursorFor(keyOf(last)) }
}
