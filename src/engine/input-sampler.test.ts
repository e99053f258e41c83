import assert from 'node:assert/strict'
import { test } from 'node:test'
import { chanceProblems, inputSampler, type NamedInput, pairProblems } from './input-sampler.ts'
import { spearman } from './sensitivity.ts'
import { studentCdf } from './student.ts'
import { summarise } from './summary.ts'

const pert = { low: 0, likely: 2, high: 10 }
const inputs: NamedInput[] = [
  { name: 'volume', value: pert },
  { name: 'price', value: { kind: 'uniform', low: 1, high: 3 } },
  { name: 'rent', value: 5 },
  { name: 'staff', value: { kind: 'normal', mean: 100, sd: 10 } },
]
const pairs = [
  { between: ['volume', 'price'], spearman: 0.5 },
  { between: ['price', 'staff'], spearman: -0.7 },
] as const

function columns(n: number, chance = {}, correlations: readonly (typeof pairs)[number][] = pairs) {
  const sampler = inputSampler(inputs, correlations, { seed: 4, ...chance })
  const drawn = new Float64Array(4)
  const out = inputs.map(() => new Float64Array(n))
  for (let r = 0; r < n; r++) {
    sampler.draw(r, drawn)
    for (let i = 0; i < 4; i++) out[i]![r] = drawn[i]!
  }
  return out
}

function isNear(actual: number | null, expected: number, within: number) {
  assert.ok(actual !== null && Math.abs(actual - expected) <= within, `${actual} should be ${expected}`)
}

test('draws have the mean, spread and quantiles of their estimate, and the rank correlation asked for', () => {
  const [volume, price, rent, staff] = columns(20_000)
  const { mean, sd, p10, p90 } = summarise(volume!)
  isNear(mean, 3, 0.04)
  isNear(sd, 1.732, 0.03)
  isNear(p10, 0.899, 0.04)
  isNear(p90, 5.453, 0.08)
  isNear(spearman(volume!, price!), 0.5, 0.02)
  isNear(spearman(price!, staff!), -0.7, 0.02)
  assert.ok(rent!.every((x) => x === 5))
})

test('a t copula keeps the ranges but makes extremes come together more often', () => {
  const extremes = (chance: object) => {
    const [, price, , staff] = columns(20_000, chance)
    let both = 0
    for (let r = 0; r < 20_000; r++) if (price![r]! > 2.98 && staff![r]! < 76.7) both++
    return both
  }
  const [volume, price, , staff] = columns(20_000, { copula: { t: 4 } })
  isNear(spearman(price!, staff!), -0.7, 0.04)
  isNear(summarise(volume!).p90, 5.453, 0.08)
  isNear(summarise(staff!).sd, 10, 0.2)
  const [plain, joint] = [extremes({}), extremes({ copula: { t: 4 } })]
  assert.ok(joint > 1.25 * plain, `${joint} against ${plain}`)
})

test("Student's area is that of the tables", () => {
  isNear(studentCdf(2.132, 4), 0.95, 1e-4)
  isNear(studentCdf(-2.776, 4), 0.025, 1e-4)
  isNear(studentCdf(0, 6), 0.5, 1e-16)
  isNear(studentCdf(1.812, 10), 0.95, 1e-4)
})

test('making one input certain leaves the luck of the others alone', () => {
  const free = columns(50, {}, [])
  const changed = inputs.map((input) => (input.name === 'volume' ? { name: 'volume', value: 2 } : input))
  const sampler = inputSampler(changed, [], { seed: 4 })
  const drawn = new Float64Array(4)
  for (let r = 0; r < 50; r++) {
    sampler.draw(r, drawn)
    assert.deepEqual([...drawn], [2, free[1]![r], 5, free[3]![r]])
  }
})

test('Sobol points fill each range evenly', () => {
  const [volume, price] = columns(1024, { sobol: { sets: 8, each: 128 } }, [])
  isNear(summarise(volume!).mean, 3, 0.005)
  for (let set = 0; set < 8; set++) {
    const slices = new Set(
      Array.from(price!.slice(set * 128, (set + 1) * 128), (x) => Math.floor((x - 1) * 64)),
    )
    assert.equal(slices.size, 128)
  }
})

test('with more inputs than even points have dimensions, the last ones are left to plain chance', () => {
  const many = Array.from({ length: 170 }, (_, i) => ({
    name: `${i}`,
    value: { kind: 'uniform', low: 0, high: 1 } as const,
  }))
  const sampler = inputSampler(many, [], { seed: 4, sobol: { sets: 8, each: 64, first: ['169'] } })
  const plain = inputSampler(many, [], { seed: 4 })
  const [drawn, chance] = [new Float64Array(170), new Float64Array(170)]
  const slices = [new Set<number>(), new Set<number>(), new Set<number>()]
  for (let r = 0; r < 64; r++) {
    sampler.draw(r, drawn)
    plain.draw(r, chance)
    for (const [k, i] of [0, 169, 168].entries()) slices[k]!.add(Math.floor(drawn[i]! * 64))
    assert.equal(drawn[168], chance[168])
  }
  assert.deepEqual(
    slices.slice(0, 2).map(({ size }) => size),
    [64, 64],
  )
  assert.ok(slices[2]!.size < 60)
})

test('correlations that cannot all hold are repaired, and the repair is told', () => {
  const impossible = [
    { between: ['volume', 'price'], spearman: 0.9 },
    { between: ['price', 'staff'], spearman: 0.9 },
    { between: ['volume', 'staff'], spearman: -0.9 },
  ] as const
  const { repair } = inputSampler(inputs, impossible, { seed: 1 })
  assert.ok(repair !== null && repair.distance > 0.5)
  assert.deepEqual(repair.inputs, ['volume', 'price', 'staff'])
  assert.equal(inputSampler(inputs, pairs, { seed: 1 }).repair, null)
})

test('pairs that name nothing, repeat, or lie outside -1 to 1 are refused', () => {
  const fields = (list: unknown) =>
    pairProblems(
      list,
      inputs.map(({ name }) => name),
      'correlations',
    ).map((p) => p.field)
  assert.deepEqual(fields(pairs), [])
  assert.deepEqual(fields(undefined), [])
  assert.deepEqual(fields([{ between: ['volume', 'weather'], spearman: 0 }]), ['correlations[0].between'])
  assert.deepEqual(fields([{ between: ['volume', 'volume'], spearman: 0 }]), ['correlations[0].between'])
  assert.deepEqual(fields([...pairs, { between: ['price', 'volume'], spearman: 0 }]), [
    'correlations[2].between',
  ])
  assert.deepEqual(fields([{ between: ['volume', 'price'], spearman: 1.2 }]), ['correlations[0].spearman'])
  assert.deepEqual(fields([{ between: ['volume'], spearman: 1 }]), ['correlations[0].between'])
})

test('a seed, copula or point set that cannot be used is refused', () => {
  const fields = (chance: unknown) => chanceProblems(chance, 'run').map(({ field }) => field)
  assert.deepEqual(fields({ seed: 1, copula: { t: 4 }, sobol: { sets: 8, each: 256 } }), [])
  assert.deepEqual(fields({}), ['run.seed'])
  assert.deepEqual(fields({ seed: 1.5 }), ['run.seed'])
  assert.deepEqual(fields({ seed: 1, copula: { t: 5 } }), ['run.copula.t'])
  assert.deepEqual(fields({ seed: 1, copula: 'clayton' }), ['run.copula.t'])
  assert.deepEqual(fields({ seed: 1, sobol: { sets: 4, each: 256 } }), ['run.sobol.sets'])
})
