import type { PGlite } from '@electric-sql/pglite'

/** Messages after which PostgreSQL answers nothing before it is asked to: parse, bind, describe, execute and close. */
const waitForMore = new Set(['P', 'B', 'D', 'E', 'C'].map((letter) => letter.charCodeAt(0)))

/**
 * The embedded database as one connection sees it, with the messages of one statement handed over together. `pg` sends them
 * one by one, as to a server; each would enter and leave the database by itself, and a page has a dozen statements.
 */
export function gatherMessages(pglite: PGlite): PGlite {
  const held: Uint8Array[] = []
  const execProtocolStream: PGlite['execProtocolStream'] = async (message, options) => {
    held.push(message)
    if (waitForMore.has(message[0] ?? 0)) return []
    return pglite.execProtocolStream(Buffer.concat(held.splice(0)), options)
  }
  return Object.create(pglite, { execProtocolStream: { value: execProtocolStream } })
}
