import { safeAddress } from './address.ts'
import { type Attributes, attribute, attributes, classes } from './attributes.ts'
import { type Content, type Html, html, raw } from './html.ts'
import { type Items, type MaybeWords, type Options, words } from './options.ts'

export type ServiceNavigationItem = MaybeWords &
  Options<{
    /** This page. */
    current?: boolean
    /** A page below this one. */
    active?: boolean
    href?: string
    attributes?: Attributes
  }>

export type ServiceNavigationOptions = Options<{
  classes?: string
  attributes?: Attributes
  /** "Service information" unless given. */
  ariaLabel?: string
  /** "Menu" unless given. */
  menuButtonText?: string
  menuButtonLabel?: string
  navigationLabel?: string
  navigationId?: string
  navigationClasses?: string
  /** Yes unless given, when there is more than one item. */
  collapseNavigationOnMobile?: boolean
  serviceName?: string
  serviceUrl?: string
  navigation?: Items<ServiceNavigationItem>
  /** Markup of our own at four places. */
  slots?: Options<{
    start?: Html
    end?: Html | Options<{ html?: Html; align?: 'inline' }>
    navigationStart?: Html
    navigationEnd?: Html
  }>
}>

type EndSlot = { readonly html: Html | undefined; readonly isInline: boolean }

export function govukServiceNavigation(options: ServiceNavigationOptions): Html {
  const { serviceName, slots } = options
  const end = endSlot(slots?.end)
  const inner = html`<div
    class="${classes('govuk-width-container', end.isInline && 'govuk-service-navigation__inlining-container')}"
  >
    ${slots?.start}
    <div class="govuk-service-navigation__container">
      ${serviceName && service(serviceName, options.serviceUrl)} ${navigation(options)}
    </div>
    ${end.html}
  </div>`
  const shared = [
    attribute('class', classes('govuk-service-navigation', options.classes)),
    attribute('data-module', 'govuk-service-navigation'),
    attributes(options.attributes),
  ]
  // With a name, or anything else before or after the links, the whole is a place of its own to those who listen.
  if (serviceName || slots?.start || end.html)
    return html`<section aria-label="${options.ariaLabel ?? 'Service information'}" ${shared}>
      ${inner}
    </section>`
  return html`<div${shared}>${inner}</div>`
}

function endSlot(end: NonNullable<ServiceNavigationOptions['slots']>['end']): EndSlot {
  const inner = end?.html
  return {
    html: typeof inner === 'string' ? raw(inner) : inner,
    isInline: end !== undefined && 'align' in end && end.align === 'inline',
  }
}

function service(name: string, url: string | undefined): Html {
  const inner = url
    ? html`<a href="${safeAddress(url)}" class="govuk-service-navigation__link"> ${name} </a>`
    : html`<span class="govuk-service-navigation__text">${name}</span>`
  return html`<span class="govuk-service-navigation__service-name"> ${inner} </span>`
}

function navigation(options: ServiceNavigationOptions): Content {
  const items = (options.navigation ?? []).filter((item) => Boolean(item))
  const { slots } = options
  if (items.length === 0 && !slots?.navigationStart && !slots?.navigationEnd) return undefined
  const id = options.navigationId || 'navigation'
  const label = options.navigationLabel || options.menuButtonText || 'Menu'
  const collapses = options.collapseNavigationOnMobile ?? items.length > 1
  return html`<nav
    aria-label="${label}"
    class="${classes('govuk-service-navigation__wrapper', options.navigationClasses)}"
  >
    ${collapses && menuButton(options, id)}
    <ul class="govuk-service-navigation__list" id="${id}">
      ${slots?.navigationStart} ${items.map((item) => item && navigationItem(item))} ${slots?.navigationEnd}
    </ul>
  </nav>`
}

function menuButton(options: ServiceNavigationOptions, id: string): Html {
  const text = options.menuButtonText || 'Menu'
  const label = options.menuButtonLabel !== text && options.menuButtonLabel
  return html`<button
    type="button"
    class="govuk-service-navigation__toggle govuk-js-service-navigation-toggle"
    aria-controls="${id}"
    ${attribute('aria-label', label)}
    hidden
    aria-hidden="true"
  >
    ${text}
  </button>`
}

function navigationItem(item: ServiceNavigationItem): Html {
  const isActive = item.active || item.current
  const name = classes('govuk-service-navigation__item', isActive && 'govuk-service-navigation__item--active')
  return html`<li class="${name}">${itemLink(item, isActive)}</li>`
}

function itemLink(item: ServiceNavigationItem, isActive: boolean | undefined): Content {
  // Strong, so that it stands out also where somebody's own colours replace ours.
  const inner = isActive
    ? html`<strong class="govuk-service-navigation__active-fallback">${words(item)}</strong>`
    : words(item)
  const current = isActive && attribute('aria-current', item.current ? 'page' : 'true')
  if (item.href)
    return html`<a
      class="govuk-service-navigation__link"
      href="${safeAddress(item.href)}"
      ${current}${attributes(item.attributes)}
    >
      ${inner}
    </a>`
  return words(item) && html`<span class="govuk-service-navigation__text" ${current}> ${inner} </span>`
}
