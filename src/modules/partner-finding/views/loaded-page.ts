import { postButton, postForm } from '#modules/people/index.ts'
import { govukButton } from '#ui/button.ts'
import { checkboxesField, errorSummary, radiosField, type Form } from '#ui/form.ts'
import { formatCount, formatDay } from '#ui/format.ts'
import { html, type Html } from '#ui/html.ts'
import { page, type Shell } from '#ui/layout.ts'
import { whoSees } from '#ui/who-sees.ts'
import { eventKindWords } from '../event.ts'
import { links } from '../links.ts'
import type { LoadedFile, LoadedRow } from '../loaded-file.ts'
import { serviceLabel } from '../services.ts'

export type LoadedModel = {
  readonly id: string
  readonly saved: boolean
  readonly file: LoadedFile
  readonly council: string
  readonly nameOf: (code: string) => string
  readonly form: Form
}

/** What a loaded file would add: choose, answer what is not sure, save or drop. Once saved: take it back. */
export function loadedPage(shell: Shell, model: LoadedModel): Html {
  const { saved, file, council, form } = model
  const title = saved
    ? 'The dates of this file are saved'
    : file.rows.length === 0
      ? 'Nothing in this file can be saved'
      : `${formatCount(file.rows.length, 'date')} to look at`
  const body = html`${errorSummary(form)}
    <h1 class="hf-headline">${title}</h1>
    <p class="hf-lead">From “${file.fileName}”. ${saved ? 'All are private until you say otherwise.' : 'Nothing is saved yet.'}</p>
    ${saved ? undo(model) : choose(model)}
    ${rejectedTable(file)}
    <p class="hf-text"><a class="hf-link" href="${links.loadEvents}">Load another file</a></p>`
  return page({
    title,
    section: 'Find a partner',
    body,
    shell,
    wide: true,
    hasErrors: Object.keys(form.errors).length > 0,
    whoSees: whoSees({ kind: 'own-council', council, people: 'the lead and deputies' }),
    crumbs: [
      { text: 'Find a partner', href: links.start },
      { text: 'Our dates', href: links.events },
      { text: title },
    ],
  })
}

function undo({ id }: LoadedModel): Html {
  return html`<p class="hf-text"><a class="hf-link" href="${links.events}">See your dates</a></p>
    ${postButton(links.undoLoaded(id), 'Take back everything from this file', 'govuk-button--secondary')}`
}

function choose({ id, file, nameOf, form }: LoadedModel): Html {
  if (file.rows.length === 0)
    return postButton(links.dropLoaded(id), 'Drop this file', 'govuk-button--secondary')
  return html`${postForm(
    links.loaded(id),
    html`${file.asks.map(({ name, candidates }, at) => ask(form, { name, candidates, at, file, nameOf }))}
      ${checkboxesField(form, {
        name: 'row',
        label: 'Which shall we save?',
        items: file.rows.map((row) => ({
          name: `row-${row.at}`,
          value: 'yes',
          checked: form.values[`row-${row.at}`] === 'yes',
          text: rowTitle(row, nameOf),
          hint: { text: rowFacts(row) },
        })),
      })}
      ${govukButton({ text: 'Save those that are ticked', preventDoubleClick: true })}`,
  )}
    ${postButton(links.dropLoaded(id), 'Save none of it', 'govuk-button--secondary')}`
}

function ask(
  form: Form,
  of: {
    name: string
    candidates: readonly string[]
    at: number
    file: LoadedFile
    nameOf: (code: string) => string
  },
): Html {
  const rows = of.file.rows.filter(({ buyer }) => buyer === of.name).length
  return radiosField(form, {
    name: `buyer-${of.at}`,
    label: `Which council is “${of.name}”?`,
    hint: `It buys in ${formatCount(rows, 'row')} of the file. We do not guess.`,
    items: [
      ...of.candidates.map((code) => ({ value: code, text: of.nameOf(code) })),
      { value: 'none', text: 'None of these: leave it out' },
    ],
  })
}

function rowTitle({ title, council, buyer }: LoadedRow, nameOf: (code: string) => string): string {
  if (buyer === null) return title
  return `${council === null ? `“${buyer}” (not sure who this is)` : nameOf(council)}: ${title}`
}

function rowFacts({ at, kind, day, service, supplier }: LoadedRow): string {
  return `Row ${at}. ${eventKindWords[kind]} on ${formatDay(day)}. ${serviceLabel(service)}${supplier === null ? '' : `, with ${supplier}`}.`
}

function rejectedTable({ rejected, kind }: LoadedFile): Html | undefined {
  if (rejected.length === 0) return undefined
  return html`<h2 class="hf-heading">${formatCount(rejected.length, 'row')} left out, and why</h2>
    <table class="govuk-table hf-table hf-table--cards">
      <caption class="govuk-visually-hidden">Rows that were left out</caption>
      <thead>
        <tr>
          <th scope="col">${kind === 'sheet' ? 'Row' : 'Release'}</th>
          <th scope="col">What</th>
          <th scope="col">Why it was left out</th>
        </tr>
      </thead>
      <tbody>
        ${rejected.map(({ at, name, why }) => html`<tr><th scope="row">${at}</th><td>${name === '' ? 'No title' : name}</td><td>${why}</td></tr>`)}
      </tbody>
    </table>`
}
