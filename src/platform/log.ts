import type { Clock } from './clock.ts'
import { errorCode } from './cannot-start.ts'

export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent'

/**
 * All that a line may say besides its time, level and event. The set is closed, and each is a number or a short word, so
 * that nobody logs a form, an answer, an address or an object by accident. Not for names of people or words they typed.
 */
export type LogFields = {
  readonly method?: string
  /** The pattern of the address, such as `/rounds/:id`, never the address itself: that can hold a one-use secret. */
  readonly route?: string
  readonly status?: number
  readonly ms?: number
  /** What the person was told to quote. */
  readonly reference?: string
  /** The name of an error's class. Its message is left out, because a database repeats in it what was typed. */
  readonly error?: string
  readonly code?: string
  /** Where in our files, innermost first. */
  readonly stack?: string
  readonly count?: number
  readonly bytes?: number
  readonly port?: number
  readonly version?: string
  readonly kind?: string
}

/** A thing that happened, as `noun.past-participle`: `request.answered`, `backup.made`. */
export type LogEvent = `${string}.${string}`

export type Log = Readonly<Record<Exclude<LogLevel, 'silent'>, (event: LogEvent, fields?: LogFields) => void>>

const levels: readonly LogLevel[] = ['debug', 'info', 'warn', 'error', 'silent']
const longest = 2000

/** Each field and what it must be. A value that has another type, or a name that is not here, is left out. */
const types: Readonly<Record<keyof LogFields, 'string' | 'number'>> = {
  method: 'string',
  route: 'string',
  status: 'number',
  ms: 'number',
  reference: 'string',
  error: 'string',
  code: 'string',
  stack: 'string',
  count: 'number',
  bytes: 'number',
  port: 'number',
  version: 'string',
  kind: 'string',
}

/** Writes one line of JSON an event, to standard output unless told otherwise. */
export function createLog(options: { level: LogLevel; clock: Clock; write?: (line: string) => void }): Log {
  const write = options.write ?? ((line) => process.stdout.write(line))
  const at = (level: Exclude<LogLevel, 'silent'>) => {
    if (levels.indexOf(level) < levels.indexOf(options.level)) return () => undefined
    return (event: LogEvent, fields: LogFields = {}) => {
      write(`${JSON.stringify({ at: options.clock.now(), level, event, ...onlyKnown(fields) })}\n`)
    }
  }
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') }
}

/** The types say the same, but an object that came from elsewhere can carry more than its type. */
function onlyKnown(fields: LogFields): Record<string, string | number> {
  const kept: Record<string, string | number> = {}
  const given: Readonly<Record<string, unknown>> = fields
  for (const [name, type] of Object.entries(types)) {
    const value = given[name]
    if (typeof value === 'string' && type === 'string') kept[name] = value.slice(0, longest)
    if (typeof value === 'number' && type === 'number') kept[name] = Math.round(value * 10) / 10
  }
  return kept
}

/** What may be logged of an error: its class, its code, and where it happened. */
export function errorFields(error: unknown): LogFields {
  const code = errorCode(error)
  const named =
    error instanceof Error ? { error: error.name, stack: placesIn(error) } : { error: typeof error }
  return code === undefined ? named : { ...named, code }
}

/** The stack without its first lines, which repeat the message. When those cannot be told apart, nothing. */
function placesIn({ message, stack = '' }: Error): string {
  const start = stack.indexOf(message)
  if (start < 0) return ''
  const places = stack
    .slice(start + message.length)
    .matchAll(/^ {4}at (?:.*\((?<inside>.+)\)|(?<bare>.+))$/gm)
  return [...places]
    .map(({ groups }) => groups?.['inside'] ?? groups?.['bare'] ?? '')
    .filter((place) => /:\d+:\d+$/.test(place) && !place.startsWith('node:'))
    .map((place) => place.replace(/^.*\/(?=(src|node_modules|test)\/)/, ''))
    .slice(0, 8)
    .join(' < ')
}
