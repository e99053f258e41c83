// Changes one operator or constant of an important file at a time and asks whether its tests notice. A change that no
// test notices is a survivor: read it, and either write the test it shows to be missing or say why it does not matter
// (docs/methods/mutation.md).
//
//   node_modules/.bin/node scripts/mutate.ts [FILE…] [--each 25] [--minutes 10] [--seed 1]
//
// Every possible change is tried, in an order drawn by lot; with `--each` only so many of them, with `--minutes` only as
// many as a file's time allows. Nothing is written: the changed file exists only in
// the memory of the process that tests it, one process after another, each stopped at its first failing test.

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { pathToFileURL } from 'node:url'
import { randomOrder } from '#engine/random.ts'
import { changed, type Mutant } from './testing/mutant.ts'

/** The files that matter most, each with the tests that should notice, the likeliest and quickest first. */
const subjects: Readonly<Record<string, readonly string[]>> = {
  'shapley.ts': ['shapley', 'refusal'],
  'share-rules.ts': ['share-rules', 'refusal', 'allocation', 'laws', 'game'],
  'core.ts': ['core', 'refusal', 'game'],
  'nucleolus.ts': ['nucleolus'],
  'kohlberg.ts': ['kohlberg'],
  'voting-power.ts': ['voting-power', 'refusal'],
  'business-case-service.ts': ['business-case', 'business-case-laws'],
  'withdrawal-gain.ts': ['withdrawal-gain', 'withdrawal'],
  'cascade.ts': ['cascade', 'withdrawal', 'withdrawal-history'],
  'concordance.ts': ['concordance', 'agreement', 'refusal'],
  'clear-days.ts': ['clear-days', 'call-in'],
  'money.ts': ['money', 'refusal'],
}

/** What is put in the place of what. A constant becomes the next one. */
const swaps: readonly (readonly [RegExp, (found: string) => string])[] = [
  [/<=|>=|<(?![=<])|(?<![=>])>(?![=>])/g, (op) => ({ '<': '<=', '<=': '<', '>': '>=', '>=': '>' })[op]!],
  [/===|!==/g, (op) => (op === '===' ? '!==' : '===')],
  [/&&|\|\||\?\?/g, (op) => ({ '&&': '||', '||': '&&', '??': '&&' })[op]!],
  [/(?<=[\w)\]!] )[-+*/%](?= )/g, (op) => ({ '+': '-', '-': '+', '*': '/', '/': '*', '%': '*' })[op]!],
  [/(?<= )(?:\+=|-=)(?= )/g, (op) => (op === '+=' ? '-=' : '+=')],
  [/\b(?:true|false)\b/g, (word) => (word === 'true' ? 'false' : 'true')],
  [/\bMath\.(?:min|max)\b/g, (word) => (word === 'Math.min' ? 'Math.max' : 'Math.min')],
  [/(?<![\w.])\d+(?![\w.])/g, (digits) => String(Number(digits) + 1)],
]

const root = join(import.meta.dirname, '..')

