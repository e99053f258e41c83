import type { Static, TSchema } from 'typebox'
import { Compile, type Validator } from 'typebox/compile'
import { Clean, Convert } from 'typebox/value'
import type { FieldError } from './api-problem.ts'

/** Thrown while a request is read: what is wrong, field by field, for the one handler of the API to answer with. */
export class InvalidFields extends Error {
  override name = 'InvalidFields'
  readonly statusCode = 422
  readonly errors: readonly FieldError[]
  constructor(errors: readonly FieldError[]) {
    super('Some fields are not right.')
    this.errors = errors
  }
}

const compiled = new WeakMap<TSchema, Validator>()

function checker(schema: TSchema): Validator {
  const known = compiled.get(schema) ?? Compile(schema)
  compiled.set(schema, known)
  return known
}

/** What part of a request a schema is for. Addresses carry only text, so theirs is read as numbers where numbers are asked. */
export type Part = 'body' | 'params' | 'querystring' | 'headers'

/** Checks one part of a request. Gives the value, or every problem with it: one a field. */
export function checkPart(
  schema: TSchema,
  part: Part,
  data: unknown,
): { value: unknown } | { errors: FieldError[] } {
  const value = part === 'body' ? data : Convert(schema, data)
  const check = checker(schema)
  const errors = [...textErrors(value, ''), ...(check.Check(value) ? [] : fieldErrors(check.Errors(value)))]
  const first = errors.filter(({ field }, i) => errors.findIndex((other) => other.field === field) === i)
  return first.length > 0 ? { errors: first } : { value }
}

/**
 * Writes an answer as its schema declares it: fields that are not declared are dropped, so that a query which learns to
 * return more tells nobody more. Throws when a declared field is missing or of another type: that is a fault of ours.
 */
export function writeAs<Schema extends TSchema>(schema: Schema, body: Static<Schema>): string {
  const plain: unknown = JSON.parse(JSON.stringify(body ?? null))
  const clean = Clean(schema, plain)
  const check = checker(schema)
  if (!check.Check(clean)) {
    // Where, never what: a message with a value in it could end up in a log.
    const places = check.Errors(clean).map(({ instancePath, keyword }) => `${instancePath} (${keyword})`)
    throw new Error(`An answer is not what its schema says, at ${places.join(', ')}.`)
  }
  return JSON.stringify(clean)
}

type SchemaError = ReturnType<Validator['Errors']>[number]

function fieldErrors(found: readonly SchemaError[]): FieldError[] {
  const choices = found.filter(({ keyword }) => keyword === 'anyOf').map(({ instancePath }) => instancePath)
  return found.flatMap((error): FieldError[] => {
    const { instancePath: at, keyword, params } = error
    // What is wrong with each branch of a choice says less than what the choice is.
    if (choices.includes(at) && keyword === 'anyOf')
      return [{ field: nameOf(at), says: choiceWords(found, at) }]
    if (choices.some((path) => at.startsWith(path))) return []
    if (keyword === 'required' && 'requiredProperties' in params)
      return params.requiredProperties.map((name) => ({
        field: nameOf(`${at}/${name}`),
        says: 'Give this field.',
      }))
    if (keyword === 'additionalProperties') return []
    return [{ field: nameOf(at), says: wordsFor(error) }]
  })
}

function nameOf(path: string): string {
  return path
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map((part, i) => (/^\d+$/.test(part) ? `[${part}]` : i === 0 ? part : `.${part}`))
    .join('')
}

function choiceWords(found: readonly SchemaError[], at: string): string {
  const own = found.filter(({ instancePath, keyword }) => instancePath === at && keyword !== 'anyOf')
  const isNullable = own.some(
    ({ keyword, params }) => keyword === 'type' && 'type' in params && params.type === 'null',
  )
  const [other] = own.filter(({ params }) => !('type' in params && params.type === 'null'))
  const says = other ? wordsFor(other) : 'Give one of the kinds of value that the description names.'
  return isNullable ? `${says.replace(/\.$/, '')}, or null.` : says
}

const typeWords: Readonly<Record<string, string>> = {
  string: 'text in quotes',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  object: 'an object: fields in braces',
  array: 'a list in square brackets',
  null: 'null',
}

const formatWords: Readonly<Record<string, string>> = {
  date: 'a day such as 2027-03-31',
  'date-time': 'a day and time such as 2027-03-31T23:59:59Z',
  uuid: 'an id of 36 characters, as this service gives them',
  email: 'an email address, like name@example.gov.uk',
  uri: 'a whole address, such as https://www.example.gov.uk/report',
}

function wordsFor({ keyword, params }: SchemaError): string {
  const told = params as Readonly<Record<string, unknown>>
  const limit = Number(told['limit'])
  switch (keyword) {
    case 'type':
      return `Give ${typeWords[String(told['type'])] ?? 'another kind of value'}.`
    case 'enum':
      return `Give one of ${listOf(told['allowedValues'])}.`
    case 'const':
      return `Give ${JSON.stringify(told['allowedValue'])}.`
    case 'minLength':
      return limit === 1 ? 'Write something here.' : `Use ${limit} characters or more.`
    case 'maxLength':
      return `Use ${limit.toLocaleString('en-GB')} characters or fewer.`
    case 'minItems':
      return `Give ${limit} or more.`
    case 'maxItems':
      return `Give ${limit} or fewer.`
    case 'uniqueItems':
      return 'Give each only once.'
    case 'minProperties':
      return 'Give at least one field.'
    case 'minimum':
      return `Give ${limit} or more.`
    case 'maximum':
      return `Give ${limit} or less.`
    case 'format':
      return `Give ${formatWords[String(told['format'])] ?? 'this in another form'}.`
    case 'pattern':
      return 'This is not written as it should be. See the description of the field.'
    case 'boolean':
      return 'There is no such field. Check its spelling, or take it out.'
    default:
      return 'This is not right. See the description of the field.'
  }
}

function listOf(values: unknown): string {
  return Array.isArray(values)
    ? values.map((value) => JSON.stringify(value)).join(', ')
    : 'the values described'
}

/** No database can keep a null character or half a character; other control characters are never typed by people. */
// oxlint-disable-next-line no-control-regex
const unsafe = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/

function textErrors(value: unknown, field: string): FieldError[] {
  if (typeof value === 'string')
    return unsafe.test(value) || !value.isWellFormed()
      ? [{ field, says: 'Take out the characters that cannot be shown.' }]
      : []
  if (Array.isArray(value)) return value.flatMap((member, i) => textErrors(member, `${field}[${i}]`))
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, member]) =>
    textErrors(member, field === '' ? name : `${field}.${name}`),
  )
}
