import type { Refusal } from '#modules/round/index.ts'
import { govukButton } from '#ui/button.ts'
import { dateField, errorSummary, type Form } from '#ui/form.ts'
import { formatInstantDay, formatList } from '#ui/format.ts'
import { html, type Html } from '#ui/html.ts'
import type { Shell } from '#ui/layout.ts'
import { links } from '../links.ts'
import type { RoundView } from '../queries.ts'
import { refusalSummary, roundFrame } from './frame.ts'

export type TimePageModel = {
  readonly view: RoundView
  readonly form: Form
  readonly others: readonly string[]
  readonly refused: readonly Refusal[]
}

/** Asking every council in the round for a later deadline. */
export function timePage(shell: Shell, { view, form, others, refused }: TimePageModel): Html {
  const { round } = view
  const title = 'Ask for more time'
  const body = html`${errorSummary(form)}${refusalSummary(view, refused)}
    <h1 class="hf-headline">${title}</h1>
    ${
      refused.length === 0 &&
      html`<p class="hf-lead">The deadline is ${formatInstantDay(round.terms.deadline ?? '')}. It moves when ${formatList(others)} and you have all agreed. Until then the old day stands.</p>
        <form method="post" action="${links.extend(round.id)}" novalidate>
          ${dateField(form, { name: 'until', label: 'Until which day?', hint: 'For example, 27 3 2027. The day ends at midnight in London.' })}
          ${govukButton({ text: 'Ask every council', preventDoubleClick: true })}
        </form>`
    }`
  return roundFrame(shell, view, {
    title,
    body,
    hasErrors: refused.length > 0 || Object.values(form.errors).some(Boolean),
  })
}
