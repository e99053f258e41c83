import { safeAddress } from './address.ts'
import { type Attributes, attribute, attributes, classes } from './attributes.ts'
import { type Html, html } from './html.ts'
import { type Options, type Words, words } from './options.ts'

export type ButtonOptions = Words &
  Options<{
    /** `submit` unless given; without meaning for a link. */
    type?: 'submit' | 'button' | 'reset'
    name?: string
    value?: string
    disabled?: boolean
    /** Makes it a link that looks like a button. */
    href?: string
    classes?: string
    attributes?: Attributes
    preventDoubleClick?: boolean
    isStartButton?: boolean
    id?: string
  }>

const startIcon = html`<svg
  class="govuk-button__start-icon"
  xmlns="http://www.w3.org/2000/svg"
  width="17.5"
  height="19"
  viewBox="0 0 33 40"
  aria-hidden="true"
  focusable="false"
>
  <path fill="currentColor" d="M0 0h13l20 20-20 20H0l20-20z" />
</svg>`

export function govukButton(options: ButtonOptions): Html {
  const { href, isStartButton } = options
  const name = classes('govuk-button', options.classes, isStartButton && 'govuk-button--start')
  const shared = [attributes(options.attributes), attribute('id', options.id)]
  // A start button is laid out with flexbox, which would drop the spaces between the elements in it.
  const inner = options.html && isStartButton ? html`<span>${options.html}</span>` : words(options)
  const label = isStartButton ? html`${inner} ${startIcon}` : inner
  if (href)
    return html`<a
      href="${safeAddress(href)}"
      role="button"
      draggable="false"
      class="${name}"
      data-module="govuk-button"
      ${shared}
    >
      ${label}
    </a>`
  const control = [
    attribute('value', options.value),
    attribute('name', options.name),
    options.disabled && attributes({ disabled: { value: true, optional: true }, 'aria-disabled': true }),
    options.preventDoubleClick !== undefined &&
      attributes({ 'data-prevent-double-click': options.preventDoubleClick }),
  ]
  return html`<button
    type="${options.type ?? 'submit'}"
    ${control}
    class="${name}"
    data-module="govuk-button"
    ${shared}
  >
    ${label}
  </button>`
}
