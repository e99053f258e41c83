import { parentPort } from 'node:worker_threads'
import { costGame } from '#engine/game.ts'
import { leavingAnswer, type LeavingFigures } from '#engine/leaving-answer.ts'
import type { LeavingQuestion } from '#engine/leaving-question.ts'
import type { SolveLp } from '#engine/lp.ts'
import type { Limits } from '#engine/mixed-share.ts'
import { loadSolver } from '#platform/highs.ts'
import type { SplitFigures } from './figures.ts'
import { laboratoryOf, type RuleRow } from './laboratory.ts'
import { exitFeesBy } from './pot.ts'

/** What takes longer than a page may hold up others, as plain data, because functions cannot travel. */
export type Work =
  | {
      readonly kind: 'laboratory'
      readonly figures: SplitFigures
      readonly values: readonly number[]
      readonly limits: Limits
    }
  | {
      readonly kind: 'leaving'
      readonly asked: LeavingFigures
      readonly question: LeavingQuestion
      readonly today: string
    }
  | {
      readonly kind: 'exits'
      readonly rows: readonly RuleRow[]
      readonly asked: LeavingFigures
      readonly today: string
      readonly limited: boolean
    }

/** What the thread is sent and what it sends back. */
export type WorkRequest = { readonly id: number; readonly work: Work }
export type WorkAnswer =
  | { readonly id: number; readonly found: unknown }
  | { readonly id: number; readonly trouble: string }

/** Works one thing out. The same on the thread and off it. */
export function workOut(work: Work, solveLp: SolveLp) {
  switch (work.kind) {
    case 'laboratory': {
      const codes = work.figures.councils.map(({ code }) => code)
      return laboratoryOf(costGame(codes, work.values, 0), work.figures, solveLp, work.limits)
    }
    case 'leaving':
      return leavingAnswer(work.asked, work.question, work.today, solveLp)
    case 'exits':
      return work.rows.flatMap((row) =>
        'split' in row ? [[row.name, exitFeesBy(row, work.asked, { ...work, solveLp })] as const] : [],
      )
    default:
      return work satisfies never
  }
}

parentPort?.on('message', ({ id, work }: WorkRequest) => {
  loadSolver()
    .then((solveLp) => say({ id, found: workOut(work, solveLp) }))
    .catch((error: unknown) => say({ id, trouble: error instanceof Error ? error.message : String(error) }))
})

function say(answer: WorkAnswer): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
  parentPort?.postMessage(answer)
}
