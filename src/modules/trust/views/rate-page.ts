import { govukButton } from '#ui/button.ts'
import { errorSummary, radiosField, type Form } from '#ui/form.ts'
import { html, type Html } from '#ui/html.ts'
import type { Shell } from '#ui/layout.ts'
import { whoSees } from '#ui/who-sees.ts'
import { links } from '../links.ts'
import type { TrustView } from '../queries.ts'
import { seesSheet } from '../sees.ts'
import { refusalSummary, trustFrame, type TrustRefusal } from './frame.ts'

export type RatePageModel = {
  readonly view: TrustView
  readonly about: { readonly council: string; readonly shortName: string; readonly isOwn: boolean }
  readonly position: { readonly number: number; readonly of: number }
  readonly form: Form
  readonly version: number
  /** Somebody saved this in another window: what stands there is drawn, and this says so. */
  readonly conflict: boolean
  readonly refused: readonly TrustRefusal[]
}

/** One council on one page: six statements, each level said as what people do. */
export function ratePage(shell: Shell, model: RatePageModel): Html {
  const { view, about, position, form } = model
  const { statements, none, intro } = view.statements
  const title = about.isOwn ? 'How do you see your own council?' : `What have you seen ${about.shortName} do?`
  const body = html`${errorSummary(form)}${refusalSummary(view, model.refused)}
    ${model.conflict && html`<p class="govuk-inset-text">You saved this page in another window. What you chose now stands below and is not saved yet. Save to keep it.</p>`}
    <span class="govuk-caption-l">Council ${position.number} of ${position.of}</span>
    <h1 class="hf-headline">${title}</h1>
    <p class="hf-lead">${about.isOwn ? `Answer as a partner would: “it” is ${about.shortName}, and “us” is the others.` : intro}</p>
    ${whoSees(seesSheet)}
    <p class="hf-soft">${about.isOwn ? 'Your colleagues’ mean and yours go to your own council alone.' : 'What counts is the mean of all who rate for your council. If you are the only one, that mean is what you say.'}</p>
    <form method="post" action="${links.rate(view.round.id, about.council)}" novalidate>
      <input type="hidden" name="version" value="${model.version}" />
      ${statements.map((statement) =>
        radiosField(form, {
          name: statement.id,
          label: statement.about,
          hint: statement.why,
          classes: 'govuk-radios--small',
          items: [
            ...statement.levels.map((level, i) => ({ value: String(i + 1), text: `${i + 1}. ${level}` })),
            { divider: 'or' },
            { value: 'none', text: none },
          ],
        }),
      )}
      ${govukButton({ text: 'Save and go on', preventDoubleClick: true })}
    </form>`
  return trustFrame(shell, view, {
    title,
    body,
    hasErrors: model.refused.length > 0 || Object.keys(form.errors).length > 0,
  })
}
