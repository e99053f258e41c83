import { govukButton } from '#ui/button.ts'
import { errorSummary, fileField, radiosField, textareaField, type Form } from '#ui/form.ts'
import { formatCount, formatList } from '#ui/format.ts'
import { figures } from '#ui/figures.ts'
import { html, raw, type Html } from '#ui/html.ts'
import type { Shell } from '#ui/layout.ts'
import { whoSees } from '#ui/who-sees.ts'
import { writeMeasure } from '../baseline-forms.ts'
import type { Baseline, BaselineRefusal } from '../baseline.ts'
import { figureOf } from '../figure.ts'
import { links } from '../links.ts'
import type { PendingSheet, SheetState } from '../sheet-commands.ts'
import { measureNames } from '../text.ts'
import { figureSource } from './figures-page.ts'
import { caseFrame, namesIn, refusalSummary, type Place } from './frame.ts'

type Model = Place & {
  readonly baseline: Baseline
  readonly council: { readonly code: string; readonly name: string; readonly shortName: string }
  readonly form: Form
  readonly refused: readonly BaselineRefusal[]
}

/** Paste a block of cells, or load a spreadsheet. */
export function sheetPage(
  shell: Shell,
  model: Model & { readonly state: SheetState; readonly said: string | null },
): Html {
  const { partnership, baseline, council, form, state } = model
  const title = 'Paste figures, or load a spreadsheet'
  const body = html`${errorSummary(form)}${refusalSummary(model.refused, namesIn(partnership, baseline))}
    ${model.said && html`<div class="govuk-inset-text" role="status">${model.said}</div>`}
    <h1 class="hf-headline">${title}</h1>
    <p class="hf-lead">You see every change before anything is saved, and you can undo it.</p>
    ${whoSees({ kind: 'own-council', council: council.shortName })}
    ${state.pending && html`<p class="govuk-inset-text">“${state.pending.fileName}” waits to be looked at. <a class="govuk-link" href="${links.checkSheet(partnership.id)}">Look at it</a></p>`}
    ${state.canUndo && html`<form method="post" action="${links.undoSheet(partnership.id)}" novalidate><p class="govuk-body">The figures of “${state.fileName}” were saved.</p>${govukButton({ text: 'Undo that', classes: 'govuk-button--secondary', preventDoubleClick: true })}</form>`}
    ${baseline.lockedAt ? html`<p class="govuk-body">These figures are locked. <a class="govuk-link" href="${links.correct(partnership.id)}">Correct something in a new version</a></p>` : bringBack(model)}`
  return caseFrame(shell, model, {
    title,
    body,
    back: { href: links.baseline(partnership.id), text: 'Baseline' },
    hasErrors: Object.values(form.errors).some(Boolean) || model.refused.length > 0,
  })
}

/** The template to take, and the two ways to bring figures back. */
function bringBack({ partnership, form }: Model): Html {
  return html`<h2 class="hf-heading">1. Take the template</h2>
    <p class="govuk-body">It has your services and what you have put down so far.</p>
    <ul class="hf-links">${['xlsx', 'ods', 'csv'].map((format) => html`<li><a class="govuk-link" href="${links.template(partnership.id, format)}">${{ xlsx: 'Excel', ods: 'ODS', csv: 'CSV' }[format]}</a></li>`)}</ul>
    <h2 class="hf-heading">2. Bring it back</h2>
    <form method="post" action="${links.sheet(partnership.id)}" enctype="multipart/form-data" novalidate>
      ${textareaField(form, { name: 'pasted', label: 'Paste a block of cells', hint: 'Copy it in your spreadsheet, with its row of headings.', rows: 6 })}
      ${fileField(form, { name: 'file', label: 'Or choose a file', hint: 'Excel (.xlsx), ODS or CSV' })}
      ${govukButton({ text: 'Look at what it says', preventDoubleClick: true })}
    </form>`
}

/** What the sheet would change, and what it could not say. */
export function checkSheetPage(shell: Shell, model: Model & { readonly pending: PendingSheet }): Html {
  const { partnership, baseline, council, pending, form } = model
  const numbers = figures()
  const names = namesIn(partnership, baseline)
  const changes = pending.figures.flatMap((figure) => {
    const standing = figureOf(baseline.figures, {
      council: council.code,
      service: figure.service,
      measure: figure.measure,
    })
    const isSame =
      standing?.value === figure.value && standing.source === figure.source && standing.owner === figure.owner
    return isSame ? [] : [{ figure, standing }]
  })
  const { errors } = pending
  const title = `${changes.length === 0 ? 'Nothing' : formatCount(changes.length, 'figure')} would change${errors.length > 0 ? `; ${formatCount(errors.length, 'cell')} cannot be read` : ''}`
  const body = html`${errorSummary(form)}${refusalSummary(model.refused, names)}
    <h1 class="hf-headline">${title}</h1>
    <p class="hf-lead">From “${pending.fileName}”. Nothing is saved yet.</p>
    ${whoSees({ kind: 'own-council', council: council.shortName })}
    ${pending.unread.length > 0 && html`<p class="govuk-inset-text">We did not read ${formatList(pending.unread.map((name) => `“${name}”`))}.</p>`}
    ${pending.warnings.map((words) => html`<p class="govuk-inset-text">${words}</p>`)}
    ${
      errors.length > 0 &&
      html`<h2 class="hf-heading">What cannot be read</h2>
        <ul class="govuk-list govuk-list--bullet">${errors.map(({ row, column, says }) => html`<li>Row ${row}, ${column}: ${says}.</li>`)}</ul>`
    }
    ${
      changes.length > 0 &&
      html`<table class="hf-table hf-table--cards"><caption class="govuk-visually-hidden">What would change</caption>
        <thead><tr><th scope="col">Figure</th><th scope="col">Now</th><th scope="col">Then</th></tr></thead>
        <tbody>${changes.map(({ figure, standing }) => html`<tr><th scope="row">${names.service(figure.service)}, ${measureNames[figure.measure].toLowerCase()}</th><td data-label="Now">${standing ? numbers.number(writeMeasure(standing.measure, standing.value), figureSource(standing, baseline)) : 'nothing'}</td><td data-label="Then">${numbers.number(writeMeasure(figure.measure, figure.value), { source: figure.source || 'The sheet', owner: figure.owner, version: `From “${pending.fileName}”` })}</td></tr>`)}</tbody></table>`
    }
    ${
      changes.length > 0 &&
      html`<form method="post" action="${links.checkSheet(partnership.id)}" novalidate>
        ${
          errors.length > 0
            ? radiosField(form, {
                name: 'trouble',
                label: 'What shall we do with the cells that cannot be read?',
                items: [
                  { value: 'stop', text: 'Save nothing. I will mend the sheet' },
                  { value: 'skip', text: 'Leave them out and save the rest' },
                ],
              })
            : raw('<input type="hidden" name="trouble" value="stop" />')
        }
        ${govukButton({ text: `Save ${formatCount(changes.length, 'figure')}`, preventDoubleClick: true })}
      </form>`
    }
    <form method="post" action="${links.dropSheet(partnership.id)}" novalidate>${govukButton({ text: 'Do not save any of it', classes: 'govuk-button--secondary', preventDoubleClick: true })}</form>
    ${numbers.origins()}`
  return caseFrame(shell, model, {
    title,
    body,
    back: { href: links.sheet(partnership.id), text: 'Paste or load' },
    hasErrors: Object.values(form.errors).some(Boolean) || model.refused.length > 0,
  })
}
