import { demand } from '#engine/bad-input.ts'
import { caseProblems } from '#engine/business-case-problems.ts'
import { caseFindings, type CaseFindings } from '#engine/business-case-findings.ts'
import { usualDraws, type CaseReport } from '#engine/business-case-report.ts'
import type { CaseInput } from '#engine/business-case-input.ts'
import { refuse } from '#engine/problem.ts'
import { usualTarget } from '#engine/stopping.ts'
import { commandOf, type Calculation } from '#root/cli/calculation.ts'
import { FIELD_ROWS_HELP, recordOf } from '#root/cli/field-rows.ts'
import { maybe, recordAt, wholeAt } from '#root/cli/field.ts'
import { hashOf, toPlain } from '#platform/plain-data.ts'
import type { Cell, Table } from '#root/cli/table.ts'

const FIELDS = [
  'name',
  'lastYear',
  'discount',
  'priceBase',
  'partners',
  'services',
  'items',
  'transfers',
  'sharing',
  'optimism',
  'realisation',
  'correlations',
] as const

const calculation: Calculation<CaseFindings> = {
  name: 'case',
  summary: 'a business case with its uncertainty, for the partnership and for each council',
  help: `
handfast case FILE [--draws ${usualDraws}] [--settle] [--seed 1]

  name: Shared revenues
  lastYear: 5                     # years 0 to 5 are appraised
  discount: 0.035
  priceBase: 2026-27 prices       # in words; repeated in the report
  partners: [{ name: Ashby }, { name: Barnshire }]
  services:
    - name: revenues
      members:
        - { partner: Ashby, volume: 60000, fixedAlone: 300000, unitAlone: 9, integration: 80000 }
        - { partner: Barnshire, volume: 50000, fixedAlone: 280000, unitAlone: 9.5, integration: 70000 }
      fixedShared: { low: 350000, likely: 400000, high: 520000 }
      unitShared: 8
      elasticity: 1
      coordination: 40000
      ramp: [0, 0.5, 1, 1, 1, 1]  # the share of the work moved by the end of each year
  items:
    - { name: office rent given up, kind: benefit, counts: cashable, amounts: [0, 0, 30000, 30000, 30000, 30000] }
  sharing: usage                  # equal, stand-alone, key, equal-savings, shapley

${FIELD_ROWS_HELP}
A number may be a range { low, likely, high }. The same seed gives the same draws on any machine.
--settle stops earlier, as soon as the means and chances of loss are known well enough; --draws is then the most.
Tables: worth, years, tornado, switching.`,
  needsInput: true,
  options: { draws: { type: 'string' }, settle: { type: 'boolean' } },
  prepare: (read) => {
    demand(read !== null, 'the input', 'is missing')
    return recordAt(recordOf(read), 'the input', FIELDS)
  },
  compute: (input, options, seed) => {
    const draws =
      maybe(options['draws'], '--draws', (value, field) => wholeAt(value, field, 1, 10_000_000)) ?? usualDraws
    refuse(caseProblems(input))
    // `caseProblems` has just checked every field that the type names.
    const target = options['settle'] === true ? { target: usualTarget } : {}
    const run = { seed, draws, ...target, inputHash: hashOf(toPlain(input)) }
    return caseFindings(input as CaseInput, run)
  },
  show: (report) => ({
    tables: [worthTable(report), yearsTable(report), tornadoTable(report), switchingTable(report)],
    explain: words(report),
  }),
}

/** `handfast case`. */
export const businessCase = commandOf(calculation)

function worthTable({ npvTotal, npv, chanceOfLoss, meta, likely }: CaseReport): Table {
  const row = (
    name: string,
    likelyValue: number | null,
    of: typeof npvTotal | (typeof npv)[number],
    loss: number,
  ): Cell[] => {
    return [name, likelyValue, of.mean, of.p10, of.p50, of.p90, loss]
  }
  return {
    id: 'worth',
    title: 'What it is worth today, in pounds',
    columns: [
      { name: 'for' },
      ...['most likely inputs', 'mean', '1 in 10 below', 'middle', '1 in 10 above'].map((name) => ({
        name,
        decimals: 0,
      })),
      { name: 'chance of loss', decimals: 3 },
    ],
    rows: [
      row('all together', likely.npv, npvTotal, chanceOfLoss.p),
      ...npv.map((one, i) => row(one.player, likely.npvByPartner[i] ?? null, one, one.probNegative.p)),
    ],
    notes: [
      `${meta.nRuns} draws from seed ${meta.seed}; the mean is within ${Math.round(meta.halfWidth)} at 95%.` +
        (meta.stoppedBy === 'target' ? ' It stopped there because that was near enough.' : ''),
      ratesInWords(meta),
      ...meta.warnings.map(({ text }) => text),
    ],
  }
}

