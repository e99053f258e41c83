import { sql, type QueryExecutorProvider } from 'kysely'
import type { Json } from './canonical.ts'

type Notes = QueryExecutorProvider

/** How the last backup went. */
export type BackupNote = {
  readonly ok: boolean
  /** In a sentence or two, for the operator: what was made, or why it failed and what to do. */
  readonly words: string
  /** When the last one was made that succeeded, and which file it is. */
  readonly made?: {
    readonly at: string
    readonly file: string
    readonly bytes: number
    readonly rows: number
  }
  /** Only while it is the last thing that happened: a later success takes it away. */
  readonly failedAt?: string
}

/** Whose turn it is. */
export type BackupTurn = {
  /** When a node first looked: a new instance is first backed up on its first night. */
  readonly since: string
  /** Until when the others leave it to the node that has taken it upon itself. */
  readonly takenUntil?: string
}

const outcomeName = 'backup'
const turnName = 'backup-turn'

/** How the last backup went; null before the first. Any asker may read it. */
export async function lastBackup(trx: Notes): Promise<BackupNote | null> {
  const found = await sql<{ value: BackupNote }>`
    select value from platform_note where name = ${outcomeName}`.execute(trx)
  return found.rows[0]?.value ?? null
}

export function noteBackup(trx: Notes, outcome: BackupNote, now: Date): Promise<void> {
  return write(trx, outcomeName, { ...outcome }, now)
}

/** Whose turn it seems to be, without holding anybody up; null when nobody has asked yet. */
export async function lookAtTurn(trx: Notes): Promise<BackupTurn | null> {
  const found = await sql<{ value: BackupTurn }>`
    select value from platform_note where name = ${turnName}`.execute(trx)
  return found.rows[0]?.value ?? null
}

/** The turn, held until the end of the transaction; null when another node holds it at this moment. */
export async function holdTurn(trx: Notes, now: Date): Promise<BackupTurn | null> {
  const first: BackupTurn = { since: now.toISOString() }
  await sql`insert into platform_note (name, value, at) values (${turnName}, ${JSON.stringify(first)}::jsonb, ${now})
    on conflict (name) do nothing`.execute(trx)
  const found = await sql<{ value: BackupTurn }>`
    select value from platform_note where name = ${turnName} for update skip locked`.execute(trx)
  return found.rows[0]?.value ?? null
}

export function noteTurn(trx: Notes, turn: BackupTurn, now: Date): Promise<void> {
  return write(trx, turnName, { ...turn }, now)
}

async function write(trx: Notes, name: string, value: Json, now: Date): Promise<void> {
  await sql`insert into platform_note (name, value, at) values (${name}, ${JSON.stringify(value)}::jsonb, ${now})
    on conflict (name) do update set value = excluded.value, at = excluded.at`.execute(trx)
}
