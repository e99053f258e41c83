import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { testApp, type TestApp } from '#test/support/app.ts'
import { browser, type Browser, type Seen } from '#test/support/browser.ts'
import { testContent, testDatabase } from '#test/support/database.ts'
import { unmarkedFigures } from '#test/support/figure-marks.ts'

/**
 * No number without provenance. Every page about the baseline, the business case, leaving and worked partnerships is visited
 * as a person would find it, from link to link; every amount of money, every per cent and every chance on it must carry its
 * source or the mark of an assumption, or lead to it.
 */
const { empty } = await testDatabase()
const isCovered = (path: string) =>
  /^\/partnerships\/[0-9a-f-]+\/(?:business-case|baseline|exit)(?:\/|$)/.test(path) ||
  path.startsWith('/worked-partnerships')

describe('figures and where they are from', () => {
  let built: TestApp
  let visitor: Browser
  let home: string

  before(async () => {
    await empty()
    built = await testApp()
    visitor = browser(built.app)
    await visitor.visit('/')
    await visitor.press('Try with three pretend councils')
    const started = await visitor.visit('/')
    home = /\/partnerships\/[0-9a-f-]+/.exec(started.html)?.[0] ?? ''
    await untilRun()
  })

  /** The pretend councils' run is worked out beside the pages; its result is what most figures are. */
  async function untilRun(): Promise<void> {
    for (let look = 0; look < 200; look++) {
      const list = await visitor.visit(`${home}/business-case`)
      const of = linksIn(list).find((path) => /business-case\/[0-9a-f-]{36}$/.test(path)) ?? ''
      const run = linksIn(await visitor.visit(of)).find((path) => path.includes('/runs/')) ?? ''
      if (/For each council/.test((await visitor.visit(run)).text)) return
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    throw new Error('The pretend councils’ run has no result.')
  }

  test('every figure on every page carries its source, or leads to it', async () => {
    const seen = new Map<string, number>()
    const unmarked: string[] = []
    const toSee = [`${home}/business-case`, `${home}/baseline`, `${home}/exit`, '/worked-partnerships']
    for (let path = toSee.shift(); path !== undefined; path = toSee.shift()) {
      if (seen.has(path)) continue
      const page = await visitor.visit(path)
      assert.equal(page.status, 200, path)
      const { figures, without } = unmarkedFigures(page.html)
      seen.set(path, figures)
      unmarked.push(...without.map((figure) => `${path.replace(home, '')}: ${figure}`))
      toSee.push(...linksIn(page).filter((each) => isCovered(each) && !seen.has(each)))
    }
    assert.deepEqual(unmarked, [])
    const total = [...seen.values()].reduce((sum, count) => sum + count, 0)
    assert.ok(seen.size >= 60, `only ${seen.size} pages were found`)
    assert.ok(total >= 500, `only ${total} figures were found`)
    for (const { id } of testContent().workedPartnerships)
      assert.ok((seen.get(`/worked-partnerships/${id}`) ?? 0) > 5, id)
    assert.deepEqual(built.faults, [])
  })
})

/** The pages that a page leads to: no files, no places within it. */
function linksIn({ html }: Seen): string[] {
  return [...html.matchAll(/href="([^"#?]+)/g)]
    .map(([, path = '']) => path)
    .filter((path) => path.startsWith('/') && !/\.[a-z]{2,4}$/.test(path))
}
