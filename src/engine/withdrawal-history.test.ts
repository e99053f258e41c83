import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { cascade } from './cascade.ts'
import { designFees } from './exit-fee-design.ts'
import { rightToLeave, unilateralFeesAtRisk } from './exit-fee-risk.ts'
import { feesOf } from './exit-fee.ts'
import { Cancelled } from './long-work.ts'
import { fillUniforms } from './random.ts'
import { joinChunks } from './simulate.ts'
import { correlation } from './sensitivity.ts'
import { summarise } from './summary.ts'
import { historyPlace, playHistories } from './withdrawal-history.ts'
import { grow } from './withdrawal-year.ts'
import { historyReport, medianSurvival, withdrawalHistories, withdrawalUntil } from './withdrawal-report.ts'
import { savingOf, withdrawal } from './withdrawal.ts'
import { atLikely, type WithdrawalInput } from './withdrawal-input.ts'

const worked: WithdrawalInput = {
  partners: [
    { name: 'A', volume: 100, reestablish: 0.5, hazard: 0.03 },
    { name: 'B', volume: 80, reestablish: 0.4, hazard: 0.03 },
    { name: 'C', volume: 60, reestablish: 0.3, hazard: 0.03 },
    { name: 'D', volume: 20, reestablish: 0.1, hazard: 0.03 },
  ],
  costs: {
    kind: 'service',
    fixedAlone: 0.96,
    unitAlone: 0.06,
    fixedShared: 3.76,
    unitShared: 0.053,
    elasticity: 0.92,
    coordination: 0.15,
  },
  horizon: 7,
  notice: 1,
  discount: 0.035,
  sticky: { share: 0.8, years: 3 },
  sharing: 'equal-savings',
  receipts: 'volume',
}

const calm: WithdrawalInput = {
  ...worked,
  partners: worked.partners.map((partner) => ({ ...partner, hazard: 0 })),
}

function isNear(actual: number, expected: number, within = 1e-9) {
  assert.ok(Math.abs(actual - expected) <= within, `${actual} should be ${expected}`)
}

test('with nothing forced and nothing moving, a history is the plain agreement: everybody stays and saves', () => {
  const report = withdrawalHistories(calm, { seed: 1 }, 5)
  const yearly = savingOf(withdrawal(atLikely(calm)), 15)
  let worth = 0
  for (let s = 0; s < 7; s++) worth += yearly / 1.035 ** s
  isNear(report.npvTotal.mean, worth)
  isNear(report.npvTotal.sd, 0)
  assert.ok(report.pCollapse.every(({ p }) => p === 0))
  isNear(report.pCollapse[6]!.hi, 0.6, 1e-12)
  assert.equal(report.medianYears, null)
})

test('a council certain to be forced out in year 0 sets off the very cascade of the plain calculation', () => {
  for (let forced = 0; forced < 4; forced++) {
    const input = {
      ...calm,
      partners: calm.partners.map((p, i) => (i === forced ? { ...p, hazard: [1, 0] } : p)),
    }
    const chunk = playHistories(input, { seed: 1 }, 0, 1)
    const run = cascade(withdrawal(atLikely(calm)), [forced])
    assert.equal(chunk.columns[historyPlace.collapse]![0], run.collapsed ? 0 : Infinity)
    assert.equal(chunk.columns[historyPlace.firstExit]![0], 0)
    const mask = run.collapsed ? 0 : run.final.reduce((sum, i) => sum + 2 ** i, 0)
    assert.equal(chunk.columns[historyPlace.final]![0], mask)
  }
})

