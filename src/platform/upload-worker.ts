import { parentPort, workerData } from 'node:worker_threads'
import { readSpreadsheetHere } from './spreadsheet-reader.ts'

/** The thread in which an uploaded file is read; `upload.ts` starts it and stops it. */
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
parentPort?.postMessage(await readSpreadsheetHere(workerData.bytes, workerData.limits, workerData.fileName))
