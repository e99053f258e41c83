import { performance } from 'node:perf_hooks'
import { runNode } from './child.ts'
import { tallyMark, type Tally } from './reporter.ts'

/** What a stage came to. A stage that is not made of tests, such as the lint, counts as one for each of its parts. */
export type Outcome = Tally & { readonly name: string; readonly seconds: number; readonly output: string }

const stageTimeoutMs = 30 * 60_000
const testTimeoutMs = 10 * 60_000
const none: Tally = { passed: 0, failed: 0, skipped: 0, skips: [] }

export function skippedStage(name: string, why: string, strict: boolean): Outcome {
  const tally = strict ? { ...none, failed: 1 } : { ...none, skipped: 1, skips: [why] }
  return { ...tally, name, seconds: 0, output: strict ? `${why}\n` : '' }
}

/** Type check, lint and format, side by side. */
export async function staticStage(): Promise<Outcome> {
  const began = performance.now()
  const parts = [
    { name: 'types', args: ['node_modules/typescript/bin/tsc', '--noEmit'] },
    { name: 'lint', args: ['node_modules/oxlint/bin/oxlint', '--type-aware', '--deny-warnings'] },
    { name: 'format', args: ['node_modules/oxfmt/bin/oxfmt', '--check', '.'] },
  ]
  const ended = await Promise.all(
    parts.map(async ({ name, args }) => ({ name, ...(await runNode(args, { timeoutMs: stageTimeoutMs })) })),
  )
  const failed = ended.filter(({ code }) => code !== 0)
  return {
    ...none,
    name: 'static checks',
    seconds: seconds(began),
    passed: ended.length - failed.length,
    failed: failed.length,
    output: failed.map(({ name, output }) => `\n✖ ${name}\n${output}`).join(''),
  }
}

/** Test files, each group of them in one process of its own, the groups side by side. */
export async function testStage(
  name: string,
  groups: readonly (readonly string[])[],
  env: Readonly<Record<string, string>> = {},
): Promise<Outcome> {
  const began = performance.now()
  const outcomes = await Promise.all(
    groups.filter((group) => group.length > 0).map((group) => runGroup(group, env)),
  )
  return {
    ...sum(outcomes),
    name,
    seconds: seconds(began),
    output: outcomes.map(({ output }) => output).join(''),
  }
}

async function runGroup(
  files: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<Tally & { output: string }> {
  const reporter = '--test-reporter=./scripts/testing/reporter.ts'
  const limits = ['--test-force-exit', `--test-timeout=${testTimeoutMs}`]
  const flags = ['--disable-warning=ExperimentalWarning', ...limits, reporter]
  const args = ['--test', '--test-isolation=none', ...flags, ...files]
  const { code, output, timedOut } = await runNode(args, { env, timeoutMs: stageTimeoutMs })
  const [printed = '', counted] = output.split(`\n${tallyMark}`)
  if (counted === undefined) {
    const why = timedOut ? 'did not end in half an hour' : `broke off (exit code ${code})`
    return { ...none, failed: 1, output: `${printed}\n✖ ${why}: ${files.join(' ')}\n` }
  }
  const end = counted.indexOf('\n')
  const tally: Tally = JSON.parse(counted.slice(0, end))
  const rest = `${printed}${counted.slice(end + 1)}`
  if (code === 0 || tally.failed > 0) return { ...tally, output: rest }
  return { ...tally, failed: 1, output: `${rest}\n✖ ended with exit code ${code}: ${files.join(' ')}\n` }
}

export function sum(tallies: readonly Tally[]): Tally {
  return {
    passed: tallies.reduce((total, { passed }) => total + passed, 0),
    failed: tallies.reduce((total, { failed }) => total + failed, 0),
    skipped: tallies.reduce((total, { skipped }) => total + skipped, 0),
    skips: tallies.flatMap(({ skips }) => skips),
  }
}

function seconds(began: number): number {
  return (performance.now() - began) / 1000
}
