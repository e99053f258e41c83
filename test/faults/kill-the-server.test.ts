import assert from 'node:assert/strict'
import { randomInt } from 'node:crypto'
import { after, describe, test } from 'node:test'
import type { Browser } from '#test/support/browser.ts'
import { parsePage, valueOf, wordsIn } from '#test/support/page-check.ts'
import { makeSite } from '#test/support/server.ts'

const kills = 3
const writers = 4
const site = await makeSite()
describe('kill the server', () => {
  after(() => site.remove())
  const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

  /** The addresses of the first questions that a pretend council's lead is asked. */
  async function openQuestions(someone: Browser): Promise<string[]> {
    await someone.visit('/')
    await someone.press('Try with three pretend councils')
    await someone.visit('/')
    await someone.follow('Three Rivers Digital')
    await someone.follow('Readiness round 2 (try it)')
    await someone.follow('Agree the next answer')
    const [round = '', first = ''] = someone.page().path.split('/agree/')
    const { html } = await someone.visit(round)
    const asked = [...html.matchAll(/\/(?:agree)\/([\w.-]+)"/g)].map(([, item = '']) => item)
    return [...new Set([first, ...asked])].slice(0, writers).map((item) => `${round}/agree/${item}`)
  }

  /** What stands on the page of a question: the number of the last save, and the version to save over. */
  async function standing(someone: Browser, path: string): Promise<{ saved: number; version: string }> {
    const page = parsePage((await someone.visit(path)).html)
    const version = page.querySelector('input[name="version"]')
    assert.ok(
      version,
      `There is no version on ${path}: ${someone.page().status} ${someone.page().text.slice(0, 300)}`,
    )
    const saved = Number(
      /^Saved (\d+)$/.exec(wordsIn(page.querySelector('textarea[name="reason"]')))?.[1] ?? 0,
    )
    return { saved, version: valueOf(version, 'value') ?? '' }
  }

  /** Saves one field again and again until the program is gone; gives the last save that it said it had kept. */
  async function saveUntilGone(someone: Browser, path: string): Promise<number> {
    const { saved, version: seen } = await standing(someone, path)
    const cookie = [...someone.cookies].map((pair) => pair.join('=')).join('; ')
    const headers = {
      cookie,
      host: 'localhost',
      origin: 'http://localhost',
      accept: 'application/json',
      'content-type': 'application/x-www-form-urlencoded',
    }
    let version = seen
    for (let next = saved + 1; ; next += 1) {
      const payload = new URLSearchParams({ reason: `Saved ${next}`, version }).toString()
      const answer = await site.ask({ method: 'POST', url: path, headers, payload }).catch(() => undefined)
      if (!answer) return next - 1
      assert.equal(answer.status, 200, answer.body)
      version = /"version":"(\d+)"/.exec(answer.body)?.[1] ?? ''
    }
  }

  test('every save that a person saw acknowledged is there after the program was killed', async (t) => {
    const someone = site.browser()
    let program = await site.start()
    const paths = await openQuestions(someone)
    assert.equal(paths.length, writers)
    for (let kill = 1; kill <= kills; kill += 1) {
      const writing = Promise.all(paths.map((path) => saveUntilGone(someone, path)))
      await wait(randomInt(1000, 2500))
      await program.kill()
      const promised = await writing
      program = await site.start()
      t.diagnostic(`kill ${kill}: promised ${promised.join(', ')}`)
      for (const [index, path] of paths.entries()) {
        const { saved } = await standing(someone, path)
        const last = promised[index] ?? 0
        assert.ok(last > 0, `Nothing was saved to ${path}.`)
        // The save that was under way when the program died may have been kept; nobody was told so.
        assert.ok(saved === last || saved === last + 1, `${path} has save ${saved}; ${last} was acknowledged`)
      }
    }
    program.child.kill('SIGTERM')
    assert.equal((await program.ends()).code, 0)
  })
})
