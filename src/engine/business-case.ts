import { demand } from './bad-input.ts'
import type { CaseInput } from './business-case-input.ts'
import { type CaseModel, caseModel, caseWorth } from './business-case-model.ts'
import { outputPlace } from './business-case-output.ts'
import { caseProblems } from './business-case-problems.ts'
import { type CaseReport, caseReport, type CaseRun, drawsOf, usualDraws } from './business-case-report.ts'
import { chanceProblems } from './input-sampler.ts'
import type { LongWork } from './long-work.ts'
import { refuse, wholeProblems } from './problem.ts'
import { tornado } from './sensitivity.ts'
import { simulateChunk, simulateUntil } from './simulate.ts'

const mostDraws = 10_000_000
/** Groups looked at in a run: some five minutes on one thread. */
const mostGroups = 1e10

/**
 * Prepares a case, refusing what cannot be computed.
 *
 * @throws BadInput naming the first field that is wrong and how to mend it
 *
 * Cost: one evaluation for each switching value tried where Sobol points are used; otherwise O(inputs).
 */
export function businessCase(input: CaseInput, run: CaseRun): CaseModel {
  refuse([...caseProblems(input), ...runProblems(run)])
  demandFeasible(input, drawsOf(run))
  const model = caseModel(input, run)
  if (run.sobol === undefined || run.sobol.first !== undefined) return model
  const bars = tornado(caseWorth(model), model.inputs)
  return caseModel(input, { ...run, sobol: { ...run.sobol, first: bars.map((bar) => bar.input) } })
}

/** Shapley sharing looks at every group of members in every service and year of every draw: refused when that is hopeless. */
function demandFeasible(input: CaseInput, draws: number): void {
  if (input.sharing !== 'shapley') return
  const groups = input.services.reduce((sum, { members }) => sum + 2 ** members.length, 0)
  const most = Math.floor(mostGroups / (groups * (input.lastYear + 1)))
  demand(
    draws <= most,
    'run.draws',
    `is ${draws}; Shapley sharing of this case takes at most ${most} (or share by usage)`,
  )
}

/** What is wrong with how a case is to be run, as data. */
export function runProblems(run: unknown): ReturnType<typeof chanceProblems> {
  const draws = (run as CaseRun | undefined)?.draws ?? usualDraws
  const problems = [
    ...chanceProblems(run, 'run'),
    ...wholeProblems(draws, 'run.draws', { atLeast: 1, atMost: mostDraws }),
  ]
  const { sobol, target } = (run ?? {}) as Partial<CaseRun>
  if (sobol === undefined || target === undefined) return problems
  const mend = 'leave one of the two out'
  return [...problems, { field: 'run.target', problem: 'cannot stop a set of Sobol points half way', mend }]
}

/**
 * Runs a case in one go. For several threads, run stretches with `simulateChunk` and hand them to `caseReport`.
 * Throws `BadInput` as `businessCase`, and `Cancelled`. Cost: one evaluation a draw; 6 councils, 10 services and 10
 * years at 20,000 draws take about half a second.
 */
export function runCase(input: CaseInput, run: CaseRun, work?: LongWork): CaseReport {
  const model = businessCase(input, run)
  const cap = drawsOf(run)
  if (run.target === undefined) return caseReport(model, run, simulateChunk(model, 0, cap, work))
  const headlines = [outputPlace.npv, ...input.partners.map((_, i) => outputPlace.partner + i)]
  const goal = { cap, target: run.target, headlines, losses: headlines }
  const { stoppedBy, ...chunk } = simulateUntil(model, goal, work)
  return caseReport(model, run, chunk, stoppedBy)
}
