import { safeAddress } from './address.ts'
import { type Attributes, attributes, classes } from './attributes.ts'
import { type Html, html } from './html.ts'
import { type Options, type Words, words } from './options.ts'

export type Breadcrumb = Words &
  Options<{
    /** Without it, this is the page one is on. */
    href?: string
    attributes?: Attributes
  }>

export type BreadcrumbsOptions = Options<{
  items: readonly Breadcrumb[]
  classes?: string
  collapseOnMobile?: boolean
  attributes?: Attributes
  labelText?: string
}>

export function govukBreadcrumbs(options: BreadcrumbsOptions): Html {
  const name = classes(
    'govuk-breadcrumbs',
    options.classes,
    options.collapseOnMobile && 'govuk-breadcrumbs--collapse-on-mobile',
  )
  return html`<nav
    class="${name}"
    ${attributes(options.attributes)}
    aria-label="${options.labelText ?? 'Breadcrumb'}"
  >
    <ol class="govuk-breadcrumbs__list">
      ${options.items.map(breadcrumb)}
    </ol>
  </nav>`
}

function breadcrumb(item: Breadcrumb): Html {
  if (!item.href)
    return html`<li class="govuk-breadcrumbs__list-item" aria-current="page">${words(item)}</li>`
  return html`<li class="govuk-breadcrumbs__list-item">
    <a class="govuk-breadcrumbs__link" href="${safeAddress(item.href)}" ${attributes(item.attributes)}
      >${words(item)}</a
    >
  </li>`
}
