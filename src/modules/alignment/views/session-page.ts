import type { SessionStep } from '#content/alignment.ts'
import { paperBlocks } from '#modules/papers/index.ts'
import { partnershipLinks, type Partnership } from '#modules/partnership/index.ts'
import { html, type Html } from '#ui/html.ts'
import { page } from '#ui/layout.ts'
import { nextStep } from '#ui/next-step.ts'
import { whoSees } from '#ui/who-sees.ts'
import type { Frame } from '../deps.ts'
import { links } from '../links.ts'
import { agendaBlocks, sessionBlocks, type SessionFacts } from '../session.ts'

export type SessionModel = {
  readonly partnership: Partnership
  readonly steps: readonly SessionStep[]
  readonly facts: SessionFacts
}

function sees(partnership: Partnership): Html {
  return whoSees({ kind: 'councils', councils: partnership.members.map(({ shortName }) => shortName) })
}

/** What a pre-nup session is, and where it begins. */
export function sessionPage(frame: Frame, { partnership, steps, facts }: SessionModel): Html {
  const title = 'Pre-nup session'
  const [first] = steps
  const minutes = steps.reduce((sum, { minutes: each }) => sum + each, 0)
  const missing = [
    ...(facts.aims ? [] : ['the aims are not asked yet']),
    ...(facts.board ? [] : ['no terms board has come to a result yet']),
  ]
  const body = html`<span class="govuk-caption-l">${partnership.name}</span>
    <h1 class="hf-headline">${title}</h1>
    <p class="hf-lead">A meeting of ${minutes} minutes, before you promise each other anything. It walks through what you want, which terms you could live with, and how you would part.</p>
    ${sees(partnership)}
    ${first && nextStep({ title: 'Begin the session', text: 'The pages are made for a screen in the room. Nothing about the person who shows them is drawn.', action: { text: 'Begin the session', href: links.sessionStep(partnership.id, first.id) } })}
    ${missing.length > 0 && html`<p class="govuk-inset-text">You can hold it now, but ${missing.join(' and ')}. The session is better with them.</p>`}
    <h2 class="hf-heading">The parts</h2>
    <ol class="govuk-list govuk-list--number">${steps.map((step) => html`<li><a class="govuk-link" href="${links.sessionStep(partnership.id, step.id)}">${step.name}</a>, ${step.minutes} minutes. ${step.why}</li>`)}</ol>
    <p class="govuk-body"><a class="govuk-link" href="${links.agenda(partnership.id)}">Print the agenda</a>, or save it as <a class="govuk-link" href="${links.agendaFile(partnership.id, 'docx')}" download>Word</a> or <a class="govuk-link" href="${links.agendaFile(partnership.id, 'odt')}" download>ODT</a>.</p>`
  return page({
    ...frame,
    title,
    section: partnership.name,
    body,
    back: { href: links.hub(partnership.id), text: 'Aims and terms' },
  })
}

/** One part, in large type for a screen in the room, with the way on. */
export function stepPage(
  frame: Frame,
  model: SessionModel & { readonly step: SessionStep; readonly at: number },
): Html {
  const { partnership, steps, step, at, facts } = model
  const before = steps[at - 1]
  const after = steps[at + 1]
  const id = partnership.id
  const body = html`<span class="govuk-caption-l">Part ${at + 1} of ${steps.length} · ${step.minutes} minutes</span>
    <h1 class="hf-headline">${step.name}</h1>
    ${paperBlocks(sessionBlocks(step, facts))}
    <p class="govuk-body hf-no-print">
      ${before && html`<a class="govuk-link" href="${links.sessionStep(id, before.id)}">Back to ${before.name.toLowerCase()}</a> · `}${after ? html`<a class="govuk-link" href="${links.sessionStep(id, after.id)}">Go on to ${after.name.toLowerCase()}</a>` : html`<a class="govuk-link" href="${links.heads(id)}">Write the heads of terms</a> · <a class="govuk-link" href="${partnershipLinks.exit(id)}">Plan how you would part</a>`}
    </p>`
  return page({
    ...frame,
    title: step.name,
    section: 'Pre-nup session',
    body,
    meeting: true,
    wide: true,
    back: { href: links.session(id), text: 'Pre-nup session' },
  })
}

/** The whole session on paper. */
export function agendaPage(frame: Frame, { partnership, steps, facts }: SessionModel): Html {
  const title = 'Agenda of the pre-nup session'
  const body = html`<span class="govuk-caption-l">${partnership.name}</span>
    <h1 class="hf-headline">${title}</h1>
    ${sees(partnership)} ${paperBlocks(agendaBlocks(steps, facts))}`
  return page({
    ...frame,
    title,
    section: partnership.name,
    body,
    back: { href: links.session(partnership.id), text: 'Pre-nup session' },
  })
}
