import { postButton } from '#modules/people/index.ts'
import { govukButton } from '#ui/button.ts'
import { errorSummary, textareaField, type Form } from '#ui/form.ts'
import { formatInstant, formatList } from '#ui/format.ts'
import { html, type Content, type Html } from '#ui/html.ts'
import { govukPanel } from '#ui/panel.ts'
import { whoSees } from '#ui/who-sees.ts'
import type { RoundId } from '#platform/id.ts'
import type { Drawing } from '../face.ts'
import { roundLinks, type RoundLinks } from '../links.ts'
import { bullets, othersIn, ownName, refusalSummary, roundFrame, seesRound, type Reason } from './frame.ts'

/** The last page before the seal: what will happen, and that it can be undone only in front of everybody. */
export function sealPage(drawing: Drawing, notes: readonly Content[], reasons: readonly Reason[]): Html {
  const { round, face, viewer } = drawing
  const links = roundLinks(round.client)
  const noun = nounOf(drawing)
  const title = `Seal your council’s ${noun}`
  const body = html`${refusalSummary(reasons)}
    <h1 class="hf-headline">${title}</h1>
    <p class="hf-lead">After you seal, nobody at ${ownName(round, viewer)} can change what you say without ${formatList(othersIn(round, viewer))} being told.</p>
    ${bullets([
      'You get a receipt. It proves later that nothing was changed.',
      ...notes.map((words) => html`${words}`),
      ...(round.terms.secondApprover ? ['A second person must approve before the seal closes.'] : []),
    ])}
    ${
      reasons.length === 0 &&
      postButton(
        links.seal(round.id),
        round.terms.secondApprover ? 'Ask for approval to seal' : `Seal our ${noun}`,
      )
    }`
  return roundFrame(drawing, {
    title,
    body,
    ...(face.check === false
      ? {}
      : { back: { href: links.check(round.id), text: 'Back to check the answers' } }),
    hasErrors: reasons.length > 0,
  })
}

function nounOf({ face }: Pick<Drawing, 'face'>): string {
  return face.noun ?? 'answers'
}

export type WaitingPageModel = {
  readonly headline: string
  readonly lead: string
  readonly root: string | null
  readonly sealedAt: Date | null
  readonly askedBy: string | null
  readonly blocked: readonly string[]
  readonly canReveal: boolean
  readonly canApprove: boolean
  readonly canDrop: boolean
  readonly canBreak: boolean
  readonly justSealed: boolean
  readonly reasons: readonly string[]
}

/** The waiting room: the receipt, how many have sealed, and the one thing that can be done. */
export function waitingPage(drawing: Drawing, model: WaitingPageModel): Html {
  const { round } = drawing
  const links = roundLinks(round.client)
  const body = html`${refusalSummary(model.reasons)}
    ${model.justSealed ? govukPanel({ titleText: `Your ${nounOf(drawing)} are sealed`, html: html`Keep your receipt. It proves later that nothing was changed.` }) : html`<h1 class="hf-headline">${model.headline}</h1>`}
    <p class="hf-lead">${model.lead}</p>
    ${whoSees(seesRound(drawing))} ${model.root && receipt(links, round.id, model.root, model.sealedAt)}
    ${
      model.canApprove &&
      html`<h2 class="hf-heading">Approve the seal</h2>
        <p class="govuk-body">${model.askedBy} asks to seal your council’s answers. <a class="govuk-link" href="${links.check(round.id)}">Read them first</a>.</p>
        ${postButton(links.approveSeal(round.id), 'Approve and seal')}`
    }
    ${model.canDrop && postButton(links.dropSeal(round.id), 'Take back the request', 'govuk-button--secondary')}
    ${openPart(drawing, model)}
    ${model.canBreak && html`<p class="govuk-body"><a class="govuk-link" href="${links.breakSeal(round.id)}">Break your seal to change something</a>. Every partner is told.</p>`}`
  return roundFrame(drawing, {
    title: model.justSealed ? `Your ${nounOf(drawing)} are sealed` : model.headline,
    body,
    hasErrors: model.reasons.length > 0,
  })
}

