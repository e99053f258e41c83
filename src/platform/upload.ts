import { Worker } from 'node:worker_threads'
import {
  SPREADSHEET_LIMITS,
  type SpreadsheetLimits,
  type SpreadsheetProblem,
  type SpreadsheetReading,
} from './uploaded-sheet.ts'

/** Threads reading at once; more uploads wait their turn, so that many of them cannot take all memory. */
const MOST_AT_ONCE = 2

const turns: Promise<unknown>[] = Array.from({ length: MOST_AT_ONCE }, () => Promise.resolve())
let next = 0

export type UploadOptions = {
  /** Names the one sheet of a CSV file. Nothing else about the name is believed. */
  readonly fileName?: string
  readonly limits?: Partial<SpreadsheetLimits>
}

/**
 * Reads a spreadsheet that somebody uploads: XLSX, ODS or CSV, told by content
 * and never by name. Never throws for a bad file and never hangs: the file is
 * read in a thread of its own, with a limit on memory, that is stopped when its
 * time is up. About 0.1 s for an ordinary file, most of it starting the thread.
 */
export const readSpreadsheet = async (
  bytes: Uint8Array,
  options: UploadOptions = {},
): Promise<SpreadsheetReading> => {
  const all = { ...SPREADSHEET_LIMITS, ...options.limits }
  if (bytes.length === 0) return { ok: false, problem: { type: 'empty' } }
  if (bytes.length > all.maxBytes) {
    return { ok: false, problem: { type: 'too-large', bytes: bytes.length, most: all.maxBytes } }
  }
  next = (next + 1) % MOST_AT_ONCE
  const reading = (turns[next] ?? Promise.resolve()).then(() =>
    readInThread(bytes, all, options.fileName ?? 'CSV'),
  )
  turns[next] = reading
  return reading
}

const readInThread = (
  bytes: Uint8Array,
  limits: SpreadsheetLimits,
  fileName: string,
): Promise<SpreadsheetReading> =>
  new Promise((resolve) => {
    const worker = new Worker(new URL('upload-worker.ts', import.meta.url), {
      workerData: { bytes, limits, fileName },
      resourceLimits: { maxOldGenerationSizeMb: limits.maxMemoryMb, maxYoungGenerationSizeMb: 32 },
      env: {},
    })
    const finish = (reading: SpreadsheetReading): void => {
      clearTimeout(alarm)
      resolve(reading)
      worker.terminate().catch(() => {})
    }
    const fail = (problem: SpreadsheetProblem): void => finish({ ok: false, problem })
    const alarm = setTimeout(
      () => fail({ type: 'too-slow', seconds: limits.maxSeconds }),
      limits.maxSeconds * 1000,
    )
    worker.once('message', finish)
    worker.once('error', (error) => fail(threadProblem(error, limits)))
    worker.once('exit', () => fail({ type: 'broken', why: 'unreadable' }))
  })

const threadProblem = (error: unknown, limits: SpreadsheetLimits): SpreadsheetProblem =>
  error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'
    ? { type: 'too-much-memory', mostMb: limits.maxMemoryMb }
    : { type: 'broken', why: 'unreadable' }
