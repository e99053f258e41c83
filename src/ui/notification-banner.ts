import { type Attributes, attributes, classes } from './attributes.ts'
import { type Content, type Html, html } from './html.ts'
import { type HeadingLevel, type Options, type Words } from './options.ts'

export type NotificationBannerOptions = Words &
  Options<{
    /** "Success" or "Important" unless given. */
    titleText?: string
    titleHtml?: Html
    /** 2 unless given. */
    titleHeadingLevel?: HeadingLevel
    type?: 'success'
    /** `alert` for a success, so that it is read out at once; otherwise `region`, a place to go to. */
    role?: string
    titleId?: string
    disableAutoFocus?: boolean
    classes?: string
    attributes?: Attributes
  }>

export function govukNotificationBanner(options: NotificationBannerOptions): Html {
  const isSuccess = options.type === 'success'
  const level = options.titleHeadingLevel ?? 2
  const titleId = options.titleId || 'govuk-notification-banner-title'
  const title = options.titleHtml ?? (options.titleText || (isSuccess ? 'Success' : 'Important'))
  const name = classes(
    'govuk-notification-banner',
    isSuccess && 'govuk-notification-banner--success',
    options.classes,
  )
  const { disableAutoFocus } = options
  const rest = [
    disableAutoFocus !== undefined && attributes({ 'data-disable-auto-focus': disableAutoFocus }),
    attributes(options.attributes),
  ]
  return html`<div class="${name}" role="${options.role || (isSuccess ? 'alert' : 'region')}" aria-labelledby="${titleId}" data-module="govuk-notification-banner"${rest}>
    <div class="govuk-notification-banner__header"><h${level} class="govuk-notification-banner__title" id="${titleId}">${title}</h${level}></div>
    <div class="govuk-notification-banner__content">${content(options)}</div>
  </div>`
}

function content(options: NotificationBannerOptions): Content {
  if (options.html) return options.html
  return options.text && html`<p class="govuk-notification-banner__heading">${options.text}</p>`
}
