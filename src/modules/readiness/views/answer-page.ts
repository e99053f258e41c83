import type { Statement } from '#content/framework.ts'
import { govukButton } from '#ui/button.ts'
import { errorSummary, fileField, radiosField, textareaField, textField, type Form } from '#ui/form.ts'
import { html, type Html } from '#ui/html.ts'
import type { Shell } from '#ui/layout.ts'
import { whoSees, type Audience } from '#ui/who-sees.ts'
import { confidences, grades, type Draft, type EvidenceFile } from '../answer.ts'
import { links } from '../links.ts'
import type { RoundView } from '../queries.ts'
import type { StaffCount } from '../staff-count.ts'
import { confidenceWords, gradeWords } from '../text.ts'
import { refusalSummary, roundFrame } from './frame.ts'
import { staffCountWords } from './staff-words.ts'
import { statementHelp } from './statement-help.ts'
import type { StatementReading } from '#modules/guidance/index.ts'
import type { Refusal } from '#modules/round/index.ts'

/** What an office answered, for those who agree the council's answer. */
export type OfficeSaid = {
  readonly name: string
  readonly office: string
  readonly said: string
  readonly reason: string
  readonly note: string
}

export type AnswerPageModel = {
  readonly view: RoundView
  readonly statement: Statement
  readonly reading: StatementReading
  readonly part: 'agreed' | 'office'
  readonly form: Form
  readonly version: number
  readonly file: EvidenceFile | null
  readonly position: { readonly number: number; readonly of: number; readonly previous: string | null }
  readonly sees: Audience
  readonly noteSees: Audience
  readonly colleagues: readonly OfficeSaid[]
  readonly staff: StaffCount | null
  /** What stands in the database now, when somebody else saved in between. */
  readonly conflict: Draft | null
  readonly carriedFrom: string | null
  readonly refused: readonly Refusal[]
}

const aboutWords: Record<Statement['about'], string> = {
  us: 'This is about your own council.',
  partnership: 'This is about the partnership as a whole.',
  others: 'This is about the other councils.',
}

/** One statement a page: what is asked, what each level looks like, and who can see what is written. */
export function answerPage(shell: Shell, model: AnswerPageModel): Html {
  const { view, statement, part, form, position } = model
  const { round, framework } = view
  const action =
    part === 'agreed' ? links.agree(round.id, statement.id) : links.answer(round.id, statement.id)
  const area = framework.areas.find(({ statements }) => statements.some(({ id }) => id === statement.id))
  const body = html`${errorSummary(form)}${refusalSummary(view, model.refused)}
    ${model.conflict && conflictNote(view, model.conflict, form)}
    <span class="govuk-caption-l"
      >${area?.name} · ${position.number} of
      ${position.of}${statement.gate && ' · a gate: it must be met'}</span
    >
    <h1 class="govuk-heading-l">${statement.question}</h1>
    <p class="hf-lead">“${statement.statement}”</p>
    <p class="govuk-body">${aboutWords[statement.about]}</p>
    ${whoSees(model.sees)} ${statementHelp(statement, model.reading)}
    ${part === 'agreed' && colleaguesSection(model)}
    ${model.carriedFrom && html`<p class="govuk-inset-text">This is your answer from “${model.carriedFrom}”. Save it again to say that it still holds, or change it.</p>`}
    <form
      method="post"
      action="${action}"
      enctype="multipart/form-data"
      novalidate
      data-autosave="${action}"
      data-keep-text
    >
      <input type="hidden" name="version" value="${model.version}" />
      ${radiosField(form, {
        name: 'reading',
        label:
          part === 'agreed'
            ? 'Where is your council on this?'
            : 'Where do you think your council is on this?',
        hint: 'Choose the level whose description is true today. The next level up must be wholly true to choose it.',
        items: [
          ...statement.levels.map((fact, index) => ({
            value: `level-${index + 1}`,
            text: `${index + 1}. ${framework.levels[index]?.name ?? ''}`,
            hint: { text: fact },
          })),
          { divider: 'or' },
          {
            value: 'unknown',
            text: 'We do not know',
            hint: { text: 'A good answer when it is true. It is shown as a question to talk about.' },
          },
          { value: 'not-applicable', text: 'Does not apply to us', hint: { text: 'Say why below.' } },
        ],
      })}
      ${textareaField(form, {
        name: 'reason',
        label: part === 'agreed' ? 'Why? Give your reason' : 'Why? (if you can say)',
        hint: 'One or two sentences. A fact is better than a feeling.',
        rows: 3,
        maxlength: 2000,
        threshold: 75,
      })}
      ${part === 'agreed' && !statement.gate && importanceField(form)}
      ${radiosField(form, {
        name: 'confidence',
        label: 'How sure are you?',
        classes: 'govuk-radios--inline govuk-radios--small',
        items: confidences.map((value) => ({ value, text: confidenceWords[value] })),
      })}
      <fieldset class="govuk-fieldset">
        <legend class="govuk-fieldset__legend govuk-fieldset__legend--m">What does this rest on?</legend>
        ${radiosField(form, {
          name: 'grade',
          label: 'Kind of evidence',
          classes: 'govuk-radios--small',
          items: grades.map((value) => ({ value, text: gradeWords[value] })),
        })}
        ${textField(form, { name: 'evidence', label: 'Which document, decision or check?', hint: 'Its title and date, or who told you.', attributes: { maxlength: '300' } })}
        ${textField(form, { name: 'link', label: 'Its address, if it is on the web or your intranet', type: 'url', inputmode: 'url', attributes: { maxlength: '500' }, spellcheck: false })}
        ${fileField(form, {
          name: 'file',
          label: 'Or a file',
          hint: fileHint(model.file),
        })}
      </fieldset>
      ${part === 'agreed' && noteField(model)}
      <div class="govuk-button-group">
        ${govukButton({ text: 'Save and continue', name: 'then', value: 'next', preventDoubleClick: true })}
        ${govukButton({ text: 'Save and go back to the list', name: 'then', value: 'list', classes: 'govuk-button--secondary' })}
      </div>
    </form>`
  return roundFrame(shell, view, {
    title: statement.question,
    body,
    hasErrors:
      Object.values(form.errors).some((error) => error !== undefined) ||
      model.refused.length > 0 ||
      model.conflict !== null,
    back: position.previous ? { href: position.previous, text: 'Back' } : { href: links.round(round.id) },
  })
}

