import { partnershipLinks, type Partnership } from '#modules/partnership/index.ts'
import type { RoundLine } from '#modules/round/index.ts'
import { formatList } from '#ui/format.ts'
import { html, type Html } from '#ui/html.ts'
import { page, type Shell } from '#ui/layout.ts'
import { nextStep } from '#ui/next-step.ts'
import { statusTag } from '#ui/status-tag.ts'
import type { PartnershipView } from '../queries.ts'

/** What somebody sees who is not signed in: what this is, and three ways to begin. */
export function welcomePage(shell: Shell): Html {
  const title = 'Find out, in confidence, whether you should share a service'
  const body = html`<h1 class="hf-headline">${title}</h1>
    <p class="hf-lead">Handfast is for councils that share services, or are thinking of it. Each council answers the same hard questions alone and seals its answers. Then all open together, and you see where you agree, where you differ, and what to talk about first.</p>
    <div class="hf-columns hf-columns--three">
      <section class="hf-callout">
        <h2 class="hf-heading--small">See a finished round</h2>
        <p class="govuk-body">Three pretend councils have answered and opened. Look round, change things, take each person’s place. Nothing counts.</p>
        <form method="post" action="/sandbox" novalidate><button type="submit" class="govuk-button" data-module="govuk-button" data-prevent-double-click="true">Try with three pretend councils</button></form>
      </section>
      <section class="hf-callout">
        <h2 class="hf-heading--small">Check your own council in 15 minutes</h2>
        <p class="govuk-body">It runs in your browser. Nothing is sent and nothing is kept.</p>
        <p><a class="govuk-button govuk-button--secondary" role="button" draggable="false" data-module="govuk-button" href="/quick-check">Start the quick check</a></p>
      </section>
      <section class="hf-callout">
        <h2 class="hf-heading--small">Work with your partners</h2>
        <p class="govuk-body">Sign in if somebody has invited you, or if your council already uses this service.</p>
        <p><a class="govuk-button govuk-button--secondary" role="button" draggable="false" data-module="govuk-button" href="/sign-in">Sign in</a></p>
      </section>
    </div>
    <h2 class="hf-heading">What it does and does not promise</h2>
    <ul class="govuk-list govuk-list--bullet">
      <li>Nobody outside your council can read your answers before the moment you all agreed.</li>
      <li>There is no score. It may tell you that you are not ready, or to share less.</li>
      <li>It has not been tested by anybody independent yet. Do not use it for real confidences until it has.</li>
    </ul>
    <p class="govuk-body"><a class="govuk-link" href="/who-can-see-what">Who can see what</a> · <a class="govuk-link" href="/register">Who shares what already</a> · <a class="govuk-link" href="/cases">What happened to others</a> · <a class="govuk-link" href="/worked-partnerships">Real partnerships, worked through</a> · <a class="govuk-link" href="/lessons">Lessons from partings</a> · <a class="govuk-link" href="/guidance">Guidance</a> · <a class="govuk-link" href="/search">Search</a> · <a class="govuk-link" href="/councils">Councils</a> · <a class="govuk-link" href="/partner-finding">Find a partner</a> · <a class="govuk-link" href="/how-it-works">How it works</a></p>`
  return page({ title, body, shell, wide: true })
}

/** Everything this person takes part in, and where each stands. */
export function homePage(
  shell: Shell,
  model: {
    council: string | null
    views: readonly PartnershipView[]
    mayStart: boolean
    mandates: boolean
    operates: boolean
  },
): Html {
  const { views, mayStart } = model
  if (model.operates && !model.mandates) return operatorHomePage(shell)
  const title = views.length === 0 ? 'You have not started anything yet' : 'Where you are'
  const body = html`<h1 class="hf-headline">${title}</h1>
    ${
      views.length === 0
        ? html`<p class="hf-lead">${model.mandates ? 'A partnership is where councils answer, agree and decide together. You can also begin alone: nobody else is told.' : 'You act for no council yet. Ask the person who leads for your council to invite you.'}</p>`
        : html`<p class="hf-lead">The partnerships ${model.council ?? 'you'} ${model.council ? 'takes' : 'take'} part in.</p>`
    }
    ${views.map((view) => partnershipCard(view))}
    ${mayStart && html`<div class="hf-actions"><a class="govuk-button" role="button" draggable="false" data-module="govuk-button" href="${partnershipLinks.start}">Start a partnership</a> <a class="govuk-link" href="${partnershipLinks.start}?alone=yes">Begin alone, in private</a></div>`}`
  return page({ title, body, shell })
}

/** Whoever looks after the service and acts for no council: their next step is on their own pages. */
function operatorHomePage(shell: Shell): Html {
  const title = 'You look after this service'
  const body = html`<h1 class="hf-headline">${title}</h1>
    <p class="hf-lead">Councils come in by their first lead, whom you enrol. From then on each council chooses its own people.</p>
    ${nextStep({ title: 'Enrol the first lead of a council', text: 'You need their name and email address.', action: { text: 'Enrol a lead', href: '/operator/enrol' } })}
    <p class="govuk-body"><a class="govuk-link" href="/operator">How this service is: mail, backups, disk</a></p>`
  return page({ title, body, shell })
}

function partnershipCard({ partnership, rounds }: PartnershipView): Html {
  const [newest] = rounds
  return html`<section class="hf-callout">
    <h2 class="hf-heading--small"><a class="govuk-link" href="${partnershipLinks.home(partnership.id)}">${partnership.name}</a></h2>
    <p class="govuk-body">${partnership.service} · ${memberNames(partnership)}</p>
    ${newest && html`<p class="govuk-body">${roundTag(newest)} <a class="govuk-link" href="${roundHref(newest)}">${newest.title}</a></p>`}
  </section>`
}

export function memberNames(partnership: Partnership): string {
  return partnership.members.length === 1
    ? 'private to your council'
    : formatList(partnership.members.map(({ shortName }) => shortName))
}

/** Where a round has its page: each client keeps its rounds under its own name. */
export function roundHref({ client, id }: Pick<RoundLine, 'client' | 'id'>): string {
  return `/${client}/${id}`
}

export function roundTag({ state, opens, client }: RoundLine): Html {
  const words = {
    draft: 'Draft',
    offered: 'Terms offered',
    open: 'Open for answers',
    revealed: opens === 'result' ? 'Result ready' : client === 'trust' ? 'Ratings open' : 'Answers open',
    cancelled: 'Cancelled',
    archived: 'Archived',
  }
  return statusTag(
    words[state],
    state === 'revealed' ? 'good' : state === 'open' || state === 'offered' ? 'wait' : 'plain',
  )
}
