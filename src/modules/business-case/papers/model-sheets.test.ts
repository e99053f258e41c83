import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { businessCase } from '#engine/business-case.ts'
import { caseFigures } from '#engine/business-case-report.ts'
import type { CaseInput, CaseSharing } from '#engine/business-case-input.ts'
import { toFormulaOds } from '#platform/formula-ods.ts'
import { toFormulaXlsx } from '#platform/formula-xlsx.ts'
import { modelSheets } from './model-sheets.ts'

/** The model that leaves the house is worked out by LibreOffice, which knows nothing of our engine, and must agree. */
const run = promisify(execFile)
const hasLibreOffice = await run('soffice', ['--version']).then(
  () => true,
  () => false,
)
const skip = hasLibreOffice ? false : 'SKIPPED, NOTHING CHECKED: soffice (LibreOffice) is not installed here'

const bands = [
  { fromYear: 1, toYear: 3, rate: 0.035 },
  { fromYear: 4, rate: 0.03 },
]

/** A case with everything a case can have, and what a fixture changes of it. */
function fixture(
  sharing: CaseSharing,
  change: (input: CaseInput) => CaseInput = (input) => input,
): CaseInput {
  const years = 6
  return change({
    lastYear: years - 1,
    discount: { bands },
    partners: [
      { name: 'Ashby', key: 3 },
      { name: 'Barnshire', key: 5.5 },
      { name: 'Coldwell', key: 0 },
    ],
    services: ['Desk', 'Payroll'].map((name, at) => ({
      name,
      host: 'Barnshire',
      members: ['Ashby', 'Barnshire', 'Coldwell'].slice(at).map((partner, i) => ({
        partner,
        volume: 1234.5 * (i + 1),
        profile: Array.from({ length: years }, (_, year) => 1.013 ** year),
        fixedAlone: 98_765.43 / (i + 1),
        unitAlone: 61.07,
        integration: { low: 5_000, likely: 9_999.99, high: 30_000 },
      })),
      fixedShared: { low: 60_000, likely: 71_234.56, high: 110_000 },
      unitShared: 47.5,
      elasticity: 0.97,
      elasticityAlone: 1,
      coordination: 5_111,
      integration: 33_333.33,
      doubleRunning: 0.15,
      ramp: [0, 0.4, 1, 1, 1, 1],
      phase: [0.7, 0.3, 0, 0, 0, 0],
      priceDrift: 0.01,
    })),
    items: [
      {
        name: 'training',
        kind: 'cost',
        amounts: [1, 1, 0, 0, 0, 0],
        factor: { low: 8_000, likely: 12_345.67, high: 20_000 },
      },
      {
        name: 'rent',
        partner: 'Coldwell',
        kind: 'benefit',
        amounts: [0, 0, 1, 1, 1, 1],
        factor: 4_321,
        isForecast: true,
      },
    ],
    transfers: [{ name: 'joining fee', from: 'Coldwell', to: 'Ashby', amounts: [9_000, 0, 0, 0, 0, 0] }],
    sharing,
    optimism: { integration: 0.41 },
    realisation: { kind: 'percentiles', p10: 0.2, p50: 0.5, p90: 1.1 },
  })
}

const without =
  (...names: (keyof CaseInput)[]) =>
  (input: CaseInput): CaseInput =>
    Object.fromEntries(
      Object.entries(input).filter(([name]) => !names.some((each) => each === name)),
    ) as CaseInput

