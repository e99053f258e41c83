import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { aimsReport, readPoints } from './aims.ts'
import { driftSince } from './drift.ts'
import { ladderFinding } from './ladder.ts'

const aims = ['money', 'people', 'pace', 'place'].map((id) => ({ id, name: id, meaning: '' }))
const ladder = ['co-exist', 'communicate', 'combine'].map((id) => ({
  id,
  name: id,
  meaning: 'A rung of a ladder.',
}))

test('points that do not add up say by how much, whichever way', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 90 }), { minLength: 4, maxLength: 4 }), (given) => {
      const read = readPoints(Object.fromEntries(aims.map(({ id }, at) => [id, String(given[at])])), aims)
      const sum = given.reduce((total, each) => total + each, 0)
      if (sum === 100) assert.ok('points' in read)
      else
        assert.deepEqual(read, {
          faults: [
            sum < 100
              ? { type: 'too-few', left: 100 - sum, sum }
              : { type: 'too-many', over: sum - 100, sum },
          ],
        })
    }),
  )
})

test('an empty box is no points; words and fractions are not points', () => {
  assert.deepEqual(readPoints({ money: '100', people: ' ' }, aims), {
    points: { money: 100, people: 0, pace: 0, place: 0 },
  })
  for (const typed of ['12.5', '-3', 'ten', '1e2', '9999999'])
    assert.deepEqual(readPoints({ money: typed }, aims), { faults: [{ type: 'not-whole', aim: 'money' }] })
})

const hand = (council: string, money: number, people: number, pace = 0, place = 0) => ({
  council,
  points: { money, people, pace, place },
})

test('the three aims that differ most, the widest first, and none on which all agree', () => {
  const { differing } = aimsReport(aims, [hand('a', 50, 30, 10, 10), hand('b', 20, 30, 30, 20)])
  assert.deepEqual(
    differing.map(({ aim, spread, most, least }) => [aim.id, spread, most.council, least.council]),
    [
      ['money', 30, 'a', 'b'],
      ['pace', 20, 'b', 'a'],
      ['place', 10, 'b', 'a'],
    ],
  )
})

test('the alarm is raised at a fall of 15 and at a move of 20, and at nothing less', () => {
  const before = { aims, hands: [hand('a', 50, 50), hand('b', 50, 50)] }
  const after = (a: number, b: number) => {
    const found = driftSince(before, { aims, hands: [hand('a', a, 100 - a), hand('b', b, 100 - b)] })
    assert.ok(found?.type === 'compared')
    return { alarm: found.alarm, fall: found.fall, moves: found.moves.length }
  }
  assert.deepEqual(after(57, 43), { alarm: false, fall: 14, moves: 0 })
  assert.deepEqual(after(58, 43), { alarm: true, fall: 15, moves: 0 })
  assert.deepEqual(after(69, 69), { alarm: false, fall: 0, moves: 0 })
  assert.deepEqual(after(70, 70), { alarm: true, fall: 0, moves: 4 })
})

test('a list that changed is not compared; nor is a council that was not there the time before', () => {
  const before = { aims, hands: [hand('a', 50, 50), hand('b', 50, 50)] }
  const other = { aims: aims.slice(1), hands: [hand('a', 0, 100), hand('b', 0, 100)] }
  assert.deepEqual(driftSince(before, other), { type: 'list-changed' })
  assert.equal(driftSince(before, { aims, hands: [hand('a', 50, 50), hand('c', 0, 100)] }), null)
})

test('on the ladder, wanting apart comes before seeing apart', () => {
  const line = (council: string, now: string, wanted: string) => ({ council, now, wanted, why: '' })
  const find = (...lines: ReturnType<typeof line>[]) => ladderFinding(lines, ladder).type
  assert.equal(find(line('a', 'co-exist', 'combine'), line('b', 'communicate', 'communicate')), 'want-apart')
  assert.equal(find(line('a', 'co-exist', 'combine'), line('b', 'communicate', 'combine')), 'see-apart')
  assert.equal(find(line('a', 'co-exist', 'combine'), line('b', 'co-exist', 'combine')), 'climb')
  assert.equal(find(line('a', 'combine', 'co-exist'), line('b', 'combine', 'co-exist')), 'climb-down')
  assert.equal(find(line('a', 'combine', 'combine'), line('b', 'combine', 'combine')), 'there')
})
