import { keyOf, philox, unitFrom, use } from './random.ts'
import { demand } from './bad-input.ts'
import { mostDimensions, sobolDirections } from './sobol-directions.ts'

/**
 * Points that fill a cube more evenly than chance (Sobol's sequence), so that an average over them settles sooner.
 * Scrambling (A. B. Owen, "Randomly permuted (t,m,s)-nets", 1995) makes each set of points random again without
 * spoiling its evenness, so that several scrambled sets give an honest error: use at least eight.
 */
export type SobolPoints = {
  readonly dimensions: number
  /** Writes point `index` (0 to 2^32 - 1) of scrambling `set`, each coordinate strictly between 0 and 1. */
  fill(index: number, set: number, out: Float64Array): void
}

/**
 * @param dimensions how many coordinates, 1 to 160; put the inputs that matter most first
 * @param seed of the scrambling; undefined gives the plain sequence (whose first point is moved off the corner)
 *
 * A source of such points. O(dimensions) to write one, some 100 ns a coordinate. Throws `BadInput` for dimensions
 * out of range. Source: Sobol (1967), direction numbers after Joe and Kuo (2008), scrambling after A. B. Owen
 * (1995).
 */
export function sobolPoints(dimensions: number, seed?: number): SobolPoints {
  const inRange = Number.isInteger(dimensions) && dimensions >= 1 && dimensions <= mostDimensions
  demand(inRange, 'dimensions', `is ${dimensions}; Sobol points have 1 to ${mostDimensions} coordinates`)
  const directions = sobolDirections(dimensions)
  const fill = (index: number, set: number, out: Float64Array): void => {
    for (let d = 0; d < dimensions; d++) {
      const plain = coordinate(directions, d, index)
      out[d] = seed === undefined ? (plain + 0.5) * 2 ** -32 : scrambled(plain, d, set, seed)
    }
  }
  return { dimensions, fill }
}

/** The 32 bits of a coordinate, in Gray-code order, so that point i + 1 differs from point i by one direction. */
function coordinate(directions: Uint32Array, d: number, index: number): number {
  let gray = (index ^ (index >>> 1)) >>> 0
  let value = 0
  for (let bit = 0; gray !== 0; bit++, gray >>>= 1) if (gray & 1) value ^= directions[d * 32 + bit]!
  return value >>> 0
}

const words = new Uint32Array(4)
const levels = 7

/**
 * Owen's nested scrambling: each bit is flipped or not by a coin that belongs to the bits above it. One block of 128
 * random bits holds the coins of seven levels below a common beginning (1 + 2 + 4 + ... + 64 = 127).
 */
function scrambled(plain: number, d: number, set: number, seed: number): number {
  const [key0, key1] = keyOf(seed)
  let result = 0
  for (let top = 0; top < 32; top += levels) {
    const beginning = top === 0 ? 0 : plain >>> (32 - top)
    philox(beginning, d * 8 + top / levels, set, use.scrambling, key0, key1, words)
    let node = 1
    for (let level = top; level < Math.min(32, top + levels); level++) {
      const bit = (plain >>> (31 - level)) & 1
      const coin = (words[node >>> 5]! >>> (node & 31)) & 1
      result = ((result << 1) | (bit ^ coin)) >>> 0
      node = 2 * node + bit
    }
  }
  philox(plain, d * 8 + 7, set, use.scrambling, key0, key1, words)
  return unitFrom(result, words[0]!)
}