test('the forced exit of D, followed by nobody, costs each what a hand would reckon', () => {
  const input = {
    ...calm,
    partners: calm.partners.map((p) => (p.name === 'D' ? { ...p, hazard: [1, 0] } : p)),
  }
  const fees = [feesOf(withdrawal(atLikely(calm)), 'hold-harmless')]
  const { columns } = playHistories(input, { seed: 1, fees }, 0, 1)
  const model = withdrawal(atLikely(calm))
  let [total, d] = [0, 0]
  for (let s = 0; s < 7; s++) {
    const factor = 1.035 ** -s
    const phi = s < 1 ? 0 : 0.8 * Math.max(0, 1 - (s - 1) / 3)
    const lean = model.cost(s < 1 ? 15 : 7)
    const stranded = phi * (model.cost(15) - model.cost(7))
    const alone = model.alone.reduce((a, b) => a + b, 0) - (s < 1 ? 0 : model.alone[3]!)
    total += factor * (alone - lean - stranded)
    if (s < 1) d += factor * (savingOf(model, 15) / 4)
  }
  isNear(columns[historyPlace.total]![0]!, total - 0.1 / 1.035)
  isNear(columns[historyPlace.partner + 3]![0]!, d - (0.1 + fees[0]![3]!) / 1.035)
  // The fee leaves the three exactly as well off as if D had stayed.
  const before = withdrawalHistories(calm, { seed: 1 }, 1).npv
  const stayers = [0, 1, 2].reduce(
    (sum, i) => sum + columns[historyPlace.partner + i]![0]! - before[i]!.mean,
    0,
  )
  isNear(stayers, 0)
})

const options = { seed: 3, growth: { sd: 0.05, common: 0.4, drift: 0.01 }, price: { sd: 0.02 } }

test('fees move money between councils and never change what all of them have together, unless they change who leaves', () => {
  const fees = [[1, 0.5, 0.2, 0.1]]
  const free = playHistories(worked, { ...options, voluntary: false }, 0, 300)
  const charged = playHistories(worked, { ...options, voluntary: false, fees }, 0, 300)
  let same = 0
  for (let r = 0; r < 300; r++) {
    isNear(charged.columns[historyPlace.paid]![r]!, charged.columns[historyPlace.received]![r]!, 1e-9)
    if (free.columns[historyPlace.final]![r] !== charged.columns[historyPlace.final]![r]) continue
    if (free.columns[historyPlace.collapse]![r] !== charged.columns[historyPlace.collapse]![r]) continue
    isNear(charged.columns[historyPlace.total]![r]!, free.columns[historyPlace.total]![r]!, 1e-9)
    same++
  }
  assert.ok(same > 100)
})

test('how the bill and the receipts are shared makes no difference to all together while nobody moves', () => {
  const worth = (change: Partial<WithdrawalInput>) =>
    withdrawalHistories({ ...calm, ...change }, { ...options, voluntary: false }, 50).npvTotal.mean
  const base = worth({})
  for (const sharing of ['usage', 'shapley', 'equal', 'stand-alone'] as const)
    isNear(worth({ sharing }), base)
  isNear(worth({ receipts: 'equal' }), base)
})

test('histories cut into stretches are the same histories, byte for byte', () => {
  const uncertain: WithdrawalInput = {
    ...worked,
    partners: worked.partners.map((p) => ({
      ...p,
      volume: { low: 10, likely: Number(p.volume), high: 120 },
    })),
  }
  const whole = playHistories(uncertain, options, 0, 60)
  const parts = joinChunks([
    playHistories(uncertain, options, 23, 60),
    playHistories(uncertain, options, 0, 23),
  ])
  assert.deepEqual(parts, whole)
})

// A second, slower statement of a history: plain lists, every year written out, nothing prepared beforehand.

type Plain = {
  volumes: number[]
  restart: number[]
  hazard: number
  horizon: number
  notice: number
  share: number
  years: number
  sharing: 'usage' | 'equal-savings'
  fees: number[]
}

