import { partnershipLinks, partnershipNav, type Partnership } from '#modules/partnership/index.ts'
import { stateWords, type RoundLine } from '#modules/round/index.ts'
import { formatInstantDay } from '#ui/format.ts'
import { html, type Html } from '#ui/html.ts'
import { page, type Shell } from '#ui/layout.ts'
import { statusTag } from '#ui/status-tag.ts'
import { whoSees } from '#ui/who-sees.ts'
import { links } from '../links.ts'
import { postButton } from './frame.ts'

export type PlacePageModel = {
  readonly partnership: Partnership
  readonly rounds: readonly RoundLine[]
  readonly mayStart: boolean
  /** Why no round can be started, in a sentence; empty when one can. */
  readonly because: string
}

/** Trust in a partnership: what a trust round is, those there have been, and starting one. */
export function placePage(shell: Shell, model: PlacePageModel): Html {
  const { partnership, rounds, mayStart, because } = model
  const title = 'Do we trust each other?'
  const body = html`<h1 class="hf-headline">${title}</h1>
    <p class="hf-lead">
      In a trust round each council says, in confidence, what it has seen each partner do. Then all open together, as far as the most
      cautious of you wants.
    </p>
    ${whoSees({ kind: 'councils', councils: partnership.members.map(({ shortName }) => shortName) })}
    ${
      rounds.length > 0 &&
      html`<h2 class="hf-heading">Rounds</h2>
        <ul class="govuk-list">
          ${rounds.map(
            (round) =>
              html`<li>
                ${statusTag(round.state === 'revealed' ? 'Ratings open' : stateWords[round.state], round.state === 'revealed' ? 'good' : 'plain')}
                <a class="govuk-link" href="${links.round(round.id)}">${round.title}</a>
                <span class="hf-soft">started ${formatInstantDay(round.createdAt)}</span>
              </li>`,
          )}
        </ul>`
    }
    <h2 class="hf-heading">How it goes</h2>
    <ol class="govuk-list govuk-list--number">
      <li>Each council chooses how far the ratings are shown. The most private choice binds all. Nobody learns who chose what.</li>
      <li>Several people of each council rate every partner, and their own council, on six statements. Nobody else sees one person’s ratings, not even their own lead.</li>
      <li>Each council seals. Then all open at once, and you see what to talk about.</li>
    </ol>
    ${mayStart ? postButton(links.place(partnership.id), rounds.length === 0 ? 'Start a trust round' : 'Start another trust round') : html`<p class="govuk-inset-text">${because}</p>`}`
  return page({
    title,
    section: partnership.name,
    body,
    shell,
    back: { href: partnershipLinks.home(partnership.id), text: 'Where we are' },
    nav: partnershipNav(partnership.id, 'trust'),
  })
}
