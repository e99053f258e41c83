/**
 * The area of Student's t distribution below t, for an even number of degrees of freedom, by its closed form
 * (Abramowitz and Stegun 26.7.4). Absolute error about 1e-16.
 */
export function studentCdf(t: number, degrees: number): number {
  const angle = Math.atan(t / Math.sqrt(degrees))
  const square = Math.cos(angle) ** 2
  let term = 1
  let sum = 1
  for (let k = 1; k < degrees / 2; k++) {
    term *= ((2 * k - 1) / (2 * k)) * square
    sum += term
  }
  return 0.5 + (Math.sin(angle) * sum) / 2
}
