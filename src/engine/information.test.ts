import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { partialInformation, perfectInformation } from './information.ts'
import { leastSquares } from './least-squares.ts'
import { normalCdf, normalDensity, normalQuantile } from './normal.ts'
import { uniform } from './random.ts'
import { exitRight, optimalStart, treeOption } from './real-option.ts'
import { mean } from './summary.ts'

const n = 20_000
const normals = (variable: number) =>
  Float64Array.from({ length: n }, (_, r) => normalQuantile(uniform(6, r, variable, 0, 0)))
const nothing = new Float64Array(n)
const fourLong = { minLength: 4, maxLength: 4 }

function isNear(actual: number, expected: number, within: number) {
  assert.ok(Math.abs(actual - expected) <= within, `${actual} should be ${expected}`)
}

/** E max(0, mu + sigma Z) - max(0, mu). */
function worthOfKnowing(mu: number, sigma: number): number {
  return mu * normalCdf(mu / sigma) + sigma * normalDensity(mu / sigma) - Math.max(0, mu)
}

test('choosing between nothing and N(1, 2 squared), full knowledge is worth .395593', () => {
  isNear(worthOfKnowing(1, 2), 0.395593, 5e-7)
  const even = Float64Array.from({ length: n }, (_, r) => 1 + 2 * normalQuantile((r + 0.5) / n))
  isNear(perfectInformation([nothing, even]).value, 0.395593, 1e-4)
  const { value, se } = perfectInformation([nothing, normals(0).map((z) => 1 + 2 * z)])
  assert.ok(Math.abs(value - 0.395593) < 4 * se)
})

test('knowing one of two inputs is worth what the closed form says, and an idle input nothing', () => {
  const [a, b, c] = [normals(1), normals(2), normals(3)]
  const benefit = a.map((x, r) => 0.5 + 1.5 * x + 2 * b[r]!)
  isNear(partialInformation([nothing, benefit], a).value, worthOfKnowing(0.5, 1.5), 0.03)
  isNear(partialInformation([nothing, benefit], b).value, worthOfKnowing(0.5, 2), 0.03)
  isNear(partialInformation([nothing, benefit], c).value, 0, 0.01)
  const all = perfectInformation([nothing, benefit]).value
  isNear(all, worthOfKnowing(0.5, 2.5), 0.04)
  assert.ok(partialInformation([nothing, benefit], a).value <= all)
})

test('knowledge of a curved effect is found too, and of an input with few values', () => {
  const a = normals(4)
  const bent = a.map((x) => x * x - 1)
  const exact = 2 * normalDensity(1)
  isNear(partialInformation([nothing, bent], a).value, exact, 0.03)
  const coin = a.map((x) => Number(x > 0))
  const benefit = coin.map((heads) => (heads === 1 ? 3 : -1))
  isNear(partialInformation([nothing, benefit], coin).value, 0.5, 0.03)
  assert.throws(() => partialInformation([nothing, bent], new Float64Array(3)), /another number of draws/)
  assert.throws(() => perfectInformation([]), /netBenefits/)
  assert.throws(() => perfectInformation([Float64Array.of(1, Infinity)]), /netBenefits\[0\]\[1\]/)
})

test('least squares finds the line it was given, on 1,000 random lines', () => {
  const number = fc.integer({ min: -50, max: 50 })
  fc.assert(
    fc.property(
      number,
      number,
      fc.uniqueArray(number, { minLength: 2, maxLength: 20 }),
      (level, slope, xs) => {
        const line = leastSquares(
          xs.length,
          2,
          (r, into) => into.set([1, xs[r]!]),
          xs.map((x) => level + slope * x),
        )
        isNear(line[0]!, level, 1e-5)
        isNear(line[1]!, slope, 1e-6)
      },
    ),
    { numRuns: 1000 },
  )
})

/** Cox, Ross and Rubinstein's tree for a put: strike 40, a year, 6 % interest. */
function put(price: number, sigma: number, steps: number, early: boolean) {
  const up = Math.exp(sigma * Math.sqrt(1 / steps))
  const growth = Math.exp(0.06 / steps)
  return treeOption({
    steps,
    chance: (growth - 1 / up) / (up - 1 / up),
    factor: 1 / growth,
    payoff: (step, ups) => 40 - price * up ** (2 * ups - step),
    early,
  }).value
}

