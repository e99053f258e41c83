import type { Static, TSchema } from 'typebox'
import { Check, Errors } from 'typebox/value'
import { LineCounter, isNode, parseDocument, type Document } from 'yaml'
import type { Problem } from './problem.ts'

type Path = readonly (string | number)[]

export type YamlFile<Value> = {
  /** `undefined` when the file does not have the shape it should. */
  value: Value | undefined
  problems: Problem[]
  /** The line on which the thing at this path stands, or the nearest thing around it. */
  lineOf: (path: Path) => number
}

/** Reads YAML text against a schema and keeps the lines, so that a later check can still point at one. */
export function readYaml<Schema extends TSchema>(
  file: string,
  text: string,
  schema: Schema,
): YamlFile<Static<Schema>> {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true })
  const lineOf = (path: Path) => lineIn(document, lines, path)
  const syntax = [...document.errors, ...document.warnings].map(({ pos, message }) => ({
    file,
    line: lines.linePos(pos[0]).line,
    message: message.split('\n')[0] ?? message,
  }))
  if (syntax.length > 0) return { value: undefined, problems: syntax, lineOf }
  const value: unknown = document.toJS()
  if (Check(schema, value)) return { value, problems: [], lineOf }
  const problems = shapeFlaws(schema, value).map(({ path, message }) => ({
    file,
    line: lineOf(path),
    message: `${path.join('.') || 'the file'} ${message}`,
  }))
  return { value: undefined, problems, lineOf }
}

function lineIn(document: Document, lines: LineCounter, path: Path): number {
  for (let length = path.length; length > 0; length--) {
    const node: unknown = document.getIn(path.slice(0, length), true)
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line
  }
  return 1
}

/** What the schema objects to, as path and sentence; an object to a choice is said once, not once a choice. */
function shapeFlaws(schema: TSchema, value: unknown): { path: Path; message: string }[] {
  const errors = Errors(schema, value).filter(({ keyword }) => keyword !== 'boolean')
  const choices = new Set(errors.flatMap((e) => (e.keyword === 'anyOf' ? [e.instancePath] : [])))
  return errors
    .filter((e) => e.keyword === 'anyOf' || !choices.has(e.instancePath))
    .flatMap((e) => {
      const path = e.instancePath.split('/').slice(1).map(step)
      if (e.keyword === 'additionalProperties')
        return e.params.additionalProperties.map((key) => ({
          path: [...path, key],
          message: 'is not known here',
        }))
      if (e.keyword === 'required')
        return [{ path, message: `lacks ${e.params.requiredProperties.join(', ')}` }]
      if (e.keyword === 'enum')
        return [{ path, message: `must be one of: ${e.params.allowedValues.join(', ')}` }]
      if (e.keyword === 'anyOf') return [{ path, message: 'is not one of the values allowed here' }]
      if (e.keyword === 'pattern')
        return [{ path, message: `does not have the form it should (${String(e.params.pattern)})` }]
      return [{ path, message: e.message }]
    })
}

function step(key: string): string | number {
  const name = key.replaceAll('~1', '/').replaceAll('~0', '~')
  return /^\d+$/.test(name) ? Number(name) : name
}
