import { createRequire } from 'node:module'
import { join } from 'node:path'
import { loadContent } from '#content/load.ts'
import { bringInAuthorities, type AuthoritiesTables } from '#modules/authorities/index.ts'
import { firstOperatorLink, type PeopleTables } from '#modules/people/index.ts'
import { CannotStart, errorCode } from '#platform/cannot-start.ts'
import { systemClock } from '#platform/clock.ts'
import { readConfig, type Config } from '#platform/config.ts'
import { connect } from '#platform/connect.ts'
import { openDatabase } from '#platform/database.ts'
import { loadInstanceKey } from '#platform/instance-key.ts'
import { recogniseKey } from '#platform/known-key.ts'
import { createLog, errorFields } from '#platform/log.ts'
import { createMailer } from '#platform/mail-sender.ts'
import { loadAssets } from '#ui/assets.ts'
import { keepHouse } from './app-house.ts'
import type { Deps } from './app-deps.ts'
import { buildApp } from './app.ts'
import type { Tables } from './tables.ts'

const root = join(import.meta.dirname, '..')
const version: string = createRequire(import.meta.url)('../package.json').version
const say = (sentence: string): void => void process.stderr.write(`${sentence}\n`)

/** Reads the settings, opens the database, builds the application and listens. Says each step that takes time. */
async function start(config: Config): Promise<void> {
  const log = createLog({ level: config.logLevel, clock: systemClock })
  const content = loadContent(join(root, 'content'))
  const connected = await connect(config, join(root, 'migrations'), say)
  const instance = loadInstanceKey(config)
  if (instance.created && instance.path)
    say(
      `Made a key in ${instance.path}. Keep a copy somewhere else: without it, answers that are not open yet are lost.`,
    )
  const db = openDatabase<Tables>(connected.pool)
  await recogniseKey(db.$pickTables<never>(), instance.key, systemClock.now())
  await bringInAuthorities(db.$pickTables<keyof AuthoritiesTables>(), content.authorities, systemClock.now())
  const deps: Deps = {
    db,
    clock: systemClock,
    content,
    assets: loadAssets(),
    instanceKey: instance.key,
    url: config.url,
    trustProxy: config.trustProxy,
    log,
    mailer: config.smtpUrl ? createMailer({ smtpUrl: config.smtpUrl, from: config.mailFrom }) : null,
    place: {
      version,
      dataFolder: connected.engine === 'embedded' ? config.dataFolder : null,
      backupOn: config.backup,
    },
    fault: (error, reference) => log.error('request.failed', { ...errorFields(error), reference }),
  }
  const app = await buildApp(deps)
  await listen(app, config)
  const house = keepHouse(deps, config, connected)
  say(`Handfast is ready: ${config.url}`)
  await sayWhoRunsIt(deps)
  const stop = async (): Promise<void> => {
    await house.stop()
    await app.close()
    await connected.close()
    process.exit(0)
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop())
}

/** While there is nobody here, prints the one-use address at which somebody becomes the operator. */
async function sayWhoRunsIt(deps: Deps): Promise<void> {
  const link = await firstOperatorLink({ ...deps, db: deps.db.$pickTables<keyof PeopleTables>() })
  if (!link) return
  say('Nobody runs this instance yet. Whoever opens this address first does; it works once, for a day:')
  say(`  ${link}`)
}

async function listen(app: Awaited<ReturnType<typeof buildApp>>, config: Config): Promise<void> {
  try {
    await app.listen({ port: config.port, host: config.host })
  } catch (error) {
    if (errorCode(error) === 'EADDRINUSE')
      throw new CannotStart(
        `Port ${config.port} is taken; stop what uses it, or set PORT to another number.`,
        { cause: error },
      )
    throw new CannotStart(
      `Cannot listen on ${config.host}:${config.port} (${errorCode(error) ?? 'unknown reason'}); check HOST and PORT.`,
      { cause: error },
    )
  }
}

const config = readConfig(process.env)
if (!config.ok) {
  for (const problem of config.problems) say(problem)
  process.exit(1)
}
start(config.config).catch((error: unknown) => {
  say(
    error instanceof CannotStart
      ? error.message
      : `Handfast could not start: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
  )
  process.exit(1)
})
