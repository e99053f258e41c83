import { parentPort } from 'node:worker_threads'
import type { CaseInput } from '#engine/business-case-input.ts'
import { businessCase } from '#engine/business-case.ts'
import { type CaseRun } from '#engine/business-case-report.ts'
import { type Chunk, simulateChunk } from '#engine/simulate.ts'
import { playHistories, type HistoryOptions } from '#engine/withdrawal-history.ts'
import type { WithdrawalInput } from '#engine/withdrawal-input.ts'

/** A stretch of a simulation, as it is handed to a thread: plain data, because functions cannot travel. */
export type SimulationTask =
  | { readonly kind: 'case'; readonly input: CaseInput; readonly run: CaseRun }
  | { readonly kind: 'histories'; readonly input: WithdrawalInput; readonly options: HistoryOptions }

export type Stretch = { readonly from: number; readonly to: number }

/** What a thread is asked, and what it answers. */
export type WorkerRequest = { readonly id: number; readonly task: SimulationTask; readonly stretch: Stretch }
export type WorkerAnswer =
  | { readonly id: number; readonly chunk: Chunk }
  | { readonly id: number; readonly error: unknown }

/** Computes one stretch. The same on every thread, and on none. */
export function runStretch(task: SimulationTask, { from, to }: Stretch): Chunk {
  if (task.kind === 'histories') return playHistories(task.input, task.options, from, to)
  return simulateChunk(businessCase(task.input, task.run), from, to)
}

parentPort?.on('message', ({ id, task, stretch }: WorkerRequest) => {
  try {
    const chunk = runStretch(task, stretch)
    const buffers = chunk.columns.map((column) => column.buffer as ArrayBuffer)
    parentPort?.postMessage({ id, chunk } satisfies WorkerAnswer, buffers)
  } catch (error) {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
    parentPort?.postMessage({ id, error } satisfies WorkerAnswer)
  }
})
