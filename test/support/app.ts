import type { FastifyInstance } from 'fastify'
import type { Deps } from '#root/app-deps.ts'
import { buildApp, type Observe } from '#root/app.ts'
import { startSession, type PeopleTables } from '#modules/people/index.ts'
import type { Clock } from '#platform/clock.ts'
import { createLog } from '#platform/log.ts'
import { cookieNames } from '#platform/cookie.ts'
import type { Viewer } from '#platform/viewer.ts'
import { loadAssets, type Assets } from '#ui/assets.ts'
import { testContent, testDatabase } from './database.ts'
import { noon } from './make.ts'

/** A clock that a test sets by hand. */
export type TestClock = Clock & { set(now: Date): void; wait(minutes: number): void }

export function testClock(start: Date = noon): TestClock {
  let now = start
  return {
    now: () => now,
    set: (next) => {
      now = next
    },
    wait: (minutes) => {
      now = new Date(now.getTime() + minutes * 60_000)
    },
  }
}

export type TestApp = {
  readonly app: FastifyInstance
  readonly deps: Deps
  readonly clock: TestClock
  /** Faults of ours since the app was built; a test that expects none looks here. */
  readonly faults: unknown[]
  /** Starts a session for somebody who is in the database and returns the `cookie` header that carries it. */
  readonly signInAs: (viewer: Pick<Viewer, 'person' | 'council' | 'managing' | 'sandbox'>) => Promise<string>
}

let assets: Assets | undefined

/** The files of the pages, read once a process. */
export function testAssets(): Assets {
  assets ??= loadAssets()
  return assets
}

/** The application as it runs, on the test database and with a clock that stands still. */
export async function testApp(
  overrides: Partial<Omit<Deps, 'clock'>> = {},
  observe: Observe = {},
): Promise<TestApp> {
  const { db } = await testDatabase()
  const clock = testClock()
  const faults: unknown[] = []
  const deps: Deps = {
    db,
    clock,
    content: testContent(),
    assets: testAssets(),
    instanceKey: Buffer.alloc(32, 7),
    url: 'http://localhost',
    trustProxy: false,
    mailer: null,
    log: createLog({ level: 'silent', clock }),
    fault: (error) => faults.push(error),
    ...overrides,
  }
  const app = await buildApp(deps, observe)
  return { app, deps, clock, faults, signInAs: (viewer) => signIn(deps, viewer) }
}

async function signIn(
  deps: Deps,
  viewer: Pick<Viewer, 'person' | 'council' | 'managing' | 'sandbox'>,
): Promise<string> {
  const now = deps.clock.now()
  const db = deps.db.$pickTables<keyof PeopleTables>()
  const names = cookieNames(deps.url)
  const value = await startSession(
    db,
    { kind: 'visitor', now, ...(viewer.sandbox ? { sandbox: viewer.sandbox } : {}) },
    {
      person: viewer.person,
      proved: viewer.sandbox ? 'sandbox' : 'link',
      actingFor: viewer.council,
      managing: viewer.managing,
      sandbox: viewer.sandbox,
    },
  )
  return `${viewer.sandbox ? names.sandbox : names.session}=${value}`
}