function ratesInWords({ rates, priceBase }: CaseReport['meta']): string {
  const bands = rates.bands.map(({ rate, fromYear, toYear }, _, { length }) => {
    const percent = `${Number((100 * rate).toFixed(4))}%`
    if (length === 1) return percent
    return `${percent} in years ${fromYear} ${toYear === undefined ? 'on' : `to ${toYear}`}`
  })
  return `Discounted at ${bands.join(', ')}. Prices: ${priceBase ?? 'not said'}.`
}

function yearsTable({ fan, likely }: CaseReport): Table {
  return {
    id: 'years',
    title: 'Running total by year, in pounds',
    columns: ['year', 'most likely this year', '1 in 10 below', 'middle', '1 in 10 above'].map((name, i) => ({
      name,
      ...(i === 0 ? {} : { decimals: 0 }),
    })),
    rows: fan.map(({ year, p10, p50, p90 }) => [year, likely.byYear[year] ?? null, p10, p50, p90]),
  }
}

function tornadoTable({ tornado: bars }: CaseFindings): Table {
  return {
    id: 'tornado',
    title: 'What moves the worth most, one input at a time, in pounds',
    columns: [
      ...['input', 'low', 'high'].map((name) => ({ name })),
      ...['worth at low', 'worth at high', 'apart'].map((name) => ({ name, decimals: 0 })),
    ],
    rows: bars.map(({ input, low, high, resultAtLow, resultAtHigh, swing }) => [
      input,
      low,
      high,
      resultAtLow,
      resultAtHigh,
      swing,
    ]),
    notes: [
      'Each from its 1 in 10 low to its 1 in 10 high, the others in the middle; correlations are left out.',
    ],
  }
}

function switchingTable({ switching }: CaseReport): Table {
  const found = switching.filter(({ value }) => value !== null)
  return {
    id: 'switching',
    title: 'One input alone at which it would be worth nothing',
    columns: ['input', 'expected', 'would have to be', 'thought possible'].map((name) => ({ name })),
    rows: found.map(({ input, middle, value, isLikely }) => [input, middle, value, isLikely ? 'yes' : 'no']),
    notes: [`No value of the other ${switching.length - found.length} inputs would do it alone.`],
  }
}

function words({ npvTotal, npv, chanceOfLoss, chanceOfPayback, paybackRange, likely }: CaseReport): string[] {
  const pounds = (value: number) =>
    `${value < 0 ? '−' : ''}£${Math.abs(Math.round(value)).toLocaleString('en-GB')}`
  const hundredths = (chance: number) => {
    if (chance > 0.995) return 'more than 99 in 100'
    return chance < 0.005 ? 'fewer than 1 in 100' : `${Math.round(100 * chance)} in 100`
  }
  return [
    `In ${hundredths(1 - chanceOfLoss.p)} outcomes it is worth more than it costs. The middle outcome is ` +
      `${pounds(npvTotal.p50)}; in the worst 1 in 10 it is ${pounds(npvTotal.p10)} or less.`,
    ...npv.map(({ player, p50, probNegative }) => {
      return `${player}: middle outcome ${pounds(p50)}; it loses in ${hundredths(probNegative.p)}.`
    }),
    paybackRange.p50 === null
      ? `It pays back within the years appraised in ${hundredths(chanceOfPayback.p)}.`
      : `It pays back by year ${paybackRange.p50} in half of all outcomes, and within the years appraised in ${hundredths(chanceOfPayback.p)}.`,
    ...(likely.bcr === null
      ? []
      : [`With the most likely inputs each pound of cost brings ${likely.bcr.toFixed(2)} of benefit.`]),
    'Every draw takes one value of each uncertain input; the same draws are used for every council.',
  ]
}
