import type { Service } from '#content/arrangement.ts'
import { html, type Html } from '#ui/html.ts'
import type { Entry } from '../entry.ts'
import { freshnessOf } from '../freshness.ts'
import { links } from '../links.ts'
import { entryTag, formsWords, freshnessWords, memberLinks, whenWords } from './entry-words.ts'

/** Entries, one a row. Those that nobody has confirmed for two years are drawn pale, and say so. */
export function entryTable(
  entries: readonly Entry[],
  {
    caption,
    today,
  }: { readonly caption: string; readonly today: string; readonly services?: readonly Service[] },
): Html {
  return html`<table class="hf-table hf-table--cards">
    <caption class="govuk-visually-hidden">${caption}</caption>
    <thead>
      <tr><th scope="col">Arrangement</th><th scope="col">Councils</th><th scope="col">Form</th><th scope="col">Where it stands</th></tr>
    </thead>
    <tbody>
      ${entries.map((entry) => row(entry, today))}
    </tbody>
  </table>`
}

function row(entry: Entry, today: string): Html {
  const isStale = freshnessOf(entry, today).type === 'stale'
  const fresh = freshnessWords(entry, today)
  return html`<tr class="${isStale ? 'hf-stale' : ''}">
    <th scope="row"><a class="hf-link" href="${links.entry(entry.id)}">${entry.name}</a></th>
    <td data-label="Councils"><div>${memberLinks(entry.members)}</div></td>
    <td data-label="Form">${formsWords(entry)}</td>
    <td data-label="Where it stands"><div>${entryTag(entry)}<br />${whenWords(entry)}${fresh && html`<br /><span class="hf-soft">${fresh}</span>`}</div></td>
  </tr>`
}
