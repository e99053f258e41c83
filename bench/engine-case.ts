import type { CaseInput } from '#engine/business-case-input.ts'
import { businessCase } from '#engine/business-case.ts'
import { caseFigures, caseReport } from '#engine/business-case-report.ts'
import { contagion } from '#engine/cascade.ts'
import { cascadeScale, holdHarmlessFees } from '#engine/exit-fee.ts'
import { simulateChunk } from '#engine/simulate.ts'
import { sobolIndices } from '#engine/sobol.ts'
import { onCube } from '#engine/sensitivity.ts'
import type { CertainWithdrawal } from '#engine/withdrawal-input.ts'
import { withdrawalHistories } from '#engine/withdrawal-report.ts'
import { withdrawal } from '#engine/withdrawal.ts'
import { workerPool } from '#platform/worker-pool.ts'

/** One measured thing: `run` returns its value in `unit`, and `target` is what it should stay under. */
type Bench = { name: string; unit: string; target?: number; run: () => number | Promise<number> }

/** The middle of five timings, in milliseconds. */
async function middleTime(work: () => unknown): Promise<number> {
  const times: number[] = []
  for (let k = 0; k < 5; k++) {
    const start = performance.now()
    await work()
    times.push(performance.now() - start)
  }
  return times.toSorted((a, b) => a - b)[2]!
}

const around = (likely: number, by = 0.2) => ({
  low: likely * (1 - by),
  likely,
  high: likely * (1 + 1.5 * by),
})
const councils = ['Ashby', 'Barnshire', 'Coldwell', 'Dunmere', 'Eastham', 'Fellbrook']
const years = 11

/** Six councils, ten services, ten years after the first; 150 uncertain numbers, of which 12 hang together. */
const largeCase: CaseInput = {
  lastYear: years - 1,
  discount: 0.035,
  partners: councils.map((name) => ({ name })),
  services: Array.from({ length: 10 }, (_, k) => ({
    name: `service ${k}`,
    members: councils.map((partner, i) => ({
      partner,
      volume: around(1000 * (i + 1) * (1 + k / 5)),
      profile: Array.from({ length: years }, (_, t) => 1.01 ** t),
      fixedAlone: 100_000,
      unitAlone: 120,
      integration: around(20_000),
    })),
    fixedShared: around(250_000),
    unitShared: around(90),
    elasticity: 0.95,
    coordination: 10_000,
    integration: around(100_000),
    doubleRunning: 0.1,
    ramp: Array.from({ length: years }, (_, t) => Math.min(1, t / 2)),
    phase: [0.6, 0.4, ...Array.from({ length: years - 2 }, () => 0)],
  })),
  sharing: 'usage',
  correlations: [0, 2, 4, 6, 8].flatMap((k) => [
    { between: [`service ${k}.unitShared`, `service ${k + 1}.unitShared`] as const, spearman: 0.6 },
    { between: [`service ${k}.Ashby.volume`, `service ${k + 1}.Ashby.volume`] as const, spearman: 0.4 },
  ]),
}

const eight: CertainWithdrawal = {
  partners: [100, 80, 60, 20, 90, 40, 70, 30].map((volume, i) => ({
    name: `Council ${i + 1}`,
    volume,
    reestablish: 0.005 * volume,
    hazard: 0.02,
  })),
  costs: {
    kind: 'service',
    fixedAlone: 0.96,
    unitAlone: 0.06,
    fixedShared: 3.76,
    unitShared: 0.053,
    elasticity: 0.92,
    coordination: 0.15,
  },
  horizon: 10,
  notice: 1,
  discount: 0.035,
  sticky: { share: 0.8, years: 3 },
  sharing: 'equal-savings',
  receipts: 'volume',
}

const lively = { seed: 1, growth: { sd: 0.05, common: 0.3 }, fees: [new Float64Array(8).fill(1)] }
const draws = 20_000

export const benches: Bench[] = [
  {
    name: 'case: 6 councils x 10 services x 10 years, 20,000 correlated draws, one thread',
    unit: 'ms',
    target: 500,
    run: () => middleTime(() => simulateChunk(businessCase(largeCase, { seed: 1 }), 0, draws)),
  },
  {
    name: 'case: the same in two threads, threads already started',
    unit: 'ms',
    target: 500,
    run: async () => {
      const pool = workerPool(2)
      const task = { kind: 'case', input: largeCase, run: { seed: 1 } } as const
      await pool.simulate(task, 5000)
      const time = await middleTime(() => pool.simulate(task, draws))
      await pool.close()
      return time
    },
  },
  {
    name: 'case: report on 20,000 draws (quantiles, fan, switching values)',
    unit: 'ms',
    run: () => {
      const model = businessCase(largeCase, { seed: 1 })
      const chunk = simulateChunk(model, 0, draws)
      return middleTime(() => caseReport(model, { seed: 1 }, chunk))
    },
  },
  {
    name: 'case: Sobol indices of 80 inputs, 256 points (20,992 runs)',
    unit: 'ms',
    run: () => {
      const model = businessCase(largeCase, { seed: 1 })
      const { f } = onCube((x) => caseFigures(model, x).npv, model.inputs)
      const padded = new Float64Array(model.inputs.names.length).fill(0.5)
      const first80 = (place: Float64Array) => {
        padded.set(place)
        return f(padded)
      }
      return middleTime(() => sobolIndices(first80, 80, { n: 256, seed: 1, resamples: 50 }))
    },
  },
  {
    name: 'withdrawal: 10,000 histories of 8 councils over 10 years, equal savings',
    unit: 'ms',
    target: 1000,
    run: () => middleTime(() => withdrawalHistories(eight, lively, 10_000)),
  },
  {
    name: 'withdrawal: the same sharing by usage',
    unit: 'ms',
    target: 1000,
    run: () => middleTime(() => withdrawalHistories({ ...eight, sharing: 'usage' }, lively, 10_000)),
  },
  {
    name: 'withdrawal: 1,000 histories sharing by Shapley',
    unit: 'ms',
    run: () => middleTime(() => withdrawalHistories({ ...eight, sharing: 'shapley' }, lively, 1000)),
  },
  {
    name: 'withdrawal: who follows whom among 8, and the fee scale that stops it',
    unit: 'ms',
    run: () =>
      middleTime(() => {
        const model = withdrawal(eight)
        contagion(model)
        return cascadeScale(model, holdHarmlessFees(model))
      }),
  },
]