function openPart({ round, face }: Drawing, model: WaitingPageModel): Html | false {
  const noun = face.noun ?? 'answers'
  const links = roundLinks(round.client)
  const onlyResult = round.terms.opens === 'result'
  if (model.canReveal)
    return html`<h2 class="hf-heading">${onlyResult ? 'Work out the result' : `Open the ${noun}`}</h2>
      <p class="govuk-body">Everything is in place. ${onlyResult ? 'When you press the button, the result is worked out and every council in this round can read it. No council’s own answers are opened.' : (face.openNote ?? 'When you press the button, every council’s answers open to every council in this round, at the same moment.')}</p>
      ${postButton(links.reveal(round.id), onlyResult ? 'Work out the result' : `Open all ${noun} together`)}`
  return (
    model.blocked.length > 0 &&
    html`<h2 class="hf-heading">What is still needed</h2>
      ${bullets(model.blocked)}`
  )
}

/** The receipt, in groups that can be read out over a telephone. */
function receipt(links: RoundLinks, round: RoundId, root: string, sealedAt: Date | null): Html {
  return html`<div class="hf-receipt">
    <h2 class="hf-heading">Your receipt</h2>
    <p class="hf-copy"><code id="receipt">${(root.match(/.{1,8}/g) ?? []).join(' ')}</code> <button type="button" class="govuk-button govuk-button--secondary hf-only-with-script" data-copy="#receipt">Copy</button></p>
    <p class="hf-soft">${sealedAt ? `Sealed ${formatInstant(sealedAt)}.` : 'Not sealed yet: it waits for approval.'} <a class="govuk-link" href="${links.receiptFile(round)}" download>Save the receipt as a file</a>.</p>
  </div>`
}

export function breakSealPage(
  drawing: Drawing,
  model: { readonly form: Form; readonly reasons: readonly string[] },
): Html {
  const { round, viewer } = drawing
  const links = roundLinks(round.client)
  const title = 'Break your seal'
  const body = html`${errorSummary(model.form)}${refusalSummary(model.reasons)}
    <h1 class="hf-headline">${title}</h1>
    <p class="hf-lead">${formatList(othersIn(round, viewer))} will be told that your council broke its seal, and why. Your old receipt stops being valid.</p>
    <form method="post" action="${links.breakSeal(round.id)}" novalidate>
      ${textareaField(model.form, { name: 'reason', label: 'Why are you breaking it?', hint: 'Every partner will read this. Do not say what you sealed.', rows: 3, maxlength: 500 })}
      ${govukButton({ text: 'Break the seal and tell everybody', classes: 'govuk-button--warning', preventDoubleClick: true })}
    </form>`
  return roundFrame(drawing, {
    title,
    body,
    back: { href: links.waiting(round.id) },
    hasErrors: Object.keys(model.form.errors).length > 0 || model.reasons.length > 0,
  })
}

export type LeaveKind = 'withdraw' | 'cancel' | 'archive'

/** One more question before something that cannot be taken back. */
export function leavePage(drawing: Drawing, kind: LeaveKind, reasons: readonly string[]): Html {
  const { round, viewer } = drawing
  const links = roundLinks(round.client)
  const names = formatList(othersIn(round, viewer))
  const words = {
    withdraw: {
      title: 'Leave this round',
      lead: `${names} will learn that your council left. They learn nothing that you wrote. ${drawing.face.leaveNote ? `${drawing.face.leaveNote} ` : ''}You cannot come back into this round.`,
      button: 'Leave the round',
    },
    cancel: {
      title: 'Cancel this round',
      lead: `Nothing will be opened. ${names} will be told. Each council keeps its own ${nounOf(drawing)}, and nobody else’s.`,
      button: 'Cancel the round',
    },
    archive: {
      title: 'Archive this round',
      lead: 'What was opened stays readable. Nothing more can be recorded.',
      button: 'Archive the round',
    },
  }[kind]
  const body = html`${refusalSummary(reasons)}
    <h1 class="hf-headline">${words.title}</h1>
    <p class="hf-lead">${words.lead}</p>
    ${reasons.length === 0 && postButton(links[kind](round.id), words.button, kind === 'archive' ? '' : 'govuk-button--warning')}`
  return roundFrame(drawing, { title: words.title, body, hasErrors: reasons.length > 0 })
}
