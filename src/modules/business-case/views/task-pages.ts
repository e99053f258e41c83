import { govukButton } from '#ui/button.ts'
import { errorSummary, radiosField, selectField, textField, type Form } from '#ui/form.ts'
import { formatPounds } from '#ui/format.ts'
import { figures } from '#ui/figures.ts'
import { html, type Html } from '#ui/html.ts'
import type { Shell } from '#ui/layout.ts'
import { whoSees } from '#ui/who-sees.ts'
import { deviationRooms } from '../baseline-forms.ts'
import type { Baseline, BaselineRefusal, Task } from '../baseline.ts'
import { links } from '../links.ts'
import { caseFrame, namesIn, refusalSummary, seesPartners, type Place } from './frame.ts'

/** The tasks in scope, whose way wins, and what it costs when somebody does it otherwise. */
export function tasksPage(
  shell: Shell,
  model: Place & { readonly baseline: Baseline; readonly mayWrite: boolean },
): Html {
  const { partnership, baseline, mayWrite } = model
  const numbers = figures()
  const names = namesIn(partnership, baseline)
  const title = 'Whose way of doing it wins'
  const from = { source: 'Entered by the councils', version: `Baseline version ${baseline.version}` }
  const body = html`<h1 class="hf-headline">${title}</h1>
    <p class="hf-lead">One way of doing each task is where a saving comes from. A council that does it otherwise says what that costs, and until when.</p>
    ${whoSees(seesPartners(partnership))}
    ${
      baseline.tasks.length === 0
        ? html`<p class="govuk-body">${baseline.lockedAt ? html`No task was put in the list before this version was locked. <a class="govuk-link" href="${links.correct(partnership.id)}">Add tasks in a new version</a>` : 'No task is in the list yet.'}</p>`
        : html`<table class="hf-table hf-table--cards">
            <caption class="govuk-visually-hidden">Tasks in scope</caption>
            <thead><tr><th scope="col">Task</th><th scope="col">Service</th><th scope="col">Whose way</th><th scope="col">Who does it otherwise</th></tr></thead>
            <tbody>${baseline.tasks.map((task) => taskRow(task))}</tbody>
          </table>`
    }
    ${mayWrite && baseline.lockedAt === null && baseline.services.length > 0 && html`<p><a class="govuk-button" role="button" draggable="false" data-module="govuk-button" href="${links.task(partnership.id, 'new')}">Add a task</a></p>`}
    ${numbers.origins()}`
  return caseFrame(shell, model, {
    title,
    body,
    back: { href: links.baseline(partnership.id), text: 'Baseline' },
  })

  function taskRow(task: Task): Html {
    return html`<tr>
      <th scope="row">${mayWrite && baseline.lockedAt === null ? html`<a class="govuk-link" href="${links.task(partnership.id, task.id)}">${task.name}</a>` : task.name}</th>
      <td data-label="Service">${names.service(task.service)}${!task.inScope && ' (out of scope)'}</td>
      <td data-label="Whose way">${task.processOf === null ? 'A new way for all' : names.council(task.processOf)}</td>
      <td data-label="Otherwise">${
        task.deviations.length === 0
          ? 'Nobody'
          : html`<ul class="govuk-list">${task.deviations.map(({ council, what, yearlyPence, endsOn }) => html`<li>${names.council(council)}: ${what}, ${numbers.number(`${formatPounds(yearlyPence)} a year`, { ...from, owner: names.council(council) })}, until ${endsOn}</li>`)}</ul>`
      }</td>
    </tr>`
  }
}

export function taskPage(
  shell: Shell,
  model: Place & {
    readonly baseline: Baseline
    readonly task: Task | null
    readonly form: Form
    readonly refused: readonly BaselineRefusal[]
  },
): Html {
  const { partnership, baseline, task, form, refused } = model
  const title = task ? 'Change a task' : 'Add a task'
  const councils = [
    { value: '', text: 'Nobody' },
    ...baseline.councils.map(({ code, name }) => ({ value: code, text: name })),
  ]
  const body = html`${errorSummary(form)}${refusalSummary(refused, namesIn(partnership, baseline))}
    <h1 class="hf-headline">${title}</h1>
    ${whoSees(seesPartners(partnership))}
    <form method="post" action="${links.task(partnership.id, task?.id ?? 'new')}" novalidate>
      <input type="hidden" name="seen" value="${String(form.values['seen'] ?? '0')}" />
      ${textField(form, { name: 'name', label: 'What is done', hint: 'Such as “reset a password” or “pay an invoice”.' })}
      ${selectField(form, { name: 'service', label: 'Which service it belongs to', items: baseline.services.map(({ id, name }) => ({ value: id, text: name })) })}
      ${radiosField(form, {
        name: 'scope',
        label: 'Is it in scope?',
        classes: 'govuk-radios--inline',
        items: [
          { value: 'yes', text: 'Yes' },
          { value: 'no', text: 'No, it stays where it is' },
        ],
      })}
      ${selectField(form, { name: 'process', label: 'Whose way of doing it wins', items: [{ value: 'new', text: 'A new way for all' }, ...councils.slice(1)] })}
      <h2 class="hf-heading">Who will do it otherwise</h2>
      <p class="govuk-body">Each with its price and its last day. Leave rows empty that you do not need.</p>
      ${Array.from(
        { length: deviationRooms },
        (_, i) => html`<fieldset class="govuk-fieldset govuk-!-margin-bottom-4">
        <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">Otherwise ${i + 1}</legend>
        ${selectField(form, { name: `council-${i}`, label: { text: 'Council', classes: ' ' }, items: councils })}
        ${textField(form, { name: `what-${i}`, label: { text: 'What it does otherwise', classes: ' ' } })}
        ${textField(form, { name: `cost-${i}`, label: { text: 'What that costs a year', classes: ' ' }, prefix: { text: '£' }, classes: 'govuk-input--width-10' })}
        ${textField(form, { name: `ends-${i}`, label: { text: 'Until which day', classes: ' ' }, hint: 'Such as 2028-03-31', classes: 'govuk-input--width-10' })}
      </fieldset>`,
      )}
      ${govukButton({ text: 'Save', preventDoubleClick: true })}
    </form>`
  return caseFrame(shell, model, {
    title,
    body,
    back: { href: links.tasks(partnership.id), text: 'Tasks' },
    hasErrors: Object.values(form.errors).some(Boolean) || refused.length > 0,
  })
}
