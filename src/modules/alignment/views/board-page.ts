import { postButton } from '#modules/people/index.ts'
import { ownName, refusalSummary, roundFrame } from '#modules/round/index.ts'
import type { Viewer } from '#platform/viewer.ts'
import { formatList } from '#ui/format.ts'
import { html, type Html } from '#ui/html.ts'
import { statusTag } from '#ui/status-tag.ts'
import { whoSees } from '#ui/who-sees.ts'
import type { BoardTerm } from '#content/alignment.ts'
import type { BoardView } from '../board-queries.ts'
import type { TermResult } from '../board.ts'
import type { Frame } from '../deps.ts'
import { choicesFor, termsOn } from '../exercise.ts'
import { links } from '../links.ts'
import { resultLinks, type ResultModel } from './result-parts.ts'
import { inferNote } from './round-page.ts'

export type BoardPageModel = ResultModel & {
  readonly viewer: Viewer
  readonly mayAccept: boolean
  readonly reasons: readonly string[]
}

/** Where a deal exists and where not, the same for everybody. Whose position was what is nowhere on it. */
export function boardPage(frame: Frame, view: BoardView, model: BoardPageModel): Html {
  const { round, result, exercise, pinned, partnership } = view
  const terms = termsOn(exercise, pinned)
  const open = terms.filter((term) => !hasDeal(result.terms.find((each) => each.term === term.id)))
  const title =
    open.length === 0
      ? 'A deal exists on every term.'
      : open.length === terms.length
        ? 'There is no deal yet on any term.'
        : `A deal exists on ${terms.length - open.length} of ${terms.length} terms.`
  const body = html`${refusalSummary(model.reasons)}
    <span class="govuk-caption-l">${round.title}</span>
    <h1 class="hf-headline">${title}</h1>
    <p class="hf-lead">Shown are the options that every council marked as preferred or acceptable. What each council said, and who stands in the way, is not shown here or anywhere.</p>
    ${!model.meeting && whoSees({ kind: 'councils', councils: round.parties.filter(({ withdrawn }) => !withdrawn).map(({ shortName }) => shortName) })}
    ${!model.meeting && inferNote(view, model.viewer)}
    ${result.hostConflict === true && html`<div class="hf-callout hf-callout--care"><h2 class="hf-heading--small">There is a host conflict</h2><p class="govuk-body">Every council would do this as the host, and none would with another host. You agreed in the terms that the board may say so. Talk about what hosting would give each of you, and whether some of it can be had without it.</p></div>`}
    ${terms.map((term) => termPart(view, term, model))}
    ${resultLinks(round, model)}`
  return roundFrame(
    { ...frame, round },
    {
      title,
      body,
      meeting: model.meeting,
      wide: true,
      back: { href: links.hub(partnership.id), text: 'Aims and terms' },
      hasErrors: model.reasons.length > 0,
    },
  )
}

function hasDeal(found: TermResult | undefined): boolean {
  return found?.kind === 'options' ? found.acceptable.length > 0 : (found?.overlap ?? false)
}

function termPart(view: BoardView, term: BoardTerm, model: BoardPageModel): Html {
  const found = view.result.terms.find((each) => each.term === term.id)
  const deal = hasDeal(found)
  return html`<section class="hf-callout">
    <h2 class="hf-heading--small">${term.name} ${statusTag(deal ? 'A deal exists' : 'No deal yet', deal ? 'good' : 'care')}</h2>
    ${found?.kind === 'range' ? rangeWords(view, term, found.overlap, model) : optionWords(view, term, found)}
    ${!deal && html`<p class="govuk-body"><strong>Ask each other:</strong> ${term.ask}</p>`}
  </section>`
}

function optionWords(view: BoardView, term: BoardTerm, found: TermResult | undefined): Html {
  const acceptable = found?.kind === 'options' ? found.acceptable : []
  const names = choicesFor(term, view.round)
    .filter(({ id }) => acceptable.includes(id))
    .map(({ name }) => name)
  return names.length === 0
    ? html`<p class="govuk-body">No option is acceptable to all.</p>`
    : html`<p class="govuk-body">Acceptable to all: ${formatList(names)}.</p>`
}

function rangeWords(view: BoardView, term: BoardTerm, overlap: boolean, model: BoardPageModel): Html {
  const shown = view.ranges[term.id]
  if (!overlap) return html`<p class="govuk-body">Your ranges do not overlap.</p>`
  if (shown && term.kind === 'range')
    return html`<p class="govuk-body">Your ranges overlap, and every council asked to see where: from ${shown.low} to ${shown.high} ${term.unit.many}.</p>`
  const asked = view.asked.includes(term.id)
  return html`<p class="govuk-body">Your ranges overlap. Where is shown only when every council asks to see it.</p>
    ${!model.meeting && asked && html`<p class="govuk-body">Your council has asked. Others are not told.</p>${whoSees({ kind: 'own-council', council: ownName(view.round, model.viewer) })}`}
    ${!model.meeting && !asked && model.mayAccept && postButton(links.accept(view.round.id, term.id), 'Ask to see the overlap', 'govuk-button--secondary', ` of ${term.name.toLowerCase()}`)}`
}
