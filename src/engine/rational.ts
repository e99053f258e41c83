/**
 * An exact fraction of whole numbers of any length, always in lowest terms with a positive denominator. Used where a
 * rounding error could change an answer from yes to no: whether a saving is exactly used up, whether a proof holds.
 */
export type Rational = { readonly num: bigint; readonly den: bigint }

export const ZERO: Rational = { num: 0n, den: 1n }
export const ONE: Rational = { num: 1n, den: 1n }

/** The fraction num / den in lowest terms. Throws for a denominator of 0. O(d^2) in the digits d. */
export function rational(num: bigint, den = 1n): Rational {
  if (den === 0n) throw new RangeError('a fraction cannot have the denominator 0')
  const divisor = greatestCommonDivisor(num, den)
  const sign = den < 0n ? -1n : 1n
  return { num: (sign * num) / divisor, den: (sign * den) / divisor }
}

/**
 * The exact value of a floating-point number, which is always a whole number times a power of two. So 0.1 becomes the
 * fraction that the machine really holds, not one tenth.
 */
export function exactly(value: number): Rational {
  if (!Number.isFinite(value))
    throw new RangeError(`${value} is not a number that can be written as a fraction`)
  let twos = 0
  let whole = value
  while (!Number.isInteger(whole)) {
    whole *= 2
    twos++
  }
  return rational(BigInt(whole), 1n << BigInt(twos))
}

export function plus(a: Rational, b: Rational): Rational {
  return a.den === b.den
    ? rational(a.num + b.num, a.den)
    : rational(a.num * b.den + b.num * a.den, a.den * b.den)
}

export function minus(a: Rational, b: Rational): Rational {
  return plus(a, negative(b))
}

export function times(a: Rational, b: Rational): Rational {
  return rational(a.num * b.num, a.den * b.den)
}

export function dividedBy(a: Rational, b: Rational): Rational {
  return rational(a.num * b.den, a.den * b.num)
}

export function negative(a: Rational): Rational {
  return { num: -a.num, den: a.den }
}

/** Negative, zero or positive as a is less than, equal to or greater than b. */
export function compare(a: Rational, b: Rational): number {
  const difference = a.num * b.den - b.num * a.den
  return difference < 0n ? -1 : difference > 0n ? 1 : 0
}

export function isZero(a: Rational): boolean {
  return a.num === 0n
}

/** -1, 0 or 1. */
export function signOf(a: Rational): number {
  return a.num < 0n ? -1 : a.num > 0n ? 1 : 0
}

/** The nearest floating-point number, to within one unit in its last place. O(d^2) in the digits d. */
export function toNumber(a: Rational): number {
  const size = a.num < 0n ? -a.num : a.num
  const direct = Number(a.num) / Number(a.den)
  if (size <= SAFE && a.den <= SAFE) return direct
  // 64 significant bits are taken by whole-number division; the rest of the quotient is a power of two.
  const shift = BigInt(64 - (bitLength(size) - bitLength(a.den)))
  const bits = shift >= 0n ? (size << shift) / a.den : size / (a.den << -shift)
  // In two steps, because one power of two may be too small or too large to be a number when the product is not.
  const half = Math.trunc(Number(shift) / 2)
  return (a.num < 0n ? -1 : 1) * Number(bits) * 2 ** -half * 2 ** (half - Number(shift))
}

/** The least common denominator of the fractions, and what each has over it. */
export function overCommonDenominator(fractions: readonly Rational[]): { nums: bigint[]; den: bigint } {
  const den = fractions.reduce((d, f) => (d / greatestCommonDivisor(d, f.den)) * f.den, 1n)
  return { nums: fractions.map((f) => f.num * (den / f.den)), den }
}

const SAFE = BigInt(Number.MAX_SAFE_INTEGER)

function bitLength(size: bigint): number {
  return size.toString(2).length
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  let [x, y] = [a < 0n ? -a : a, b < 0n ? -b : b]
  while (y !== 0n) [x, y] = [y, x % y]
  return x === 0n ? 1n : x
}
