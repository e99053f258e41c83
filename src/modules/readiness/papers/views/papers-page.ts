import type { Refusal } from '#modules/round/index.ts'
import { html, type Html } from '#ui/html.ts'
import type { Shell } from '#ui/layout.ts'
import { whoSees, type Audience } from '#ui/who-sees.ts'
import type { RoundView } from '../../queries.ts'
import { blockedNote, roundFrame } from '../../views/frame.ts'
import type { PaperRefusal } from '../paper-access.ts'
import { paperRefusalWords } from '../paper-refusal-words.ts'
import { paperLinks } from '../paper-links.ts'

/** One paper and the forms in which it comes; or, with reasons, why it cannot be had now. */
export type PaperLine = {
  readonly name: string
  readonly about: string
  readonly files: readonly { readonly format: string; readonly href: string }[]
}

export type PapersPageModel = {
  readonly view: RoundView
  readonly shared: {
    readonly sees: Audience
    readonly refused: readonly PaperRefusal[]
    readonly papers: readonly PaperLine[]
  }
  /** Null for somebody who acts for no council. */
  readonly own: {
    readonly council: string
    readonly sees: Audience
    readonly refused: readonly PaperRefusal[]
    readonly papers: readonly PaperLine[]
  } | null
  /** Null where the viewer never fills in answer sheets. */
  readonly answersIn: { readonly refused: readonly Refusal[]; readonly sheet: PaperLine } | null
}

/** What can be taken away as a file, by whom, and what cannot be had yet and why. */
export function papersPage(shell: Shell, model: PapersPageModel): Html {
  const { view, shared, own, answersIn } = model
  const title = 'Papers and files'
  const body = html`<h1 class="hf-headline">${title}</h1>
    <p class="hf-lead">
      ${shared.refused.length === 0 ? 'The answers are open. Print or save what you need.' : 'You can take your own answers with you at any time. What the councils share comes when all answers open.'}
    </p>
    <h2 class="hf-heading">What the councils share</h2>
    ${shared.refused.length === 0 ? html`${seen(shared.sees)} ${papers(shared.papers)}` : refusedPapers(shared)}
    ${
      own &&
      html`<h2 class="hf-heading">What is ${own.council}’s own</h2>
        ${own.refused.length === 0 ? html`${seen(own.sees)} ${papers(own.papers)}` : refusedPapers(own)}`
    }
    ${
      answersIn &&
      html`<h2 class="hf-heading">Answer in a spreadsheet</h2>
        ${answersIn.refused.length === 0 ? sheetIn(view, answersIn.sheet) : blockedNote(view, answersIn.refused)}`
    }`
  return roundFrame(shell, view, { title, body })
}

/** Who can see what follows, with room below it. */
function seen(sees: Audience): Html {
  return html`<div class="govuk-!-margin-bottom-4">${whoSees(sees)}</div>`
}

function papers(lines: readonly PaperLine[]): Html {
  return html`<dl class="govuk-summary-list">
    ${lines.map(
      ({ name, about, files }) =>
        html`<div class="govuk-summary-list__row">
          <dt class="govuk-summary-list__key">${name}</dt>
          <dd class="govuk-summary-list__value">
            ${about}
            <ul class="hf-links">
              ${files.map(({ format, href }) => html`<li><a class="govuk-link" href="${href}">${format}<span class="govuk-visually-hidden">: ${name}</span></a></li>`)}
            </ul>
          </dd>
        </div>`,
    )}
  </dl>`
}

/** What there would be, and why not: said before anybody presses anything. */
function refusedPapers(part: {
  readonly refused: readonly PaperRefusal[]
  readonly papers: readonly PaperLine[]
}): Html {
  return html`<div class="govuk-inset-text">
      ${part.refused.map((refusal) => html`<p class="govuk-body">${paperRefusalWords(refusal)}</p>`)}
    </div>
    <p class="govuk-body">
      ${part.refused.some(({ type }) => type === 'not-opened') ? 'Once all answers are open, there will be:' : 'What there would be:'}
    </p>
    <ul class="govuk-list govuk-list--bullet">
      ${part.papers.map(({ name, about }) => html`<li><strong>${name}.</strong> ${about}</li>`)}
    </ul>`
}

function sheetIn(view: RoundView, sheet: PaperLine): Html {
  return html`<p class="govuk-body">
      Take the answer sheet, fill it in where you like, and load it. You see every change before anything is
      saved, and you can undo it.
    </p>
    ${papers([sheet])}
    <p>
      <a
        class="govuk-button"
        role="button"
        draggable="false"
        data-module="govuk-button"
        href="${paperLinks.answersIn(view.round.id)}"
        >Load an answer sheet</a
      >
    </p>`
}

/** Why a paper cannot be had, in place of an empty file. */
export function noPaperPage(
  shell: Shell,
  { view, paper, refused }: { view: RoundView; paper: string; refused: readonly PaperRefusal[] },
): Html {
  const title = `You cannot have ${paper} ${refused.some(({ type }) => type === 'not-opened') ? 'yet' : 'here'}`
  const body = html`<h1 class="hf-headline">${title}</h1>
    ${refused.map((refusal) => html`<p class="hf-lead">${paperRefusalWords(refusal)}</p>`)}
    <p class="govuk-body">
      <a class="govuk-link" href="${paperLinks.papers(view.round.id)}">See what you can have now</a>
    </p>`
  return roundFrame(shell, view, { title, body })
}
