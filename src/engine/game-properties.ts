import { grandCoalition, type Coalition } from './coalition.ts'
import { everybodyCanGain, leastCore } from './core.ts'
import { wholeUnits, type Game } from './game.ts'
import type { SolveLp } from './lp.ts'

/**
 * Whether a property holds; where it does not, two groups that show it and by how much, in the game's unit. Null when
 * there are too many partners to look at every pair of groups.
 */
export type Verdict =
  | { readonly holds: true }
  | { readonly holds: false; readonly first: Coalition; readonly second: Coalition; readonly by: number }

export type GameProperties = {
  /** Two separate groups never pay more by joining. Saving games call it superadditive. */
  readonly superadditive: Verdict | null
  /** A council saves at least as much by joining a larger group. Then the core is not empty and holds Shapley's shares. */
  readonly convex: Verdict | null
  /** A group's saving never falls when a council joins it. */
  readonly monotone: Verdict | null
  /** Some division leaves no group better off alone: the core is not empty. */
  readonly balanced: boolean
  /** Some division leaves no single council better off alone. */
  readonly everybodyCanGain: boolean
}

const MOST_FOR_PAIRS = 20
const MOST_FOR_SPLITS = 16

/** All of the properties at once. Cost: n^2 2^n steps for convexity, 3^n / 2 for superadditivity, one least core. */
export function gameProperties(game: Game, solveLp: SolveLp): GameProperties {
  return {
    superadditive: isSuperadditive(game),
    convex: isConvex(game),
    monotone: isMonotone(game),
    balanced: !(leastCore(game, solveLp)?.coreIsEmpty ?? false),
    everybodyCanGain: everybodyCanGain(game),
  }
}

/**
 * Up to 20 partners: for every group and every two councils outside it, joining together must not cost extra. Null
 * above. O(n^2 2^n). Source: L. S. Shapley, convex games (1971).
 */
export function isConvex(game: Game): Verdict | null {
  const costs = wholeUnits(game)
  const n = game.players.length
  if (n > MOST_FOR_PAIRS) return null
  let worst: Verdict = { holds: true }
  let most = 0
  for (let i = 0; i < n; i++) {
    for (let j = i + 1; j < n; j++) {
      const both = 2 ** i + 2 ** j
      for (let group = 0; group < costs.length; group++) {
        if ((group & both) !== 0) continue
        const first = group + 2 ** i
        const second = group + 2 ** j
        const by = costs[group + both]! + costs[group]! - costs[first]! - costs[second]!
        if (by <= most) continue
        most = by
        worst = { holds: false, first, second, by: by / 10 ** game.decimals }
      }
    }
  }
  return worst
}

/** Up to 16 partners: every group against every way of splitting it in two. Null above. O(3^n). */
export function isSuperadditive(game: Game): Verdict | null {
  const costs = wholeUnits(game)
  const n = game.players.length
  if (n > MOST_FOR_SPLITS) return null
  let worst: Verdict = { holds: true }
  let most = 0
  for (let group = 1; group <= grandCoalition(n); group++) {
    const whole = costs[group]!
    for (let part = (group - 1) & group; part > group - part; part = (part - 1) & group) {
      const by = whole - costs[part]! - costs[group - part]!
      if (by <= most) continue
      most = by
      worst = { holds: false, first: part, second: group - part, by: by / 10 ** game.decimals }
    }
  }
  return worst
}

/** Up to 20 partners: no council adds more to any group than it would pay alone. Null above. O(n 2^n). */
export function isMonotone(game: Game): Verdict | null {
  const costs = wholeUnits(game)
  const n = game.players.length
  if (n > MOST_FOR_PAIRS) return null
  let worst: Verdict = { holds: true }
  let most = 0
  for (let i = 0; i < n; i++) {
    for (let group = 0; group < costs.length; group++) {
      if ((group & (2 ** i)) !== 0) continue
      const by = costs[group + 2 ** i]! - costs[group]! - costs[2 ** i]!
      if (by <= most) continue
      most = by
      worst = { holds: false, first: group, second: 2 ** i, by: by / 10 ** game.decimals }
    }
  }
  return worst
}
