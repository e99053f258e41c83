import assert from 'node:assert/strict'
import { setTimeout as wait } from 'node:timers/promises'
import type { Page } from 'playwright-core'
import { testApp } from '#test/support/app.ts'
import { testDatabase } from '#test/support/database.ts'
import { browserTest, withServer } from './support/chromium.ts'
import { faultsAt } from './support/look.ts'

/** Finding a partner in a real browser: done without scripts, then looked at with axe and at 320 pixels. */
const { empty } = await testDatabase()

/** Every pair of neighbours for one service, asked for by the form. The address of what was found. */
async function searchPairs(page: Page, origin: string): Promise<string> {
  await page.goto(`${origin}/partner-finding/groups`)
  await page.selectOption('[name="service"]', 'legal')
  await page.click('main button:has-text("Continue")')
  await page.check('[name="size"][value="2"]')
  await page.fill('[name="reach"]', '15')
  const empties = page.locator('main form input[inputmode="decimal"]')
  for (const box of await empties.all()) if ((await box.inputValue()) === '') await box.fill('10')
  await page.click('main button:has-text("Search every group")')
  for (let looks = 0; looks < 60; looks++) {
    if ((await page.locator('h1:has-text("The best groups of 2")').count()) > 0)
      return new URL(page.url()).pathname
    await wait(250)
    await page.goto(page.url())
  }
  throw new Error(`Nothing was found: ${await page.textContent('main')}`)
}

browserTest('councils alike, groups, dates, offers and interest', async (browser) => {
  await empty()
  const built = await testApp()
  await withServer(built.app, async (origin) => {
    const plain = await browser.newContext({ javaScriptEnabled: false })
    const page = await plain.newPage()
    await page.goto(`${origin}/partner-finding/like`)
    await page.selectOption('[name="council"]', { label: 'Adur District Council' })
    await page.click('main button:has-text("Show the councils")')
    assert.match((await page.textContent('h1')) ?? '', /Councils like Adur/)
    const group = await searchPairs(page, origin)

    await page.goto(origin)
    await page.click('text=Try with three pretend councils')
    await page.waitForURL('**/sandbox')
    await page.goto(`${origin}/partner-finding/interests/new`)
    await page.click('main form button[type="submit"]')
    assert.equal(await page.locator('.govuk-error-summary').count(), 1, 'nobody named is refused in words')

    const scripted = await browser.newContext({
      reducedMotion: 'reduce',
      storageState: await plain.storageState(),
    })
    const seen = await scripted.newPage()
    const faults: string[] = []
    seen.on('pageerror', (error) => faults.push(error.message))
    for (const path of [
      '/partner-finding',
      '/partner-finding/like?council=adur',
      '/partner-finding/groups?service=legal',
      group,
      '/partner-finding/plan',
      '/partner-finding/dates',
      '/partner-finding/dates/new',
      '/partner-finding/dates/load',
      '/partner-finding/dates/coinciding',
      '/partner-finding/offers',
      '/partner-finding/offers/new',
      '/partner-finding/interests',
      '/partner-finding/interests/new',
    ])
      faults.push(...(await faultsAt(seen, origin, path)))
    assert.deepEqual(faults, [])
    assert.deepEqual(built.faults, [])
  })
})
