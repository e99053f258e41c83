import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { loadContent } from '#content/load.ts'
import { workedPartnershipFlaws } from '#content/worked-partnership.ts'
import { findingsOf, modelOf } from './findings.ts'
import { warningsOf } from './words.ts'

const content = loadContent(join(import.meta.dirname, '../../../content'))
const named = (id: string) => {
  const found = content.workedPartnerships.find((one) => one.id === id)
  assert.ok(found, id)
  return found
}
const foundIn = (id: string) => findingsOf(named(id), content.reorganisations)
const near = (actual: number, expected: number, within = 1e-9) =>
  assert.ok(Math.abs(actual - expected) <= within, `${actual} is not ${expected}`)

test('there are at least four partnerships and one reorganisation, each with facts at an address', () => {
  assert.ok(content.workedPartnerships.length >= 5)
  assert.ok(content.workedPartnerships.some(({ reorganised }) => reorganised !== undefined))
  for (const { facts, missed } of content.workedPartnerships) {
    assert.ok(facts.length >= 3 && missed.length >= 1)
    for (const { source } of facts) assert.ok(URL.canParse(source.url))
  }
})

test('a figure that rests on nothing is refused by its place', () => {
  const worked = named('tri-borough')
  const { 'withdraw.notice': _notice, ...figures } = worked.figures
  assert.deepEqual(
    workedPartnershipFlaws({ ...worked, figures }).map(({ path }) => path.join('.')),
    ['given.withdraw.notice'],
  )
  assert.deepEqual(
    workedPartnershipFlaws({ ...worked, figures: { ...worked.figures, 'withdraw.notice': 'made-up' } })
      .length,
    1,
  )
})

test('Shared Digital: equal thirds of £6 million held with nothing to spare, and nobody left for money', () => {
  const { outcome, split, departure } = foundIn('shared-digital')
  near(outcome?.ratio ?? 0, 0.4)
  assert.deepEqual(split?.shares, [2, 2, 2])
  near(split?.nearest.excess ?? 1, 0)
  assert.deepEqual(departure?.followers, [])
  near(departure?.savingBefore ?? 0, 2.4)
  near(departure?.savingAfter ?? 0, 1.6)
})

test('Tri-borough: the fair charge is five years of what the two who stayed published, and nobody follows', () => {
  const { departure } = foundIn('tri-borough')
  const worth = 1.381 * [0, 1, 2, 3, 4].reduce((sum, year) => sum + 1.035 ** -year, 0)
  near(departure?.fairFee ?? 0, worth, 1e-6)
  near(departure?.received.reduce((sum, { amount }) => sum + amount, 0) ?? 0, worth, 1e-6)
  assert.deepEqual(departure?.followers, [])
})

test('Clyde Valley: after West Dunbartonshire it is Glasgow that goes next, and then it ends', () => {
  const { departure } = foundIn('clyde-valley')
  assert.equal(departure?.followers[0]?.name, 'Glasgow')
  assert.notEqual(departure?.ending, null)
  assert.deepEqual(departure?.willing, [], 'while all are in, nobody gains by leaving')
})

test('oneSource: waiving the notice raises the fair charge', () => {
  const { departure } = foundIn('onesource')
  assert.ok((departure?.fairFeeWithoutNotice ?? 0) > (departure?.fairFee ?? 0))
})

test('Orbis: Surrey passes to two councils, whose shares nothing published settles', () => {
  const { reorganisation } = foundIn('orbis')
  assert.deepEqual(
    reorganisation?.rerun.members.map(({ name, share }) => [name, share]),
    [
      ['Brighton and Hove', 20],
      ['East Surrey Council', null],
      ['East Sussex', 24],
      ['West Surrey Council', null],
    ],
  )
})

test('the cost alone, which is assumed, changes no answer where only savings count', () => {
  for (const id of ['shared-digital', 'tri-borough', 'publica']) {
    const worked = named(id)
    const given = worked.given.withdraw ?? {}
    const costs = modelOf(given).input.costs
    assert.ok(costs.kind === 'table')
    const dearer = costs.values.map(
      (value, group) => value + 5 * group.toString(2).replaceAll('0', '').length,
    )
    const sticky = { share: 0, years: 0 }
    const one = findingsOf({ ...worked, given: { withdraw: { ...given, sticky } } }, [])
    const other = findingsOf(
      { ...worked, given: { withdraw: { ...given, sticky, costs: { kind: 'table', values: dearer } } } },
      [],
    )
    near(one.departure?.fairFee ?? 0, other.departure?.fairFee ?? 1, 1e-9)
    assert.deepEqual(one.departure?.followers, other.departure?.followers)
  }
})

test('every warning is a sentence with its figures in it, and none is typed into a file', () => {
  for (const worked of content.workedPartnerships) {
    const warnings = warningsOf(findingsOf(worked, content.reorganisations)).map(({ says }) => says)
    assert.ok(warnings.length >= 2, worked.id)
    for (const warning of warnings) {
      assert.match(warning, /^[A-Z].*\.$/)
      assert.ok(!JSON.stringify(worked).includes(warning))
      assert.doesNotMatch(warning, /NaN|undefined|Infinity/)
    }
  }
})

test('each has a business case; what usually comes of forecasts is worth less than the plan', () => {
  for (const { id } of content.workedPartnerships) {
    const { case: found } = foundIn(id)
    assert.ok(found, id)
    assert.ok(found.p10 <= found.p50 && found.p50 <= found.p90, id)
    if (found.asPlanned !== null) assert.ok(found.p50 < found.asPlanned, id)
  }
})

test('Publica’s plan as a case: £3.8 million a year for ten years, less £10.7 million over five', () => {
  const saved = 3.8e6 * Array.from({ length: 10 }, (_, year) => 1.035 ** -year).reduce((a, b) => a + b, 0)
  const spent =
    (10.7e6 / 5) * Array.from({ length: 5 }, (_, year) => 1.035 ** -year).reduce((a, b) => a + b, 0)
  near(foundIn('publica').case?.asPlanned ?? 0, saved - spent, 0.01)
})

test('Shared Digital’s plan as a case: half of £6 million in the second year, all from the third, less £5 million', () => {
  const saved = 6e6 * [0, 0.5, 1, 1, 1, 1].reduce((sum, part, year) => sum + part * 1.035 ** -year, 0)
  near(foundIn('shared-digital').case?.asPlanned ?? 0, saved - 5e6, 0.01)
})
