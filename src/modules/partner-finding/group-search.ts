import { Worker } from 'node:worker_threads'
import { mergeSavingGroups, type SavingGame, type SavingGroups } from '#engine/saving-group.ts'
import type { FromWorker, ToWorker } from './group-search-worker.ts'

/** How far a search has come: first members done, of all. */
export type GroupProgress = { readonly done: number; readonly of: number; readonly scored: number }

export type GroupSearchRun = {
  readonly result: Promise<SavingGroups>
  /** Ends the threads; `result` is then refused with `Stopped`. */
  stop(): void
}

export class Stopped extends Error {
  override name = 'Stopped'
}

/** More groups than this are refused: some minutes' work. */
export const mostGroups = 400_000_000

export class TooManyGroups extends Error {
  override name = 'TooManyGroups'
}

/**
 * Searches in threads of its own, one first member at a time, so that it can be followed and stopped. `only` limits the
 * first member to 0: groups that hold the council that stands first. The answer does not depend on how many threads there are.
 */
export function searchGroups(
  game: SavingGame,
  { size, keep, only = false, threads = 2 }: { size: number; keep: number; only?: boolean; threads?: number },
  onProgress: (progress: GroupProgress) => void = () => {},
): GroupSearchRun {
  const starts = only ? 1 : Math.max(0, game.pairs.n - size + 1)
  const parts: SavingGroups[] = []
  const workers: Worker[] = []
  let [next, scored] = [0, 0]
  let stop = (): void => {}
  const result = new Promise<SavingGroups>((resolve, reject) => {
    const end = (finish: () => void): void => {
      for (const worker of workers.splice(0)) void worker.terminate()
      finish()
    }
    stop = () => end(() => reject(new Stopped('The search was stopped.')))
    const give = (worker: Worker): void => {
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
      if (next < starts) worker.postMessage({ from: next, to: ++next } satisfies ToWorker)
    }
    if (starts === 0) return resolve({ groups: [], scored: 0, unstable: 0 })
    for (let at = 0; at < Math.min(threads, starts); at += 1) {
      const worker = new Worker(new URL('./group-search-worker.ts', import.meta.url))
      workers.push(worker)
      worker.on('error', (error) => end(() => reject(error)))
      worker.on('message', (message: FromWorker) => {
        if ('error' in message) return end(() => reject(new Error(message.error)))
        parts.push(message.part)
        scored += message.part.scored
        onProgress({ done: parts.length, of: starts, scored })
        if (scored > mostGroups) return end(() => reject(new TooManyGroups('Too many groups.')))
        if (parts.length === starts) return end(() => resolve(mergeSavingGroups(parts, keep)))
        give(worker)
      })
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
      worker.postMessage({ game, size, keep } satisfies ToWorker)
      give(worker)
    }
  })
  return { result, stop: () => stop() }
}
