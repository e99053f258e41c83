import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import {
  coalitionOf,
  grandCoalition,
  hasMember,
  lowestMember,
  membersOf,
  namesOf,
  requireTable,
  sizeOf,
  sumsByCoalition,
  withMember,
  withoutMember,
} from './coalition.ts'

const group = fc.integer({ min: 0, max: 2 ** 30 - 1 })

test('the group numbered 5 is the first and the third council', () => {
  assert.deepEqual(membersOf(5), [0, 2])
  assert.deepEqual(namesOf(5, ['Northshire', 'Midvale', 'Southmere']), ['Northshire', 'Southmere'])
  assert.equal(coalitionOf([2, 0]), 5)
})

test('a group is the same after being listed and put together again, up to thirty partners', () => {
  fc.assert(
    fc.property(group, (g) => {
      const members = membersOf(g)
      assert.equal(coalitionOf(members), g)
      assert.equal(sizeOf(g), members.length)
      if (g > 0) assert.equal(lowestMember(g), members[0])
      for (const i of members) assert.ok(hasMember(g, i) && !hasMember(withoutMember(g, i), i))
      assert.equal(withMember(g, 29), coalitionOf([...members, 29]))
    }),
  )
  assert.equal(sizeOf(grandCoalition(30)), 30)
})

test('the sum for a group is the sum over its members', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1, maxLength: 8 }),
      (amounts) => {
        sumsByCoalition(amounts).forEach((sum, g) => {
          assert.equal(
            sum,
            membersOf(g).reduce((total, i) => total + amounts[i]!, 0),
          )
        })
      },
    ),
  )
})

test('a table with a group missing is refused, with the number that is needed', () => {
  assert.throws(
    () => requireTable(new Float64Array(7), 3),
    /values: 3 partners have 8 groups .* 7 were given/,
  )
  assert.throws(
    () => requireTable([], 31),
    /n: the number of partners must be a whole number from 1 to 30, not 31/,
  )
  assert.throws(() => requireTable([], 0), /from 1 to 30/)
  requireTable([0, 5], 1)
})
