import { demand, demandNumbers } from './bad-input.ts'
import { grandCoalition } from './coalition.ts'
import { stabilityOf } from './core.ts'
import { largestExcesses, type Complaint } from './excess.ts'
import type { Game } from './game.ts'
import { roundToPence, type Pence } from './money.ts'

/** Shares as they would be invoiced, and what rounding did to their stability. */
export type Charges = {
  /** Whole pence, adding up exactly to the joint cost in whole pence. */
  readonly pence: readonly Pence[]
  /** Whether no group would do better alone, to the penny, by these charges. */
  readonly inCore: boolean
  /** True when the unrounded shares were in the core and the rounded ones are not. It is then a matter of pennies. */
  readonly leftCoreByRounding: boolean
  /** The groups that would do better alone by these charges, in whole pence. */
  readonly objections: readonly Complaint[]
}

/**
 * Rounds shares to whole pence by largest remainder, so that they add up exactly, and looks again whether any group
 * would do better alone: a division in the core can leave it by half a penny, and then says so.
 *
 * @param poundsPerUnit what one unit of the game is worth in pounds: 1, or 1,000,000 when it counts in millions
 *
 * Cost: one pass over 2^n groups and 8 bytes for each.
 */
export function chargeInPence(game: Game, shares: ArrayLike<number>, poundsPerUnit = 1): Charges {
  demandNumbers(shares, game.players.length, 'shares')
  demand(
    poundsPerUnit > 0 && poundsPerUnit < Infinity,
    'poundsPerUnit',
    `is ${poundsPerUnit}; give an amount above 0`,
  )
  const inPence = (amount: number) => Math.round(amount * poundsPerUnit * 100)
  const costs = game.values.map(inPence)
  const n = game.players.length
  const pence = roundToPence(
    Array.from(shares, (share) => share * poundsPerUnit),
    costs[grandCoalition(n)]!,
  )
  const alone = pence.map((_, i) => costs[2 ** i]!)
  const objections = largestExcesses(
    costs,
    alone.map((cost, i) => cost - pence[i]!),
    { count: 100, above: 0 },
  )
  const inCore = objections.length === 0
  return { pence, inCore, leftCoreByRounding: !inCore && stabilityOf(game, shares, 1).inCore, objections }
}
