import { parentPort, workerData } from 'node:worker_threads'
import { toWord } from '#platform/word.ts'

/** The thread in which a Word file is written; `paper-writer.ts` starts it. */
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
parentPort?.postMessage(await toWord(workerData))
