import type { Coalition } from './coalition.ts'
import { dividedBy, isZero, minus, ONE, plus, type Rational, rational, times, ZERO } from './rational.ts'

/**
 * What is already known about the shares, as exact equations "the members of this group pay so much together", kept
 * reduced so that each new equation shows at once whether it adds anything. A group whose total follows from the
 * known ones is said to be settled.
 */
export type RowSpace = {
  readonly n: number
  /** Reduced equations; `pivot` is the unknown that occurs in no other of them, with coefficient 1. */
  readonly equations: Equation[]
}

export type Equation = {
  readonly pivot: number
  readonly coefficients: readonly Rational[]
  readonly right: Rational
}

/** A total with what is known taken out: total of the group = sum of coefficients x shares + known. */
export type Remainder = { readonly coefficients: Rational[]; readonly known: Rational }

export function emptySpace(n: number): RowSpace {
  return { n, equations: [] }
}

/** What is still unknown about a group's total. All coefficients are 0 when it is settled. O(n x rank). */
export function remainderOf(space: RowSpace, group: Coalition): Remainder {
  let known = ZERO
  const coefficients = Array.from({ length: space.n }, (_, i) => (group & (1 << i) ? ONE : ZERO))
  for (const { pivot, coefficients: row, right } of space.equations) {
    const factor = coefficients[pivot]!
    if (isZero(factor)) continue
    known = plus(known, times(factor, right))
    subtract(coefficients, row, factor)
  }
  return { coefficients, known }
}

/** Adds "this group pays `total` together"; false when that already followed from (or contradicts) what is known. */
export function learn(space: RowSpace, group: Coalition, total: Rational): boolean {
  const { coefficients, known } = remainderOf(space, group)
  const pivot = coefficients.findIndex((c) => !isZero(c))
  if (pivot < 0) return false
  const lead = coefficients[pivot]!
  const row = coefficients.map((c) => dividedBy(c, lead))
  const right = dividedBy(minus(total, known), lead)
  space.equations.forEach((equation, e) => {
    const factor = equation.coefficients[pivot]!
    if (isZero(factor)) return
    const reduced = [...equation.coefficients]
    subtract(reduced, row, factor)
    space.equations[e] = {
      pivot: equation.pivot,
      coefficients: reduced,
      right: minus(equation.right, times(factor, right)),
    }
  })
  space.equations.push({ pivot, coefficients: row, right })
  return true
}

/** The shares, once there are as many independent equations as councils. */
export function solution(space: RowSpace): Rational[] {
  const shares = Array.from({ length: space.n }, () => ZERO)
  for (const { pivot, right } of space.equations) shares[pivot] = right
  return shares
}

/**
 * A basis of the directions in which shares can still move, in whole numbers: a group is settled exactly when each of
 * these adds up to 0 over its members.
 */
export function freeDirections(space: RowSpace): bigint[][] {
  const pivots = new Set(space.equations.map((equation) => equation.pivot))
  const free = Array.from({ length: space.n }, (_, i) => i).filter((i) => !pivots.has(i))
  return free.map((f) => {
    const den = space.equations.reduce(
      (d, { coefficients }) => leastCommonMultiple(d, coefficients[f]!.den),
      1n,
    )
    const direction = Array.from({ length: space.n }, () => 0n)
    direction[f] = den
    for (const { pivot, coefficients } of space.equations) {
      direction[pivot] = -coefficients[f]!.num * (den / coefficients[f]!.den)
    }
    return direction
  })
}

function subtract(from: Rational[], row: readonly Rational[], factor: Rational): void {
  row.forEach((c, i) => {
    if (!isZero(c)) from[i] = minus(from[i]!, times(factor, c))
  })
}

function leastCommonMultiple(a: bigint, b: bigint): bigint {
  return a * rational(b, a).num
}
