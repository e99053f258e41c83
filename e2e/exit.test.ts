import { AxeBuilder } from '@axe-core/playwright'
import assert from 'node:assert/strict'
import { testApp } from '#test/support/app.ts'
import { testDatabase } from '#test/support/database.ts'
import { browserTest, withServer } from './support/chromium.ts'

/** The pages about leaving in a real browser: axe finds nothing at desktop width, and nothing runs over the side at 320. */
const { empty } = await testDatabase()
const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

browserTest(
  'plans, registers, terms, notice and worked partnerships are for everybody to use',
  async (browser) => {
    await empty()
    const { app } = await testApp()
    await withServer(app, async (origin) => {
      const context = await browser.newContext()
      const page = await context.newPage()
      await page.goto(origin)
      await page.click('text=Try with three pretend councils')
      await page.waitForURL('**/sandbox')
      await page.goto(origin)
      const home = await page.getAttribute('main a[href^="/partnerships/"]', 'href')
      const exit = `${/\/partnerships\/[0-9a-f-]+/.exec(home ?? '')?.[0]}/exit`
      const faults: string[] = []
      for (const path of [
        exit,
        `${exit}/ours`,
        `${exit}/ours/answers/considering`,
        `${exit}/ours/registers/systems`,
        `${exit}/ours/registers/contracts/new`,
        `${exit}/joint/rehearsals`,
        `${exit}/ours/files/plan`,
        `${exit}/ours/load`,
        `${exit}/share`,
        `${exit}/terms`,
        `${exit}/notice`,
        `${exit}/reorganisation`,
        '/worked-partnerships/clyde-valley',
        '/lessons',
      ]) {
        await page.setViewportSize({ width: 1280, height: 900 })
        const answered = await page.goto(origin + path)
        if (answered?.status() !== 200) faults.push(`${path}: ${answered?.status()}`)
        const found = await new AxeBuilder({ page }).withTags(standards).analyze()
        for (const { id, nodes } of found.violations)
          faults.push(`${path}: ${id} at ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)
        await page.setViewportSize({ width: 320, height: 640 })
        const over = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        )
        if (over > 0) faults.push(`${path}: ${over} pixels over the side at 320`)
      }
      assert.deepEqual(faults, [])
    })
  },
)
