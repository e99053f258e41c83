// npm run bench: everything in bench/ that exports `benches`, each file in a process of its own, into docs/performance.md.
// `npm run bench -- start ui` runs only those files, and prints the tables without keeping them.

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { availableParallelism, cpus, loadavg, totalmem } from 'node:os'
import { basename, join } from 'node:path'
import { text } from 'node:stream/consumers'
import { pathToFileURL } from 'node:url'

/** What a file in bench/ exports a list of. `target` is what the value should stay under. */
type Bench = { name: string; unit: string; target?: number; run: () => number | Promise<number> }
type Measured = { name: string; unit: string; target: number | undefined; value: number | null }

const root = join(import.meta.dirname, '..')
const resultMark = '\u0000measured '

const titles: Readonly<Record<string, string>> = {
  start: 'Starting',
  pages: 'Pages and saves',
  ui: 'Drawing a page',
  register: 'The public register and the search',
  'engine-statistics': 'Engine: agreement and statistics',
  'engine-games': 'Engine: sharing costs',
  'engine-case': 'Engine: the business case',
  case: 'A run of the business case',
  finding: 'Finding a partner',
}

function benchFiles(wanted: readonly string[]): string[] {
  const all = globSync('bench/*.ts', { cwd: root })
    .filter((file) => /^export const benches\b/m.test(readFileSync(join(root, file), 'utf8')))
    .sort()
  const names = all.map((file) => basename(file, '.ts'))
  const unknown = wanted.filter((name) => !names.includes(name))
  if (unknown.length > 0)
    throw new Error(`There is no bench ${unknown.join(', ')}: choose from ${names.join(', ')}.`)
  return all.filter((file) => wanted.length === 0 || wanted.includes(basename(file, '.ts')))
}

/** In the child: runs one file's benches in their order and prints each result. */
async function measure(file: string): Promise<void> {
  const module: { benches: readonly Bench[] } = await import(pathToFileURL(join(root, file)).href)
  for (const { name, unit, target, run } of module.benches) {
    const value = await run()
    const measured: Measured = { name, unit, target, value: Number.isFinite(value) ? value : null }
    process.stdout.write(`${resultMark}${JSON.stringify(measured)}\n`)
  }
  // Servers and databases that the benches left open for one another end with this process.
  process.exit(0)
}

async function runFile(file: string): Promise<Measured[]> {
  const child = spawn(process.execPath, [join(root, 'scripts/bench.ts'), '--file', file], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [printed, [code]] = await Promise.all([text(child.stdout), once(child, 'exit')])
  if (code !== 0) throw new Error(`${file} broke off (exit code ${String(code)}).`)
  return printed
    .split('\n')
    .filter((line) => line.startsWith(resultMark))
    .map((line): Measured => JSON.parse(line.slice(resultMark.length)))
}

function table(file: string, rows: readonly Measured[]): string {
  const name = basename(file, '.ts')
  const lines = rows.map(
    ({ name, unit, target, value }) => `| ${name} | ${shown(value)} | ${unit} | ${judged(value, target)} |`,
  )
  const head = [
    `## ${titles[name] ?? name}`,
    '',
    '| What | Measured | Unit | Should be under |',
    '|---|---:|---|---|',
  ]
  return [...head, ...lines].join('\n')
}

/** Three figures: no run is repeatable to more. */
function shown(value: number | null): string {
  if (value === null) return '–'
  return value >= 100 ? Math.round(value).toLocaleString('en-GB') : String(Number(value.toPrecision(3)))
}

function judged(value: number | null, target: number | undefined): string {
  if (target === undefined) return ''
  return value !== null && value >= target ? `${target}: **missed**` : String(target)
}

function machine(): string {
  const model = cpus()[0]?.model.trim() ?? 'unknown processor'
  const memory = Math.round(totalmem() / 1e9)
  const load = (loadavg()[0] ?? 0).toFixed(1)
  return (
    `Measured on ${new Date().toISOString().slice(0, 10)} with Node ${process.versions.node} on ${availableParallelism()} ` +
    `cores (${model}) and ${memory} GB, where ${load} processes were waiting for those cores before the run began. Where ` +
    'a row is a yardstick, or a number of times, compare within this table: it was made in one run.'
  )
}

/** The section that says how it is measured: written by hand, and kept. */
function explained(page: string): string {
  const [section] = /^## What is measured, and how\n.*?(?=^## )/ms.exec(page) ?? ['']
  return section.trim()
}

async function main(wanted: readonly string[]): Promise<void> {
  const about = machine()
  const tables: string[] = []
  for (const file of benchFiles(wanted)) {
    const done = table(file, await runFile(file))
    tables.push(done)
    console.log(`${done}\n`)
  }
  if (wanted.length > 0) return
  const page = join(root, 'docs/performance.md')
  const head = '# Performance\n\nThis page is written by `npm run bench`, all but the next section.'
  writeFileSync(page, `${[head, about, explained(readFileSync(page, 'utf8')), ...tables].join('\n\n')}\n`)
  console.log('Written to docs/performance.md.')
}

const [flag, file, ...rest] = process.argv.slice(2)
if (flag === '--file' && file !== undefined && rest.length === 0) await measure(file)
else {
  await main(process.argv.slice(2)).catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  })
}
