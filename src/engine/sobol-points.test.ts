import assert from 'node:assert/strict'
import { test } from 'node:test'
import { mean, variance } from './summary.ts'
import { sobolPoints } from './sobol-points.ts'
import { uniform } from './random.ts'

function points(dimensions: number, count: number, seed?: number, set = 0): number[][] {
  const source = sobolPoints(dimensions, seed)
  const out = new Float64Array(dimensions)
  return Array.from({ length: count }, (_, index) => {
    source.fill(index, set, out)
    return [...out]
  })
}

test('the first points are the published ones', () => {
  const plain = points(3, 8).map((point) => point.map((x) => Math.floor(x * 8) / 8))
  assert.deepEqual(plain, [
    [0, 0, 0],
    [0.5, 0.5, 0.5],
    [0.75, 0.25, 0.25],
    [0.25, 0.75, 0.75],
    [0.375, 0.375, 0.625],
    [0.875, 0.875, 0.125],
    [0.625, 0.125, 0.875],
    [0.125, 0.625, 0.375],
  ])
})

test('every stretch of 2^m points has one in each of 2^m slices of every coordinate, scrambled or not', () => {
  for (const seed of [undefined, 9]) {
    const all = points(160, 256, seed)
    for (let d = 0; d < 160; d++) {
      for (const [from, count] of [
        [0, 256],
        [128, 128],
        [64, 64],
      ] as const) {
        const slices = new Set(all.slice(from, from + count).map((point) => Math.floor(point[d]! * count)))
        assert.equal(slices.size, count)
      }
    }
  }
})

test('the first two coordinates fill every box of area 1/64', () => {
  const all = points(2, 64, 4)
  for (const wide of [1, 2, 4, 8, 16, 32, 64]) {
    const boxes = new Set(all.map(([x, y]) => `${Math.floor(x! * wide)} ${Math.floor(y! * (64 / wide))}`))
    assert.equal(boxes.size, 64)
  }
})

test('scrambled sets differ, and each average is right on average', () => {
  const f = (x: number[]) => x.reduce((product, u) => product * (1 + (u - 0.5)), 1)
  const averages = Array.from({ length: 16 }, (_, set) => mean(points(5, 256, 11, set).map(f)))
  assert.equal(new Set(averages).size, 16)
  const error = Math.sqrt(variance(averages) / 16)
  assert.ok(Math.abs(mean(averages) - 1) < 4 * error)
  const chance = Array.from({ length: 16 }, (_, set) =>
    mean(Array.from({ length: 256 }, (_, r) => f([0, 1, 2, 3, 4].map((d) => uniform(set, r, d, 0, 0))))),
  )
  assert.ok(
    variance(averages) < variance(chance) / 20,
    'at least twenty times less scatter than plain chance',
  )
})

test('more coordinates than the table has are refused', () => {
  assert.throws(() => sobolPoints(161), /dimensions: is 161/)
  assert.throws(() => sobolPoints(0), /dimensions/)
})
