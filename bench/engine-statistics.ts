import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import { readAgreement, type Uniforms } from '#engine/agreement.ts'
import { bestGroups, groupChunks, mergeGroups, type BestGroups } from '#engine/best-group.ts'
import { krippendorffAlpha } from '#engine/concordance.ts'
import { controlChart, type Measurement } from '#engine/control-chart.ts'
import { groupIntraclass } from '#engine/intraclass.ts'
import { likenessTable, neighboursOf } from '#engine/likeness.ts'
import { periodName } from '#engine/period.ts'
import { correlation, spearman } from '#engine/sensitivity.ts'
import { withinGroupAgreementOver } from '#engine/within-group.ts'

/** One measured thing: `run` returns its value in `unit`, and `target` is what it should stay under. */
export type Bench = { name: string; unit: string; target?: number; run: () => number | Promise<number> }

const POINTS = 100_000

/** Repeatable numbers from 0 up to 1. */
const uniform: Uniforms = (index) => {
  let x = Math.imul(index + 1, 0x9e3779b1)
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b)
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35)
  return ((x ^ (x >>> 16)) >>> 0) / 2 ** 32
}

/** The middle of seven timings after a warm-up, in milliseconds, so that one pause does not speak for all. */
function middleTime(work: () => unknown): number {
  work()
  const times = Array.from({ length: 7 }, () => {
    const start = performance.now()
    work()
    return performance.now() - start
  })
  return times.toSorted((a, b) => a - b)[3]!
}

const level = (index: number) => 1 + Math.floor(5 * uniform(index))

function randomPairCosts(n: number): Float64Array {
  const costs = new Float64Array(n * n)
  for (let a = 0; a < n; a += 1) {
    for (let b = a + 1; b < n; b += 1) {
      costs[a * n + b] = uniform(a * n + b)
      costs[b * n + a] = uniform(a * n + b)
    }
  }
  return costs
}

const COUNCILS = 317

/** The search in two workers, to show that it splits; starting them costs more than it saves. */
async function groupsInWorkers(): Promise<number> {
  const costs = randomPairCosts(COUNCILS)
  const start = performance.now()
  const chunks = groupChunks(COUNCILS, 3, Math.min(2, availableParallelism()))
  const parts = await Promise.all(chunks.map((chunk) => inWorker({ costs, ...chunk })))
  mergeGroups(parts, 10)
  return performance.now() - start
}

function inWorker(workerData: { costs: Float64Array; from: number; to: number }): Promise<BestGroups> {
  const { promise, resolve, reject } = Promise.withResolvers<BestGroups>()
  const code = `
    const { parentPort, workerData: { costs, from, to } } = require('node:worker_threads')
    import(${JSON.stringify(new URL('../src/engine/best-group.ts', import.meta.url).href)}).then((module) => {
      parentPort.postMessage(module.bestGroups({ n: ${COUNCILS}, costs }, { size: 3, keep: 10, from, to }))
    })`
  const worker = new Worker(code, { eval: true, workerData })
  worker.once('message', resolve)
  worker.once('error', reject)
  return promise
}

/** Speeds of the statistics, charts and likeness. */
export const benches: Bench[] = [
  ...(['nominal', 'ordinal', 'interval'] as const).map((metric) => ({
    name: `Krippendorff's alpha, ${metric}, 100,000 answers of 5 raters`,
    unit: 'ms',
    target: 100,
    run: () => {
      const ratings = Array.from({ length: 5 }, (_, rater) =>
        Array.from({ length: POINTS / 5 }, (_, unit) => level(5 * unit + rater)),
      )
      return middleTime(() => krippendorffAlpha(ratings, metric))
    },
  })),
  {
    name: 'r_wg(j), 100,000 answers',
    unit: 'ms',
    target: 100,
    run: () => {
      const people = Array.from({ length: POINTS / 10 }, (_, person) =>
        Array.from({ length: 10 }, (_, statement) => level(10 * person + statement)),
      )
      return middleTime(() => withinGroupAgreementOver(people, 5))
    },
  },
  {
    name: 'ICC(1) and ICC(2), 100,000 answers in 100 groups',
    unit: 'ms',
    target: 100,
    run: () => {
      const groups = Array.from({ length: 100 }, (_, group) =>
        Array.from({ length: POINTS / 100 }, (_, person) => level(1000 * group + person)),
      )
      return middleTime(() => groupIntraclass(groups))
    },
  },
  ...[
    { name: 'r (Pearson), 100,000 pairs', of: correlation },
    { name: 'r by ranks (Spearman), 100,000 pairs', of: spearman },
  ].map(({ name, of }) => ({
    name,
    unit: 'ms',
    target: 100,
    run: () => {
      const a = Float64Array.from({ length: POINTS }, (_, index) => uniform(index))
      const b = a.map((value, index) => value + uniform(POINTS + index))
      return middleTime(() => of(a, b))
    },
  })),
  {
    name: 'XmR chart, 100,000 months',
    unit: 'ms',
    target: 100,
    run: () => {
      const months = Array.from({ length: POINTS }, (_, index): Measurement => ({
        period: periodName({ kind: 'month', index: 12 + index }),
        kind: 'value',
        value: uniform(index),
      }))
      return middleTime(() => controlChart(months))
    },
  },
  {
    name: 'agreement of 6 councils on 60 statements with 1,000 resamples',
    unit: 'ms',
    run: () => {
      const ratings = Array.from({ length: 6 }, (_, council) =>
        Array.from({ length: 60 }, (_, statement) => level(60 * council + statement)),
      )
      return middleTime(() => readAgreement(ratings, { random: uniform }))
    },
  },
  {
    name: 'neighbours of one of 382 councils on 12 features, table included',
    unit: 'ms',
    run: () => {
      const features = Array.from({ length: 12 }, (_, index) => ({ id: `f${index}`, weight: 1 }))
      const subjects = Array.from({ length: 382 }, (_, index) => ({
        id: `c${index}`,
        values: features.map((_, column) => uniform(12 * index + column)),
      }))
      return middleTime(() => neighboursOf(likenessTable(subjects, features), 'c0'))
    },
  },
  {
    name: 'every group of three among 317 councils, one thread',
    unit: 'ms',
    target: 5000,
    run: () => {
      const costs = randomPairCosts(COUNCILS)
      return middleTime(() => bestGroups({ n: COUNCILS, costs }, { size: 3, keep: 10 }))
    },
  },
  {
    name: 'every group of three among 317 councils, two worker threads and their start',
    unit: 'ms',
    target: 5000,
    run: groupsInWorkers,
  },
]
