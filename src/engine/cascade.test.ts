import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { cascade, contagion } from './cascade.ts'
import { feesOf } from './exit-fee.ts'
import type { CertainWithdrawal } from './withdrawal-input.ts'
import { withdrawal } from './withdrawal.ts'

/* What must hold of every knock-on, whatever the partnership, the fees and the order of leaving. */

const partnership = fc
  .record({
    volumes: fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 2, maxLength: 6 }),
    fixedAlone: fc.integer({ min: 0, max: 30 }),
    fixedShared: fc.integer({ min: 0, max: 60 }),
    elasticity: fc.constantFrom(0.6, 0.8, 0.92, 1),
    share: fc.constantFrom(0, 0.4, 0.8, 1),
    sharing: fc.constantFrom('equal-savings', 'usage', 'shapley'),
    forced: fc.array(fc.nat({ max: 5 }), { minLength: 0, maxLength: 3 }),
    fee: fc.integer({ min: 0, max: 40 }),
  })
  .map(({ volumes, fixedAlone, fixedShared, elasticity, share, sharing, forced, fee }) => {
    const n = volumes.length
    const input: CertainWithdrawal = {
      partners: volumes.map((volume, i) => ({ name: `c${i}`, volume, reestablish: 0.1 * i })),
      costs: {
        kind: 'service',
        fixedAlone: fixedAlone / 10,
        unitAlone: 0.06,
        fixedShared: fixedShared / 10,
        unitShared: 0.053,
        elasticity,
        coordination: 0.1,
      },
      horizon: 6,
      notice: 1,
      discount: 0.035,
      sticky: { share, years: 3 },
      sharing,
      receipts: 'volume',
    }
    return {
      input,
      forced: [...new Set(forced.map((i) => i % n))],
      fees: volumes.map((_, i) => (fee / 10) * (i + 1)),
    }
  })

test('a knock-on has at most as many rounds as councils; the forced leave first; each follower gains by it', () => {
  fc.assert(
    fc.property(partnership, fc.constantFrom('sequential', 'simultaneous'), (given, turn) => {
      const { input, forced, fees } = given
      const model = withdrawal(input)
      const { path, final } = cascade(model, forced, { fees, turn })
      const leavers = path.map(({ player }) => player)
      assert.equal(new Set(leavers).size, leavers.length, 'nobody leaves twice')
      assert.deepEqual(
        [...leavers, ...final].sort((a, b) => a - b),
        input.partners.map((_, i) => i),
      )
      assert.deepEqual(
        leavers.slice(0, forced.length).sort((a, b) => a - b),
        [...forced].sort((a, b) => a - b),
      )
      for (const { gain, forced: wasForced } of path.slice(forced.length)) {
        assert.ok(!wasForced && gain !== null && gain > 0, `${gain}`)
      }
    }),
    { numRuns: 1000 },
  )
})

test('where gains fall as more stay, charging more never makes more councils leave', () => {
  fc.assert(
    fc.property(
      partnership,
      fc.integer({ min: 0, max: 20 }),
      fc.integer({ min: 0, max: 20 }),
      (given, a, b) => {
        const concave: CertainWithdrawal = {
          ...given.input,
          sharing: 'shapley',
          sticky: { share: 0, years: 1 },
          costs: {
            kind: 'service',
            fixedAlone: 2,
            unitAlone: 0.05,
            fixedShared: 2,
            unitShared: 0.05,
            elasticity: 0.8,
            coordination: 0,
          },
        }
        const model = withdrawal(concave)
        const whole = feesOf(model, 'hold-harmless')
        const leavers = (scale: number) =>
          new Set(
            cascade(model, given.forced, { fees: whole.map((fee) => (fee * scale) / 20) }).path.map(
              (p) => p.player,
            ),
          )
        const dear = leavers(Math.max(a, b))
        const cheap = leavers(Math.min(a, b))
        assert.ok([...dear].every((player) => cheap.has(player)))
      },
    ),
    { numRuns: 1000 },
  )
})

test('who follows whom is what forcing each council out in turn shows', () => {
  fc.assert(
    fc.property(partnership, ({ input, fees }) => {
      const model = withdrawal(input)
      const { follows } = contagion(model, { fees })
      input.partners.forEach((_, i) => {
        const path = cascade(model, [i], { fees }).path.map(({ player }) => player)
        assert.deepEqual(
          follows[i]!.map(Boolean),
          input.partners.map((_p, j) => j !== i && path.includes(j)),
        )
      })
    }),
    { numRuns: 300 },
  )
})
