import { type Attributes, attribute, attributes, classes } from './attributes.ts'
import { type Html, html } from './html.ts'
import { type Options, type Words, words } from './options.ts'

export type DetailsOptions = Words &
  Options<{ summaryText: string; summaryHtml?: Html } | { summaryText?: string; summaryHtml: Html }> &
  Options<{ id?: string; open?: boolean; classes?: string; attributes?: Attributes }>

export function govukDetails(options: DetailsOptions): Html {
  return html`<details${attribute('id', options.id)} class="${classes('govuk-details', options.classes)}"${attributes(options.attributes)}${attribute('open', options.open)}>
    <summary class="govuk-details__summary"><span class="govuk-details__summary-text">${options.summaryHtml ?? options.summaryText}</span></summary>
    <div class="govuk-details__text">${words(options)}</div>
  </details>`
}
