import { type Attributes, attribute, attributes, classes } from './attributes.ts'
import { type Html, html } from './html.ts'
import { type Options, type Words, words } from './options.ts'

export type InsetTextOptions = Words & Options<{ id?: string; classes?: string; attributes?: Attributes }>

export function govukInsetText(options: InsetTextOptions): Html {
  return html`<div${attribute('id', options.id)} class="${classes('govuk-inset-text', options.classes)}"${attributes(options.attributes)}>${words(options)}</div>`
}
