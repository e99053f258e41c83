import { type Attributes, attribute, attributes, classes } from './attributes.ts'
import { type Content, type Html, html } from './html.ts'
import { type MaybeWords, type Options, hasWords, words } from './options.ts'

export type LegendOptions = MaybeWords & Options<{ classes?: string; isPageHeading?: boolean }>

export type FieldsetOptions = Options<{
  describedBy?: string
  legend?: LegendOptions
  classes?: string
  role?: string
  attributes?: Attributes
  /** The fields within. */
  html?: Html
}>

export function govukFieldset(options: FieldsetOptions): Html {
  return html`<fieldset
    class="${classes('govuk-fieldset', options.classes)}"
    ${attribute('role', options.role)}${attribute('aria-describedby', options.describedBy)}${attributes(options.attributes)}
  >
    ${hasWords(options.legend) && legend(options.legend)} ${options.html}
  </fieldset>`
}

function legend(options: LegendOptions | undefined): Content {
  const content = options?.isPageHeading
    ? html`<h1 class="govuk-fieldset__heading">${words(options)}</h1>`
    : words(options)
  return html`<legend class="${classes('govuk-fieldset__legend', options?.classes)}">${content}</legend>`
}
