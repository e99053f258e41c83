import { parseArgs, type ParseArgsOptionDescriptor } from 'node:util'
import { BadInput, demand, demandFinite } from '#engine/bad-input.ts'
import { choiceAt, maybe, wholeAt } from '#root/cli/field.ts'
import { readInput, type ReadInput } from '#root/cli/input.ts'
import type { Command, Io } from '#root/cli/io.ts'
import { differences, hashOf, toPlain, type Difference, type Plain } from '#platform/plain-data.ts'
import { csvTable, readableTable, type Table } from '#root/cli/table.ts'
import { engineVersion } from '#engine/version.ts'
import { writeWholeFile } from '#root/cli/write-file.ts'

/** The options a calculation was given, by name. */
export type Options = Readonly<Record<string, string | boolean | undefined>>

/** How a calculation shows its result. */
export type Shown = {
  tables: readonly Table[]
  /** The calculation in words, a sentence or a line each, for `--explain`. */
  explain: readonly string[]
}

/**
 * A calculation of the engine as a command: what it reads, what it computes, how that is shown. Everything it rests
 * on is in `input`, `options` and `seed`, so that a saved result can be recomputed to the bit.
 */
export type Calculation<Result = unknown> = {
  name: string
  summary: string
  /** Usage, input and an example. */
  help: string
  options: Readonly<Record<string, ParseArgsOptionDescriptor>>
  /** False when it needs no file and its options are enough. */
  needsInput: boolean
  /** Makes the input that is computed and saved from what was read. Nothing was read when `read` is null. */
  prepare: (read: ReadInput | null, options: Options) => unknown
  compute: (input: unknown, options: Options, seed: number) => Result | Promise<Result>
  show: (result: Result, input: unknown) => Shown
  /** What could not be done that was asked for, and what to do: a line on the error stream, and exit code 1. */
  refusal?: (result: Result) => BadInput | null
}

const COMMON = {
  json: { type: 'boolean' },
  csv: { type: 'boolean' },
  table: { type: 'string' },
  explain: { type: 'boolean' },
  out: { type: 'string', short: 'o' },
  format: { type: 'string' },
  seed: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const satisfies Record<string, ParseArgsOptionDescriptor>

const COMMON_HELP = `
Every calculation also takes:
  --json         the whole result with its inputs, seed, version and hashes; handfast replay recomputes it
  --csv          the first table as CSV; --table NAME chooses another
  --explain      the calculation in words
  --out FILE     write to a file, whole or not at all
  --format F     how the input is written (yaml, json, csv), where its name does not say; - reads standard input
  --seed N       where chance starts (1 when left out)
`

/** A saved result: what `--json` writes and `handfast replay` reads. */
export type Saved = {
  handfast: string
  engineVersion: string
  seed: number
  options: Plain
  input: Plain
  inputHash: string
  result: Plain
  resultHash: string
}

/** Makes a command of a calculation. */
export function commandOf<Result>(calculation: Calculation<Result>): Command & { replay: Replay } {
  return {
    summary: calculation.summary,
    run: (args, io) => runCalculation(calculation, args, io),
    replay: (saved) => replayCalculation(calculation, saved),
  }
}

async function runCalculation<Result>(
  calculation: Calculation<Result>,
  args: readonly string[],
  io: Io,
): Promise<number> {
  const { values, positionals } = parse(calculation, args)
  if (values['help'] === true) {
    io.out(`${calculation.help.trim()}\n${COMMON_HELP}`)
    return 0
  }
  const seed = maybe(values['seed'], '--seed', (value, field) => wholeAt(value, field, 0, 2 ** 53 - 1)) ?? 1
  const format = maybe(values['format'], '--format', (value, field) =>
    choiceAt(value, field, ['yaml', 'json', 'csv'] as const),
  )
  demand(positionals.length <= 1, 'arguments', `take one file, not ${positionals.length}`)
  const path = positionals[0]
  demand(
    path !== undefined || !calculation.needsInput,
    'arguments',
    'name a file to read, or - for standard input',
  )
  const read = path === undefined ? null : readInput(path, format, io)
  const options = ownOptions(calculation, values)
  // Through JSON, so that what is computed is exactly what would be saved and read again.
  const input = roundTrip(calculation.prepare(read, options))
  const result = await calculation.compute(input, options, seed)
  const text = render(calculation, { input, options, seed, result, values })
  if (typeof values['out'] === 'string') writeWholeFile(values['out'], text)
  else io.out(text)
  const refusal = calculation.refusal?.(result) ?? null
  if (refusal !== null) io.err(`handfast ${calculation.name}: ${refusal.message}\n`)
  return refusal === null ? 0 : 1
}

function parse<Result>(calculation: Calculation<Result>, args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: { ...calculation.options, ...COMMON },
      allowPositionals: true,
      strict: true,
    })
  } catch (error) {
    const reason = error instanceof Error ? (error.message.split('. ')[0] ?? '') : String(error)
    throw new BadInput('arguments', `${reason}; see handfast ${calculation.name} --help`)
  }
}

