import { govukButton } from '#ui/button.ts'
import { errorSummary, radiosField, textField, type Form } from '#ui/form.ts'
import { html, type Html } from '#ui/html.ts'
import type { Shell } from '#ui/layout.ts'
import { whoSees } from '#ui/who-sees.ts'
import { askedGroups, type SplitFigures } from '../figures.ts'
import { links } from '../links.ts'
import type { Place } from '../pages.ts'
import type { SplitRefusal } from '../proposal.ts'
import { groupWords } from '../words.ts'
import { refusalSummary, seesPartners, sharingFrame } from './frame.ts'

type Model = Place & { readonly form: Form; readonly refused: readonly SplitRefusal[] }

/** What each council would pay by itself. */
export function figuresPage(shell: Shell, model: Model): Html {
  const { partnership, councils, form, refused, split } = model
  const title = 'What each council would pay alone'
  const body = html`${errorSummary(form)}${refusalSummary(refused)}
    <span class="govuk-caption-l">Step 1 of 2</span>
    <h1 class="hf-headline">${title}</h1>
    <p class="hf-lead">A year’s cost of the same work, if the council did it by itself. Every split is measured against this.</p>
    ${whoSees(seesPartners(model))}
    <form method="post" action="${links.figures(partnership.id)}" novalidate>
      ${seenField(form, split?.seen)}
      ${textField(form, { name: 'year', label: 'Which year’s prices are these?', hint: 'Such as 2026-27. All figures must be in the same.', classes: 'govuk-input--width-10' })}
      ${textField(form, { name: 'source', label: 'Where these figures come from', hint: 'A paper, a ledger or a system, and its date.' })}
      ${textField(form, { name: 'owner', label: 'Who answers for them', hint: 'A name or a post.', classes: 'govuk-input--width-20' })}
      ${councils.map(
        ({ name, shortName }, i) => html`<fieldset class="govuk-fieldset govuk-!-margin-bottom-4">
          <legend class="govuk-fieldset__legend govuk-fieldset__legend--m"><h2 class="govuk-fieldset__heading">${name}</h2></legend>
          ${textField(form, { name: `alone-${i}`, label: { text: `What ${shortName} pays alone a year`, classes: ' ' }, prefix: { text: '£' }, classes: 'govuk-input--width-10', inputmode: 'decimal' })}
          ${textField(form, { name: `volume-${i}`, label: { text: `Its volume of work a year`, classes: ' ' }, hint: 'Calls, users or cases: the same unit for all. You can leave this empty.', classes: 'govuk-input--width-10', inputmode: 'decimal' })}
          ${textField(form, { name: `people-${i}`, label: { text: `The people it serves`, classes: ' ' }, hint: 'You can leave this empty.', classes: 'govuk-input--width-10', inputmode: 'numeric' })}
        </fieldset>`,
      )}
      ${textField(form, { name: 'set-up', label: 'What it costs once to set up', hint: 'For all councils together. Leave it empty if you do not know yet.', prefix: { text: '£' }, classes: 'govuk-input--width-10', inputmode: 'decimal' })}
      ${govukButton({ text: 'Save and go on', preventDoubleClick: true })}
    </form>`
  return sharingFrame(shell, model, {
    title,
    body,
    back: { href: links.home(partnership.id), text: 'Sharing the cost' },
    hasErrors: hasErrors(form, refused),
  })
}

/** What groups of councils would pay together. */
export function groupsPage(shell: Shell, model: Model & { readonly figures: SplitFigures }): Html {
  const { partnership, form, refused, split, figures } = model
  const names = figures.councils.map(({ name }) => name)
  const title = 'What groups would pay together'
  const asked = askedGroups(names.length)
  const body = html`${errorSummary(form)}${refusalSummary(refused)}
    <span class="govuk-caption-l">Step 2 of 2</span>
    <h1 class="hf-headline">${title}</h1>
    <p class="hf-lead">A split holds when no group of councils would do better without the others. To see that, we need to know what each group would pay.</p>
    ${whoSees(seesPartners(model))}
    <form method="post" action="${links.groups(partnership.id)}" novalidate>
      ${seenField(form, split?.seen)}
      ${radiosField(form, {
        name: 'method',
        label: 'How do you know?',
        items: [
          { value: 'cost', text: 'We know what groups would pay a year' },
          {
            value: 'save',
            text: 'We know what groups would save a year',
            hint: { text: 'Against what their members pay alone.' },
          },
          {
            value: 'platform',
            text: 'It is one bill, whoever is in',
            hint: {
              text: 'Such as a shared platform. What each pays alone is then what it is worth to them.',
            },
          },
        ],
      })}
      ${textField(form, { name: 'platform', label: 'The one bill a year', hint: 'Only for one bill, whoever is in.', prefix: { text: '£' }, classes: 'govuk-input--width-10', inputmode: 'decimal' })}
      <h2 class="hf-heading">Each group</h2>
      <p class="govuk-body">What it pays, or what it saves, a year. Leave these empty for one bill.</p>
      ${asked.map((group) => textField(form, { name: `group-${group}`, label: { text: groupWords(group, names), classes: ' ' }, prefix: { text: '£' }, classes: 'govuk-input--width-10', inputmode: 'decimal' }))}
      <h2 class="hf-heading">Groups you do not know</h2>
      <p class="govuk-body">A group left empty costs a fixed part, a part that grows with the volume of its work, and a part for each council after the first. It needs every council’s volume.</p>
      ${textField(form, { name: 'fixed', label: { text: 'Fixed cost of a shared service a year', classes: ' ' }, prefix: { text: '£' }, classes: 'govuk-input--width-10', inputmode: 'decimal' })}
      ${textField(form, { name: 'unit', label: { text: 'Cost of each unit of work', classes: ' ' }, prefix: { text: '£' }, classes: 'govuk-input--width-10', inputmode: 'decimal' })}
      ${textField(form, { name: 'elasticity', label: { text: 'How cost grows with volume', classes: ' ' }, hint: '1 means in proportion. 0.9 means that a bigger service is cheaper for each unit.', classes: 'govuk-input--width-5', inputmode: 'decimal' })}
      ${textField(form, { name: 'coordination', label: { text: 'Cost of working together, for each council after the first', classes: ' ' }, prefix: { text: '£' }, classes: 'govuk-input--width-10', inputmode: 'decimal' })}
      ${govukButton({ text: 'Save and see every rule', preventDoubleClick: true })}
    </form>`
  return sharingFrame(shell, model, {
    title,
    body,
    back: { href: links.figures(partnership.id), text: 'What each would pay alone' },
    hasErrors: hasErrors(form, refused),
  })
}

function seenField(form: Form, seen = 0): Html {
  const typed = form.values['seen']
  return html`<input type="hidden" name="seen" value="${typeof typed === 'string' ? typed : String(seen)}" />`
}

function hasErrors(form: Form, refused: readonly SplitRefusal[]): boolean {
  return Object.values(form.errors).some(Boolean) || refused.length > 0
}
