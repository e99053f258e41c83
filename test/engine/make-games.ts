import * as fc from 'fast-check'
import { sumsByCoalition } from '#engine/coalition.ts'
import { costGame, savingsGame, type Game } from '#engine/game.ts'

/** Random games of the kinds that matter, for property tests. All in whole numbers unless scaled. */

export const councilNames = (n: number): string[] => Array.from({ length: n }, (_, i) => `Council ${i + 1}`)

const whole = (low: number, high: number) => fc.integer({ min: low, max: high })

export function listOf<T>(item: fc.Arbitrary<T>, length: number): fc.Arbitrary<T[]> {
  return fc.array(item, { minLength: length, maxLength: length })
}

const players = (least: number, most: number) => fc.integer({ min: least, max: most })

/** Any costs at all. */
export const anyCosts = (most = 5, least = 2): fc.Arbitrary<Game> =>
  players(least, most)
    .chain((n) => listOf(whole(-60, 60), 2 ** n - 1))
    .map((costs) => costGame(councilNames(Math.log2(costs.length + 1)), [0, ...costs]))

/** Savings from 0 up, nothing alone. */
export const anySavings = (most = 5, least = 2): fc.Arbitrary<Game> =>
  players(least, most)
    .chain((n) => listOf(whole(0, 60), 2 ** n - 1))
    .map((worths) => {
      const n = Math.log2(worths.length + 1)
      return savingsGame(councilNames(n), [0, ...worths.map((w, g) => (((g + 1) & g) === 0 ? 0 : w))])
    })

/** Every group of two or more brings something extra: convex, so that the core holds the Shapley value. */
export const convexGame = (most = 5, least = 2): fc.Arbitrary<Game> =>
  players(least, most)
    .chain((n) => listOf(whole(0, 20), 2 ** n - 1))
    .map((extra) => {
      const n = Math.log2(extra.length + 1)
      const worths = new Float64Array(2 ** n)
      for (let group = 1; group < worths.length; group++) {
        for (let part = group; part > 0; part = (part - 1) & group) worths[group]! += extra[part - 1]!
      }
      return savingsGame(councilNames(n), worths)
    })

/** One fixed cost and a unit cost that falls with volume, to the penny. */
export const concaveCosts = (most = 5, least = 2): fc.Arbitrary<Game> =>
  fc
    .record({
      volumes: fc.array(whole(1, 100), { minLength: least, maxLength: most }),
      fixed: whole(0, 500),
      elasticity: fc.constantFrom(0.5, 0.7, 0.85, 1),
    })
    .map(({ volumes, fixed, elasticity }) => {
      const costs = sumsByCoalition(volumes).map((q) =>
        q > 0 ? Math.round(100 * (fixed + 3 * q ** elasticity)) / 100 : 0,
      )
      return costGame(councilNames(volumes.length), costs)
    })

export type Bankruptcy = { readonly estate: number; readonly claims: readonly number[]; readonly game: Game }

/** An estate too small for its claims: a group is worth what is left when the others are paid. */
export const bankruptcy = (most = 5): fc.Arbitrary<Bankruptcy> =>
  fc
    .record({ claims: fc.array(whole(1, 60), { minLength: 2, maxLength: most }), part: whole(1, 99) })
    .map(({ claims, part }) => {
      const total = claims.reduce((a, b) => a + b, 0)
      const estate = Math.floor((total * part) / 100)
      const worths = sumsByCoalition(claims).map((sum) => Math.max(0, estate - (total - sum)))
      return { estate, claims, game: savingsGame(councilNames(claims.length), worths) }
    })

export type Airport = { readonly needs: readonly number[]; readonly game: Game }

/** A runway: a group needs the longest of its members'. */
export const airport = (most = 6): fc.Arbitrary<Airport> =>
  fc.array(whole(1, 60), { minLength: 2, maxLength: most }).map((needs) => {
    const costs = new Float64Array(2 ** needs.length)
    for (let group = 1; group < costs.length; group++) {
      costs[group] = Math.max(...needs.filter((_, i) => group & (1 << i)))
    }
    return { needs, game: costGame(councilNames(needs.length), costs) }
  })

