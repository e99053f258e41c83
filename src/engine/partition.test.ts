import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { anyCosts, councilNames, listOf } from '#test/engine/make-games.ts'
import { hasMember, membersOf, sizeOf } from './coalition.ts'
import { leastCore, stabilityOf } from './core.ts'
import { isConvex, isMonotone, isSuperadditive } from './game-properties.ts'
import { costGame } from './game.ts'
import { Cancelled } from './long-work.ts'
import { bestGroupsFor } from './partner-choice.ts'
import { searchPartition } from './partition-search.ts'
import { searchPartitionOfTable } from './partition-of-table.ts'
import { bestPartition, regretOf } from './partition.ts'
import { solveExactly } from './simplex.ts'
import { essentialCoalitions, subadditiveClosure } from './subadditive-closure.ts'

const table = (most: number) =>
  fc
    .integer({ min: 1, max: most })
    .chain((n) => listOf(fc.integer({ min: -30, max: 60 }), 2 ** n - 1))
    .map((values) => Float64Array.from([0, ...values]))

/** Every way of dividing n councils into groups. */
function allPartitions(n: number): number[][] {
  if (n === 0) return [[]]
  const bit = 1 << (n - 1)
  return allPartitions(n - 1).flatMap((groups) => [
    [...groups, bit],
    ...groups.map((_, k) => groups.map((group, j) => (j === k ? group | bit : group))),
  ])
}

test('the best map and the second best are the best two of all maps', () => {
  fc.assert(
    fc.property(table(6), (values) => {
      const n = Math.log2(values.length)
      const worth = (groups: readonly number[]) => groups.reduce((sum, group) => sum + values[group]!, 0)
      const totals = allPartitions(n)
        .map(worth)
        .sort((a, b) => b - a)
      const { best, second, allTogetherIsBest, regretOfAllTogether } = bestPartition(values, n)
      assert.equal(best.value, totals[0])
      assert.equal(worth(best.groups), best.value)
      assert.equal(second?.value ?? null, totals[1] ?? null)
      if (second) {
        assert.equal(worth(second.groups), second.value)
        assert.notDeepEqual(new Set(second.groups), new Set(best.groups))
        assert.equal(regretOf(values, second.groups, best.value), best.value - second.value)
      }
      assert.equal(regretOfAllTogether, best.value - values.at(-1)!)
      assert.equal(allTogetherIsBest, regretOfAllTogether === 0)
    }),
    { numRuns: 1000 },
  )
})

test('the search for many councils finds the best map of a few, and its bound is never too low', () => {
  let proved = 0
  fc.assert(
    fc.property(table(6), fc.constantFrom(2, 1000), (values, width) => {
      const n = Math.log2(values.length)
      const alone = Array.from({ length: n }, (_, i) => values[2 ** i]!)
      const candidates = Array.from(values, (value, group) => ({ members: membersOf(group), value })).filter(
        ({ members }) => members.length > 1,
      )
      const { best } = bestPartition(values, n)
      const found = searchPartition(alone, candidates, { width })
      assert.ok(found.bound >= best.value - 1e-9 && found.value <= best.value)
      assert.equal(
        found.groups.reduce((sum, { value }) => sum + value, 0),
        found.value,
      )
      assert.deepEqual(
        found.groups.flatMap(({ members }) => members).sort((a, b) => a - b),
        alone.map((_, i) => i),
      )
      if (width === 1000) assert.ok(found.proved)
      if (found.proved) {
        proved++
        assert.equal(found.value, best.value)
      }
    }),
    { numRuns: 1000 },
  )
  assert.ok(proved > 500)
})

test('from a whole table the search finds the best map or a bound that is never too low', () => {
  let proved = 0
  fc.assert(
    fc.property(table(6), fc.constantFrom(3, 12, 100), (values, most) => {
      const n = Math.log2(values.length)
      const { best } = bestPartition(values, n)
      const found = searchPartitionOfTable(values, n, { most })
      assert.ok(found.bound >= best.value - 1e-9 && found.value <= best.value)
      if (most === 100) assert.ok(found.proved)
      if (found.proved) {
        proved++
        assert.equal(found.value, best.value)
      }
    }),
    { numRuns: 1000 },
  )
  assert.ok(proved > 400)
})

test('the best groups around a host are the best of all that are allowed', () => {
  const wish = (n: number) =>
    fc.record(
      {
        host: fc.nat(n - 1),
        fewest: fc.integer({ min: 1, max: n }),
        most: fc.integer({ min: 1, max: n }),
        by: fc.constantFrom('total' as const, 'per-head' as const),
        links: fc.array(fc.tuple(fc.nat(n - 1), fc.nat(n - 1)), { maxLength: 8 }),
      },
      { requiredKeys: [] },
    )
  fc.assert(
    fc.property(
      table(5).chain((values) => wish(Math.log2(values.length)).map((w) => ({ values, w }))),
      fc.boolean(),
      ({ values, w }, limited) => {
        const n = Math.log2(values.length)
        const volumes = Array.from({ length: n }, (_, i) => i + 1)
        const capacity = 7
        const reach = (group: number) => {
          let reached = group & -group
          for (let turn = 0; turn < n; turn++) {
            for (const [a, b] of w.links ?? []) {
              if (!hasMember(group, a) || !hasMember(group, b)) continue
              if (hasMember(reached, a) || hasMember(reached, b)) reached |= (1 << a) | (1 << b)
            }
          }
          return reached === group
        }
        const allowed = Array.from(values.keys())
          .slice(1)
          .filter((group) => w.host === undefined || hasMember(group, w.host))
          .filter((group) => sizeOf(group) >= (w.fewest ?? 1) && sizeOf(group) <= (w.most ?? n))
          .filter((group) => !w.links || reach(group))
          .filter(
            (group) => !limited || membersOf(group).reduce((sum, i) => sum + volumes[i]!, 0) <= capacity,
          )
        const score = (group: number) => values[group]! / (w.by === 'per-head' ? sizeOf(group) : 1)
        const expected = allowed.map(score).sort((a, b) => b - a)
        const found = bestGroupsFor(values, n, limited ? { ...w, volumes, capacity } : w, 3)
        assert.deepEqual(
          found.map((f) => f.score),
          expected.slice(0, 3),
        )
        for (const f of found) assert.ok(allowed.includes(f.group) && f.score === score(f.group))
      },
    ),
    { numRuns: 1000 },
  )
})

