import { parentPort } from 'node:worker_threads'
import { bestSavingGroups, type SavingGame, type SavingGroups } from '#engine/saving-group.ts'

/** What a thread is given once, and then which first members to take. */
export type ToWorker =
  | { readonly game: SavingGame; readonly size: number; readonly keep: number }
  | { readonly from: number; readonly to: number }
export type FromWorker = { readonly part: SavingGroups } | { readonly error: string }

let given: { game: SavingGame; size: number; keep: number } | null = null

parentPort?.on('message', (message: ToWorker) => {
  if ('game' in message) {
    given = message
    return
  }
  try {
    if (!given) throw new Error('A thread was asked before it was given anything.')
    const { game, size, keep } = given
    const part = bestSavingGroups(game, { size, keep, from: message.from, to: message.to })
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
    parentPort?.postMessage({ part } satisfies FromWorker)
  } catch (error) {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
    parentPort?.postMessage({ error: String(error) } satisfies FromWorker)
  }
})
