import { safeAddress } from './address.ts'
import { type Attributes, attributes, classes } from './attributes.ts'
import { type Html, html } from './html.ts'
import { type Options, type Words, words } from './options.ts'

export type SkipLinkOptions = Words &
  Options<{
    /** `#content` unless given. */
    href?: string
    classes?: string
    attributes?: Attributes
  }>

export function govukSkipLink(options: SkipLinkOptions): Html {
  return html`<a
    href="${safeAddress(options.href || '#content')}"
    class="${classes('govuk-skip-link', options.classes)}"
    ${attributes(options.attributes)}
    data-module="govuk-skip-link"
    >${words(options)}</a
  >`
}
