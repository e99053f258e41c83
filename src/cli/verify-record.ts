import type { ClientBase } from 'pg'
import { recordFaults, type ChainedEntry } from '#platform/record.ts'

/** What a walk along every chain of the record found. */
export type RecordVerdict = {
  readonly chains: number
  readonly entries: number
  readonly faults: readonly string[]
}

type Head = { chain: string; length: number; hash: string }

/** Walks every chain from its beginning: each entry's own hash, the one before it, and the head. One chain in memory at once. */
export async function verifyRecord(client: ClientBase): Promise<RecordVerdict> {
  const heads = await client.query<Head>(
    'select chain, length, hash from record_chain order by chain collate "C"',
  )
  const faults: string[] = []
  let entries = 0
  for (const { chain, ...head } of heads.rows) {
    const found = await client.query<ChainedEntry & { hash: string }>(
      `select number, at, person, acting_for, event, facts, previous, hash from record_entry where chain = $1 order by number`,
      [chain],
    )
    entries += found.rows.length
    faults.push(...recordFaults(chain, found.rows, head))
  }
  return { chains: heads.rows.length, entries, faults }
}
