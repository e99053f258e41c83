import { membersOf } from './coalition.ts'
import { largestExcesses } from './excess.ts'
import { standAloneCosts, type Game } from './game.ts'
import type { LinearProgramme, LpRow, SolveLp } from './lp.ts'
import { orExactly } from './simplex.ts'

/**
 * A linear programme over divisions in which no group may exceed a level (0 for the core, `epsilon` for the least
 * core). Its first n unknowns are what each council pays above its stand-alone cost, in units of `scale`; more may
 * follow. Groups are added as they object.
 */
export type CoreProgramme = {
  readonly minimise: readonly number[]
  readonly lower: readonly number[]
  readonly upper: readonly number[]
  readonly rows: readonly LpRow[]
  readonly scale: number
}

/**
 * The best division for the programme, as shares in the game's unit; null when none satisfies every group. That the
 * shares add up to the joint cost is added here. Cost: a few linear programmes and passes over 2^n groups.
 */
export function bestInCore(
  game: Game,
  level: number,
  aim: CoreProgramme,
  solveLp: SolveLp,
): Float64Array | null {
  const n = game.players.length
  const { scale } = aim
  const alone = standAloneCosts(game)
  const extra = (group: number) => {
    const apart = membersOf(group).reduce((sum, i) => sum + alone[i]!, 0)
    return (game.values[group]! - apart) / scale
  }
  const everybody = 2 ** n - 1
  const groups = new Set(Array.from(alone, (_, i) => 2 ** i))
  const row = (group: number, atLeast: number, atMost: number): LpRow => {
    const coefficients = aim.minimise.map(() => 0)
    for (const i of membersOf(group)) coefficients[i] = 1
    return { coefficients, atLeast, atMost }
  }
  // The level itself is only known to rounding: allow as much, but less than what `tolerance` would call an objection.
  const slack = 1e-12
  for (;;) {
    const lp: LinearProgramme = {
      ...aim,
      rows: [
        ...aim.rows,
        row(everybody, extra(everybody), extra(everybody)),
        ...[...groups]
          .filter((group) => group !== everybody)
          .map((group) => row(group, Number.NEGATIVE_INFINITY, extra(group) + level / scale + slack)),
      ],
    }
    const answer = orExactly(solveLp)(lp)
    if (answer.status !== 'optimal') return null
    const saved = Array.from({ length: n }, (_, i) => -answer.x[i]! * scale)
    const objecting = largestExcesses(game.values, saved, {
      count: 2 * n,
      above: level + 4e-10 * scale,
      skip: (group) => groups.has(group),
    })
    if (objecting.length === 0) return alone.map((cost, i) => cost - saved[i]!)
    for (const { group } of objecting) groups.add(group)
  }
}

/** A power of two near the amounts at stake, so that the solver's tolerances suit any currency. */
export function stakes(game: Game): number {
  return game.largest > 0 ? 2 ** Math.ceil(Math.log2(game.largest)) : 1
}
