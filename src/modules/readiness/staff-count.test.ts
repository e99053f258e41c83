import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Level } from '#engine/gap.ts'
import { smallestShown, staffCount } from './staff-count.ts'

const times = (level: Level, count: number): Level[] => Array.from({ length: count }, () => level)
const levels = fc.array(fc.constantFrom<Level[]>(1, 2, 3, 4, 5), { maxLength: 60 })

test('fewer than five answers show nothing, and look like none at all', () => {
  assert.deepEqual(staffCount([]), { type: 'hidden' })
  assert.deepEqual(staffCount(times(3, 4)), { type: 'hidden' })
})

test('answers that are all alike say so, and not at which level', () => {
  assert.deepEqual(staffCount(times(2, 12)), { type: 'alike' })
})

test('a cell of fewer than five is hidden, and with it the next, so that no subtraction finds it', () => {
  const count = staffCount([...times(1, 6), ...times(2, 7), ...times(3, 8), ...times(4, 9), ...times(5, 2)])
  assert.deepEqual(count, { type: 'counts', levels: [null, 7, 8, 9, null], answered: null })
})

test('five large cells are all shown, with how many answered', () => {
  const count = staffCount([...times(1, 5), ...times(2, 5), ...times(3, 5), ...times(4, 5), ...times(5, 5)])
  assert.deepEqual(count, { type: 'counts', levels: [5, 5, 5, 5, 5], answered: 25 })
})

/** Every set of five cells that would be shown in the same way: what somebody who reads the page cannot tell apart. */
function alikeTo(shown: string, most: number): number[][] {
  const found: number[][] = []
  const fill = (cells: number[]): void => {
    if (cells.length < 5) {
      for (let cell = 0; cell <= most; cell++) fill([...cells, cell])
      return
    }
    const given = cells.flatMap((cell, index) => times((index + 1) as Level, cell))
    if (JSON.stringify(staffCount(given)) === shown) found.push(cells)
  }
  fill([])
  return found
}

test('what is shown never pins down a cell of one to four: another reading is always possible', () => {
  for (const cells of [
    [6, 1, 0, 0, 0],
    [5, 5, 1, 0, 0],
    [7, 6, 6, 6, 1],
    [6, 6, 6, 6, 4],
    [5, 4, 4, 4, 4],
  ]) {
    const given = cells.flatMap((cell, index) => times((index + 1) as Level, cell))
    const same = alikeTo(JSON.stringify(staffCount(given)), 8)
    cells.forEach((cell, index) => {
      if (cell > 0 && cell < smallestShown)
        assert.ok(
          new Set(same.map((other) => other[index])).size > 1,
          `${cells.join(' ')} gives away cell ${index + 1}`,
        )
    })
  }
})

test('no number below five is ever shown', () => {
  fc.assert(
    fc.property(levels, (given) => {
      const count = staffCount(given)
      if (count.type !== 'counts') return
      for (const cell of count.levels) assert.ok(cell === null || cell >= smallestShown)
      assert.notEqual(count.levels.filter((cell) => cell === null).length, 1)
    }),
    { numRuns: 2000 },
  )
})
