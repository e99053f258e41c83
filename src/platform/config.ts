import { isAbsolute, join, relative, resolve } from 'node:path'
import {
  host,
  key,
  mailbox,
  onOrOff,
  oneOf,
  proxies,
  publicAddress,
  serverAddress,
  timeOfDay,
  wholeNumber,
  type Reading,
  type Setting,
} from './setting.ts'

const projectRoot = join(import.meta.dirname, '..', '..')

/** A folder or file; relative to the project's folder, so that it does not matter where the program was started from. */
const path = (text: string, root: string): Reading<string> => ({ value: resolve(root, text) })
const database = serverAddress('postgres://name:password@host:5432/handfast', 'postgres', 'postgresql')

/** Every setting there is. `.env.example` and the README's table are printed from this. */
export const settings = {
  port: { name: 'PORT', fallback: '3000', meaning: 'The port to listen on.', read: wholeNumber(1, 65535) },
  host: {
    name: 'HOST',
    fallback: '127.0.0.1',
    meaning: 'The address to listen on: 127.0.0.1 is this machine alone, 0.0.0.0 is every network it is on.',
    read: host,
  },
  url: {
    name: 'HANDFAST_URL',
    fallback: 'http://localhost:{PORT}',
    meaning: 'The address people use. Links in mail start with it.',
    read: publicAddress,
  },
  dataFolder: {
    name: 'HANDFAST_DATA',
    fallback: './data',
    meaning:
      'The folder of the embedded database. It must be on a disk of this machine, not on a network share.',
    read: path,
  },
  key: {
    name: 'HANDFAST_KEY',
    meaning: 'The key that seals answers: 32 random bytes in base64. When it is not set, a key file is used.',
    secret: true,
    read: key,
  },
  keyFile: {
    name: 'HANDFAST_KEY_FILE',
    fallback: '{HANDFAST_DATA}.key',
    meaning:
      'The file of that key, made at the first start. Keep a copy elsewhere: without it no sealed answer opens.',
    read: path,
  },
  databaseUrl: {
    name: 'DATABASE_URL',
    meaning:
      'A PostgreSQL server (15 or later) to use instead of the embedded database, as a user who owns nothing.',
    secret: true,
    read: database,
  },
  databaseOwnerUrl: {
    name: 'DATABASE_OWNER_URL',
    meaning: 'The same database as the user who owns the tables; used only to bring them up to date.',
    secret: true,
    read: database,
  },
  databasePool: {
    name: 'DATABASE_POOL',
    fallback: '10',
    meaning: 'How many connections to keep to PostgreSQL. The embedded database always has one.',
    read: wholeNumber(1, 500),
  },
  smtpUrl: {
    name: 'SMTP_URL',
    meaning: 'The mail server. When it is not set, no mail is sent and the operator hands out links.',
    secret: true,
    read: serverAddress('smtp://name:password@mail.example.gov.uk:587', 'smtp', 'smtps'),
  },
  mailFrom: {
    name: 'MAIL_FROM',
    fallback: 'Handfast <handfast@localhost>',
    meaning: 'Whom mail comes from.',
    read: mailbox,
  },
  backup: { name: 'BACKUP', fallback: 'on', meaning: 'Whether to make a backup every night.', read: onOrOff },
  backupFolder: {
    name: 'BACKUP_FOLDER',
    fallback: '{HANDFAST_DATA}-backups',
    meaning: 'The folder for backups. Another disk is better.',
    read: path,
  },
  backupKeep: {
    name: 'BACKUP_KEEP',
    fallback: '14',
    meaning: 'How many backups to keep; the oldest goes first.',
    read: wholeNumber(1, 3650),
  },
  backupTime: {
    name: 'BACKUP_TIME',
    fallback: '02:30',
    meaning: 'When to make it, London time.',
    read: timeOfDay,
  },
  logLevel: {
    name: 'LOG_LEVEL',
    fallback: 'info',
    meaning: 'How much to log: debug, info, warn, error or silent.',
    read: oneOf('debug', 'info', 'warn', 'error', 'silent'),
  },
  trustProxy: {
    name: 'TRUST_PROXY',
    fallback: 'off',
    meaning: 'The addresses of your own proxies, whose word is taken for who is asking, or off.',
    read: proxies,
  },
} as const satisfies Readonly<Record<string, Setting<unknown>>>

