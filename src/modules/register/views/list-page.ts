import { endReasons, forms, statuses, type Service } from '#content/arrangement.ts'
import { govukButton } from '#ui/button.ts'
import { selectField, type Form } from '#ui/form.ts'
import { formatCount } from '#ui/format.ts'
import { html, type Html } from '#ui/html.ts'
import type { Shell } from '#ui/layout.ts'
import { govukPagination } from '#ui/pagination.ts'
import type { Entry, Filter } from '../entry.ts'
import { links } from '../links.ts'
import { formWords, reasonWords, statusWords } from '../text.ts'
import { entryTable } from './entry-table.ts'
import { listTitle, placesOf, registerPage } from './frame.ts'

export type ListModel = {
  readonly filter: Filter
  readonly found: readonly Entry[]
  readonly all: readonly Entry[]
  readonly services: readonly Service[]
  readonly page: number
  readonly today: string
}

export const perPage = 50

/** The register: what councils share, or shared, with every way to narrow it down. */
export function listPage(shell: Shell, model: ListModel): Html {
  const { found, all, filter, today } = model
  const first = (model.page - 1) * perPage
  const shown = found.slice(first, first + perPage)
  const isNarrow = Object.keys(filter).length > 0
  const body = html`<h1 class="hf-headline">${listTitle}</h1>
    <p class="hf-lead">What UK councils share or have shared, with whom, and what became of it. Each entry names its sources. It is a sample, not a census.</p>
    ${placesOf(links.list)}
    ${filterForm(model)}
    <div role="status"><h2 class="hf-heading" id="results">${isNarrow ? `${formatCount(found.length, 'arrangement')} of ${all.length}` : formatCount(all.length, 'arrangement')}</h2></div>
    ${
      found.length === 0
        ? html`<p class="hf-text">Nothing here fits all of that. That does not mean that there is none: we may not have found it. <a class="hf-link" href="${links.list}">See all of them</a>.</p>`
        : entryTable(shown, { caption: 'Arrangements, A to Z', today })
    }
    ${pages(model)}
    <h2 class="hf-heading">Take this list with you</h2>
    <ul class="hf-links hf-no-print">
      ${fileKinds.map(([kind, name]) => html`<li><a class="hf-link" href="${links.file(kind, filter)}" download>${name}</a></li>`)}
    </ul>`
  return registerPage(shell, {
    title: listTitle,
    body,
    ...(isNarrow ? { section: formatCount(found.length, 'result') } : {}),
    wide: true,
  })
}

export const fileKinds = [
  ['csv', 'CSV'],
  ['json', 'JSON'],
  ['geojson', 'GeoJSON'],
  ['ods', 'OpenDocument (ODS)'],
  ['xlsx', 'Excel (XLSX)'],
] as const

/** What the filter can offer, worked out once for a register. */
type Offered = {
  readonly councils: readonly { readonly value: string; readonly text: string }[]
  readonly services: ReadonlySet<string>
  readonly forms: ReadonlySet<string>
  readonly statuses: ReadonlySet<string>
  readonly endings: ReadonlySet<string | null>
}

const offers = new WeakMap<readonly Entry[], Offered>()

function offeredIn(all: readonly Entry[]): Offered {
  const known = offers.get(all)
  if (known) return known
  const councils = new Map(
    all.flatMap(({ members }) => members.flatMap(({ slug, name }) => (slug ? [[slug, name] as const] : []))),
  )
  const alphabet = new Intl.Collator('en-GB')
  const made: Offered = {
    councils: [...councils]
      .sort((a, b) => alphabet.compare(a[1], b[1]))
      .map(([value, text]) => ({ value, text })),
    services: new Set(all.flatMap(({ services }) => services)),
    forms: new Set(all.flatMap((entry) => entry.forms)),
    statuses: new Set(all.map(({ status }) => status)),
    endings: new Set(all.map(({ endReason }) => endReason)),
  }
  offers.set(all, made)
  return made
}

function filterForm({ filter, all, services }: ListModel): Html {
  const form: Form = { values: filter, errors: {} }
  const offered = offeredIn(all)
  const pick = (name: string, label: string, items: readonly { value: string; text: string }[]) =>
    selectField(form, { name, label, items: [{ value: '', text: 'Any' }, ...items] })
  return html`<form method="get" action="${links.list}" class="hf-filter" novalidate>
    ${pick('council', 'Council', offered.councils)}
    ${pick(
      'service',
      'Service',
      services
        .filter(({ id }) => offered.services.has(id))
        .map(({ id, name }) => ({ value: id, text: name })),
    )}
    ${pick(
      'form',
      'Form',
      forms.filter((form) => offered.forms.has(form)).map((value) => ({ value, text: formWords[value] })),
    )}
    ${pick(
      'status',
      'Where it stands',
      statuses
        .filter((status) => offered.statuses.has(status))
        .map((value) => ({ value, text: statusWords[value] })),
    )}
    ${pick(
      'ending',
      'Why it ended',
      endReasons
        .filter((reason) => offered.endings.has(reason))
        .map((value) => ({ value, text: reasonWords[value] })),
    )}
    <div class="hf-filter__go">${govukButton({ text: 'Show' })}</div>
  </form>`
}

function pages({ found, page, filter }: ListModel): Html | false {
  const last = Math.ceil(found.length / perPage)
  if (last <= 1) return false
  const link = (to: number) => ({ href: links.filtered(filter, to) })
  return govukPagination({
    items: Array.from({ length: last }, (_, i) => ({
      number: i + 1,
      current: i + 1 === page,
      ...link(i + 1),
    })).filter(({ number }) => number === 1 || number === last || Math.abs(number - page) <= 2),
    ...(page > 1 ? { previous: link(page - 1) } : {}),
    ...(page < last ? { next: link(page + 1) } : {}),
  })
}
