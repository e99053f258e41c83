import { demand } from './bad-input.ts'

/**
 * The beta distribution: the shape under a PERT estimate. Its area by continued fraction (Numerical Recipes 6.4,
 * after Lentz), its quantile by Newton's method on logarithms inside a shrinking bracket, so that extreme tails keep
 * all their digits and no input can make it wander.
 */

const lanczos = [
  0.9999999999998099, 676.5203681218851, -1259.1392167224028, 771.3234287776531, -176.6150291621406,
  12.507343278686905, -0.13857109526572012, 9.984369578019572e-6, 1.5056327351493116e-7,
]

/** The natural logarithm of the gamma function for x > 0 (Lanczos, g = 7; relative error about 1e-15). */
export function logGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x)
  const shifted = x - 1
  let sum = lanczos[0]!
  for (let i = 1; i < lanczos.length; i++) sum += lanczos[i]! / (shifted + i)
  const t = shifted + 7.5
  return 0.5 * Math.log(2 * Math.PI) + (shifted + 0.5) * Math.log(t) - t + Math.log(sum)
}

function logBeta(alpha: number, beta: number): number {
  return logGamma(alpha) + logGamma(beta) - logGamma(alpha + beta)
}

/** The density of the beta distribution at x in (0, 1), as a logarithm. */
export function logBetaDensity(x: number, alpha: number, beta: number): number {
  return (alpha - 1) * Math.log(x) + (beta - 1) * Math.log1p(-x) - logBeta(alpha, beta)
}

const tiny = 1e-300

function continuedFraction(x: number, alpha: number, beta: number): number {
  let c = 1
  let d = 1 / nonZero(1 - ((alpha + beta) * x) / (alpha + 1))
  let fraction = d
  for (let m = 1; m <= 500; m++) {
    const even = (m * (beta - m) * x) / ((alpha + 2 * m - 1) * (alpha + 2 * m))
    d = 1 / nonZero(1 + even * d)
    c = nonZero(1 + even / c)
    fraction *= d * c
    const odd = (-(alpha + m) * (alpha + beta + m) * x) / ((alpha + 2 * m) * (alpha + 2 * m + 1))
    d = 1 / nonZero(1 + odd * d)
    c = nonZero(1 + odd / c)
    fraction *= d * c
    if (Math.abs(d * c - 1) < 1e-16) break
  }
  return fraction
}

function nonZero(x: number): number {
  return Math.abs(x) < tiny ? tiny : x
}

/**
 * The chance that a beta(alpha, beta) number is at most x; 0 below 0 and 1 above 1. O(1), some microseconds: a
 * continued fraction. Source: Abramowitz and Stegun 26.5.
 */
export function betaCdf(x: number, alpha: number, beta: number): number {
  if (x <= 0) return 0
  if (x >= 1) return 1
  return area(x, alpha, beta, logBeta(alpha, beta))
}

function area(x: number, alpha: number, beta: number, logWhole: number): number {
  const front = Math.exp(alpha * Math.log(x) + beta * Math.log1p(-x) - logWhole)
  if (x < (alpha + 1) / (alpha + beta + 2)) return (front * continuedFraction(x, alpha, beta)) / alpha
  return 1 - (front * continuedFraction(1 - x, beta, alpha)) / beta
}

/**
 * The x below which a share u of a beta(alpha, beta) distribution lies. alpha, beta > 0; u in [0, 1]. Works on the
 * smaller tail, so pass `1 - u` with the parameters exchanged when u is known only as a complement. O(1), some
 * microseconds: Newton’s steps inside a bracket.
 */
export function betaQuantile(u: number, alpha: number, beta: number): number {
  demand(u >= 0 && u <= 1, 'u', `is ${u}; give a share from 0 to 1`)
  demand(alpha > 0 && beta > 0, 'alpha', `and beta must be above 0, not ${alpha} and ${beta}`)
  if (u === 0 || u === 1) return u
  const logWhole = logBeta(alpha, beta)
  if (u <= 0.5) return lowerTail(u, alpha, beta, logWhole)
  return 1 - lowerTail(1 - u, beta, alpha, logWhole)
}

/** Solves for the point of a share of at most a half, on logarithms: log x runs over a bracket that only shrinks. */
function lowerTail(u: number, alpha: number, beta: number, logWhole: number): number {
  const target = Math.log(u)
  const first = (target + Math.log(alpha) + logWhole) / alpha
  let below = first - Math.LN2 * Math.max(1, beta) - 1
  let above = 0
  let logX = Math.min(-Number.EPSILON, first)
  for (let step = 0; step < 200; step++) {
    const x = Math.exp(logX)
    const share = area(x, alpha, beta, logWhole)
    const miss = Math.log(share) - target
    if (miss > 0) above = logX
    else below = logX
    const slope = Math.exp(alpha * logX + (beta - 1) * Math.log1p(-x) - logWhole) / share
    let next = logX - miss / slope
    if (!(next > below && next < above)) next = (below + above) / 2
    if (Math.abs(next - logX) < 1e-15 * Math.max(1, Math.abs(logX))) return Math.exp(next)
    logX = next
  }
  return Math.exp(logX)
}
