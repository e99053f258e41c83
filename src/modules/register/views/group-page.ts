import { formatCount } from '#ui/format.ts'
import { html, type Content, type Html } from '#ui/html.ts'
import type { Shell } from '#ui/layout.ts'
import { isGoing, type Entry, type Filter } from '../entry.ts'
import { links } from '../links.ts'
import { entryTable } from './entry-table.ts'
import { fileKinds } from './list-page.ts'
import { registerPage } from './frame.ts'

export type GroupModel = {
  readonly title: string
  readonly lead: Content
  readonly entries: readonly Entry[]
  readonly filter: Filter
  readonly today: string
}

/** All that the register holds of one council, one service or one form: what goes on first, then what is over. */
export function groupPage(shell: Shell, { title, lead, entries, filter, today }: GroupModel): Html {
  const now = entries.filter(isGoing)
  const past = entries.filter((entry) => !isGoing(entry))
  const body = html`<h1 class="hf-headline">${title}</h1>
    <p class="hf-lead">${lead}</p>
    ${part('Going on, as far as we know', now, today)} ${part('Over, planned or not known', past, today)}
    ${entries.length === 0 && html`<p class="hf-text">We know of none. That does not mean that there is none. <a class="hf-link" href="${links.list}">See the whole register</a>.</p>`}
    ${
      entries.length > 0 &&
      html`<h2 class="hf-heading">Take this list with you</h2>
        <ul class="hf-links hf-no-print">
          ${fileKinds.map(([kind, name]) => html`<li><a class="hf-link" href="${links.file(kind, filter)}" download>${name}</a></li>`)}
        </ul>`
    }`
  return registerPage(shell, { title, body, wide: true })
}

function part(heading: string, entries: readonly Entry[], today: string): Html | false {
  return (
    entries.length > 0 &&
    html`<h2 class="hf-heading">${heading}: ${formatCount(entries.length, 'arrangement')}</h2>
      ${entryTable(entries, { caption: heading, today })}`
  )
}
