import { endReasons, evidenceLevels, forms, type Service } from '#content/arrangement.ts'
import type { Partnership } from '#modules/partnership/index.ts'
import { govukButton } from '#ui/button.ts'
import {
  checkboxesField,
  errorSummary,
  radiosField,
  selectField,
  textareaField,
  textField,
  type Form,
} from '#ui/form.ts'
import { html, type Html } from '#ui/html.ts'
import { page, type NavItem, type Shell } from '#ui/layout.ts'
import { whoSees } from '#ui/who-sees.ts'
import { links } from '../links.ts'
import { evidenceWords, formWords, reasonWords, statusWords } from '../text.ts'
import { particularsFields } from './particulars.ts'
import { publishingTitle } from './proposal-page.ts'

const offered = ['agreed', 'live', 'under-review', 'ending', 'partly-ended', 'ended'] as const

/** The form in which an entry is written or changed. */
export function proposePage(
  shell: Shell,
  {
    partnership,
    nav,
    services,
    form,
  }: { partnership: Partnership; nav: readonly NavItem[]; services: readonly Service[]; form: Form },
): Html {
  const heading = 'Write the entry'
  const body = html`${errorSummary(form)}<h1 class="hf-headline">${heading}</h1>
    <p class="hf-lead">Everything here becomes public when every council has approved it. Write nothing that is not public already.</p>
    ${whoSees({ kind: 'councils', councils: partnership.members.map(({ shortName }) => shortName) })}
    <form method="post" action="${links.propose(partnership.id)}" novalidate>
      ${textField(form, { name: 'name', label: 'What is it called?' })}
      ${textareaField(form, { name: 'about', label: 'What do you share, and how?', hint: 'A sentence or two that a resident can follow.', rows: 3 })}
      ${checkboxesField(form, { name: 'services[]', label: 'Which services?', items: services.map(({ id, name }) => ({ value: id, text: name })), classes: 'govuk-checkboxes--small' })}
      ${radiosField(form, { name: 'form', label: 'In which form?', items: forms.map((value) => ({ value, text: formWords[value] })), classes: 'govuk-radios--small' })}
      ${textField(form, { name: 'started', label: 'When did it begin?', hint: 'A year, a month or a day: 2018, 2018-07 or 2018-07-01. Leave empty if it has not begun.', classes: 'govuk-input--width-10' })}
      ${radiosField(form, { name: 'status', label: 'Where does it stand?', items: offered.map((value) => ({ value, text: value === 'live' ? 'Live' : statusWords[value] })), classes: 'govuk-radios--small' })}
      ${textField(form, { name: 'ended', label: 'When did it end?', hint: 'Only if it has ended.', classes: 'govuk-input--width-10' })}
      ${selectField(form, { name: 'endReason', label: 'Why did it end?', hint: 'Only if it has ended, as a whole or in part.', items: [{ value: '', text: 'It has not ended' }, ...endReasons.map((value) => ({ value, text: reasonWords[value] }))] })}
      ${textareaField(form, { name: 'endWords', label: 'Why it ended, in a sentence', hint: 'Only if it has ended. Others learn from it.', rows: 2 })}
      ${(['promised', 'reported'] as const).map((kind) => savingFields(form, kind))}
      ${particularsFields(form, partnership.members)}
      ${textareaField(form, { name: 'sources', label: 'Where can anyone check it?', hint: 'Addresses of public papers or pages, each on a line of its own.', rows: 4 })}
      ${govukButton({ text: 'Propose it', preventDoubleClick: true })}
    </form>`
  return page({
    title: heading,
    section: partnership.name,
    body,
    shell,
    nav,
    hasErrors: Object.keys(form.errors).length > 0,
    back: { href: links.publishing(partnership.id), text: publishingTitle },
  })
}

function savingFields(form: Form, kind: 'promised' | 'reported'): Html {
  const words = kind === 'promised' ? 'promised' : 'reported so far'
  return html`<h2 class="hf-heading hf-heading--small">What was ${words}, if you want to say it</h2>
    ${textField(form, { name: kind, label: `Saving ${words}`, hint: 'Such as 1.2 million or 350,000. Leave empty to say nothing.', prefix: { text: '£' }, classes: 'govuk-input--width-10' })}
    ${radiosField(form, {
      name: `${kind}Per`,
      label: 'For how long?',
      items: [
        { value: 'year', text: 'For each year' },
        { value: 'total', text: 'For a longer time, all together' },
      ],
      classes: 'govuk-radios--small',
    })}
    ${textField(form, { name: `${kind}Words`, label: 'What does it cover?', hint: 'Which councils, which years, and against what.' })}
    ${selectField(form, { name: `${kind}Evidence`, label: 'Who stands behind it?', items: [{ value: '', text: 'Choose' }, ...evidenceLevels.map((value) => ({ value, text: evidenceWords[value] }))] })}`
}
