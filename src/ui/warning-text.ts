import { type Attributes, attributes, classes } from './attributes.ts'
import { type Html, html } from './html.ts'
import { type Options, type Words, words } from './options.ts'

export type WarningTextOptions = Words &
  Options<{
    /** Read out before the words; "Warning" unless given. */
    iconFallbackText?: string
    classes?: string
    attributes?: Attributes
  }>

export function govukWarningText(options: WarningTextOptions): Html {
  return html`<div
    class="${classes('govuk-warning-text', options.classes)}"
    ${attributes(options.attributes)}
  >
    <span class="govuk-warning-text__icon" aria-hidden="true">!</span>
    <strong class="govuk-warning-text__text">
      <span class="govuk-visually-hidden">${options.iconFallbackText || 'Warning'}</span>
      ${words(options)}
    </strong>
  </div>`
}
