import type { Refusal } from '#modules/round/index.ts'
import { govukButton } from '#ui/button.ts'
import { errorSummary, textareaField, type Form } from '#ui/form.ts'
import { formatInstant } from '#ui/format.ts'
import { html, type Html } from '#ui/html.ts'
import type { Shell } from '#ui/layout.ts'
import { govukPanel } from '#ui/panel.ts'
import { whoSees, type Audience } from '#ui/who-sees.ts'
import { links } from '../links.ts'
import type { RoundView } from '../queries.ts'
import { blockedNote, refusalSummary, roundFrame } from './frame.ts'

export type SealPageModel = {
  readonly view: RoundView
  readonly council: string
  readonly others: readonly string[]
  readonly refused: readonly Refusal[]
}

/** The last page before the seal: what will happen, to whom, and that it can be undone only in front of everybody. */
export function sealPage(shell: Shell, { view, council, others, refused }: SealPageModel): Html {
  const { round } = view
  const alone = round.mode === 'private'
  const title = alone ? 'Finish your private round' : 'Seal your council’s answers'
  const body = html`${refusalSummary(view, refused)}
    <h1 class="hf-headline">${title}</h1>
    ${
      alone
        ? html`<p class="hf-lead">
            Your answers will close, and you will see how they stand against what you want to do. Nobody
            outside ${council} is told.
          </p>`
        : html`<p class="hf-lead">
              After you seal, nobody at ${council} can change an answer without ${list(others)} being told.
            </p>
            <ul class="govuk-list govuk-list--bullet">
              <li>
                You get a receipt. After the answers open, anybody can check with it that nothing was changed.
              </li>
              <li>
                Your answers stay closed until the condition you all agreed is met. Then all open at once.
              </li>
              <li>
                Your private notes, and what each office said, are not sealed and never leave your council.
              </li>
              ${view.terms.staff && html`<li>Staff answers close now. They become counts; who said what is deleted for good.</li>`}
              ${round.terms.secondApprover && html`<li>A second person must approve before the seal closes.</li>`}
            </ul>`
    }
    <form method="post" action="${links.seal(round.id)}" novalidate>
      ${govukButton({ text: alone ? 'Finish and see the result' : round.terms.secondApprover ? 'Ask for approval to seal' : 'Seal our answers', preventDoubleClick: true })}
    </form>`
  return roundFrame(shell, view, {
    title,
    body,
    back: { href: links.check(round.id), text: 'Back to check the answers' },
    hasErrors: refused.length > 0,
  })
}

export type WaitingPageModel = {
  readonly view: RoundView
  readonly council: string
  readonly sees: Audience
  readonly root: string | null
  readonly sealedAt: Date | null
  readonly askedBy: string | null
  readonly headline: string
  readonly lead: string
  readonly blocked: readonly Refusal[]
  readonly canReveal: boolean
  readonly canConsent: boolean
  readonly canApprove: boolean
  readonly canDrop: boolean
  readonly canBreak: boolean
  readonly justSealed: boolean
  readonly refused: readonly Refusal[]
}

