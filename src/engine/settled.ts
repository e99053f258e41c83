import { sumsByCoalition, type Coalition } from './coalition.ts'
import { freeDirections, type RowSpace } from './row-space.ts'

/** A prime just under 2^51, so that two remainders can be added as ordinary numbers without rounding. */
const PRIME = 2 ** 51 - 129

/** The table of remainders is split in two, so that it stays small for any number of partners. */
const LOW_BITS = 12

/**
 * A quick test whether a group's total already follows from what is known. One arbitrary mixture of the directions in
 * which shares can still move is added up over the group, modulo a large prime: a settled group always gives 0; any
 * other gives 0 once in some 2,000,000,000,000,000 times. The Kohlberg check, which does not use this test, would
 * notice.
 *
 * The mixture is fixed by the space alone, so the same game always takes the same path. Cost: building n^2 steps and
 * a table of at most 2^18 entries; each test two look-ups.
 */
export function settledTest(space: RowSpace): (group: Coalition) => boolean {
  const direction = mixture(freeDirections(space), space.n)
  const low = remainderSums(direction.slice(0, LOW_BITS))
  const high = remainderSums(direction.slice(LOW_BITS))
  const mask = low.length - 1
  const bits = Math.log2(low.length)
  return (group) => {
    const sum = low[group & mask]! + high[group >>> bits]!
    return sum === 0 || sum === PRIME
  }
}

function mixture(directions: readonly bigint[][], n: number): number[] {
  const prime = BigInt(PRIME)
  let state = 0x9e3779b97f4a7c15n
  const mixed = Array.from({ length: n }, () => 0n)
  for (const direction of directions) {
    state = (state * 6364136223846793005n + 1442695040888963407n) % 2n ** 64n
    const factor = state >> 13n
    direction.forEach((step, i) => (mixed[i] = (mixed[i]! + factor * step) % prime))
  }
  return mixed.map((sum) => Number(sum < 0n ? sum + prime : sum))
}

/** Like `sumsByCoalition`, with every sum brought back below the prime. */
function remainderSums(amounts: readonly number[]): Float64Array {
  const sums = sumsByCoalition([])
  return amounts.reduce((table, amount) => {
    const longer = new Float64Array(table.length * 2)
    longer.set(table)
    table.forEach((sum, group) => {
      const next = sum + amount
      longer[table.length + group] = next >= PRIME ? next - PRIME : next
    })
    return longer
  }, sums)
}
