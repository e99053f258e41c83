import { safeAddress } from './address.ts'
import { type Attributes, attributes, classes } from './attributes.ts'
import { type Content, type Html, html } from './html.ts'
import { type Options, type Words, words } from './options.ts'

export type ErrorSummaryItem = Words &
  Options<{
    /** `#` and the id of the first box of the field. */
    href?: string
    attributes?: Attributes
  }>

export type ErrorSummaryOptions = Options<
  { titleText: string; titleHtml?: Html } | { titleText?: string; titleHtml: Html }
> &
  Options<{
    descriptionText?: string
    descriptionHtml?: Html
    errorList?: readonly ErrorSummaryItem[]
    disableAutoFocus?: boolean
    classes?: string
    attributes?: Attributes
  }>

export function govukErrorSummary(options: ErrorSummaryOptions): Html {
  const { disableAutoFocus, errorList } = options
  const description = options.descriptionHtml ?? options.descriptionText
  const rest = [
    disableAutoFocus !== undefined && attributes({ 'data-disable-auto-focus': disableAutoFocus }),
    attributes(options.attributes),
  ]
  return html`<div
    class="${classes('govuk-error-summary', options.classes)}"
    ${rest}
    data-module="govuk-error-summary"
  >
    <div role="alert">
      <h2 class="govuk-error-summary__title">${options.titleHtml ?? options.titleText}</h2>
      <div class="govuk-error-summary__body">
        ${description && html`<p>${description}</p>`}
        ${
          errorList !== undefined &&
          errorList.length > 0 &&
          html`<ul class="govuk-list govuk-error-summary__list">
            ${errorList.map((item) => html`<li>${link(item)}</li>`)}
          </ul>`
        }
      </div>
    </div>
  </div>`
}

function link(item: ErrorSummaryItem): Content {
  if (!item.href) return words(item)
  return html`<a href="${safeAddress(item.href)}" ${attributes(item.attributes)}>${words(item)}</a>`
}
