import { createHash } from 'node:crypto'
import type { ClientBase } from 'pg'

/** Each one stays in the memory of the database for as long as its connection: a few hundred are a few megabytes. */
const most = 800

/**
 * From now on this client lets the database keep each statement that has parameters, so that the same text is read and
 * planned once and not at every request. Only for a connection that is ours alone: behind a pooler in transaction mode a
 * later request may be on another connection, which knows nothing of it.
 */
export function nameStatements(client: ClientBase): void {
  const names = new Map<string, string>()
  const query: (...given: unknown[]) => unknown = client.query.bind(client)
  const named = (...given: unknown[]): unknown => {
    const [text, values, ...callback] = given
    if (typeof text !== 'string' || !Array.isArray(values) || values.length === 0) return query(...given)
    const name = nameOf(names, text)
    return name === undefined ? query(...given) : query({ name, text, values }, ...callback)
  }
  // `query` has six overloads, which no function but one of its own kind can be assigned to.
  Object.assign(client, { query: named })
}

/** The name of a statement, or undefined when there are so many that this one is better not kept. */
function nameOf(names: Map<string, string>, text: string): string | undefined {
  const known = names.get(text)
  if (known !== undefined || names.size >= most) return known
  const name = createHash('sha256').update(text).digest('base64url')
  names.set(text, name)
  return name
}
