import type { ExitRegister } from '#content/exit-plan.ts'
import { cardTable, doneNotice, heading, postButton, postForm, questionPage } from '#modules/people/index.ts'
import { govukButton } from '#ui/button.ts'
import { checkboxesField, errorSummary, radiosField, textareaField, textField, type Form } from '#ui/form.ts'
import { formatDay, formatPoundsShort } from '#ui/format.ts'
import { html, type Html } from '#ui/html.ts'
import type { Shell } from '#ui/layout.ts'
import { statusTag } from '#ui/status-tag.ts'
import { govukWarningText } from '#ui/warning-text.ts'
import { whoSees } from '#ui/who-sees.ts'
import { links } from '../links.ts'
import { costOf, separabilities, type Entry, type Kept } from '../plan.ts'
import type { Whose } from '../store.ts'
import { separableWords } from '../text.ts'
import { exitPage, seesPlan, type Frame } from './frame.ts'
import { costRange } from './plan-page.ts'

export type RegisterPageModel = {
  readonly frame: Frame
  readonly whose: Whose
  readonly register: ExitRegister
  readonly entries: readonly Kept<Entry>[]
  readonly isEmpty: boolean
}

/** Everything of one kind that would have to be parted. */
export function registerPage(shell: Shell, model: RegisterPageModel): Html {
  const { frame, whose, register, entries, isEmpty } = model
  const { id } = frame.view.partnership
  const cost = costOf(entries)
  const body = html`${doneNotice(frame.done)}
    <span class="govuk-caption-l">${whose === 'ours' ? 'Your own exit plan' : 'The joint strategy'}</span>
    <h1 class="hf-headline">${register.title}</h1>
    <p class="hf-lead">${register.hint}</p>
    ${whoSees(seesPlan(frame, whose))}
    ${
      cost &&
      html`<p class="govuk-body">
        By <a class="govuk-link hf-source" href="#entries">the lines below</a>, parting these would cost ${costRange(cost)}.
        ${cost.without > 0 && `${cost.without} of ${entries.length} have no figure, so it is more.`}
      </p>`
    }
    ${entries.length === 0 ? html`<p class="govuk-inset-text">${isEmpty ? 'Somebody has said that there is nothing to list here.' : 'Nothing is listed yet.'}</p>` : entryTable(model)}
    ${frame.mayWrite && govukButton({ text: `Add a ${register.one}`, href: links.newEntry(id, whose, register.id) })}
    ${
      frame.mayWrite &&
      entries.length === 0 &&
      postForm(
        links.emptyRegister(id, whose, register.id),
        html`<input type="hidden" name="empty" value="${isEmpty ? 'no' : 'yes'}" />
          ${govukButton({ text: isEmpty ? 'There is something after all' : 'There is nothing to list', classes: 'govuk-button--secondary', preventDoubleClick: true })}`,
      )
    }
    ${entries.length > 0 && html`<p><a class="govuk-link" href="${links.file(id, whose, `${register.id}.csv`)}">Save this register as CSV</a></p>`}`
  return exitPage(shell, frame, {
    title: register.title,
    body,
    wide: true,
    back: {
      href: links.plan(id, whose),
      text: whose === 'ours' ? 'Your own exit plan' : 'The joint strategy',
    },
  })
}

function entryTable({ frame, whose, register, entries }: RegisterPageModel): Html {
  const { id } = frame.view.partnership
  return html`<div id="entries">${cardTable({
    caption: register.title,
    columns: ['What', 'Held by', 'Can it be parted?', 'Way back', 'Cost of parting', 'Last tested'],
    rows: entries.map((entry) => [
      html`<a class="govuk-link" href="${links.entry(id, whose, entry.id)}">${entry.name}</a>
        ${entry.isCritical && statusTag('Cannot do without', 'care')}`,
      html`${entry.holder || 'Not said'}`,
      html`${separableWords[entry.separable]}`,
      html`${entry.route || 'None known'}`,
      costWords(entry),
      html`${entry.testedOn ? formatDay(entry.testedOn) : 'Never'}`,
    ]),
  })}</div>`
}

