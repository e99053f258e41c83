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
  readonly mayStart: boolean
}

/** Where a partnership is: the one next step, who is in it, and its rounds. */
export function partnershipPage(shell: Shell, model: PartnershipPageModel): Html {
  const { view, next, mayStart } = model
  const { partnership, rounds } = view
  const body = html`<span class="govuk-caption-l">Where we are</span>
    <h1 class="hf-headline">${partnership.name}</h1>
    <p class="hf-lead">${partnership.service}. ${isPrivate(partnership) ? 'This is private to your council. Nobody else is told that it exists.' : `Between ${memberNames(partnership)}.`}</p>
    ${whoSees(audience(view))} ${nextStep(next)}
    <h2 class="hf-heading">Rounds</h2>
    ${
      rounds.length === 0
        ? html`<p class="govuk-body">No round has been started. A round puts the same statements to every council; each answers alone, seals, and all open together.</p>`
        : html`<ul class="govuk-list">${rounds.map((round) => html`<li>${roundTag(round)} <a class="govuk-link" href="${roundHref(round)}">${round.title}</a> <span class="hf-soft">started ${formatInstantDay(round.createdAt)}${round.revealedAt && `, opened ${formatInstantDay(round.revealedAt)}`}</span></li>`)}</ul>`
    }
    ${mayStart && html`<p><a class="govuk-link" href="${readinessLinks.start(partnership.id)}">Start a round</a></p>`}
    ${!isPrivate(partnership) && html`<p><a class="govuk-link" href="${trustLinks.place(partnership.id)}">Do we trust each other?</a> · <a class="govuk-link" href="${monitoringLinks.pulse(partnership.id)}">The pulse</a> · <a class="govuk-link" href="${governanceLinks.power(partnership.id)}">Who would carry a vote?</a></p>`}
    <h2 class="hf-heading">Leaving and parting</h2>
    <p class="govuk-body">
      Agree how you would part while you still get on: <a class="govuk-link" href="${partnershipLinks.exit(partnership.id)}">exit plans, terms and notice</a>.
    </p>
    ${!isPrivate(partnership) && html`<p class="govuk-body"><a class="govuk-link" href="${partnershipLinks.alignment(partnership.id)}">Aims and terms</a>: where you stand, what each of you wants, and which terms you could live with.</p>`}
    <h2 class="hf-heading">Business case</h2>
    <p class="govuk-body">Does sharing pay, for all of you and for each? <a class="govuk-link" href="${partnershipLinks.businessCase(partnership.id)}">See the baseline and the business case</a></p>
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
    ${mayStart && !isPrivate(partnership) && html`<p><a class="govuk-link" href="${partnershipLinks.councils(partnership.id)}">Invite a council or a partnership manager</a></p>`}
    ${!isPrivate(partnership) && html`<p><a class="govuk-link" href="${registerLinks.publishing(partnership.id)}">What you publish in the register</a></p>`}`
  return page({
    title: partnership.name,
    section: 'Where we are',
    body,
    shell,
    nav: navOf(view, 'where-we-are'),
  })
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
