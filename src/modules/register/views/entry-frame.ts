import { errorSummary, type Form } from '#ui/form.ts'
import { html, type Content, type Html } from '#ui/html.ts'
import { page, type Shell } from '#ui/layout.ts'
import type { Entry } from '../entry.ts'
import { links } from '../links.ts'
import { listTitle } from './frame.ts'

/** A page about one entry: where it stands among the others, and what is wrong with what was typed. */
export function entryFrame(
  shell: Shell,
  entry: Pick<Entry, 'id' | 'name'>,
  { title, form, body, sees }: { title: string; form?: Form; body: Content; sees: Html },
): Html {
  return page({
    title,
    section: entry.name,
    shell,
    whoSees: sees,
    hasErrors: form !== undefined && Object.keys(form.errors).length > 0,
    crumbs: [
      { text: listTitle, href: links.list },
      { text: entry.name, href: links.entry(entry.id) },
      { text: title },
    ],
    body: html`${form && errorSummary(form)}<h1 class="hf-headline">${title}</h1>
      ${body}`,
  })
}
