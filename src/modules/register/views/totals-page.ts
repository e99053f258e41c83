import type { NationalFigure } from '#content/arrangement.ts'
import { formatCount, formatNumber, formatPoundsShort } from '#ui/format.ts'
import { html, type Html } from '#ui/html.ts'
import type { Shell } from '#ui/layout.ts'
import { statCards } from '#ui/stat-cards.ts'
import type { Entry } from '../entry.ts'
import { links } from '../links.ts'
import { partialDateWords, whenWords } from '../partial-date.ts'
import { basisWords, evidenceWords } from '../text.ts'
import type { SavingTotal, Totals } from '../totals.ts'
import { placesOf, registerPage } from './frame.ts'

export type TotalsModel = {
  readonly totals: Totals
  readonly all: readonly Entry[]
  readonly national: readonly NationalFigure[]
}

/** So many are listed on the page; the files have them all. */
const mostListed = 200

/** What the register adds up to, row by row, beside what was published of the whole country. */
export function totalsPage(shell: Shell, { totals, all, national }: TotalsModel): Html {
  const title = 'What it adds up to'
  const body = html`<h1 class="hf-headline">${title}</h1>
    <p class="hf-lead">We count only what goes on and what somebody has confirmed, or a paper has told of, in the last two years. Each sum shows its rows.</p>
    ${placesOf(links.totals)}
    ${statCards([
      {
        value: totals.counted.length,
        label: totals.counted.length === 1 ? 'arrangement counted' : 'arrangements counted',
        href: '#counted',
      },
      { value: totals.councils.length, label: 'councils take part in them' },
      {
        value: totals.stale.length,
        label: 'left out: not confirmed for two years',
        href: '#stale',
        tone: 'wait',
      },
      { value: totals.notGoing.length, label: 'left out: over, planned or not known', href: links.endings },
    ])}
    <p class="hf-text">That makes ${formatNumber(all.length)} in the register. It is a sample. It says nothing of how many there are in the country.</p>
    <h2 class="hf-heading" id="counted">What is counted</h2>
    ${entryList(totals.counted)}
    <h2 class="hf-heading">Money in what is counted</h2>
    <p class="hf-text">A promise is not a result, and a year is not a total. So there are four sums, and nobody should add them to each other.</p>
    ${totals.savings.map(savingTable)}
    <h2 class="hf-heading" id="stale">Left out because nobody has confirmed it for two years</h2>
    ${entryList(totals.stale)}
    <h2 class="hf-heading" id="national">What was published of the whole of England</h2>
    <p class="hf-text">The Local Government Association kept a map of shared services until 2019. It added what councils told it, and nothing was ever taken off. Its savings are all years added up.</p>
    <div class="govuk-inset-text">In 2017 the figure of £643 million was reported as a saving each year. It almost certainly adds up all years. It lies on the line between £462 million in 2015 and £840 million in 2018, which both add up all years. Do not repeat it as yearly.</div>
    ${nationalTable(national)}`
  return registerPage(shell, { title, body, wide: true })
}

function entryList(entries: readonly Entry[]): Html {
  if (entries.length === 0) return html`<p class="hf-text">None.</p>`
  return html`<ul class="govuk-list govuk-list--bullet">
    ${entries.slice(0, mostListed).map(({ id, name, evidenceOf, confirmedOn }) => html`<li><a class="hf-link" href="${links.entry(id)}">${name}</a>, ${confirmedOn === null ? `last seen ${whenWords(evidenceOf)}` : `confirmed ${whenWords(confirmedOn)}`}</li>`)}
  </ul>
  ${entries.length > mostListed && html`<p class="hf-note">And ${formatNumber(entries.length - mostListed)} more. <a class="hf-link" href="${links.data}">The files</a> have them all.</p>`}`
}

function savingTable({ kind, per, pence, rows }: SavingTotal): Html {
  const name = `${kind === 'promised' ? 'Promised' : 'Reported'}, ${per === 'year' ? 'for a year' : 'over a longer time'}`
  if (rows.length === 0) return html`<p class="hf-text"><strong>${name}:</strong> nothing is counted.</p>`
  return html`<table class="hf-table hf-table--cards">
    <caption>${name}: ${formatPoundsShort(pence)}, the sum of ${formatCount(rows.length, 'row')}</caption>
    <thead><tr><th scope="col">Arrangement</th><th scope="col" class="hf-table__number">How much</th><th scope="col">What it covers</th><th scope="col">Who stands behind it</th></tr></thead>
    <tbody>
      ${rows.map(({ entry, saving }) => html`<tr><th scope="row"><a class="hf-link" href="${links.entry(entry.id)}">${entry.name}</a></th><td class="hf-table__number" data-label="How much">${formatPoundsShort(saving.pence)}</td><td data-label="What it covers">${saving.words}</td><td data-label="Who stands behind it">${evidenceWords[saving.evidence]}. <a class="hf-link" href="${saving.source}">Source<span class="govuk-visually-hidden"> for ${entry.name}: ${saving.words}</span></a></td></tr>`)}
    </tbody>
  </table>`
}

function nationalTable(national: readonly NationalFigure[]): Html {
  return html`<table class="hf-table hf-table--cards">
    <caption class="govuk-visually-hidden">What was published of the whole of England, oldest first</caption>
    <thead><tr><th scope="col">When</th><th scope="col">What</th><th scope="col" class="hf-table__number">Figure</th><th scope="col">What it covers</th><th scope="col">Source</th></tr></thead>
    <tbody>
      ${national
        .toSorted((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0))
        .map(
          ({ date, measure, basis, value, note, source }) =>
            html`<tr><th scope="row">${partialDateWords(date)}</th><td data-label="What">${measure === 'arrangements' ? 'Arrangements' : 'Savings'}</td><td class="hf-table__number" data-label="Figure">${measure === 'arrangements' ? formatNumber(value) : formatPoundsShort(value * 100)}</td><td data-label="What it covers">${basisWords[basis]}.${note && ` ${note}`}</td><td data-label="Source">${source.startsWith('http') ? html`<a class="hf-link" href="${source}">${new URL(source).hostname.replace(/^www\./, '')}<span class="govuk-visually-hidden">, ${measure} of ${partialDateWords(date)}</span></a>` : source}</td></tr>`,
        )}
    </tbody>
  </table>`
}
