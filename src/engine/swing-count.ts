/**
 * Counts of groups by their total weight, exact up to 2^60, for committees of up to 60 members. A table holds, for each
 * weight from 0 up to a limit, how many groups have just that weight. Members are added and taken out one at a time:
 * the groups with a member are the groups without it, moved up by the member's weight (generating functions).
 *
 * Numbers are kept as two halves of 30 bits, because 2^53 is too small for 60 members and BigInt some twenty times
 * slower. Several dimensions (number of members, first weight, second weight) are laid out in one array; `shift` says
 * how far a member moves a cell.
 */
export type CountTable = {
  readonly low: Int32Array
  readonly high: Int32Array
  readonly sizes: readonly number[]
}

const HALF = 30
const MASK = 2 ** HALF - 1

/** A table with one group in it: nobody, with no weight. `sizes` are the numbers of cells in each dimension. */
export function nobodyCounted(sizes: readonly number[]): CountTable {
  const cells = sizes.reduce((product, size) => product * size, 1)
  const table = { low: new Int32Array(cells), high: new Int32Array(cells), sizes }
  if (cells > 0) table.low[0] = 1
  return table
}

/** Counts groups with and without one more member, who weighs `weights[d]` in dimension d. O(cells). */
export function addMember(table: CountTable, weights: readonly number[]): void {
  const { low, high } = table
  // From the top down, so that nobody is counted twice.
  forEachMovedRow(table.sizes, weights, true, (to, from, length) => {
    for (let c = length - 1; c >= 0; c--) {
      const sum = low[to + c]! + low[from + c]!
      low[to + c] = sum & MASK
      high[to + c] = high[to + c]! + high[from + c]! + (sum >> HALF)
    }
  })
}

/** A table of the groups without a member that was added before and weighs something. O(cells). */
export function withoutMemberCounted(table: CountTable, weights: readonly number[]): CountTable {
  const rest = { low: table.low.slice(), high: table.high.slice(), sizes: table.sizes }
  const { low, high } = rest
  // From the bottom up, so that each cell is right before it is used.
  forEachMovedRow(table.sizes, weights, false, (to, from, length) => {
    for (let c = 0; c < length; c++) {
      const difference = low[to + c]! - low[from + c]!
      low[to + c] = difference & MASK
      high[to + c] = high[to + c]! - high[from + c]! + (difference >> HALF)
    }
  })
  return rest
}

/** How many groups lie in the cells `from` to `to - 1`, exactly. */
export function countCells({ low, high }: CountTable, from: number, to: number): bigint {
  let lows = 0
  let highs = 0
  for (let cell = from; cell < to; cell++) {
    lows += low[cell]!
    highs += high[cell]!
  }
  return BigInt(highs) * 2n ** BigInt(HALF) + BigInt(lows)
}

/**
 * Visits, row by row, the cells that a member moves others to: `length` cells from `to` on, moved there from `from` on.
 * Downwards when adding, upwards when taking out; within a row the visitor must go the same way.
 */
export function forEachMovedRow(
  sizes: readonly number[],
  weights: readonly number[],
  downwards: boolean,
  visit: (to: number, from: number, length: number) => void,
): void {
  const last = sizes.length - 1
  const width = sizes[last]!
  const step = weights[last]!
  const walk = (dimension: number, to: number, from: number) => {
    if (dimension === last) {
      if (step < width) visit(to * width + step, from * width, width - step)
      return
    }
    const size = sizes[dimension]!
    const move = weights[dimension]!
    for (let k = 0; k < size - move; k++) {
      const at = downwards ? size - 1 - k : move + k
      walk(dimension + 1, to * size + at, from * size + at - move)
    }
  }
  walk(0, 0, 0)
}
