import { demand } from './bad-input.ts'

/**
 * Chance, made from counting: Philox4x32-10, a counter-based generator (Salmon, Moraes, Dror & Shaw, "Parallel
 * random numbers: as easy as 1, 2, 3", SC 2011). The number for a given seed and place (replicate, variable,
 * partner, use) is always the same, whatever was drawn before it and on whichever thread. So results do not depend
 * on how the work was cut up, and every alternative under comparison meets the same luck.
 */

const multiplierA = 0xd2511f53
const multiplierB = 0xcd9e8d57
const weylA = 0x9e3779b9
const weylB = 0xbb67ae85
const twoToMinus52 = 2 ** -52

/** The largest seed: seeds are whole numbers that a double holds exactly. */
export const largestSeed = Number.MAX_SAFE_INTEGER

/** What the draws are for. Each purpose has its own place in the counter, so that none overlaps another. */
export const use = {
  inputs: 0,
  copulaScale: 1,
  hazards: 2,
  growth: 3,
  bootstrap: 4,
  orders: 5,
  scrambling: 6,
  screening: 7,
  conditional: 8,
} as const

/** The high 32 bits of the 64-bit product of two 32-bit words, from products of their halves. */
function highHalf(word: number, other: number): number {
  const low = word & 0xffff
  const high = word >>> 16
  const otherLow = other & 0xffff
  const otherHigh = other >>> 16
  const carry = (Math.imul(otherHigh, low) + (Math.imul(otherLow, low) >>> 16)) | 0
  const middle = (Math.imul(otherLow, high) + (carry & 0xffff)) | 0
  return (Math.imul(otherHigh, high) + (carry >>> 16) + (middle >>> 16)) | 0
}

/**
 * One block of four 32-bit words for a 128-bit counter and a 64-bit key, written to `out`. Ten rounds, in whole
 * numbers of 32 bits throughout. O(1), some 35 ns. Source: Salmon, Moraes, Dror and Shaw, "Parallel random numbers:
 * as easy as 1, 2, 3" (2011), Philox4x32-10.
 */
export function philox(
  counter0: number,
  counter1: number,
  counter2: number,
  counter3: number,
  key0: number,
  key1: number,
  out: Uint32Array,
): void {
  let a = counter0 | 0
  let b = counter1 | 0
  let c = counter2 | 0
  let d = counter3 | 0
  let keyA = key0 | 0
  let keyB = key1 | 0
  for (let round = 0; round < 10; round++) {
    const nextA = highHalf(c, multiplierB) ^ b ^ keyA
    const nextC = highHalf(a, multiplierA) ^ d ^ keyB
    b = Math.imul(multiplierB, c)
    d = Math.imul(multiplierA, a)
    a = nextA
    c = nextC
    keyA = (keyA + weylA) | 0
    keyB = (keyB + weylB) | 0
  }
  out[0] = a
  out[1] = b
  out[2] = c
  out[3] = d
}

/** The two key words of a seed. */
export function keyOf(seed: number): readonly [number, number] {
  return [seed >>> 0, Math.floor(seed / 2 ** 32) >>> 0]
}

/** Says what is wrong with a seed, or nothing. */
export function seedProblem(seed: unknown): string | undefined {
  if (typeof seed === 'number' && Number.isSafeInteger(seed) && seed >= 0) return undefined
  return `is not a whole number from 0 to ${largestSeed}`
}

/** Two words as a number strictly between 0 and 1: the middles of 2^52 equal steps, so neither end is ever met. */
export function unitFrom(high: number, low: number): number {
  return ((high >>> 6) * 0x4000000 + (low >>> 6) + 0.5) * twoToMinus52
}

const scratch = new Uint32Array(4)

/** One uniform number in (0, 1) for a seed and a place. O(1); some 50 ns. */
export function uniform(
  seed: number,
  replicate: number,
  variable: number,
  partner: number,
  purpose: number,
): number {
  const problem = seedProblem(seed)
  demand(problem === undefined, 'seed', problem ?? '')
  philox(replicate, variable, partner, purpose, seed >>> 0, Math.floor(seed / 2 ** 32), scratch)
  return unitFrom(scratch[0]!, scratch[1]!)
}

/**
 * Fills `out[0..count)` with uniforms of one replicate: entries 2j and 2j+1 come from the two halves of block j of
 * (replicate, j, partner, purpose). About 20 ns a number. O(count).
 */
export function fillUniforms(
  seed: number,
  replicate: number,
  partner: number,
  purpose: number,
  out: Float64Array,
  count = out.length,
): void {
  const [key0, key1] = keyOf(seed)
  for (let i = 0; i < count; i += 2) {
    philox(replicate, i >>> 1, partner, purpose, key0, key1, scratch)
    out[i] = unitFrom(scratch[0]!, scratch[1]!)
    if (i + 1 < count) out[i + 1] = unitFrom(scratch[2]!, scratch[3]!)
  }
}

/** The numbers 0..n-1 in an order that depends only on the seed and the replicate (Fisher and Yates). O(n). */
export function randomOrder(seed: number, replicate: number, n: number): number[] {
  const order = Array.from({ length: n }, (_, i) => i)
  for (let last = n - 1; last > 0; last--) {
    const chosen = Math.floor(uniform(seed, replicate, last, 0, use.orders) * (last + 1))
    ;[order[last], order[chosen]] = [order[chosen]!, order[last]!]
  }
  return order
}
