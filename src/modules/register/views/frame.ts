import { html, type Html } from '#ui/html.ts'
import { page, type Crumb, type Page, type Shell } from '#ui/layout.ts'
import { whoSees } from '#ui/who-sees.ts'
import { links } from '../links.ts'

/** A public page of the register: who sees it, and the way back to the list. */
export function registerPage(
  shell: Shell,
  {
    title,
    body,
    crumbs = [],
    ...rest
  }: Pick<Page, 'title' | 'body' | 'wide' | 'hasErrors' | 'section'> & { crumbs?: readonly Crumb[] },
): Html {
  const own = [...crumbs, { text: title }]
  const trail = title === listTitle ? [] : [{ text: listTitle, href: links.list }, ...own]
  return page({
    ...rest,
    title,
    ...(title === listTitle ? {} : { section: rest.section ?? listTitle }),
    body,
    shell,
    whoSees: whoSees({ kind: 'public' }),
    crumbs: trail,
  })
}

export const listTitle = 'Register of shared services'

/** The other pages of the register, at the head of each. */
export function placesOf(current: string): Html {
  const places = [
    ['List', links.list],
    ['Map', links.map],
    ['What it adds up to', links.totals],
    ['What ended them', links.endings],
    ['Take the data', links.data],
  ] as const
  return html`<nav aria-label="The register">
    <ul class="hf-links hf-links--head hf-no-print">
      ${places.map(([text, href]) =>
        href === current
          ? html`<li><strong aria-current="page">${text}</strong></li>`
          : html`<li><a class="hf-link" href="${href}">${text}</a></li>`,
      )}
    </ul>
  </nav>`
}
