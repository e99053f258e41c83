import { attribute } from '#ui/attributes.ts'
import { radiosField, selectField, textareaField, textField, typed, type Form } from '#ui/form.ts'
import { formatNumber, formatPounds } from '#ui/format.ts'
import { html, type Content, type Html } from '#ui/html.ts'
import { partialDateWords } from '../partial-date.ts'
import { exitTerms, exitTermsWords, presentRoles, type Particulars } from '../particulars.ts'
import { roleWords } from '../text.ts'

/** What councils say of how they run it: only what is said. */
export function particularsRows(said: Particulars): { key: { text: string }; value: { html: Html } }[] {
  const { reviewOn, staff, budgetPence, splitRule, exitTerms: terms, decisions, contact } = said
  const rows: readonly (readonly [string, Content | null])[] = [
    ['Next review', reviewOn && partialDateWords(reviewOn)],
    ['Staff', staff === null ? null : `${formatNumber(staff)} full-time posts`],
    ['Budget', budgetPence === null ? null : `${formatPounds(budgetPence)} a year`],
    ['How costs are split', splitRule],
    ['Terms for leaving', terms && exitTermsWords[terms]],
    ['Decisions', decisions.length === 0 ? null : addresses(decisions)],
    ['Ask', contact && contactLink(contact)],
  ]
  return rows.flatMap(([key, value]) =>
    value === null ? [] : [{ key: { text: key }, value: { html: html`${value}` } }],
  )
}

function addresses(found: readonly string[]): Html {
  return html`<ul class="govuk-list">${found.map((address) => html`<li><a class="hf-link hf-address" href="${address}">${address}</a></li>`)}</ul>`
}

/** “since April 2020”, “April 2020 to 2024”, “until 2024”; empty where nothing is said. */
export function councilDates({ councils }: Particulars, code: string): string {
  const { from = null, to = null } = councils.find(({ council }) => council === code) ?? {}
  if (from !== null && to !== null) return `${partialDateWords(from)} to ${partialDateWords(to)}`
  if (from !== null) return `since ${partialDateWords(from)}`
  return to === null ? '' : `until ${partialDateWords(to)}`
}

function contactLink(contact: string): Html {
  return contact.includes('://')
    ? html`<a class="hf-link hf-address" href="${contact}">${contact}</a>`
    : html`<a class="hf-link hf-address" href="${`mailto:${contact}`}">${contact}</a>`
}

/** The fields in which they say it; each may be left empty. */
export function particularsFields(form: Form, councils: readonly OfCouncil[]): Html {
  return html`<h2 class="hf-heading hf-heading--small">How it is run, if you want to say it</h2>
    ${councilsFields(form, councils)}
    ${textField(form, { name: 'reviewOn', label: 'When will you next review it?', hint: 'A year, a month or a day: 2028, 2028-07 or 2028-07-01.', classes: 'govuk-input--width-10' })}
    ${textField(form, { name: 'staff', label: 'How many staff work in it?', hint: 'In full-time posts.', classes: 'govuk-input--width-5', inputmode: 'numeric' })}
    ${textField(form, { name: 'budget', label: 'What does it spend a year?', prefix: { text: '£' }, classes: 'govuk-input--width-10' })}
    ${textareaField(form, { name: 'splitRule', label: 'How are costs split?', hint: 'In a sentence, such as “by population” or “in equal parts”.', rows: 2 })}
    ${radiosField(form, { name: 'exitTerms', label: 'Have you agreed how a council can leave?', items: exitTerms.map((value) => ({ value, text: exitTermsWords[value] })), classes: 'govuk-radios--small' })}
    ${textareaField(form, { name: 'decisions', label: 'Where can the decisions be read?', hint: 'Addresses of public decisions or minutes, each on a line of its own.', rows: 3 })}
    ${textField(form, { name: 'contact', label: 'Where can people ask?', hint: 'A page, or a mailbox that several people read. Never one person’s address.' })}`
}

type OfCouncil = { readonly council: string; readonly shortName: string; readonly leftAt: Date | null }

/** Put away until somebody wants to say it: most have all been in it from the start. */
function councilsFields(form: Form, councils: readonly OfCouncil[]): Html {
  const fields = councils.flatMap(({ council }) => [`role-${council}`, `from-${council}`, `to-${council}`])
  const isOpen = fields.some((name) => form.errors[name] || !['', 'member'].includes(typed(form, name) ?? ''))
  return html`<details class="govuk-details"${attribute('open', isOpen)}>
    <summary class="govuk-details__summary"><span class="govuk-details__summary-text">Say what each council does in it, and since when</span></summary>
    <div class="govuk-details__text">${councils.map((each) => councilFields(form, each))}</div>
  </details>`
}

function councilFields(form: Form, { council, shortName, leftAt }: OfCouncil): Html {
  return html`${leftAt === null && selectField(form, { name: `role-${council}`, label: `What does ${shortName} do in it?`, items: presentRoles.map((value) => ({ value, text: roleWords[value] })) })}
    ${textField(form, { name: `from-${council}`, label: `Since when has ${shortName} been in it?`, hint: 'A year, a month or a day. Leave empty if it began with the rest.', classes: 'govuk-input--width-10' })}
    ${textField(form, { name: `to-${council}`, label: `Until when is ${shortName} in it?`, hint: 'Only if it has left, or will.', classes: 'govuk-input--width-10' })}`
}
