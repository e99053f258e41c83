import assert from 'node:assert/strict'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { saveSplitFigures, type SplitFigures } from '#modules/cost-sharing/index.ts'
import { testApp } from '#test/support/app.ts'
import { testDatabase } from '#test/support/database.ts'
import * as make from '#test/support/make.ts'
import { browserTest, withServer } from './support/chromium.ts'
import { faultsAt } from './support/look.ts'

/**
 * The sharing laboratory in a real browser: sliders and "what if we left" are worked out there, without asking the server;
 * the same works without scripts; axe finds nothing and nothing runs over the side.
 */
const { db, empty } = await testDatabase()
const codes = [make.codes.ashby, make.codes.barnshire, make.codes.coldwell].sort()

const figures: SplitFigures = {
  councils: codes.map((code, i) => ({
    code,
    name: ['Ashby', 'Barnshire', 'Coldwell'][i]!,
    alone: [60_000_000, 45_000_000, 38_000_000][i]!,
    volume: [400, 300, 200][i]!,
    people: [4000, 3000, 9000][i]!,
  })),
  year: '2026-27',
  source: 'A worked example',
  owner: 'Nobody',
  setUp: 20_000_000,
  method: 'platform',
  groups: {},
  platform: 90_000_000,
  service: null,
}

type Stage = {
  readonly context: BrowserContext
  readonly page: Page
  readonly origin: string
  readonly at: string
}

async function onStage(
  browser: Browser,
  work: (stage: Stage) => Promise<void>,
  options: { readonly javaScriptEnabled?: boolean } = {},
): Promise<void> {
  await empty()
  const built = await testApp()
  const lead = await make.person(db, codes[0]!)
  const partnership = await make.partnership(db, lead, codes)
  assert.ok('done' in (await saveSplitFigures({ db }, lead, { partnership, seen: 0, figures })))
  const [name = '', value = ''] = (await built.signInAs(lead)).split('=')
  await withServer(built.app, async (origin) => {
    const context = await browser.newContext({ reducedMotion: 'reduce', ...options })
    await context.addCookies([{ name, value, url: origin }])
    const page = await context.newPage()
    await work({ context, page, origin, at: `/partnerships/${partnership}/sharing` })
  })
  assert.deepEqual(built.faults, [])
}

/** What the browser asks for while something is done. */
async function asked(page: Page, work: () => Promise<void>): Promise<string[]> {
  const seen: string[] = []
  const note = (request: { url: () => string }) => void seen.push(request.url())
  page.on('request', note)
  await work()
  page.off('request', note)
  return seen
}

browserTest('“what if we left” is worked out in the browser: no request leaves it', async (browser) => {
  await onStage(browser, async ({ page, origin, at }) => {
    await page.goto(`${origin}${at}/leaving`, { waitUntil: 'networkidle' })
    const before = await page.locator('[data-leaving-result]').innerText()
    const requests = await asked(page, async () => {
      await page.getByLabel('Who leaves?').selectOption({ label: 'Coldwell' })
      await page.getByLabel(/own chance of having to leave/).fill('37')
      await page.getByRole('button', { name: 'Work it out' }).click()
      await page.getByRole('heading', { name: /^If Coldwell gives notice/ }).waitFor()
    })
    assert.deepEqual(requests, [])
    const inBrowser = await page.locator('[data-leaving-result]').innerText()
    assert.notEqual(inBrowser, before)
    assert.match(inBrowser, /private to your council/)
    assert.equal(await page.evaluate(() => document.activeElement?.id), 'answer')
    // The server, asked the same, says the same to the penny: it is the same engine.
    await page.getByRole('button', { name: 'Keep it for us' }).click()
    await page.waitForLoadState('networkidle')
    const onServer = await page.locator('[data-leaving-result]').innerText()
    assert.equal(onServer, inBrowser)
    await page.goto(`${origin}${at}/leaving`, { waitUntil: 'networkidle' })
    assert.equal(await page.getByLabel(/own chance of having to leave/).inputValue(), '37')
    const wrong = await asked(page, async () => {
      await page.getByLabel('How long is the notice?').fill('ages')
      await page.getByRole('button', { name: 'Work it out' }).click()
      await page.getByRole('link', { name: /Notice must be a whole number/ }).waitFor()
    })
    assert.deepEqual(wrong, [])
  })
})

browserTest(
  'the sliders are worked out in the browser, and the sentence changes as they move',
  async (browser) => {
    await onStage(browser, async ({ page, origin, at }) => {
      await page.goto(`${origin}${at}/mix`, { waitUntil: 'networkidle' })
      const sentence = page.locator('[data-mix-result] p').first()
      const row = page.locator('[data-mix-result] tbody tr').first()
      const [before, paid] = [await sentence.innerText(), await row.innerText()]
      const requests = await asked(page, async () => {
        await page.locator('#mix-alone').focus()
        await page.keyboard.press('Home')
        for (let i = 0; i < 5; i++) await page.keyboard.press('PageUp')
        await page.locator('#mix-equal').focus()
        await page.keyboard.press('Home')
        await page.locator('#mix-people').focus()
        await page.keyboard.press('End')
      })
      assert.deepEqual(requests, [])
      assert.notEqual(await row.innerText(), paid)
      assert.notEqual(await sentence.innerText(), before)
      const moved = await page.locator('[data-mix-result]').innerText()
      await page.getByRole('button', { name: 'Work it out' }).click()
      await page.waitForLoadState('networkidle')
      assert.equal(await page.locator('[data-mix-result]').innerText(), moved)
    })
  },
)

browserTest('without scripts the same questions are answered by the server', async (browser) => {
  await onStage(
    browser,
    async ({ page, origin, at }) => {
      await page.goto(`${origin}${at}/leaving`)
      assert.equal(await page.getByRole('button', { name: 'Keep it for us' }).isVisible(), false)
      await page.getByLabel('Who leaves?').selectOption({ label: 'Coldwell' })
      await page.getByRole('button', { name: 'Work it out' }).click()
      await page.getByRole('heading', { name: /^If Coldwell gives notice/ }).waitFor()
      await page.goto(`${origin}${at}/mix`)
      await page.locator('#mix-people').fill('100')
      await page.getByRole('button', { name: 'Work it out' }).click()
      assert.equal(await page.locator('#mix-people').inputValue(), '100')
    },
    { javaScriptEnabled: false },
  )
})

browserTest('every page of sharing is for everybody to use, on a screen and on paper', async (browser) => {
  await onStage(browser, async ({ page, origin, at }) => {
    const faults: string[] = []
    const look = async (...paths: readonly string[]) => {
      for (const path of paths) faults.push(...(await faultsAt(page, origin, at + path)))
    }
    await look(
      '',
      '/figures',
      '/groups',
      '/rules',
      '/rules?pot=exit',
      '/hold',
      '/fairness',
      '/mix',
      '/leaving',
    )
    await look('/propose')
    await page.getByLabel('Same rate of saving').check()
    await page.getByLabel('Why this rule?').fill('All save the same.')
    await page.getByRole('button', { name: 'Propose it to the partners' }).click()
    await look('/proposal', '/true-up', '/rebase', '/paper')
    await page.emulateMedia({ media: 'print' })
    assert.equal(await page.getByRole('link', { name: /^CSV/ }).first().isVisible(), false)
    assert.equal(await page.getByRole('heading', { name: 'If a council left' }).isVisible(), true)
    assert.deepEqual(faults, [])
  })
})
