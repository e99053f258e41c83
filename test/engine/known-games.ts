import { gameFromCostFunction, savingsGame, type Game } from '#engine/game.ts'

/**
 * Games that others have published by rule rather than by table, rebuilt here: the random test games of Benedek,
 * Fliege and Nguyen, weighted majorities and scale economies.
 */

/** One draw after another of the 15-bit generator those authors used (state x 214013 + 2531011 modulo 2^32). */
export function draws(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 214013) + 2531011) >>> 0
    return (state >>> 16) & 32767
  }
}

export type RandomGameType = 1 | 2 | 3 | 4

/** The worths of a random game of one of the four kinds, as a savings game. */
export function randomGame(type: RandomGameType, n: number, seed: number): Game {
  return savingsGame(playerNames(n), randomWorths(type, n, seed))
}

export function randomWorths(type: RandomGameType, n: number, seed: number): Float64Array {
  const draw = draws(seed)
  const worths = new Float64Array(2 ** n)
  const all = 2 ** n - 1
  if (type === 1) {
    worths[all] = (draw() % 201) + 100 * (n - 2)
    for (let group = 1; group < all; group++) {
      if ((group & (group - 1)) !== 0) worths[group] = (draw() % (100 * members(group))) + 1
    }
  } else if (type === 3) {
    worths[all] = 1
    for (let i = 0; i < n; i++) {
      if (draw() % 10 < 9) worths[all - 2 ** i] = 1
      for (let j = i + 1; j < n; j++) if (draw() % 10 < 9) worths[all - 2 ** i - 2 ** j] = 1
    }
  } else {
    const range = type === 2 ? 50 * n : n
    for (let group = 3; group <= all; group++) {
      if ((group & (group - 1)) !== 0) worths[group] = (draw() % range) + 1
    }
  }
  return worths
}

/** A vote as a game: 1 for every group whose weights reach the quota. */
export function majorityGame(weights: readonly number[], quota: number): Game {
  const worths = new Float64Array(2 ** weights.length)
  const sums = new Float64Array(2 ** weights.length)
  for (let i = 0; i < weights.length; i++) {
    for (let rest = 0; rest < 2 ** i; rest++) sums[2 ** i + rest] = sums[rest]! + weights[i]!
  }
  sums.forEach((sum, group) => (worths[group] = sum >= quota && group > 0 ? 1 : 0))
  return savingsGame(playerNames(weights.length), worths)
}

/** The weighted vote that is their fifth kind: five heavy members and the rest light. */
export function fiveHeavyMembers(n: number): { weights: number[]; quota: number } {
  const heavy = Math.floor((n - 3) / 2)
  return { weights: Array.from({ length: n }, (_, i) => (i < 5 ? heavy : 1)), quota: 4 * heavy + n - 4 }
}

/** A service with one fixed cost and a unit cost that falls with volume, to the nearest millionth. */
export function scaleEconomies(
  volumes: readonly number[],
  { fixed, unit, elasticity }: { fixed: number; unit: number; elasticity: number },
): Game {
  return gameFromCostFunction(playerNames(volumes.length), (group) => {
    const volume = volumes.reduce((sum, q, i) => (group & (2 ** i) ? sum + q : sum), 0)
    return Math.round(1e6 * (fixed + unit * volume ** elasticity)) / 1e6
  })
}

export function playerNames(n: number): string[] {
  return Array.from({ length: n }, (_, i) => String(i + 1))
}

function members(group: number): number {
  let count = 0
  for (let rest = group; rest !== 0; rest &= rest - 1) count++
  return count
}
