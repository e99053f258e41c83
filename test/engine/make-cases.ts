import assert from 'node:assert/strict'
import * as fc from 'fast-check'
import type { CaseInput } from '#engine/business-case-input.ts'
import type { Uncertain } from '#engine/distribution.ts'

/** Two councils and one service, small enough to follow on paper. */
export const paper: CaseInput = {
  lastYear: 2,
  discount: 0.1,
  partners: [{ name: 'Ashby' }, { name: 'Barnshire' }],
  services: [
    {
      name: 'payroll',
      members: [
        { partner: 'Ashby', volume: 300, fixedAlone: 100, unitAlone: 2, integration: 50 },
        { partner: 'Barnshire', volume: 100, fixedAlone: 100, unitAlone: 2 },
      ],
      fixedShared: 150,
      unitShared: 1.5,
      elasticity: 1,
      coordination: 10,
      integration: 80,
      doubleRunning: 0.25,
      ramp: [0, 0.5, 1],
      phase: [1, 0, 0],
    },
  ],
  sharing: 'usage',
}

/** Three councils and two services, most of it uncertain and some of it correlated. */
export const wide: CaseInput = {
  lastYear: 6,
  discount: 0.035,
  partners: [
    { name: 'A', key: 3 },
    { name: 'B', key: 1 },
    { name: 'C', key: 2 },
  ],
  services: ['tax', 'pay'].map((name) => ({
    name,
    host: 'B',
    members: ['A', 'B', 'C'].map((partner, i) => ({
      partner,
      volume: { low: 500 * (i + 1), likely: 800 * (i + 1), high: 1200 * (i + 1) },
      profile: [1, 1.02, 1.04, 1.06, 1.08, 1.1, 1.12 + i / 100],
      fixedAlone: 40_000,
      unitAlone: { low: 55, likely: 60, high: 80 },
      integration: 10_000,
    })),
    fixedShared: { low: 60_000, likely: 70_000, high: 110_000 },
    unitShared: { low: 40, likely: 50, high: 70 },
    elasticity: { low: 0.93, likely: 0.97, high: 1 },
    coordination: 5_000,
    integration: { low: 50_000, likely: 80_000, high: 200_000 },
    doubleRunning: 0.2,
    ramp: [0, 0.4, 1, 1, 1, 1, 1],
    phase: [0.7, 0.3, 0, 0, 0, 0, 0],
    priceDrift: { low: -0.01, likely: 0, high: 0.02 },
  })),
  items: [
    { name: 'training', kind: 'cost', amounts: [20_000, 5_000, 0, 0, 0, 0, 0] },
    {
      name: 'time saved',
      partner: 'C',
      kind: 'benefit',
      counts: 'non-cashable',
      amounts: [0, 1, 1, 1, 1, 1, 1],
      factor: { low: 0, likely: 8_000, high: 20_000 },
    },
  ],
  transfers: [{ name: 'joining fee', from: 'C', to: 'A', amounts: [9_000, 0, 0, 0, 0, 0, 0] }],
  sharing: 'usage',
  optimism: { integration: 0.41, savings: 0.1 },
  correlations: [{ between: ['tax.unitShared', 'pay.unitShared'], spearman: 0.6 }],
}

/** Fails unless two numbers are as near as said. */
export function isNear(actual: number, expected: number, within = 1e-9) {
  assert.ok(Math.abs(actual - expected) <= within, `${actual} should be ${expected}`)
}

const amount = (most: number) => fc.integer({ min: 0, max: most })
const estimate = (most: number): fc.Arbitrary<Uncertain> =>
  fc.oneof(
    amount(most).map((x): Uncertain => x),
    fc.tuple(amount(most), amount(most), amount(most)).map((list): Uncertain => {
      const [low, likely, high] = list.sort((a, b) => a - b)
      return { low, likely, high }
    }),
  )

