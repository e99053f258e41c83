import type { Collection, Saving, Service } from '#content/arrangement.ts'
import { formatDay } from '#ui/format.ts'
import { html, type Content, type Html } from '#ui/html.ts'
import type { Shell } from '#ui/layout.ts'
import { govukSummaryList } from '#ui/summary-list.ts'
import type { Entry } from '../entry.ts'
import { links } from '../links.ts'
import { partialDateWords } from '../partial-date.ts'
import { evidenceMeanings, evidenceWords, reasonWords, roleWords, sentence, statusWords } from '../text.ts'
import {
  entryTag,
  formsWords,
  freshnessWords,
  memberLink,
  savingWords,
  servicesWords,
  whenWords,
} from './entry-words.ts'
import { registerPage } from './frame.ts'
import { councilDates, particularsRows } from './particulars.ts'

export type EntryModel = {
  readonly entry: Entry
  readonly services: readonly Service[]
  readonly collection: Collection
  readonly today: string
  readonly caseHref: string | null
  /** What a reader or a council may do about the entry. */
  readonly actions: Content
}

/** One arrangement: who, what, since when, what became of it, and who says so. */
export function entryPage(shell: Shell, model: EntryModel): Html {
  const { entry, services, today, caseHref } = model
  const fresh = freshnessWords(entry, today)
  const body = html`<h1 class="hf-headline">${entry.name}</h1>
    <p class="hf-lead">${entry.about}</p>
    <p class="hf-text">${entryTag(entry)} ${fresh && html`<span class="hf-soft">${fresh}.</span>`}</p>
    ${govukSummaryList({
      rows: [
        { key: { text: 'Councils' }, value: { html: membersList(entry) } },
        { key: { text: 'Services' }, value: { text: sentence(servicesWords(entry, services)) } },
        { key: { text: 'Form' }, value: { text: formsWords(entry) } },
        {
          key: { text: 'Where it stands' },
          value: {
            html: html`<a class="hf-link" href="${links.status(entry.status)}">${statusWords[entry.status]}</a>`,
          },
        },
        { key: { text: 'When' }, value: { html: html`${whenWords(entry)}.${datesNote(entry)}` } },
        entry.endReason !== null && {
          key: { text: entry.status === 'not-proceeded' ? 'Why it did not go ahead' : 'Why it ended' },
          value: {
            html: html`<a class="hf-link" href="${links.reason(entry.endReason)}">${reasonWords[entry.endReason]}</a>. ${entry.endWords}`,
          },
        },
        ...particularsRows(entry.particulars),
      ],
    })}
    ${caseHref && html`<p class="hf-text"><a class="hf-link" href="${caseHref}">Read what happened, and what to learn from it</a></p>`}
    ${savingsPart(entry)} ${repliesPart(entry)} ${sourcesPart(model)} ${correctionsPart(entry)} ${model.actions}`
  return registerPage(shell, { title: entry.name, body })
}

function membersList({ members, particulars }: Entry): Html {
  const soft = ({ council, role }: Entry['members'][number]) =>
    [role === 'member' ? '' : roleWords[role].toLowerCase(), councilDates(particulars, council)]
      .filter(Boolean)
      .join(', ')
  return html`<ul class="govuk-list">
    ${members.map((member) => html`<li>${memberLink(member)}${soft(member) !== '' && html` <span class="hf-soft">(${soft(member)})</span>`}</li>`)}
  </ul>`
}

function datesNote({ isStartInferred, isEndPlanned }: Entry): Html | false {
  const notes = [
    isStartInferred && 'Nobody states the start; we worked it out from other papers.',
    isEndPlanned && 'The end is that of the plan or the notice; we found nobody who confirms it.',
  ].filter((note) => note !== false)
  return notes.length > 0 && html` <span class="hf-soft">${notes.join(' ')}</span>`
}

