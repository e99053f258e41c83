import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { BadInput } from '#engine/bad-input.ts'

/**
 * Writes a file whole or not at all: to a neighbour first, made safe on disk, then renamed over the name asked for.
 * Throws `BadInput` naming the file when it cannot be written; nothing is left behind.
 */
export function writeWholeFile(path: string, text: string): void {
  const draft = join(dirname(path), `.${basename(path)}.${process.pid}.part`)
  try {
    const descriptor = openSync(draft, 'wx', 0o644)
    try {
      writeFileSync(descriptor, text)
      fsyncSync(descriptor)
    } finally {
      closeSync(descriptor)
    }
    renameSync(draft, path)
  } catch (error) {
    rmSync(draft, { force: true })
    const reason = error instanceof Error ? error.message : String(error)
    throw new BadInput('--out', `${path} cannot be written (${reason}); choose another place`)
  }
}
