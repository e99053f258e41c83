import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { fillUniforms, keyOf, philox, randomOrder, seedProblem, uniform, unitFrom } from './random.ts'

function block(counter: readonly number[], key: readonly number[]): string[] {
  const out = new Uint32Array(4)
  philox(counter[0]!, counter[1]!, counter[2]!, counter[3]!, key[0]!, key[1]!, out)
  return Array.from(out, (word) => word.toString(16).padStart(8, '0'))
}

test('the generator gives the three published blocks of its authors', () => {
  const ones = 0xffffffff
  assert.deepEqual(block([0, 0, 0, 0], [0, 0]), ['6627e8d5', 'e169c58d', 'bc57ac4c', '9b00dbd8'])
  assert.deepEqual(block([ones, ones, ones, ones], [ones, ones]), [
    '408f276d',
    '41c83b0e',
    'a20bc7c6',
    '6d5451fd',
  ])
  assert.deepEqual(block([0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344], [0xa4093822, 0x299f31d0]), [
    'd16cfe09',
    '94fdcceb',
    '5001e420',
    '24126ea1',
  ])
})

/** The rounds as the paper writes them, with exact whole numbers. */
function slowBlock(counter: readonly number[], key: readonly number[]): string[] {
  let [a, b, c, d] = counter.map(BigInt) as [bigint, bigint, bigint, bigint]
  let [k0, k1] = key.map(BigInt) as [bigint, bigint]
  const low = 0xffffffffn
  for (let round = 0; round < 10; round++) {
    const p0 = 0xd2511f53n * a
    const p1 = 0xcd9e8d57n * c
    ;[a, b, c, d] = [(p1 >> 32n) ^ b ^ k0, p1 & low, (p0 >> 32n) ^ d ^ k1, p0 & low]
    ;[k0, k1] = [(k0 + 0x9e3779b9n) & low, (k1 + 0xbb67ae85n) & low]
  }
  return [a, b, c, d].map((word) => word.toString(16).padStart(8, '0'))
}

test('the generator equals exact arithmetic on 2,000 random counters and keys', () => {
  const word = fc.integer({ min: 0, max: 0xffffffff })
  fc.assert(
    fc.property(fc.tuple(word, word, word, word), fc.tuple(word, word), (counter, key) => {
      assert.deepEqual(block(counter, key), slowBlock(counter, key))
    }),
    { numRuns: 2000 },
  )
})

test('a uniform number is never 0 and never 1', () => {
  assert.equal(unitFrom(0, 0), 2 ** -53)
  assert.equal(unitFrom(0xffffffff, 0xffffffff), 1 - 2 ** -53)
})

test('a place has its number whatever was drawn before it', () => {
  const first = uniform(5, 17, 3, 1, 2)
  const filled = new Float64Array(7)
  fillUniforms(5, 17, 0, 0, filled)
  fillUniforms(5, 18, 0, 0, new Float64Array(7))
  assert.equal(uniform(5, 17, 3, 1, 2), first)
  const again = new Float64Array(9)
  fillUniforms(5, 17, 0, 0, again, 5)
  assert.deepEqual([...again.subarray(0, 5)], [...filled.subarray(0, 5)])
  assert.deepEqual([...again.subarray(5)], [0, 0, 0, 0])
  assert.equal(filled[4], uniform(5, 17, 2, 0, 0))
})

test('uniform numbers have the mean, spread and independence they should', () => {
  const n = 40_000
  const x = new Float64Array(2)
  let [sum, squares, product] = [0, 0, 0]
  for (let r = 0; r < n; r++) {
    fillUniforms(1, r, 0, 0, x)
    sum += x[0]!
    squares += x[0]! ** 2
    product += (x[0]! - 0.5) * (x[1]! - 0.5)
  }
  assert.ok(Math.abs(sum / n - 0.5) < 0.006)
  assert.ok(Math.abs(squares / n - 1 / 3) < 0.006)
  assert.ok(Math.abs(product / n) < 0.002)
})

test('a seed keeps all its 53 bits', () => {
  assert.deepEqual(keyOf(2 ** 53 - 1), [0xffffffff, 0x1fffff])
  assert.notEqual(uniform(1, 0, 0, 0, 0), uniform(1 + 2 ** 32, 0, 0, 0, 0))
  assert.equal(seedProblem(7), undefined)
  for (const wrong of [-1, 0.5, Number.NaN, 2 ** 53, '7']) assert.match(seedProblem(wrong)!, /whole number/)
})

test('random orders are orders, and each comes up about equally often', () => {
  const counts = new Map<string, number>()
  for (let r = 0; r < 6000; r++) {
    const order = randomOrder(3, r, 3)
    assert.deepEqual(
      [...order].sort((a, b) => a - b),
      [0, 1, 2],
    )
    counts.set(order.join(''), (counts.get(order.join('')) ?? 0) + 1)
  }
  assert.equal(counts.size, 6)
  for (const count of counts.values()) assert.ok(Math.abs(count - 1000) < 130)
})
