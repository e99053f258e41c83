import { randomBytes } from 'node:crypto'
import { linkSync, lstatSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { CannotStart, errorCode } from './cannot-start.ts'
import type { Config } from './config.ts'
import { fsyncFolder } from './embedded-files.ts'
import { key as readKey } from './setting.ts'

/** The key that wraps every other key. It is never in the database, a dump, an export or the log. */
export type InstanceKey = {
  readonly key: Buffer
  /** True when this call made it: whatever was sealed before, this key does not open. */
  readonly created: boolean
  /** The file it is kept in; undefined when it came from HANDFAST_KEY. */
  readonly path: string | undefined
}

/**
 * The key from HANDFAST_KEY or from the key file, which is made when it is not there, for its owner's eyes only. Throws
 * `CannotStart` when others may read the file, when it holds no key, or when it cannot be read or made.
 */
export function loadInstanceKey(config: Pick<Config, 'key' | 'keyFile'>): InstanceKey {
  if (config.key) return { key: config.key, created: false, path: undefined }
  const path = config.keyFile
  try {
    const created = makeKeyFile(path)
    refuseIfOthersMayRead(path)
    return { key: keyIn(path), created, path }
  } catch (error) {
    if (error instanceof CannotStart) throw error
    throw new CannotStart(
      `The key file ${path} cannot be read or made (${errorCode(error) ?? 'unknown reason'}): give this user the right ` +
        'to it, or set HANDFAST_KEY_FILE to another file.',
      { cause: error },
    )
  }
}

/** Makes the file whole or not at all: it is written under another name, then given this one if nothing has it yet. */
function makeKeyFile(path: string): boolean {
  if (exists(path)) return false
  mkdirSync(dirname(path), { recursive: true })
  const part = `${path}.${process.pid}.part`
  writeFileSync(part, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600, flag: 'wx', flush: true })
  try {
    linkSync(part, path)
    fsyncFolder(dirname(path))
    return true
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false
    throw error
  } finally {
    rmSync(part)
  }
}

function exists(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined
}

/** Windows keeps such rights in another way, which its mode bits do not show. */
function refuseIfOthersMayRead(path: string): void {
  if (process.platform === 'win32') return
  if ((statSync(path).mode & 0o077) === 0) return
  throw new CannotStart(
    `The key file ${path} can be read by others on this machine: run "chmod 600 ${path}".`,
  )
}

function keyIn(path: string): Buffer {
  const reading = readKey(readFileSync(path, 'utf8').trim())
  if ('value' in reading) return reading.value
  throw new CannotStart(
    `The key file ${path} does not hold a key (it must be ${reading.mustBe}): put back your copy of the file.`,
  )
}
