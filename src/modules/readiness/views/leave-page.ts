import type { Refusal } from '#modules/round/index.ts'
import { govukButton } from '#ui/button.ts'
import { formatList } from '#ui/format.ts'
import { html, type Html } from '#ui/html.ts'
import type { Shell } from '#ui/layout.ts'
import { links } from '../links.ts'
import type { RoundView } from '../queries.ts'
import { refusalSummary, roundFrame } from './frame.ts'

export type LeavePageModel = {
  readonly view: RoundView
  readonly kind: 'withdraw' | 'cancel' | 'archive'
  readonly others: readonly string[]
  readonly refused: readonly Refusal[]
}

/** One more question before something that cannot be taken back. */
export function leavePage(shell: Shell, { view, kind, others, refused }: LeavePageModel): Html {
  const { round } = view
  const names = formatList(others)
  const words = {
    withdraw: {
      title: 'Leave this round',
      lead: `${names} will learn that your council left. They learn nothing that you wrote. You cannot come back into this round.`,
      button: 'Leave the round',
      action: links.withdraw(round.id),
    },
    cancel: {
      title: 'Cancel this round',
      lead:
        others.length === 0
          ? 'Nothing will be opened. Your own answers stay yours to read and to export.'
          : `Nothing will be opened. ${names} will be told. Each council keeps its own answers, and nobody else’s.`,
      button: 'Cancel the round',
      action: links.cancel(round.id),
    },
    archive: {
      title: 'Archive this round',
      lead: 'The gap board and its cards stay readable. Nothing more can be recorded.',
      button: 'Archive the round',
      action: links.archive(round.id),
    },
  }[kind]
  const body = html`${refusalSummary(view, refused)}
    <h1 class="hf-headline">${words.title}</h1>
    <p class="hf-lead">${words.lead}</p>
    ${refused.length === 0 && html`<form method="post" action="${words.action}" novalidate>${govukButton({ text: words.button, classes: kind === 'archive' ? '' : 'govuk-button--warning', preventDoubleClick: true })}</form>`}`
  return roundFrame(shell, view, { title: words.title, body, hasErrors: refused.length > 0 })
}
