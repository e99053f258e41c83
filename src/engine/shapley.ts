import { BadInput, demand } from './bad-input.ts'
import { requireTable } from './coalition.ts'

/**
 * Each council's fair share of a joint cost, by the Shapley value.
 *
 * Imagine the councils joining one after another, each paying what its arrival adds to the bill. Whoever comes first
 * pays a great deal and whoever comes last pays little, which is unfair to somebody in every order. So take every
 * possible order and let each council pay the average of what it would have paid.
 *
 * Three councils, in thousands of pounds a year:
 *
 *     A alone 60   B alone 50   C alone 40   A+B 80   A+C 76   B+C 66   all three 96
 *
 *     order     A adds   B adds   C adds
 *     A B C       60       20       16
 *     A C B       60       20       16
 *     B A C       30       50       16
 *     B C A       30       50       16
 *     C A B       36       20       40
 *     C B A       30       26       40
 *     average     41       31       24      and 41 + 31 + 24 = 96
 *
 * No other rule does all of this: the shares add up to the bill; councils that add the same pay the same; a council
 * that adds only its own cost pays only its own cost; and the share of two services together is the sum of the shares
 * of each. It does not promise that no group would do better alone: `core.ts` tests that.
 *
 * @param values the cost (or the saving: the rule is the same) of every group of councils, indexed by `Coalition`, so
 *   2^n entries of which the first, nobody, is 0. Any unit; the shares are in the same one.
 * @param n how many councils, 1 to 30
 * @returns n shares, in the order of the councils
 * @throws BadInput when the table has not 2^n entries, starts with a cost for nobody, or holds a value that is not
 *   a finite number
 *
 * Cost: reads the table once, 2^n reads. On one core of a small server n = 20 takes some 2 ms and n = 26 some 100 ms.
 * Source: L. S. Shapley, "A value for n-person games" (1953).
 */
export function shapley(values: Float64Array, n: number): Float64Array {
  requireTable(values, n)
  demand(values[0] === 0, 'values[0]', 'the empty group must cost 0')

  // There are n! orders but only 2^n groups, and after some algebra the average over orders becomes
  //
  //     share of i = (cost of all) / n  +  burden of i  -  average burden
  //
  // where the burden of i adds up the weighted cost of every smaller group that i belongs to. In words: start from an
  // equal split, and move each council by how much dearer its groups are than everyone's. In the example every weight
  // is 1/2: the burden of A is (60 + 80 + 76) / 2 = 108, of B 98, of C 91, on average 99; and 96 / 3 = 32, so
  //
  //     A pays 32 + (108 - 99) = 41,   B pays 32 + (98 - 99) = 31,   C pays 32 + (91 - 99) = 24.
  const burden = sumsByMember(values, n, shapleyWeights(n))
  const equalSplit = values[2 ** n - 1]! / n
  const averageBurden = burden.reduce((sum, b) => sum + b, 0) / n
  const shares = burden.map((b) => equalSplit + (b - averageBurden))

  if (!shares.every(Number.isFinite)) throw notFinite(values)
  return shares
}

/**
 * The weight of a group of k councils in a member's burden: 1 / (k x number of groups of k among n - 1 councils).
 * Everybody together weighs nothing, because that cost is what `equalSplit` hands out. Each weight is made from the
 * one before it: the factorials of the textbook formula soon outgrow exact arithmetic.
 */
function shapleyWeights(n: number): Float64Array {
  const weights = new Float64Array(n + 1)
  if (n > 1) weights[1] = 1 / (n - 1)
  for (let k = 2; k < n; k++) weights[k] = (weights[k - 1]! * (k - 1)) / (n - k)
  return weights
}

/** A block of this many low bits (16 KiB of sums) stays in the processor's fastest memory. */
const LOW_BITS = 11

/**
 * For each council i, the sum over all groups containing i of weightBySize[size of the group] x values[group].
 *
 * Doing this council by council would read half the table n times. Instead the table is read once, in blocks. Think
 * of it as a sheet with one row for each combination of the high-numbered councils and one column for each
 * combination of the low-numbered ones: keep the column totals and the row totals. A low council's groups are a set
 * of columns, a high council's a set of rows, and `foldByMember` finishes both from these two short lists.
 */
export function sumsByMember(values: Float64Array, n: number, weightBySize: Float64Array): Float64Array {
  const lowBits = Math.min(n, LOW_BITS)
  const columns = 2 ** lowBits
  const rows = 2 ** (n - lowBits)
  const columnTotals = new Float64Array(columns)
  const rowTotals = new Float64Array(rows)
  const lowSize = sizes(columns)
  const highSize = sizes(rows)

  for (let row = 0; row < rows; row++) {
    const start = row * columns
    const here = highSize[row]!
    let rowTotal = 0
    for (let column = 0; column < columns; column++) {
      const term = weightBySize[here + lowSize[column]!]! * values[start + column]!
      columnTotals[column]! += term
      rowTotal += term
    }
    rowTotals[row] = rowTotal
  }
  const sums = new Float64Array(n)
  sums.set(foldByMember(columnTotals, lowBits), 0)
  sums.set(foldByMember(rowTotals, n - lowBits), lowBits)
  return sums
}

/**
 * Totals by group in, totals by member out. The upper half of the list is exactly the groups with the last member:
 * add it up, then lay it over the lower half, and the list is half as long with one member fewer. Adding neighbours
 * of like size at every step also keeps rounding errors small. Uses up `totals`.
 */
function foldByMember(totals: Float64Array, members: number): Float64Array {
  const sums = new Float64Array(members)
  for (let i = members - 1; i >= 0; i--) {
    const half = 2 ** i
    let sum = 0
    for (let group = 0; group < half; group++) {
      sum += totals[half + group]!
      totals[group]! += totals[half + group]!
    }
    sums[i] = sum
  }
  return sums
}

/** The number of members of every group below `count`. */
function sizes(count: number): Uint8Array {
  const size = new Uint8Array(count)
  for (let group = 1; group < count; group++) size[group] = size[group >> 1]! + (group & 1)
  return size
}

function notFinite(values: Float64Array): BadInput {
  const group = values.findIndex((value) => !Number.isFinite(value))
  return group < 0
    ? new BadInput('values', 'the amounts are too large to add up')
    : new BadInput(`values[${group}]`, `give a finite number for this group, not ${values[group]}`)
}
