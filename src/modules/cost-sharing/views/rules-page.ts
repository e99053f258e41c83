import { isLimited, type Limits } from '#engine/mixed-share.ts'
import { govukButton } from '#ui/button.ts'
import { checkboxesField, errorSummary, textField, type Form } from '#ui/form.ts'
import { figures as numbersOf } from '#ui/figures.ts'
import { html, type Html } from '#ui/html.ts'
import type { Shell } from '#ui/layout.ts'
import { whoSees } from '#ui/who-sees.ts'
import type { RuleRow } from '../laboratory.ts'
import { links } from '../links.ts'
import type { Loaded, WorkedOut } from '../pages.ts'
import { pots, type ExitFees, type Pot } from '../pot.ts'
import { limitWords } from '../words.ts'
import { seesPartners, sharingFrame } from './frame.ts'
import { potLead, potNames, rulesTable, type RulesTable } from './rules-table.ts'

export type RulesModel = Loaded & {
  readonly worked: WorkedOut
  readonly pot: Pot
  readonly limits: Limits
  readonly exits: ReadonlyMap<RuleRow['name'], ExitFees | null>
  readonly form: Form
}

/** Every rule side by side, for each thing that is shared, with the limits that somebody wants to try. */
export function rulesPage(shell: Shell, model: RulesModel): Html {
  const { worked, partnership, pot, limits, exits, form } = model
  const { figures, laboratory } = worked
  const numbers = numbersOf()
  const names = figures.councils.map(({ name }) => name)
  const words = isLimited(limits) ? limitWords(limits) : null
  const table: RulesTable = { figures, laboratory, numbers, names, pot, exits, limits: words }
  const title = `Every rule side by side: ${lowerFirst(potNames[pot])}`
  const body = html`${errorSummary(form)}
    <h1 class="hf-headline">${title}</h1>
    ${whoSees(seesPartners(model))}
    ${potLinks(model)}
    ${words !== null && html`<p class="govuk-body hf-worded">Every rule is held within limits: ${numbers.number(words, { source: 'The limits typed on this page' })}</p>`}
    ${potLead(table)} ${rulesTable(table)}
    ${limitsForm(model)}
    ${numbers.origins()}`
  return sharingFrame(shell, model, {
    title,
    body,
    wide: true,
    back: { href: links.home(partnership.id), text: 'Sharing the cost' },
    hasErrors: Object.values(form.errors).some(Boolean),
  })
}

/** The things that are shared, as links that keep the limits. */
function potLinks({ partnership, pot, form }: RulesModel): Html {
  const query = (of: Pot) => {
    const kept = limitBoxes.flatMap((box): [string, string][] => {
      const value = form.values[box]
      return typeof value === 'string' && value !== '' ? [[box, value]] : []
    })
    return new URLSearchParams([['pot', of], ...kept]).toString()
  }
  return html`<nav aria-label="What is shared" class="hf-no-print govuk-!-margin-top-4 govuk-!-margin-bottom-4">
    <ul class="hf-links">
      ${pots.map((each) => html`<li>${each === pot ? html`<strong aria-current="page">${potNames[each]}</strong>` : html`<a class="hf-link" href="${links.rules(partnership.id)}?${query(each)}">${potNames[each]}</a>`}</li>`)}
    </ul>
  </nav>`
}

const limitBoxes = ['no-worse-off', 'cap', 'floor', 'dampening'] as const

function limitsForm({ partnership, pot, form }: RulesModel): Html {
  return html`<h2 class="hf-heading hf-no-print">Put limits on every rule</h2>
    <p class="govuk-body hf-no-print">What one council is held to, the others share. Nothing is saved.</p>
    <form method="get" action="${links.rules(partnership.id)}" class="hf-no-print" novalidate>
      <input type="hidden" name="pot" value="${pot}" />
      ${limitFields(form)}
      ${govukButton({ text: 'Try these limits', classes: 'govuk-button--secondary' })}
    </form>`
}

/** The boxes of the limits: on the page of every rule, of a mix and of a proposal. */
export function limitFields(form: Form): Html {
  return html`${checkboxesField(form, { name: 'no-worse-off', label: 'A floor under everybody', items: [{ value: 'yes', text: 'No council pays more than it would alone' }] })}
    ${textField(form, { name: 'cap', label: 'No council pays more of the bill than', suffix: { text: '%' }, classes: 'govuk-input--width-4', inputmode: 'decimal' })}
    ${textField(form, { name: 'floor', label: 'No council pays less of the bill than', suffix: { text: '%' }, classes: 'govuk-input--width-4', inputmode: 'decimal' })}
    ${textField(form, { name: 'dampening', label: 'No bill differs from what the council pays alone by more than', hint: 'Leave it empty for no limit.', suffix: { text: '%' }, classes: 'govuk-input--width-4', inputmode: 'decimal' })}`
}

function lowerFirst(text: string): string {
  return `${text.charAt(0).toLowerCase()}${text.slice(1)}`
}
