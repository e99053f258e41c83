import { doneNotice, heading, postForm, questionPage } from '#modules/people/index.ts'
import { govukButton } from '#ui/button.ts'
import { checkboxesField, errorSummary, radiosField, textareaField, textField, type Form } from '#ui/form.ts'
import { formatList } from '#ui/format.ts'
import { html, type Html } from '#ui/html.ts'
import type { Shell } from '#ui/layout.ts'
import { whoSees } from '#ui/who-sees.ts'
import type { Refusal } from '../leaving.ts'
import { links } from '../links.ts'
import { nameIn, refusedSummary, seesAll, type Frame } from './frame.ts'

export type TermsPageModel = {
  readonly frame: Frame
  readonly form: Form
  readonly version: number
  readonly mayAgree: boolean
  readonly refused: readonly Refusal[]
  readonly changedMeanwhile: boolean
}

/** What the agreement says about leaving, as data, agreed by every council as one text. */
export function termsPage(shell: Shell, model: TermsPageModel): Html {
  const { frame, form, version, mayAgree, refused, changedMeanwhile } = model
  const { view, mayWrite } = frame
  const { id, name } = view.partnership
  const title = 'The terms of leaving'
  const waiting = view.termsStanding.waitingFor.map(nameIn(view))
  const body = html`${doneNotice(frame.done)}${refusedSummary(view, refused)}${errorSummary(form)} ${heading(title)}
    <p class="govuk-body-l">What does the agreement say? Copy it from there; do not make it up here. Notice is reckoned from these terms.</p>
    ${changedMeanwhile && html`<p class="govuk-inset-text">Somebody else changed the terms while you wrote. What you typed is below and is not saved yet; saving it now replaces theirs.</p>`}
    ${
      view.terms !== null &&
      html`<p class="govuk-body">
        ${waiting.length === 0 ? 'Every council has agreed to this text.' : `Not agreed yet by ${formatList(waiting)}.`}
      </p>`
    }
    ${
      mayAgree &&
      postForm(
        links.approveTerms(id),
        html`<input type="hidden" name="hash" value="${view.termsHash ?? ''}" />
          ${govukButton({ text: 'We agree to these terms', preventDoubleClick: true })}`,
      )
    }
    ${
      mayWrite
        ? html`${postForm(links.terms(id), html`<input type="hidden" name="version" value="${version}" />${fields(frame, form)}`)}`
        : html`<p class="govuk-inset-text">${view.terms === null ? 'Nobody has written the terms down yet.' : `${view.terms.agreement}. ${view.terms.noticeCount} ${view.terms.noticeUnit} of notice. ${view.terms.costRule}`}</p>`
    }`
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

function fields({ view }: Frame, form: Form): Html {
  return html`${textField(form, { name: 'agreement', label: 'Which agreement, and which clause?' })}
    ${textField(form, { name: 'count', label: 'How long is the notice?', hint: 'A number, for example 12', inputmode: 'numeric', classes: 'govuk-input--width-4' })}
    ${radiosField(form, {
      name: 'unit',
      label: 'Counted in',
      items: [
        { value: 'months', text: 'Months' },
        { value: 'days', text: 'Days' },
      ],
    })}
    ${radiosField(form, {
      name: 'end',
      label: 'On which days may a notice run out?',
      items: [
        { value: 'any-day', text: 'On any day' },
        { value: 'month-end', text: 'On the last day of a month' },
        { value: '03-31', text: 'On 31 March, the end of the financial year' },
      ],
    })}
    ${textField(form, { name: 'earliest', label: 'May nobody leave before a certain day?', hint: 'For example 31 March 2028. Leave it empty if the agreement names none', classes: 'govuk-input--width-20' })}
    ${checkboxesField(form, { name: 'service', label: 'One service at a time?', items: [{ value: 'yes', text: 'A council may leave for one service and stay for the rest' }] })}
    ${textareaField(form, { name: 'rule', label: 'Who pays for parting?', hint: 'The rule in the agreement: for example, whoever leaves makes good what the others lose, for 12 months', rows: 5, maxlength: 2000 })}
    ${textareaField(form, { name: 'dispute', label: 'What happens if you do not agree?', hint: 'For example chief executives, then mediation, then an expert', rows: 3, maxlength: 1000 })}
    <h2 class="govuk-heading-m">Shares of the joint cost now</h2>
    <p class="govuk-body">Parts of any size: 40, 35 and 25, or populations. Leave them empty if no shares are agreed. A reorganisation is reckoned from these.</p>
    ${view.members.map(({ council, name }) =>
      textField(form, {
        name: `share-${council}`,
        label: name,
        inputmode: 'decimal',
        classes: 'govuk-input--width-10',
      }),
    )}
    ${govukButton({ text: 'Save, and agree for our council', preventDoubleClick: true })}`
}
