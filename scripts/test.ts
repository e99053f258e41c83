// npm test: static checks, then the tests, in stages. `npm test -- PATH…` runs only the files at or under those paths.
//
//   --static    only the static checks (npm run check)
//   --postgres  the database, browser and fault tests on a private PostgreSQL server, instead of the embedded database
//
// HANDFAST_STRICT=1 is how continuous integration runs it: both databases, and what is needed may not be missing.

import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { startPostgres, type PostgresServer } from '../test/support/postgres-server.ts'
import { findChromium } from './testing/browser.ts'
import { endAll } from './testing/child.ts'
import { findTests } from './testing/find-tests.ts'
import { skippedStage, staticStage, sum, testStage, type Outcome } from './testing/stage.ts'

const { values, positionals } = parseArgs({
  options: { static: { type: 'boolean' }, postgres: { type: 'boolean' } },
  allowPositionals: true,
})
const strict = process.env['HANDFAST_STRICT'] === '1'
const chromium = findChromium(process.env)
const tests = findTests(positionals)
const outcomes: Outcome[] = []
let server: PostgresServer | undefined

/** A test that is skipped for want of one of these shows nothing, so in continuous integration it fails. */
const mayNotBeMissing = /browser|chromium|libreoffice|postgres/i

function report(outcome: Outcome): void {
  const wrongly = strict ? outcome.skips.filter((skip) => mayNotBeMissing.test(skip)) : []
  const counted = {
    ...outcome,
    failed: outcome.failed + wrongly.length,
    skipped: outcome.skipped - wrongly.length,
  }
  outcomes.push(counted)
  if (counted.failed > 0) console.log(counted.output)
  for (const skip of outcome.skips)
    console.log(`  ${wrongly.includes(skip) ? '✖ MAY NOT BE ' : ''}SKIPPED: ${skip}`)
  const { name, passed, failed, skipped, seconds } = counted
  console.log(
    `${failed > 0 ? '✖' : '✔'} ${name}: ${line(passed, failed, skipped)} in ${seconds.toFixed(1)} s`,
  )
}

function line(passed: number, failed: number, skipped: number): string {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`
}

/** Deals files out to so many groups, so that each core has one. */
function deal(files: readonly string[], groups: number): string[][] {
  return Array.from({ length: groups }, (_, group) => files.filter((_, index) => index % groups === group))
}

async function runBrowser(on: string, env: Readonly<Record<string, string>>): Promise<void> {
  if (tests.browser.length === 0) return
  if (chromium)
    report(await testStage(`browser tests${on}`, [tests.browser], { ...env, CHROMIUM_PATH: chromium }))
  else {
    const why = 'no browser found; install Chromium, or set CHROMIUM_PATH to it, to run the browser tests'
    report(skippedStage(`browser tests${on}`, why, strict))
  }
}

/** What runs on either database, in so many groups. Faults come last and alone: they measure and kill. */
async function runOn(on: string, groups: number, env: Readonly<Record<string, string>>): Promise<void> {
  if (tests.database.length > 0)
    report(await testStage(`database tests${on}`, deal(tests.database, groups), env))
  await runBrowser(on, env)
  if (tests.faults.length > 0) report(await testStage(`fault tests${on}`, [tests.faults], env))
}

async function runOnPostgres(): Promise<void> {
  if (tests.database.length + tests.browser.length + tests.faults.length === 0) return
  server = await startPostgres()
  const env = { HANDFAST_TEST_DATABASE: 'postgres', TEST_DATABASE_OWNER_URL: server.ownerUrl }
  // One group: roles belong to the whole server, and two that make them at once would get in each other's way.
  await runOn(` on PostgreSQL ${server.version.split(' ')[0]}`, 1, env)
}

async function run(): Promise<void> {
  const found = Object.values(tests).flat().length
  if (found === 0 && positionals.length > 0)
    throw new Error(`No test file is at or under ${positionals.join(' ')}.`)
  if (positionals.length === 0 && !values.postgres) report(await staticStage())
  if (values.static) return
  if (!values.postgres) {
    if (tests.pure.length > 0) report(await testStage('pure tests', deal(tests.pure, availableParallelism())))
    await runOn('', availableParallelism(), {})
  }
  if (strict || values.postgres) await runOnPostgres()
}

async function tidyUp(): Promise<void> {
  endAll()
  await server?.stop()
  server = undefined
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => void tidyUp().finally(() => process.exit(1)))
}

try {
  await run()
} catch (error) {
  console.log(error instanceof Error ? error.message : error)
  report(skippedStage('the run', 'broke off', true))
} finally {
  await tidyUp()
}
const { passed, failed, skipped } = sum(outcomes)
console.log(`\n${line(passed, failed, skipped)}`)
process.exitCode = failed > 0 || passed + skipped === 0 ? 1 : 0