function slowHistory(plain: Plain, seed: number, replicate: number) {
  const { volumes, restart, horizon, notice, fees } = plain
  const n = volumes.length
  const d = (t: number) => 1.035 ** -t
  const phi = (s: number) => (s < 0 ? 0 : plain.share * Math.max(0, 1 - s / plain.years))
  const sum = (list: readonly number[]) => list.reduce((a, b) => a + b, 0)
  const q = (group: readonly number[]) => sum(group.map((i) => volumes[i]!))
  const alone = volumes.map((volume) => 0.96 + 0.06 * volume ** 0.9)
  const cost = (group: readonly number[]) => {
    if (group.length < 2) return sum(group.map((i) => alone[i]!))
    return 2.2 + 0.05 * q(group) ** 0.9 + 0.1 * (group.length - 1)
  }
  const pays = (group: readonly number[], i: number, idle: number) => {
    if (plain.sharing === 'usage') return ((cost(group) + idle) * volumes[i]!) / q(group)
    return alone[i]! - (sum(group.map((j) => alone[j]!)) - cost(group) - idle) / group.length
  }
  const waves: { from: number[]; to: number[]; start: number }[] = []
  const idleIn = (year: number) =>
    sum(waves.map(({ from, to, start }) => phi(year - start) * Math.max(0, cost(from) - cost(to))))
  const exit = volumes.map(() => Infinity)
  const worth = volumes.map(() => 0)
  let members = volumes.map((_, i) => i)
  let collapse = Infinity
  for (let year = 0; year < horizon; year++) {
    const luck = new Float64Array(2 * n + 2)
    fillUniforms(seed, replicate, year, 2, luck)
    const gone = year + notice
    if (collapse === Infinity && gone < horizon) {
      const before = members
      const forced = before.filter((i) => luck[i]! < plain.hazard)
      let group = before.filter((i) => !forced.includes(i))
      const receipts = (i: number) =>
        (sum(before.filter((j) => !group.includes(j)).map((j) => fees[j]!)) * volumes[i]!) / q(group)
      while (group.length > 1) {
        const gains = group.map((i) => {
          let gain = -d(notice) * (fees[i]! + restart[i]! + receipts(i))
          for (let y = gone; y < horizon; y++) {
            const fresh = phi(y - gone) * Math.max(0, cost(before) - cost(group))
            gain += d(y - year) * (pays(group, i, fresh + idleIn(y)) - alone[i]!)
          }
          return gain
        })
        const best = Math.max(...gains)
        if (best <= 0) break
        group = group.filter((_, k) => k !== gains.indexOf(best))
      }
      const ended = group.length < 2 || sum(group.map((i) => alone[i]!)) <= cost(group)
      if (group.length < before.length || ended) {
        for (const i of before.filter((j) => !group.includes(j))) {
          exit[i] = gone
          worth[i]! -= d(gone) * (fees[i]! + restart[i]!)
        }
        for (const i of group) worth[i]! += d(gone) * receipts(i)
        waves.push({ from: before, to: group, start: gone })
        members = group
      }
      if (ended) {
        collapse = year
        for (const i of group) {
          exit[i] = gone
          worth[i]! -= d(gone) * restart[i]!
        }
        if (group.length > 0) waves.push({ from: group, to: [], start: gone })
      }
    }
    const paying = volumes.flatMap((_, i) => (exit[i]! > year ? [i] : []))
    const bearers = paying.length > 0 ? paying : waves.at(-1)!.from
    for (const [i, own] of alone.entries()) {
      const bill = paying.includes(i) ? pays(paying, i, 0) : own
      const share = plain.sharing === 'usage' ? volumes[i]! / q(bearers) : 1 / bearers.length
      worth[i]! += d(year) * (own - bill - (bearers.includes(i) ? share * idleIn(year) : 0))
    }
  }
  return { worth, collapse }
}

