import { Worker } from 'node:worker_threads'
import type { SavingGroup, SavingGroups } from '#engine/saving-group.ts'
import type { GroupLine } from './group-report.ts'
import { holdsFirst, type FromWorker, type GroupTask, type ToWorker } from './group-search-worker.ts'

/** How far a search has come: parts done, of all, and the groups scored in them. */
export type GroupProgress = { readonly done: number; readonly of: number; readonly scored: number }

export type GroupsFound = {
  /** Members by their place among the councils given. */
  readonly groups: readonly SavingGroup[]
  readonly scored: number
  readonly unstable: number
  readonly lines: readonly GroupLine[]
}

export type GroupSearchRun = {
  readonly result: Promise<GroupsFound>
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
 * Searches in threads of its own, one member at a time, so that it can be followed and stopped: nothing is worked out on the
 * thread that asks. The answer does not depend on how many threads there are.
 */
export function searchGroups(
  task: GroupTask,
  { threads = 2 }: { readonly threads?: number } = {},
  onProgress: (progress: GroupProgress) => void = () => {},
): GroupSearchRun {
  const first = holdsFirst(task) ? 1 : 0
  const starts = Math.max(0, task.councils.length - task.wanted.size + 1)
  const parts: SavingGroups[] = []
  const workers: Worker[] = []
  let [next, scored] = [0, 0]
  let stop = (): void => {}
  const result = new Promise<GroupsFound>((resolve, reject) => {
    const end = (finish: () => void): void => {
      for (const worker of workers.splice(0)) void worker.terminate()
      finish()
    }
    const give = (worker: Worker, asked: ToWorker): void => {
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
      worker.postMessage(asked)
    }
    const heard = (worker: Worker, news: FromWorker): void => {
      if ('error' in news) return end(() => reject(new Error(news.error)))
      if ('lines' in news) return end(() => resolve({ ...news, scored }))
      parts.push(news.part)
      scored += news.part.scored
      onProgress({ done: parts.length, of: starts, scored })
      if (scored > mostGroups) return end(() => reject(new TooManyGroups('Too many groups.')))
      if (next < starts) return give(worker, { from: first + next, to: first + ++next })
      if (parts.length === starts) give(worker, { join: parts })
    }
    stop = () => end(() => reject(new Stopped('The search was stopped.')))
    if (starts === 0) return resolve({ groups: [], scored: 0, unstable: 0, lines: [] })
    for (let at = 0; at < Math.min(threads, starts); at += 1) {
      const worker = new Worker(new URL('./group-search-worker.ts', import.meta.url), {
        workerData: task,
        env: {},
      })
      workers.push(worker)
      worker.on('error', (error) => end(() => reject(error)))
      worker.on('message', (news: FromWorker) => heard(worker, news))
      give(worker, { from: first + next, to: first + ++next })
    }
  })
  return { result, stop: () => stop() }
}
