import { closeSync, fstatSync, openSync, readFileSync } from 'node:fs'
import { extname } from 'node:path'
import { parseDocument } from 'yaml'
import { readCsv } from '#content/csv.ts'
import { BadInput, demand } from '#engine/bad-input.ts'
import { MOST_BYTES, type Io } from '#root/cli/io.ts'

/** How an input is written. */
export type Format = 'yaml' | 'json' | 'csv'

/** A table as it was read: every cell is text. */
export type CsvInput = { columns: readonly string[]; rows: readonly Record<string, string>[] }

/** What was read: a record or list, or a table. */
export type ReadInput = { kind: 'data'; data: unknown } | { kind: 'table'; table: CsvInput }

/**
 * Reads a file, or standard input for "-", as YAML, JSON or CSV.
 *
 * The format is the one asked for, else what the file's name says, else JSON where the text begins with a bracket
 * and YAML otherwise. Throws `BadInput` naming the file for one that is missing, too large, not UTF-8 or not in its
 * format; repeated keys and YAML that unfolds itself without end are refused.
 */
export function readInput(path: string, format: Format | undefined, io: Io): ReadInput {
  const name = path === '-' ? 'standard input' : path
  const text = decode(path === '-' ? stdinOf(io) : fileOf(path), name)
  const how = format ?? formatOf(path, text)
  if (how === 'csv') return { kind: 'table', table: parseCsv(text, name) }
  return { kind: 'data', data: how === 'json' ? parseJson(text, name) : parseYamlFile(text, name) }
}

function stdinOf(io: Io): Uint8Array {
  try {
    return io.readStdin()
  } catch (error) {
    throw new BadInput('standard input', `cannot be read (${reasonOf(error)}); name a file instead`)
  }
}

function fileOf(path: string): Uint8Array {
  let descriptor: number | undefined
  try {
    descriptor = openSync(path, 'r')
    const { size } = fstatSync(descriptor)
    // Asked before reading, so that a huge file is refused at once.
    if (size > MOST_BYTES) return new Uint8Array(MOST_BYTES + 1)
    return readFileSync(descriptor)
  } catch (error) {
    throw new BadInput(path, `cannot be read (${reasonOf(error)}); check the name and try again`)
  } finally {
    if (descriptor !== undefined) closeSync(descriptor)
  }
}

function decode(bytes: Uint8Array, name: string): string {
  demand(bytes.length <= MOST_BYTES, name, `is larger than ${MOST_BYTES / 1_000_000} MB; give less at a time`)
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new BadInput(name, 'is not UTF-8 text; in Excel choose "CSV UTF-8" when saving')
  }
  demand(text.trim() !== '', name, 'is empty; see the example in the help')
  return text
}

function formatOf(path: string, text: string): Format {
  const ending = extname(path).toLowerCase()
  if (ending === '.json') return 'json'
  if (ending === '.csv') return 'csv'
  if (ending === '.yaml' || ending === '.yml') return 'yaml'
  return /^\s*[[{]/.test(text) ? 'json' : 'yaml'
}

function parseJson(text: string, name: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new BadInput(name, `is not JSON (${reasonOf(error)})`)
  }
}

/** YAML text as data. Throws `BadInput` naming the file. */
export function parseYamlFile(text: string, name: string): unknown {
  const document = parseDocument(text, { uniqueKeys: true, prettyErrors: true })
  const [error] = document.errors
  if (error !== undefined) throw new BadInput(name, `is not YAML: ${error.message.split('\n')[0]}`)
  try {
    return document.toJS({ maxAliasCount: 100 })
  } catch (problem) {
    throw new BadInput(name, `cannot be unfolded (${reasonOf(problem)})`)
  }
}

function parseCsv(text: string, name: string): CsvInput {
  const { columns, rows, faults } = readCsv(text)
  const [fault] = faults
  if (fault !== undefined) throw new BadInput(`${name} line ${fault.line}`, fault.message)
  demand(rows.length > 0, name, 'has a heading and no rows')
  const seen = columns.find((column, index) => columns.indexOf(column) !== index)
  if (seen !== undefined) throw new BadInput(name, `has two columns called "${seen}"; give each its own name`)
  return { columns, rows: rows.map(({ cells }) => cells) }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const code = 'code' in error ? String(error.code) : ''
  const plain: Record<string, string> = {
    ENOENT: 'there is no such file',
    EISDIR: 'it is a folder',
    EACCES: 'permission denied',
  }
  return plain[code] ?? error.message
}
