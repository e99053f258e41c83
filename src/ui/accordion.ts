import { type Attributes, attributes, classes, translations } from './attributes.ts'
import { type Content, type Html, html } from './html.ts'
import {
  type HeadingLevel,
  type Items,
  type MaybeWords,
  type Options,
  type Words,
  hasWords,
  words,
} from './options.ts'

export type AccordionItem = Options<{
  heading: Words
  summary?: MaybeWords
  content: MaybeWords
  expanded?: boolean
}>

export type AccordionOptions = Options<{
  /** Also the key under which a browser remembers what was open, so one to a page and kept over time. */
  id: string
  /** 2 unless given. */
  headingLevel?: HeadingLevel
  classes?: string
  attributes?: Attributes
  rememberExpanded?: boolean
  hideAllSectionsText?: string
  hideSectionText?: string
  hideSectionAriaLabelText?: string
  showAllSectionsText?: string
  showSectionText?: string
  showSectionAriaLabelText?: string
  items: Items<AccordionItem>
}>

export function govukAccordion(options: AccordionOptions): Html {
  const said = translations({
    'hide-all-sections': options.hideAllSectionsText,
    'hide-section': options.hideSectionText,
    'hide-section-aria-label': options.hideSectionAriaLabelText,
    'show-all-sections': options.showAllSectionsText,
    'show-section': options.showSectionText,
    'show-section-aria-label': options.showSectionAriaLabelText,
  })
  const { id, rememberExpanded } = options
  const rest = [
    attributes(said),
    rememberExpanded !== undefined && attributes({ 'data-remember-expanded': rememberExpanded }),
    attributes(options.attributes),
  ]
  const items = options.items.map((item, i) => item && section(item, id, i + 1, options.headingLevel ?? 2))
  return html`<div
    class="${classes('govuk-accordion', options.classes)}"
    data-module="govuk-accordion"
    id="${id}"
    ${rest}
  >
    ${items}
  </div>`
}

function section(item: AccordionItem, id: string, index: number, level: HeadingLevel): Html {
  const name = classes('govuk-accordion__section', item.expanded && 'govuk-accordion__section--expanded')
  return html`<div class="${name}">
    <div class="govuk-accordion__section-header">
      ${heading(item, id, index, level)}
      ${hasWords(item.summary) && html`<div class="govuk-accordion__section-summary govuk-body" id="${id}-summary-${index}">${words(item.summary)}</div>`}
    </div>
    <div id="${id}-content-${index}" class="govuk-accordion__section-content">${content(item)}</div>
  </div>`
}

function heading(item: AccordionItem, id: string, index: number, level: HeadingLevel): Html {
  const button = html`<span class="govuk-accordion__section-button" id="${id}-heading-${index}">
    ${words(item.heading)}
  </span>`
  return html`<h${level} class="govuk-accordion__section-heading">${button}</h${level}>`
}

function content({ content }: AccordionItem): Content {
  return content?.html ?? (content?.text && html`<p class="govuk-body">${content.text}</p>`)
}
