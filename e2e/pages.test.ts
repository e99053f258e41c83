import { AxeBuilder } from '@axe-core/playwright'
import assert from 'node:assert/strict'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { newId } from '#platform/id.ts'
import { testApp, type TestApp } from '#test/support/app.ts'
import { testDatabase } from '#test/support/database.ts'
import * as make from '#test/support/make.ts'
import { browserTest, listen } from './support/chromium.ts'

/**
 * Every page in every state, in a real browser: axe finds nothing, nothing runs over the side at 320 pixels, no script
 * complains. The pages are reached as people reach them, in a sandbox and as an operator.
 */
const { db, owner, empty } = await testDatabase()

const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

type Visit = {
  readonly page: Page
  readonly origin: string
  readonly faults: string[]
  readonly complaints: string[]
}

async function open(context: BrowserContext, origin: string): Promise<Visit> {
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    // A refused form answers 409 or 422, which the browser notes; that is how it should be.
    if (message.type() === 'error' && !/status of (4\d\d)/.test(message.text()))
      complaints.push(message.text())
  })
  return { page, origin, faults: [], complaints }
}

/** Looks at the page that is open: by axe at desktop width, for overflow at 320 pixels. */
async function look({ page, faults }: Visit, name: string): Promise<void> {
  await page.setViewportSize({ width: 1280, height: 900 })
  const found = await new AxeBuilder({ page }).withTags(standards).analyze()
  for (const { id, nodes } of found.violations)
    faults.push(`${name}: ${id} at ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)
  await page.setViewportSize({ width: 320, height: 640 })
  const over = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  )
  if (over > 0) faults.push(`${name}: ${over} pixels over the side at 320`)
  await page.setViewportSize({ width: 1280, height: 900 })
}

/** Some pages refuse (409), but none of those that are named here may be missing, unless the test says so. */
async function goAndLook(visit: Visit, path: string, { missing = false } = {}): Promise<void> {
  const answer = await visit.page.goto(visit.origin + path)
  assert.equal(answer?.status() === 404, missing, path)
  await look(visit, path)
}

async function withApp(
  browser: Browser,
  work: (visit: Visit, built: TestApp, context: BrowserContext) => Promise<void>,
): Promise<void> {
  await empty()
  const built = await testApp()
  const origin = await listen(built.app)
  const context = await browser.newContext({ reducedMotion: 'reduce' })
  try {
    const visit = await open(context, origin)
    await work(visit, built, context)
    assert.deepEqual(visit.faults, [])
    assert.deepEqual(visit.complaints, [])
    assert.deepEqual(built.faults, [])
  } finally {
    await context.close()
    await built.app.close()
  }
}

browserTest('pages for everybody: nothing is in the way of anybody', async (browser) => {
  await withApp(browser, async (visit) => {
    const paths = [
      '/',
      '/sign-in',
      '/councils',
      '/councils?q=corn',
      '/councils/adur',
      '/how-it-works',
      '/who-can-see-what',
      '/privacy',
      '/accessibility',
      '/cookies',
      '/glossary',
      '/licence',
      '/quick-check',
    ]
    for (const path of paths) await goAndLook(visit, path)
    await goAndLook(visit, '/no-such-page', { missing: true })
  })
})

/** Presses the sandbox's button and returns the addresses of its two rounds. */
async function enterSandbox({
  page,
  origin,
}: Visit): Promise<{ partnership: string; finished: string; running: string }> {
  await page.goto(origin)
  await page.getByRole('button', { name: 'Try with three pretend councils' }).click()
  await page.goto(origin)
  await page.getByRole('link', { name: 'Three Rivers Digital' }).click()
  const partnership = new URL(page.url()).pathname
  const address = async (name: string) =>
    (await page.getByRole('link', { name, exact: true }).getAttribute('href')) ?? ''
  return {
    partnership,
    finished: await address('Readiness round 1'),
    running: await address('Readiness round 2 (try it)'),
  }
}

async function become({ page, origin }: Visit, name: string): Promise<void> {
  await page.goto(`${origin}/sandbox`)
  await page.getByRole('button', { name: `Be ${name}` }).click()
}

browserTest('a finished round, from the board to the receipts', async (browser) => {
  await withApp(browser, async (visit) => {
    const { partnership, finished } = await enterSandbox(visit)
    await goAndLook(visit, '/sandbox')
    for (const path of ['', '/councils', '/record']) await goAndLook(visit, partnership + path)
    for (const path of [
      '',
      '/board',
      '/board?group=differ',
      '/board/money.sharing-rule',
      '/board/purpose.same-reason',
      '/agenda',
      '/agenda?meeting=yes',
      '/meeting',
      '/offices',
      '/check-receipt',
      '/terms',
      '/papers',
      '/check',
      '/waiting',
      '/archive',
    ])
      await goAndLook(visit, finished + path)
    await visit.page.goto(`${visit.origin}${finished}/board/money.sharing-rule`)
    await visit.page.getByRole('button', { name: 'Record the outcome' }).click()
    await look(visit, 'a card after recording')
    await become(visit, 'Percy Plumtree')
    for (const path of ['', '/board', '/agenda']) await goAndLook(visit, finished + path)
  })
})

browserTest('a round under way, as each who takes part in it', async (browser) => {
  await withApp(browser, async (visit) => {
    const { partnership, running } = await enterSandbox(visit)
    const { page, origin } = visit
    for (const path of [
      '',
      '/check',
      '/seal',
      '/waiting',
      '/break-seal',
      '/more-time',
      '/withdraw',
      '/cancel',
      '/offices',
      '/papers',
    ])
      await goAndLook(visit, running + path)
    await page.goto(origin + running)
    await page.getByRole('button', { name: 'Agree the next answer' }).click()
    await look(visit, 'a question')
    await page.getByRole('button', { name: 'Save and continue' }).click()
    await look(visit, 'a question with what is missing')
    await goAndLook(visit, `${partnership}/readiness/new`)
    await page.getByRole('button', { name: 'Continue' }).click()
    await look(visit, 'starting a round without choosing')
    await page.getByRole('radio').first().check()
    await page.getByRole('button', { name: 'Continue' }).click()
    await look(visit, 'choosing an ambition')
    await page.getByRole('radio').first().check()
    await page.getByRole('button', { name: 'Continue' }).click()
    await look(visit, 'terms to offer')
    const terms = new URL(page.url()).pathname
    for (const term of ['ambition', 'deadline', 'staff']) await goAndLook(visit, `${terms}/${term}`)
    await page.goto(origin + terms)
    await page.getByRole('button', { name: 'Offer these terms to every council' }).click()
    await look(visit, 'terms offered')
    await become(visit, 'Bess Bramble')
    await goAndLook(visit, terms)
    await become(visit, 'Abel Ashtree')
    await goAndLook(visit, running)
    await page.getByRole('button', { name: 'Answer the next statement' }).click()
    await look(visit, 'a question for an office')
    await become(visit, 'Astrid Aster')
    await goAndLook(visit, `${running}/check`)
  })
})

browserTest(
  'trust, the pulse and power: every page, from the first choice to what came of it',
  async (browser) => {
    await withApp(browser, async (visit) => {
      const { partnership } = await enterSandbox(visit)
      const { page, origin } = visit
      await goAndLook(visit, `${partnership}/trust`)
      const address = async (name: string) =>
        (await page.getByRole('link', { name, exact: true }).getAttribute('href')) ?? ''
      const finished = await address('Trust round 1')
      const running = await address('Trust round 2 (try it)')
      for (const path of ['/result', '/ourselves', '/terms', '/archive'])
        await goAndLook(visit, finished + path)
      await page.goto(`${origin}${finished}/result`)
      await page.getByRole('link', { name: 'Ashby and Barnshire' }).click()
      await look(visit, 'both directions of a pair')
      await become(visit, 'Bess Bramble')
      await goAndLook(visit, `${finished}/ourselves`)
      await become(visit, 'Alma Appleseed')
      for (const path of ['', '/visibility', '/seal', '/waiting', '/withdraw', '/cancel'])
        await goAndLook(visit, running + path)
      for (let council = 0; council < 3; council++) {
        await page.goto(origin + running)
        await page.getByRole('button', { name: /^Rate / }).click()
        if (council === 0) {
          await page.getByRole('button', { name: 'Save and go on' }).click()
          await look(visit, 'a council with what is missing')
        }
        for (const group of await page.getByRole('group').all()) await group.getByRole('radio').nth(3).check()
        await page.getByRole('button', { name: 'Save and go on' }).click()
      }
      await page.goto(`${origin}${running}/seal`)
      await page.getByRole('button', { name: 'Seal our ratings' }).click()
      await look(visit, 'sealed, and all is ready')
      await page.getByRole('button', { name: 'Open all ratings together' }).click()
      await look(visit, 'opened between pairs, with the trend')
      await goAndLook(visit, `${partnership}/pulse`)
      await page.getByRole('button', { name: /^(Answer|Change your answer)$/ }).click()
      await page.getByRole('button', { name: 'Save my answer' }).click()
      await look(visit, 'the pulse with what is missing')
      await goAndLook(visit, `${partnership}/power`)
      await page.getByLabel('Votes of Ashby').fill('3')
      await page.getByLabel('What Ashby pays a year').fill('250k')
      await page.getByRole('button', { name: 'Save and work it out' }).click()
      await look(visit, 'who would carry a vote')
    })
  },
)

browserTest('what a lead and an operator see of their own house', async (browser) => {
  await withApp(browser, async (visit, built, context) => {
    const lead = await make.person(db, make.codes.ashby, { name: 'Ada Lead', email: 'ada@example.org' })
    await owner.query('update people_person set is_operator = true where id = $1', [lead.person])
    const [name = '', value = ''] = (await built.signInAs(lead)).split('=')
    await context.addCookies([{ name, value, url: visit.origin }])
    const paths = [
      '/',
      '/people',
      '/people/invite',
      '/account',
      '/acting-for',
      '/partnerships/new',
      '/partnerships/new?alone=yes',
      '/operator',
      '/operator/people',
      '/operator/outbox',
      '/operator/enrol',
      '/operator/bodies/new',
    ]
    for (const path of paths) await goAndLook(visit, path)
    await goAndLook(visit, `/readiness/${newId()}`, { missing: true })
  })
})

browserTest('without scripts a question is answered, saved and found again', async (browser) => {
  await empty()
  const built = await testApp()
  const origin = await listen(built.app)
  const context = await browser.newContext({
    javaScriptEnabled: false,
    viewport: { width: 375, height: 800 },
  })
  try {
    const visit = await open(context, origin)
    const { running } = await enterSandbox(visit)
    const { page } = visit
    await page.goto(origin + running)
    await page.getByRole('button', { name: 'Agree the next answer' }).click()
    const question = page.url()
    await page.getByRole('radio', { name: '3. Written down' }).check()
    await page.getByLabel('Why? Give your reason').fill('A paper names the owner')
    await page.getByRole('button', { name: 'Save and go back to the list' }).click()
    await page.goto(question)
    assert.equal(await page.getByLabel('Why? Give your reason').inputValue(), 'A paper names the owner')
    assert.ok(await page.getByRole('radio', { name: '3. Written down' }).isChecked())
  } finally {
    await context.close()
    await built.app.close()
  }
})

browserTest('by keyboard alone: from the question to the next one', async (browser) => {
  await withApp(browser, async (visit) => {
    const { running } = await enterSandbox(visit)
    const { page, origin } = visit
    await page.goto(origin + running)
    await page.getByRole('button', { name: 'Agree the next answer' }).click()
    const first = page.url()
    await page.keyboard.press('Tab')
    assert.equal(await page.evaluate(() => document.activeElement?.textContent), 'Skip to main content')
    const reach = async (name: string) => {
      for (let i = 0; i < 60; i++) {
        if ((await page.evaluate(() => document.activeElement?.getAttribute('name'))) === name) return
        await page.keyboard.press('Tab')
      }
      assert.fail(`${name} cannot be reached with the keyboard`)
    }
    await reach('reading')
    await page.keyboard.press('Space')
    await reach('reason')
    await page.keyboard.type('Everybody knows')
    await reach('then')
    await page.keyboard.press('Enter')
    await page.waitForURL((url) => url.href !== first)
    assert.equal(await page.locator('h1').count(), 1)
  })
})

browserTest('what is typed is saved field by field, and says so', async (browser) => {
  await withApp(browser, async (visit) => {
    const { running } = await enterSandbox(visit)
    const { page, origin } = visit
    await page.goto(origin + running)
    await page.getByRole('button', { name: 'Agree the next answer' }).click()
    await page.getByLabel('Why? Give your reason').fill('Typed and left')
    await page.getByLabel('Why? Give your reason').blur()
    await page.locator('[data-saved]').first().waitFor()
    assert.match((await page.locator('[data-saved]').first().textContent()) ?? '', /^Saved \d\d:\d\d$/)
    const other = await page.context().newPage()
    await other.goto(page.url())
    assert.equal(await other.getByLabel('Why? Give your reason').inputValue(), 'Typed and left')
  })
})
