import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page, Request } from 'playwright-core'
import { readQuickCheck } from '#modules/quick-check/index.ts'
import { testApp } from '#test/support/app.ts'
import { browserTest, withServer } from './support/chromium.ts'

/** The quick check in a real browser: nothing is sent, a keyboard is enough, and what it says is what the rule says. */

type Open = { readonly page: Page; readonly requests: string[] }

/** Opens the quick check and from then on notes every request. */
async function open(browser: Browser, origin: string, options: { width?: number } = {}): Promise<Open> {
  const context = await browser.newContext({ viewport: { width: options.width ?? 1280, height: 900 } })
  context.setDefaultTimeout(8000)
  const page = await context.newPage()
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(String(error)))
  await page.goto(`${origin}/quick-check`, { waitUntil: 'networkidle' })
  assert.deepEqual(faults, [])
  const requests: string[] = []
  page.on('request', (request: Request) => {
    if (/^https?:/.test(request.url())) requests.push(`${request.method()} ${request.url()}`)
  })
  return { page, requests }
}

async function start(page: Page, ambition = 'B. Share a post or a team'): Promise<void> {
  await page.getByLabel(ambition).check()
  await page.getByRole('button', { name: 'Start' }).click()
}

/** Answers every question from the one that is open, each with the same choice. */
async function answerAll(page: Page, choose: (i: number) => string): Promise<number> {
  for (let i = 0; ; i++) {
    const radio = page.locator(`.hf-quick-statement:not([hidden]) input[value="${choose(i)}"]`)
    if ((await radio.count()) === 0) return i
    await radio.check()
    await page.getByRole('button', { name: 'Continue' }).click()
  }
}

/** Waits until a part of the page says this: a link within the page has been followed only when the next task has run. */
async function says(page: Page, part: string, words: RegExp): Promise<void> {
  await page.locator(part).filter({ hasText: words, visible: true }).waitFor()
}

async function findings(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))
}

const app = async () => (await testApp()).app

browserTest(
  'a whole quick check sends nothing: not one request after the page has loaded',
  async (browser) => {
    await withServer(await app(), async (origin) => {
      const { page, requests } = await open(browser, origin)
      await start(page)
      const count = await answerAll(page, (i) => (i === 0 ? '1' : i === 1 ? 'unknown' : '5'))
      assert.equal(count, 17)
      await says(page, '#quick-result-title', /^\s*You are not ready yet\s*$/)
      await page.getByRole('link', { name: 'Change an answer' }).click()
      await page.goBack()
      const download = page.waitForEvent('download')
      await page.getByRole('button', { name: 'Save your answers as a file' }).click()
      const saved = readQuickCheck(await readFile(await (await download).path(), 'utf8'))
      assert.ok(saved.ok)
      assert.equal(saved.answers.length, 17)
      assert.equal(saved.ambition, 'shared-post')
      assert.deepEqual(requests, [])
      assert.deepEqual(await page.context().cookies(), [])
      assert.deepEqual(await page.evaluate(() => [localStorage.length, sessionStorage.length]), [0, 0])
    })
  },
)

browserTest('a script on the page could not send anything if it tried', async (browser) => {
  await withServer(await app(), async (origin) => {
    const { page, requests } = await open(browser, origin)
    const outcome = await page.evaluate(async () => {
      const fetched = await fetch('/').then(
        () => 'sent',
        () => 'refused',
      )
      const beacon = navigator.sendBeacon('/', 'x') ? 'queued' : 'refused'
      const form = document.createElement('form')
      form.action = '/sandbox'
      form.method = 'post'
      document.body.append(form)
      form.submit()
      return { fetched, beacon }
    })
    await page.waitForTimeout(300)
    assert.equal(outcome.fetched, 'refused')
    assert.match(page.url(), /\/quick-check$/)
    assert.deepEqual(
      requests.filter((request) => !request.startsWith('GET blob:')),
      [],
    )
  })
})

browserTest(
  'it can be done from start to end with a keyboard alone, and Back goes to the question before',
  async (browser) => {
    await withServer(await app(), async (origin) => {
      const { page } = await open(browser, origin)
      const press = async (...keys: string[]): Promise<void> => {
        for (const key of keys) await page.keyboard.press(key)
      }
      await page.getByLabel('About 15 minutes').focus()
      await press('Tab', 'Space', 'Enter')
      const focused = () => page.evaluate(() => document.activeElement?.textContent?.trim() ?? '')
      const first = await focused()
      assert.equal(first, 'Can we each say why we are doing this, and do we say the same?')
      await press('Enter')
      await press('Tab', 'ArrowDown')
      await press('Enter')
      const second = await focused()
      assert.notEqual(second, first)
      await page.goBack()
      assert.equal(await focused(), first)
      await page.goForward()
      for (let i = 1; i < 17; i++) await press('Tab', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'Enter')
      assert.equal(await page.evaluate(() => location.hash), '#result')
      assert.match(await focused(), /ready|gate/i)
    })
  },
)

browserTest('leaving a question open says what to do, and moves to it', async (browser) => {
  await withServer(await app(), async (origin) => {
    const { page } = await open(browser, origin)
    await page.getByRole('button', { name: 'Start' }).click()
    await says(page, '#quick-problem', /Choose how far you would want to go/)
    await page.keyboard.press('Enter')
    assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('name')), 'ambition')
    await start(page)
    await page.getByRole('button', { name: 'Continue' }).click()
    await says(page, '#quick-problem', /Choose a level/)
    await page.getByRole('link', { name: /Choose a level/ }).click()
    assert.equal(
      await page.evaluate(() => document.activeElement?.getAttribute('name')),
      'purpose.same-reason',
    )
    await page.getByRole('link', { name: 'The result so far' }).click()
    await says(page, '#quick-result', /You have not answered anything yet/)
  })
})

