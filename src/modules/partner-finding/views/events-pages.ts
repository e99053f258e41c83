import { postButton, postForm } from '#modules/people/index.ts'
import { govukButton } from '#ui/button.ts'
import {
  dateField,
  errorSummary,
  fileField,
  radiosField,
  selectField,
  textField,
  type Form,
} from '#ui/form.ts'
import { formatCount, formatDay } from '#ui/format.ts'
import { html, type Html } from '#ui/html.ts'
import { page, type Shell } from '#ui/layout.ts'
import { nextStep } from '#ui/next-step.ts'
import { whoSees } from '#ui/who-sees.ts'
import { eventKinds, eventKindWords, sharedWith, sharedWords } from '../event.ts'
import type { EventsView, KeptEvent } from '../event-queries.ts'
import { sheetHeadings } from '../event-sheet.ts'
import { links } from '../links.ts'
import type { Because, Coincidence, FindingEvent } from '../overlap.ts'
import { serviceItems, serviceLabel } from '../services.ts'

const start = { text: 'Find a partner', href: links.start }
const dates = { text: 'Our dates', href: links.events }
const seenBy = (council: string) => whoSees({ kind: 'own-council', council })

export type EventsModel = EventsView & {
  readonly council: string
  readonly mayWrite: boolean
  readonly coinciding: number
  readonly canUndo: string | null
}

/** The dates of one's own council, and what it keeps of others. */
export function eventsPage(shell: Shell, model: EventsModel): Html {
  const { own, watched, council, mayWrite, coinciding, canUndo } = model
  const title = 'Our dates'
  const body = html`<h1 class="hf-headline">${title}</h1>
    <p class="hf-lead">A contract that ends, a lease, equipment that must be replaced: what makes you act by a certain day may make others act too.</p>
    ${nextStep(
      own.length === 0
        ? mayWrite
          ? {
              title: 'Add your first date',
              text: 'Start with the contract that worries you most. Nobody else sees it unless you say so.',
              action: { text: 'Add a date', href: links.newEvent },
            }
          : { title: 'Nothing to do now', text: 'The lead and deputies of your council can add dates.' }
        : {
            title: 'See whose dates fall together with yours',
            text: `${formatCount(coinciding, 'date')} of others within a year of yours.`,
            action: { text: 'See them', href: links.coincidences },
          },
    )}
    ${mayWrite && html`<p class="hf-text"><a class="hf-link" href="${links.newEvent}">Add a date</a> · <a class="hf-link" href="${links.loadEvents}">Load dates from a file</a> · <a class="hf-link" href="${links.calendar}">Put them in your calendar</a></p>`}
    ${canUndo !== null && mayWrite && html`<p class="hf-text"><a class="hf-link" href="${links.loaded(canUndo)}">Take back the dates of a file</a></p>`}
    ${own.length > 0 && html`<h2 class="hf-heading">What happens to us</h2>${own.map((event) => eventCard(event, mayWrite))}`}
    ${watched.length > 0 && html`<h2 class="hf-heading">What you keep of others, from published notices</h2><p class="hf-text">Only your council sees that you keep these.</p>${watched.map((event) => eventCard(event, mayWrite))}`}`
  return page({
    title,
    section: 'Find a partner',
    body,
    shell,
    whoSees: seenBy(council),
    crumbs: [start, { text: title }],
  })
}

function eventCard(event: KeptEvent, mayWrite: boolean): Html {
  const isOwn = event.keeper === event.council
  return html`<section class="hf-callout">
    <h3 class="hf-heading--small">${!isOwn && `${event.councilName}: `}${event.title}</h3>
    ${eventFacts(event)}
    ${isOwn && html`<p class="govuk-body hf-soft">Who can see it: ${sharedWords[event.shared].toLowerCase()}.</p>`}
    ${isOwn && mayWrite && html`<p class="govuk-body"><a class="hf-link" href="${links.event(event.id)}">Change<span class="govuk-visually-hidden"> ${event.title}</span></a></p>`}
    ${mayWrite && postButton(links.removeEvent(event.id), 'Take it away', 'govuk-button--secondary', event.title)}
  </section>`
}

