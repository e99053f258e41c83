import { demand, demandFinite } from './bad-input.ts'

/**
 * A group of councils as one whole number: council i is in the group when bit i of the number is set, counting
 * from bit 0. So 5 = binary 101 is the group of councils 0 and 2, and 0 is nobody. Adding a council, comparing two
 * groups or walking through all of them are then single machine steps, and a table of what every group would cost is
 * a plain array with the group as the index.
 */
export type Coalition = number

/** Most partners a group can name. JavaScript's bit operators work on 32 signed bits, so 31 would turn negative. */
export const MOST_PARTNERS = 30

/** Everybody: the group of all n partners. `n` from 0 to 30. O(1). */
export function grandCoalition(n: number): Coalition {
  return 2 ** n - 1
}

/** Whether partner i is in the group. O(1). */
export function hasMember(group: Coalition, i: number): boolean {
  return (group & (1 << i)) !== 0
}

/** The group with partner i added; unchanged when it was already there. O(1). */
export function withMember(group: Coalition, i: number): Coalition {
  return group | (1 << i)
}

/** The group with partner i taken out; unchanged when it was not there. O(1). */
export function withoutMember(group: Coalition, i: number): Coalition {
  return group & ~(1 << i)
}

/** The group of the partners listed, in any order. Throws `BadInput` for a place outside 0 to 29. O(members). */
export function coalitionOf(members: Iterable<number>): Coalition {
  let group = 0
  for (const i of members) {
    demand(i >= 0 && i < MOST_PARTNERS, 'members', `${i} is no place; partners are 0 to ${MOST_PARTNERS - 1}`)
    group |= 1 << i
  }
  return group
}

/** The partners in the group, lowest number first. O(members). */
export function membersOf(group: Coalition): number[] {
  const members: number[] = []
  for (let rest = group; rest !== 0; rest &= rest - 1) members.push(lowestMember(rest))
  return members
}

/** How many partners are in the group. O(1). */
export function sizeOf(group: Coalition): number {
  const pairs = group - ((group >>> 1) & 0x55555555)
  const nibbles = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333)
  return (((nibbles + (nibbles >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24
}

/** The lowest-numbered partner in a group that is not empty. */
export function lowestMember(group: Coalition): number {
  return 31 - Math.clz32(group & -group)
}

/** The names of the group's members, in the order of the players: `['Northshire', 'Southmere']`. O(members). */
export function namesOf(group: Coalition, players: readonly string[]): string[] {
  return membersOf(group).map((i) => players[i] ?? `partner ${i + 1}`)
}

/**
 * For every group, the total of its members' amounts: entry S is the sum of amounts[i] over i in S, so the array
 * has 2^n entries. One addition a group, because each group is an earlier group plus its highest member. O(2^n)
 * time and 8 x 2^n bytes.
 */
export function sumsByCoalition(amounts: ArrayLike<number>, into?: Float64Array): Float64Array {
  const n = amounts.length
  const sums = into ?? new Float64Array(2 ** n)
  sums[0] = 0
  for (let i = 0; i < n; i++) {
    const amount = amounts[i]!
    const bit = 2 ** i
    for (let rest = 0; rest < bit; rest++) sums[bit + rest] = sums[rest]! + amount
  }
  return sums
}

/** Checks that a table has one entry for every group of n partners, and says what to do when it has not. */
export function requireTable(values: ArrayLike<number>, n: number): void {
  const known = Number.isInteger(n) && n >= 1 && n <= MOST_PARTNERS
  demand(known, 'n', `the number of partners must be a whole number from 1 to ${MOST_PARTNERS}, not ${n}`)
  demand(
    values.length === 2 ** n,
    'values',
    `${n} partners have ${2 ** n} groups (the empty one included), but ${values.length} were given`,
  )
}

/** As `requireTable`, and refuses a value that is no finite number. One pass. */
export function requireNumbers(values: ArrayLike<number>, n: number): void {
  requireTable(values, n)
  for (let group = 0; group < values.length; group++) {
    if (!Number.isFinite(values[group])) demandFinite(values[group]!, `values[${group}]`)
  }
}
