import { safeAddress } from './address.ts'
import { type Attributes, attribute, attributes, classes } from './attributes.ts'
import { type Html, html } from './html.ts'
import { type Options, type Words, words } from './options.ts'

export type LanguageNavigationItem = Words &
  Options<{
    lang?: string
    hrefLang?: string
    dir?: 'ltr' | 'rtl'
    /** Without it, this is the language of the page. */
    href?: string
    current?: boolean
    /** Says in the language of the page what the link leads to. */
    languageDescriptionText?: string
    classes?: string
    attributes?: Attributes
  }>

export type LanguageNavigationOptions = Options<{
  items: readonly LanguageNavigationItem[]
  /** "Language" unless given. */
  ariaLabel?: string
  classes?: string
  attributes?: Attributes
}>

export function govukLanguageNavigation(options: LanguageNavigationOptions): Html {
  const items = options.items.map(
    (item) => html`<li class="govuk-language-navigation__list-item">${language(item)}</li>`,
  )
  return html`<nav
    class="${classes('govuk-language-navigation', options.classes)}"
    ${attributes(options.attributes)}
    aria-label="${options.ariaLabel ?? 'Language'}"
  >
    <ul class="govuk-language-navigation__list">
      ${items}
    </ul>
  </nav>`
}

function language(item: LanguageNavigationItem): Html {
  const { href, lang, dir, languageDescriptionText } = item
  const rest = [attribute('dir', dir), attributes(item.attributes)]
  if (item.current || !href) {
    const name = classes('govuk-language-navigation__text', item.classes)
    return html`<span class="${name}" aria-current="true" ${attribute('lang', lang)}${rest}
      >${words(item)}</span
    >`
  }
  const name = classes('govuk-language-navigation__link', item.classes)
  const hidden =
    languageDescriptionText && html`<span class="govuk-visually-hidden"> ${languageDescriptionText}</span>`
  return html`<a
    class="${name}"
    href="${safeAddress(href)}"
    rel="alternate"
    ${attribute('lang', lang)}${attribute('hreflang', item.hrefLang || lang)}${rest}
    >${words(item)}${hidden}</a
  >`
}