/** Nobody gains or loses by working together. */
export const additiveGame = (most = 5): fc.Arbitrary<Game> =>
  fc
    .array(whole(-50, 50), { minLength: 2, maxLength: most })
    .map((alone) => costGame(councilNames(alone.length), sumsByCoalition(alone)))

/** A weighted vote, as a game: a group that reaches the quota is worth 1. */
export const simpleGame = (most = 6): fc.Arbitrary<Game> =>
  fc
    .record({ weights: fc.array(whole(1, 9), { minLength: 2, maxLength: most }), part: whole(34, 100) })
    .map(({ weights, part }) => {
      const quota = Math.ceil((weights.reduce((a, b) => a + b, 0) * part) / 100)
      return savingsGame(
        councilNames(weights.length),
        sumsByCoalition(weights).map((sum) => (sum >= quota ? 1 : 0)),
      )
    })

/** Half of the players offer, half need; a pair is worth something, and a group its best pairing. */
export const assignment = (most = 6): fc.Arbitrary<Game> =>
  players(2, most)
    .chain((n) => fc.tuple(fc.constant(n), listOf(whole(0, 9), n * n)))
    .map(([n, worths]) => {
      const offering = n >> 1
      const best = (group: number, i: number): number => {
        if (i >= offering) return 0
        const unpaired = best(group, i + 1)
        if ((group & (1 << i)) === 0) return unpaired
        const pairs = Array.from({ length: n - offering }, (_, k) => offering + k).filter(
          (j) => group & (1 << j),
        )
        return Math.max(unpaired, ...pairs.map((j) => worths[i * n + j]! + best(group & ~(1 << j), i + 1)))
      }
      return savingsGame(
        councilNames(n),
        Float64Array.from({ length: 2 ** n }, (_, group) => best(group, 0)),
      )
    })

/** Any of them, at any scale from millionths to thousands of millions. */
export const gameOfAnyKind = (most = 5): fc.Arbitrary<Game> =>
  fc.oneof(
    anyCosts(most),
    anySavings(most),
    convexGame(most),
    concaveCosts(most),
    bankruptcy(most).map(({ game }) => game),
    airport(most).map(({ game }) => game),
    additiveGame(most),
    simpleGame(most),
    assignment(most),
  )

/** The same game with every amount multiplied and each council given an amount of its own to pay on top. */
export function shifted(game: Game, factor: number, own: readonly number[]): Game {
  const extra = sumsByCoalition(own)
  return costGame(
    game.players,
    game.values.map((cost, group) => factor * cost + extra[group]!),
  )
}

/** The same game with the councils in another order: council i of the new game is council order[i] of the old. */
export function reordered(game: Game, order: readonly number[]): Game {
  const costs = game.values.map((_, group) => {
    let old = 0
    order.forEach((from, i) => {
      if (group & (1 << i)) old |= 1 << from
    })
    return game.values[old]!
  })
  return costGame(
    order.map((from) => game.players[from]!),
    costs,
  )
}

/** The same game with one more council, which always costs just its own cost. */
export function withDummy(game: Game, cost: number): Game {
  const half = game.values.length
  const costs = new Float64Array(2 * half)
  costs.set(game.values)
  for (let group = 0; group < half; group++) costs[half + group] = game.values[group]! + cost
  return costGame([...game.players, 'Dummy'], costs)
}

/** The same game, made symmetric in its first two councils by averaging what they cost in each other's place. */
export function withTwins(game: Game): Game {
  const swap = (group: number) => (group & ~3) | ((group & 1) << 1) | ((group & 2) >> 1)
  return costGame(
    game.players,
    game.values.map((cost, group) => cost + game.values[swap(group)]!),
  )
}

export function closeTo(found: ArrayLike<number>, expected: ArrayLike<number>, within: number): boolean {
  return (
    found.length === expected.length &&
    Array.from(found).every((x, i) => Math.abs(x - expected[i]!) <= within)
  )
}
