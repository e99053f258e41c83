import { type Attributes, attribute, attributes, classes } from './attributes.ts'
import { type Html, html } from './html.ts'
import { type MaybeWords, type Options, hasWords, words } from './options.ts'

export type LabelOptions = MaybeWords &
  Options<{
    /** The id of the field it names; the components that draw a field fill it in. */
    for?: string
    isPageHeading?: boolean
    classes?: string
    attributes?: Attributes
  }>

/** Draws nothing when it has no words. */
export function govukLabel(options: LabelOptions): Html | undefined {
  if (!hasWords(options)) return undefined
  const label = html`<label
    class="${classes('govuk-label', options.classes)}"
    ${attributes(options.attributes)}${attribute('for', options.for)}
  >
    ${words(options)}
  </label>`
  return options.isPageHeading ? html`<h1 class="govuk-label-wrapper">${label}</h1>` : label
}
