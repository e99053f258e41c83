import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'

const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** What is wrong with a page, a sentence each: its status, what axe finds at desktop width, what runs over the side at 320 pixels. */
export async function faultsAt(page: Page, origin: string, path: string): Promise<string[]> {
  await page.setViewportSize({ width: 1280, height: 900 })
  const answered = await page.goto(origin + path)
  const status = answered?.status()
  const { violations } = await new AxeBuilder({ page }).withTags(standards).analyze()
  await page.setViewportSize({ width: 320, height: 640 })
  const over = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  )
  return [
    ...(status === 200 ? [] : [`${path}: ${status}`]),
    ...violations.map(
      ({ id, nodes }) => `${path}: ${id} at ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
    ),
    ...(over > 0 ? [`${path}: ${over} pixels over the side at 320`] : []),
  ]
}
