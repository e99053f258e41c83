import { safeAddress } from './address.ts'
import { type Attributes, attributes, classes } from './attributes.ts'
import { type Content, type Html, html } from './html.ts'
import { type HeadingLevel, type Items, type MaybeWords, type Options, type Words, words } from './options.ts'

export type SummaryListAction = Words &
  Options<{
    href: string
    /** Read out after the link's words, as in "Change (name)". */
    visuallyHiddenText?: string
    classes?: string
    attributes?: Attributes
  }>

export type SummaryListActions = Options<{ items?: readonly SummaryListAction[]; classes?: string }>

export type SummaryListRow = Options<{
  key: Words & Options<{ classes?: string }>
  value: MaybeWords & Options<{ classes?: string }>
  actions?: SummaryListActions
  classes?: string
}>

export type SummaryCardOptions = Options<{
  title?: MaybeWords & Options<{ headingLevel?: HeadingLevel; classes?: string }>
  actions?: SummaryListActions
  classes?: string
  attributes?: Attributes
}>

export type SummaryListOptions = Options<{
  rows: Items<SummaryListRow>
  card?: SummaryCardOptions
  classes?: string
  attributes?: Attributes
}>

export function govukSummaryList(options: SummaryListOptions): Html {
  const { card } = options
  const anyRowHasActions = options.rows.some((row) => row && (row.actions?.items ?? []).length > 0)
  const rows = options.rows.map((row) => row && listRow(row, anyRowHasActions, card?.title))
  const list = html`<dl
    class="${classes('govuk-summary-list', options.classes)}"
    ${attributes(options.attributes)}
  >
    ${rows}
  </dl>`
  return card ? summaryCard(card, list) : list
}

function listRow(row: SummaryListRow, anyRowHasActions: boolean, cardTitle: MaybeWords | undefined): Html {
  const { key, value, actions } = row
  const name = classes(
    'govuk-summary-list__row',
    anyRowHasActions && !actions?.items && 'govuk-summary-list__row--no-actions',
    row.classes,
  )
  return html`<div class="${name}">
    <dt class="${classes('govuk-summary-list__key', key?.classes)}">${words(key)}</dt>
    <dd class="${classes('govuk-summary-list__value', value?.classes)}">${words(value)}</dd>
    ${rowActions(actions, cardTitle)}
  </div>`
}

function rowActions(actions: SummaryListActions | undefined, cardTitle: MaybeWords | undefined): Content {
  const [first, ...more] = actions?.items ?? []
  if (!first) return undefined
  const links =
    more.length === 0
      ? actionLink(first, cardTitle)
      : html`<ul class="govuk-summary-list__actions-list">
          ${actions?.items?.map((action) => html`<li class="govuk-summary-list__actions-list-item">${actionLink(action, cardTitle)}</li>`)}
        </ul>`
  return html`<dd class="${classes('govuk-summary-list__actions', actions?.classes)}">${links}</dd>`
}

/** A link that says, to those who hear it, what it changes and on which card. */
function actionLink(action: SummaryListAction, cardTitle: MaybeWords | undefined): Html {
  const { visuallyHiddenText } = action
  const more = [visuallyHiddenText && ` ${visuallyHiddenText}`, cardTitle && html` (${words(cardTitle)})`]
  const hidden = (visuallyHiddenText || cardTitle) && html`<span class="govuk-visually-hidden">${more}</span>`
  return html`<a
    class="${classes('govuk-link', action.classes)}"
    href="${safeAddress(action.href)}"
    ${attributes(action.attributes)}
    >${words(action)}${hidden}</a
  >`
}

function summaryCard(card: SummaryCardOptions, list: Html): Html {
  return html`<div class="${classes('govuk-summary-card', card.classes)}" ${attributes(card.attributes)}>
    <div class="govuk-summary-card__title-wrapper">
      ${card.title && cardTitle(card.title)} ${cardActions(card)}
    </div>
    <div class="govuk-summary-card__content">${list}</div>
  </div>`
}

function cardTitle(title: NonNullable<SummaryCardOptions['title']>): Html {
  const level = title.headingLevel ?? 2
  return html`<h${level} class="${classes('govuk-summary-card__title', title.classes)}">${words(title)}</h${level}>`
}

function cardActions({ actions, title }: SummaryCardOptions): Content {
  const [first, ...more] = actions?.items ?? []
  if (!first) return undefined
  const name = classes('govuk-summary-card__actions', actions?.classes)
  if (more.length === 0) return html`<div class="${name}">${actionLink(first, title)}</div>`
  return html`<ul class="${name}">
    ${actions?.items?.map((action) => html`<li class="govuk-summary-card__action">${actionLink(action, title)}</li>`)}
  </ul>`
}
