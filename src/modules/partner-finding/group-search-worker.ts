import { parentPort, workerData } from 'node:worker_threads'
import type { Authority } from '#content/authority.ts'
import {
  bestSavingGroups,
  mergeSavingGroups,
  type SavingGroup,
  type SavingGroups,
} from '#engine/saving-group.ts'
import { savingGame, type GroupWanted } from './group-game.ts'
import { groupLines, type GroupLine } from './group-report.ts'

/** What a thread is given once: who a group can be made of, and what is looked for. It makes the game itself. */
export type GroupTask = {
  readonly councils: readonly Authority[]
  readonly wanted: GroupWanted
  /** How many groups are listed. */
  readonly keep: number
}
/** What it is asked: to score the groups of some members, or to join the parts and say what they come to. */
export type ToWorker =
  | { readonly from: number; readonly to: number }
  | { readonly join: readonly SavingGroups[] }
export type FromWorker =
  | { readonly part: SavingGroups }
  | {
      readonly groups: readonly SavingGroup[]
      readonly unstable: number
      readonly lines: readonly GroupLine[]
    }
  | { readonly error: string }

/** Whether the first of the councils is in every group, so that it is the second member that is divided up. */
export function holdsFirst({ councils, wanted }: GroupTask): boolean {
  return wanted.withCouncil !== null && councils[0]?.code === wanted.withCouncil
}

function answerer(task: GroupTask): (asked: ToWorker) => FromWorker {
  const { councils, wanted, keep } = task
  const game = savingGame(councils, wanted)
  const search = { size: wanted.size, keep, ...(holdsFirst(task) ? { holding: 0 } : {}) }
  return (asked) => {
    if ('from' in asked) return { part: bestSavingGroups(game, { ...search, ...asked }) }
    const { groups, unstable } = mergeSavingGroups(asked.join, keep)
    return { groups, unstable, lines: groupLines(councils, wanted, { game, groups }) }
  }
}

if (parentPort) {
  const port = parentPort
  // What `searchGroups` starts it with.
  const answer = answerer(workerData as GroupTask)
  port.on('message', (asked: ToWorker) => {
    let said: FromWorker
    try {
      said = answer(asked)
    } catch (error) {
      said = { error: String(error) }
    }
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
    port.postMessage(said)
  })
}