/** Only what the calculation itself asked for: how the result is shown is no part of it. */
function ownOptions<Result>(calculation: Calculation<Result>, values: Record<string, unknown>): Options {
  const own: Record<string, string | boolean> = {}
  for (const name of Object.keys(calculation.options)) {
    const value = values[name]
    if (typeof value === 'string' || typeof value === 'boolean') own[name] = value
  }
  return own
}

function render<Result>(
  calculation: Calculation<Result>,
  run: { input: unknown; options: Options; seed: number; result: Result; values: Record<string, unknown> },
): string {
  const { values } = run
  demand(!(values['json'] === true && values['csv'] === true), '--csv', 'cannot be combined with --json')
  if (values['json'] === true) return `${JSON.stringify(savedOf(calculation, run), null, 2)}\n`
  const { tables, explain } = calculation.show(run.result, run.input)
  if (values['csv'] === true) return csvTable(tableNamed(tables, values['table']))
  const shown = typeof values['table'] === 'string' ? [tableNamed(tables, values['table'])] : tables
  const words = values['explain'] === true ? `\n${explain.join('\n')}\n` : ''
  return shown.map(readableTable).join('\n') + words
}

function tableNamed(tables: readonly Table[], name: unknown): Table {
  const found = typeof name === 'string' ? tables.find(({ id }) => id === name) : tables[0]
  const names = tables.map(({ id }) => id).join(', ')
  if (found === undefined) throw new BadInput('--table', `"${String(name)}" is not one of ${names}`)
  return found
}

function savedOf<Result>(
  calculation: Calculation<Result>,
  { input, options, seed, result }: { input: unknown; options: Options; seed: number; result: Result },
): Saved {
  const plain = toPlain(result)
  const given = toPlain(input)
  return {
    handfast: calculation.name,
    engineVersion,
    seed,
    options: toPlain(options),
    input: given,
    inputHash: hashOf(given),
    result: plain,
    resultHash: hashOf(plain),
  }
}

/** What recomputing a saved result found. */
export type Replayed = { differences: readonly Difference[]; inputAltered: boolean; resultAltered: boolean }
export type Replay = (saved: Saved) => Promise<Replayed>

async function replayCalculation<Result>(calculation: Calculation<Result>, saved: Saved): Promise<Replayed> {
  const options = Object.fromEntries(Object.entries(saved.options ?? {}))
  const result = toPlain(await calculation.compute(saved.input, options, saved.seed))
  return {
    differences: differences(saved.result, result),
    inputAltered: hashOf(saved.input) !== saved.inputHash,
    resultAltered: hashOf(saved.result) !== saved.resultHash,
  }
}

function roundTrip(value: unknown): unknown {
  refuseNumbersJsonLacks(value, '')
  return JSON.parse(JSON.stringify(value) ?? 'null')
}

/** JSON would write an infinity or NaN as null, and a lost number is worse than a refused one. */
function refuseNumbersJsonLacks(value: unknown, path: string): void {
  if (typeof value === 'number') demandFinite(value, path === '' ? 'the input' : path)
  if (typeof value !== 'object' || value === null) return
  for (const [key, held] of Object.entries(value)) {
    const at = Array.isArray(value) ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`
    refuseNumbersJsonLacks(held, at)
  }
}
