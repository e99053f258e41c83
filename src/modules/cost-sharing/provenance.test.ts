import assert from 'node:assert/strict'
import { beforeEach, describe, test } from 'node:test'
import { NodeType, type HtmlElement } from 'html-validate'
import { testApp, type TestApp } from '#test/support/app.ts'
import { browser } from '#test/support/browser.ts'
import { testDatabase } from '#test/support/database.ts'
import { parsePage } from '#test/support/page-check.ts'

/**
 * No amount without its origin: every sum of money and every per cent on the pages of sharing is a link to where it is from.
 * Left out is what asks for figures (labels, hints and boxes), drawings, which have a table beside them, and the list of
 * origins itself.
 */
const { empty } = await testDatabase()
const left = new Set([
  'svg',
  'script',
  'style',
  'label',
  'legend',
  'option',
  'input',
  'textarea',
  'title',
  'nav',
])
const leftClasses = ['govuk-hint', 'hf-origins', 'govuk-input__prefix', 'govuk-input__suffix']

function bareFigures(html: string): string[] {
  const found: string[] = []
  const look = (node: HtmlElement, isLinked: boolean): void => {
    const classes = (node.getAttributeValue('class') ?? '').split(/\s+/)
    if (left.has(node.tagName ?? '') || leftClasses.some((name) => classes.includes(name))) return
    const linked = isLinked || (node.tagName === 'a' && (node.getAttributeValue('href') ?? '') !== '')
    for (const child of node.childNodes) {
      if (child.nodeType === NodeType.ELEMENT_NODE) look(child as HtmlElement, linked)
      else if (!linked && /£\s?\d|\d\s?%/.test(child.textContent)) found.push(child.textContent.trim())
    }
  }
  const [main] = parsePage(html).querySelectorAll('main')
  assert.ok(main)
  look(main, false)
  return found
}

describe('where every figure of sharing is from', () => {
  let built: TestApp

  beforeEach(async () => {
    await empty()
    built = await testApp()
  })

  test('a bare figure is found', () => {
    const page = (body: string) => `<!doctype html><html lang="en"><body><main>${body}</main></body></html>`
    assert.deepEqual(bareFigures(page('<p>It costs £5.</p><p>And <a href="#from-1">£6</a>.</p>')), [
      'It costs £5.',
    ])
    assert.deepEqual(bareFigures(page('<table><tr><td>12.5%</td></tr></table>')), ['12.5%'])
  })

  test('every amount says where it comes from, on every page of a split', async () => {
    const who = browser(built.app)
    await who.visit('/')
    await who.press('Try with three pretend councils')
    await who.visit('/')
    await who.follow('Three Rivers Digital')
    const [at = ''] = /\/partnerships\/[0-9a-f-]{36}/.exec(who.page().html) ?? []
    const sharing = `${at}/sharing`
    for (const name of ['Bess Bramble', 'Cora Clover']) {
      await who.visit('/sandbox')
      if (!who.page().html.includes(`Be ${name}`)) continue
      await who.press(`Be ${name}`)
      await who.visit(`${sharing}/proposal`)
      await who.press('Agree for my council')
    }
    await who.visit(`${sharing}/true-up/year`)
    const boxes = {
      year: '2025-26',
      spent: '2m',
      'paid-0': '1m',
      'paid-1': '0',
      'paid-2': '0',
      source: 'Accounts',
      owner: 'Finance',
    }
    for (const [name, value] of Object.entries(boxes)) who.fill(name, value)
    await who.press('Save and see what each owes')
    const faults: string[] = []
    let figures = 0
    for (const path of [
      '',
      '/rules',
      '/rules?pot=set-up',
      '/rules?pot=savings',
      '/rules?pot=overspend',
      '/rules?pot=exit&cap=60',
      '/hold',
      '/fairness',
      '/mix',
      '/leaving',
      '/propose',
      '/proposal',
      '/true-up',
      '/true-up/year?year=2025-26',
      '/rebase',
      '/figures',
      '/groups',
    ]) {
      const { status, html } = await who.visit(sharing + path)
      assert.equal(status, 200, path)
      figures += html.match(/class="hf-number"/g)?.length ?? 0
      for (const bare of bareFigures(html)) faults.push(`${path}: ${bare}`)
    }
    assert.ok(figures > 300, `only ${figures} figures were looked at`)
    assert.deepEqual(faults, [])
  })
})
