import { demand } from './bad-input.ts'
import { prepare } from './withdrawal.ts'
import { demandFees, gainsOfLeaving } from './withdrawal-gain.ts'
import { refuse } from './problem.ts'
import { seedProblem } from './random.ts'
import { mean, quantile, sorted } from './summary.ts'
import { withdrawalDraws } from './withdrawal-draws.ts'
import { type WithdrawalInput, withdrawalProblems } from './withdrawal-input.ts'

/** What each partner would gain by leaving now, one column a partner, over draws of the uncertain numbers. */
export function drawnGains(
  input: WithdrawalInput,
  fees: ArrayLike<number>,
  { seed, runs }: { seed: number; runs: number },
): { gains: Float64Array[]; atExit: number; inertia: Float64Array } {
  demand(Number.isInteger(runs) && runs >= 1, 'runs', `is ${runs}; give a whole number of at least 1`)
  refuse(withdrawalProblems(input))
  demandFees(fees, input.partners.length)
  const problem = seedProblem(seed)
  demand(problem === undefined, 'seed', problem ?? '')
  const draw = withdrawalDraws(input, seed)
  const first = prepare(draw(0))
  const gains = input.partners.map(() => new Float64Array(runs))
  for (let r = 0; r < runs; r++) {
    const now = gainsOfLeaving(prepare(draw(r), first.money), first.founders, { fees })
    for (const [i, column] of gains.entries()) column[r] = now[i]!
  }
  return { gains, atExit: first.money.atExit, inertia: first.inertia }
}

/**
 * The least fee at which a council would leave on its own account with a chance of at most `alpha`, where numbers
 * are uncertain: the (1 - alpha) quantile of what it would gain, at the exit date, plus a margin; never below
 * nought. Throws `BadInput` for an alpha outside 0 to 1 or a run that is none. Cost: one round of decisions a draw.
 */
export function unilateralFeesAtRisk(
  input: WithdrawalInput,
  { alpha, margin = 0, ...run }: { alpha: number; margin?: number; seed: number; runs: number },
): Float64Array {
  demand(alpha > 0 && alpha < 1, 'alpha', `is ${alpha}; give a chance between 0 and 1`)
  const { gains, atExit, inertia } = drawnGains(input, new Float64Array(input.partners.length), run)
  return Float64Array.from(gains, (column, i) => {
    const least = (quantile(sorted(column), 1 - alpha) - inertia[i]!) / atExit
    return least > 0 ? least + margin : 0
  })
}

/**
 * What the right to leave freely is worth to each council, and how much of it signing the fees gives up: the
 * average of max(0, gain) without fees, and that less the same with them. Throws `BadInput` as
 * `unilateralFeesAtRisk`. Cost: two rounds of decisions a draw.
 */
export function rightToLeave(
  input: WithdrawalInput,
  fees: ArrayLike<number>,
  run: { seed: number; runs: number },
): { free: Float64Array; givenUp: Float64Array } {
  const worth = (charged: ArrayLike<number>) =>
    Float64Array.from(drawnGains(input, charged, run).gains, (column) =>
      mean(column.map((gain) => Math.max(0, gain))),
    )
  const free = worth(new Float64Array(input.partners.length))
  const kept = worth(fees)
  return { free, givenUp: free.map((value, i) => value - kept[i]!) }
}
