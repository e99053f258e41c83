import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { CannotStart } from './cannot-start.ts'

/** Held until `release`, or until the process ends in whatever way. */
export type FolderLock = { release(): void }

const sqliteBusy = 5

/** Two that ask at the same moment stand in each other's way for an instant; a lock that is held is held for longer. */
const patienceMs = 250

/** Every lock this process holds. Without it a lock that nobody mentions again would be collected, and so released. */
const held = new Set<DatabaseSync>()

/**
 * Makes this process the only one that may use a folder. Two embedded databases on one folder each overwrite what the
 * other has promised to keep, and neither notices.
 *
 * The lock is the operating system's own, on a file, taken through SQLite because Node offers no other way to it. So it
 * ends with the process, even after `kill -9`; it holds for every name of the folder (links, mounts, another container);
 * and there is no moment at which two processes can both take over from a dead one, as there is with a socket or a file
 * that holds a process number. (SQLite, "File Locking And Concurrency", https://www.sqlite.org/lockingv3.html.)
 *
 * Throws `CannotStart` when another process holds the folder.
 */
export function lockFolder(folder: string): FolderLock {
  const holderFile = join(folder, 'owner.pid')
  const lock = new DatabaseSync(join(folder, 'owner.lock'), { timeout: patienceMs })
  try {
    // Nothing is ever written, so there is nothing to roll back, and no journal to find after a process was killed.
    lock.exec('pragma journal_mode = memory')
    lock.exec('begin exclusive')
  } catch (error) {
    lock.close()
    if (!isBusy(error)) throw error
    throw new CannotStart(
      `The data folder ${folder} is in use by another Handfast${holder(holderFile)}: stop that one first, or set ` +
        'HANDFAST_DATA to another folder.',
    )
  }
  held.add(lock)
  noteHolder(holderFile)
  return { release: () => release(lock) }
}

function release(lock: DatabaseSync): void {
  if (held.delete(lock)) lock.close()
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === sqliteBusy
}

/** For the sentence above and no more: the lock does not rest on it, so a full disk may leave it empty. */
function noteHolder(file: string): void {
  try {
    writeFileSync(file, `${process.pid}\n`)
  } catch {}
}

function holder(file: string): string {
  try {
    const id = readFileSync(file, 'utf8').trim()
    return /^\d+$/.test(id) ? ` (process ${id})` : ''
  } catch {
    return ''
  }
}
