import type { CaseFindings } from '#engine/business-case-findings.ts'
import type { CaseInput } from '#engine/business-case-input.ts'
import type { AuthorityCode } from '#platform/id.ts'
import type { CaseParts, OptionId } from './case-part.ts'
import type { CaseId, RunId } from './store.ts'

/** What a run was made from: for each option the engine's input, and its hash. */
export type RunInputs = {
  readonly options: readonly { readonly option: OptionId; readonly input: CaseInput }[]
  readonly partnerOf: Readonly<Record<AuthorityCode, string>>
  /** The name of the case when it was run. */
  readonly name: string
  /** The parts of the case as they were. */
  readonly parts: CaseParts
}

/** What the pages draw of one option: all the findings but the record of how the mean settled. */
export type OptionFindings = Omit<CaseFindings, 'convergence'>
export type RunSummary = {
  readonly options: readonly { readonly option: OptionId; readonly found: OptionFindings }[]
}

/** One run of a case. What came of it is there when it is done. */
export type CaseRunView = {
  readonly id: RunId
  readonly case: CaseId
  readonly number: number
  readonly state: 'waiting' | 'running' | 'done' | 'failed'
  readonly baselineVersion: number
  readonly baselineLocked: boolean
  readonly seed: number
  readonly draws: number
  readonly engineVersion: string
  readonly inputHash: string
  readonly doneOfHundred: number
  readonly trouble: string | null
  readonly askedBy: string | null
  readonly askedFor: AuthorityCode
  readonly askedAt: Date
  readonly beatAt: Date
  readonly doneAt: Date | null
  readonly inputs: RunInputs
  readonly summary: RunSummary | null
}

/** The findings of one option of a run. */
export function findingsOf(run: Pick<CaseRunView, 'summary'>, option: OptionId): OptionFindings | null {
  return run.summary?.options.find((each) => each.option === option)?.found ?? null
}

const stalled = 60_000

/** Whether nobody is working on a run any more: the program was stopped, or its thread died. */
export function isStalled(run: Pick<CaseRunView, 'state' | 'beatAt'>, now: Date): boolean {
  return (
    (run.state === 'waiting' || run.state === 'running') && now.getTime() - run.beatAt.getTime() > stalled
  )
}
