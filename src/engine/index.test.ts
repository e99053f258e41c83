import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative, resolve } from 'node:path'
import { test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { runInNewContext } from 'node:vm'
import { Worker } from 'node:worker_threads'
import * as engine from 'handfast/engine'
import { browserModules } from '#ui/browser-module.ts'

/* The public face of the engine: what an analyst finds there, that it stands alone, and that a browser can run it. */

const folder = import.meta.dirname
const face = join(folder, 'index.ts')

const headlines = [
  [
    'share a bill',
    ['allocate', 'allocateAll', 'shapley', 'nucleolus', 'prenucleolus', 'checkKohlberg', 'tauShares'],
  ],
  [
    'see who would leave',
    ['stabilityOf', 'leastCore', 'groupsBetterAlone', 'propensityToDisrupt', 'smallestFix'],
  ],
  ['describe a game', ['costGame', 'savingsGame', 'gameFromTable', 'gameProperties', 'subadditiveClosure']],
  [
    'run a case',
    ['runCase', 'businessCase', 'tornado', 'morris', 'sobolIndices', 'shapleyEffects', 'perfectInformation'],
  ],
  [
    'price a way out',
    ['withdrawal', 'cascade', 'contagion', 'feesOf', 'coalitionProofFees', 'designFees', 'exitReport'],
  ],
  ['count votes', ['votingPower', 'doubleMajorityPower', 'powerAgainstCost']],
  ['draw a map', ['bestPartition', 'searchPartition', 'bestGroupsFor', 'likenessOf', 'bestGroups']],
  [
    'read answers',
    ['statementGap', 'krippendorffAlpha', 'readAgreement', 'withinGroupAgreementOver', 'socialRelations'],
  ],
  ['follow a service', ['controlChart', 'benefitReport']],
  ['count days', ['clearDaysBetween', 'publishBy', 'noticePeriod', 'callIn', 'londonTime']],
  ['round and solve', ['splitPence', 'roundToPence', 'chargeInPence', 'solveExactly', 'BadInput']],
] as const

for (const [purpose, names] of headlines) {
  test(`an analyst who imports the engine can ${purpose}`, () => {
    const offered: Readonly<Record<string, unknown>> = engine
    assert.deepEqual(
      names.filter((name) => typeof offered[name] !== 'function'),
      [],
    )
  })
}

test('everything the engine offers comes from its own folder: no package and nothing of Node', () => {
  const seen = new Set<string>()
  const open = [face]
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    if (seen.has(file)) continue
    seen.add(file)
    for (const specifier of specifiersOf(readFileSync(file, 'utf8'))) {
      const to = specifier.startsWith('#engine/')
        ? join(folder, specifier.slice('#engine/'.length))
        : resolve(dirname(file), specifier)
      const inside = /^(?:\.\/|#engine\/)/.test(specifier) && dirname(to) === folder
      assert.ok(inside, `${relative(folder, file)} imports ${specifier}`)
      open.push(to)
    }
  }
  assert.ok(seen.size > 80, `${seen.size} files were looked at`)
  const unreached = readdirSync(folder).filter(
    (name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && !seen.has(join(folder, name)),
  )
  const ofTheSite = [
    'leaving-answer.ts',
    'leaving-question.ts',
    'mixed-share.ts',
    'quick-check-file.ts',
    'quick-check.ts',
  ]
  assert.deepEqual(unreached, ofTheSite, 'files that only the website uses')
})

/** What a file imports or passes on, types too; also when it asks at run time. */
function specifiersOf(text: string): string[] {
  const named = [...text.matchAll(/^(?:import|export)\b[^'"`;]*?\bfrom\s*'([^']+)'/gm)]
  const bare = [...text.matchAll(/^import\s*'([^']+)'|\b(?:import|require)\s*\(\s*['"]([^'"]+)['"]/gm)]
  return [...named, ...bare].map(([, a, b]) => a ?? b ?? '')
}

test('the engine runs where there is nothing but the language: no process, no Buffer, no timers, no console', async (t) => {
  const place = mkdtempSync(join(tmpdir(), 'handfast-engine-'))
  t.after(() => rmSync(place, { recursive: true }))
  const [made] = browserModules([face], {
    root: dirname(folder),
    packages: {},
    publish: (name, code) => {
      const file = name.replace(/\.js$/, '.mjs')
      writeFileSync(join(place, file), code)
      return `./${file}`
    },
  })
  assert.ok(made && made.needs.length > 80)
  const plain: unknown = runInNewContext('Object.getOwnPropertyNames(globalThis)')
  const answer = await inWorker(
    `const { parentPort } = require('node:worker_threads')
    const plain = new Set(${JSON.stringify(plain)})
    for (const name of Object.getOwnPropertyNames(globalThis)) if (!plain.has(name)) delete globalThis[name]
    const left = Object.getOwnPropertyNames(globalThis).filter((name) => !plain.has(name))
    import(${JSON.stringify(pathToFileURL(join(place, made.address)).href)}).then((engine) => {
      const game = engine.costGame(['Ashby', 'Barnshire', 'Coldwell'], [0, 60, 50, 80, 40, 76, 66, 96])
      const nucleolus = engine.nucleolus(game, engine.solveExactly)
      parentPort.postMessage({
        left,
        shapley: [...engine.shapley(game.values, 3)],
        nucleolus: [...nucleolus.shares],
        proved: nucleolus.check.holds,
        seat: engine.votingPower({ weights: [4, 2, 1], quota: 5 }).shapleyShubik,
        draw: engine.uniform(1, 0, 0, 0, 0),
      })
    })`,
  )
  const game = engine.costGame(['Ashby', 'Barnshire', 'Coldwell'], [0, 60, 50, 80, 40, 76, 66, 96])
  const here = engine.nucleolus(game, engine.solveExactly)
  assert.ok(here.defined)
  assert.deepEqual(answer, {
    left: [],
    shapley: [41, 31, 24],
    nucleolus: [...here.shares],
    proved: true,
    seat: engine.votingPower({ weights: [4, 2, 1], quota: 5 }).shapleyShubik,
    draw: engine.uniform(1, 0, 0, 0, 0),
  })
})

async function inWorker(code: string): Promise<unknown> {
  const worker = new Worker(code, { eval: true })
  try {
    return await new Promise((resolve_, reject) => {
      worker.once('message', resolve_)
      worker.once('error', reject)
    })
  } finally {
    await worker.terminate()
  }
}

test('the table of methods is true: every function is offered, every page and example is there, every example runs', () => {
  const root = join(folder, '../..')
  const rows = readFileSync(join(folder, 'README.md'), 'utf8')
    .split('\n')
    .filter((line) => line.includes('.yaml |'))
    .map((line) => line.split(' | '))
  assert.ok(rows.length >= 20)
  const pages = readdirSync(join(root, 'docs/methods'))
  const examples = readdirSync(join(root, 'content/worked-examples'))
  for (const [method = '', functions = '', source, limits, page = '', example = ''] of rows) {
    const named = [...functions.matchAll(/`(\w+)`/g)].map(([, name]) => name ?? '')
    assert.deepEqual(
      named.filter((name) => !(name in engine)),
      [],
      method,
    )
    assert.ok(named.length > 0 && source !== undefined && limits !== undefined, method)
    assert.ok(pages.includes(page), `${method}: ${page}`)
    assert.ok(examples.includes(example.replace(' |', '')), `${method}: ${example}`)
  }
  const told = new Set(rows.map((row) => row[4]))
  const about = ['speed.md', 'mutation.md', 'second-methods.md', 'versions.md']
  assert.deepEqual(
    pages.filter((page) => page.endsWith('.md') && !told.has(page) && !about.includes(page)),
    [],
  )
})
