import type { Statement } from '#content/framework.ts'
import { agreedFaults, officeFaults, type Draft } from './answer.ts'

/** Where one statement stands on somebody's list. Each is a word on the page, never a bare colour. */
export type TaskStatus = 'not-started' | 'in-progress' | 'needs-review' | 'completed'

/** The drafts that stand against a statement, as far as the viewer may see them. */
export type DraftSet = ReadonlyMap<string, Draft>

/** Whether one office has answered. */
export function officeStatus(draft: Draft | undefined): TaskStatus {
  if (draft === undefined) return 'not-started'
  return officeFaults(draft).length === 0 ? 'completed' : 'in-progress'
}

/** Whether the council has agreed its answer. One carried over from the last round needs review until somebody saves it. */
export function agreedStatus(draft: Draft | undefined, statement: Pick<Statement, 'gate'>): TaskStatus {
  if (draft === undefined) return 'not-started'
  if (draft.carried === true) return 'needs-review'
  return agreedFaults(draft, statement).length === 0 ? 'completed' : 'in-progress'
}

/** The first statement that still wants something, in the framework's order: the one next step. */
export function nextStatement(
  statements: readonly Statement[],
  statusOf: (statement: Statement) => TaskStatus,
): Statement | null {
  return statements.find((statement) => statusOf(statement) !== 'completed') ?? null
}