function savingsPart({ savings }: Entry): Html {
  if (savings.length === 0)
    return html`<h2 class="hf-heading">Money</h2>
      <p class="hf-text">We found no saving, promised or reported, that somebody stands behind.</p>`
  return html`<h2 class="hf-heading">Money</h2>
    <p class="hf-text">What was promised and what was reported may not cover the same things or years. Do not subtract one from the other.</p>
    <table class="hf-table hf-table--cards">
      <caption class="govuk-visually-hidden">Savings promised and reported</caption>
      <thead><tr><th scope="col">What</th><th scope="col">How much</th><th scope="col">Who stands behind it</th></tr></thead>
      <tbody>${savings.map(savingRow)}</tbody>
    </table>`
}

function savingRow(saving: Saving): Html {
  return html`<tr>
    <th scope="row">${saving.kind === 'promised' ? 'Promised' : 'Reported'}</th>
    <td data-label="How much">${sentence(savingWords(saving))}. ${saving.words}</td>
    <td data-label="Who stands behind it">${evidenceWords[saving.evidence]}. <span class="hf-soft">${evidenceMeanings[saving.evidence]}</span> <a class="hf-link" href="${saving.source}">Source<span class="govuk-visually-hidden"> of what was ${saving.kind}, ${savingWords(saving)}</span></a></td>
  </tr>`
}

function repliesPart({ replies }: Entry): Html | false {
  return (
    replies.length > 0 &&
    html`<h2 class="hf-heading">What the councils say about this entry</h2>
      ${replies.map(({ name, on, words }) => html`<div class="govuk-inset-text"><p>${words}</p><p class="hf-soft">${name}, ${formatDay(on)}</p></div>`)}`
  )
}

function sourcesPart({ entry, collection }: EntryModel): Html {
  const { origin } = entry
  return html`<h2 class="hf-heading">Who says so</h2>
    ${originWords(entry, collection)}
    ${
      entry.sources.length > 0 &&
      html`<ul class="govuk-list govuk-list--bullet">
        ${entry.sources.map((source) => html`<li><a class="hf-link hf-address" href="${source}">${shortAddress(source)}</a></li>`)}
      </ul>`
    }
    ${origin.type === 'collected' && html`<p class="hf-note">The newest of them tells of ${partialDateWords(entry.evidenceOf)}. ${collection.attribution}</p>`}`
}

function originWords({ origin }: Entry, { collectedOn }: Collection): Html {
  if (origin.type === 'collected')
    return html`<p class="hf-text">We collected these facts from public sources and last checked them on ${formatDay(collectedOn)}. The councils have not confirmed them.</p>`
  if (origin.type === 'published')
    return html`<p class="hf-text">The councils published this entry themselves, on ${formatDay(origin.on)}. Every one of them approved the same words.</p>`
  return html`<p class="hf-text">From the list “${origin.list}”, taken over on ${formatDay(origin.on)}. Licence: ${origin.licence}. <a class="hf-link hf-address" href="${origin.source}">${shortAddress(origin.source)}</a></p>`
}

/** The site and the end of a long address. */
function shortAddress(address: string): string {
  const { hostname, pathname, search } = new URL(address)
  const rest = `${pathname}${search}`
  return `${hostname.replace(/^www\./, '')}${rest.length > 48 ? `/…${rest.slice(-40)}` : rest}`
}

function correctionsPart({ corrections }: Entry): Html {
  return html`<h2 class="hf-heading">Corrections</h2>
    ${
      corrections.length === 0
        ? html`<p class="hf-text">Nothing has been corrected since the entry was made.</p>`
        : html`<ul class="govuk-list govuk-list--spaced">
            ${corrections.map(({ on, field, was, is, why, source }) => html`<li><strong>${formatDay(on)}: ${field}.</strong> It said “${was}”. Now it says “${is}”. ${why} <a class="hf-link hf-address" href="${source}">Source of the correction<span class="govuk-visually-hidden"> to ${field} on ${formatDay(on)}</span></a></li>`)}
          </ul>`
    }`
}

/** What stands at the address of an entry that was taken away. */
export function tombstonePage(
  shell: Shell,
  { name, on, why }: { name: string; on: string; why: string },
): Html {
  const title = `${name}: taken away`
  const body = html`<h1 class="hf-headline">${title}</h1>
    <p class="hf-lead">This entry was taken out of the register on ${formatDay(on)}. ${why}</p>
    <p class="hf-text"><a class="hf-link" href="${links.list}">See the register</a></p>`
  return registerPage(shell, { title, body })
}
