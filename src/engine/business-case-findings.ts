import { businessCase, runCase } from './business-case.ts'
import { type CaseReport, type CaseRun } from './business-case-report.ts'
import { caseWorth } from './business-case-model.ts'
import type { CaseInput } from './business-case-input.ts'
import type { LongWork } from './long-work.ts'
import { tornado, type TornadoBar } from './sensitivity.ts'

/** A case, and which inputs move it most. */
export type CaseFindings = CaseReport & { readonly tornado: readonly TornadoBar[] }

/**
 * Runs a case and finds what moves it most: everything a report says. The same input and seed give the same findings
 * to the bit. Cost: as `runCase`, and two evaluations for each uncertain input.
 */
export function caseFindings(input: CaseInput, run: CaseRun, work?: LongWork): CaseFindings {
  const model = businessCase(input, run)
  return { ...runCase(input, run, work), tornado: tornado(caseWorth(model), model.inputs) }
}