browserTest(
  'what it says follows the rule: ready, share less, not ready, and never a percentage',
  async (browser) => {
    await withServer(await app(), async (origin) => {
      const { page } = await open(browser, origin)
      const result = async (ambition: string, level: string): Promise<string> => {
        await page.goto(`${origin}/quick-check#start`)
        await page.reload()
        await start(page, ambition)
        await answerAll(page, () => level)
        return page.locator('#quick-result').innerText()
      }
      page.on('dialog', (dialog) => void dialog.accept())
      const ready = await result('A. Learn together', '5')
      assert.match(ready, /Every gate is met/)
      assert.match(ready, /The other 43 statements were not asked/)
      const less = await result('C. One council leads', '3')
      assert.match(less, /You could share less now: “Share a post or a team” asks for no more than you have/)
      const never = await result('A. Learn together', 'unknown')
      assert.match(never, /Do not share yet/)
      for (const text of [ready, less, never]) assert.doesNotMatch(text, /%|per cent/)
    })
  },
)

browserTest('a saved file is loaded again; a hostile or broken one is refused in words', async (browser) => {
  await withServer(await app(), async (origin) => {
    const { page, requests } = await open(browser, origin)
    const file = (text: string) => ({
      name: 'x.json',
      mimeType: 'application/json',
      buffer: Buffer.from(text),
    })
    const saved = {
      format: 'handfast-quick-check',
      version: 1,
      framework: { id: 'shared-service-readiness', version: '1.0.0' },
      ambition: 'company',
      set: 'all',
      answers: [
        { statement: 'purpose.same-reason', answer: 3 },
        { statement: 'gone.away', answer: 3 },
      ],
    }
    for (const text of [
      '<script>alert(1)</script>',
      '{}',
      JSON.stringify({ ...saved, ambition: 'x"]<img>' }),
    ]) {
      await page.setInputFiles('#quick-file', file(text))
      await page.locator('#quick-problem a').waitFor()
    }
    await page.setInputFiles(
      '#quick-file',
      file(JSON.stringify({ ...saved, framework: { id: 'other', version: '1.0.0' } })),
    )
    await page.getByText('The file answers other statements').waitFor()
    await page.setInputFiles('#quick-file', file(JSON.stringify(saved)))
    await page.locator('#quick-all-title').waitFor()
    assert.equal(await page.locator('#quick-all-list li').count(), 60)
    assert.match(await page.locator('#quick-all-list li').first().innerText(), /Level 3, co-operate/)
    await page.getByRole('link', { name: 'The result so far' }).last().click()
    await says(page, '#quick-result-title', /You have answered 1 of 60/)
    assert.deepEqual(requests, [])
  })
})

/** Opens each screen in turn, and the paper form, and looks at it. */
async function everyScreen(
  browser: Browser,
  width: number,
  look: (page: Page, screen: string) => Promise<void>,
): Promise<void> {
  await withServer(await app(), async (origin) => {
    const { page } = await open(browser, origin, { width })
    await look(page, 'start')
    await page.getByRole('button', { name: 'Start' }).click()
    await look(page, 'problem')
    await start(page, 'D. A joint committee')
    await look(page, 'question')
    await answerAll(page, (i) => ['1', 'unknown', 'not-applicable', '5'][i % 4] ?? '3')
    await look(page, 'result')
    await page.getByRole('link', { name: 'Change an answer' }).click()
    await look(page, 'all questions')
    await page.goto(`${origin}/quick-check/questions`)
    await look(page, 'paper')
  })
}

browserTest('axe finds nothing on any of its screens', async (browser) => {
  await everyScreen(browser, 1280, async (page, screen) => {
    assert.deepEqual(await findings(page), [], screen)
  })
})

browserTest('none of its screens scrolls sideways on the narrowest phone', async (browser) => {
  await everyScreen(browser, 320, async (page, screen) => {
    const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
    assert.ok(over <= 0, `${screen} is ${over} pixels too wide`)
  })
})

browserTest(
  'on paper the result stands without buttons, and without scripts all statements do',
  async (browser) => {
    await withServer(await app(), async (origin) => {
      const { page } = await open(browser, origin)
      await start(page)
      await answerAll(page, () => '2')
      await page.emulateMedia({ media: 'print' })
      assert.equal(await page.locator('#quick-save').isVisible(), false)
      assert.equal(await page.locator('#quick-print').isVisible(), false)
      assert.equal(await page.locator('#quick-result-title').isVisible(), true)
      assert.equal(await page.locator('#quick-start').isVisible(), false)
      const context = await browser.newContext({ javaScriptEnabled: false })
      const plain = await context.newPage()
      await plain.goto(`${origin}/quick-check`)
      assert.equal(await plain.locator('.hf-quick-statement:visible').count(), 60)
      assert.equal(await plain.locator('#quick-start').isVisible(), false)
      assert.equal(await plain.getByRole('link', { name: 'Excel' }).isVisible(), true)
      assert.match(await plain.locator('main').innerText(), /How to work it out by hand/)
      await plain.emulateMedia({ media: 'print' })
      assert.equal(await plain.locator('.hf-quick-statement:visible').count(), 60)
    })
  },
)
