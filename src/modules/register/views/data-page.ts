import type { Collection, Service } from '#content/arrangement.ts'
import { formatDay } from '#ui/format.ts'
import { html, type Html } from '#ui/html.ts'
import type { Shell } from '#ui/layout.ts'
import { links } from '../links.ts'
import { evidenceMeanings, evidenceWords, formMeanings, formWords } from '../text.ts'
import { placesOf, registerPage } from './frame.ts'
import { fileKinds } from './list-page.ts'

export type DataModel = {
  readonly collection: Collection
  readonly services: readonly Service[]
  readonly snapshots: readonly { readonly month: string; readonly href: string; readonly digest: string }[]
}

/** How to take the data away, in every shape, and under which terms. */
export function dataPage(shell: Shell, { collection, services, snapshots }: DataModel): Html {
  const title = 'Take the data'
  const body = html`<h1 class="hf-headline">${title}</h1>
    <p class="hf-lead">All of the register is open data. You need no account and no key.</p>
    ${placesOf(links.data)}
    <h2 class="hf-heading">The whole register as a file</h2>
    <ul class="govuk-list">
      ${fileKinds.map(([kind, name]) => html`<li><a class="hf-link" href="${links.file(kind)}" download>All arrangements, ${name}</a></li>`)}
    </ul>
    <p class="hf-text">The ODS and XLSX files have four sheets: arrangements, councils, savings and sources. To take only some, narrow <a class="hf-link" href="${links.list}">the list</a> and use the links below it. They keep what you chose.</p>
    <h2 class="hf-heading">For programs</h2>
    <ul class="govuk-list govuk-list--bullet">
      <li><a class="hf-link" href="/api/v1/arrangements">/api/v1/arrangements</a> gives the list piece by piece; <a class="hf-link" href="/api">the page about the API</a> says how.</li>
      <li><a class="hf-link" href="${links.schema}">The shape of an arrangement</a> as JSON Schema. Anybody may use it for a register of their own. What changes its meaning gets a new number.</li>
      <li><a class="hf-link" href="${links.feed}">What is new</a>, as an Atom feed.</li>
    </ul>
    <p class="hf-text">An address of an entry never changes. If an entry is taken away, its address says so and why.</p>
    <h2 class="hf-heading">As it stood each month</h2>
    ${
      snapshots.length === 0
        ? html`<p class="hf-text">The first copy is made when the month turns while this service runs.</p>`
        : html`<ul class="govuk-list">
            ${snapshots.map(({ month, href, digest }) => html`<li><a class="hf-link" href="${href}" download>${month}</a> <span class="hf-soft hf-address">SHA-256 ${digest}</span></li>`)}
          </ul>`
    }
    <h2 class="hf-heading">Terms</h2>
    <p class="hf-text">Licence: <a class="hf-link" href="${collection.licenceUrl}">${collection.licence}</a>. Say this where you use it: “${collection.attribution}” Facts have no owner. The words are ours. Entries that we took over from another list name their own licence.</p>
    <p class="hf-text">Last checked as a whole on ${formatDay(collection.collectedOn)}. ${collection.howFound}</p>
    <h2 class="hf-heading">Who stands behind a figure</h2>
    ${wordList(Object.entries(evidenceWords).map(([level, words]) => [words, evidenceMeanings[level as keyof typeof evidenceMeanings]]))}
    <h2 class="hf-heading">Forms</h2>
    <dl class="govuk-summary-list">
      ${Object.entries(formWords).map(([form, words]) => html`<div class="govuk-summary-list__row"><dt class="govuk-summary-list__key"><a class="hf-link" href="${links.form(form)}">${words}</a></dt><dd class="govuk-summary-list__value">${formMeanings[form as keyof typeof formMeanings]}</dd></div>`)}
    </dl>
    <h2 class="hf-heading">Services</h2>
    <ul class="hf-links">
      ${services.map(({ id, name }) => html`<li><a class="hf-link" href="${links.service(id)}">${name}</a></li>`)}
    </ul>`
  return registerPage(shell, { title, body })
}

function wordList(rows: readonly (readonly [string, string])[]): Html {
  return html`<dl class="govuk-summary-list">
    ${rows.map(([words, meaning]) => html`<div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">${words}</dt><dd class="govuk-summary-list__value">${meaning}</dd></div>`)}
  </dl>`
}
