import { roundFrame, seesRound } from '#modules/round/index.ts'
import { html, type Html } from '#ui/html.ts'
import { whoSees } from '#ui/who-sees.ts'
import type { Frame } from '../deps.ts'
import { rungName } from '../exercise.ts'
import { links } from '../links.ts'
import type { LadderView } from '../queries.ts'
import { ladderWords, namer } from '../text.ts'
import { resultLinks, type ResultModel } from './result-parts.ts'

/** The ladder after all was opened: the mismatch of each service in words, then who said what. */
export function ladderPage(frame: Frame, view: LadderView, model: ResultModel): Html {
  const { round, pinned, rows } = view
  const apart = rows.filter(({ finding }) => finding.type === 'want-apart' || finding.type === 'see-apart')
  const title =
    apart.length === 0
      ? 'You see where you stand in the same way.'
      : apart.length === 1
        ? `You see ${apart[0]?.name} differently.`
        : `You see ${apart.length} of ${rows.length} services differently.`
  const nameOf = namer(round.parties)
  const rung = (id: string) => rungName(pinned.ladder, id)
  const body = html`<span class="govuk-caption-l">${round.title}</span>
    <h1 class="hf-headline">${title}</h1>
    <p class="hf-lead">From “${rung(pinned.ladder[0]?.id ?? '')}” to “${rung(pinned.ladder.at(-1)?.id ?? '')}” there are ${pinned.ladder.length} rungs. The widest mismatch comes first. Neither end is better than the other.</p>
    ${!model.meeting && whoSees(seesRound(view))}
    ${rows.map(
      ({ name, lines, finding }) => html`<section class="hf-callout">
        <h2 class="hf-heading--small">${name}</h2>
        <p class="govuk-body">${ladderWords(finding, rung)}</p>
        <table class="hf-table hf-table--cards">
          <caption class="govuk-visually-hidden">${name}: what each council said</caption>
          <thead><tr><th scope="col">Council</th><th scope="col">Now</th><th scope="col">Wanted</th><th scope="col">Why</th></tr></thead>
          <tbody>${lines.map(({ council, now, wanted, why }) => html`<tr><th scope="row">${nameOf(council)}</th><td data-label="Now">${rung(now)}</td><td data-label="Wanted">${rung(wanted)}</td><td data-label="Why">${why || 'No reason given'}</td></tr>`)}</tbody>
        </table>
      </section>`,
    )}
    ${resultLinks(round, model)}`
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
