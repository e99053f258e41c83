import { sql, type QueryExecutorProvider } from 'kysely'
import { canonical, sha256, type Json } from './canonical.ts'
import type { AuthorityCode, PartnershipId, PersonId } from './id.ts'
import type { Viewer } from './viewer.ts'

export type RecordTables = {
  record_chain: {
    chain: string
    partnership_id: PartnershipId | null
    council: AuthorityCode | null
    length: number
    hash: string
  }
  record_entry: {
    chain: string
    number: number
    partnership_id: PartnershipId | null
    council: AuthorityCode | null
    at: Date
    person: PersonId | null
    acting_for: AuthorityCode | null
    event: string
    facts: Json
    previous: string
    hash: string
  }
}

/** Where an entry belongs: the chain that a partnership shares, or the one a council keeps for itself. */
export type Chain =
  | { readonly partnership: PartnershipId; readonly council?: never }
  | { readonly council: AuthorityCode; readonly partnership?: never }

/** Who did what, in the past tense: `readiness.round-revealed`. Facts are ids, codes and counts; never what was answered. */
export type Entry = { readonly event: string; readonly facts?: { readonly [name: string]: Json } }

export type ChainedEntry = {
  number: number
  at: Date
  person: string | null
  acting_for: string | null
  event: string
  facts: Json
  previous: string
}

const beginning = sha256('handfast record')

/** The hash of an entry covers everything it says and the hash before it. */
export function entryHash(chain: string, entry: ChainedEntry): string {
  return sha256(canonical({ ...entry, chain, at: entry.at.toISOString() }))
}

function nameOf(chain: Chain): string {
  return chain.partnership ? `partnership:${chain.partnership}` : `council:${chain.council}`
}

/** Appends to a chain, in the caller's transaction: the act and its entry stand or fall together. */
export async function append(
  trx: QueryExecutorProvider,
  by: Viewer,
  where: Chain,
  entry: Entry,
): Promise<void> {
  const chain = nameOf(where)
  const partnership = where.partnership ?? null
  const council = where.council ?? null
  const head = await sql<{ length: number; hash: string }>`
    insert into record_chain (chain, partnership_id, council, length, hash) values (${chain}, ${partnership}, ${council}, 0, ${beginning})
    on conflict (chain) do update set length = record_chain.length returning length, hash`.execute(trx)
  const last = head.rows[0]
  if (!last) throw new Error('The record has no head.')
  const next: ChainedEntry = {
    number: last.length + 1,
    at: by.now,
    person: by.person,
    acting_for: by.council,
    event: entry.event,
    facts: entry.facts ?? {},
    previous: last.hash,
  }
  const hash = entryHash(chain, next)
  await sql`
    insert into record_entry (chain, number, partnership_id, council, at, person, acting_for, event, facts, previous, hash)
    values (${chain}, ${next.number}, ${partnership}, ${council}, ${next.at}, ${next.person}, ${next.acting_for}, ${next.event},
      ${JSON.stringify(next.facts)}, ${next.previous}, ${hash})`.execute(trx)
  await sql`update record_chain set length = ${next.number}, hash = ${hash} where chain = ${chain}`.execute(
    trx,
  )
}

export type RecordLine = {
  number: number
  at: Date
  personName: string | null
  actingFor: string | null
  event: string
  facts: Json
}

/** Reads a chain back, newest first; the row policy decides whether there is anything to read. */
export async function readRecord(
  trx: QueryExecutorProvider,
  where: Chain,
  limit = 200,
): Promise<RecordLine[]> {
  const rows = await sql<RecordLine>`
    select e.number, e.at, p.name as "personName", a.short_name as "actingFor", e.event, e.facts
    from record_entry e left join people_person p on p.id = e.person left join authorities_authority a on a.code = e.acting_for
    where e.chain = ${nameOf(where)} order by e.number desc limit ${limit}`.execute(trx)
  return rows.rows
}

/** What is wrong with a chain: an empty list means whole. `entries` in order, `head` as the chain's own row says. */
export function recordFaults(
  chain: string,
  entries: readonly (ChainedEntry & { hash: string })[],
  head: { length: number; hash: string },
): string[] {
  const faults: string[] = []
  let previous = beginning
  let expected = 1
  entries.forEach(({ hash, ...entry }) => {
    if (entry.number > expected)
      faults.push(
        entry.number === expected + 1
          ? `${chain}: entry ${expected} is missing.`
          : `${chain}: entries ${expected} to ${entry.number - 1} are missing.`,
      )
    expected = entry.number + 1
    if (entry.previous !== previous)
      faults.push(`${chain}: entry ${entry.number} does not follow the one before it.`)
    if (entryHash(chain, entry) !== hash) faults.push(`${chain}: entry ${entry.number} was changed.`)
    previous = hash
  })
  if (head.length !== expected - 1 || head.hash !== previous)
    faults.push(`${chain}: the end is missing or changed.`)
  return faults
}