/** Comments, imports and text in quotes are blanked, so that nothing in them is changed; places stay where they are. */
function codeOnly(code: string): string {
  const blank = (text: string) => text.replaceAll(/[^\n]/g, ' ')
  return code
    .replaceAll(/\/\*[\s\S]*?\*\/|\/\/[^\n]*|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`/g, blank)
    .replaceAll(/^(?:import|export \{)[\s\S]*?from\s.*$/gm, blank)
}

function parses(code: string): boolean {
  try {
    stripTypeScriptTypes(code)
    return true
  } catch {
    return false
  }
}

function mutantsOf(code: string): Mutant[] {
  const bare = codeOnly(code)
  return swaps
    .flatMap(([pattern, change]) =>
      [...bare.matchAll(pattern)].map(({ 0: found, index }) => ({
        at: index,
        length: found.length,
        put: change(found),
      })),
    )
    .filter((mutant) => parses(changed(code, mutant)))
}

/** How a run of tests ended: whether one failed, whether the time was up, and after how many milliseconds. */
type Ended = { readonly failed: boolean; readonly timedOut: boolean; readonly took: number }

/** A change that makes the tests run on for ever is noticed too; asked twice, in case the machine was busy. */
async function isNoticed(tests: readonly string[], limit: number, change: object): Promise<boolean> {
  const first = await runTests(tests, limit, change)
  return first.timedOut ? (await runTests(tests, limit, change)).failed : first.failed
}

async function runTests(tests: readonly string[], limit: number, mutant?: object): Promise<Ended> {
  const began = performance.now()
  const flags = ['--import', './scripts/testing/mutant.ts', '--test', '--test-isolation=none']
  const files = tests.map((test) => `src/engine/${test}.test.ts`)
  const env = { ...process.env, NODE_COMPILE_CACHE: join(tmpdir(), 'handfast-mutate-cache') }
  const child = spawn(process.execPath, [...flags, '--test-reporter=tap', ...files], {
    cwd: root,
    env: mutant === undefined ? env : { ...env, HANDFAST_MUTANT: JSON.stringify(mutant) },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  let timedOut = false
  const clock = setTimeout(() => {
    timedOut = true
    child.kill('SIGKILL')
  }, limit)
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    if (/^\s*not ok /m.test(text)) child.kill('SIGKILL')
  })
  const [code] = await once(child, 'close')
  clearTimeout(clock)
  return { failed: code !== 0, timedOut, took: performance.now() - began }
}

function described(source: string, { at, length, put }: Mutant): string {
  const before = source.slice(0, at).split('\n')
  const line = source.split('\n')[before.length - 1] ?? ''
  const column = before.at(-1)!.length
  return `line ${before.length}, column ${column + 1}: \`${line.trim()}\` with \`${source.slice(at, at + length)}\` as \`${put}\``
}

/** How much is tried of each file. */
type Extent = { readonly each: number; readonly minutes: number; readonly seed: number }

/** Tries the changes of one file, prints its row and its survivors, and returns how many were noticed of how many. */
async function mutate(file: string, { each, minutes, seed }: Extent): Promise<readonly [number, number]> {
  const path = join(root, 'src/engine', file)
  const source = readFileSync(path, 'utf8')
  const possible = mutantsOf(stripTypeScriptTypes(source))
  const chosen = randomOrder(seed, 0, possible.length).slice(0, each)
  const tests = subjects[file] ?? []
  const unchanged = await runTests(tests, 600_000)
  if (unchanged.failed) throw new Error(`The tests of ${file} fail before anything is changed.`)
  const limit = Math.ceil(4000 + 3 * unchanged.took)
  const survivors: Mutant[] = []
  const end = performance.now() + minutes * 60_000
  let tried = 0
  for (const place of chosen) {
    if (performance.now() > end) break
    const mutant = possible[place]!
    tried++
    if (!(await isNoticed(tests, limit, { url: pathToFileURL(path).href, mutant }))) survivors.push(mutant)
  }
  const noticed = tried - survivors.length
  console.log(`| ${file} | ${possible.length} | ${tried} | ${noticed} |`)
  for (const survivor of survivors.sort((a, b) => a.at - b.at))
    console.log(`    survived: ${described(source, survivor)}`)
  return [noticed, tried]
}

async function main(files: readonly string[], extent: Extent): Promise<void> {
  console.log('| file | possible | tried | noticed |\n|---|---|---|---|')
  let [noticed, tried] = [0, 0]
  for (const file of files) {
    const [some, of] = await mutate(file, extent)
    noticed += some
    tried += of
  }
  console.log(`\n${noticed} of ${tried} changes were noticed (${((100 * noticed) / tried).toFixed(1)}%).`)
}

const { values, positionals } = parseArgs({
  options: {
    each: { type: 'string', default: '100000' },
    minutes: { type: 'string', default: '100000' },
    seed: { type: 'string', default: '1' },
  },
  allowPositionals: true,
})
const unknown = positionals.find((file) => !(file in subjects))
if (unknown === undefined) {
  const files = positionals.length > 0 ? positionals : Object.keys(subjects)
  const { each, minutes, seed } = values
  await main(files, { each: Number(each), minutes: Number(minutes), seed: Number(seed) })
} else {
  console.error(`${unknown} is not one of ${Object.keys(subjects).join(', ')}`)
  process.exitCode = 2
}
