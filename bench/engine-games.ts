import { allocate } from '#engine/allocation.ts'
import { leastCore } from '#engine/core.ts'
import { doubleMajorityPower } from '#engine/double-majority.ts'
import type { Game } from '#engine/game.ts'
import { checkKohlberg } from '#engine/kohlberg.ts'
import { findNucleolus } from '#engine/nucleolus.ts'
import { bestPartition } from '#engine/partition.ts'
import { shapley } from '#engine/shapley.ts'
import { solveExactly } from '#engine/simplex.ts'
import { votingPower } from '#engine/voting-power.ts'
import { loadSolver } from '#platform/highs.ts'
import { fiveHeavyMembers, majorityGame, randomGame, scaleEconomies } from '#test/engine/known-games.ts'

/** One measured thing: `run` returns its value in `unit`, and `target` is what it should stay under. */
export type Bench = { name: string; unit: string; target?: number; run: () => number | Promise<number> }

/** The middle of several timings, in milliseconds. */
function middleTime(work: () => unknown, times: number): number {
  const taken = Array.from({ length: times }, () => {
    const start = performance.now()
    work()
    return performance.now() - start
  })
  return taken.toSorted((a, b) => a - b)[times >> 1]!
}

function tableOf(n: number): Float64Array {
  const values = new Float64Array(2 ** n)
  for (let group = 1; group < values.length; group++) values[group] = Math.imul(group, 0x9e3779b1) >>> 20
  return values
}

const types = [1, 2, 3, 4, 5] as const

function gameOfType(type: (typeof types)[number], n: number): Game {
  if (type !== 5) return randomGame(type, n, 12345 + n)
  const { weights, quota } = fiveHeavyMembers(n)
  return majorityGame(weights, quota)
}

/** Times the search and the check of its proof apart; the game is made before the clock starts. */
async function nucleolusTimes(
  type: (typeof types)[number],
  n: number,
): Promise<{ found: number; checked: number }> {
  const solveLp = await loadSolver()
  const game = gameOfType(type, n)
  const start = performance.now()
  const found = findNucleolus(game, solveLp, 'nucleolus')
  const middle = performance.now()
  if (!found || typeof found === 'string') throw new Error('no nucleolus was found')
  if (!checkKohlberg(game, found).holds) throw new Error('the nucleolus was not proved')
  return { found: middle - start, checked: performance.now() - middle }
}

const volumes = [47, 84, 30, 67, 13, 50, 87, 33]

/** Speeds of sharing rules, the nucleolus and its proof, votes and partitions. */
export const benches: Bench[] = [
  ...(
    [
      [20, 10, 9],
      [24, 50, 5],
      [26, 200, 3],
    ] as const
  ).map(([n, target, times]) => ({
    name: `exact Shapley, ${n} councils`,
    unit: 'ms',
    target,
    run: () => {
      const values = tableOf(n)
      return middleTime(() => shapley(values, n), times)
    },
  })),
  {
    name: 'memory of the process after exact Shapley, 26 councils',
    unit: 'MB',
    target: 700,
    run: () => {
      shapley(tableOf(26), 26)
      return process.memoryUsage.rss() / 2 ** 20
    },
  },
  ...(
    [
      [15, 200],
      [20, 500],
      [22, 1500],
      [25, 15_000],
    ] as const
  ).flatMap(([n, target]) =>
    types.flatMap((type) => {
      let checked = Number.NaN
      return [
        {
          name: `nucleolus, ${n} councils, random game of type ${type}`,
          unit: 'ms',
          target,
          run: async () => {
            const times = await nucleolusTimes(type, n)
            checked = times.checked
            return times.found
          },
        },
        { name: `  its proof checked, ${n} councils, type ${type}`, unit: 'ms', run: () => checked },
      ]
    }),
  ),
  {
    name: 'nucleolus with proof, 8 councils, exact solver as in a browser',
    unit: 'ms',
    run: () => {
      const game = scaleEconomies(volumes, { fixed: 2, unit: 0.05, elasticity: 0.85 })
      return middleTime(() => allocate(game, { rule: 'nucleolus' }, solveExactly), 5)
    },
  },
  {
    name: 'least core, 8 councils, exact solver as in a browser',
    unit: 'ms',
    run: () => {
      const game = randomGame(1, 8, 7)
      return middleTime(() => leastCore(game, solveExactly), 5)
    },
  },
  {
    name: 'best partition and second best, 16 councils',
    unit: 'ms',
    target: 50,
    run: () => {
      const values = tableOf(16)
      return middleTime(() => bestPartition(values, 16), 5)
    },
  },
  {
    name: 'power in a committee of 51 with 538 votes',
    unit: 'ms',
    run: () => {
      const weights = Array.from({ length: 51 }, (_, i) => 3 + ((i * i) % 16))
      const quota = Math.floor(weights.reduce((a, b) => a + b, 0) / 2) + 1
      return middleTime(() => votingPower({ weights, quota }), 5)
    },
  },
  {
    name: 'double majority, 25 members',
    unit: 'ms',
    run: () => {
      const weights = Array.from({ length: 25 }, (_, i) => 1 + ((i * 7) % 30))
      const quota = Math.ceil(weights.reduce((a, b) => a + b, 0) * 0.65)
      return middleTime(
        () => doubleMajorityPower({ weights, quota }, { weights: weights.map(() => 1), quota: 14 }),
        1,
      )
    },
  },
  {
    name: 'double majority, 60 members, 60 by 3,000 votes',
    unit: 'ms',
    run: () => {
      const weights = Array.from({ length: 60 }, (_, i) => 1 + ((i * 7) % 100))
      const quota = Math.ceil(weights.reduce((a, b) => a + b, 0) * 0.65)
      return middleTime(
        () => doubleMajorityPower({ weights, quota }, { weights: weights.map(() => 1), quota: 33 }),
        1,
      )
    },
  },
]
