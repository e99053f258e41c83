import { existsSync } from 'node:fs'
import { type AddressInfo } from 'node:net'
import { test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { chromium, type Browser } from 'playwright-core'

/** Where Debian, Ubuntu, Fedora and the Playwright images put Chromium. `CHROMIUM_PATH` names another place. */
const places = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
]

/** The browser never speaks to anybody but the server under test. */
const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** The path of a Chromium on this machine, or null. */
export function findChromium(): string | null {
  const named = process.env['CHROMIUM_PATH']
  return [...(named ? [named] : []), ...places].find((path) => existsSync(path)) ?? null
}

/** Starts Chromium; whoever calls closes it. */
export async function launch(): Promise<Browser> {
  const executablePath = findChromium()
  if (executablePath === null) throw new Error('There is no Chromium here; see findChromium.')
  return chromium.launch({ executablePath, args: quiet })
}

/** The app on a port of its own on this machine while `work` runs. */
export async function withServer<Result>(
  app: FastifyInstance,
  work: (origin: string) => Promise<Result>,
): Promise<Result> {
  const origin = await listen(app)
  try {
    return await work(origin)
  } finally {
    await app.close()
  }
}

/** Lets the app listen on a free port of this machine and says where. */
export async function listen(app: FastifyInstance): Promise<string> {
  await app.listen({ port: 0, host: '127.0.0.1' })
  const address: AddressInfo | string | null = app.server.address()
  if (typeof address !== 'object' || address === null) throw new Error('The server has no port.')
  return `http://127.0.0.1:${address.port}`
}

/**
 * A test that needs Chromium. Where there is none it is skipped, and says so; in the strict mode of CI (HANDFAST_STRICT=1)
 * it fails, because a browser test that is always skipped proves nothing.
 */
export function browserTest(title: string, work: (browser: Browser) => Promise<void>): void {
  if (findChromium() === null) {
    test(
      title,
      { skip: strict() ? false : 'There is no Chromium on this machine; install one to run this.' },
      () => {
        throw new Error('HANDFAST_STRICT is set and there is no Chromium. Install it, or set CHROMIUM_PATH.')
      },
    )
    return
  }
  test(title, async () => {
    const browser = await launch()
    try {
      await work(browser)
    } finally {
      await browser.close()
    }
  })
}

function strict(): boolean {
  return process.env['HANDFAST_STRICT'] === '1'
}
