import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { writeArchive } from './archive-write.ts'
import { ArchiveRefused } from './archive-manifest.ts'
import type { OwnerDatabase } from './archivist.ts'
import { holdTurn, lastBackup, lookAtTurn, noteBackup, noteTurn } from './backup-note.ts'
import type { BackupNote, BackupTurn } from './backup-note.ts'
import { lastDue } from './backup-time.ts'
import { CannotStart, errorCode } from './cannot-start.ts'
import type { Clock } from './clock.ts'
import type { Config } from './config.ts'
import { inTransaction, type Database } from './database.ts'
import { errorFields, type Log } from './log.ts'
import type { MailTables } from './mail.ts'
import { draftEnding } from './whole-file.ts'

export { lastBackup, type BackupNote } from './backup-note.ts'

export type BackupDeps = {
  /** The platform's own view of the database: a note is all that is touched through it. */
  readonly db: Database<MailTables>
  readonly clock: Clock
  readonly log: Log
  readonly instanceKey: Buffer
  readonly version: string
  readonly settings: Pick<Config, 'backupFolder' | 'backupKeep' | 'backupTime'>
  /** Reaches the database as its owner for as long as the work lasts. */
  readonly asOwner: <Result>(work: (database: OwnerDatabase) => Promise<Result>) => Promise<Result>
}

export type BackupOutcome =
  | { readonly type: 'made'; readonly file: string; readonly bytes: number; readonly rows: number }
  | { readonly type: 'failed'; readonly why: string }
  | { readonly type: 'not-due' }

/** For so long a night belongs to the node that took it; should it die meanwhile, another tries. After a failure likewise. */
const leaseMs = 60 * 60_000

/**
 * Makes the nightly backup when it is due and nobody else has. Any number of nodes may ask as often as they like: one of
 * them makes it. A failure is noted, logged and tried again in an hour; older backups stay. Never throws for a failed backup.
 */
export async function backupIfDue(deps: BackupDeps): Promise<BackupOutcome> {
  const due = lastDue(deps.clock.now(), deps.settings.backupTime)
  return (await takeNight(deps, due)) ? makeBackup(deps) : { type: 'not-due' }
}

/** Makes a backup now, due or not, and lets the oldest go. */
export async function makeBackup(deps: BackupDeps): Promise<BackupOutcome> {
  const began = performance.now()
  const now = deps.clock.now()
  try {
    const made = await write(deps, now)
    await keepNewest(deps)
    const words = `${made.file} has ${(made.bytes / 1e6).toFixed(1)} MB.`
    await note(deps, now, () => ({ ok: true, words, made: { at: now.toISOString(), ...made } }))
    deps.log.info('backup.made', { bytes: made.bytes, count: made.rows, ms: performance.now() - began })
    return { type: 'made', ...made }
  } catch (error) {
    const why = reasonOf(error, deps.settings.backupFolder)
    deps.log.error('backup.failed', errorFields(error))
    await noteFailure(deps, now, why)
    return { type: 'failed', why }
  }
}

function takeNight({ db, clock }: BackupDeps, due: Date): Promise<boolean> {
  const now = clock.now()
  return inTransaction(db, { kind: 'worker', now }, async (trx) => {
    // Asked every few seconds and almost always in vain: that much must write nothing.
    const seen = await lookAtTurn(trx)
    if (seen && !isDue(seen, await lastBackup(trx), due, now)) return false
    const turn = await holdTurn(trx, now)
    if (turn === null || !isDue(turn, await lastBackup(trx), due, now)) return false
    await noteTurn(trx, { ...turn, takenUntil: new Date(now.getTime() + leaseMs).toISOString() }, now)
    return true
  })
}

/** Times that lie ahead were written by a clock that was wrong, and hold nothing up. */
function isDue(turn: BackupTurn, last: BackupNote | null, due: Date, now: Date): boolean {
  const done = new Date(last?.made?.at ?? turn.since)
  const until = turn.takenUntil === undefined ? now : new Date(turn.takenUntil)
  const isTaken = until > now && until.getTime() <= now.getTime() + leaseMs
  return (done < due || done > now) && !isTaken
}

async function write(deps: BackupDeps, now: Date): Promise<{ file: string; bytes: number; rows: number }> {
  const { instanceKey, version, settings } = deps
  const file = `handfast-${now.toISOString().replace(/[:-]|\.\d+/g, '')}.zip`
  const path = join(settings.backupFolder, file)
  const manifest = await deps.asOwner((database) =>
    writeArchive(database, { path, instanceKey, version, now }),
  )
  const { size: bytes } = await stat(path)
  return { file, bytes, rows: manifest.tables.reduce((sum, { rows }) => sum + rows, 0) }
}

const backupName = /^handfast-\d{8}T\d{6}Z\.zip$/
const draftName = new RegExp(`^\\.handfast-\\d{8}T\\d{6}Z\\.zip\\.\\d+\\${draftEnding}$`)

/** Only files with a backup's own name are ever removed; of drafts, those that no living try can be writing. */
async function keepNewest({ settings, clock }: BackupDeps): Promise<void> {
  const folder = settings.backupFolder
  const names = (await readdir(folder)).sort()
  const backups = names.filter((name) => backupName.test(name))
  for (const name of backups.slice(0, -settings.backupKeep)) await rm(join(folder, name), { force: true })
  for (const name of names.filter((each) => draftName.test(each))) {
    const path = join(folder, name)
    const written = await stat(path).catch(() => null)
    if (written && clock.now().getTime() - written.mtimeMs > leaseMs) await rm(path, { force: true })
  }
}

/** The newest backup in a folder, or undefined. */
export async function newestBackup(folder: string): Promise<string | undefined> {
  const names = await readdir(folder).catch(() => [])
  const newest = names
    .filter((name) => backupName.test(name))
    .sort()
    .at(-1)
  return newest === undefined ? undefined : join(folder, newest)
}

function note({ db }: BackupDeps, now: Date, change: (last: BackupNote | null) => BackupNote): Promise<void> {
  return inTransaction(db, { kind: 'worker', now }, async (trx) =>
    noteBackup(trx, change(await lastBackup(trx)), now),
  )
}

/** The same full disk may keep the note from being written: the log has it then. */
async function noteFailure(deps: BackupDeps, now: Date, why: string): Promise<void> {
  try {
    await note(deps, now, (last) => ({
      ok: false,
      words: why,
      ...(last?.made && { made: last.made }),
      failedAt: now.toISOString(),
    }))
  } catch (error) {
    deps.log.error('backup.failed', errorFields(error))
  }
}

function reasonOf(error: unknown, folder: string): string {
  const code = errorCode(error) ?? ''
  if (error instanceof ArchiveRefused || error instanceof CannotStart) return error.message
  if (code === 'ENOSPC' || code === 'EDQUOT' || code === '53100')
    return `The disk of ${folder} is full; the older backups are kept. Free some space, or set BACKUP_FOLDER to another disk.`
  if (/^E[A-Z]+$/.test(code) && error instanceof Error && 'syscall' in error && error.syscall !== 'connect')
    return `The folder ${folder} cannot be written (${code}); give this user the right to it, or set BACKUP_FOLDER to another.`
  return `The database could not be read as its owner (${code || 'unknown reason'}); check DATABASE_OWNER_URL.`
}
