import { betaQuantile, logBetaDensity } from './beta.ts'
import { logNormalDensity, normalCdf } from './normal.ts'

/** The numbers a PERT draw is made from. */
type Triple = {
  readonly low: number
  readonly likely: number
  readonly high: number
  readonly shape?: number
}

/**
 * The beta distribution a PERT estimate stands for, on the scale from low (0) to high (1). low < high. O(1).
 * Source: Malcolm, Roseboom, Clark and Fazar (1959); the shape after Vose.
 */
export function pertParameters({ low, likely, high, shape = 4 }: Triple): { alpha: number; beta: number } {
  return {
    alpha: 1 + (shape * (likely - low)) / (high - low),
    beta: 1 + (shape * (high - likely)) / (high - low),
  }
}

/** How far the draws scatter: the standard deviation of a PERT estimate. O(1). */
export function pertSd(triple: Triple): number {
  const { alpha, beta } = pertParameters(triple)
  const sum = alpha + beta
  return (triple.high - triple.low) * Math.sqrt((alpha * beta) / (sum * sum * (sum + 1)))
}

const step = 1 / 8
const reach = 8.5
const pieces = (2 * reach) / step

/**
 * A PERT draw from a standard normal number z: low + range x F^-1(Phi(z)). Solving F^-1 anew for each of millions of
 * draws would take microseconds each, so the smooth curve z -> F^-1(Phi(z)) is laid down once as 136 polynomials of
 * degree 5 that agree with it in value, slope and bend at both ends: within 1e-9 of the range everywhere, and a draw
 * takes some 10 ns. z beyond ±8.5 (never met by a 53-bit draw) is taken as ±8.5.
 */
export function pertFromNormal(triple: Triple): (z: number) => number {
  const { alpha, beta } = pertParameters(triple)
  const curve = curveOf(alpha, beta)
  const { low, high } = triple
  const range = high - low
  return (z) => {
    const place = (Math.min(Math.max(z, -reach), reach) + reach) / step
    const piece = Math.min(pieces - 1, Math.floor(place))
    const t = place - piece
    const at = piece * 6
    const bent = curve[at + 3]! + t * (curve[at + 4]! + t * curve[at + 5]!)
    const x = curve[at]! + t * (curve[at + 1]! + t * (curve[at + 2]! + t * bent))
    return x <= 0 ? low : x >= 1 ? high : low + range * x
  }
}

const curves = new Map<string, Float64Array>()
const mostCurves = 500

/** The curve for a shape, made once: estimates that differ only in their ends share it. */
function curveOf(alpha: number, beta: number): Float64Array {
  const key = `${alpha} ${beta}`
  const known = curves.get(key)
  if (known !== undefined) return known
  const curve = makeCurve(alpha, beta)
  if (curves.size >= mostCurves) curves.clear()
  curves.set(key, curve)
  return curve
}

function makeCurve(alpha: number, beta: number): Float64Array {
  const curve = new Float64Array(pieces * 6)
  let from = knot(-reach, alpha, beta)
  for (let piece = 0; piece < pieces; piece++) {
    const to = knot((piece + 1) * step - reach, alpha, beta)
    curve.set(quintic(from, to), piece * 6)
    from = to
  }
  return curve
}

type Knot = readonly [value: number, slope: number, bend: number]

/** Value, slope and bend of z -> F^-1(Phi(z)) at a knot, the last two in units of one step. */
function knot(z: number, alpha: number, beta: number): Knot {
  const fromLow = z <= 0
  const tail = betaQuantile(normalCdf(-Math.abs(z)), fromLow ? alpha : beta, fromLow ? beta : alpha)
  const x = fromLow ? tail : 1 - tail
  const y = fromLow ? 1 - tail : tail
  const density = logBetaDensity(fromLow ? x : y, fromLow ? alpha : beta, fromLow ? beta : alpha)
  const slope = Math.exp(logNormalDensity(z) - density)
  const bend = -z * slope - ((alpha - 1) / x - (beta - 1) / y) * slope * slope
  return [x, slope * step, bend * step * step]
}

/** The coefficients of the fifth-degree polynomial on [0, 1] with these values, slopes and bends at its ends. */
function quintic([p0, d0, s0]: Knot, [p1, d1, s1]: Knot): number[] {
  const rise = p1 - p0
  return [
    p0,
    d0,
    s0 / 2,
    10 * rise - 6 * d0 - 4 * d1 - 1.5 * s0 + 0.5 * s1,
    -15 * rise + 8 * d0 + 7 * d1 + 1.5 * s0 - s1,
    6 * rise - 3 * d0 - 3 * d1 - 0.5 * s0 + 0.5 * s1,
  ]
}