/** The waiting room: the receipt, how many have sealed, and the one thing that can be done. */
export function waitingPage(shell: Shell, model: WaitingPageModel): Html {
  const { view, root } = model
  const { round } = view
  const body = html`${refusalSummary(view, model.refused)}
    ${
      model.justSealed
        ? govukPanel({
            titleText: 'Your answers are sealed',
            html: html`Keep your receipt. It proves later that nothing was changed.`,
          })
        : html`<h1 class="hf-headline">${model.headline}</h1>`
    }
    <p class="hf-lead">${model.lead}</p>
    ${whoSees(model.sees)} ${root && receipt(round.id, root, model.sealedAt)}
    ${
      model.canApprove &&
      html`<h2 class="hf-heading">Approve the seal</h2>
        <p class="govuk-body">
          ${model.askedBy} asks to seal your council’s answers.
          <a class="govuk-link" href="${links.check(round.id)}">Read them first</a>.
        </p>
        ${button(links.approveSeal(round.id), 'Approve and seal')}`
    }
    ${model.canDrop && button(links.dropSeal(round.id), 'Take back the request', 'govuk-button--secondary')}
    ${
      model.canReveal
        ? html`<h2 class="hf-heading">Open the answers</h2>
            <p class="govuk-body">
              Everything is in place. When you press the button, every council’s answers open to every council
              in this round, at the same moment.
            </p>
            ${button(links.reveal(round.id), 'Open all answers together')}`
        : model.blocked.length > 0 &&
          html`<h2 class="hf-heading">What is still needed before the answers open</h2>
            ${blockedNote(view, model.blocked)}`
    }
    ${
      model.canConsent &&
      html`<h2 class="hf-heading">If not everybody seals in time</h2>
        <p class="govuk-body">
          The terms let those who have sealed open theirs after the deadline, if each of them consents. What
          the others wrote stays closed.
        </p>
        ${button(links.consent(round.id), 'We consent', 'govuk-button--secondary')}`
    }
    ${model.canBreak && html`<p class="govuk-body"><a class="govuk-link" href="${links.breakSeal(round.id)}">Break your seal to change an answer</a>. Every partner is told.</p>`}`
  return roundFrame(shell, view, {
    title: model.justSealed ? 'Your answers are sealed' : model.headline,
    body,
    hasErrors: model.refused.length > 0,
  })
}

function button(href: string, text: string, classes = ''): Html {
  return html`<form method="post" action="${href}" novalidate>
    ${govukButton({ text, classes, preventDoubleClick: true })}
  </form>`
}

/** The receipt, in groups that can be read out over a telephone. */
function receipt(round: RoundView['round']['id'], root: string, sealedAt: Date | null): Html {
  const groups = (root.match(/.{1,8}/g) ?? []).join(' ')
  return html`<div class="hf-receipt">
    <h2 class="hf-heading">Your receipt</h2>
    <p class="hf-copy">
      <code id="receipt">${groups}</code>
      <button
        type="button"
        class="govuk-button govuk-button--secondary hf-only-with-script"
        data-copy="#receipt"
      >
        Copy
      </button>
    </p>
    <p class="hf-soft">
      ${sealedAt ? `Sealed ${formatInstant(sealedAt)}.` : 'Not sealed yet: it waits for approval.'}
      <a class="govuk-link" href="${links.receiptFile(round)}" download>Save the receipt as a file</a>. With
      the file, a changed answer can be named.
    </p>
  </div>`
}

export function breakSealPage(
  shell: Shell,
  model: { view: RoundView; form: Form; others: readonly string[]; refused: readonly Refusal[] },
): Html {
  const { view, form, others } = model
  const title = 'Break your seal'
  const body = html`${errorSummary(form)}${refusalSummary(view, model.refused)}
    <h1 class="hf-headline">${title}</h1>
    <p class="hf-lead">
      ${list(others)} will be told that your council broke its seal, and why. Your old receipt stops being
      valid.
    </p>
    <form method="post" action="${links.breakSeal(view.round.id)}" novalidate>
      ${textareaField(form, { name: 'reason', label: 'Why are you breaking it?', hint: 'Every partner will read this. Do not say what you answered.', rows: 3, maxlength: 500 })}
      ${govukButton({ text: 'Break the seal and tell everybody', classes: 'govuk-button--warning', preventDoubleClick: true })}
    </form>`
  return roundFrame(shell, view, {
    title,
    body,
    back: { href: links.waiting(view.round.id) },
    hasErrors: Object.keys(form.errors).length > 0 || model.refused.length > 0,
  })
}

function list(names: readonly string[]): string {
  return new Intl.ListFormat('en-GB', { type: 'conjunction' }).format(names)
}
