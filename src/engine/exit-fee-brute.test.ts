import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type Course, coursesOf } from './exit-fee-courses.ts'
import { designFees, type FeeDesign, type FeeGoal } from './exit-fee-design.ts'
import { cheapestOnGrid } from './exit-fee-grid.ts'
import { feeSchedule } from './exit-fee.ts'
import { historyPlace, playHistories } from './withdrawal-history.ts'
import { withdrawalDraws } from './withdrawal-draws.ts'
import { atLikely, type WithdrawalInput } from './withdrawal-input.ts'
import { leavingMoney, withdrawal } from './withdrawal.ts'

const [byYear, runs] = [1, 8]

const part = (min: number, max: number) => fc.double({ min, max, noNaN: true })

const small = fc
  .array(fc.record({ volume: part(20, 120), hazard: part(0.02, 0.15), reestablish: part(0, 1) }), {
    minLength: 3,
    maxLength: 3,
  })
  .chain((partners) =>
    fc.record({
      partners: fc.constant(partners.map((partner, i) => ({ name: `Council ${i + 1}`, ...partner }))),
      costs: fc.record({
        kind: fc.constant('service' as const),
        fixedAlone: part(0.8, 1.5),
        unitAlone: fc.constant(0.06),
        fixedShared: part(2, 4),
        unitShared: fc.constant(0.053),
        elasticity: part(0.9, 1),
        coordination: fc.constant(0.1),
      }),
      horizon: fc.constant(3),
      notice: fc.constantFrom(0, 1),
      discount: fc.constant(0.035),
      sticky: fc.record({ share: part(0.2, 1), years: fc.constant(3) }),
      sharing: fc.constantFrom('equal-savings' as const, 'usage' as const),
      receipts: fc.constantFrom('volume' as const, 'equal' as const),
    }),
  )

/** What a set of shares costs and whether it meets the goal, by playing it. */
function played(
  input: WithdrawalInput,
  full: readonly { readonly fees: Float64Array }[],
  { alpha, smallest, ...rest }: FeeGoal,
  shares: readonly number[],
): { cost: number; meets: boolean } {
  const fees = full.map((year) => year.fees.map((fee, i) => fee * shares[i]!))
  const { columns } = playHistories(input, { ...rest, fees }, 0, runs)
  const ended = columns[historyPlace.collapse]!.filter((year) => year <= byYear).length
  const gains = input.partners.every(
    (_, i) => columns[historyPlace.partner + i]!.reduce((sum, worth) => sum + worth, 0) >= -1e-12,
  )
  const cost = smallest === 'largest' ? Math.max(...fees[0]!) : fees[0]!.reduce((sum, fee) => sum + fee, 0)
  return { cost, meets: gains && ended / runs <= alpha }
}

/** The least cost of all fees that are so many parts of the full ones and meet the goal; Infinity where none do. */
function leastOnGrid(
  input: WithdrawalInput,
  full: readonly { readonly fees: Float64Array }[],
  goal: FeeGoal,
  parts: number,
): number {
  const n = input.partners.length
  let least = Infinity
  for (let place = 0; place < (parts + 1) ** n; place++) {
    const shares = Array.from(
      { length: n },
      (_, i) => (Math.floor(place / (parts + 1) ** i) % (parts + 1)) / parts,
    )
    const { cost, meets } = played(input, full, goal, shares)
    if (meets) least = Math.min(least, cost)
  }
  return least
}

const scheduleOf = (input: WithdrawalInput) => feeSchedule(withdrawal(atLikely(input)), 'hold-harmless')
const smallest = fc.constantFrom('total' as const, 'largest' as const)

