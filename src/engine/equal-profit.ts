import { bestInCore, stakes } from './core-programme.ts'
import { standAloneCosts, type Game } from './game.ts'
import type { SolveLp } from './lp.ts'

export type EqualProfitShares =
  | { readonly defined: true; readonly shares: Float64Array; readonly spread: number }
  | { readonly defined: false; readonly why: 'core-is-empty' | 'cost-not-above-nothing' }

/**
 * The equal-profit method: among divisions that leave no group better off alone, the one in which everybody pays as
 * nearly as possible the same fraction of its stand-alone cost. `spread` is the largest difference between two such
 * fractions (0.05 = five percentage points).
 *
 * When several divisions have the same spread, this is one of them. Cost: a few linear programmes of n + 2 unknowns
 * and passes over 2^n groups. Source: Frisk, Göthe-Lundgren, Jörnsten and Rönnqvist (2010).
 */
export function equalProfitShares(game: Game, solveLp: SolveLp): EqualProfitShares {
  const alone = standAloneCosts(game)
  if (alone.some((cost) => cost <= 0)) return { defined: false, why: 'cost-not-above-nothing' }
  const n = alone.length
  const scale = stakes(game)
  const each = <T>(value: T) => Array.from({ length: n }, () => value)
  // After the shares come the lowest and the highest fraction saved.
  const fraction = (i: number, low: number, high: number) => {
    const coefficients = [...each(0), -low, -high]
    coefficients[i] = -scale / alone[i]!
    return coefficients
  }
  const shares = bestInCore(
    game,
    0,
    {
      scale,
      minimise: [...each(0), -1, 1],
      lower: [...each(Number.NEGATIVE_INFINITY), Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY],
      upper: [...each(Number.POSITIVE_INFINITY), Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY],
      rows: each(0).flatMap((_, i) => [
        { coefficients: fraction(i, 1, 0), atLeast: 0, atMost: Number.POSITIVE_INFINITY },
        { coefficients: fraction(i, 0, 1), atLeast: Number.NEGATIVE_INFINITY, atMost: 0 },
      ]),
    },
    solveLp,
  )
  if (!shares) return { defined: false, why: 'core-is-empty' }
  const fractions = shares.map((share, i) => share / alone[i]!)
  return { defined: true, shares, spread: Math.max(...fractions) - Math.min(...fractions) }
}
