import { safeAddress } from './address.ts'
import { type Attributes, attribute, attributes, classes } from './attributes.ts'
import { type Content, type Html, html } from './html.ts'
import { type Items, type MaybeWords, type Options, hasWords, words } from './options.ts'

export type PaginationItem = Options<{
  number?: string | number
  /** Read out instead of "Page" and the number. */
  visuallyHiddenText?: string
  href?: string
  current?: boolean
  /** Draws "⋯" in place of the pages between. */
  ellipsis?: boolean
  attributes?: Attributes
}>

export type PaginationLink = MaybeWords &
  Options<{
    /** What stands there; drawn when there are no numbered pages. */
    labelText?: string
    href: string
    attributes?: Attributes
  }>

export type PaginationOptions = Options<{
  items?: Items<PaginationItem>
  previous?: PaginationLink
  next?: PaginationLink
  landmarkLabel?: string
  classes?: string
  attributes?: Attributes
}>

const arrows = {
  prev: html`<svg
    class="govuk-pagination__icon govuk-pagination__icon--prev"
    xmlns="http://www.w3.org/2000/svg"
    height="13"
    width="15"
    aria-hidden="true"
    focusable="false"
    viewBox="0 0 15 13"
  >
    <path
      d="m6.5938-0.0078125-6.7266 6.7266 6.7441 6.4062 1.377-1.449-4.1856-3.9768h12.896v-2h-12.984l4.2931-4.293-1.414-1.414z"
    ></path>
  </svg>`,
  next: html`<svg
    class="govuk-pagination__icon govuk-pagination__icon--next"
    xmlns="http://www.w3.org/2000/svg"
    height="13"
    width="15"
    aria-hidden="true"
    focusable="false"
    viewBox="0 0 15 13"
  >
    <path
      d="m8.107-0.0078125-1.4136 1.414 4.2926 4.293h-12.986v2h12.896l-4.1855 3.9766 1.377 1.4492 6.7441-6.4062-6.7246-6.7266z"
    ></path>
  </svg>`,
}

const names = { prev: 'Previous', next: 'Next' }

export function govukPagination(options: PaginationOptions): Html {
  const { items, previous, next } = options
  const isBlock = !items && Boolean(previous ?? next)
  const name = classes('govuk-pagination', isBlock && 'govuk-pagination--block', options.classes)
  return html`<nav
    class="${name}"
    aria-label="${options.landmarkLabel || 'Pagination'}"
    ${attributes(options.attributes)}
  >
    ${previous?.href && arrowLink('prev', previous, isBlock)}
    ${
      items &&
      html`<ul class="govuk-pagination__list">
        ${items.map((item) => item && pageItem(item))}
      </ul>`
    }
    ${next?.href && arrowLink('next', next, isBlock)}
  </nav>`
}

function arrowLink(kind: 'prev' | 'next', link: PaginationLink, isBlock: boolean): Html {
  const isPlain = isBlock && !link.labelText
  const name = classes('govuk-pagination__link-title', isPlain && 'govuk-pagination__link-title--decorated')
  const title = hasWords(link)
    ? words(link)
    : html`${names[kind]}<span class="govuk-visually-hidden"> page</span>`
  const label =
    isBlock &&
    link.labelText &&
    html`<span class="govuk-visually-hidden">:</span>
      <span class="govuk-pagination__link-label">${link.labelText}</span>`
  const isBefore = isBlock || kind === 'prev'
  return html`<div class="govuk-pagination__${kind}">
    <a
      class="govuk-link govuk-pagination__link"
      href="${safeAddress(link.href)}"
      rel="${kind}"
      ${attributes(link.attributes)}
    >
      ${isBefore && arrows[kind]} <span class="${name}"> ${title} </span> ${label}
      ${!isBefore && arrows[kind]}
    </a>
  </div>`
}

function pageItem(item: PaginationItem): Content {
  if (Object.keys(item).length === 0) return undefined
  const name = classes(
    'govuk-pagination__item',
    item.current && 'govuk-pagination__item--current',
    item.ellipsis && 'govuk-pagination__item--ellipsis',
  )
  if (item.ellipsis) return html`<li class="${name}">&ctdot;</li>`
  const rest = [item.current && attribute('aria-current', 'page'), attributes(item.attributes)]
  return html`<li class="${name}">
    <a
      class="govuk-link govuk-pagination__link"
      href="${safeAddress(item.href ?? '')}"
      aria-label="${item.visuallyHiddenText ?? `Page ${item.number}`}"
      ${rest}
    >
      ${item.number}
    </a>
  </li>`
}
