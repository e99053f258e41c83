import assert from 'node:assert/strict'
import { test } from 'node:test'
import { normalCdf, normalDensity, normalQuantile } from './normal.ts'

function isNear(actual: number, expected: number, relative: number) {
  assert.ok(Math.abs(actual - expected) <= relative * Math.abs(expected), `${actual} should be ${expected}`)
}

// Values to 17 digits worked out with 60-digit arithmetic (mpmath).
const quantiles = [
  [1e-300, -37.0470962993612],
  [1e-100, -21.273453560965326],
  [1e-20, -9.262340089798407],
  [1e-10, -6.361340902404057],
  [1e-6, -4.753424308822899],
  [0.001, -3.0902323061678136],
  [0.0749, -1.4402382675279637],
  [0.0751, -1.43882539275254],
  [0.25, -0.6744897501960817],
  [0.4999, -0.00025066283008800747],
  [0.6, 0.2533471031357997],
  [0.9, 1.2815515655446006],
  [0.975, 1.9599639845400538],
  [0.999, 3.090232306167813],
] as const

const areas = [
  [-37, 5.725571222524577e-300],
  [-20, 2.7536241186062337e-89],
  [-10, 7.619853024160525e-24],
  [-6, 9.86587645037698e-10],
  [-5.6, 1.071759025831093e-8],
  [-3, 0.0013498980316300946],
  [-1, 0.15865525393145705],
  [-0.7, 0.24196365222307303],
  [-0.6, 0.2742531177500736],
  [0.1, 0.539827837277029],
  [0.68, 0.7517477695464295],
  [2, 0.9772498680518208],
  [5, 0.9999997133484281],
] as const

test('the point below which a share lies is right to 1 part in 10^14, far into the tails', () => {
  for (const [u, z] of quantiles) isNear(normalQuantile(u), z, 1e-14)
})

test('the area below a point is right to 1 part in 10^14, far into the lower tail', () => {
  for (const [x, p] of areas) isNear(normalCdf(x), p, 1e-14)
})

test('area and point undo each other', () => {
  for (let u = 0.0005; u < 1; u += 0.0005) isNear(normalCdf(normalQuantile(u)), u, 1e-14)
})

test('the area is what the density adds up to (Simpson, 2,000 steps)', () => {
  for (const to of [-2, 0.3, 1.5]) {
    const h = (to + 10) / 2000
    let sum = normalDensity(-10) + normalDensity(to)
    for (let k = 1; k < 2000; k++) sum += (k % 2 === 1 ? 4 : 2) * normalDensity(-10 + k * h)
    assert.ok(Math.abs((sum * h) / 3 - normalCdf(to)) < 1e-10)
  }
})

test('the ends are infinite and what lies outside is not a number', () => {
  assert.equal(normalQuantile(0), -Infinity)
  assert.equal(normalQuantile(1), Infinity)
  assert.ok(Number.isNaN(normalQuantile(-0.1)) && Number.isNaN(normalQuantile(1.1)))
  assert.ok(Number.isNaN(normalCdf(Number.NaN)))
  assert.equal(normalCdf(-40), 0)
})