test('of 1,000 small partnerships, no fees in thirds of the full ones do better than the fees designed', () => {
  const seen = { calm: 0, impossible: 0, found: 0, cheaper: 0 }
  fc.assert(
    fc.property(
      small,
      part(0.2, 0.95),
      part(0, 0.5),
      fc.nat(1000),
      smallest,
      (input, strict, looser, seed, smallest) => {
        const terms = { seed, growth: { sd: 0.1, common: 0.5 } }
        const years = playHistories(input, terms, 0, runs).columns[historyPlace.collapse]!
        const without = years.filter((year) => year <= byYear).length
        if (without === 0) {
          seen.calm++
          return
        }
        const goal = { ...terms, alpha: (strict * without) / runs, byYear, runs, smallest }
        const full = scheduleOf(input)
        const least = leastOnGrid(input, full, goal, 3)
        const design = designFees(input, goal)
        if (design.status === 'impossible') {
          assert.equal(least, Infinity, 'it is called impossible, and thirds meet the goal')
          seen.impossible++
          return
        }
        assert.ok(design.chance.p <= goal.alpha && design.report.npv.every(({ mean }) => mean >= 0))
        const costOf = (found: FeeDesign) => {
          assert.ok(found.status === 'found')
          const fees = [...found.schedule[0]!.fees]
          return smallest === 'largest' ? Math.max(...fees) : fees.reduce((sum, fee) => sum + fee, 0)
        }
        assert.ok(costOf(design) <= least + 1e-9, `${costOf(design)} where thirds cost ${least}`)
        seen.found++
        if (costOf(design) < least - 1e-9) seen.cheaper++
        const loose = designFees(input, { ...goal, alpha: Math.min(0.999, goal.alpha + looser) })
        assert.ok(costOf(loose) <= costOf(design) + 1e-9)
      },
    ),
    { numRuns: 1000, seed: 1 },
  )
  assert.ok(
    seen.found > 100 && seen.impossible > 100 && seen.calm > 20 && seen.cheaper > 50,
    JSON.stringify(seen),
  )
})

/** Every way each history of a partnership can go. */
function historiesOf(input: WithdrawalInput, options: { seed: number; growth: object }): Course[][] {
  const draw = withdrawalDraws(input, options.seed)
  const moneyByYear = Array.from({ length: input.horizon }, (_, year) => leavingMoney(draw(0), year))
  return Array.from({ length: runs }, (_, replicate) => {
    const terms = { input: draw(replicate), moneyByYear, options, full: scheduleOf(input), most: 1e6 }
    return coursesOf(terms, replicate)!
  })
}

const valueOf = (line: Float64Array, shares: readonly number[]) =>
  shares.reduce((sum, share, i) => sum + share * line[1 + i]!, line[0]!)

test('for any fees a history goes one of the ways that were listed for it, to the same end and the same worth', () => {
  fc.assert(
    fc.property(
      small,
      fc.nat(1000),
      fc.array(part(0, 1), { minLength: 3, maxLength: 3 }),
      (input, seed, shares) => {
        const options = { seed, growth: { sd: 0.1, common: 0.5 } }
        const fees = scheduleOf(input).map((year) => year.fees.map((fee, i) => fee * shares[i]!))
        const { columns } = playHistories(input, { ...options, fees }, 0, runs)
        for (const [row, courses] of historiesOf(input, options).entries()) {
          const left = courses.filter(({ where }) => where.every((line) => valueOf(line, shares) >= -1e-9))
          assert.ok(left.length >= 1)
          const isIt = ({ collapse, worth }: Course) =>
            collapse === columns[historyPlace.collapse]![row] &&
            worth.every(
              (line, i) => Math.abs(valueOf(line, shares) - columns[historyPlace.partner + i]![row]!) < 1e-6,
            )
          assert.ok(left.some(isIt), `history ${row} goes none of its ${left.length} ways`)
        }
      },
    ),
    { numRuns: 1000 },
  )
})

test('the cheapest place of a grid is what trying every place of it gives, on 1,000 random grids', () => {
  let found = 0
  fc.assert(
    fc.property(small, part(0.1, 0.95), fc.nat(1000), smallest, (input, alpha, seed, smallest) => {
      const options = { seed, growth: { sd: 0.1, common: 0.5 } }
      const full = scheduleOf(input)
      const goal = { ...options, alpha, byYear, runs, smallest }
      const cost = (shares: readonly number[]) => {
        const fees = shares.map((share, i) => share * full[0]!.fees[i]!)
        return smallest === 'largest' ? Math.max(...fees) : fees.reduce((sum, fee) => sum + fee, 0)
      }
      let looked = 0
      const best = cheapestOnGrid({
        histories: historiesOf(input, options),
        byYear,
        alpha,
        steps: [4, 4, 4],
        cost,
        weights: [...full[0]!.fees],
        below: Infinity,
        accept: (shares) => {
          looked++
          return played(input, full, goal, shares).meets
        },
      })
      const least = leastOnGrid(input, full, goal, 4)
      assert.ok(
        Math.abs((best === null ? Infinity : cost(best)) - least) < 1e-9 ||
          (best === null && least === Infinity),
      )
      assert.ok(looked <= 20, `${looked} places were played`)
      if (best !== null) found++
    }),
    { numRuns: 1000 },
  )
  assert.ok(found > 200)
})