test('the cheapest way to serve a group is the cheapest of all ways to split it', () => {
  fc.assert(
    fc.property(anyCosts(5), (game) => {
      const { game: closed, cheaperSplit } = subadditiveClosure(game)
      game.values.forEach((cost, group) => {
        const members = membersOf(group)
        const ways = allPartitions(members.length).map((groups) =>
          groups.reduce(
            (sum, g) => sum + game.values[membersOf(g).reduce((real, k) => real | (1 << members[k]!), 0)]!,
            0,
          ),
        )
        assert.equal(closed.values[group], Math.min(...ways))
        assert.equal(cheaperSplit.includes(group), Math.min(...ways) < cost)
      })
      assert.equal(isSuperadditive(closed)?.holds, true)
    }),
    { numRuns: 1000 },
  )
})

test('a division that satisfies every essential group satisfies every group', () => {
  fc.assert(
    fc.property(anyCosts(4), (game) => {
      const essential = new Set(essentialCoalitions(game))
      const n = game.players.length
      for (const i of game.players.keys()) assert.ok(essential.has(2 ** i))
      // Raise every other group's cost out of reach: the core must stay the same, and so must its emptiness.
      const raised = game.values.map((cost, group) => {
        return group === 0 || group === 2 ** n - 1 || essential.has(group) ? cost : cost + 1000
      })
      const before = leastCore(game, solveExactly)!
      const after = leastCore(costGame(game.players, raised), solveExactly)!
      if (!before.coreIsEmpty) assert.ok(!after.coreIsEmpty)
      if (!after.coreIsEmpty) assert.ok(stabilityOf(game, after.shares).inCore)
    }),
    { numRuns: 1000 },
  )
})

test('convex, superadditive and monotone are what comparing all pairs of groups says', () => {
  const seen = { convex: 0, superadditive: 0, monotone: 0 }
  fc.assert(
    fc.property(
      fc.oneof(
        anyCosts(3),
        listOf(fc.integer({ min: 0, max: 3 }), 7).map((c) => costGame(councilNames(3), [0, ...c])),
      ),
      (game) => {
        const { values } = game
        let [convex, superadditive, monotone] = [true, true, true]
        for (let a = 0; a < values.length; a++) {
          for (let b = 0; b < values.length; b++) {
            if (values[a | b]! + values[a & b]! > values[a]! + values[b]!) convex = false
            if ((a & b) === 0 && values[a | b]! > values[a]! + values[b]!) {
              superadditive = false
              if (sizeOf(b) === 1) monotone = false
            }
          }
        }
        const found = {
          convex: isConvex(game)!,
          superadditive: isSuperadditive(game)!,
          monotone: isMonotone(game)!,
        }
        assert.equal(found.convex.holds, convex)
        assert.equal(found.superadditive.holds, superadditive)
        assert.equal(found.monotone.holds, monotone)
        for (const verdict of Object.values(found)) {
          if (verdict.holds) continue
          const { first, second, by } = verdict
          const shown = values[first | second]! + values[first & second]! - values[first]! - values[second]!
          assert.equal(shown, by)
        }
        if (convex) seen.convex++
        if (superadditive) seen.superadditive++
        if (monotone) seen.monotone++
      },
    ),
    { numRuns: 1000 },
  )
  assert.ok(Math.min(...Object.values(seen)) > 20, JSON.stringify(seen))
})

test('too many councils, a map that leaves one out and an impossible host are refused by name', () => {
  const values = new Float64Array(8)
  assert.throws(
    () => bestPartition(new Float64Array(2 ** 21), 21),
    /at most 20 partners, not 21; use searchPartition/,
  )
  assert.throws(() => regretOf(values, [3], 0), /groups: must name every council once/)
  assert.throws(() => regretOf(values, [3, 6], 0), /groups\[1\]: names a council that is already/)
  assert.throws(() => bestGroupsFor(values, 3, { host: 3 }), /host: must be a partner, 0 to 2/)
  assert.throws(
    () => bestGroupsFor(values, 3, { capacity: 3 }),
    /capacity: and volumes must be given together/,
  )
  assert.throws(
    () => searchPartition([1, 2], [{ members: [0, 2], value: 1 }]),
    /candidates\[0\].members: must be/,
  )
  assert.throws(() => searchPartition([1, Number.NaN], []), /alone\[1\]: must be a finite number/)
  assert.throws(() => searchPartition([1], [], { signal: { aborted: true } }), Cancelled)
})
