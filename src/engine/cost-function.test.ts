import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import {
  aloneCost,
  calibrate,
  costElasticity,
  costTable,
  fitElasticity,
  movingCost,
  sharedCost,
  stickyShare,
  strandedCost,
} from './cost-function.ts'
import { membersOf } from './coalition.ts'

const service = {
  fixedAlone: 0.96,
  unitAlone: 0.06,
  fixedShared: 3.76,
  unitShared: 0.053,
  elasticity: 0.92,
  coordination: 0.15,
}

function isNear(actual: number, expected: number, within = 1e-9) {
  assert.ok(Math.abs(actual - expected) <= within, `${actual} should be ${expected}`)
}

test('every group of the worked model costs what its published table says', () => {
  const table = costTable(service, [100, 80, 60, 20])
  const published = {
    1: 5.110985826,
    2: 4.340601956,
    3: 10.20689678,
    4: 3.554480439,
    7: 12.264841805,
    8: 1.904275771,
    11: 10.997826991,
    13: 10.35689678,
    15: 13.041843194,
  }
  for (const [group, cost] of Object.entries(published)) isNear(table[Number(group)]!, cost)
  assert.equal(table[0], 0)
})

test('an own elasticity alone and a power of coordination are used where given', () => {
  isNear(aloneCost({ ...service, elasticityAlone: 1 }, 100), 6.96)
  isNear(sharedCost({ ...service, coordinationPower: 2 }, 260, 4) - sharedCost(service, 260, 4), 0.15 * 6)
})

test('a service that grows less than in proportion has an elasticity below 1, as a small change shows', () => {
  const cost = (q: number) => service.fixedShared + service.unitShared * q ** service.elasticity
  isNear(costElasticity(service, 260), Math.log(cost(260.001) / cost(260)) / Math.log(260.001 / 260), 1e-6)
})

test('a cost curve through what is known gives it back', () => {
  const { fixed, unit } = calibrate({ volume: 260, cost: 12, fixedShare: 0.25 }, 0.9)
  assert.equal(fixed, 3)
  isNear(fixed + unit * 260 ** 0.9, 12)
  const fit = fitElasticity(
    [
      { volume: 100, cost: 10 },
      { volume: 200, cost: 16 },
    ],
    2,
  )
  isNear(2 + fit.unit * 100 ** fit.elasticity, 10)
  isNear(2 + fit.unit * 200 ** fit.elasticity, 16)
  assert.throws(
    () =>
      fitElasticity(
        [
          { volume: 1, cost: 3 },
          { volume: 1, cost: 4 },
        ],
        0,
      ),
    /two different volumes/,
  )
  assert.throws(
    () =>
      fitElasticity(
        [
          { volume: 1, cost: 3 },
          { volume: 2, cost: 4 },
        ],
        3,
      ),
    /above the fixed cost/,
  )
})

test('surplus capacity is paid off in a straight line or by decay, and not before it exists', () => {
  assert.deepEqual(
    [-1, 0, 1.5, 3, 9].map((s) => stickyShare({ share: 0.8, years: 3 }, s)),
    [0, 0.8, 0.4, 0, 0],
  )
  isNear(stickyShare({ share: 0.8, decay: 0.5 }, 2), 0.8 * Math.exp(-1))
  assert.equal(stickyShare({ share: 0.8, years: 0 }, 0), 0)
  assert.equal(strandedCost(10, 14, { share: 0.5, years: 2 }, 0), 12)
  assert.equal(strandedCost(10, 8, { share: 0.5, years: 2 }, 0), 10)
})

test('while moving, what is left costs as before, what moved is paid twice for a while, and integration comes on top', () => {
  const year = { moved: 0.6, movedBefore: 0.2, doubleRunning: 0.5, phase: 0.7 }
  isNear(movingCost(year, 100, 70, 10), 0.4 * 100 + 0.6 * 70 + 0.5 * 0.4 * 100 + 7)
  assert.equal(movingCost({ moved: 0.2, movedBefore: 0.6, doubleRunning: 0.5, phase: 0 }, 100, 70, 10), 94)
  assert.equal(movingCost({ moved: 0, movedBefore: 0, doubleRunning: 0.5, phase: 0 }, 100, 70, 10), 100)
})

test('a service with falling unit cost and no dearer base is cheaper the more join, whoever they are', () => {
  const concave = { ...service, fixedAlone: 3, unitAlone: 0.053, fixedShared: 3, coordination: 0 }
  const table = costTable(concave, [30, 7, 90, 55])
  for (let a = 0; a < 16; a++) {
    for (let b = 0; b < 16; b++) {
      assert.ok(
        table[a | b]! + table[a & b]! <= table[a]! + table[b]! + 1e-12,
        `${membersOf(a).join()} and ${membersOf(b).join()}`,
      )
    }
  }
})

test('the table of a service is its formula for every group, on 1,000 random services', () => {
  const amount = fc.integer({ min: 0, max: 400 }).map((x) => x / 100)
  fc.assert(
    fc.property(
      fc.record({
        fixedAlone: amount,
        unitAlone: amount,
        fixedShared: amount,
        unitShared: amount,
        elasticity: fc.constantFrom(0.5, 0.85, 0.92, 1),
        elasticityAlone: fc.constantFrom(0.7, 1),
        coordination: amount,
        coordinationPower: fc.constantFrom(1, 1.4, 2),
      }),
      fc.array(fc.integer({ min: 0, max: 900 }), { minLength: 1, maxLength: 6 }),
      (costs, volumes) => {
        const table = costTable(costs, volumes)
        for (let group = 0; group < 2 ** volumes.length; group++) {
          const inside = volumes.filter((_, i) => Math.floor(group / 2 ** i) % 2 === 1)
          let [expected, total] = [0, 0]
          for (const volume of inside) total += volume
          if (inside.length === 1) {
            const grown = total === 0 ? 0 : Math.exp(costs.elasticityAlone * Math.log(total))
            expected = costs.fixedAlone + costs.unitAlone * grown
          } else if (inside.length > 1) {
            const grown = total === 0 ? 0 : Math.exp(costs.elasticity * Math.log(total))
            const others = Math.exp(costs.coordinationPower * Math.log(inside.length - 1))
            expected = costs.fixedShared + costs.unitShared * grown + costs.coordination * others
          }
          isNear(table[group]!, expected, 1e-9 * Math.max(1, expected))
        }
      },
    ),
    { numRuns: 1000 },
  )
})