function costWords({ lowPence, highPence, source }: Entry): Html {
  if (lowPence === null && highPence === null) return html`No figure`
  const low = lowPence ?? highPence ?? 0
  const high = highPence ?? lowPence ?? 0
  const range =
    low === high ? formatPoundsShort(low) : `${formatPoundsShort(low)} to ${formatPoundsShort(high)}`
  return html`${range} (<span class="hf-source">${source || 'source not given'}</span>)`
}

export type EntryPageModel = {
  readonly frame: Frame
  readonly whose: Whose
  readonly register: ExitRegister
  readonly entry: { readonly id: string; readonly version: number } | null
  readonly form: Form
  readonly changedMeanwhile: boolean
}

/** One entry: what it is, who holds it, and how it would be parted. */
export function entryPage(shell: Shell, model: EntryPageModel): Html {
  const { frame, whose, register, entry, form, changedMeanwhile } = model
  const { partnership } = frame.view
  const title = entry ? `Change a ${register.one}` : `Add a ${register.one}`
  const action = entry
    ? links.entry(partnership.id, whose, entry.id)
    : links.newEntry(partnership.id, whose, register.id)
  const body = html`${errorSummary(form)}<span class="govuk-caption-l">${register.title}</span>${heading(title)}
    <p class="govuk-body">${register.hint}</p>
    ${
      changedMeanwhile &&
      govukWarningText({
        iconFallbackText: 'Warning',
        text: 'Somebody else changed this entry while you wrote. What you typed is below and is not saved yet; saving it now replaces theirs.',
      })
    }
    ${postForm(
      action,
      html`<input type="hidden" name="version" value="${entry?.version ?? 0}" />
        ${what(form, register)} ${parting(form)} ${cost(form)}
        ${govukButton({ text: 'Save', preventDoubleClick: true })}`,
    )}
    ${entry && frame.mayWrite && postButton(links.removeEntry(partnership.id, whose, entry.id), 'Take it out of the register', 'govuk-button--warning')}`
  return questionPage({
    title,
    section: partnership.name,
    body,
    shell,
    nav: frame.nav,
    form,
    back: { href: links.register(partnership.id, whose, register.id), text: register.title },
    whoSees: whoSees(seesPlan(frame, whose)),
  })
}

function what(form: Form, register: ExitRegister): Html {
  return html`${textField(form, { name: 'name', label: `Which ${register.one}?` })}
  ${textField(form, { name: 'holder', label: 'Who owns or holds it?', hint: 'A council, company or post. Leave empty what you do not know; gaps are shown, and that is the point.' })}
  ${textField(form, { name: 'payer', label: 'Who paid, or pays, for it?' })}
  ${textField(form, { name: 'needer', label: 'Who would need it after parting?' })}
  ${register.extra.map(({ id, label, hint }) => textField(form, { name: `extra-${id}`, label, hint }))}
  ${checkboxesField(form, { name: 'critical', label: 'Could the service run without it?', items: [{ value: 'yes', text: 'No, the service stops without it' }] })}`
}

function parting(form: Form): Html {
  return html`${radiosField(form, { name: 'separable', label: 'Can it be parted?', items: separabilities.map((value) => ({ value, text: separableWords[value] })) })}
  ${textareaField(form, { name: 'route', label: 'How would it be returned, split, moved or ended?', rows: 4, maxlength: 1000 })}
  ${textField(form, { name: 'months', label: 'How many months would that take?', inputmode: 'numeric', classes: 'govuk-input--width-4' })}
  ${textField(form, { name: 'ends', label: 'When does it end by itself?', hint: 'The end of the contract, lease or licence. For example 31 March 2028', classes: 'govuk-input--width-20' })}
  ${textField(form, { name: 'tested', label: 'When was this last tested?', hint: 'For example 8 July 2026', classes: 'govuk-input--width-20' })}
  ${textField(form, { name: 'evidence', label: 'What shows it?', hint: 'A test report, a clause, a letter' })}`
}

function cost(form: Form): Html {
  return html`${textField(form, { name: 'low', label: 'Lowest cost of parting it', hint: 'In pounds, for example 12,500', prefix: { text: '£' }, classes: 'govuk-input--width-10' })}
  ${textField(form, { name: 'high', label: 'Highest cost of parting it', prefix: { text: '£' }, classes: 'govuk-input--width-10' })}
  ${textField(form, { name: 'source', label: 'Where are these figures from?', hint: 'A quote, an invoice, or whose estimate' })}`
}
