import { formatInstantDay, formatList } from '#ui/format.ts'
import { html, type Html } from '#ui/html.ts'
import { page } from '#ui/layout.ts'
import { nextStep, type NextStep } from '#ui/next-step.ts'
import { statusTag } from '#ui/status-tag.ts'
import { whoSees } from '#ui/who-sees.ts'
import { stateWords } from '#modules/round/index.ts'
import type { Frame } from '../deps.ts'
import { kinds, type Kind } from '../exercise.ts'
import { links } from '../links.ts'
import type { Hub } from '../queries.ts'
import { kindWords } from '../text.ts'

export type HubPageModel = { readonly hub: Hub; readonly mayStart: boolean; readonly next: NextStep }

/** The difficult conversation before the wedding, in the order in which to have it. */
export function hubPage(frame: Frame, { hub, mayStart, next }: HubPageModel): Html {
  const { partnership } = hub
  const id = partnership.id
  const title = 'Aims and terms'
  const alone = partnership.members.length < 2
  const body = html`<span class="govuk-caption-l">${partnership.name}</span>
    <h1 class="hf-headline">${title}</h1>
    <p class="hf-lead">Where we stand, what each of us wants, which terms we could live with, and how we would part. Each council answers alone and seals.</p>
    ${whoSees(alone ? { kind: 'own-council', council: formatList(partnership.members.map(({ shortName }) => shortName)) } : { kind: 'councils', councils: partnership.members.map(({ shortName }) => shortName) })}
    ${nextStep(next)}
    ${
      alone
        ? html`<p class="govuk-inset-text">These pages are for two councils or more. Invite another council first.</p>`
        : html`${kinds.map((kind) => kindPart(hub, kind, mayStart))}
            <h2 class="hf-heading">Heads of terms</h2>
            <p class="govuk-body">What you agreed, written down once, for every council to approve. What is open is listed as a conversation. <a class="govuk-link" href="${links.heads(id)}">Heads of terms</a></p>
            <h2 class="hf-heading">Pre-nup session</h2>
            <p class="govuk-body">A meeting that walks through aims, terms and leaving, on a screen or on paper. <a class="govuk-link" href="${links.session(id)}">Hold a pre-nup session</a></p>
            <h2 class="hf-heading">Timeline</h2>
            <p class="govuk-body">Elections, changes of control and other days that may move your aims. <a class="govuk-link" href="${links.timeline(id)}">The timeline</a></p>`
    }`
  return page({ ...frame, title, section: partnership.name, body })
}

function kindPart({ partnership, rounds, newest }: Hub, kind: Kind, mayStart: boolean): Html {
  const words = kindWords[kind]
  const lines = rounds.filter((line) => line.kind === kind)
  const current = newest[kind]
  const running = current && current.state !== 'revealed' && current.state !== 'archived'
  return html`<h2 class="hf-heading">${words.name}</h2>
    <p class="govuk-body">${words.about}</p>
    ${
      lines.length > 0 &&
      html`<ul class="govuk-list">
        ${lines.map((line) => html`<li>${statusTag(tagWords(line), line.state === 'revealed' ? 'good' : line.state === 'open' || line.state === 'offered' ? 'wait' : 'plain')} <a class="govuk-link" href="${links.round(line.id)}">${line.title}</a> <span class="hf-soft">started ${formatInstantDay(line.createdAt)}</span></li>`)}
      </ul>`
    }
    ${mayStart && !running && html`<p class="govuk-body"><a class="govuk-link" href="${links.start(partnership.id, kind)}${current ? `?previous=${current.id}` : ''}">${current ? askAgain[kind] : words.start}</a></p>`}`
}

/** A board opens no answers: what is ready is its result. */
function tagWords({ opens, state }: Hub['rounds'][number]): string {
  return opens === 'result' && state === 'revealed' ? 'Result ready' : stateWords[state]
}

const askAgain: Record<Kind, string> = {
  ladder: 'Ask again where we stand',
  aims: 'Ask again what we want',
  board: 'Ask to work the terms out again',
}
