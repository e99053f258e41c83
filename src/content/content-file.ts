import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { TSchema } from 'typebox'
import type { Problem } from './problem.ts'
import { readYaml } from './yaml-file.ts'

/** The text of one file under `root`; empty, with a problem, when it is not there. */
export function textOf(root: string, file: string, problems: Problem[]): string {
  if (existsSync(join(root, file))) return readFileSync(join(root, file), 'utf8')
  problems.push({ file, line: 1, message: 'is missing' })
  return ''
}

/** One file, held against its shape. What is wrong is added to the problems. */
export function yamlOf<Schema extends TSchema>(
  root: string,
  file: string,
  schema: Schema,
  problems: Problem[],
) {
  const read = readYaml(file, textOf(root, file, problems), schema)
  if (existsSync(join(root, file))) problems.push(...read.problems)
  return read
}

type Flaw = { readonly path: readonly (string | number)[]; readonly message: string }

/** The same, with what a shape cannot see: each flaw becomes a problem on its own line. */
export function checkedYaml<Schema extends TSchema>(
  root: string,
  file: string,
  schema: Schema,
  flawsOf: (value: NonNullable<ReturnType<typeof readYaml<Schema>>['value']>) => readonly Flaw[],
  problems: Problem[],
) {
  const { value, lineOf } = yamlOf(root, file, schema, problems)
  if (value === undefined || value === null) return undefined
  for (const { path, message } of flawsOf(value))
    problems.push({ file, line: lineOf(path), message: `${path.join('.')} ${message}` })
  return value
}