test('histories equal those of a slower, plainer statement on 1,000 random partnerships', () => {
  const between = (low: number, high: number) =>
    fc.integer({ min: 0, max: 1000 }).map((k) => low + ((high - low) * k) / 1000)
  const plain: fc.Arbitrary<Plain> = fc.integer({ min: 2, max: 5 }).chain((n) =>
    fc.record({
      volumes: fc.array(between(5, 150), { minLength: n, maxLength: n }),
      restart: fc.array(between(0, 0.5), { minLength: n, maxLength: n }),
      fees: fc.array(between(0, 3), { minLength: n, maxLength: n }),
      hazard: between(0, 0.4),
      horizon: fc.integer({ min: 1, max: 9 }),
      notice: fc.integer({ min: 0, max: 2 }),
      share: between(0, 1),
      years: fc.integer({ min: 1, max: 5 }),
      sharing: fc.constantFrom('usage', 'equal-savings'),
    }),
  )
  let ended = 0
  fc.assert(
    fc.property(plain, fc.integer({ min: 0, max: 999 }), (given, replicate) => {
      const input: WithdrawalInput = {
        partners: given.volumes.map((volume, i) => ({
          name: `c${i}`,
          volume,
          reestablish: given.restart[i]!,
          hazard: given.hazard,
        })),
        costs: {
          kind: 'service',
          fixedAlone: 0.96,
          unitAlone: 0.06,
          fixedShared: 2.2,
          unitShared: 0.05,
          elasticity: 0.9,
          coordination: 0.1,
        },
        horizon: given.horizon,
        notice: given.notice,
        discount: 0.035,
        sticky: { share: given.share, years: given.years },
        sharing: given.sharing,
        receipts: 'volume',
      }
      const { columns } = playHistories(input, { seed: 6, fees: [given.fees] }, replicate, replicate + 1)
      const slow = slowHistory(given, 6, replicate)
      assert.equal(columns[historyPlace.collapse]![0], slow.collapse)
      for (const [i, worth] of slow.worth.entries())
        isNear(columns[historyPlace.partner + i]![0]!, worth, 1e-8)
      if (slow.collapse < Infinity) ended++
    }),
    { numRuns: 1000 },
  )
  assert.ok(ended > 200 && ended < 900, `${ended} of 1,000 ended`)
})

test('volumes grow by what was said on average, scatter as said, and hang together as far as said', () => {
  const moves = { growth: { drift: 0.02, sd: 0.1, common: 0.6 }, price: { drift: 0.01, sd: 0.05 } }
  const [a, b, price] = [new Float64Array(20_000), new Float64Array(20_000), new Float64Array(20_000)]
  const luck = new Float64Array(6)
  for (let r = 0; r < 20_000; r++) {
    fillUniforms(1, r, 1, 2, luck)
    const volumes = Float64Array.of(50, 80)
    price[r] = Math.log(grow(volumes, 2, luck, moves) / 2)
    a[r] = Math.log(volumes[0]! / 50)
    b[r] = Math.log(volumes[1]! / 80)
  }
  isNear(summarise(a.map(Math.exp)).mean, Math.exp(0.02), 0.003)
  isNear(summarise(a).sd, 0.1, 0.002)
  isNear(correlation(a, b)!, 0.6, 0.02)
  isNear(summarise(price).mean, 0.01 - 0.05 ** 2 / 2, 0.002)
  isNear(summarise(price).sd, 0.05, 0.001)
  isNear(correlation(price, a)!, 0, 0.03)
  const still = Float64Array.of(50, 80)
  assert.equal(grow(still, 1, luck, {}), 1)
  assert.deepEqual([...still], [50, 80])
})

test('the chance of ending never falls from year to year, and more hazard brings it sooner', () => {
  const at = (hazard: number) =>
    withdrawalHistories(
      { ...worked, partners: worked.partners.map((p) => ({ ...p, hazard })) },
      options,
      1000,
    )
  const [some, more] = [at(0.03), at(0.15)]
  for (let year = 1; year < 7; year++) assert.ok(some.pCollapse[year]!.p >= some.pCollapse[year - 1]!.p)
  assert.ok(more.pCollapse[6]!.p > some.pCollapse[6]!.p)
  assert.ok(more.medianYears !== null && more.medianYears <= 2)
  assert.ok(more.shortfall < more.npvTotal.mean)
  // Without followers the chance of a first exit in 6 decision years is 1 - (1 - h)^(4 x 6).
  const exits = playHistories(worked, { seed: 3 }, 0, 2000).columns[historyPlace.firstExit]!
  const share = exits.reduce((sum, year) => sum + Number(year < Infinity), 0) / 2000
  isNear(share, 1 - 0.97 ** 24, 0.04)
})

test('fees lower the chance that one exit brings the end', () => {
  const full = [feesOf(withdrawal(atLikely(worked)), 'hold-harmless')]
  const free = withdrawalHistories(worked, { seed: 5 }, 500)
  const charged = withdrawalHistories(worked, { seed: 5, fees: full }, 500)
  assert.ok(charged.pCollapse[6]!.p < free.pCollapse[6]!.p / 2)
  isNear(charged.feesPaid, charged.feesReceived, 1e-9)
  assert.ok(charged.feesPaid > 0)
})

