import type { Refusal } from '#modules/round/index.ts'
import { govukButton } from '#ui/button.ts'
import { errorSummary, radiosField, type Form } from '#ui/form.ts'
import { formatCount, formatList } from '#ui/format.ts'
import { html, raw, type Html } from '#ui/html.ts'
import type { Shell } from '#ui/layout.ts'
import { whoSees, type Audience } from '#ui/who-sees.ts'
import type { RoundView } from '../../queries.ts'
import { postButton, refusalSummary, roundFrame } from '../../views/frame.ts'
import type { ImportPreview, PendingImport, PreviewRow } from '../import-preview.ts'
import { rowErrorWords } from '../import-words.ts'
import { paperLinks } from '../paper-links.ts'
import { hasErrors, papersBack } from './import-page.ts'

export type PreviewPageModel = {
  readonly view: RoundView
  readonly sees: Audience
  readonly pending: PendingImport
  readonly preview: ImportPreview
  readonly form: Form
  readonly refused: readonly Refusal[]
}

/** What the loaded sheet would change, row by row, and what it could not say. */
export function previewPage(shell: Shell, model: PreviewPageModel): Html {
  const { view, pending, preview, form } = model
  const { round } = view
  const { changing, errors } = preview
  const stale = changing.filter(({ changedSince }) => changedSince)
  const title = titleOf(preview)
  const isTroubled = errors.length > 0 || stale.length > 0
  const body = html`${errorSummary(form)}${refusalSummary(view, model.refused)}
    <h1 class="hf-headline">${title}</h1>
    <p class="hf-lead">
      From “${pending.fileName}”. Nothing is saved yet.
      ${preview.unchanged > 0 && html`${formatCount(preview.unchanged, 'statement')} ${preview.unchanged === 1 ? 'stays' : 'stay'} as ${preview.unchanged === 1 ? 'it is' : 'they are'}.`}
    </p>
    ${whoSees(model.sees)} ${notices(pending)} ${errors.length > 0 && errorList(preview)}
    ${changing.length > 0 && changeTable(view, changing)}
    ${
      model.refused.length === 0 &&
      html`${
        changing.length > 0 &&
        html`<form method="post" action="${paperLinks.check(round.id)}" novalidate>
          ${isTroubled ? troubleField(form, { errors: errors.length, stale: stale.length }) : html`<input type="hidden" name="trouble" value="stop" />`}
          ${govukButton({ text: `Save ${formatCount(changing.length, 'statement')}`, preventDoubleClick: true })}
        </form>`
      }
      ${postButton(paperLinks.drop(round.id), 'Do not save any of it', 'govuk-button--secondary')}`
    }
    <p class="govuk-body">
      <a class="govuk-link" href="${paperLinks.answersIn(round.id)}">Load another file in its place</a>
    </p>`
  return roundFrame(shell, view, {
    title,
    body,
    wide: true,
    back: papersBack(view),
    hasErrors: hasErrors(form) || model.refused.length > 0,
  })
}

function titleOf({ changing, errors }: ImportPreview): string {
  const trouble = errors.length === 0 ? '' : `; ${formatCount(errors.length, 'row')} cannot be read`
  return changing.length === 0
    ? `Nothing would change${trouble}`
    : `${formatCount(changing.length, 'statement')} would change${trouble}`
}

function notices({ unread, warnings }: PendingImport): Html | false {
  const said = [
    ...(unread.length > 0
      ? [
          `We did not read the column${unread.length === 1 ? '' : 's'} ${formatList(unread.map((header) => `“${header}”`))}.`,
        ]
      : []),
    ...warnings,
  ]
  return (
    said.length > 0 && html`<div class="govuk-inset-text">${said.map((words) => html`<p>${words}</p>`)}</div>`
  )
}

const mostErrors = 100

function errorList({ errors }: ImportPreview): Html {
  return html`<h2 class="hf-heading" id="errors">Rows that cannot be read</h2>
    <p class="govuk-body">Mend these in your file and load it again, or leave them out.</p>
    <ul class="govuk-list govuk-list--bullet">
      ${errors.slice(0, mostErrors).map((error) => html`<li><strong>Row ${error.row}${error.number !== null && ` (${error.number})`}.</strong> ${rowErrorWords(error)}</li>`)}
      ${errors.length > mostErrors && html`<li>And ${errors.length - mostErrors} more.</li>`}
    </ul>`
}

function changeTable(view: RoundView, changing: readonly PreviewRow[]): Html {
  return html`<h2 class="hf-heading">What would change</h2>
    <table class="hf-table hf-table--cards">
      <caption class="govuk-visually-hidden">
        Each statement that would change, with what stands now and what your file says
      </caption>
      <thead>
        <tr>
          <th scope="col">Statement</th>
          <th scope="col">What</th>
          <th scope="col">Now</th>
          <th scope="col">In your file</th>
        </tr>
      </thead>
      <tbody>
        ${changing.map((row) => changeRows(view, row))}
      </tbody>
    </table>`
}

function changeRows(view: RoundView, row: PreviewRow): Html[] {
  return row.changes.map(
    ({ field, from, to }, at) =>
      html`<tr>
        ${statementCell(view, row, at === 0)}
        <td data-label="What">${field}</td>
        <td data-label="Now">${shown(from)}</td>
        <td data-label="In your file">${to === '' ? html`<em>taken away</em>` : lines(to)}</td>
      </tr>`,
  )
}

/** The first of a statement's rows says it whole; the others only its number, so that each row can be read by itself. */
function statementCell(view: RoundView, row: PreviewRow, isFirst: boolean): Html {
  const statement = view.statements.find(({ id }) => id === row.item)
  if (!isFirst) return html`<th scope="row" class="govuk-!-font-weight-regular">${row.number}</th>`
  return html`<th scope="row">
    ${row.number} ${statement?.statement}<p class="hf-note">Row ${row.row} of your file</p>
    ${row.changedSince && html`<strong class="govuk-tag govuk-tag--yellow">Saved by somebody since</strong>`}
  </th>`
}

function shown(text: string): Html {
  return text === '' ? html`<em>empty</em>` : html`${lines(text)}`
}

function lines(text: string): Html[] {
  return text.split('\n').map((line, at) => html`${at > 0 && raw('<br>')}${line}`)
}

function troubleField(form: Form, { errors, stale }: { errors: number; stale: number }): Html {
  const unread = errors > 0 ? formatCount(errors, 'row') : ''
  const since =
    stale > 0 ? `${formatCount(stale, 'statement')} that somebody saved after your sheet was drawn up` : ''
  const said = formatList([unread && `${unread} that cannot be read`, since].filter((part) => part !== ''))
  return radiosField(form, {
    name: 'trouble',
    label: `There ${errors + stale === 1 ? 'is' : 'are'} ${said}. What shall we do?`,
    items: [
      {
        value: 'stop',
        text: 'Save nothing while there is any',
        hint: { text: 'Mend your file and load it again.' },
      },
      { value: 'skip', text: 'Save the rest and leave these out' },
      ...(stale > 0
        ? [
            {
              value: 'update',
              text: 'Save over what others saved since',
              hint: {
                text: `What they wrote is replaced by your file.${errors > 0 ? ' Rows that cannot be read are left out.' : ''}`,
              },
            },
          ]
        : []),
    ],
  })
}
