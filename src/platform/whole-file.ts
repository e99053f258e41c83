import { createWriteStream } from 'node:fs'
import { mkdir, open, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { fsyncFolder } from './embedded-files.ts'

/** The end of the name of a file that is still being written. One that is found later was never finished. */
export const draftEnding = '.part'

/**
 * Writes a file that is there whole or not at all, for its owner's eyes only: to a neighbour first, made safe on the disk,
 * then renamed. An older file of that name stays until that moment. Makes the folder when it is missing. Throws the
 * system's error (`ENOSPC`, `EACCES` …) and leaves nothing behind.
 */
export async function writeFileWhole(path: string, chunks: AsyncIterable<Uint8Array>): Promise<void> {
  const folder = dirname(path)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const draft = join(folder, `.${basename(path)}.${process.pid}${draftEnding}`)
  try {
    await pipeline(
      Readable.from(chunks, { objectMode: true, highWaterMark: 1 }),
      createWriteStream(draft, { mode: 0o600 }),
    )
    await fsyncFile(draft)
    await rename(draft, path)
    fsyncFolder(folder)
  } catch (error) {
    await rm(draft, { force: true })
    throw error
  }
}

async function fsyncFile(path: string): Promise<void> {
  const file = await open(path, 'r+')
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}
