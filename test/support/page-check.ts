import { Config, HtmlValidate, Parser, type HtmlElement } from 'html-validate'

/**
 * What every page must be: valid HTML, one h1, a title made of it, a label for every box. Rules of taste that say nothing
 * about a reader are off; where the design system's own markup differs, its markup wins.
 */
const validator = new HtmlValidate({
  extends: ['html-validate:recommended', 'html-validate:document'],
  rules: {
    // How a tag is written, which no browser minds.
    'void-style': 'off',
    'doctype-style': 'off',
    'attr-quotes': 'off',
    'attribute-boolean-style': 'off',
    'attribute-empty-style': 'off',
    'no-trailing-whitespace': 'off',
    'long-title': 'off',
    'tel-non-breaking': 'off',
    // The design system's own: a link that looks like a button says so, and lists without bullets keep their role.
    'prefer-native-element': 'off',
    'no-redundant-role': 'off',
    // The error summary stands above the heading, as in the design system.
    'heading-level': ['error', { minInitialRank: 'h2' }],
    'no-inline-style': 'error',
    // Ids are made of statements' names, which have dots in them.
    'valid-id': ['error', { relaxed: true }],
    'require-sri': 'off',
    'no-unknown-elements': 'error',
  },
})

const parsing = await Config.defaultConfig().resolve()

const checked = new Map<string, readonly string[]>()

/** What is wrong with a page, a sentence each; an empty list means nothing is. */
export function pageFaults(page: string): readonly string[] {
  const known = checked.get(page)
  if (known) return known
  const report = validator.validateStringSync(page)
  const faults = report.results.flatMap(({ messages }) =>
    messages.map(({ line, message, ruleId }) => `line ${line}: ${message} (${ruleId})`),
  )
  const root = parsePage(page)
  faults.push(...headingFaults(root), ...labelFaults(root))
  checked.set(page, faults)
  return faults
}

export function parsePage(page: string): HtmlElement {
  return new Parser(parsing).parseHtml(page)
}

/** The words in an element, as they are read. */
export function wordsIn(element: HtmlElement | null): string {
  return element === null ? '' : decode(element.textContent).replaceAll(/\s+/g, ' ').trim()
}

/** The value of an attribute, as the browser sees it. */
export function valueOf(element: HtmlElement, name: string): string | null {
  const value = element.getAttributeValue(name)
  return value === null ? null : decode(value)
}

function headingFaults(root: HtmlElement): string[] {
  const headings = root.querySelectorAll('h1')
  if (headings.length !== 1) return [`There are ${headings.length} h1 headings.`]
  const heading = wordsIn(headings[0] ?? null)
  const title = wordsIn(root.querySelector('title')).replace(/^Error: /, '')
  const fits =
    title === `${heading} – Handfast` || (title.startsWith(`${heading} – `) && title.endsWith(' – Handfast'))
  return fits ? [] : [`The title “${title}” is not made of the h1 “${heading}”.`]
}

const unlabelled = new Set(['hidden', 'submit', 'button', 'reset'])

function labelFaults(root: HtmlElement): string[] {
  const labelled = new Set(root.querySelectorAll('label').map((label) => valueOf(label, 'for')))
  return root
    .querySelectorAll('input, select, textarea')
    .filter((box) => !unlabelled.has(valueOf(box, 'type') ?? 'text'))
    .filter(
      (box) =>
        !labelled.has(valueOf(box, 'id')) &&
        !box.hasAttribute('aria-label') &&
        !box.hasAttribute('aria-labelledby'),
    )
    .map((box) => `The box “${valueOf(box, 'name') ?? ''}” has no label.`)
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', nbsp: ' ' }

function decode(text: string): string {
  return text.replaceAll(/&(?:#(\d+)|(\w+));/g, (whole, number?: string, name?: string) => {
    if (number !== undefined) return String.fromCodePoint(Number(number))
    return named[name ?? ''] ?? whole
  })
}
