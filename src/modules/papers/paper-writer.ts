import { Worker } from 'node:worker_threads'
import type { OfficeDocument } from '#platform/document.ts'
import { invariant } from '#platform/errors.ts'

/**
 * A Word file of a paper, written in a thread of its own: sixty statements take a quarter of a second, and everybody else's
 * pages would wait for it. One paper at a time; the next waits its turn. Throws as `toWord` does.
 */
export function wordInThread(document: OfficeDocument): Promise<Uint8Array> {
  const written = turn.then(() => write(document))
  turn = written.catch(() => {})
  return written
}

let turn: Promise<unknown> = Promise.resolve()

function write(document: OfficeDocument): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('paper-worker.ts', import.meta.url), { workerData: document, env: {} })
    worker.once('message', (bytes: unknown) => {
      invariant(bytes instanceof Uint8Array, 'The thread that writes papers gave back no file.')
      resolve(bytes)
      worker.terminate().catch(() => {})
    })
    worker.once('error', reject)
    // After a message this says nothing new: a promise is settled once.
    worker.once('exit', () => reject(new Error('The thread that writes papers ended without a file.')))
  })
}
