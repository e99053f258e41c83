import assert from 'node:assert/strict'
import { join } from 'node:path'
import * as engine from 'handfast/engine'
import { browserModules } from '#ui/browser-module.ts'
import { browserTest } from './support/chromium.ts'

/** The engine in a real browser, as it is: no server but the file, no bundle, and the same numbers to the bit. */

type Engine = typeof engine

const source = join(import.meta.dirname, '../src')
const origin = 'http://engine.test'

function served(): Map<string, { body: string; type: string }> {
  const files = new Map<string, { body: string; type: string }>()
  browserModules([join(source, 'engine/index.ts')], {
    root: source,
    packages: {},
    publish: (name, body) => {
      files.set(`${origin}/${name}`, { body, type: 'text/javascript' })
      return `/${name}`
    },
  })
  return files.set(`${origin}/`, { body: '<!doctype html><title>The engine</title>', type: 'text/html' })
}

/** No inline script, no eval, no worker, no other origin: stricter than any page of ours. */
const policy = "default-src 'none'; script-src 'self'; require-trusted-types-for 'script'"

/** What a page about shares, groups, leaving and measures asks. Runs here and, as text, in the browser. */
function answers(engine: Engine): string {
  const game = engine.costGame(
    ['Ashby', 'Barnshire', 'Coldwell', 'Dunmere', 'Eastham', 'Fellbrook'],
    Array.from({ length: 64 }, (_, group) =>
      group === 0 ? 0 : 100 + ((group * 37) % 61) + 20 * engine.sizeOf(group),
    ),
  )
  const rules = engine.SIMPLE_RULES.map((rule) => ({ rule }))
  const population = [6, 5, 4, 3, 2, 1]
  const model = engine.withdrawal({
    partners: [
      { name: 'Ashby', volume: 100, reestablish: 0.5 },
      { name: 'Barnshire', volume: 80, reestablish: 0.4 },
      { name: 'Coldwell', volume: 60, reestablish: 0.3 },
      { name: 'Dunmere', volume: 20, reestablish: 0.1 },
    ],
    costs: {
      kind: 'service',
      fixedAlone: 0.96,
      unitAlone: 0.06,
      fixedShared: 3.76,
      unitShared: 0.053,
      elasticity: 0.92,
      coordination: 0.15,
    },
    horizon: 7,
    notice: 1,
    discount: 0.035,
    sticky: { share: 0.8, years: 3 },
    sharing: 'shapley',
    receipts: 'volume',
  })
  const found = {
    shares: engine.allocateAll(game, rules, engine.solveExactly),
    nearest: engine.allocate(game, { rule: 'core-nearest', key: population }, engine.solveExactly),
    least: engine.leastCore(game, engine.solveExactly),
    fix: engine.smallestFix(game, engine.equalShares(game), engine.solveExactly),
    properties: engine.gameProperties(game, engine.solveExactly),
    groups: engine.bestPartition(engine.savings(game), 6),
    leaving: engine.contagion(model),
    scale: engine.cascadeScale(model, engine.holdHarmlessFees(model)),
    fees: engine.coalitionProofFees(model, engine.solveExactly),
    votes: engine.votingPower({ weights: [12, 5, 5, 5, 2, 2], quota: 17 }),
    luck: engine.uniform(1, 2, 3, 4, 5),
  }
  return JSON.stringify(found, (_, value: unknown) => {
    if (typeof value === 'bigint') return `${value}n`
    if (value === Infinity) return 'Infinity'
    return value instanceof Float64Array ? [...value] : value
  })
}

const script = `import * as engine from '/engine-index.js'
${answers.toString()}
document.body.textContent = answers(engine)
document.body.dataset.done = 'yes'`

browserTest(
  'under a policy that allows nothing but its own files, a browser gives the same answers to the bit',
  async (browser) => {
    const files = served()
    files.set(`${origin}/`, {
      body: '<!doctype html><html lang="en"><title>The engine</title><body></body><script type="module" src="/ask.js"></script></html>',
      type: 'text/html',
    })
    files.set(`${origin}/ask.js`, { body: script, type: 'text/javascript' })
    const page = await browser.newPage()
    page.setDefaultTimeout(20_000)
    const refused: string[] = []
    page.on('console', (message) => refused.push(message.text()))
    page.on('pageerror', (error) => refused.push(String(error)))
    await page.route('**/*', (route) => {
      const file = files.get(route.request().url())
      if (!file) return route.fulfill({ status: 404 })
      const headers = { 'content-security-policy': policy }
      return route.fulfill({ body: file.body, contentType: file.type, headers })
    })
    await page.goto(`${origin}/`)
    await page
      .locator('body[data-done]')
      .waitFor()
      .catch((error: unknown) => {
        throw new Error(`${String(error)}\n${refused.join('\n')}`)
      })
    const text = (await page.locator('body').textContent()) ?? ''
    assert.deepEqual(JSON.parse(text), JSON.parse(answers(engine)))
    assert.deepEqual(
      refused.filter((line) => !line.includes('favicon')),
      [],
    )
  },
)
