import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import { after, describe, test } from 'node:test'
import type { Browser } from '#test/support/browser.ts'
import { freePort } from '#test/support/postgres-server.ts'
import { makeSite } from '#test/support/server.ts'
import { mailServer } from '#test/support/smtp.ts'

const site = await makeSite()
describe('mail down', () => {
  after(() => site.remove())
  const email = 'olive@example.org'
  const patienceMs = 40_000

  async function becomeOperator(someone: Browser, printed: string): Promise<void> {
    await someone.visit(printed)
    someone.fill('name', 'Olive Operator')
    someone.fill('email', email)
    await someone.press('Become the operator')
  }

  async function askForLink(someone: Browser): Promise<void> {
    await someone.visit('/sign-in')
    someone.fill('email', email)
    await someone.press('Continue')
    someone.fill('method', 'link')
    const { status } = await someone.press('Continue')
    assert.equal(status, 200)
  }

  /** Looks until it is so: the program sends mail every ten seconds. */
  async function until(isSo: () => Promise<boolean> | boolean, what: string): Promise<void> {
    const patience = AbortSignal.timeout(patienceMs)
    while (!(await isSo())) {
      if (patience.aborted) throw new Error(`For ${patienceMs / 1000} seconds it was not so: ${what}`)
      await new Promise((resolve) => setTimeout(resolve, 200))
    }
  }

  /** A way to a mail server at an address of our choosing. */
  async function listenFor(port: number, smtpUrl: string): Promise<() => void> {
    const server = createServer((socket) => {
      const there = connect(Number(new URL(smtpUrl).port), '127.0.0.1')
      socket.on('error', () => there.destroy())
      there.on('error', () => socket.destroy())
      socket.pipe(there).pipe(socket)
    })
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
    return () => server.close()
  }

  test('while the mail server is away the program serves, keeps the mail and says why; then it sends it', async () => {
    const port = await freePort()
    const program = await site.start({
      SMTP_URL: `smtp://127.0.0.1:${port}`,
      MAIL_FROM: 'handfast@example.org',
    })
    const operator = site.browser()
    await becomeOperator(operator, (await program.prints(/\/first-operator\/\S+/))[0])
    const someone = site.browser()
    await askForLink(someone)
    await until(
      async () => /ECONNREFUSED/.test((await operator.visit('/operator/outbox')).text),
      'the outbox says why',
    )
    assert.equal((await someone.visit('/')).status, 200)

    const mail = await mailServer()
    const stopListening = await listenFor(port, mail.smtpUrl)
    await operator.press(`Try again to ${email}`)
    await until(() => mail.received.length > 0, 'the mail arrived')
    const [received] = mail.received
    assert.equal(received?.to, email)
    const link = new URL(received?.links[0] ?? '')
    assert.equal((await someone.visit(link.pathname)).status, 200)
    stopListening()
    await mail.close()
    await program.kill()
  })
})
