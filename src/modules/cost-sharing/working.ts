import { Worker } from 'node:worker_threads'
import type { Game } from '#engine/game.ts'
import type { LeavingAnswer, LeavingFigures } from '#engine/leaving-answer.ts'
import type { LeavingQuestion } from '#engine/leaving-question.ts'
import type { Limits } from '#engine/mixed-share.ts'
import { loadSolver } from '#platform/highs.ts'
import type { SplitFigures } from './figures.ts'
import { laboratoryOf, type Laboratory, type RuleRow } from './laboratory.ts'
import type { ExitFees } from './pot.ts'
import type { Work, WorkAnswer, WorkRequest } from './work-thread.ts'

/** As many councils as every rule can be worked out for within 50 ms, on the thread that answers requests. */
const mostAtOnce = 8

/** Every rule side by side. For more than eight councils it is worked out on a thread of its own. */
export async function laboratoryFor(game: Game, figures: SplitFigures, limits: Limits): Promise<Laboratory> {
  if (figures.councils.length <= mostAtOnce) return laboratoryOf(game, figures, await loadSolver(), limits)
  // Each kind of work has its own answer: `workOut` says so, and a message cannot.
  return (await ask({ kind: 'laboratory', figures, values: Array.from(game.values), limits })) as Laboratory
}

/** What leaving comes to: a thousand histories, always on a thread of their own. */
export async function leavingFor(
  asked: LeavingFigures,
  question: LeavingQuestion,
  today: string,
): Promise<LeavingAnswer> {
  return (await ask({ kind: 'leaving', asked, question, today })) as LeavingAnswer
}

/** What leaving would cost under every rule; on a thread of its own. */
export async function exitsFor(
  rows: readonly RuleRow[],
  asked: LeavingFigures,
  how: { readonly today: string; readonly limited: boolean },
): Promise<ReadonlyMap<RuleRow['name'], ExitFees | null>> {
  return new Map((await ask({ kind: 'exits', rows, asked, ...how })) as [RuleRow['name'], ExitFees | null][])
}

type Waiting = { readonly resolve: (found: unknown) => void; readonly reject: (error: Error) => void }
const waiting = new Map<number, Waiting>()
let worker: Worker | undefined
let last = 0

function ask(work: Work): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const own = thread()
    const id = ++last
    waiting.set(id, { resolve, reject })
    own.ref()
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
    own.postMessage({ id, work } satisfies WorkRequest)
  })
}

/** One thread for the process, started when first needed and let go of when it breaks. It keeps nobody waiting at the end. */
function thread(): Worker {
  if (worker) return worker
  const made = new Worker(new URL('work-thread.ts', import.meta.url), { env: {} })
  made.on('message', (answer: WorkAnswer) => {
    const asker = waiting.get(answer.id)
    waiting.delete(answer.id)
    if (waiting.size === 0) made.unref()
    if ('trouble' in answer) asker?.reject(new Error(answer.trouble))
    else asker?.resolve(answer.found)
  })
  const broke = (error: Error): void => {
    if (worker === made) worker = undefined
    for (const { reject } of waiting.values()) reject(error)
    waiting.clear()
  }
  made.on('error', broke)
  made.on('exit', () => broke(new Error('The calculation broke off.')))
  made.unref()
  worker = made
  return made
}
