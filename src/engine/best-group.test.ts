import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { bestGroups, groupChunks, mergeGroups, pairCosts, type PairCosts } from './best-group.ts'
import { likenessTable } from './likeness.ts'

function costsFrom(rows: readonly (readonly number[])[]): PairCosts {
  return { n: rows.length, costs: Float64Array.from(rows.flat()) }
}

const anyCosts = fc.integer({ min: 2, max: 9 }).chain((n) =>
  fc
    .array(fc.oneof({ weight: 9, arbitrary: fc.integer({ min: 0, max: 12 }) }, fc.constant(Infinity)), {
      minLength: n * n,
      maxLength: n * n,
    })
    .map((flat) =>
      costsFrom(
        Array.from({ length: n }, (_, a) =>
          Array.from({ length: n }, (_, b) => flat[Math.min(a, b) * n + Math.max(a, b)]!),
        ),
      ),
    ),
)

/** Every subset by its bits, scored pair by pair, sorted whole. */
function slowly({ n, costs }: PairCosts, size: number) {
  const all: { members: number[]; cost: number }[] = []
  for (let mask = 0; mask < 2 ** n; mask += 1) {
    const members = Array.from({ length: n }, (_, i) => i).filter((i) => (mask >> i) & 1)
    if (members.length !== size) continue
    let sum = 0
    for (const a of members) for (const b of members) if (a < b) sum += costs[a * n + b]!
    all.push({ members, cost: sum / ((size * (size - 1)) / 2) })
  }
  const finite = all.filter(({ cost }) => cost < Infinity)
  const key = (members: readonly number[]) => members.map((m) => String.fromCharCode(65 + m)).join('')
  finite.sort((a, b) => a.cost - b.cost || (key(a.members) < key(b.members) ? -1 : 1))
  return { groups: finite, scored: all.length, ruledOut: all.length - finite.length }
}

test('the best groups are those that scoring every subset finds, on a thousand random tables', () => {
  fc.assert(
    fc.property(
      anyCosts,
      fc.integer({ min: 2, max: 5 }),
      fc.integer({ min: 1, max: 6 }),
      (costs, size, keep) => {
        const slow = slowly(costs, size)
        assert.deepEqual(bestGroups(costs, { size, keep }), { ...slow, groups: slow.groups.slice(0, keep) })
      },
    ),
    { numRuns: 1000 },
  )
})

test('the work split between workers gives the same answer as in one piece', () => {
  fc.assert(
    fc.property(
      anyCosts,
      fc.integer({ min: 2, max: 4 }),
      fc.integer({ min: 1, max: 5 }),
      (costs, size, workers) => {
        const parts = groupChunks(costs.n, size, workers).map((chunk) =>
          bestGroups(costs, { size, keep: 4, ...chunk }),
        )
        assert.deepEqual(mergeGroups(parts, 4), bestGroups(costs, { size, keep: 4 }))
      },
    ),
    { numRuns: 1000 },
  )
})

test('chunks cover every council once and share the work about equally', () => {
  const [first, second] = groupChunks(317, 3, 2)
  assert.deepEqual([first?.from, first?.to, second?.to], [0, second?.from, 317])
  const free = { n: 317, costs: new Float64Array(317 * 317) }
  const halves = [first!, second!].map((chunk) => bestGroups(free, { size: 3, keep: 1, ...chunk }).scored)
  assert.equal(halves[0]! + halves[1]!, (317 * 316 * 315) / 6)
  assert.ok(Math.abs(halves[0]! / halves[1]! - 1) < 0.02)
})

test('pair costs add likeness and distance on the ground, and rule out the unknown', () => {
  const table = likenessTable(
    [
      { id: 'A', values: [1] },
      { id: 'B', values: [2] },
      { id: 'C', values: [null] },
    ],
    [{ id: 'x', weight: 1 }],
  )
  const { costs } = pairCosts(table, {
    positions: [
      [1000, 2000],
      [4000, 6000],
      [1000, 2000],
    ],
    costPerKm: 0.1,
  })
  assert.ok(Math.abs(costs[1]! - (1 / (1.4826 * 0.5) + 0.5)) < 1e-12)
  assert.deepEqual(
    [costs[3], costs[2], costs[6], costs[5], costs[7], costs[0]],
    [costs[1], Infinity, Infinity, Infinity, Infinity, 0],
  )
  for (const positions of [[], [[1, 2]]] as [number, number][][]) {
    assert.throws(
      () => pairCosts(table, { positions, costPerKm: 1 }),
      /positions: needs one for every council/,
    )
  }
})

test('parts joined in any order give ties to the members that come first', () => {
  const flat = { n: 6, costs: new Float64Array(36) }
  const parts = [4, 0, 2].map((from) => bestGroups(flat, { size: 2, keep: 20, from, to: from + 2 }))
  assert.deepEqual(mergeGroups(parts, 20), bestGroups(flat, { size: 2, keep: 20 }))
})

test('groups are counted exactly where the limit on their number lies', () => {
  const none = (n: number) => () =>
    bestGroups({ n, costs: new Float64Array(0) }, { size: 3, keep: 1, from: 0, to: 0 })
  // 1,063 councils make 199,628,121 groups of three and 1,064 make 200,192,664.
  assert.equal(none(1063)().scored, 0)
  assert.throws(none(1064), /200000000 groups/)
  assert.equal(bestGroups({ n: 6, costs: new Float64Array(36) }, { size: 6, keep: 1 }).scored, 1)
})

test('scoring says how far it has come and stops when asked to', () => {
  const flat = { n: 9, costs: new Float64Array(81) }
  const signal = { aborted: false }
  const seen: number[] = []
  const work = {
    signal,
    onProgress: ({ done, of }: { done: number; of: number }) => {
      seen.push(done / of)
      signal.aborted = done === 3
    },
  }
  assert.throws(() => bestGroups(flat, { size: 3, keep: 1 }, work), /^Cancelled/)
  assert.deepEqual(seen, [0, 1 / 9, 2 / 9, 3 / 9])
})

test('an impossible size, or more groups than can be scored, is refused', () => {
  const many = { n: 382, costs: new Float64Array(0) }
  assert.throws(() => bestGroups(many, { size: 5, keep: 1 }), /size: gives more than 200000000 groups/)
  assert.throws(() => bestGroups(many, { size: 1, keep: 1 }), /size: must be from 2 to 6/)
  assert.throws(() => bestGroups(many, { size: 3, keep: 0 }), /keep/)
})
