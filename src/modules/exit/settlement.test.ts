import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  flowsOf,
  lineFlaws,
  outside,
  paymentsToMake,
  positions,
  settlementHash,
  sumOf,
  type Settlement,
  type SettlementLine,
} from './settlement.ts'

const councils = ['ashby', 'barnshire', 'coldwell', 'deeping']
const anyone = fc.constantFrom(...councils, outside)
const words = { id: fc.uuid(), what: fc.constant('A line'), basis: fc.constant('Clause 14') }
const pence = fc.integer({ min: 1, max: 1e12 })
const payment = fc.record({
  ...words,
  kind: fc.constant('payment' as const),
  pence,
  from: anyone,
  to: anyone,
})
const shared = fc.record({
  ...words,
  kind: fc.constant('shared' as const),
  pence,
  to: anyone,
  shares: fc.dictionary(fc.constantFrom(...councils), fc.double({ min: 1e-6, max: 1e9, noNaN: true }), {
    minKeys: 1,
  }),
})
const line: fc.Arbitrary<SettlementLine> = fc.oneof(payment, shared)
const settlement: fc.Arbitrary<Settlement> = fc.record({ lines: fc.array(line, { maxLength: 30 }) })

test('whatever the lines are, everybody together pays exactly what everybody together receives', () => {
  fc.assert(
    fc.property(settlement, (given) => {
      const settled = positions(given, councils)
      assert.equal(sumOf(settled), 0)
      for (const { pays, receives, net } of settled.values()) {
        assert.ok(Number.isInteger(pays) && Number.isInteger(receives))
        assert.equal(net, receives - pays)
      }
    }),
  )
})

test('the parts of a shared bill are whole pence and add up to the bill', () => {
  fc.assert(
    fc.property(shared, (given) => {
      const flows = flowsOf(given)
      assert.equal(
        flows.reduce((sum, flow) => sum + flow.pence, 0),
        given.pence,
      )
      assert.ok(flows.every((flow) => Number.isInteger(flow.pence) && flow.pence >= 0))
    }),
  )
})

test('the payments that carry it out leave everybody exactly where the lines do, and nobody both pays and is paid', () => {
  fc.assert(
    fc.property(settlement, (given) => {
      const settled = positions(given, councils)
      const flows = paymentsToMake(settled)
      for (const [who, { net }] of settled) {
        const paid = flows.filter(({ from }) => from === who).reduce((sum, flow) => sum + flow.pence, 0)
        const received = flows.filter(({ to }) => to === who).reduce((sum, flow) => sum + flow.pence, 0)
        assert.equal(received - paid, net)
        assert.ok(paid === 0 || received === 0)
      }
      assert.ok(flows.length <= Math.max(0, settled.size - 1))
    }),
  )
})

test('the order of the lines changes nobody’s position', () => {
  fc.assert(
    fc.property(settlement, (given) => {
      const turned = { lines: given.lines.toReversed() }
      assert.deepEqual([...positions(turned, councils)], [...positions(given, councils)])
    }),
  )
})

test('a penny or a letter more is another text to agree to', () => {
  const one: SettlementLine = {
    id: '1',
    kind: 'payment',
    what: 'Charge for leaving',
    basis: 'Clause 14',
    pence: 100,
    from: 'ashby',
    to: 'barnshire',
  }
  const hash = settlementHash({ lines: [one] })
  assert.equal(settlementHash({ lines: [{ ...one }] }), hash)
  assert.notEqual(settlementHash({ lines: [{ ...one, pence: 101 }] }), hash)
  assert.notEqual(settlementHash({ lines: [{ ...one, basis: 'Clause 15' }] }), hash)
})

test('nobody pays themselves, and only councils of the partnership share a bill', () => {
  const common = { id: '1', what: 'A bill', basis: 'Invoice', pence: 5 }
  assert.deepEqual(
    lineFlaws({ ...common, kind: 'payment', from: 'ashby', to: 'ashby' }, councils).map(({ field }) => field),
    ['to'],
  )
  assert.deepEqual(
    lineFlaws({ ...common, kind: 'shared', to: outside, shares: { elsewhere: 1 } }, councils).map(
      ({ field }) => field,
    ),
    ['shares'],
  )
})
