import type { Partnership } from '#modules/partnership/index.ts'
import { postForm } from '#modules/people/index.ts'
import type { AuthorityCode } from '#platform/id.ts'
import { govukButton } from '#ui/button.ts'
import { dateField, errorSummary, radiosField, selectField, textField, type Form } from '#ui/form.ts'
import { formatDay } from '#ui/format.ts'
import { html, type Html } from '#ui/html.ts'
import { page } from '#ui/layout.ts'
import { whoSees } from '#ui/who-sees.ts'
import type { Frame } from '../deps.ts'
import { links } from '../links.ts'
import { namer } from '../text.ts'
import { eventKinds, eventWords, type TimelineEvent } from '../timeline.ts'

export type TimelinePageModel = {
  readonly partnership: Partnership
  readonly events: readonly TimelineEvent[]
  readonly form: Form
  readonly mayAdd: boolean
  readonly own: AuthorityCode | null
}

/** Days that may move the aims of a council, entered by people, with who says so. */
export function timelinePage(frame: Frame, model: TimelinePageModel): Html {
  const { partnership, events, form, mayAdd } = model
  const title = 'The timeline'
  const nameOf = namer(partnership.members)
  const body = html`${errorSummary(form)}
    <span class="govuk-caption-l">${partnership.name}</span>
    <h1 class="hf-headline">${title}</h1>
    <p class="hf-lead">Elections, changes of control, a reorganisation: days on which a council’s aims may move. They stand beside the aims each time these are asked again.</p>
    ${whoSees({ kind: 'councils', councils: partnership.members.map(({ shortName }) => shortName) })}
    ${events.length === 0 ? html`<p class="govuk-inset-text">Nothing is on the timeline yet.</p>` : html`<table class="hf-table hf-table--cards"><caption class="govuk-visually-hidden">The timeline</caption><thead><tr><th scope="col">Day</th><th scope="col">What</th><th scope="col">Source</th><th scope="col">Change</th></tr></thead><tbody>${events.map((event) => eventRow(partnership, event, model, nameOf))}</tbody></table>`}
    ${mayAdd && addForm(partnership, form)}`
  return page({
    ...frame,
    title,
    section: partnership.name,
    body,
    hasErrors: Object.values(form.errors).some(Boolean),
    back: { href: links.hub(partnership.id), text: 'Aims and terms' },
  })
}

function eventRow(
  partnership: Partnership,
  { id, kind, council, onDay, what, source, recordedFor }: TimelineEvent,
  { own, mayAdd }: TimelinePageModel,
  nameOf: (code: string) => string,
): Html {
  const remove =
    mayAdd && recordedFor === own
      ? postForm(
          links.removeEvent(partnership.id),
          html`<input type="hidden" name="event" value="${id}" />${govukButton({ html: html`Remove<span class="govuk-visually-hidden"> ${what}</span>`, classes: 'govuk-button--secondary hf-small' })}`,
        )
      : html`Entered by ${nameOf(recordedFor)}`
  return html`<tr><th scope="row">${formatDay(onDay)}</th><td data-label="What">${eventWords[kind]}${council && `, ${nameOf(council)}`}: ${what}</td><td data-label="Source">${source}</td><td data-label="Change">${remove}</td></tr>`
}

function addForm(partnership: Partnership, form: Form): Html {
  return html`<h2 class="hf-heading">Add to the timeline</h2>
    <form method="post" action="${links.timeline(partnership.id)}" novalidate>
      ${radiosField(form, { name: 'kind', label: 'What kind of event?', items: eventKinds.map((value) => ({ value, text: eventWords[value] })) })}
      ${selectField(form, { name: 'council', label: 'Which council?', items: [{ value: '', text: 'All of us' }, ...partnership.members.map(({ council, shortName }) => ({ value: council, text: shortName }))] })}
      ${dateField(form, { name: 'on', label: 'On what day?', hint: 'For example, 6 5 2027. It may lie ahead.' })}
      ${textField(form, { name: 'what', label: 'What happened, or will?', hint: 'For example, all seats are up for election.' })}
      ${textField(form, { name: 'source', label: 'Who says so?', hint: 'A page, a minute, a public notice.' })}
      ${govukButton({ text: 'Add it', preventDoubleClick: true })}
    </form>`
}
