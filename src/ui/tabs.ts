import { type Attributes, attribute, attributes, classes } from './attributes.ts'
import { type Content, type Html, html } from './html.ts'
import { type Items, type MaybeWords, type Options } from './options.ts'

export type TabItem = Options<{
  /** The prefix and a number unless given. */
  id?: string
  label: string
  attributes?: Attributes
  panel: MaybeWords & Options<{ attributes?: Attributes }>
}>

export type TabsOptions = Options<{
  id?: string
  /** Needed when an item has no id. */
  idPrefix?: string
  /** "Contents" unless given: the heading of the list that the tabs are without JavaScript. */
  title?: string
  items?: Items<TabItem>
  classes?: string
  attributes?: Attributes
}>

export function govukTabs(options: TabsOptions): Html {
  const items = options.items ?? []
  const idOf = (item: TabItem, i: number) => item.id || `${options.idPrefix ?? ''}-${i + 1}`
  const list = items.map((item, i) => item && tab(item, idOf(item, i), i === 0))
  const panels = items.map((item, i) => item && panel(item, idOf(item, i), i === 0))
  return html`<div${attribute('id', options.id)} class="${classes('govuk-tabs', options.classes)}"${attributes(options.attributes)} data-module="govuk-tabs">
    <h2 class="govuk-tabs__title">${options.title ?? 'Contents'}</h2>
    ${
      items.length > 0 &&
      html`<ul class="govuk-tabs__list">
        ${list}
      </ul>`
    }
    ${panels}
  </div>`
}

function tab(item: TabItem, id: string, isFirst: boolean): Html {
  const name = classes('govuk-tabs__list-item', isFirst && 'govuk-tabs__list-item--selected')
  return html`<li class="${name}">
    <a class="govuk-tabs__tab" href="#${id}" ${attributes(item.attributes)}> ${item.label} </a>
  </li>`
}

function panel(item: TabItem, id: string, isFirst: boolean): Html {
  const name = classes('govuk-tabs__panel', !isFirst && 'govuk-tabs__panel--hidden')
  return html`<div class="${name}" id="${id}" ${attributes(item.panel?.attributes)}>
    ${panelContent(item.panel)}
  </div>`
}

function panelContent(panel: MaybeWords): Content {
  return panel.html ?? (panel.text && html`<p class="govuk-body">${panel.text}</p>`)
}
