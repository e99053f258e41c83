import { AxeBuilder } from '@axe-core/playwright'
import assert from 'node:assert/strict'
import { testApp } from '#test/support/app.ts'
import { testDatabase } from '#test/support/database.ts'
import { browserTest, listen } from './support/chromium.ts'

/** The public register in a real browser: axe finds nothing, nothing runs over the side at 320 pixels, and it works without scripts. */
const { empty } = await testDatabase()
const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
const pages = [
  '/register',
  '/register/map',
  '/register/totals',
  '/register/endings',
  '/register/data',
  '/register/arrangements/southwest-one',
  '/register/arrangements/sts/suggest',
  '/register/councils/somerset',
  '/search?q=hamersmith',
  '/guidance',
  '/guidance/words/tupe',
  '/guidance/statements/purpose.same-reason',
  '/cases',
  '/cases/shared-digital',
]

browserTest('every public page of the register, the guidance and the search', async (browser) => {
  await empty()
  const built = await testApp()
  const origin = await listen(built.app)
  const context = await browser.newContext({ reducedMotion: 'reduce' })
  const faults: string[] = []
  try {
    const page = await context.newPage()
    page.on('pageerror', (error) => faults.push(error.message))
    for (const path of pages) {
      await page.setViewportSize({ width: 1280, height: 900 })
      assert.equal((await page.goto(origin + path))?.status(), 200, path)
      const { violations } = await new AxeBuilder({ page }).withTags(standards).analyze()
      for (const { id, nodes } of violations)
        faults.push(`${path}: ${id} at ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)
      await page.setViewportSize({ width: 320, height: 640 })
      const over = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      )
      if (over > 0) faults.push(`${path}: ${over} pixels over the side at 320`)
    }
    assert.deepEqual(faults, [])
    assert.deepEqual(built.faults, [])
  } finally {
    await context.close()
    await built.app.close()
  }
})

browserTest('the register and the search work without scripts', async (browser) => {
  const built = await testApp()
  const origin = await listen(built.app)
  const context = await browser.newContext({ javaScriptEnabled: false })
  try {
    const page = await context.newPage()
    await page.goto(`${origin}/register`)
    await page.selectOption('#service', 'legal')
    await page.click('button:has-text("Show")')
    assert.match((await page.textContent('main')) ?? '', /of 62/)
    await page.goto(`${origin}/search`)
    await page.fill('#q', 'camdem')
    await page.click('main button:has-text("Search")')
    assert.match((await page.textContent('main')) ?? '', /London Borough of Camden/)
  } finally {
    await context.close()
    await built.app.close()
  }
})