test('half have failed when the product of yearly survival says so', () => {
  assert.equal(medianSurvival([1, 2, 3, 4], 10), 2)
  assert.equal(medianSurvival([5, Infinity, Infinity, 1], 10), 5)
  assert.equal(medianSurvival([5, Infinity, Infinity], 10), null)
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 60 }), (times) => {
      const order = [...times].sort((a, b) => a - b)
      assert.equal(medianSurvival(times, 10), order[Math.ceil(times.length / 2) - 1])
    }),
    { numRuns: 1000 },
  )
})

const doubtful: WithdrawalInput = {
  ...worked,
  partners: worked.partners.map((p) => ({ ...p, hazard: 0.02 })),
  costs: {
    ...worked.costs,
    kind: 'service',
    fixedShared: { low: 3, likely: 3.76, high: 4.5 },
  } as WithdrawalInput['costs'],
}

test('with numbers in doubt the least fee is a quantile of what leaving could gain', () => {
  const run = { seed: 2, runs: 400 }
  const tight = unilateralFeesAtRisk(doubtful, { ...run, alpha: 0.05 })
  const loose = unilateralFeesAtRisk(doubtful, { ...run, alpha: 0.4 })
  for (let i = 0; i < 4; i++) assert.ok(tight[i]! >= loose[i]!)
  assert.deepEqual([...unilateralFeesAtRisk(worked, { ...run, alpha: 0.05 })], [0, 0, 0, 0])
  const dear: WithdrawalInput = {
    ...worked,
    costs: { ...worked.costs, kind: 'service', fixedShared: 12 } as WithdrawalInput['costs'],
  }
  const certain = unilateralFeesAtRisk(dear, { seed: 1, runs: 3, alpha: 0.5 })
  const plain = feesOf(withdrawal(atLikely(dear)), 'unilateral')
  for (let i = 0; i < 4; i++) isNear(certain[i]!, plain[i]!)
  assert.ok(plain[0]! > 0)
})

test('signing a fee gives up part of the right to leave, never more than all of it', () => {
  const dear = {
    ...doubtful,
    costs: { ...doubtful.costs, fixedShared: { low: 3, likely: 8, high: 12 } } as WithdrawalInput['costs'],
  }
  const { free, givenUp } = rightToLeave(dear, [1, 1, 1, 1], { seed: 2, runs: 400 })
  for (let i = 0; i < 4; i++) assert.ok(givenUp[i]! > 0 && givenUp[i]! <= free[i]!)
  const none = rightToLeave(dear, [0, 0, 0, 0], { seed: 2, runs: 400 })
  assert.deepEqual([...none.givenUp], [0, 0, 0, 0])
})

test('a designed fee meets its goal, cannot be lowered for any one council, and harms nobody who joins', () => {
  const goal = { seed: 4, alpha: 0.1, byYear: 6, runs: 300 }
  const design = designFees(doubtful, goal)
  assert.ok(design.status === 'found')
  assert.ok(design.chance.p <= 0.1)
  assert.ok(
    design.shares.every((share) => share >= 0 && share <= 1) && design.shares.some((share) => share > 0),
  )
  assert.ok(design.report.npv.every(({ mean }) => mean >= 0))
  const lower = design.schedule.map(({ fees }) => fees.map((fee) => fee * 0.9))
  const { pCollapse } = withdrawalHistories(doubtful, { seed: 4, fees: lower }, 300)
  assert.ok(pCollapse[6]!.p > 0.1)
  const level = designFees(doubtful, { ...goal, smallest: 'largest' })
  assert.ok(level.status === 'found' && level.chance.p <= 0.1)
  assert.ok(Math.max(...level.schedule[0]!.fees) <= Math.max(...design.schedule[0]!.fees) + 1e-9)
})

