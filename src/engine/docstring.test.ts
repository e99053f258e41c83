import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import * as engine from 'handfast/engine'

/* Whoever meets a function of the public face reads its comment first: what it is, what it costs, where it is from. */

const folder = import.meta.dirname

/** Every function and constant that index.ts passes on, with the comment above it in its own file. */
function comments(): Map<string, string> {
  const face = readFileSync(join(folder, 'index.ts'), 'utf8')
  const found = new Map<string, string>()
  for (const [, list = '', file = ''] of face.matchAll(/^export \{([^}]*)\} from '\.\/([^']+)'/gm)) {
    const lines = readFileSync(join(folder, file), 'utf8').split('\n')
    for (const name of list.split(',').map((each) => each.trim())) {
      if (name === '' || name.startsWith('type ')) continue
      const at = lines.findIndex((line) =>
        new RegExp(`^export (?:function|const|class) ${name}\\b`).test(line),
      )
      assert.ok(at >= 0, `${file} has no ${name}`)
      found.set(name, commentAbove(lines, at))
    }
  }
  return found
}

function commentAbove(lines: readonly string[], at: number): string {
  if (lines[at - 1]?.trimEnd().endsWith('*/') !== true) return ''
  let start = at - 1
  while (lines[start]?.includes('/**') === false) start--
  return lines
    .slice(start, at)
    .map((line) => line.replace(/^\s*(?:\/\*\*|\*\/|\*)|\*\/$/g, '').trim())
    .join(' ')
    .trim()
}

const all = comments()
const functions = [...all].filter(([name]) => {
  const offered: Readonly<Record<string, unknown>> = engine
  return typeof offered[name] === 'function' && !/^[A-Z]/.test(name)
})

test('everything the engine offers is explained in a sentence at least', () => {
  assert.ok(all.size > 150)
  assert.deepEqual(
    [...all].filter(([, text]) => text.length < 20 || !text.includes('.')).map(([name]) => name),
    [],
  )
})

test('every function says what it costs, in n or in what it calls', () => {
  const cost = /O\([^)]+\)|\bconstant time\b|\bCosts?:? /
  assert.deepEqual(
    functions.filter(([, text]) => !cost.test(text)).map(([name]) => name),
    [],
  )
})

/** Methods that somebody published, and what must stand in their comments. */
const published = {
  shapley: 'Shapley',
  sampleShapley: 'Castro',
  weightedShapley: 'Kalai',
  owenShares: 'Owen',
  weightedUnionShares: 'Levy',
  myersonShares: 'Myerson',
  dividends: 'Harsanyi',
  banzhafValue: 'Banzhaf',
  separableCostShares: 'Straffin',
  gatelyShares: 'Gately',
  tauShares: 'Tijs',
  nucleolus: 'Schmeidler',
  prenucleolus: 'Schmeidler',
  checkKohlberg: 'Kohlberg',
  equalProfitShares: 'Frisk',
  nearestInCore: 'Goldfarb',
  aggregateMonotonicity: 'Megiddo',
  stabilityOf: 'Gillies',
  leastCore: 'Shapley',
  propensityToDisrupt: 'Gately',
  solveExactly: 'Dantzig',
  votingPower: 'Banzhaf',
  bestPartition: 'Yeh',
  likenessTable: 'Rousseeuw',
  philox: 'Salmon',
  pearsonFromSpearman: 'Pearson',
  nearestCorrelation: 'Higham',
  sobolPoints: 'Owen',
  quantile: 'Hyndman',
  chanceInterval: 'Wilson',
  morris: 'Morris',
  sobolIndices: 'Saltelli',
  shapleyEffects: 'Song',
  partialInformation: 'Strong',
  optimalStart: 'Longstaff',
  coalitionProofFees: 'Bachrach',
  krippendorffAlpha: 'Krippendorff',
  withinGroupAgreement: 'James',
  groupIntraclass: 'Bliese',
  raterIntraclass: 'Shrout',
  socialRelations: 'Kenny',
  controlChart: 'Wheeler',
  easterSunday: 'Butcher',
  noticePeriod: 'Dodds',
  clearDaysBetween: 'Local Government Act',
  callIn: 'Local Government Act',
} as const

test('a published method names who published it', () => {
  assert.deepEqual(
    Object.entries(published)
      .filter(([name, who]) => all.get(name)?.includes('Source') !== true || !all.get(name)!.includes(who))
      .map(([name, who]) => `${name}: ${who}`),
    [],
  )
})

test('what throws on bad input, or answers with nothing, says so', () => {
  for (const name of [
    'costGame',
    'gameFromTable',
    'votingPower',
    'sampleShapley',
    'splitPence',
    'runCase',
    'cascade',
  ])
    assert.match(all.get(name) ?? '', /throws|Throws/, name)
})
