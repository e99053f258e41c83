import { govukButton } from '#ui/button.ts'
import { errorSummary, fileField, selectField, textField, type Form } from '#ui/form.ts'
import { formatCount, formatDay } from '#ui/format.ts'
import { html, type Content, type Html } from '#ui/html.ts'
import { page, type Shell } from '#ui/layout.ts'
import { whoSees } from '#ui/who-sees.ts'
import type { Import } from '../import-commands.ts'
import { importFields, type ImportField, type RowReading } from '../import-rows.ts'
import { links } from '../links.ts'
import { listTitle } from './frame.ts'

const title = 'Lists taken over'
const sees = whoSees({ kind: 'own-council', council: 'this service', people: 'the operators' })

const fieldNames: Record<ImportField, string> = {
  name: 'Its name',
  councils: 'The councils',
  services: 'The services',
  about: 'What it is',
  form: 'The form',
  status: 'Where it stands',
  started: 'When it began',
  ended: 'When it ended',
  saving: 'The saving reported',
  source: 'The source',
}

function frame(shell: Shell, heading: string, body: Content, form?: Form): Html {
  return page({
    title: heading,
    section: listTitle,
    shell,
    whoSees: sees,
    hasErrors: form !== undefined && Object.keys(form.errors).length > 0,
    crumbs: [
      { text: listTitle, href: links.list },
      ...(heading === title ? [] : [{ text: title, href: links.imports }]),
      { text: heading },
    ],
    body: html`${form && errorSummary(form)}<h1 class="hf-headline">${heading}</h1>
      ${body}`,
  })
}

export function importsPage(shell: Shell, lists: readonly Import[]): Html {
  const stateWords = { draft: 'not taken over yet', taken: 'taken over', undone: 'taken back' }
  return frame(
    shell,
    title,
    html`<p class="hf-lead">Lists of shared services that others made, with where each is from. You can take one over in whatever shape it is, and take it back.</p>
      ${lists.length === 0 ? html`<p class="hf-text">None yet.</p>` : html`<ul class="govuk-list">${lists.map(({ id, name, state, onDay, rows }) => html`<li><a class="hf-link" href="${links.import(id)}">${name}</a> <span class="hf-soft">${formatCount(rows.length, 'row')}, ${formatDay(onDay)}, ${stateWords[state]}</span></li>`)}</ul>`}
      <p class="hf-actions"><a class="govuk-button" role="button" draggable="false" data-module="govuk-button" href="${links.newImport}">Take over a list</a></p>`,
  )
}

export function newImportPage(shell: Shell, form: Form): Html {
  return frame(
    shell,
    'Take over a list',
    html`<p class="hf-lead">An Excel, OpenDocument or CSV file with one arrangement a row and the names of the columns in the first row. Nothing is public until you have looked at it.</p>
      <form method="post" action="${links.newImport}" enctype="multipart/form-data" novalidate>
        ${textField(form, { name: 'name', label: 'What is the list called, and who made it?' })}
        ${textField(form, { name: 'source', label: 'Where is it from?', hint: 'The address of the list. Every entry shows it.' })}
        ${textField(form, { name: 'licence', label: 'Under which licence may it be used?', hint: 'Such as Open Government Licence v3.0. If you do not know, ask first.' })}
        ${fileField(form, { name: 'file', label: 'The file', hint: 'At most 5 MB and 5,000 rows.' })}
        ${govukButton({ text: 'Upload', preventDoubleClick: true })}
      </form>`,
    form,
  )
}

/** The columns and what they hold, what each row comes to, and the one thing to do next. */
export function importPage(
  shell: Shell,
  { list, readings }: { list: Import; readings: readonly RowReading[] },
): Html {
  const good = readings.flatMap((reading) => ('words' in reading ? [reading] : []))
  const bad = readings.flatMap((reading) => ('problems' in reading ? [reading] : []))
  return frame(
    shell,
    list.name,
    html`<p class="hf-lead">${formatCount(list.rows.length, 'row')}, uploaded on ${formatDay(list.onDay)}. From <a class="hf-link hf-address" href="${list.source}">${list.source}</a>. Licence: ${list.licence}.</p>
      ${list.state === 'draft' ? draftPart(list, good, bad) : html`<p class="hf-text">${list.state === 'taken' ? `${formatCount(good.length, 'row')} could be read and stand in the register.` : 'The list has been taken back. The addresses of its entries say so.'}</p>`}
      ${list.state === 'taken' && html`<form method="post" action="${links.undoImport(list.id)}" novalidate>${govukButton({ text: 'Take the list back', classes: 'govuk-button--warning', preventDoubleClick: true })}</form>`}`,
  )
}

function draftPart(
  list: Import,
  good: readonly { words: { name: string; members: readonly { name: string }[] }; row: number }[],
  bad: readonly { row: number; problems: readonly string[] }[],
): Html {
  const values = Object.fromEntries(
    importFields.map((field) => [
      field,
      list.mapping[field] === undefined ? '' : String(list.mapping[field]),
    ]),
  )
  const form: Form = { values, errors: {} }
  return html`<h2 class="hf-heading">Which column holds what?</h2>
    <form method="post" action="${links.mapImport(list.id)}" class="hf-filter" novalidate>
      ${importFields.map((field) => selectField(form, { name: field, label: fieldNames[field], items: [{ value: '', text: 'No column' }, ...list.columns.map((name, i) => ({ value: String(i), text: name === '' ? `Column ${i + 1}` : name }))] }))}
      <div class="hf-filter__go">${govukButton({ text: 'Read it again', classes: 'govuk-button--secondary' })}</div>
    </form>
    <h2 class="hf-heading">What comes in: ${formatCount(good.length, 'row')}</h2>
    ${good.length > 0 && html`<ul class="govuk-list govuk-list--bullet">${good.slice(0, 20).map(({ row, words }) => html`<li>Row ${row}: ${words.name} (${words.members.map(({ name }) => name).join(', ')})</li>`)}</ul>`}
    ${good.length > 20 && html`<p class="hf-note">And ${good.length - 20} more.</p>`}
    ${good.length > 0 && html`<form method="post" action="${links.takeImport(list.id)}" novalidate>${govukButton({ text: `Take over ${formatCount(good.length, 'row')}`, preventDoubleClick: true })}</form>`}
    <h2 class="hf-heading">What stays out: ${formatCount(bad.length, 'row')}</h2>
    ${bad.length > 0 && html`<ul class="govuk-list govuk-list--bullet">${bad.slice(0, 200).map(({ row, problems }) => html`<li>Row ${row}: ${problems.join(' ')}</li>`)}</ul>`}
    ${bad.length > 200 && html`<p class="hf-note">And ${bad.length - 200} more. Mend these first.</p>`}`
}
