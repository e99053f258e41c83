import { demand, demandFinite } from './bad-input.ts'
import { randomOrder, uniform, use } from './random.ts'
import { mean, variance } from './summary.ts'

/** What screening says of one input. */
export type Screening = {
  /** Average size of the effect of moving it: how much it matters. */
  readonly muStar: number
  /** Average effect with its sign. */
  readonly mu: number
  /** How much the effect varies with the others: near nought, it acts alone and in proportion. */
  readonly sigma: number
}

/**
 * Screens many inputs cheaply: random walks through a grid, one input moved at a time (M. D. Morris, 1991; mu* after
 * Campolongo, Cariboni & Saltelli, 2007). Costs `trajectories` x (d + 1) evaluations.
 *
 * @param f the result for places in the unit cube
 * @param levels how many points the grid has in each direction, an even number
 *
 * Source: Morris (1991).
 */
export function morris(
  f: (place: Float64Array) => number,
  d: number,
  { trajectories = 20, levels = 4, seed }: { trajectories?: number; levels?: number; seed: number },
): Screening[] {
  demand(levels >= 2 && levels % 2 === 0, 'levels', `is ${levels}; give an even number`)
  demand(trajectories >= 2, 'trajectories', `is ${trajectories}; give at least 2`)
  const effects = Array.from({ length: d }, () => new Float64Array(trajectories))
  const jump = levels / (2 * (levels - 1))
  for (let t = 0; t < trajectories; t++) {
    const place = Float64Array.from({ length: d }, (_, i) => startOf(seed, t, i, levels))
    let before = f(place)
    for (const i of randomOrder(seed, t, d)) {
      const step = place[i]! < 0.5 ? jump : -jump
      place[i]! += step
      const after = f(place)
      demandFinite(after, 'result')
      effects[i]![t] = (after - before) / step
      before = after
    }
  }
  return effects.map((list) => ({
    muStar: mean(list.map(Math.abs)),
    mu: mean(list),
    sigma: Math.sqrt(variance(list)),
  }))
}

/** A grid point at either end, from where a jump of half the grid stays inside. */
function startOf(seed: number, t: number, i: number, levels: number): number {
  return Math.floor(uniform(seed, t, i, 0, use.screening) * levels) / (levels - 1)
}
