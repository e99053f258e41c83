import type { Statement } from '#content/framework.ts'
import type { StatementReading } from '#modules/guidance/index.ts'
import { govukButton } from '#ui/button.ts'
import { errorSummary, radiosField, type Form } from '#ui/form.ts'
import { html, type Html } from '#ui/html.ts'
import type { Shell } from '#ui/layout.ts'
import { whoSees } from '#ui/who-sees.ts'
import { links } from '../links.ts'
import type { RoundView } from '../queries.ts'
import type { StaffRefusal } from '../staff-commands.ts'
import { refusalSummary, roundFrame } from './frame.ts'
import { statementHelp } from './statement-help.ts'

export type StaffPageModel = {
  readonly view: RoundView
  readonly statement: Statement
  readonly reading: StatementReading
  readonly form: Form
  readonly position: { readonly number: number; readonly of: number; readonly previous: string | null }
  readonly refused: readonly StaffRefusal[]
}

/** A statement as a member of staff sees it: one choice, no name, no reason to write. */
export function staffPage(shell: Shell, model: StaffPageModel): Html {
  const { view, statement, form, position } = model
  const body = html`${errorSummary(form)}${refusalSummary(view, model.refused)}
    <span class="govuk-caption-l">${position.number} of ${position.of}</span>
    <h1 class="govuk-heading-l">${statement.question}</h1>
    <p class="hf-lead">“${statement.statement}”</p>
    ${whoSees({ kind: 'only-you' })}
    <p class="govuk-body">
      When your council closes staff answers, yours becomes one of a count and is deleted. With fewer than
      five answers nothing is shown. In a small team, people may still be guessed.
    </p>
    ${statementHelp(statement, model.reading)}
    <form
      method="post"
      action="${links.staffAnswer(view.round.id, statement.id)}"
      novalidate
      data-autosave="${links.staffAnswer(view.round.id, statement.id)}"
    >
      ${radiosField(form, {
        name: 'reading',
        label: 'Which of these is true today, as far as you can see?',
        items: [
          ...statement.levels.map((fact, index) => ({
            value: `level-${index + 1}`,
            text: `${index + 1}. ${view.framework.levels[index]?.name ?? ''}`,
            hint: { text: fact },
          })),
          { divider: 'or' },
          { value: 'none', text: 'I cannot say' },
        ],
      })}
      ${govukButton({ text: 'Save and continue', preventDoubleClick: true })}
    </form>`
  return roundFrame(shell, view, {
    title: statement.question,
    body,
    back: position.previous ? { href: position.previous } : { href: links.round(view.round.id) },
    hasErrors: Object.values(form.errors).some(Boolean) || model.refused.length > 0,
  })
}
