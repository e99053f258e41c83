import { safeAddress } from './address.ts'
import { type Attributes, attributes, classes } from './attributes.ts'
import { govukButton } from './button.ts'
import { type Content, type Html, html } from './html.ts'
import { type HeadingLevel, type MaybeWords, type Options, hasWords, words } from './options.ts'

export type PanelAction = Options<{
  text: string
  type?: 'submit' | 'button' | 'reset'
  href?: string
  classes?: string
  attributes?: Attributes
}>

export type PanelOptions = MaybeWords &
  Options<{ titleText: string; titleHtml?: Html } | { titleText?: string; titleHtml: Html }> &
  Options<{
    /** 1 unless given. */
    headingLevel?: HeadingLevel
    /** With `govuk-panel--interruption`, a page that stops one to read; otherwise a confirmation. */
    classes?: string
    attributes?: Attributes
    /** Drawn on an interruption only. */
    actions?: Options<{ items?: readonly PanelAction[]; classes?: string; attributes?: Attributes }>
  }>

export function govukPanel(options: PanelOptions): Html {
  const level = options.headingLevel ?? 1
  const isInterruption = options.classes?.includes('govuk-panel--interruption')
  const name = classes('govuk-panel', !isInterruption && 'govuk-panel--confirmation', options.classes)
  return html`<div class="${name}"${attributes(options.attributes)}>
    <h${level} class="govuk-panel__title">${options.titleHtml ?? options.titleText}</h${level}>
    ${hasWords(options) && html`<div class="govuk-panel__body">${words(options)}</div>`}
    ${isInterruption && panelActions(options.actions)}
  </div>`
}

function panelActions(actions: PanelOptions['actions']): Content {
  if (!actions) return undefined
  const group =
    actions.items !== undefined &&
    actions.items.length > 0 &&
    html`<div class="govuk-button-group">${actions.items.map((item) => [panelAction(item), ' '])}</div>`
  return html`<div
    class="${classes('govuk-panel__actions', actions.classes)}"
    ${attributes(actions.attributes)}
  >
    ${group}
  </div>`
}

function panelAction(action: PanelAction): Html {
  if (action.href && action.type !== 'button') {
    const name = classes('govuk-link govuk-link--inverse', action.classes)
    return html`<a class="${name}" href="${safeAddress(action.href)}" ${attributes(action.attributes)}
      >${action.text}</a
    >`
  }
  return govukButton({
    text: action.text,
    type: action.type ?? 'button',
    classes: classes('govuk-button--inverse', action.classes),
    href: action.href,
    attributes: action.attributes,
  })
}
