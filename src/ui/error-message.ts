import { type Attributes, attribute, attributes, classes } from './attributes.ts'
import { type Html, html } from './html.ts'
import { type Options, type Words, words } from './options.ts'

export type ErrorMessageOptions = Words &
  Options<{
    id?: string
    classes?: string
    attributes?: Attributes
    /** Read out before the message; "Error" unless given, nothing when empty. */
    visuallyHiddenText?: string
  }>

export function govukErrorMessage(options: ErrorMessageOptions): Html {
  const { visuallyHiddenText = 'Error' } = options
  const before =
    visuallyHiddenText && html`<span class="govuk-visually-hidden">${visuallyHiddenText}:</span> `
  return html`<p${attribute('id', options.id)} class="${classes('govuk-error-message', options.classes)}"${attributes(options.attributes)}>${before}${words(options)}</p>`
}
