import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { cascade, contagion, orderRange } from './cascade.ts'
import { coalitionOf, withMember } from './coalition.ts'
import { feesOf } from './exit-fee.ts'
import { gainsOfLeaving } from './withdrawal-gain.ts'
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
    { numRuns: 1000 },
  )
})

const three: CertainWithdrawal = {
  partners: ['Ashby', 'Barnshire', 'Coldwell'].map((name, i) => ({ name, volume: 1, key: [5, 1, 1][i]! })),
  costs: { kind: 'table', values: [0, 30, 30, 50, 30, 50, 50, 60] },
  horizon: 3,
  notice: 1,
  discount: 0.035,
  sticky: { share: 0, years: 1 },
  sharing: 'key',
  receipts: 'volume',
}

test('a council stays when leaving would gain it just what it takes to move it, and goes for a hair more', () => {
  const [gain = 0] = gainsOfLeaving(withdrawal(three), 7, { fees: [0, 0, 0], left: 0, legacy: 0 })
  assert.ok(gain > 0)
  const moved = (inertia: number) =>
    cascade(withdrawal({ ...three, partners: three.partners.map((each) => ({ ...each, inertia })) }), [])
  assert.deepEqual(moved(gain).path, [])
  assert.equal(moved(gain * (1 - 1e-12)).path[0]?.player, 0)
})

test('a partnership that saves nothing has ended, and one that saves a penny has not', () => {
  const saving = (pence: number) =>
    withdrawal({
      ...three,
      sharing: 'usage',
      costs: { kind: 'table', values: [0, 30, 30, 60, 30, 60, 60, 90 - pence] },
    })
  assert.equal(cascade(saving(0), []).ending, 'nothing-saved')
  assert.equal(cascade(saving(0.01), []).ending, null)
})

test('a successor who has left as well is no successor', () => {
  const input = {
    ...three,
    sharing: 'usage' as const,
    host: 'Ashby',
    successor: 'Barnshire',
    minimumMembers: 2,
  }
  const four: CertainWithdrawal = {
    ...input,
    partners: [...three.partners, { name: 'Dunmere', volume: 1, key: 1 }],
    costs: {
      kind: 'table',
      values: Array.from({ length: 16 }, (_, g) =>
        g === 0 ? 0 : 20 + 10 * g.toString(2).replaceAll('0', '').length,
      ),
    },
  }
  assert.equal(cascade(withdrawal(four), [0]).ending, null)
  assert.equal(cascade(withdrawal(four), [0, 1]).ending, 'host-left')
})

test('a council that looks ahead weighs leaving now against what is left once the others have gone', () => {
  fc.assert(
    fc.property(partnership, ({ input }) => {
      const model = withdrawal(input)
      const terms = { fees: new Float64Array(model.n), left: 0, legacy: 0 }
      const byDefinition = model.input.partners.map((_, i) => {
        const { final } = cascade(model, [], { loyal: i })
        return gainsOfLeaving(model, withMember(coalitionOf(final), i), terms)[i]!
      })
      const run = cascade(model, [], { farsighted: true })
      const [first] = run.path
      const keenest = Math.max(...byDefinition)
      if (first === undefined) {
        assert.ok(byDefinition.every((gain, i) => gain <= model.inertia[i]!))
        return
      }
      assert.ok(Math.abs(first.gain! - keenest) <= 1e-9 * Math.max(1, Math.abs(keenest)))
    }),
    { numRuns: 1000 },
  )
})

test('random orders are a thousand unless said, one is enough, and ties go to the smaller partners’ numbers', () => {
  const model = withdrawal({ ...three, partners: three.partners.map((each) => ({ ...each, key: 1 })) })
  assert.deepEqual(
    orderRange(model, [0], 1).random.map(({ runs }) => runs),
    [1000],
  )
  assert.deepEqual(
    orderRange(model, [0], 1, { runs: 1 }).random.map(({ runs }) => runs),
    [1],
  )
  // Two councils that both would go, whoever is first; the other then stays.
  let tied = 0
  const pairs = withdrawal({
    ...three,
    sharing: 'equal',
    costs: { kind: 'table', values: [0, 30, 30, 44, 30, 52, 52, 93] },
  })
  for (let seed = 0; seed < 40; seed++) {
    const { random } = orderRange(pairs, [], seed, { runs: 6 })
    const ends = random.map(({ final, runs }) => [-runs, coalitionOf(final)] as const)
    assert.deepEqual(
      ends,
      ends.toSorted((a, b) => a[0] - b[0] || a[1] - b[1]),
    )
    if (new Set(ends.map(([runs]) => runs)).size < ends.length) tied++
  }
  assert.ok(tied > 3, `${tied} ties`)
})
