import { errorSummary, textareaField, type Form } from '#ui/form.ts'
import { govukButton } from '#ui/button.ts'
import { formatCount, formatInstant, formatList } from '#ui/format.ts'
import { html, type Html } from '#ui/html.ts'
import type { Shell } from '#ui/layout.ts'
import { whoSees } from '#ui/who-sees.ts'
import type { Unrated } from '../commands.ts'
import { links } from '../links.ts'
import { nameOf } from '../next-words.ts'
import type { TrustView } from '../queries.ts'
import { visibilityMeans } from '../text.ts'
import { blockedNote, postButton, refusalSummary, trustFrame, type TrustRefusal } from './frame.ts'

export type SealPageModel = {
  readonly view: TrustView
  readonly council: string
  readonly raters: number
  readonly others: readonly string[]
  readonly unrated: readonly Unrated[]
  readonly refused: readonly TrustRefusal[]
}

/** The last page before the seal: how many have rated, and what a single rater means. */
export function sealPage(
  shell: Shell,
  { view, council, raters, others, unrated, refused }: SealPageModel,
): Html {
  const { round, binding } = view
  const title = `Seal what ${council} says`
  const body = html`${refusalSummary(view, refused)}
    ${
      unrated.length > 0 &&
      html`<div class="govuk-error-summary" data-module="govuk-error-summary">
        <div role="alert">
          <h2 class="govuk-error-summary__title">Somebody must rate these first</h2>
          <div class="govuk-error-summary__body">
            <ul class="govuk-list govuk-error-summary__list">
              ${unrated.map(({ about, statements }) => html`<li><a href="${links.rate(round.id, about)}">${nameOf(view, about)}: ${formatCount(statements.length, 'statement')} that nobody here has rated</a></li>`)}
            </ul>
          </div>
        </div>
      </div>`
    }
    <h1 class="hf-headline">${title}</h1>
    <p class="hf-lead">${raters === 0 ? 'Nobody here has rated yet.' : raters === 1 ? 'One person has rated so far.' : `${raters} people have rated so far.`}</p>
    ${whoSees({ kind: 'own-council', council, people: 'the lead and deputies' })}
    ${
      raters === 1 &&
      html`<div class="hf-callout hf-callout--care">
        <h2 class="hf-heading--small">What ${council} says is then what one person says</h2>
        <p class="govuk-body">Your partners may guess who it was. Ask a colleague or two to rate first: the mean of several says nothing of any one of them.</p>
      </div>`
    }
    <ul class="govuk-list govuk-list--bullet">
      <li>For each council and statement the mean of your raters is sealed. Who said what is not in it.</li>
      ${binding !== null && html`<li>${visibilityMeans[binding]}</li>`}
      <li>After you seal, nobody here can change a rating without ${formatList(others)} being told.</li>
    </ul>
    ${postButton(links.seal(round.id), 'Seal our ratings')}`
  return trustFrame(shell, view, { title, body, hasErrors: refused.length > 0 || unrated.length > 0 })
}

export type WaitingPageModel = {
  readonly view: TrustView
  readonly headline: string
  readonly root: string | null
  readonly sealedAt: Date | null
  readonly blocked: readonly TrustRefusal[]
  readonly canReveal: boolean
  readonly canBreak: boolean
  readonly refused: readonly TrustRefusal[]
}

/** The waiting room: the receipt, how many have sealed, and the one thing that can be done. */
export function waitingPage(shell: Shell, model: WaitingPageModel): Html {
  const { view, root } = model
  const { round } = view
  const groups = (root?.match(/.{1,8}/g) ?? []).join(' ')
  const body = html`${refusalSummary(view, model.refused)}
    <h1 class="hf-headline">${model.headline}</h1>
    <p class="hf-lead">${root ? 'Your ratings are sealed.' : 'Your council has not sealed yet.'} Nobody can read anybody else’s before all open together.</p>
    ${whoSees({ kind: 'councils', councils: round.parties.map(({ shortName }) => shortName) })}
    ${
      root &&
      html`<div class="hf-receipt">
        <h2 class="hf-heading">Your receipt</h2>
        <p class="hf-copy"><code>${groups}</code></p>
        <p class="hf-soft">${model.sealedAt && `Sealed ${formatInstant(model.sealedAt)}. `}Only your council sees it. It fixes what you sealed.</p>
      </div>`
    }
    ${
      model.canReveal
        ? html`<h2 class="hf-heading">Open the ratings</h2>
            <p class="govuk-body">When you press the button, the ratings open at the same moment, to each of you as far as all of you agreed.</p>
            ${postButton(links.reveal(round.id), 'Open the ratings together')}`
        : model.blocked.length > 0 &&
          html`<h2 class="hf-heading">What is still needed before they open</h2>${blockedNote(view, model.blocked)}`
    }
    ${model.canBreak && html`<p class="govuk-body"><a class="govuk-link" href="${links.breakSeal(round.id)}">Break your seal to change a rating</a>. Every partner is told.</p>`}`
  return trustFrame(shell, view, { title: model.headline, body, hasErrors: model.refused.length > 0 })
}

export function breakSealPage(
  shell: Shell,
  model: { view: TrustView; form: Form; others: readonly string[]; refused: readonly TrustRefusal[] },
): Html {
  const { view, form, others } = model
  const title = 'Break your seal'
  const body = html`${errorSummary(form)}${refusalSummary(view, model.refused)}
    <h1 class="hf-headline">${title}</h1>
    <p class="hf-lead">${formatList(others)} will be told that your council broke its seal, and why.</p>
    <form method="post" action="${links.breakSeal(view.round.id)}" novalidate>
      ${textareaField(form, { name: 'reason', label: 'Why are you breaking it?', hint: 'Every partner will read this. Do not say what you rated.', rows: 3, maxlength: 500 })}
      ${govukButton({ text: 'Break the seal and tell everybody', classes: 'govuk-button--warning', preventDoubleClick: true })}
    </form>`
  return trustFrame(shell, view, {
    title,
    body,
    back: { href: links.waiting(view.round.id) },
    hasErrors: Object.keys(form.errors).length > 0 || model.refused.length > 0,
  })
}

export type LeavePageModel = {
  readonly view: TrustView
  readonly kind: 'withdraw' | 'cancel' | 'archive'
  readonly others: readonly string[]
  readonly refused: readonly TrustRefusal[]
}

/** One more question before something that cannot be taken back. */
export function leavePage(shell: Shell, { view, kind, others, refused }: LeavePageModel): Html {
  const names = formatList(others)
  const words = {
    withdraw: {
      title: 'Leave this round',
      lead: `${names} will learn that your council left, and nothing that anybody here rated. Your choice of how far ratings are shown still binds the others. You cannot come back into this round.`,
      button: 'Leave the round',
    },
    cancel: {
      title: 'Cancel this round',
      lead: `Nothing will be opened. ${names} will be told.`,
      button: 'Cancel the round',
    },
    archive: {
      title: 'Archive this round',
      lead: 'The result stays readable. Nothing more can be shown or recorded.',
      button: 'Archive the round',
    },
  }[kind]
  const body = html`${refusalSummary(view, refused)}
    <h1 class="hf-headline">${words.title}</h1>
    <p class="hf-lead">${words.lead}</p>
    ${refused.length === 0 && postButton(links[kind](view.round.id), words.button, kind === 'archive' ? '' : 'govuk-button--warning')}`
  return trustFrame(shell, view, { title: words.title, body, hasErrors: refused.length > 0 })
}
