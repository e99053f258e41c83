import { paperBlocks } from '#modules/papers/index.ts'
import type { Partnership } from '#modules/partnership/index.ts'
import { bullets, refusalSummary } from '#modules/round/index.ts'
import { govukButton } from '#ui/button.ts'
import { errorSummary, radiosField, textareaField, textField, type Form } from '#ui/form.ts'
import { html, type Html } from '#ui/html.ts'
import { page } from '#ui/layout.ts'
import { nextStep, type NextStep } from '#ui/next-step.ts'
import { whoSees } from '#ui/who-sees.ts'
import type { BoardTerm } from '#content/alignment.ts'
import type { BoardView } from '../board-queries.ts'
import type { Frame } from '../deps.ts'
import { termsOn } from '../exercise.ts'
import type { Heads, HeadsView } from '../heads-commands.ts'
import type { Agreeable } from '../heads.ts'
import { links } from '../links.ts'
import { headsPaper } from '../papers/heads-paper.ts'
import { namer } from '../text.ts'

export type HeadsPageModel = HeadsView & {
  readonly partnership: Partnership
  readonly mayWrite: boolean
  readonly mayApprove: boolean
  readonly reasons: readonly string[]
}

function sees(partnership: Partnership): Html {
  return whoSees({ kind: 'councils', councils: partnership.members.map(({ shortName }) => shortName) })
}

/** The heads of terms as they stand, who has approved them, and the one next step. */
export function headsPage(frame: Frame, model: HeadsPageModel): Html {
  const { partnership, heads, reasons } = model
  const id = partnership.id
  const title = heads
    ? heads.standing.agreed
      ? 'Every council approves these heads of terms'
      : 'Heads of terms, not yet approved by all'
    : 'Heads of terms'
  const body = html`${refusalSummary(reasons)}
    <span class="govuk-caption-l">${partnership.name}</span>
    <h1 class="hf-headline">${title}</h1>
    <p class="hf-lead">What all of you can live with, written down once. Each council approves the very same text. It binds nobody in law.</p>
    ${sees(partnership)} ${nextStep(next(model))}
    ${
      heads &&
      html`<section>${paperBlocks(headsPaper(heads, namer(partnership.members)).blocks.slice(2))}</section>
      <p class="govuk-body hf-no-print">Save it as <a class="govuk-link" href="${links.headsFile(id, 'docx')}" download>Word</a>, <a class="govuk-link" href="${links.headsFile(id, 'odt')}" download>ODT</a> or <a class="govuk-link" href="${links.headsFile(id, 'html')}" download>HTML</a></p>
      ${model.mayWrite && html`<p class="govuk-body hf-no-print">If something changed, <a class="govuk-link" href="${links.writeHeads(id)}">write a new text</a>. Every council is then asked again.</p>`}`
    }`
  return page({
    ...frame,
    title,
    section: partnership.name,
    body,
    hasErrors: reasons.length > 0,
    back: { href: links.hub(id), text: 'Aims and terms' },
  })
}

function next({ partnership, board, heads, mayWrite, mayApprove }: HeadsPageModel): NextStep {
  const id = partnership.id
  if (heads && mayApprove)
    return {
      title: 'Read the text and approve it',
      text: 'If one letter changes, every council is asked again.',
      action: html`<form method="post" action="${links.approveHeads(id)}" novalidate><input type="hidden" name="hash" value="${heads.hash}" />${govukButton({ text: 'We approve this text', preventDoubleClick: true })}</form>`,
    }
  if (mayWrite)
    return heads
      ? {
          title: heads.standing.agreed ? 'Take it to your councils' : 'Wait for the others to approve',
          text: heads.standing.agreed
            ? 'Every council approves the very same text. What is left open stands on it as a conversation.'
            : 'We have sent them a mail. Nothing else is needed from you now.',
        }
      : {
          title: 'Write down what you agreed',
          text: 'Choose from what all accept. What you leave open becomes a conversation.',
          action: { text: 'Write the heads of terms', href: links.writeHeads(id) },
        }
  return {
    title: 'Nothing to do now',
    text: board
      ? 'Your council lead can write the heads of terms.'
      : 'There is nothing to write down before a terms board has come to a result, and only those who sealed read it.',
  }
}

export type WriteHeadsModel = {
  readonly partnership: Partnership
  readonly board: BoardView
  readonly agreeables: HeadsView['agreeables']
  readonly heads: Heads | null
  readonly form: Form
}

/** One text for all: for each term what all accept, or left open, with a note. */
export function writeHeadsPage(frame: Frame, model: WriteHeadsModel): Html {
  const { partnership, board, agreeables, heads, form } = model
  const title = 'Write the heads of terms'
  const terms = termsOn(board.exercise, board.pinned)
  const body = html`${errorSummary(form)}
    <h1 class="govuk-heading-l">${title}</h1>
    ${bullets([
      'Only what every council accepts can be chosen.',
      'What you leave open is listed as a conversation to have.',
      heads ? 'A new text asks every council again.' : 'The other councils are asked to approve it.',
    ])}
    ${sees(partnership)}
    <form method="post" action="${links.writeHeads(partnership.id)}" novalidate data-keep-text>
      ${terms.map((term) => termFields(form, term, agreeables[term.id] ?? { kind: 'nothing' }, board))}
      ${govukButton({ text: 'Write it down and approve it', preventDoubleClick: true })}
    </form>`
  return page({
    ...frame,
    title,
    section: partnership.name,
    body,
    hasErrors: Object.values(form.errors).some(Boolean),
    back: { href: links.heads(partnership.id), text: 'Heads of terms' },
  })
}

function termFields(form: Form, term: BoardTerm, what: Agreeable, board: BoardView): Html {
  return html`<h2 class="hf-heading">${term.name}</h2>
    ${choiceField(form, term, what, board)}
    ${textareaField(form, { name: `note-${term.id}`, label: { text: `Note on ${term.name.toLowerCase()}`, classes: 'govuk-label--s' }, hint: 'If there is something to add. All councils read it.', rows: 2, maxlength: 500, threshold: 75 })}`
}

function nothingWords(term: BoardTerm, { result, round }: BoardView): Html {
  if (term.kind !== 'range') return html`No option is acceptable to all.`
  const found = result.terms.find((each) => each.term === term.id)
  return found?.kind === 'range' && found.overlap
    ? html`Your ranges overlap. Where is shown when every council has <a class="govuk-link" href="${links.result(round.id)}">asked to see it on the board</a>.`
    : html`Your ranges do not overlap.`
}

function choiceField(form: Form, term: BoardTerm, what: Agreeable, board: BoardView): Html {
  const name = `chosen-${term.id}`
  if (what.kind === 'nothing')
    return html`<p class="govuk-body">${nothingWords(term, board)} It is listed as a conversation.</p>`
  if (what.kind === 'range')
    return textField(form, {
      name,
      label: term.question,
      hint: `A whole number from ${what.overlap.low} to ${what.overlap.high}. Leave it empty to leave the point open.`,
      inputmode: 'numeric',
      classes: 'govuk-input--width-3',
      suffix: { text: what.unit.many },
    })
  return radiosField(form, {
    name,
    label: term.question,
    items: [
      ...what.options.map((option) => ({ value: option.id, text: option.name })),
      { divider: 'or' },
      { value: 'open', text: 'Leave it open' },
    ],
  })
}
