import { html, type Html } from './html.ts'

/** `good`: nothing to do. `care`: look here. `wait`: not known or not yet. `plain`: only a fact. */
export type Tone = 'good' | 'care' | 'wait' | 'plain'

const colours: Readonly<Record<Tone, string>> = {
  good: 'govuk-tag',
  care: 'govuk-tag govuk-tag--red',
  wait: 'govuk-tag govuk-tag--yellow',
  plain: 'govuk-tag govuk-tag--grey',
}

/** A status is a word or a few; the tone never says more than they do. */
export function statusTag(text: string, tone: Tone = 'plain'): Html {
  return html`<strong class="${colours[tone]}">${text}</strong>`
}
