import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { runStretch, type SimulationTask } from './simulate-worker.ts'
import { workerPool } from './worker-pool.ts'

const histories: SimulationTask = {
  kind: 'histories',
  input: {
    partners: [100, 80, 60].map((volume, i) => ({ name: `c${i}`, volume, reestablish: 0.1, hazard: 0.05 })),
    costs: {
      kind: 'service',
      fixedAlone: 0.96,
      unitAlone: 0.06,
      fixedShared: 2,
      unitShared: 0.053,
      elasticity: 0.92,
      coordination: 0.15,
    },
    horizon: 6,
    notice: 1,
    discount: 0.035,
    sticky: { share: 0.8, years: 3 },
    sharing: 'usage',
  },
  options: { seed: 5, growth: { sd: 0.1 } },
}

const service = {
  name: 'payroll',
  members: ['A', 'B'].map((partner) => ({
    partner,
    volume: { low: 50, likely: 80, high: 150 },
    fixedAlone: 100,
    unitAlone: 2,
  })),
  fixedShared: 150,
  unitShared: { low: 1, likely: 1.5, high: 3 },
  elasticity: 1,
  coordination: 10,
  ramp: [0, 0.5, 1],
}
const caseTask: SimulationTask = {
  kind: 'case',
  input: {
    lastYear: 2,
    discount: 0.035,
    partners: [{ name: 'A' }, { name: 'B' }],
    services: [service],
    sharing: 'usage',
  },
  run: { seed: 5 },
}

const pool = workerPool(2)
describe('worker pool', () => {
  after(() => pool.close())

  test('threads give the very bytes that one thread gives, for cases and for histories', async () => {
    for (const task of [caseTask, histories]) {
      const alone = runStretch(task, { from: 0, to: 6001 })
      const together = await pool.simulate(task, 6001)
      assert.deepEqual(together, alone)
    }
  })

  test('two simulations at once do not mix', async () => {
    const [a, b] = await Promise.all([pool.simulate(caseTask, 3000), pool.simulate(histories, 3000)])
    assert.deepEqual(a, runStretch(caseTask, { from: 0, to: 3000 }))
    assert.deepEqual(b, runStretch(histories, { from: 0, to: 3000 }))
  })

  test('progress is reported, and an input that cannot be computed fails with its field', async () => {
    const seen: number[] = []
    await pool.simulate(caseTask, 9000, { onProgress: ({ done }) => seen.push(done) })
    assert.deepEqual(seen, [1, 2, 3, 4])
    const wrong: SimulationTask = { ...caseTask, run: { seed: -1 } }
    await assert.rejects(pool.simulate(wrong, 10), /run\.seed/)
  })

  test('a stop ends a long run at once, and the pool goes on serving', async () => {
    const signal = { aborted: false }
    const running = pool.simulate(caseTask, 50_000_000, { signal })
    setTimeout(() => (signal.aborted = true), 30)
    const start = performance.now()
    await assert.rejects(running, { name: 'Cancelled' })
    assert.ok(performance.now() - start < 3000)
    assert.equal((await pool.simulate(caseTask, 100)).to, 100)
  })

  test('a closed pool takes no more work', async () => {
    const other = workerPool(1)
    const refused = assert.rejects(other.simulate(caseTask, 50_000_000), { name: 'Cancelled' })
    await other.close()
    await refused
    await assert.rejects(other.simulate(caseTask, 1), /closed/)
  })
})
