import { radiosField, textareaField, textField, type Form } from '#ui/form.ts'
import { formatNumber, formatPounds } from '#ui/format.ts'
import { html, type Content, type Html } from '#ui/html.ts'
import { partialDateWords } from '../partial-date.ts'
import { exitTerms, exitTermsWords, type Particulars } from '../particulars.ts'

/** What councils say of how they run it: only what is said. */
export function particularsRows(said: Particulars): { key: { text: string }; value: { html: Html } }[] {
  const { reviewOn, staff, budgetPence, splitRule, exitTerms: terms, contact } = said
  const rows: readonly (readonly [string, Content | null])[] = [
    ['Next review', reviewOn && partialDateWords(reviewOn)],
    ['Staff', staff === null ? null : `${formatNumber(staff)} full-time posts`],
    ['Budget', budgetPence === null ? null : `${formatPounds(budgetPence)} a year`],
    ['How costs are split', splitRule],
    ['Terms for leaving', terms && exitTermsWords[terms]],
    ['Ask', contact && contactLink(contact)],
  ]
  return rows.flatMap(([key, value]) =>
    value === null ? [] : [{ key: { text: key }, value: { html: html`${value}` } }],
  )
}

function contactLink(contact: string): Html {
  return contact.includes('://')
    ? html`<a class="hf-link hf-address" href="${contact}">${contact}</a>`
    : html`<a class="hf-link hf-address" href="${`mailto:${contact}`}">${contact}</a>`
}

/** The fields in which they say it; each may be left empty. */
export function particularsFields(form: Form): Html {
  return html`<h2 class="hf-heading hf-heading--small">How it is run, if you want to say it</h2>
    ${textField(form, { name: 'reviewOn', label: 'When will you next review it?', hint: 'A year, a month or a day: 2028, 2028-07 or 2028-07-01.', classes: 'govuk-input--width-10' })}
    ${textField(form, { name: 'staff', label: 'How many staff work in it?', hint: 'In full-time posts.', classes: 'govuk-input--width-5', inputmode: 'numeric' })}
    ${textField(form, { name: 'budget', label: 'What does it spend a year?', prefix: { text: '£' }, classes: 'govuk-input--width-10' })}
    ${textareaField(form, { name: 'splitRule', label: 'How are costs split?', hint: 'In a sentence, such as “by population” or “in equal parts”.', rows: 2 })}
    ${radiosField(form, { name: 'exitTerms', label: 'Have you agreed how a council can leave?', items: exitTerms.map((value) => ({ value, text: exitTermsWords[value] })), classes: 'govuk-radios--small' })}
    ${textField(form, { name: 'contact', label: 'Where can people ask?', hint: 'A page, or a mailbox that several people read. Never one person’s address.' })}`
}
