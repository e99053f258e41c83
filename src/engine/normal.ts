/**
 * The bell curve: its density, the area below a point, and the point below which a given area lies.
 * Area: W. J. Cody, "Rational Chebyshev approximation for the error function", Math. Comp. 23 (1969).
 * Point: M. J. Wichura, algorithm AS 241 (PPND16), Applied Statistics 37 (1988), good to about 1 part in 10^16.
 */

const logSqrtTwoPi = 0.9189385332046728
const inverseSqrtTwoPi = 0.3989422804014327

function ratio(x: number, top: readonly number[], bottom: readonly number[]): number {
  let above = top[0]!
  let below = bottom[0]!
  for (let i = 1; i < top.length; i++) above = above * x + top[i]!
  for (let i = 1; i < bottom.length; i++) below = below * x + bottom[i]!
  return above / below
}

export function normalDensity(x: number): number {
  return inverseSqrtTwoPi * Math.exp(-0.5 * x * x)
}

export function logNormalDensity(x: number): number {
  return -0.5 * x * x - logSqrtTwoPi
}

const centreTop = [
  0.06568233791820745, 2.2352520354606837, 161.02823106855587, 1067.6894854603709, 18154.98125334356,
]
const centreBottom = [1, 47.202581904688245, 976.0985517377767, 10260.932208618979, 45507.78933502673]
const middleTop = [
  1.0765576773720192e-8, 0.39894151208813466, 8.883149794388377, 93.50665613217785, 597.2702763948002,
  2494.5375852903726, 6848.190450536283, 11602.65143764735, 9842.714838383978,
]
const middleBottom = [
  1, 22.266688044328117, 235.387901782625, 1519.3775994075547, 6485.558298266761, 18615.571640885097,
  34900.95272114598, 38912.00328609327, 19685.429676859992,
]
const tailTop = [
  0.023073441764940174, 0.215898534057957, 0.12740116116024736, 0.022235277870649807, 0.0014216191932278934,
  2.9112874951168793e-5,
]
const tailBottom = [
  1, 1.284260096144911, 0.4682382124808651, 0.06598813786892856, 0.0037823963320275824, 7.297515550839662e-5,
]

/** exp(-x*x/2) without losing digits to the square of a large x. */
function gaussian(x: number): number {
  const coarse = Math.trunc(x * 16) / 16
  const rest = (x - coarse) * (x + coarse)
  return Math.exp(-0.5 * coarse * coarse) * Math.exp(-0.5 * rest)
}

function upperTail(y: number): number {
  if (y > 38.6) return 0
  if (y <= 5.656854249492381) return gaussian(y) * ratio(y, middleTop, middleBottom)
  const square = 1 / (y * y)
  return (gaussian(y) * (inverseSqrtTwoPi - square * ratio(square, tailTop, tailBottom))) / y
}

/** The chance that a standard normal number is at most x. Relative error below 1e-14 down to x = -37. O(1). */
export function normalCdf(x: number): number {
  if (Number.isNaN(x)) return Number.NaN
  const y = Math.abs(x)
  if (y <= 0.67448975) return 0.5 + x * ratio(x * x, centreTop, centreBottom)
  return x < 0 ? upperTail(y) : 1 - upperTail(y)
}

const nearTop = [
  2509.0809287301227, 33430.57558358813, 67265.7709270087, 45921.95393154987, 13731.69376550946,
  1971.5909503065513, 133.14166789178438, 3.3871328727963665,
]
const nearBottom = [
  5226.495278852546, 28729.085735721943, 39307.89580009271, 21213.794301586597, 5394.196021424751,
  687.1870074920579, 42.31333070160091, 1,
]
const farTop = [
  0.0007745450142783414, 0.022723844989269184, 0.2417807251774506, 1.2704582524523684, 3.6478483247632045,
  5.769497221460691, 4.630337846156546, 1.4234371107496835,
]
const farBottom = [
  1.0507500716444169e-9, 0.0005475938084995345, 0.015198666563616457, 0.14810397642748008, 0.6897673349851,
  1.6763848301838038, 2.053191626637759, 1,
]
const extremeTop = [
  2.0103343992922881e-7, 2.7115555687434876e-5, 0.0012426609473880784, 0.026532189526576124,
  0.29656057182850487, 1.7848265399172913, 5.463784911164114, 6.657904643501103,
]
const extremeBottom = [
  2.0442631033899397e-15, 1.421511758316446e-7, 1.8463183175100548e-5, 0.0007868691311456133,
  0.014875361290850615, 0.1369298809227358, 0.599832206555888, 1,
]

/**
 * The point below which a share u of the standard normal lies; ±Infinity at 0 and 1, NaN outside. O(1). Relative
 * error below 1e-14.
 */
export function normalQuantile(u: number): number {
  const fromMiddle = u - 0.5
  if (Math.abs(fromMiddle) <= 0.425) {
    return fromMiddle * ratio(0.180625 - fromMiddle * fromMiddle, nearTop, nearBottom)
  }
  const tail = fromMiddle < 0 ? u : 1 - u
  if (!(tail > 0)) return tail === 0 ? Math.sign(fromMiddle) * Infinity : Number.NaN
  const r = Math.sqrt(-Math.log(tail))
  const size = r <= 5 ? ratio(r - 1.6, farTop, farBottom) : ratio(r - 5, extremeTop, extremeBottom)
  return fromMiddle < 0 ? -size : size
}
