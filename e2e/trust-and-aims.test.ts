import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import { testApp } from '#test/support/app.ts'
import { testDatabase } from '#test/support/database.ts'
import { browserTest, withServer } from './support/chromium.ts'
import { faultsAt } from './support/look.ts'

/** Trust, aims, terms, the pulse and power in a real browser: axe at desktop width, 320 pixels, no scripts, keyboard, print. */
const { empty } = await testDatabase()

/** A sandbox of its own; its partnership's page, and its rounds by their titles. */
async function sandbox(page: Page, origin: string) {
  await page.goto(origin)
  await page.click('text=Try with three pretend councils')
  await page.waitForURL('**/sandbox')
  await page.goto(origin)
  const home = await page.getAttribute('main a[href^="/partnerships/"]', 'href')
  const place = /\/partnerships\/[0-9a-f-]+/.exec(home ?? '')?.[0] ?? ''
  await page.goto(origin + place)
  const links = await page.$$eval('main li a', (all) =>
    all.map((link) => [link.textContent ?? '', link.getAttribute('href') ?? ''] as const),
  )
  return {
    place,
    round: (title: string) => links.find(([text]) => text.startsWith(title))?.[1] ?? '/none',
  }
}

browserTest('trust, aims, terms, the pulse and power are for everybody to use', async (browser) => {
  await empty()
  const { app } = await testApp()
  await withServer(app, async (origin) => {
    const page = await (await browser.newContext()).newPage()
    const { place, round } = await sandbox(page, origin)
    const [opened, open] = [round('Trust round 1'), round('Trust round 2')]
    const [aims, again, board] = [round('Our aims 1'), round('Our aims 2'), round('Terms board 1')]
    await page.goto(origin + open)
    const rate = await page.getAttribute('main a[href*="/rate/"]', 'href')
    await page.goto(`${origin}${opened}/result`)
    const pair = await page.getAttribute('main a[href*="/result/"]', 'href')
    const faults: string[] = []
    for (const path of [
      place,
      `${place}/trust`,
      `${opened}/result`,
      pair ?? '/none',
      `${opened}/ourselves`,
      `${opened}/check-receipt`,
      open,
      `${open}/terms`,
      `${open}/visibility`,
      rate ?? '/none',
      `${open}/seal`,
      `${open}/waiting`,
      `${place}/alignment`,
      `${place}/alignment/new/aims`,
      `${place}/alignment/new/board`,
      `${aims}/result`,
      `${again}/answer/points`,
      `${again}/check`,
      `${again}/terms`,
      `${board}/result`,
      `${board}/meeting`,
      `${board}/own-copy`,
      `${place}/alignment/heads`,
      `${place}/alignment/heads/write`,
      `${place}/alignment/timeline`,
      `${place}/alignment/session`,
      `${place}/alignment/session/aims`,
      `${place}/alignment/session/agenda`,
      `${place}/pulse`,
      `${place}/pulse/answer`,
      `${place}/power`,
    ])
      faults.push(...(await faultsAt(page, origin, path)))
    assert.deepEqual(faults, [])

    // By keyboard alone: a sheet is filled in and saved.
    await page.setViewportSize({ width: 1280, height: 900 })
    await page.goto(origin + (rate ?? ''))
    await page.keyboard.press('Tab')
    await page.locator('main input[type=radio]').first().focus()
    for (let i = 0; i < 6; i++) {
      await page.keyboard.press('Space')
      await page.keyboard.press('ArrowDown')
      await page.keyboard.press('Tab')
    }
    assert.equal(await page.evaluate(() => document.activeElement?.textContent?.trim()), 'Save and go on')
    await page.keyboard.press('Enter')
    await page.waitForURL((url) => url.pathname !== rate)

    // On paper: the navigation and what can only be pressed are not printed.
    await page.goto(`${origin}${board}/result`)
    await page.emulateMedia({ media: 'print' })
    assert.equal(await page.locator('.hf-no-print:visible').count(), 0)
    assert.equal(await page.locator('h1:visible').count(), 1)
  })
})

browserTest(
  'without scripts a slip keeps what was typed, and a pulse is answered and closed',
  async (browser) => {
    await empty()
    const { app } = await testApp()
    await withServer(app, async (origin) => {
      const page = await (await browser.newContext({ javaScriptEnabled: false })).newPage()
      const { place, round } = await sandbox(page, origin)
      await page.goto(`${origin}${round('Our aims 2')}/answer/points`)
      await page.fill('[name=points-save-money]', '70')
      await page.click('text=Save and continue')
      assert.match((await page.textContent('.govuk-error-summary')) ?? '', /points/)
      assert.equal(await page.inputValue('[name=points-save-money]'), '70')
      await page.goto(`${origin}${place}/pulse/answer`)
      await page.click('text=Save my answer')
      assert.equal(await page.locator('.govuk-error-summary__list a').count(), 5)
      for (const group of await page.locator('main .govuk-radios').all())
        await group.locator('input').nth(3).check()
      await page.click('text=Save my answer')
      await page.click('text=Close the pulse and count')
      assert.match((await page.textContent('main')) ?? '', /last time/)
    })
  },
)
