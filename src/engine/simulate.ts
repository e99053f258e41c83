import { demand } from './bad-input.ts'
import type { InputSampler } from './input-sampler.ts'
import { atStage, type LongWork } from './long-work.ts'
import { isChanceSettled, isSettled, type Target } from './stopping.ts'
import { mean, variance } from './summary.ts'

/** A calculation run many times: draws its inputs, and turns them into named outputs. */
export type Model = {
  readonly inputs: InputSampler
  readonly outputs: readonly string[]
  /** Pure: the same inputs always give the same outputs, and nothing is kept between calls. */
  evaluate(inputs: Float64Array, outputs: Float64Array): void
}

/** The results of replicates from..to-1: one column of numbers for each output. */
export type Chunk = { readonly from: number; readonly to: number; readonly columns: readonly Float64Array[] }

/** Replicates reported between looks at the clock and the stop signal. */
const stretch = 1000

/**
 * Runs replicates from..to-1. What a replicate gives depends on its number and the seed alone, so stretches may be
 * run anywhere, in any order, and joined with `joinChunks` to the same bytes. Cost: one drawing and one evaluation
 * for each replicate, and 8 bytes for each output of each.
 */
export function simulateChunk(model: Model, from: number, to: number, work?: LongWork): Chunk {
  const { inputs, outputs } = model
  const drawn = new Float64Array(inputs.names.length)
  const result = new Float64Array(outputs.length)
  const columns = outputs.map(() => new Float64Array(to - from))
  for (let replicate = from; replicate < to; replicate++) {
    if ((replicate - from) % stretch === 0) atStage(work, 'simulating', replicate - from, to - from)
    inputs.draw(replicate, drawn)
    model.evaluate(drawn, result)
    for (let k = 0; k < columns.length; k++) columns[k]![replicate - from] = result[k]!
  }
  return { from, to, columns }
}

/**
 * Joins stretches that follow one another into one, whatever order they are given in. Throws `BadInput` for none, a
 * gap or an overlap. O(draws).
 */
export function joinChunks(chunks: readonly Chunk[]): Chunk {
  const ordered = [...chunks].sort((a, b) => a.from - b.from)
  const [first, last] = [ordered[0], ordered.at(-1)]
  demand(first !== undefined && last !== undefined, 'chunks', 'are none; simulate at least one stretch')
  for (const [i, chunk] of ordered.entries()) {
    const next = ordered[i + 1]
    demand(next === undefined || next.from === chunk.to, 'chunks', `leave a gap or overlap after ${chunk.to}`)
  }
  const columns = first.columns.map((_, k) => {
    const column = new Float64Array(last.to - first.from)
    for (const chunk of ordered) column.set(chunk.columns[k]!, chunk.from - first.from)
    return column
  })
  return { from: first.from, to: last.to, columns }
}

/** Cuts n replicates into `parts` stretches of nearly equal length. O(parts). */
export function stretches(n: number, parts: number): { from: number; to: number }[] {
  demand(n >= 0 && parts >= 1, 'parts', `are ${parts}; give at least one, of 0 or more replicates`)
  const cuts = Array.from({ length: parts + 1 }, (_, i) => Math.round((n * i) / parts))
  return cuts.slice(1).flatMap((to, i) => (to > cuts[i]! ? [{ from: cuts[i]!, to }] : []))
}

/** A finished run, and why it stopped. */
export type Run = Chunk & { readonly stoppedBy: 'target' | 'cap' }

/**
 * Runs until every headline output is known well enough, and the chance of each of `losses` being below nought, or the
 * cap is reached. It looks after every 1,000 draws
 * whatever the machine, so the number of draws is part of the result and is the same everywhere. Cost: as
 * `simulateChunk`, and O(draws) at each look.
 */
export function simulateUntil(
  model: Model,
  {
    cap,
    target,
    headlines,
    losses = [],
  }: { cap: number; target: Target; headlines: readonly number[]; losses?: readonly number[] },
  work?: LongWork,
): Run {
  const chunks: Chunk[] = []
  for (let from = 0; from < cap; from += stretch) {
    atStage(work, 'simulating', from, cap)
    chunks.push(simulateChunk(model, from, Math.min(cap, from + stretch), { signal: work?.signal }))
    const joined = joinChunks(chunks)
    const settled =
      headlines.every((k) => isSettled(joined.columns[k]!, target)) &&
      losses.every((k) => isChanceSettled(belowNought(joined.columns[k]!), joined.to, target))
    if (settled) return { ...joined, stoppedBy: 'target' }
    if (joined.to === cap) return { ...joined, stoppedBy: 'cap' }
  }
  throw new RangeError(`cap: is ${cap}; run at least one draw`)
}

function belowNought(column: Float64Array): number {
  return column.reduce((count, value) => count + Number(value < 0), 0)
}

/**
 * The standard error of a mean over scrambled Sobol points: points of one set are not independent, but the sets are,
 * so it comes from the scatter of the means of whole sets.
 */
export function sobolError(column: Float64Array, sets: number): { mean: number; se: number } {
  const each = column.length / sets
  demand(Number.isInteger(each), 'sets', `do not divide ${column.length} draws; run whole sets`)
  const means = Array.from({ length: sets }, (_, s) => mean(column.subarray(s * each, (s + 1) * each)))
  return { mean: mean(means), se: Math.sqrt(variance(means) / sets) }
}