function eventFacts(event: FindingEvent): Html {
  const { kind, day, service, supplier, source, sourceAddress } = event
  return html`<p class="govuk-body">${eventKindWords[kind]} on <strong>${formatDay(day)}</strong>. ${serviceLabel(service)}${supplier !== null && `, with ${supplier}`}.</p>
    <p class="govuk-body hf-soft">Source: ${sourceAddress === null ? source : html`<a class="hf-link" href="${sourceAddress}" rel="noreferrer">${source}</a>`}</p>`
}

export function eventFormPage(
  shell: Shell,
  { form, id, council }: { form: Form; id: string | null; council: string },
): Html {
  const title = id === null ? 'Add a date' : 'Change a date'
  const body = html`${errorSummary(form)}
    <h1 class="hf-headline">${title}</h1>
    ${postForm(
      id === null ? links.newEvent : links.event(id),
      html`${radiosField(form, { name: 'kind', label: 'What happens?', items: eventKinds.map((value) => ({ value, text: eventKindWords[value] })) })}
      ${textField(form, { name: 'title', label: 'What is it?', hint: 'For example: revenues and benefits system' })}
      ${dateField(form, { name: 'on', label: 'When?', hint: 'For example, 30 9 2028' })}
      ${selectField(form, { name: 'service', label: 'Which service is it for?', items: serviceItems })}
      ${textField(form, { name: 'supplier', label: 'Which supplier? (if there is one)' })}
      ${textField(form, { name: 'cpv', label: 'CPV code (if you know it)', hint: '8 digits. It helps to find others who buy the same.', classes: 'govuk-input--width-10' })}
      ${textField(form, { name: 'source', label: 'Where is the date from?', hint: 'For example: our contracts register' })}
      ${textField(form, { name: 'address', label: 'Web address of the source (if there is one)' })}
      ${radiosField(form, { name: 'shared', label: 'Who may see it?', hint: 'Others see all of it: what it is, the supplier and the source. You can change this at any time.', items: sharedWith.map((value) => ({ value, text: sharedWords[value] })) })}
      ${govukButton({ text: 'Save', preventDoubleClick: true })}`,
    )}`
  return page({
    title,
    section: 'Find a partner',
    body,
    shell,
    hasErrors: Object.keys(form.errors).length > 0,
    whoSees: seenBy(council),
    crumbs: [start, dates, { text: title }],
  })
}

export function loadEventsPage(shell: Shell, { form, council }: { form: Form; council: string }): Html {
  const title = 'Load dates from a file'
  const body = html`${errorSummary(form)}
    <h1 class="hf-headline">${title}</h1>
    <p class="hf-lead">You see what the file would add before anything is saved. Everything from it is private until you say otherwise, and you can take it all back.</p>
    <ul class="govuk-list govuk-list--bullet">
      <li><strong>A sheet of your own dates</strong> (Excel, ODS or CSV) with the headings ${sheetHeadings.slice(0, 2).join(' and ')}, and any of ${sheetHeadings.slice(2).join(', ')}. <a class="hf-link" href="${links.eventSheet}">An empty sheet to fill in</a></li>
      <li><strong>Published notices</strong> (JSON) of the Open Contracting Data Standard, as Contracts Finder and Find a Tender give them. Contracts of your council become dates of yours. Those of others are kept for you alone.</li>
    </ul>
    <form method="post" action="${links.loadEvents}" enctype="multipart/form-data" novalidate>
      ${fileField(form, { name: 'file', label: 'Which file?', hint: 'A sheet with at most 2,000 rows, or notices of at most 6 MB' })}
      ${govukButton({ text: 'Look at what is in it', preventDoubleClick: true })}
    </form>`
  return page({
    title,
    section: 'Find a partner',
    body,
    shell,
    hasErrors: Object.keys(form.errors).length > 0,
    whoSees: seenBy(council),
    crumbs: [start, dates, { text: title }],
  })
}

export type CoincidencesModel = {
  readonly council: string
  readonly found: readonly Coincidence[]
  readonly months: number
  readonly service: string
  readonly hasOwn: boolean
}

export const windows = [1, 3, 6, 12, 24] as const

