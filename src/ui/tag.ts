import { type Attributes, attributes, classes } from './attributes.ts'
import { type Html, html } from './html.ts'
import { type Options, type Words, words } from './options.ts'

export type TagOptions = Words & Options<{ classes?: string; attributes?: Attributes }>

export function govukTag(options: TagOptions): Html {
  return html`<strong class="${classes('govuk-tag', options.classes)}" ${attributes(options.attributes)}>
    ${words(options)}
  </strong>`
}