/** What became of others' forecasts: a fifth, a half, a little more than all. */
export const whatCame = { kind: 'percentiles', p10: 0.2, p50: 0.5, p90: 1.1 } as const

const exponent: fc.Arbitrary<Uncertain> = fc.oneof(
  fc.integer({ min: 50, max: 100 }).map((x): Uncertain => x / 100),
  fc
    .integer({ min: 50, max: 90 })
    .map((x): Uncertain => ({ low: x / 100, likely: x / 100 + 0.05, high: x / 100 + 0.1 })),
)

/** Any small case: up to 4 partners, 3 services and 9 years, every rule, with an item and a transfer. */
export const randomCase: fc.Arbitrary<CaseInput> = fc
  .record({
    partners: fc.integer({ min: 2, max: 4 }),
    lastYear: fc.integer({ min: 1, max: 8 }),
    services: fc.integer({ min: 1, max: 3 }),
  })
  .chain(({ partners, lastYear, services }) => {
    const years = lastYear + 1
    const member = fc.record({
      volume: estimate(900),
      profile: fc.array(
        fc.integer({ min: 0, max: 200 }).map((x) => x / 100),
        { minLength: years, maxLength: years },
      ),
      fixedAlone: estimate(5000),
      unitAlone: estimate(40),
      integration: estimate(9000),
    })
    const service = fc.record({
      members: fc.array(member, { minLength: partners, maxLength: partners }),
      host: fc.integer({ min: 0, max: partners - 1 }),
      fixedShared: estimate(9000),
      unitShared: estimate(40),
      elasticity: exponent,
      elasticityAlone: fc.option(exponent, { nil: undefined }),
      coordination: estimate(900),
      integration: estimate(9000),
      doubleRunning: fc.integer({ min: 0, max: 10 }).map((x) => x / 10),
      ramp: fc.array(
        fc.integer({ min: 0, max: 10 }).map((x) => x / 10),
        { minLength: years, maxLength: years },
      ),
      priceDrift: fc.integer({ min: -5, max: 5 }).map((x) => x / 100),
      same: fc.boolean(),
    })
    return fc
      .record({
        services: fc.array(service, { minLength: services, maxLength: services }),
        sharing: fc.constantFrom('usage', 'equal', 'stand-alone', 'key', 'equal-savings', 'shapley'),
        item: fc.array(fc.integer({ min: -99, max: 99 }), { minLength: years, maxLength: years }),
        owner: fc.integer({ min: -1, max: partners - 1 }),
        savings: fc.integer({ min: 0, max: 5 }).map((x) => x / 10),
        realised: fc.boolean(),
        isForecast: fc.boolean(),
      })
      .map(({ services, sharing, item, owner, savings, realised, isForecast }): CaseInput => ({
        lastYear,
        discount: 0.035,
        partners: Array.from({ length: partners }, (_, i) =>
          i === 0 ? { name: 'p0' } : { name: `p${i}`, key: i + 1 },
        ),
        services: services.map(({ members, host, same, elasticityAlone, ...rest }, k) => ({
          name: `s${k}`,
          host: `p${host}`,
          ...rest,
          ...(elasticityAlone === undefined ? {} : { elasticityAlone }),
          members: members.map(({ profile, ...m }, i) => ({
            partner: `p${i}`,
            ...m,
            profile: same ? members[0]!.profile : profile,
          })),
        })),
        items: [
          {
            name: 'item',
            kind: owner % 2 === 0 ? 'cost' : 'benefit',
            amounts: item,
            ...(isForecast ? { isForecast } : {}),
            ...(owner < 0 ? {} : { partner: `p${owner}` }),
          },
        ],
        transfers: [{ name: 'fee', from: 'p0', to: 'p1', amounts: item }],
        sharing,
        ...(realised
          ? { optimism: { integration: 0.41 }, realisation: whatCame }
          : { optimism: { integration: 0.41, savings } }),
      }))
  })
