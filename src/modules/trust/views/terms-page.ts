import { formatCount, formatList } from '#ui/format.ts'
import { html, type Html } from '#ui/html.ts'
import type { Shell } from '#ui/layout.ts'
import { statusTag } from '#ui/status-tag.ts'
import { govukSummaryList } from '#ui/summary-list.ts'
import { whoSees, type Audience } from '#ui/who-sees.ts'
import { links } from '../links.ts'
import type { TrustView } from '../queries.ts'
import { visibilityNames } from '../text.ts'
import { bullets, postButton, refusalSummary, trustFrame, type TrustRefusal } from './frame.ts'

export type TermsPageModel = {
  readonly view: TrustView
  readonly sees: Audience
  readonly mayOffer: boolean
  readonly mayApprove: boolean
  readonly mayChoose: boolean
  readonly refused: readonly TrustRefusal[]
}

/** What everybody agrees to before anybody rates. */
export function termsPage(shell: Shell, model: TermsPageModel): Html {
  const { view, mayOffer, mayApprove } = model
  const { round } = view
  const waiting = round.parties.filter(({ approvedTerms, withdrawn }) => !approvedTerms && !withdrawn)
  const title = mayOffer
    ? 'Check the terms before you offer them'
    : mayApprove
      ? 'Read the terms, then agree to them'
      : 'The terms of this round'
  const body = html`${refusalSummary(view, model.refused)}
    <h1 class="hf-headline">${title}</h1>
    <p class="hf-lead">Every council agrees to the same text before anybody rates.</p>
    ${whoSees(model.sees)} ${choiceList(model)}
    <h2 class="hf-heading">What always holds</h2>
    ${bullets([
      `Each council rates every other council, and itself, on ${formatCount(view.statements.statements.length, 'statement')}, from 1 to 5 or “${view.statements.none}”.`,
      'Several people of a council may rate. Nobody else sees what one person said, not even those who lead their council. What counts is the mean.',
      'The most private choice that any council makes binds all. While the round is open it can become more private. It can never be loosened.',
      'What a council says of itself is shown to that council alone.',
      'Where a council sees itself two points or more above how the others see it, it alone is told, for five working days. After that it may show this to all. It does not have to, and nothing happens by itself.',
      'The ratings open when every council has sealed, for all at once. The waiting room names who has sealed.',
      'What was opened is kept for 3 years. The partnership manager does not see it.',
      'Whoever runs this service could read what passes through it. They have no page that shows it.',
    ])}
    <h2 class="hf-heading">Who has agreed</h2>
    ${govukSummaryList({
      rows: round.parties.map((party) => ({
        key: { text: party.name },
        value: {
          html: party.withdrawn
            ? statusTag('Has left', 'plain')
            : party.approvedTerms
              ? statusTag('Agrees', 'good')
              : statusTag(round.state === 'draft' ? 'Not asked yet' : 'Not yet agreed', 'wait'),
        },
      })),
    })}
    ${mayOffer && postButton(links.offer(round.id), 'Offer these terms to every council')}
    ${
      mayApprove &&
      html`${postButton(links.approve(round.id), 'We agree to these terms')}
        <p class="govuk-body">If you cannot agree, talk to the council that started the round. <a class="govuk-link" href="${links.withdraw(round.id)}">Leave the round</a></p>`
    }
    ${!mayOffer && !mayApprove && round.state === 'offered' && html`<p class="govuk-inset-text">Waiting for ${formatList(waiting.map(({ shortName }) => shortName))} to agree.</p>`}`
  return trustFrame(shell, view, { title, body, hasErrors: model.refused.length > 0 })
}

function choiceList({ view, mayChoose }: TermsPageModel): Html | false {
  const { round, binding, ownChoice } = view
  const text =
    binding !== null
      ? `${visibilityNames[binding]}. This is the most private choice that any of you made.`
      : round.parties.length === 2
        ? `${visibilityNames.pair}. Between two councils there is no other way.`
        : ownChoice === null
          ? 'Not chosen yet'
          : `Your council chose: ${visibilityNames[ownChoice]}. A more private choice of another council would bind you too.`
  return html`<h2 class="hf-heading">How far the ratings are shown</h2>
    ${govukSummaryList({
      rows: [
        {
          key: { text: 'Shown as' },
          value: { text },
          ...(mayChoose && round.parties.length > 2
            ? {
                actions: {
                  items: [
                    {
                      href: links.visibility(round.id),
                      text: ownChoice === null ? 'Choose' : 'Change',
                      visuallyHiddenText: 'how far the ratings are shown',
                    },
                  ],
                },
              }
            : {}),
        },
      ],
    })}`
}