test('a goal that no fee can reach is refused in words: the chance, or who would lose by joining', () => {
  const wild = { ...worked, partners: worked.partners.map((p) => ({ ...p, hazard: 0.6 })) }
  const design = designFees(wild, { seed: 4, alpha: 0.01, byYear: 6, runs: 100 })
  assert.deepEqual(
    [design.status, design.status === 'impossible' && design.binds],
    ['impossible', 'collapse'],
  )
  const unfair: WithdrawalInput = {
    ...calm,
    sharing: 'key',
    partners: calm.partners.map((p, i) => ({ ...p, inertia: 99, key: i === 3 ? 10 : 1 })),
  }
  const losing = designFees(unfair, { seed: 4, alpha: 0.5, byYear: 6, runs: 20 })
  assert.ok(losing.status === 'impossible' && losing.binds === 'participation')
  assert.deepEqual(losing.partners, ['D'])
})

test('histories that cannot be played are refused with their field', () => {
  const play =
    (change: object, runs = 10) =>
    () =>
      withdrawalHistories(worked, { seed: 1, ...change }, runs)
  assert.throws(play({}, 0), /runs: is 0/)
  assert.throws(play({ fees: [[1, 2]] }), /fees\[0\]: has 2 fees; give 4/)
  assert.throws(play({ fees: [[1, 2, 3, Number.NaN]] }), /fees\[0\]\[3\]/)
  assert.throws(play({ fees: [[1, 2, -3, 4]] }), /fees\[0\]\[2\]/)
  assert.throws(play({ fees: [[1, 2, 3, Infinity]] }), /fees\[0\]\[3\]/)
  assert.throws(play({ growth: { sd: -1 } }), /growth\.sd/)
  assert.throws(() => designFees(worked, { seed: 1, alpha: 0, byYear: 1 }), /alpha/)
  assert.throws(() => designFees(worked, { seed: 1, alpha: 0.1, byYear: 7 }), /byYear/)
  assert.equal(historyReport(worked, playHistories(worked, { seed: 1 }, 0, 3), { seed: 1 }).runs, 3)
})

test('histories stop when the chance of an end is known well enough, and the stop does not change what they say', () => {
  const target = { share: 0.01, amount: 0, chance: 0.02 }
  const found = withdrawalUntil(worked, { seed: 5 }, { cap: 20_000, target })
  assert.equal(found.stoppedBy, 'target')
  assert.ok(found.runs % 500 === 0 && found.runs < 20_000)
  const { lo, hi } = found.pCollapse.at(-1)!
  assert.ok(Math.abs(found.halfWidth - (hi - lo) / 2) < 1e-15 && found.halfWidth <= 0.02)
  const { stoppedBy, meta, ...told } = withdrawalHistories(worked, { seed: 5 }, found.runs)
  assert.equal(stoppedBy, 'cap')
  // Known well enough for what was asked, it is not near enough for the usual.
  assert.deepEqual([meta.warnings.length, found.meta.warnings.length], [1, 0])
  assert.deepEqual({ ...told, stoppedBy: 'target', meta: { ...meta, warnings: [] } }, found)
  const before = withdrawalHistories(worked, { seed: 5 }, found.runs - 500)
  assert.ok(before.halfWidth > 0.02, 'it stops at the first look that satisfies')
  const sooner = withdrawalUntil(worked, { seed: 5 }, { cap: 20_000, target, byYear: 0 })
  assert.ok(sooner.runs < found.runs, 'an end in the first year is rarer, so it is known sooner')
})

test('a chance that does not settle is told with the half-width it came to', () => {
  const found = withdrawalUntil(worked, { seed: 5 }, { cap: 700 })
  assert.deepEqual([found.runs, found.stoppedBy], [700, 'cap'])
  assert.ok(found.halfWidth > 0.01)
  assert.throws(() => withdrawalUntil(worked, { seed: 5 }, { cap: 700, byYear: 7 }), /byYear/)
  assert.throws(() => withdrawalUntil(worked, { seed: 5 }, { cap: 0 }), /runs/)
  const stop = { signal: { aborted: true } }
  assert.throws(() => withdrawalUntil(worked, { seed: 5 }, { cap: 700 }, stop), Cancelled)
})
