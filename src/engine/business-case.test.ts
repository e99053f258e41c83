import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isNear, paper, whatCame, wide } from '#test/engine/make-cases.ts'
import { businessCase, runCase } from './business-case.ts'
import { caseFigures, caseReport } from './business-case-report.ts'
import { caseInputNames, type CaseInput } from './business-case-input.ts'
import { ledgers } from './business-case-ledger.ts'
import { caseProblems } from './business-case-problems.ts'
import { simulateChunk, simulateUntil, sobolError } from './simulate.ts'
import { tornado } from './sensitivity.ts'
import { usualTarget } from './stopping.ts'
import { pairedDifference } from './summary.ts'
import type { Uncertain } from './distribution.ts'

test('the paper case adds up as a hand would', () => {
  // Alone 700 and 300 a year; together 150 + 1.5 x 400 + 10 = 760, so 240 is saved once all has moved.
  // Year 0 pays 50 + 80; years 1 and 2 each pay a quarter of half of 1,000 twice: 125.
  const { npv, npvByPartner, benefits, costs, byYear, paybackYear, bcr } = caseFigures(
    businessCase(paper, { seed: 1 }),
  )
  assert.deepEqual(byYear, [-130, 0.5 * 240 - 125, 240 - 125])
  isNear(benefits, 120 / 1.1 + 240 / 1.21)
  isNear(costs, 130 + 125 / 1.1 + 125 / 1.21)
  isNear(npv, -130 - 5 / 1.1 + 115 / 1.21)
  isNear(bcr!, benefits / costs)
  assert.equal(paybackYear, null)
  // Ashby uses three quarters, so it pays 570 of 760 and saves 130; of the joint 80 it pays 60.
  isNear(npvByPartner[0]!, -110 + (65 - 87.5) / 1.1 + (130 - 87.5) / 1.21)
  isNear(npvByPartner[1]!, -20 + (55 - 37.5) / 1.1 + (110 - 37.5) / 1.21)
})

test('the two ledgers agree: recharges are nought together and real for each', () => {
  const model = businessCase(paper, { seed: 1 })
  const { partnership, partners } = ledgers(paper, model.inputs.likely)
  assert.deepEqual([...partnership.transfers], [0, 0, 0])
  assert.deepEqual([...partners[1]!.transfers], [-20, -95, -190])
  assert.deepEqual([...partners[0]!.transfers], [20, 95, 190])
  assert.deepEqual([...partners[0]!.joint], [0, -380, -760])
  isNear(partnership.worth, caseFigures(model).npv)
  isNear(partners[0]!.worth + partners[1]!.worth, partnership.worth)
})

function certain(value: Uncertain): number {
  return typeof value === 'number' || !('likely' in value) ? Number(value) : value.likely
}

test('estimates with three equal numbers give the plain case to the last bit, whatever the draws', () => {
  const point = (value: Uncertain): Uncertain => {
    const x = certain(value)
    return { low: x, likely: x, high: x }
  }
  const fixed: CaseInput = {
    ...wide,
    services: wide.services.map((service) => ({
      ...service,
      fixedShared: point(service.fixedShared),
      unitShared: point(service.unitShared),
      elasticity: point(service.elasticity),
      integration: point(service.integration!),
      priceDrift: point(service.priceDrift!),
      members: service.members.map((m) => ({ ...m, volume: point(m.volume), unitAlone: point(m.unitAlone) })),
    })),
    items: wide.items!.map((item) => ({ ...item, factor: point(item.factor ?? 1) })),
  }
  const report = runCase(fixed, { seed: 99, draws: 777 })
  const plain = caseFigures(businessCase(wide, { seed: 1 }))
  const { mean, p10, p50, p90, se } = report.npvTotal
  assert.deepEqual([mean, p10, p50, p90, se], [plain.npv, plain.npv, plain.npv, plain.npv, 0])
  assert.deepEqual(
    report.npv.map((summary) => summary.mean),
    plain.npvByPartner,
  )
  assert.equal(report.likely.npv, plain.npv)
})

test('the mean over draws is within 4 standard errors of what a straight-line case must come to', () => {
  const factor = { low: 0, likely: 2, high: 10 }
  const input: CaseInput = {
    ...paper,
    items: [{ name: 'gain', kind: 'benefit', amounts: [0, 1000, 1000], factor }],
  }
  const { npvTotal } = runCase(input, { seed: 5 })
  const expected = caseFigures(businessCase(paper, { seed: 1 })).npv + 3 * (1000 / 1.1 + 1000 / 1.21)
  assert.ok(Math.abs(npvTotal.mean - expected) < 4 * npvTotal.se)
  const even = runCase(input, { seed: 5, sobol: { sets: 8, each: 512 } })
  assert.ok(
    even.npvTotal.se < npvTotal.se / 5 && Math.abs(even.npvTotal.mean - expected) < 5 * even.npvTotal.se,
  )
})

