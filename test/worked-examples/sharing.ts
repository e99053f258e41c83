import assert from 'node:assert/strict'
import { allocate } from '#engine/allocation.ts'
import { coalitionOf } from '#engine/coalition.ts'
import { leastCore } from '#engine/core.ts'
import { gameProperties } from '#engine/game-properties.ts'
import { gameFromTable, savingsGame, type Game } from '#engine/game.ts'
import type { Rule } from '#engine/sharing-rule.ts'
import { solveExactly } from '#engine/simplex.ts'

export const kind = 'sharing'

type Example = {
  given: {
    councils: string[]
    /** What each group pays, or saves: "A+B" is the group of A and B. */
    costs?: Record<string, number>
    savings?: Record<string, number>
  }
  expect: {
    rules: (Rule & { unions?: string[] } & {
      pays?: number[]
      saves?: number[]
      within: number
      inCore?: boolean
      noAnswer?: string
    })[]
    epsilon?: number
    convex?: boolean
    superadditive?: boolean
  }
}

/** Works out each rule named, and compares what it gives, whether it is stable, and what the game is like. */
export function check(example: unknown): void {
  const { given, expect } = example as Example
  const game = gameOf(given)
  const sign = given.costs ? 1 : -1
  for (const { pays, saves, within, inCore, noAnswer, ...rule } of expect.rules) {
    const found = allocate(game, withGroups(rule, given.councils), solveExactly)
    if (!found.defined) {
      assert.equal(found.why, noAnswer, rule.rule)
      continue
    }
    const expected = pays ?? saves?.map((saving) => sign * saving)
    assert.ok(expected, `${rule.rule} has an answer, ${found.shares.join(', ')}`)
    found.shares.forEach((share, i) => {
      assert.ok(Math.abs(share - expected[i]!) <= within, `${rule.rule}, ${given.councils[i]}: ${share}`)
    })
    if (found.proof) assert.ok(found.proof.check.holds)
    if (inCore !== undefined) assert.equal(found.inCore, inCore, `${rule.rule} in the core`)
  }
  const { convex, superadditive } = gameProperties(game, solveExactly)
  if (expect.convex !== undefined) assert.equal(convex?.holds, expect.convex)
  if (expect.superadditive !== undefined) assert.equal(superadditive?.holds, expect.superadditive)
  if (expect.epsilon !== undefined) {
    assert.ok(Math.abs((leastCore(game, solveExactly)?.epsilon ?? Number.NaN) - expect.epsilon) < 1e-9)
  }
}

/** A game from amounts by the names of groups. Groups left out of a list of savings save nothing. */
export function gameOf({ councils, costs, savings }: Example['given']): Game {
  if (costs) {
    const rows = Object.entries(costs).map(([group, cost]) => ({ members: group.split('+'), cost }))
    return gameFromTable(councils, rows)
  }
  const worths = new Float64Array(2 ** councils.length)
  for (const [group, worth] of Object.entries(savings ?? {})) worths[groupOf(group, councils)] = worth
  return savingsGame(councils, worths)
}

/** The group that "A+B" names. */
export function groupOf(names: string, councils: readonly string[]): number {
  return coalitionOf(
    names.split('+').map((name) => {
      const index = councils.indexOf(name)
      assert.ok(index >= 0, `"${name}" is not one of ${councils.join(', ')}`)
      return index
    }),
  )
}

function withGroups(rule: Rule & { unions?: unknown }, councils: readonly string[]): Rule {
  if (rule.rule !== 'owen' && rule.rule !== 'weighted-coalition') return rule
  return { ...rule, unions: rule.unions.map((names) => groupOf(String(names), councils)) }
}
