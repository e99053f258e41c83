import { allocate } from './allocation.ts'
import { demand } from './bad-input.ts'
import { tolerance } from './core.ts'
import { costGame, type Game } from './game.ts'
import type { SolveLp } from './lp.ts'
import type { Rule } from './sharing-rule.ts'

/** Who would pay more, and by how much, if the joint cost fell and every smaller group's cost stayed as it is. */
export type AggregateMonotonicity =
  | {
      readonly defined: true
      readonly holds: boolean
      readonly rises: readonly { player: number; by: number }[]
    }
  | { readonly defined: false }

/**
 * Whether everybody gains when the whole partnership gets cheaper. Shapley's shares, the per-capita prenucleolus, equal
 * savings and ENSC always pass; the nucleolus can fail: somebody pays more because the service as a whole costs less.
 *
 * @param fall by how much the joint cost falls, above 0, in the game's unit
 * @returns undefined when the rule gives no answer for one of the two games
 *
 * Cost: twice that of the rule. Source: N. Megiddo (1974).
 */
export function aggregateMonotonicity(
  game: Game,
  rule: Rule,
  fall: number,
  solveLp: SolveLp,
): AggregateMonotonicity {
  demand(Number.isFinite(fall) && fall > 0, 'fall', `must be an amount above 0, not ${fall}`)
  const cheaper = Float64Array.from(game.values)
  cheaper[cheaper.length - 1]! -= fall
  const before = allocate(game, rule, solveLp)
  const after = allocate(costGame(game.players, cheaper), rule, solveLp)
  if (!before.defined || !after.defined) return { defined: false }
  const rises = after.shares
    .map((share, player) => ({ player, by: share - before.shares[player]! }))
    .filter(({ by }) => by > tolerance(game))
  return { defined: true, holds: rises.length === 0, rises }
}
