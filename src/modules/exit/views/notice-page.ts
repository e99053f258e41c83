import { cardTable, heading, postForm, questionPage } from '#modules/people/index.ts'
import { govukButton } from '#ui/button.ts'
import { checkboxesField, errorSummary, textField, type Form } from '#ui/form.ts'
import { formatDay } from '#ui/format.ts'
import { html, type Html } from '#ui/html.ts'
import type { Shell } from '#ui/layout.ts'
import { whoSees } from '#ui/who-sees.ts'
import type { Refusal } from '../leaving.ts'
import { links } from '../links.ts'
import type { DecisionRoute, NoticeReckoning } from '../terms.ts'
import { noticeLineWords } from '../text.ts'
import { refusedSummary, seesAll, type Frame } from './frame.ts'

export type NoticePageModel = {
  readonly frame: Frame
  readonly form: Form
  readonly refused: readonly Refusal[]
  /** The reckoning for notice given on a day, from the terms; null while there are none. */
  readonly reckoning: NoticeReckoning | null
  readonly route: DecisionRoute | null
}

/** Giving notice: what it would mean, line by line, and then who decided, when, and where it is minuted. */
export function noticePage(shell: Shell, model: NoticePageModel): Html {
  const { frame, form, refused, reckoning, route } = model
  const { view } = frame
  const { id, name } = view.partnership
  const title = 'Give notice'
  // What was typed is never taken away; without it there is no form to fill in for nothing.
  const mayShowForm = frame.mayWrite && (refused.length === 0 || Object.keys(form.values).length > 0)
  const body = html`${refusedSummary(view, refused)}${errorSummary(form)} ${heading(title)}
    <p class="govuk-body-l">Every partner is told at once, and it stands in the shared record. Only give notice here once your council has decided.</p>
    ${reckoning && reckoningTable(reckoning)} ${route && routeTable(route)}
    ${mayShowForm && noticeForm(frame, form)}`
  return questionPage({
    title,
    section: name,
    body,
    shell,
    nav: frame.nav,
    form,
    back: { href: links.home(id), text: 'Leaving and parting' },
    whoSees: whoSees(seesAll(frame)),
  })
}

export function reckoningTable({ lines }: NoticeReckoning): Html {
  return cardTable({
    caption: 'How the notice is reckoned',
    columns: ['Day', 'What it is'],
    rows: lines.map(({ day, what }) => [
      html`${formatDay(day, { weekday: true })}`,
      html`${what === 'leaves' ? html`<strong>${noticeLineWords[what]}</strong>` : noticeLineWords[what]}`,
    ]),
  })
}

function routeTable(route: DecisionRoute): Html {
  return html`${cardTable({
    caption: `If your executive met on ${formatDay(route.meeting)}`,
    columns: ['Day', 'What must have happened'],
    rows: [
      [
        html`${formatDay(route.noticeBy, { weekday: true })}`,
        html`The last day to publish that a key decision is coming: 28 clear days.`,
      ],
      [
        html`${formatDay(route.papersBy, { weekday: true })}`,
        html`The last day to publish the agenda and papers: five clear working days.`,
      ],
      [html`${formatDay(route.meeting, { weekday: true })}`, html`The meeting decides.`],
      [
        html`${formatDay(route.callInEnds, { weekday: true })}`,
        html`Call-in closes, with five working days from publication the day after. Your own council’s number counts.`,
      ],
      [
        html`${formatDay(route.firstNotice, { weekday: true })}`,
        html`The first day on which notice could be given.`,
      ],
    ],
  })}
    <p class="hf-note">Not legal advice: confirm with your monitoring officer. Source: the Local Authorities (Executive Arrangements) Regulations 2012, SI 2012/2089, and the bank holidays in this product’s content.</p>`
}

function noticeForm({ view }: Frame, form: Form): Html {
  return postForm(
    links.notice(view.partnership.id),
    html`<h2 class="govuk-heading-m">The decision</h2>
      ${textField(form, { name: 'body', label: 'Which body decided?', hint: 'For example Cabinet, or full council' })}
      ${textField(form, { name: 'decided', label: 'When did it decide?', hint: 'For example 8 July 2026', classes: 'govuk-input--width-20' })}
      ${textField(form, { name: 'minute', label: 'Where is it minuted?', hint: 'The minute or the number of the decision record' })}
      <h2 class="govuk-heading-m">The notice</h2>
      ${textField(form, { name: 'given', label: 'On which day is notice given?', hint: 'The day it was served as the agreement says. For example 20 July 2026', classes: 'govuk-input--width-20' })}
      ${textField(form, { name: 'scope', label: 'Only for some services?', hint: 'Name them, or leave this empty for the whole partnership' })}
      ${checkboxesField(form, { name: 'sure', label: 'Ready?', items: [{ value: 'yes', text: 'Yes. Tell every partner now' }] })}
      ${govukButton({ text: 'Give notice', preventDoubleClick: true, classes: 'govuk-button--warning' })}`,
  )
}
