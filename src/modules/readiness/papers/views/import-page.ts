import type { Refusal } from '#modules/round/index.ts'
import { govukButton } from '#ui/button.ts'
import { errorSummary, fileField, type Form } from '#ui/form.ts'
import { formatCount, formatList } from '#ui/format.ts'
import { html, type Html } from '#ui/html.ts'
import type { Shell } from '#ui/layout.ts'
import { whoSees, type Audience } from '#ui/who-sees.ts'
import { links } from '../../links.ts'
import type { RoundView } from '../../queries.ts'
import { postButton, refusalSummary, roundFrame } from '../../views/frame.ts'
import type { KeptUndo } from '../import-preview.ts'
import { paperLinks } from '../paper-links.ts'

export type LoadPageModel = {
  readonly view: RoundView
  readonly sees: Audience
  readonly form: Form
  readonly refused: readonly Refusal[]
  /** The name of an upload that still waits to be looked at. */
  readonly waiting: string | null
  readonly canUndo: boolean
}

/** Choose a filled-in answer sheet. */
export function loadPage(shell: Shell, model: LoadPageModel): Html {
  const { view, form, waiting } = model
  const { round } = view
  const title = 'Load an answer sheet'
  const body = html`${errorSummary(form)}${refusalSummary(view, model.refused)}
    <h1 class="hf-headline">${title}</h1>
    <p class="hf-lead">Nothing is saved when you load it. You see every change first, and then choose.</p>
    <div class="govuk-!-margin-bottom-4">${whoSees(model.sees)}</div>
    ${waiting !== null && html`<p class="govuk-inset-text">“${waiting}” is loaded and waits for you. <a class="govuk-link" href="${paperLinks.check(round.id)}">Look at what it would change</a>. Loading another takes its place.</p>`}
    ${
      model.refused.length === 0 &&
      html`<form
        method="post"
        action="${paperLinks.answersIn(round.id)}"
        enctype="multipart/form-data"
        novalidate
      >
        ${fileField(form, { name: 'file', label: 'Your answer sheet', hint: 'An Excel (.xlsx), ODS or CSV file, or the file that a quick check saved. Start from the answer sheet on the page of papers.' })}
        ${govukButton({ text: 'Load it and look', preventDoubleClick: true })}
      </form>`
    }
    ${model.canUndo && html`<p class="govuk-body"><a class="govuk-link" href="${paperLinks.done(round.id)}">See or undo the last answer sheet that was saved</a></p>`}`
  return roundFrame(shell, view, {
    title,
    body,
    back: papersBack(view),
    hasErrors: hasErrors(form) || model.refused.length > 0,
  })
}

export function papersBack({ round }: RoundView) {
  return { href: paperLinks.papers(round.id), text: 'Papers and files' }
}

export function hasErrors(form: Form): boolean {
  return Object.values(form.errors).some((error) => error !== undefined)
}

export type DonePageModel = {
  readonly view: RoundView
  readonly sees: Audience
  readonly undo: KeptUndo
  /** Why it can no longer be undone; empty: it can. */
  readonly refused: readonly Refusal[]
}

/** What was saved, and the way back. */
export function donePage(shell: Shell, { view, sees, undo, refused }: DonePageModel): Html {
  const { round } = view
  const title =
    undo.rows.length === 0 ? 'Nothing was changed' : `${formatCount(undo.rows.length, 'statement')} saved`
  const left = undo.left.map(({ row, number }) => `row ${row}${number === null ? '' : ` (${number})`}`)
  const body = html`<h1 class="hf-headline">${title}</h1>
    <p class="hf-lead">
      ${undo.rows.length > 0 && html`Loaded by ${undo.by}: ${formatList(undo.rows.map(({ number }) => number))}.`}
      ${left.length > 0 && html`Left out: ${formatList(left)}.`}
    </p>
    ${whoSees(sees)}
    <p>
      <a
        class="govuk-button"
        role="button"
        draggable="false"
        data-module="govuk-button"
        href="${links.round(round.id)}"
        >Go to the statements</a
      >
    </p>
    ${
      undo.rows.length > 0 &&
      (refused.length === 0
        ? html`<h2 class="hf-heading">Undo it</h2>
            <p class="govuk-body">
              Every statement goes back to exactly what it was, until you seal. One that somebody has saved since
              stays as they saved it.
            </p>
            ${postButton(paperLinks.undo(round.id), 'Undo this answer sheet', 'govuk-button--secondary')}`
        : html`<p class="govuk-body">It can no longer be undone: your council has sealed, or the round is closed.</p>`)
    }`
  return roundFrame(shell, view, { title, body, back: papersBack(view) })
}

export type UndonePageModel = {
  readonly view: RoundView
  readonly restored: readonly string[]
  readonly changedSince: readonly string[]
}

/** What went back, and what somebody has saved since and was therefore left. */
export function undonePage(shell: Shell, { view, restored, changedSince }: UndonePageModel): Html {
  const title =
    restored.length === 0
      ? 'Nothing could be undone'
      : `${formatCount(restored.length, 'statement')} put back`
  const body = html`<h1 class="hf-headline">${title}</h1>
    <p class="hf-lead">
      ${restored.length > 0 && html`${formatList(restored)} ${restored.length === 1 ? 'is' : 'are'} as before the answer sheet was loaded.`}
      ${changedSince.length > 0 && html`${formatList(changedSince)} ${changedSince.length === 1 ? 'was' : 'were'} saved by somebody since, so ${changedSince.length === 1 ? 'it stays' : 'they stay'} as they saved ${changedSince.length === 1 ? 'it' : 'them'}.`}
    </p>
    <p class="govuk-body"><a class="govuk-link" href="${links.round(view.round.id)}">Go to the statements</a></p>`
  return roundFrame(shell, view, { title, body, back: papersBack(view) })
}