test('two sharing rules meet the same luck, so their difference is known better than with luck of their own', () => {
  const column = (sharing: CaseInput['sharing'], seed: number) =>
    simulateChunk(businessCase({ ...wide, sharing }, { seed }), 0, 2000).columns[3]!
  const usage = column('usage', 2)
  const paired = pairedDifference(usage, column('stand-alone', 2)).se
  const own = pairedDifference(usage, column('stand-alone', 3)).se
  assert.ok(paired < own / 2, `${paired} against ${own}`)
})

test('the report says how sure it is: intervals, chances, payback, fan and convergence', () => {
  const report = runCase(wide, { seed: 2, draws: 3000 })
  assert.equal(report.meta.nRuns, 3000)
  const { p10, p50, p90, p10Range, mean, se } = report.npvTotal
  assert.ok(p10 < p50 && p50 < p90 && p10Range.lo < p10 && p10 < p10Range.hi)
  isNear(report.meta.halfWidth, 1.959964 * se, 1e-3 * se)
  isNear(
    report.npv.reduce((sum, partner) => sum + partner.mean, 0),
    mean,
    1e-6 * Math.abs(mean),
  )
  assert.deepEqual(
    report.npv.map(({ player }) => player),
    ['A', 'B', 'C'],
  )
  assert.ok(
    report.chanceOfLoss.lo <= report.chanceOfLoss.p && report.chanceOfLoss.p <= report.chanceOfLoss.hi,
  )
  assert.equal(report.fan.length, 7)
  assert.ok(report.fan.every((year) => year.p10 <= year.p50 && year.p50 <= year.p90))
  assert.equal(report.convergence.running.at(-1)!.mean, mean)
  assert.ok(report.convergence.halves!.apart < 4)
  assert.ok(report.paybackRange.p50! >= 1 && report.paybackRange.p50! <= 6)
})

test('with even points the inputs that move the case most come first', () => {
  const { inputs } = businessCase(wide, { seed: 2, sobol: { sets: 8, each: 64 } })
  const bars = tornado((x) => caseFigures(businessCase(wide, { seed: 2 }), x).npv, inputs)
  assert.deepEqual(
    inputs.chance.sobol?.first,
    bars.map(({ input }) => input),
  )
})

test('at a switching value the case is worth nothing, and the paper case switches where a hand says', () => {
  const { switching } = runCase(wide, { seed: 2, draws: 100 })
  const model = businessCase(wide, { seed: 2 })
  let found = 0
  for (const { input, value } of switching) {
    if (value === null) continue
    found++
    const changed = model.inputs.middle.slice()
    changed[model.inputs.names.indexOf(input)] = value
    isNear(caseFigures(model, changed).npv, 0, 1)
  }
  assert.ok(found > 5)
  const fixed = runCase(paper, { seed: 1, draws: 10 }).switching.find(
    ({ input }) => input === 'payroll.fixedShared',
  )!
  // -130 + (0.5 s - 125)/1.1 + (s - 125)/1.21 = 0 for a saving s; the fixed cost is then 390 - s.
  const saving = (130 + 125 / 1.1 + 125 / 1.21) / (0.5 / 1.1 + 1 / 1.21)
  isNear(fixed.value!, 1000 - 610 - saving, 1e-6)
  assert.equal(fixed.isLikely, false)
})

test('a run stops when it knows enough, at the same draw everywhere, and says why', () => {
  const model = businessCase(wide, { seed: 2 })
  const early = simulateUntil(model, { cap: 20_000, target: usualTarget, headlines: [0] })
  assert.equal(early.stoppedBy, 'target')
  assert.ok(early.to % 1000 === 0 && early.to < 20_000)
  const strict = { share: 0, amount: 1, chance: 0.01 }
  assert.equal(runCase(wide, { seed: 2, draws: 2500, target: strict }).meta.stoppedBy, 'cap')
  assert.equal(caseReport(model, { seed: 2 }, early, early.stoppedBy).meta.nRuns, early.to)
})

