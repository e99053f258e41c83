import { roundFrame, seesRound } from '#modules/round/index.ts'
import { formatDay, formatInstantDay } from '#ui/format.ts'
import { html, type Html } from '#ui/html.ts'
import { whoSees } from '#ui/who-sees.ts'
import type { AimsView } from '../aims-queries.ts'
import type { Frame } from '../deps.ts'
import { links } from '../links.ts'
import { differingWords, indexWords, namer, pointsWords, returnWords } from '../text.ts'
import { eventWords } from '../timeline.ts'
import { resultLinks, type ResultModel } from './result-parts.ts'

/** What each council wants: how far it is the same, the aims that differ most, what each must get, and whether it moved. */
export function aimsPage(frame: Frame, view: AimsView, model: ResultModel): Html {
  const { round, report, returns, challenges } = view
  const nameOf = namer(round.parties)
  const title = report.index === null ? 'What we want' : indexWords(report.index)
  const body = html`<span class="govuk-caption-l">${round.title}</span>
    <h1 class="hf-headline">${title}</h1>
    <p class="hf-lead">Each council had 100 points. The figure says how many of them two councils put on the same aims, on average over all pairs. It is not a mark: wanting different things can work, when it is known.</p>
    ${!model.meeting && whoSees(seesRound(view))} ${driftPart(view, nameOf)}
    <h2 class="hf-heading">The aims that differ most</h2>
    ${report.differing.length === 0 ? html`<p class="govuk-body">All of you gave every aim the same points.</p>` : html`<ol class="govuk-list govuk-list--number">${report.differing.map((each) => html`<li>${differingWords(each, nameOf)}</li>`)}</ol>`}
    ${pointsTable(view, nameOf)}
    <h2 class="hf-heading">What each must get out of it</h2>
    <ul class="govuk-list govuk-list--bullet">${returns.map((each) => html`<li><strong>${nameOf(each.council)}.</strong> ${returnWords(each)}</li>`)}</ul>
    <h2 class="hf-heading">What each expects to be hard</h2>
    <ul class="govuk-list govuk-list--bullet">${challenges.map(({ council, expected }) => html`<li><strong>${nameOf(council)}.</strong> ${expected.length === 0 ? 'Expects nothing to be hard.' : expected.join('; ')}</li>`)}</ul>
    ${timelinePart(view, nameOf)} ${resultLinks(round, model)}`
  return roundFrame(
    { ...frame, round },
    {
      title,
      body,
      meeting: model.meeting,
      wide: true,
      back: { href: links.hub(round.partnership), text: 'Aims and terms' },
    },
  )
}

function pointsTable({ aims, hands }: AimsView, nameOf: (code: string) => string): Html {
  return html`<table class="hf-table hf-table--cards">
    <caption>How each council spread its 100 points</caption>
    <thead><tr><th scope="col">Aim</th>${hands.map(({ council }) => html`<th scope="col" class="hf-table__number">${nameOf(council)}</th>`)}</tr></thead>
    <tbody>${aims.map(({ id, name }) => html`<tr><th scope="row">${name}</th>${hands.map(({ council, points }) => html`<td class="hf-table__number" data-label="${nameOf(council)}">${points[id] ?? 0}</td>`)}</tr>`)}</tbody>
  </table>`
}

function driftPart({ drift, round }: AimsView, nameOf: (code: string) => string): Html | false {
  if (!drift) return false
  const { found, since } = drift
  const when = since ? formatInstantDay(since) : 'the time before'
  if (found.type === 'list-changed')
    return html`<p class="govuk-inset-text">The list of aims changed since ${when}, so the two times are not compared: the points had to go elsewhere.</p>`
  const change =
    found.now === found.before
      ? `You have as many points in common as on ${when}: ${pointsWords(found.now)}.`
      : `You had ${pointsWords(found.before)} points in common on ${when}, and have ${pointsWords(found.now)} now.`
  if (!found.alarm) return html`<p class="govuk-inset-text">${change} That is within what is usual.</p>`
  return html`<div class="hf-callout hf-callout--care">
    <h2 class="hf-heading--small">Your aims are drifting: put this on your next agenda</h2>
    <p class="govuk-body">${change}</p>
    ${found.moves.length > 0 && html`<ul class="govuk-list govuk-list--bullet">${found.moves.map(({ council, aim, before, now }) => html`<li>${nameOf(council)} moved ${aim.name.toLowerCase()} from ${before} points to ${now}.</li>`)}</ul>`}
    <p class="govuk-body">The alarm is raised when the common points fall by 15, or when a council moves one aim by 20. Ask what changed, in words, before anybody asks whose fault it is. It stands on the <a class="govuk-link" href="${links.agenda(round.partnership)}">agenda of a pre-nup session</a>.</p>
  </div>`
}

function timelinePart({ events, drift, round }: AimsView, nameOf: (code: string) => string): Html {
  const asked = [
    ...(drift?.since
      ? [{ day: drift.since.toISOString().slice(0, 10), words: 'Aims asked, the time before' }]
      : []),
    ...(round.revealedAt ? [{ day: round.revealedAt.toISOString().slice(0, 10), words: 'Aims asked' }] : []),
  ]
  const lines = [
    ...asked.map(({ day, words }) => ({ day, words: html`<strong>${words}</strong>` })),
    ...events.map(({ onDay, kind, council, what, source }) => ({
      day: onDay,
      words: html`${eventWords[kind]}${council && `, ${nameOf(council)}`}: ${what} <span class="hf-soft">Source: ${source}</span>`,
    })),
  ].toSorted((a, b) => a.day.localeCompare(b.day))
  return html`<h2 class="hf-heading">On the timeline</h2>
    <p class="govuk-body">Aims often move when leaders change. Being near in time does not prove a cause. ${events.length === 0 && 'Nobody has entered an election or a change of control yet. '}<a class="govuk-link hf-no-print" href="${links.timeline(round.partnership)}">Add to the timeline</a></p>
    <ul class="govuk-list">${lines.map(({ day, words }) => html`<li>${formatDay(day)}: ${words}</li>`)}</ul>`
}
