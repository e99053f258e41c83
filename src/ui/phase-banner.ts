import { type Attributes, attributes, classes } from './attributes.ts'
import { type Html, html } from './html.ts'
import { type Options, type Words, words } from './options.ts'
import { type TagOptions, govukTag } from './tag.ts'

export type PhaseBannerOptions = Words &
  Options<{ tag: TagOptions; classes?: string; attributes?: Attributes }>

export function govukPhaseBanner(options: PhaseBannerOptions): Html {
  const tag = govukTag({
    ...options.tag,
    classes: classes('govuk-phase-banner__content__tag', options.tag?.classes),
    attributes: undefined,
  })
  return html`<div
    class="${classes('govuk-phase-banner govuk-width-container', options.classes)}"
    ${attributes(options.attributes)}
  >
    <p class="govuk-phase-banner__content">
      ${tag}
      <span class="govuk-phase-banner__text"> ${words(options)} </span>
    </p>
  </div>`
}
