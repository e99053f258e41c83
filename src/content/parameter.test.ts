import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { Check } from 'typebox/value'
import { parse } from 'yaml'
import {
  type DiscountRates,
  discountRateSchema,
  indexOfYears,
  type OptimismBias,
  optimismBiasSchema,
  type Parameter,
  parameterFlaws,
  type PriceIndex,
  priceIndexSchema,
  valueOn,
} from './parameter.ts'

function read(name: string): unknown {
  return parse(readFileSync(new URL(`../../content/parameters/${name}.yaml`, import.meta.url), 'utf8'))
}

const rates = read('discount-rate')
const prices = read('price-index')
const optimism = read('optimism-bias')

test('every parameter is dated, sourced and licensed, and its values follow one another', () => {
  for (const [file, schema] of [
    [rates, discountRateSchema],
    [prices, priceIndexSchema],
    [optimism, optimismBiasSchema],
  ] as const) {
    assert.ok(Check(schema, file))
    assert.deepEqual(parameterFlaws(file as Parameter<unknown>), [])
  }
})

test('the rate of a day is that of the last edition before it, with its source', () => {
  const parameter = rates as Parameter<DiscountRates>
  const [older, newer] = [valueOn(parameter, '2026-02-04'), valueOn(parameter, '2026-02-05')]
  assert.equal(older.from, '2018-04-01')
  assert.equal(newer.from, '2026-02-05')
  assert.equal(newer.value['standard']![0]!.rate, 0.035)
  assert.equal(newer.value['long-horizon-test']![0]!.rate, 0.03)
  assert.match(newer.source.text, /Green Book/)
})

test('a day before the first value, or that is no day, is refused', () => {
  const parameter = rates as Parameter<DiscountRates>
  assert.throws(
    () => valueOn(parameter, '2018-03-31'),
    /discount-rate has no value for 2018-03-31; the first holds from 2018-04-01/,
  )
  assert.throws(() => valueOn(parameter, 'today'), /day: "today" is not a date/)
})

test('values out of order, an unknown field or a rate in per cent are flaws', () => {
  const parameter = rates as Parameter<DiscountRates>
  const backwards = { ...parameter, values: [...parameter.values].reverse() }
  assert.deepEqual(
    parameterFlaws(backwards).map(({ path }) => path),
    [['values', 1, 'from']],
  )
  assert.ok(!Check(discountRateSchema, { ...parameter, owner: 'nobody' }))
  const percent = { ...parameter.values[0]!, value: { standard: [{ fromYear: 1, rate: 3.5 }] } }
  assert.ok(!Check(discountRateSchema, { ...parameter, values: [percent] }))
})

test('the price index gives a run of years and refuses one it does not have', () => {
  const index = valueOn(prices as Parameter<PriceIndex>, '2026-11-22').value
  assert.deepEqual(indexOfYears(index, 2022, 3), [90.5005, 96.2507, 100])
  assert.throws(() => indexOfYears(index, 2024, 2), /no figure for 2025/)
})

test('the first estimate of an outsourced service is raised by 41 %, and bespoke equipment by 200 %', () => {
  const { cost } = valueOn(optimism as Parameter<OptimismBias>, '2026-11-22').value
  assert.deepEqual(cost!['outsourcing'], { upper: 0.41, lower: 0 })
  assert.equal(cost!['equipment-or-development']!.upper, 2)
})