/** Dates of others that fall together with one's own: both dates, both sources, and why they stand side by side. */
export function coincidencesPage(
  shell: Shell,
  { council, found, months, service, hasOwn }: CoincidencesModel,
): Html {
  const title = 'Dates that fall together with ours'
  const values = { months: String(months), service }
  const body = html`<h1 class="hf-headline">${title}</h1>
    <p class="hf-lead">${!hasOwn ? 'You have no dates ahead. Add one first.' : found.length === 0 ? 'No date that you may see falls within this time of one of yours.' : `${formatCount(found.length, 'pair')} of dates, the soonest first.`}</p>
    <p class="hf-text">You see dates that councils made public, or show to councils they are in a partnership with, and those you keep from published notices. Nobody learns that you looked.</p>
    <form method="get" action="${links.coincidences}" novalidate>
      ${selectField({ values, errors: {} }, { name: 'months', label: 'How close together?', items: windows.map((each) => ({ value: String(each), text: `Within ${formatCount(each, 'month')}` })) })}
      ${selectField({ values, errors: {} }, { name: 'service', label: 'For which service?', items: [{ value: '', text: 'All services' }, ...serviceItems.slice(1)] })}
      ${govukButton({ text: 'Show', classes: 'govuk-button--secondary' })}
    </form>
    ${found.map(
      ({ own, other, daysApart, because }) => html`<section class="hf-callout">
        <h2 class="hf-heading--small">${other.councilName}: ${other.title}</h2>
        <p class="govuk-body">${daysApart === 0 ? 'On the same day as' : `${formatCount(daysApart, 'day')} from`} yours. ${becauseWords[because]}.</p>
        <div class="hf-columns hf-columns--even">
          <div><h3 class="hf-heading--small">Ours: ${own.title}</h3>${eventFacts(own)}</div>
          <div><h3 class="hf-heading--small">Theirs: ${other.title}</h3>${eventFacts(other)}</div>
        </div>
      </section>`,
    )}
    ${!hasOwn && html`<p class="hf-text"><a class="hf-link" href="${links.newEvent}">Add a date</a></p>`}
    ${found.length > 0 && html`<p class="hf-text"><a class="hf-link" href="${links.newInterest}">Name a council you would like to talk to, in confidence</a></p>`}`
  return page({
    title,
    section: 'Find a partner',
    body,
    shell,
    whoSees: seenBy(council),
    crumbs: [start, dates, { text: title }],
  })
}

const becauseWords: Readonly<Record<Because, string>> = {
  service: 'Both are for the same service',
  cpv: 'Both are for the same group of goods or services (the first three digits of the CPV code)',
  reorganisation: 'Both councils are to be replaced',
}

export type CalendarModel = {
  readonly council: string
  readonly feeds: readonly { readonly id: string; readonly madeOn: string }[]
  /** The address just made; it is shown this once. */
  readonly address: string | null
  readonly isFull: boolean
}

export function calendarPage(shell: Shell, { council, feeds, address, isFull }: CalendarModel): Html {
  const title = 'Our dates in your calendar'
  const body = html`<h1 class="hf-headline">${title}</h1>
    <p class="hf-lead">Outlook, Google and other calendars can show your council’s dates and keep them up to date. They need a secret address.</p>
    ${address !== null && html`<h2 class="hf-heading">The address</h2><p class="hf-text"><strong>Copy it now.</strong> It is shown this once: we keep only a fingerprint of it. Whoever has it sees your council’s dates without signing in.</p><div class="hf-receipt"><p class="hf-copy"><code id="link">${address}</code> <button type="button" class="govuk-button govuk-button--secondary hf-only-with-script" data-copy="#link" data-module="govuk-button">Copy</button></p></div>`}
    ${isFull && html`<p class="hf-text"><strong>You have five addresses.</strong> End one before you make another.</p>`}
    ${feeds.length > 0 && html`<h2 class="hf-heading">Addresses that work</h2>${feeds.map(({ id, madeOn }, at) => html`<section class="hf-callout"><p class="govuk-body">Address ${at + 1}, made on ${formatDay(madeOn)}.</p>${postButton(links.endCalendar(id), 'End it', 'govuk-button--secondary', `address ${at + 1}`)}</section>`)}`}
    ${postButton(links.calendar, feeds.length === 0 ? 'Make a secret address' : 'Make another address')}`
  return page({
    title,
    section: 'Find a partner',
    body,
    shell,
    whoSees: whoSees({ kind: 'own-council', council, people: 'the lead and deputies' }),
    crumbs: [start, dates, { text: title }],
  })
}