function fileHint(file: EvidenceFile | null): string {
  const rule =
    'PDF, Word, ODT, Excel, ODS, CSV, text or a picture, up to 10 MB. It is sealed with your answer.'
  return file ? `${rule} Now: ${file.name}. Choosing another replaces it.` : rule
}

function importanceField(form: Form): Html {
  return radiosField(form, {
    name: 'importance',
    label: 'How much does this matter to your council?',
    items: [
      { value: '1', text: 'A little' },
      { value: '2', text: 'It matters' },
      { value: '3', text: 'A great deal: we could not go ahead without it' },
    ],
  })
}

function noteField(model: AnswerPageModel): Html {
  return textareaField(model.form, {
    name: 'note',
    label: 'A private note',
    hint: 'For your own council. It is never sealed, opened or sent to anybody.',
    whoSees: whoSees(model.noteSees),
    rows: 2,
    maxlength: 2000,
    threshold: 75,
  })
}

function colleaguesSection(model: AnswerPageModel): Html {
  const { colleagues, staff } = model
  if (colleagues.length === 0 && staff === null)
    return html`<h2 class="hf-heading">What your colleagues said</h2>
      <p class="govuk-body">
        None of your colleagues has answered this yet. You can agree an answer without them.
      </p>`
  return html`<h2 class="hf-heading">What your colleagues said</h2>
    ${
      colleagues.length > 0 &&
      html`<table class="govuk-table hf-table">
        <caption class="govuk-table__caption govuk-visually-hidden">
          Each office’s answer to this statement
        </caption>
        <thead class="govuk-table__head">
          <tr class="govuk-table__row">
            <th scope="col" class="govuk-table__header">Office</th>
            <th scope="col" class="govuk-table__header">Says</th>
            <th scope="col" class="govuk-table__header">Why</th>
          </tr>
        </thead>
        <tbody class="govuk-table__body">
          ${colleagues.map(
            ({ name, office, said, reason, note }) =>
              html`<tr class="govuk-table__row">
                <th scope="row" class="govuk-table__header">
                  ${office}<br /><span class="hf-soft">${name}</span>
                </th>
                <td class="govuk-table__cell" data-label="Says">${said}</td>
                <td class="govuk-table__cell" data-label="Why">
                  ${reason}${note && html`<br /><span class="hf-soft">${note}</span>`}
                </td>
              </tr>`,
          )}
        </tbody>
      </table>`
    }
    ${
      staff &&
      html`<p class="govuk-body">
        <strong>Staff:</strong> ${staffCountWords(
          staff,
          model.view.framework.levels.map(({ name }) => name),
        )}
      </p>`
    }`
}

/** Both versions, side by side in words: nothing of either is lost. */
function conflictNote(view: RoundView, standing: Draft, form: Form): Html {
  const typed = form.values['reason']
  return html`<div class="govuk-error-summary" data-module="govuk-error-summary">
    <div role="alert">
      <h2 class="govuk-error-summary__title">Somebody else saved this while you were writing</h2>
      <div class="govuk-error-summary__body">
        <p>
          What they saved:
          <strong>${draftReading(view, standing.reading)}</strong
          >${standing.reason && html` “${standing.reason}”`}
        </p>
        <p>
          What you typed is still in the boxes
          below${typeof typed === 'string' && typed !== '' && html` (“${typed}”)`}. Save again to put yours in
          its place, or go back to keep theirs.
        </p>
      </div>
    </div>
  </div>`
}

function draftReading(view: RoundView, reading: Draft['reading']): string {
  if (reading === '') return 'no level yet'
  if (reading === 'unknown') return 'We do not know'
  if (reading === 'not-applicable') return 'Does not apply'
  const level = Number(reading.slice(-1))
  return `Level ${level}, ${(view.framework.levels[level - 1]?.name ?? '').toLowerCase()}`
}
