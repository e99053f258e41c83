import { isPrivate, partnershipLinks, partnershipNav } from '#modules/partnership/index.ts'
import { registerLinks } from '#modules/register/index.ts'
import { readinessLinks } from '#modules/readiness/index.ts'
import { governanceLinks } from '#modules/governance/index.ts'
import { monitoringLinks } from '#modules/monitoring/index.ts'
import { trustLinks } from '#modules/trust/index.ts'
import { formatInstantDay } from '#ui/format.ts'
import { html, type Html } from '#ui/html.ts'
import { page, type Shell } from '#ui/layout.ts'
import { nextStep, type NextStep } from '#ui/next-step.ts'
import { statusTag } from '#ui/status-tag.ts'
import { govukSummaryList } from '#ui/summary-list.ts'
import { whoSees } from '#ui/who-sees.ts'
import type { PartnershipView } from '../queries.ts'
import { memberNames, roundHref, roundTag } from './home-page.ts'

export type PartnershipPageModel = {
  readonly view: PartnershipView
  readonly next: NextStep
  /** Whether the reader's council has joined and not left, or the reader manages the partnership. */
  readonly isIn: boolean
  readonly mayStart: boolean
}

/** Where a partnership is: the one next step, who is in it, and its rounds. */
export function partnershipPage(shell: Shell, model: PartnershipPageModel): Html {
  const { view, next, isIn, mayStart } = model
  const { partnership, rounds } = view
  const body = html`<span class="govuk-caption-l">Where we are</span>
    <h1 class="hf-headline">${partnership.name}</h1>
    <p class="hf-lead">${partnership.service}. ${isPrivate(partnership) ? 'This is private to your council. Nobody else is told that it exists.' : `Between ${memberNames(partnership)}.`}</p>
    ${whoSees(audience(view))} ${nextStep(next)}
    ${(isIn || rounds.length > 0) && html`<h2 class="hf-heading">Rounds</h2>`}
    ${
      rounds.length === 0
        ? isIn &&
          html`<p class="govuk-body">No round has been started. A round puts the same statements to every council; each answers alone, seals, and all open together.</p>`
        : html`<ul class="govuk-list">${rounds.map((round) => html`<li>${roundTag(round)} <a class="govuk-link" href="${roundHref(round)}">${round.title}</a> <span class="hf-soft">started ${formatInstantDay(round.createdAt)}${round.revealedAt && `, opened ${formatInstantDay(round.revealedAt)}`}</span></li>`)}</ul>`
    }
    ${mayStart && html`<p><a class="govuk-link" href="${readinessLinks.start(partnership.id)}">Start a round</a></p>`}
    ${
      isIn &&
      html`<h2 class="hf-heading">From first talk to parting</h2>
        ${paths(partnership)}`
    }
    <h2 class="hf-heading">Councils</h2>
    ${govukSummaryList({
      rows: partnership.members.map((member) => ({
        key: { text: member.name },
        value: {
          html: member.leftAt
            ? statusTag('Has left', 'plain')
            : member.joinedAt
              ? html`Joined ${formatInstantDay(member.joinedAt)}`
              : statusTag('Invited, not yet joined', 'wait'),
        },
      })),
    })}
    ${mayStart && !isPrivate(partnership) && html`<p><a class="govuk-link" href="${partnershipLinks.councils(partnership.id)}">Invite a council or a partnership manager</a></p>`}`
  return page({
    title: partnership.name,
    section: 'Where we are',
    body,
    shell,
    ...(isIn && { nav: navOf(view, 'where-we-are') }),
  })
}

/** What a partnership can do here, in the order of its life. A room of one's own has only what one council does alone. */
function paths(partnership: PartnershipView['partnership']): Html {
  const { id } = partnership
  const shared = isPrivate(partnership)
    ? []
    : ([
        [trustLinks.place(id), 'Trust', 'Do we trust each other?'],
        [
          partnershipLinks.alignment(id),
          'Aims and terms',
          'What does each want, and what could it live with?',
        ],
      ] as const)
  const later = isPrivate(partnership)
    ? []
    : ([
        [governanceLinks.power(id), 'Power', 'Who would carry a vote?'],
        [monitoringLinks.pulse(id), 'Pulse', 'How do the people who do the work feel?'],
        [registerLinks.publishing(id), 'The register', 'What do we say in public?'],
      ] as const)
  const all = [
    ...shared,
    [partnershipLinks.businessCase(id), 'Business case', 'Does sharing pay, for all and for each?'],
    [`${partnershipLinks.home(id)}/sharing`, 'Sharing', 'Who pays what, and will it hold?'],
    ...later,
    [partnershipLinks.exit(id), 'Leaving', 'How would we part? Agree it while you get on.'],
  ] as const
  return html`<ul class="govuk-list govuk-list--spaced">
    ${all.map(([href, name, question]) => html`<li><a class="govuk-link" href="${href}">${name}</a>: ${question}</li>`)}
  </ul>`
}

export function audience({ partnership }: PartnershipView) {
  const names = partnership.members.map(({ shortName }) => shortName)
  const [only] = names
  return names.length === 1 && only
    ? ({ kind: 'own-council', council: only } as const)
    : ({ kind: 'councils', councils: names } as const)
}

export function navOf(
  { partnership, rounds }: PartnershipView,
  place: 'where-we-are' | 'record' | 'councils',
) {
  const newest = rounds.find(({ client }) => client === 'readiness')
  return partnershipNav(
    partnership.id,
    place,
    newest ? readinessLinks.round(newest.id) : readinessLinks.start(partnership.id),
  )
}
