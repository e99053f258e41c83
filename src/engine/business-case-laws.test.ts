import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { isNear, randomCase, wide } from '#test/engine/make-cases.ts'
import { businessCase } from './business-case.ts'
import { caseFigures } from './business-case-report.ts'
import type { CaseInput } from './business-case-input.ts'
import { ledgers } from './business-case-ledger.ts'
import { caseWorth } from './business-case-model.ts'
import { quantileOf } from './distribution.ts'
import { uniform } from './random.ts'
import { joinChunks, simulateChunk, stretches } from './simulate.ts'

test('on 1,000 random cases the accounts written out year by year come to the same as the fast model', () => {
  fc.assert(
    fc.property(randomCase, fc.integer({ min: 0, max: 99 }), (input, replicate) => {
      const model = businessCase(input, { seed: 3 })
      const drawn = Float64Array.from(model.inputs.values, (value, i) =>
        quantileOf(value, uniform(3, replicate, i, 0, 0)),
      )
      const figures = caseFigures(model, drawn)
      const { partnership, partners } = ledgers(input, drawn)
      const scale = 1 + partners.reduce((sum, { spared }) => sum + spared.reduce((a, b) => a + b, 0), 0)
      isNear(figures.npv, partnership.worth, 1e-9 * scale)
      for (const [i, account] of partners.entries())
        isNear(figures.npvByPartner[i]!, account.worth, 1e-9 * scale)
      for (const [year, net] of partnership.net.entries()) isNear(figures.byYear[year]!, net, 1e-9 * scale)
      isNear(
        partners.reduce((sum, { worth }) => sum + worth, 0),
        figures.npv,
        1e-9 * scale,
      )
    }),
    { numRuns: 1000 },
  )
})

test('how the bill is shared and who pays whom make no difference to the partnership', () => {
  fc.assert(
    fc.property(randomCase, (input) => {
      const worth = (change: Partial<CaseInput>) =>
        caseFigures(businessCase({ ...input, ...change }, { seed: 1 })).npv
      const base = worth({})
      for (const sharing of ['usage', 'equal', 'equal-savings', 'shapley'] as const)
        isNear(worth({ sharing }), base, 1e-6)
      isNear(worth({ transfers: [] }), base, 1e-6)
    }),
    { numRuns: 1000 },
  )
})

test("the worth alone, asked with numbers changed one after another, is the model's own to the last bit", () => {
  fc.assert(
    fc.property(randomCase, fc.array(fc.nat(), { minLength: 1, maxLength: 12 }), (input, changes) => {
      const model = businessCase(input, { seed: 1 })
      const worth = caseWorth(model)
      const numbers = model.inputs.middle.slice()
      assert.equal(worth(numbers), caseFigures(model, numbers).npv)
      for (const change of changes) {
        const i = change % numbers.length
        numbers[i] = quantileOf(model.inputs.values[i]!, uniform(1, change, i, 0, 0))
        if (change % 3 === 0) numbers[i] *= 1.5
        assert.equal(worth(numbers), caseFigures(model, numbers).npv)
      }
    }),
    { numRuns: 1000 },
  )
})

test('a run cut into stretches and joined in any order is the same run, byte for byte', () => {
  const models = Array.from({ length: 4 }, () => businessCase(wide, { seed: 8, copula: { t: 4 } }))
  const whole = simulateChunk(businessCase(wide, { seed: 8, copula: { t: 4 } }), 0, 60)
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 17 }),
      fc.array(fc.nat(), { minLength: 17, maxLength: 17 }),
      (parts, lots) => {
        // Each stretch on a model of its own lot, begun in an order of its own lot, and handed over in it.
        const begun = stretches(60, parts).map((stretch, k) => ({ ...stretch, lot: lots[k]! }))
        const chunks = begun
          .sort((a, b) => a.lot - b.lot)
          .map(({ from, to, lot }) => simulateChunk(models[lot % models.length]!, from, to))
        const joined = joinChunks(chunks)
        for (const [k, column] of joined.columns.entries()) assert.deepEqual(column, whole.columns[k])
      },
    ),
    { numRuns: 1000 },
  )
})

test('stretches that leave a gap are refused', () => {
  const model = businessCase(wide, { seed: 8 })
  assert.throws(() => joinChunks([simulateChunk(model, 0, 5), simulateChunk(model, 6, 9)]), /gap or overlap/)
})