const fixtures: Readonly<Record<string, CaseInput>> = {
  usage: fixture('usage'),
  equal: fixture('equal'),
  'stand-alone': fixture('stand-alone'),
  key: fixture('key'),
  'equal-savings': fixture('equal-savings'),
  shapley: fixture('shapley'),
  'all-savings-come': fixture('usage', without('realisation')),
  'haircut-on-savings': fixture('equal', (input) => ({
    ...without('realisation')(input),
    optimism: { integration: 0.2, savings: 0.25 },
  })),
  'nothing-beside': fixture('usage', without('items', 'transfers', 'optimism')),
  'flat-rate-long': fixture('key', (input) => ({
    ...without('items', 'transfers')(input),
    discount: 0.0475,
    lastYear: 10,
    services: input.services.map((service) => ({
      ...service,
      members: service.members.map((member) => ({ ...member, profile: Array.from({ length: 11 }, () => 1) })),
      ramp: Array.from({ length: 11 }, (_, year) => Math.min(1, year / 3)),
      phase: [0.5, 0.3, 0.2, ...Array.from({ length: 8 }, () => 0)],
    })),
  })),
  'moves-back': fixture('stand-alone', (input) => ({
    ...input,
    services: input.services.map((service) => ({ ...service, ramp: [0.2, 0.9, 0.5, 1, 0, 1] })),
  })),
  'two-years': fixture('usage', (input) => ({
    ...without('items', 'transfers')(input),
    lastYear: 1,
    services: input.services.map((service) => ({
      ...service,
      members: service.members.map((member) => ({ ...member, profile: [1, 1.5] })),
      ramp: [0.5, 1],
      phase: [1, 0],
    })),
  })),
  'two-councils': fixture('equal', (input) => ({
    ...without('items', 'transfers')(input),
    partners: input.partners.slice(0, 2),
    services: input.services.slice(0, 1).map((service) => ({
      ...service,
      members: service.members.slice(0, 2),
    })),
  })),
  'free-money': fixture('stand-alone', (input) => ({ ...input, discount: 0 })),
  'dear-money': fixture('usage', (input) => ({ ...input, discount: 0.12 })),
  'grows-and-shrinks': fixture('usage', (input) => ({
    ...input,
    services: input.services.map((service) => ({
      ...service,
      members: service.members.map((member, i) => ({
        ...member,
        profile: [1, 1.1, 1.3, 0.9, 0.4, 0.1].map((share) => share / (i + 1)),
      })),
    })),
  })),
  'coordination-that-climbs': fixture('key', (input) => ({
    ...input,
    services: input.services.map((service) => ({
      ...service,
      coordination: 9_876.54,
      coordinationPower: 1.7,
    })),
  })),
  'many-lines': fixture('equal-savings', (input) => ({
    ...input,
    items: Array.from({ length: 9 }, (_, i) => ({
      name: `line ${i}`,
      kind: i % 2 === 0 ? ('cost' as const) : ('benefit' as const),
      ...(i % 3 === 0 ? {} : { partner: ['Ashby', 'Barnshire', 'Coldwell'][i % 3] ?? 'Ashby' }),
      amounts: Array.from({ length: 6 }, (_each, year) => 100.01 * (i + 1) * (year % 2)),
      factor: 1 + i / 7,
    })),
  })),
  'money-round-in-a-ring': fixture('stand-alone', (input) => ({
    ...input,
    transfers: [
      { name: 'first', from: 'Ashby', to: 'Barnshire', amounts: [0.01, 0, 0, 0, 0, 1_234_567.89] },
      { name: 'second', from: 'Barnshire', to: 'Coldwell', amounts: [0, 33.33, 33.33, 33.34, 0, 0] },
      { name: 'third', from: 'Coldwell', to: 'Ashby', amounts: [5, 4, 3, 2, 1, 0] },
    ],
  })),
  'dearer-together': fixture('usage', (input) => ({
    ...input,
    services: input.services.map((service) => ({ ...service, fixedShared: 900_000, priceDrift: -0.02 })),
  })),
}

const kinds = ['xlsx', 'ods'] as const

describe('the model with live formulas', () => {
  test('there are twenty cases to be held against an independent spreadsheet', () => {
    assert.equal(Object.keys(fixtures).length, 20)
  })

  let folder = ''
  before(async () => {
    if (!hasLibreOffice) return
    folder = await mkdtemp(join(tmpdir(), 'handfast-model-'))
    const files: string[] = []
    for (const [name, input] of Object.entries(fixtures))
      for (const kind of kinds) {
        const sheets = modelSheets(input, { title: name, lines: [], sources: [], draws: [] })
        const path = join(folder, `${name}-${kind}.${kind}`)
        await writeFile(path, await (kind === 'xlsx' ? toFormulaXlsx(sheets) : toFormulaOds(sheets)))
        files.push(path)
      }
    const profile = `-env:UserInstallation=${pathToFileURL(join(folder, 'profile')).href}`
    const csv = 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1'
    await run('soffice', [profile, '--headless', '--convert-to', csv, '--outdir', folder, ...files], {
      timeout: 240_000,
    })
  })
  after(async () => {
    if (folder !== '') await rm(folder, { recursive: true, force: true })
  })

  for (const [name, input] of Object.entries(fixtures))
    for (const kind of kinds)
      test(
        `worked out by LibreOffice, “${name}” in ${kind} comes to what the engine says, to the penny`,
        { skip },
        async () => {
          const text = await readFile(join(folder, `${name}-${kind}-Worth.csv`), 'utf8')
          const row = text.split('\n').find((line) => line.startsWith('Today')) ?? ''
          const cells = row
            .split(',')
            .slice(1)
            .map((cell) => Number(cell.replaceAll('"', '')))
          const { npv, npvByPartner } = caseFigures(businessCase(input, { seed: 1 }))
          assert.ok(Math.abs(npv) > 1, 'a fixture that is worth nothing proves nothing')
          const wanted = [...npvByPartner, npv]
          for (const [at, value] of wanted.entries())
            assert.ok(
              Math.abs((cells[at] ?? Number.NaN) - value) < 0.006,
              `${input.partners[at]?.name ?? 'all'}: ${cells[at]} and not ${value}`,
            )
        },
      )
})