test('a run also goes on until the chance of a loss is known well enough', () => {
  const target = { share: 1, amount: Infinity, chance: 0.012 }
  const model = businessCase(wide, { seed: 2 })
  const byMean = simulateUntil(model, { cap: 20_000, target, headlines: [0] })
  assert.equal(byMean.to, 1000, 'any mean is near enough')
  const found = runCase(wide, { seed: 2, draws: 20_000, target })
  const chances = [found.chanceOfLoss, ...found.npv.map(({ probNegative }) => probNegative)]
  const width = ({ lo, hi }: { lo: number; hi: number }) => (hi - lo) / 2
  if (found.meta.stoppedBy === 'target') assert.ok(chances.every((chance) => width(chance) <= 0.012))
  const first = runCase(wide, { seed: 2, draws: 1000 })
  const unsure = [first.chanceOfLoss, ...first.npv.map(({ probNegative }) => probNegative)].some(
    (chance) => width(chance) > 0.012,
  )
  assert.equal(found.meta.nRuns > 1000, unsure)
  assert.ok(unsure, 'the case has a chance that 1,000 draws leave open')
})

test('a report repeats what it rests on: the caller’s hash, the rates and the prices', () => {
  const plain = runCase(paper, { seed: 1, draws: 200 }).meta
  assert.deepEqual([plain.inputHash, plain.priceBase], [null, null])
  const told = runCase(
    { ...paper, priceBase: '2026-27 prices' },
    { seed: 1, draws: 200, inputHash: 'sha256:abc' },
  )
  assert.deepEqual([told.meta.inputHash, told.meta.priceBase], ['sha256:abc', '2026-27 prices'])
  assert.deepEqual(
    plain.rates,
    typeof paper.discount === 'number' ? { bands: [{ fromYear: 1, rate: paper.discount }] } : paper.discount,
  )
  assert.throws(() => businessCase({ ...paper, priceBase: ' ' }, { seed: 1 }), /priceBase: is no text/)
})

test('a long run reports progress and stops when told to', () => {
  const seen: number[] = []
  runCase(paper, { seed: 1, draws: 5000 }, { onProgress: ({ done }) => seen.push(done) })
  assert.deepEqual(seen, [0, 1000, 2000, 3000, 4000])
  const signal = { aborted: false }
  const stop = () => runCase(paper, { seed: 1 }, { signal, onProgress: () => (signal.aborted = true) })
  assert.throws(stop, { name: 'Cancelled' })
})

test('correlations that cannot all hold are reported with the largest change', () => {
  const correlations: CaseInput['correlations'] = [
    { between: ['tax.unitShared', 'pay.unitShared'], spearman: 0.9 },
    { between: ['tax.unitShared', 'tax.fixedShared'], spearman: 0.9 },
    { between: ['pay.unitShared', 'tax.fixedShared'], spearman: -0.9 },
  ]
  const [warning] = runCase({ ...wide, correlations }, { seed: 1, draws: 100 }).meta.warnings
  assert.ok(warning !== undefined)
  assert.equal(warning?.code, 'correlation-repaired')
  assert.match(warning.text, /largest change is between/)
})

test('a run too short to rest a decision on says so', () => {
  const codes = (draws: number) => runCase(wide, { seed: 2, draws }).meta.warnings.map(({ code }) => code)
  assert.deepEqual(codes(200), ['not-settled'])
  assert.deepEqual(codes(20_000), [])
})

