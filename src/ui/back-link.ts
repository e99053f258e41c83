import { safeAddress } from './address.ts'
import { type Attributes, attributes, classes } from './attributes.ts'
import { type Html, html } from './html.ts'
import { type MaybeWords, type Options, words } from './options.ts'

export type BackLinkOptions = MaybeWords &
  Options<{ href?: string; classes?: string; attributes?: Attributes }>

export function govukBackLink(options: BackLinkOptions): Html {
  return html`<a
    href="${safeAddress(options.href || '#')}"
    class="${classes('govuk-back-link', options.classes)}"
    ${attributes(options.attributes)}
    >${words(options) || 'Back'}</a
  >`
}