type Settings = typeof settings
type ValueOf<S> = S extends { read: (...args: never[]) => Reading<infer T> } ? T : never
type Optional<S, T> = S extends { fallback: string } ? T : T | undefined

/** Every setting, read. Those without a fallback may be undefined. */
export type Config = { readonly [K in keyof Settings]: Optional<Settings[K], ValueOf<Settings[K]>> }

export type Environment = Readonly<Record<string, string | undefined>>
export type ConfigOutcome =
  | { readonly ok: true; readonly config: Config }
  | { readonly ok: false; readonly problems: readonly string[] }

/** Names that begin like ours but set up the tests, not the program. */
const testSettings = ['HANDFAST_STRICT', 'HANDFAST_TEST_DATABASE']

/**
 * Reads the settings from an environment. Gives all problems at once, each one sentence that says what to do; a password
 * or key is never in them. Relative paths start from `root`, the project's folder.
 */
export function readConfig(env: Environment, root: string = projectRoot): ConfigOutcome {
  const problems: string[] = []
  const read: Record<string, unknown> = {}
  const all: readonly [string, Setting<unknown>][] = Object.entries(settings)
  for (const [field, setting] of all) {
    const text = textOf(setting, env)
    const reading = text === undefined ? { value: undefined } : setting.read(text, root)
    if ('value' in reading) read[field] = reading.value
    // A fallback is wrong only when what it follows is wrong, and that is said already.
    else if (isSet(setting, env)) problems.push(wrong(setting, text, reading.mustBe))
  }
  problems.push(...unknownNames(env))
  if (problems.length > 0) return { ok: false, problems }
  const config = read as Config
  const contradictions = contradictionsIn(config, env)
  return contradictions.length > 0 ? { ok: false, problems: contradictions } : { ok: true, config }
}

/** Setting something to nothing is not setting it. */
function isSet(setting: Setting<unknown>, env: Environment): boolean {
  return Boolean(env[setting.name]?.trim())
}

/** What a setting was set to, or else its fallback. */
export function textOf(setting: Setting<unknown>, env: Environment): string | undefined {
  if (isSet(setting, env)) return env[setting.name]?.trim()
  return setting.fallback?.replace(/\{(\w+)\}/g, (_, name: string) => {
    const other = Object.values<Setting<unknown>>(settings).find((candidate) => candidate.name === name)
    return (other && textOf(other, env)) ?? ''
  })
}

function wrong(setting: Setting<unknown>, text: string | undefined, mustBe: string): string {
  const was = setting.secret ? '' : `, not "${text}"`
  return `${setting.name} must be ${mustBe}${was}: change it, or take it away${without(setting)}.`
}

function without({ fallback }: Setting<unknown>): string {
  return fallback === undefined ? '' : ` to use ${fallback}`
}

function unknownNames(env: Environment): string[] {
  const known: string[] = [...Object.values(settings).map(({ name }) => name), ...testSettings]
  return Object.keys(env)
    .filter((name) => name.startsWith('HANDFAST_') && !known.includes(name))
    .map(
      (name) => `${name} is not a setting of Handfast: take it away, or use a name listed in .env.example.`,
    )
}

function contradictionsIn(config: Config, env: Environment): string[] {
  const found: string[] = []
  const say = (isWrong: boolean, sentence: string) => isWrong && found.push(sentence)
  say(
    config.databaseOwnerUrl !== undefined && config.databaseUrl === undefined,
    'DATABASE_OWNER_URL needs DATABASE_URL: set both, or neither to use the embedded database.',
  )
  say(
    config.smtpUrl !== undefined && !isSet(settings.mailFrom, env),
    'SMTP_URL needs MAIL_FROM: set it to the address mail comes from, such as Handfast <handfast@example.gov.uk>.',
  )
  say(
    config.key !== undefined && isSet(settings.keyFile, env),
    'HANDFAST_KEY and HANDFAST_KEY_FILE are both set: keep the one that holds the right key and take the other away.',
  )
  say(
    isInside(config.keyFile, config.dataFolder),
    'HANDFAST_KEY_FILE is inside the data folder, where whoever copies the data has the key as well: put it elsewhere.',
  )
  say(
    isInside(config.backupFolder, join(config.dataFolder, 'pg')),
    'BACKUP_FOLDER is inside the database it should protect: put it elsewhere, on another disk if you can.',
  )
  return found
}

function isInside(inner: string, outer: string): boolean {
  const way = relative(outer, inner)
  return !way.startsWith('..') && !isAbsolute(way)
}
