import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { freeOn, heldUntil, interestBlockers, isHeld, takesRoom, type Interest } from './interest.ts'

const make = (since: string, withdrawnOn: string | null = null, target = 'B'): Interest => ({
  id: since + target,
  target,
  service: 'ict',
  since,
  withdrawnOn,
})
const wanted = { own: 'A', target: 'X', service: 'ict' }

test('an interest is held for 90 days, the first among them', () => {
  const one = make('2026-01-01')
  assert.equal(heldUntil(one), '2026-03-31')
  assert.ok(isHeld(one, '2026-03-31'))
  assert.ok(!isHeld(one, '2026-04-01'))
})

test('one that was taken back keeps its place until 30 days after it began', () => {
  const one = make('2026-01-01', '2026-01-03')
  assert.ok(!isHeld(one, '2026-01-03'))
  assert.ok(takesRoom(one, '2026-01-30'))
  assert.equal(freeOn(one), '2026-01-31')
  assert.equal(freeOn(make('2026-01-01', '2026-03-01')), '2026-03-01')
})

test('a sixth interest is refused, with the day on which there is room', () => {
  const five = ['B', 'C', 'D', 'E', 'F'].map((target, at) => make(`2026-01-0${at + 1}`, null, target))
  assert.deepEqual(interestBlockers(five.slice(0, 4), wanted, true, '2026-01-06'), [])
  assert.deepEqual(interestBlockers(five, wanted, true, '2026-01-06'), [
    { type: 'no-room', freeOn: '2026-04-01' },
  ])
  const back = five.with(4, { ...make('2026-01-05', '2026-01-06', 'F') })
  assert.deepEqual(interestBlockers(back, wanted, true, '2026-01-06'), [
    { type: 'no-room', freeOn: '2026-02-04' },
  ])
})

test('nobody has an interest in themselves, twice in the same, or without leading', () => {
  assert.deepEqual(interestBlockers([], { ...wanted, target: 'A' }, true, '2026-01-01'), [
    { type: 'own-council' },
  ])
  assert.deepEqual(interestBlockers([make('2026-01-01', null, 'X')], wanted, true, '2026-01-02'), [
    { type: 'already-interested' },
  ])
  assert.deepEqual(interestBlockers([], wanted, false, '2026-01-01'), [{ type: 'not-leading' }])
})

test('whoever fishes as hard as the rules let them learns of at most five councils in any 30 days', () => {
  const days = Array.from({ length: 200 }, (_, at) =>
    new Date(Date.UTC(2026, 0, 1 + at)).toISOString().slice(0, 10),
  )
  fc.assert(
    fc.property(fc.array(fc.boolean(), { minLength: 200, maxLength: 200 }), (takesBack) => {
      let held: Interest[] = []
      const made: number[] = []
      for (const [at, today] of days.entries()) {
        if (takesBack[at]) held = held.map((one) => ({ ...one, withdrawnOn: one.withdrawnOn ?? today }))
        for (let again = 0; again < 7; again++) {
          const target = `T${made.length}`
          if (interestBlockers(held, { ...wanted, target }, true, today).length > 0) break
          held.push(make(today, null, target))
          made.push(at)
        }
      }
      for (const at of made) assert.ok(made.filter((other) => other >= at && other < at + 30).length <= 5)
    }),
    { numRuns: 60 },
  )
})
