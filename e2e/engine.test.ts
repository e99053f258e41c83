import assert from 'node:assert/strict'
import { join } from 'node:path'
import * as engine from 'handfast/engine'
import { browserModules } from '#ui/browser-module.ts'
import { browserTest } from './support/chromium.ts'

/** The engine in a real browser, as it is: no server but the file, no bundle, and the same numbers to the bit. */

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

const question = `import('/engine-index.js').then((engine) => {
  const games = [
    [['Ashby', 'Barnshire', 'Coldwell'], [0, 60, 50, 80, 40, 76, 66, 96]],
    [['A', 'B', 'C', 'D', 'E'], Array.from({ length: 32 }, (_, g) => g === 0 ? 0 : 100 + (g * 37) % 61 + 20 * engine.sizeOf(g))],
  ]
  return games.map(([names, costs]) => {
    const game = engine.costGame(names, costs)
    const least = engine.prenucleolus(game, engine.solveExactly)
    return {
      shapley: [...engine.shapley(game.values, names.length)],
      prenucleolus: [...least.shares],
      proved: least.check.holds,
    }
  })
})`

browserTest(
  'a browser shares a bill by Shapley and by the nucleolus, with its proof, to the same bit',
  async (browser) => {
    const files = served()
    const page = await browser.newPage()
    page.setDefaultTimeout(8000)
    const asked: string[] = []
    await page.route('**/*', (route) => {
      const url = route.request().url()
      asked.push(url)
      const file = files.get(url)
      return file
        ? route.fulfill({ body: file.body, contentType: file.type })
        : route.fulfill({ status: 404 })
    })
    await page.goto(`${origin}/`)
    const found: unknown = await page.evaluate(question)
    const games = [
      engine.costGame(['Ashby', 'Barnshire', 'Coldwell'], [0, 60, 50, 80, 40, 76, 66, 96]),
      engine.costGame(
        ['A', 'B', 'C', 'D', 'E'],
        Array.from({ length: 32 }, (_, g) => (g === 0 ? 0 : 100 + ((g * 37) % 61) + 20 * engine.sizeOf(g))),
      ),
    ]
    const here = games.map((game) => {
      const least = engine.prenucleolus(game, engine.solveExactly)
      assert.ok(least.defined)
      return {
        shapley: [...engine.shapley(game.values, game.players.length)],
        prenucleolus: [...least.shares],
        proved: true,
      }
    })
    assert.deepEqual(found, here)
    assert.deepEqual(
      asked.filter((url) => !files.has(url) && !url.endsWith('/favicon.ico')),
      [],
    )
  },
)