test('the tree meets the published value of a right that may be used early (4.478) and late (3.844)', () => {
  isNear(put(36, 0.2, 2000, true), 4.4867, 0.003)
  isNear(put(36, 0.2, 2000, false), 3.844, 0.002)
  assert.deepEqual(treeOption({ steps: 0, chance: 0.5, factor: 1, payoff: () => -5 }), {
    value: 0,
    now: 0,
    waiting: 0,
  })
})

test('simulated paths give the same right nearly the value of the tree (Longstaff and Schwartz: 4.472)', () => {
  const [dates, paths] = [50, 20_000]
  const price = Array.from({ length: dates + 1 }, () => new Float64Array(paths))
  for (let p = 0; p < paths; p++) {
    price[0]![p] = 36
    for (let t = 1; t <= dates; t++) {
      const z = normalQuantile(uniform(9, p, t, 0, 0))
      price[t]![p] = price[t - 1]![p]! * Math.exp((0.06 - 0.02) / dates + (0.2 / Math.sqrt(dates)) * z)
    }
  }
  const payoff = price.map((column, t) => column.map((s) => Math.exp((-0.06 * t) / dates) * (40 - s)))
  const { value, se, now, waiting, taken } = optimalStart(payoff, price)
  isNear(value, 4.478, 3 * se + 0.02)
  isNear(now, 4, 1e-9)
  isNear(waiting, value - 4, 1e-12)
  assert.ok(taken.reduce((a, b) => a + b, 0) <= 1)
})

test('when all is known the best date is chosen, and waiting is worth the difference', () => {
  const dates = [[2], [5], [3]].map((x) => Float64Array.from(x))
  const found = optimalStart(dates, dates)
  assert.deepEqual([found.value, found.now, found.waiting], [5, 2, 3])
  assert.deepEqual(found.taken, [0, 1, 0])
})

test('a break clause is worth nothing to a council that would never use it, and its use is told by year', () => {
  const flow = [0, 1, 2].map((t) => normals(20 + t).map((z) => 10 + z))
  const never = exitRight(flow, flow, [5, 5, 5])
  isNear(never.right, 0, 1e-12)
  assert.deepEqual(never.leavesBy, [0, 0, 0])
  isNear(never.committed, 30, 0.1)
})

test('a break clause equals what a tree of two years says', () => {
  // The second year brings +10 or -10 at even odds, known beforehand; leaving costs 2. Staying bound is worth 0.
  const state = Float64Array.from({ length: n }, (_, r) => (r % 2 === 0 ? 1 : -1))
  const flow = [nothing, state.map((s) => 10 * s)]
  const { committed, withRight, right, leavesBy } = exitRight(flow, [nothing, state], [2, 2])
  isNear(committed, 0, 1e-9)
  isNear(withRight, 0.5 * 10 - 0.5 * 2, 1e-9)
  isNear(right, 4, 1e-9)
  assert.deepEqual(leavesBy, [0, 0.5])
  assert.throws(() => exitRight(flow, flow, [1]), /exitCost/)
  assert.ok(mean(state) === 0)
})

test('full knowledge is worth the best of every draw less the best on average, on 1,000 random tables', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 4 }),
      fc.array(fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 4, maxLength: 4 }), {
        minLength: 1,
        maxLength: 30,
      }),
      (options, draws) => {
        const table = Array.from({ length: options }, (_, k) => Float64Array.from(draws, (draw) => draw[k]!))
        const best = draws.map((draw) => Math.max(...draw.slice(0, options)))
        const average = (list: ArrayLike<number>) => Array.from(list).reduce((a, b) => a + b, 0) / list.length
        const expected = average(best) - Math.max(...table.map(average))
        isNear(perfectInformation(table).value, expected, 1e-9)
      },
    ),
    { numRuns: 1000 },
  )
})

