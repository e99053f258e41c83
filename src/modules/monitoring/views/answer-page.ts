import type { Pulse } from '#content/pulse.ts'
import { partnershipNav, type Partnership } from '#modules/partnership/index.ts'
import { govukButton } from '#ui/button.ts'
import { errorSummary, radiosField, textField, type Form } from '#ui/form.ts'
import { html, type Html } from '#ui/html.ts'
import { page, type Shell } from '#ui/layout.ts'
import { whoSees } from '#ui/who-sees.ts'
import { links } from '../links.ts'

export type AnswerPageModel = {
  readonly partnership: Partnership
  readonly pulse: Pulse
  readonly form: Form
}

/** The pulse's questions, on one page: two minutes, no name. */
export function answerPage(shell: Shell, { partnership, pulse, form }: AnswerPageModel): Html {
  const title = 'How do you see it, this quarter?'
  const body = html`${errorSummary(form)}
    <h1 class="hf-headline">${title}</h1>
    <p class="hf-lead">Nobody learns who said what. When the pulse closes, the answers are counted and deleted, and nothing is shown that fewer than five gave.</p>
    ${whoSees({ kind: 'only-you' })}
    <form method="post" action="${links.answer(partnership.id)}" novalidate>
      ${pulse.questions.map(({ id, says }) =>
        radiosField(form, {
          name: id,
          label: says,
          classes: 'govuk-radios--small',
          items: [
            ...pulse.answers.map((text, i) => ({ value: String(i + 1), text })),
            { divider: 'or' },
            { value: 'none', text: 'I cannot say' },
          ],
        }),
      )}
      ${textField(form, { name: 'hours', label: pulse.hours.says, hint: pulse.hours.hint, classes: 'govuk-input--width-3', inputmode: 'decimal', suffix: { text: 'hours' } })}
      ${govukButton({ text: 'Save my answer', preventDoubleClick: true })}
    </form>`
  return page({
    title,
    section: partnership.name,
    body,
    shell,
    back: { href: links.pulse(partnership.id), text: 'The pulse' },
    nav: partnershipNav(partnership.id, 'pulse'),
    hasErrors: Object.keys(form.errors).length > 0,
  })
}
