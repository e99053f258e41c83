import { HtmlElement, TextNode, type DOMNode } from 'html-validate'
import { parsePage } from './page-check.ts'

/**
 * What counts as a figure: an amount of money, a per cent, a chance. Years, dates, versions and how many of something are on
 * the page are not. "Worst 1 in 10" names a column and is none either.
 */
const figure =
  /[−-]?£\s?\d[\d,.]*(?: ?(?:million|billion|thousand|[km]\b))?|\d[\d,.]*\s?(?:%|per cent)|(?<!worst |best |below |lowest |highest )\b\d+ in 10+\b(?! (?:low|high|below|above|lies))/giu

/** Where figures are asked for and not said: boxes, their labels and hints, and the words about them. */
const asks = new Set([
  'label',
  'input',
  'select',
  'textarea',
  'legend',
  'option',
  'script',
  'style',
  'code',
  'title',
])
const asking = ['govuk-hint', 'hf-origins', 'govuk-error-summary', 'govuk-error-message']
/** Only what holds one statement: a source somewhere on a page is no source of everything on it. */
const blocks = new Set(['p', 'li', 'td', 'tr', 'dd', 'figcaption', 'h1'])

export type FigureMarks = { readonly figures: number; readonly without: readonly string[] }

/** Every figure in the page's main part, and those that neither carry their source nor lead to it. */
export function unmarkedFigures(page: string): FigureMarks {
  const root = parsePage(page)
  const main = root.querySelector('main')
  if (!main) return { figures: 0, without: ['there is no main part'] }
  const ids = new Set(root.querySelectorAll('[id]').map((each) => each.getAttributeValue('id')))
  const found: { text: string; isMarked: boolean }[] = []
  walk(main, false)
  return {
    figures: found.length,
    without: found.filter(({ isMarked }) => !isMarked).map(({ text }) => text),
  }

  function walk(element: HtmlElement, isMarked: boolean): void {
    if (asks.has(element.tagName) || asking.some((name) => hasClass(element, name))) return
    const marks = isMarked || leads(element) || carries(element)
    const children = element.childNodes
    for (const [at, child] of children.entries()) {
      if (child instanceof HtmlElement) walk(child, marks || isFollowedBySource(children.slice(at + 1)))
      else if (child instanceof TextNode)
        for (const [text] of child.textContent.matchAll(figure)) {
          const own = /\bSource: \S/.test(child.textContent)
          found.push({
            text: `${text} in “${child.textContent.trim().slice(0, 80)}”`,
            isMarked: marks || own,
          })
        }
    }
  }

  /** A number that is a link to the place on this page where its source stands. */
  function leads(element: HtmlElement): boolean {
    const href = element.getAttributeValue('href') ?? ''
    return hasClass(element, 'hf-number') && href.startsWith('#') && ids.has(href.slice(1))
  }

  /** A sentence, row or item with its source or the mark of an assumption in it. */
  function carries(element: HtmlElement): boolean {
    return (
      blocks.has(element.tagName) &&
      element.querySelectorAll('.hf-source, .hf-assumed').some((mark) => isThere(mark))
    )
  }

  function isThere(link: HtmlElement): boolean {
    const href = link.getAttributeValue('href')
    if (href === null) return link.textContent.trim() !== ''
    return href.startsWith('#') ? ids.has(href.slice(1)) : true
  }
}

/** On a paper a line that begins with "Source:" stands below what it belongs to, before the next heading. */
function isFollowedBySource(later: readonly DOMNode[]): boolean {
  for (const sibling of later) {
    if (!(sibling instanceof HtmlElement)) continue
    if (/^h[1-4]$/.test(sibling.tagName)) return false
    if (sibling.tagName === 'p' && /^\s*Source: \S/.test(sibling.textContent)) return true
  }
  return false
}

function hasClass(element: HtmlElement, name: string): boolean {
  return (element.getAttributeValue('class') ?? '').split(/\s+/).includes(name)
}
