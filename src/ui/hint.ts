import { type Attributes, attribute, attributes, classes } from './attributes.ts'
import { type Html, html } from './html.ts'
import { type MaybeWords, type Options, words } from './options.ts'

export type HintOptions = MaybeWords & Options<{ id?: string; classes?: string; attributes?: Attributes }>

export function govukHint(options: HintOptions): Html {
  return html`<div${attribute('id', options.id)} class="${classes('govuk-hint', options.classes)}"${attributes(options.attributes)}>${words(options)}</div>`
}