test('a case that cannot be computed is refused with the field and a way to mend it', () => {
  const fields = (input: unknown) => caseProblems(input).map(({ field }) => field)
  const service = paper.services[0]!
  const withService = (change: object) => ({ ...paper, services: [{ ...service, ...change }] })
  assert.deepEqual(fields(paper), [])
  assert.deepEqual(fields(wide), [])
  assert.deepEqual(fields({ ...paper, lastYear: 0 }), ['lastYear'])
  assert.deepEqual(fields({ ...paper, partners: [{ name: 'Ashby' }, { name: 'Ashby' }] }).slice(0, 1), [
    'partners[1].name',
  ])
  assert.deepEqual(fields(withService({ ramp: [0, 1] })), ['services[0].ramp'])
  assert.deepEqual(fields(withService({ fixedShared: Number.NaN })), ['services[0].fixedShared'])
  assert.deepEqual(fields(withService({ unitShared: undefined })), ['services[0].unitShared'])
  assert.deepEqual(fields(withService({ phase: [1, 1, 0] })), ['services[0].phase'])
  assert.deepEqual(fields(withService({ host: 'Cold' })), ['services[0].host'])
  assert.deepEqual(fields(withService({ members: [service.members[0]] })), ['services[0].members'])
  assert.deepEqual(
    fields(withService({ members: [service.members[0], { ...service.members[1], volume: -1 }] })),
    ['services[0].members[1].volume'],
  )
  assert.deepEqual(fields({ ...paper, items: [{ name: 'x', kind: 'cost', amounts: [1, Infinity, 0] }] }), [
    'items[0].amounts[1]',
  ])
  assert.deepEqual(fields({ ...paper, transfers: [{ from: 'Ashby', to: 'Zed', amounts: [1, 0, 0] }] }), [
    'transfers[0].to',
  ])
  assert.deepEqual(fields({ ...paper, sharing: 'key' }), ['partners[0].key'])
  assert.deepEqual(fields({ ...paper, correlations: [{ between: ['a', 'b'], spearman: 0 }] }), [
    'correlations[0].between',
  ])
  assert.deepEqual(fields({ ...paper, discount: 3.5 }), ['discount'])
  const item = { name: 'rent', kind: 'benefit', amounts: [1, 1, 1] }
  assert.deepEqual(fields({ ...paper, items: [item, item] }), ['items[1].name'])
  const clashing = { ...service, name: 'payroll.Ashby' }
  assert.deepEqual(fields({ ...paper, services: [service, clashing] }), ['services'])
  assert.deepEqual(fields({ ...paper, discont: 0.03 }), ['discont'])
  assert.deepEqual(fields(withService({ doubleRuning: 0.2 })), ['services[0].doubleRuning'])
  const many = Array.from({ length: 12 }, (_, i) => ({ ...service.members[0]!, partner: `c${i}` }))
  const twelve = {
    ...paper,
    sharing: 'shapley' as const,
    partners: many.map(({ partner }) => ({ name: partner })),
    services: [{ ...service, members: many }],
  }
  assert.throws(
    () => businessCase(twelve, { seed: 1, draws: 1_000_000 }),
    /run\.draws: is 1000000; Shapley sharing/,
  )
  assert.throws(() => businessCase(paper, { seed: -1 }), /run\.seed: is -1; give a number of at least 0/)
  assert.throws(() => businessCase(paper, { seed: 1, draws: 0 }), /run\.draws/)
  const both = { seed: 1, sobol: { sets: 8, each: 64 }, target: usualTarget }
  assert.throws(() => businessCase(paper, both), /run\.target: cannot stop/)
  assert.equal(caseInputNames(paper).includes('payroll.Ashby.volume'), true)
})

test('a council without a key pays nothing where the bill goes by key', () => {
  const input: CaseInput = {
    ...paper,
    sharing: 'key',
    partners: [{ name: 'Ashby' }, { name: 'Barnshire', key: 2 }],
  }
  const { partners } = ledgers(input, businessCase(input, { seed: 1 }).inputs.likely)
  assert.deepEqual([...partners[0]!.transfers], [80, 380, 760])
})

test('an elasticity of its own alone is used for what each pays alone', () => {
  const service = { ...paper.services[0]!, elasticityAlone: 0.5 }
  const input = { ...paper, services: [service] }
  const { partners } = ledgers(input, businessCase(input, { seed: 1 }).inputs.likely)
  isNear(partners[0]!.spared[0]!, 100 + 2 * Math.sqrt(300))
})

test('the error of even points is the scatter of whole sets', () => {
  const column = Float64Array.from([1, 3, 5, 7, 2, 2, 6, 6])
  assert.deepEqual(sobolError(column, 4), {
    mean: 4,
    se: Math.sqrt(((2 - 4) ** 2 + (6 - 4) ** 2 + (2 - 4) ** 2 + (6 - 4) ** 2) / 3 / 4),
  })
  assert.throws(() => sobolError(column, 3), /whole sets/)
})

test('what comes of a forecast lowers what is saved, and never what is spent', () => {
  const certain = caseFigures(businessCase(paper, { seed: 1 }))
  const halved = caseFigures(businessCase({ ...paper, realisation: whatCame }, { seed: 1 }))
  isNear(halved.benefits, certain.benefits / 2)
  isNear(halved.costs, certain.costs)
  const item = { name: 'rent', kind: 'benefit', amounts: [0, 0, 100], isForecast: true } as const
  const withItem = { ...paper, items: [item], realisation: whatCame }
  isNear(caseFigures(businessCase(withItem, { seed: 1 })).benefits, halved.benefits + 50 / 1.21)
  const both = caseProblems({ ...paper, realisation: 0.5, optimism: { savings: 0.1 } })
  assert.equal(both[0]?.field, 'realisation')
})

test('a forecast that nobody doubts is the plain case to the last bit', () => {
  const sure = runCase({ ...wide, optimism: { integration: 0.41 }, realisation: 1 }, { seed: 1, draws: 200 })
  const plain = runCase({ ...wide, optimism: { integration: 0.41 } }, { seed: 1, draws: 200 })
  assert.deepEqual(sure.npvTotal, plain.npvTotal)
})
