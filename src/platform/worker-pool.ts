import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import { Cancelled, type LongWork } from '#engine/long-work.ts'
import { type Chunk, joinChunks, stretches } from '#engine/simulate.ts'
import type { SimulationTask, Stretch, WorkerAnswer, WorkerRequest } from './simulate-worker.ts'

/** Threads that simulate. Long calculations run here so that the thread that answers requests stays free. */
export type WorkerPool = {
  /**
   * Draws 0..draws-1 of a simulation, cut into stretches that the threads take in turn. The result is byte for byte
   * what one thread would give. Progress is reported by stretch; a stop abandons what is running.
   */
  simulate(task: SimulationTask, draws: number, work?: LongWork): Promise<Chunk>
  /** Ends the threads. Work in hand fails. */
  close(): Promise<void>
}

type Job = {
  readonly request: Omit<WorkerRequest, 'id'>
  readonly resolve: (chunk: Chunk) => void
  readonly reject: (error: unknown) => void
}

type Thread = { readonly worker: Worker; job: Job | undefined }

/** Draws in a stretch: small enough to report progress and share out evenly, large enough to be worth a message. */
const stretchLength = 2500

/**
 * Starts a pool. Threads start when first needed, some 100 ms each, and are kept.
 *
 * @param size how many threads; the processors there are, less one for requests, and at least one
 */
export function workerPool(size = Math.max(1, availableParallelism() - 1)): WorkerPool {
  const threads: Thread[] = []
  const waiting: Job[] = []
  let isClosed = false

  const next = (thread: Thread): void => {
    thread.job = waiting.shift()
    if (thread.job === undefined) thread.worker.unref()
    else {
      thread.worker.ref()
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
      thread.worker.postMessage({ id: 0, ...thread.job.request } satisfies WorkerRequest)
    }
  }
  const start = (): Thread => {
    const thread: Thread = {
      worker: new Worker(new URL('./simulate-worker.ts', import.meta.url)),
      job: undefined,
    }
    thread.worker.on('message', (answer: WorkerAnswer) => {
      const { job } = thread
      next(thread)
      if ('error' in answer) job?.reject(answer.error)
      else job?.resolve(answer.chunk)
    })
    thread.worker.on('error', (error) => {
      threads.splice(threads.indexOf(thread), 1)
      thread.job?.reject(error)
    })
    threads.push(thread)
    return thread
  }
  const submit = (job: Job): void => {
    waiting.push(job)
    const idle = threads.find((thread) => thread.job === undefined)
    if (idle !== undefined) next(idle)
    else if (threads.length < size) next(start())
  }
  const drop = (jobs: ReadonlySet<Job>): void => {
    for (let k = waiting.length - 1; k >= 0; k--) if (jobs.has(waiting[k]!)) waiting.splice(k, 1)
    for (const thread of threads.filter(({ job }) => job !== undefined && jobs.has(job))) {
      threads.splice(threads.indexOf(thread), 1)
      void thread.worker.terminate()
    }
    while (waiting.length > 0 && threads.length < size) next(start())
  }

  const simulate = (task: SimulationTask, draws: number, work?: LongWork): Promise<Chunk> => {
    if (isClosed) return Promise.reject(new Error('the pool has been closed'))
    const pieces = stretches(draws, Math.max(1, Math.ceil(draws / stretchLength)))
    return collect(
      pieces,
      (stretch, resolve, reject) => {
        const job: Job = { request: { task, stretch }, resolve, reject }
        submit(job)
        return job
      },
      drop,
      work,
    )
  }
  const close = async (): Promise<void> => {
    isClosed = true
    const jobs = [...waiting.splice(0), ...threads.flatMap(({ job }) => (job === undefined ? [] : [job]))]
    const ending = threads.splice(0).map(({ worker }) => worker.terminate())
    for (const job of jobs) job.reject(new Cancelled())
    await Promise.all(ending)
  }
  return { simulate, close }
}

type Submit = (stretch: Stretch, resolve: (chunk: Chunk) => void, reject: (error: unknown) => void) => Job

/** Waits for every stretch and joins them; on the first failure or a stop, takes the rest back. */
async function collect(
  pieces: readonly Stretch[],
  submit: Submit,
  drop: (jobs: ReadonlySet<Job>) => void,
  work: LongWork | undefined,
): Promise<Chunk> {
  const jobs = new Set<Job>()
  let done = 0
  const progress = () => work?.onProgress?.({ stage: 'simulating', done, of: pieces.length })
  let watch: ReturnType<typeof setInterval> | undefined
  try {
    const chunks = new Promise<Chunk[]>((resolve, reject) => {
      const stop = () => (work?.signal?.aborted === true ? reject(new Cancelled()) : undefined)
      stop()
      watch = setInterval(stop, 20)
      const all = pieces.map(
        (stretch) =>
          new Promise<Chunk>((settle, fail) => {
            const job = submit(
              stretch,
              (chunk) => {
                jobs.delete(job)
                done++
                progress()
                settle(chunk)
              },
              fail,
            )
            jobs.add(job)
          }),
      )
      Promise.all(all).then(resolve, reject)
    })
    return joinChunks(await chunks)
  } finally {
    clearInterval(watch)
    drop(jobs)
  }
}
