import { relative } from 'node:path'
import type { TestEvent } from 'node:test/reporters'
import { inspect } from 'node:util'
import { root } from './find-tests.ts'

/** How many tests there were, and of the skipped ones which and why. */
export type Tally = { passed: number; failed: number; skipped: number; skips: string[] }

/** What the reporter puts before its last line, which is a `Tally` as JSON. */
export const tallyMark = '\u0000tally '

/** Says nothing of the tests that pass, everything of those that do not, and ends with the count. */
// oxlint-disable-next-line import/no-default-export -- Node takes a reporter only as a default export.
export default async function* reporter(events: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  const tally: Tally = { passed: 0, failed: 0, skipped: 0, skips: [] }
  const failed = new Set<string>()
  for await (const event of events) {
    if (event.type === 'test:pass') countPass(tally, event.data)
    if (event.type === 'test:fail' && isOwnFailure(event.data)) {
      tally.failed += 1
      const text = failure(event.data)
      if (!failed.has(text)) yield text
      failed.add(text)
    }
    if (event.type === 'test:stderr' || event.type === 'test:stdout') yield event.data.message
  }
  yield `\n${tallyMark}${JSON.stringify(tally)}\n`
}

type Passed = Extract<TestEvent, { type: 'test:pass' }>['data']
type Failed = Extract<TestEvent, { type: 'test:fail' }>['data']

function countPass(tally: Tally, test: Passed): void {
  if (test.details.type === 'suite') return
  if (test.skip === undefined && test.todo === undefined) {
    tally.passed += 1
    return
  }
  tally.skipped += 1
  tally.skips.push(`${test.name} (${reason(test.skip ?? test.todo)})`)
}

function reason(given: string | boolean | undefined): string {
  return typeof given === 'string' ? given : 'no reason given'
}

/** A suite that fails only because a test in it failed is not another failure. */
function isOwnFailure({ details, todo }: Failed): boolean {
  const { error } = details
  return !('failureType' in error && error.failureType === 'subtestsFailed') && todo === undefined
}

function failure({ name, file, line, details }: Failed): string {
  const place = file === undefined ? '' : ` (${relative(root, file)}${line === undefined ? '' : `:${line}`})`
  const cause = details.error.cause ?? details.error
  return `\n✖ ${name}${place}\n${inWords(cause).replaceAll(/^/gm, '  ')}\n`
}

/** An error's message and place, and what caused it. Not its other properties: a database's hold the whole client. */
function inWords(error: unknown): string {
  if (!(error instanceof Error)) return typeof error === 'string' ? error : inspect(error)
  const told = error.stack ?? `${error.name}: ${error.message}`
  const facts = ['code', 'detail', 'where'].flatMap((fact) => factOf(error, fact))
  const cause = error.cause === undefined ? '' : `\ncaused by ${inWords(error.cause)}`
  return `${told}${facts.map((fact) => `\n    ${fact}`).join('')}${cause}`
}

function factOf(error: Error, name: string): string[] {
  const value: unknown = Object.getOwnPropertyDescriptor(error, name)?.value
  return typeof value === 'string' ? [`${name}: ${value}`] : []
}