test('a tree is worth what weighing every path that chance can take gives, on 1,000 random trees', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 6 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.double({ min: 0.8, max: 1, noNaN: true }),
      fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 49, maxLength: 49 }),
      fc.boolean(),
      (steps, chance, factor, payoffs, early) => {
        const payoff = (step: number, ups: number) => payoffs[7 * step + ups]!
        // The holder of the right follows each path to its end and looks back, knowing only what was known then.
        const worth = (path: readonly boolean[]): number => {
          const now = payoff(path.length, path.filter(Boolean).length)
          if (path.length === steps) return Math.max(0, now)
          const later = factor * (chance * worth([...path, true]) + (1 - chance) * worth([...path, false]))
          return early && now > later ? now : later
        }
        const found = treeOption({ steps, chance, factor, payoff, early })
        isNear(found.value, worth([]), 1e-9)
        isNear(found.waiting, worth([]) - Math.max(0, payoff(0, 0)), 1e-9)
      },
    ),
    { numRuns: 1000 },
  )
})

test('an input of few values is worth what listing its values gives, on 1,000 random tables', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 4 }),
      fc.array(
        fc.tuple(fc.integer({ min: 0, max: 5 }), fc.array(fc.integer({ min: -50, max: 50 }), fourLong)),
        { minLength: 1, maxLength: 40 },
      ),
      (options, draws) => {
        const table = Array.from({ length: options }, (_, k) =>
          Float64Array.from(draws, ([, row]) => row[k]!),
        )
        const input = Float64Array.from(draws, ([value]) => value)
        // Weighing the values: for each, the best option on the sum of its draws; less the best option on all draws.
        const best = (rows: readonly (readonly [number, readonly number[]])[]) =>
          Math.max(...table.map((_, k) => rows.reduce((sum, [, row]) => sum + row[k]!, 0)))
        const informed = [0, 1, 2, 3, 4, 5].map((value) => best(draws.filter(([own]) => own === value)))
        const expected = (informed.reduce((a, b) => a + b, 0) - best(draws)) / draws.length
        isNear(partialInformation(table, input).value, expected, 1e-9)
      },
    ),
    { numRuns: 1000 },
  )
})

test('a break clause is worth what the best of all plans for leaving gives, on 1,000 random agreements', () => {
  const money = fc.integer({ min: -20, max: 20 })
  fc.assert(
    fc.property(
      fc.constantFrom([2, 3], [3, 2], [2, 4], [3, 3]),
      fc.array(money, { minLength: 9, maxLength: 9 }),
      fc.array(money, { minLength: 9, maxLength: 9 }),
      fc.array(fc.integer({ min: 0, max: 15 }), { minLength: 3, maxLength: 3 }),
      ([dates = 0, values = 0], known, outcome, costs) => {
        // Every course of the state comes once. A year brings what its own state says and what the next one adds.
        const courses = Array.from({ length: values ** dates }, (_, p) =>
          Array.from({ length: dates }, (__, t) => Math.floor(p / values ** t) % values),
        )
        const flowOf = (course: readonly number[], t: number) =>
          known[(3 * t + course[t]!) % 9]! + (t + 1 < dates ? outcome[(3 * t + course[t + 1]!) % 9]! : 0)
        const column = (of: (course: readonly number[]) => number) => Float64Array.from(courses, of)
        const years = Array.from({ length: dates }, (_, t) => t)
        const found = exitRight(
          years.map((t) => column((course) => flowOf(course, t))),
          years.map((t) => column((course) => course[t]!)),
          costs.slice(0, dates),
        )
        let best = -Infinity
        for (let plan = 0; plan < 2 ** (dates * values); plan++) {
          let sum = 0
          for (const course of courses) {
            for (let t = 0; t < dates; t++) {
              if (plan & (1 << (t * values + course[t]!))) {
                sum -= costs[t]!
                break
              }
              sum += flowOf(course, t)
            }
          }
          best = Math.max(best, sum)
        }
        const bound = courses.reduce(
          (sum, course) => sum + years.reduce((s, t) => s + flowOf(course, t), 0),
          0,
        )
        isNear(found.withRight, best / courses.length, 1e-6)
        isNear(found.right, (best - bound) / courses.length, 1e-6)
      },
    ),
    { numRuns: 1000 },
  )
})
