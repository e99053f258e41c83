import { errorSummary, type Form } from '#ui/form.ts'
import { html, type Html } from '#ui/html.ts'
import { page, type NavItem, type Page, type Shell } from '#ui/layout.ts'
import { links } from '../links.ts'

const places = [
  { text: 'Overview', href: links.overview },
  { text: 'Enrol a council', href: links.enrol },
  { text: 'People', href: links.people },
  { text: 'Outbox', href: links.outbox },
  { text: 'Add a body', href: links.addBody },
  // The register's own pages, which are for operators too.
  { text: 'Suggested changes', href: '/register/suggestions' },
  { text: 'Lists taken over', href: '/register/imports' },
]

export type Framed = Omit<Page, 'shell' | 'nav' | 'section' | 'title'> & { readonly form?: Form }

/** A page for operators in its place. */
export function operatorPage(shell: Shell, title: string, { form, body, ...framed }: Framed): Html {
  const nav: NavItem[] = places.map((place) => ({
    ...place,
    current:
      place.href === shell.path || (place.href !== links.overview && shell.path.startsWith(place.href)),
  }))
  return page({
    ...framed,
    title,
    section: 'Operator',
    shell,
    nav,
    hasErrors: form !== undefined && Object.keys(form.errors).length > 0,
    body: html`${form && errorSummary(form)}<h1 class="govuk-heading-l">${title}</h1>
      ${body}`,
  })
}
