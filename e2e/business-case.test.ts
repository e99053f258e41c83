import assert from 'node:assert/strict'
import { setTimeout as wait } from 'node:timers/promises'
import type { Page } from 'playwright-core'
import { testApp } from '#test/support/app.ts'
import { testDatabase } from '#test/support/database.ts'
import { browserTest, withServer } from './support/chromium.ts'
import { faultsAt } from './support/look.ts'

/** The baseline, the case and its run in a real browser: worked without scripts, then looked at with axe and at 320 pixels. */
const { empty } = await testDatabase()

/** The address of the first link in the page's content whose address holds `part`. */
async function linkTo(page: Page, part: string): Promise<string> {
  const href = await page.getAttribute(`main a[href*="${part}"]`, 'href')
  if (href === null) throw new Error(`There is no link to ${part} at ${page.url()}.`)
  return href
}

/** Looks again, as the page itself does without a script, until the run has its result. */
async function resultOf(page: Page, address: string): Promise<void> {
  for (let looks = 0; looks < 60; looks++) {
    await page.goto(address)
    if ((await page.locator('h2:has-text("For each council")').count()) > 0) return
    await wait(250)
  }
  throw new Error('The run has no result yet.')
}

browserTest('the baseline, the case, a run and its paper', async (browser) => {
  await empty()
  const built = await testApp()
  await withServer(built.app, async (origin) => {
    const plain = await browser.newContext({ javaScriptEnabled: false })
    const page = await plain.newPage()
    await page.goto(origin)
    await page.click('text=Try with three pretend councils')
    await page.waitForURL('**/sandbox')
    await page.goto(origin)
    const home = /\/partnerships\/[0-9a-f-]+/.exec(await linkTo(page, '/partnerships/'))?.[0] ?? ''
    await page.goto(`${origin}${home}/business-case`)
    const of = await linkTo(page, '/business-case/')
    await page.goto(origin + of)
    const run = await linkTo(page, '/runs/')
    await resultOf(page, origin + run)

    await page.goto(`${origin}${of}/part/frame`)
    const seed = page.locator('[name="seed"]')
    await seed.fill('nought')
    await page.click('main form button[type="submit"]')
    assert.equal(await page.locator('.govuk-error-summary').count(), 1, 'a wrong seed is refused in words')
    assert.equal(await seed.inputValue(), 'nought', 'what was typed is kept')
    const service = await firstOf(page, origin + of, `${of}/part/service`)
    const figures = await firstOf(page, `${origin}${home}/baseline`, `${home}/baseline/`)

    const scripted = await browser.newContext({
      reducedMotion: 'reduce',
      storageState: await plain.storageState(),
    })
    const seen = await scripted.newPage()
    const faults: string[] = []
    seen.on('pageerror', (error) => faults.push(error.message))
    for (const path of [
      `${home}/business-case`,
      `${home}/baseline`,
      figures,
      `${home}/baseline/sheet`,
      `${home}/baseline/tasks`,
      of,
      `${of}/part/frame`,
      service,
      run,
      `${run}/paper`,
    ])
      faults.push(...(await faultsAt(seen, origin, path)))
    for (const path of [run, `${run}/paper`]) faults.push(...(await printFaults(seen, origin + path)))
    assert.deepEqual(faults, [])
    assert.deepEqual(built.faults, [])
  })
})

/** On A4 (718 pixels between its margins) nothing runs over the side, and what only a screen needs is gone. */
async function printFaults(page: Page, address: string): Promise<string[]> {
  await page.setViewportSize({ width: 718, height: 1000 })
  await page.goto(address)
  await page.emulateMedia({ media: 'print' })
  const found = await page.evaluate(() => ({
    over: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    shown: [...document.querySelectorAll('.hf-no-print, nav, button')].filter(
      (each) => each.getClientRects().length > 0,
    ).length,
  }))
  await page.emulateMedia({ media: 'screen' })
  return [
    ...(found.over > 0 ? [`${address}: ${found.over} pixels over the side on paper`] : []),
    ...(found.shown > 0 ? [`${address}: ${found.shown} things of the screen are printed`] : []),
  ]
}

async function firstOf(page: Page, address: string, part: string): Promise<string> {
  await page.goto(address)
  return linkTo(page, part)
}
