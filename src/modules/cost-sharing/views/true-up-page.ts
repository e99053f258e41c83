import { govukButton } from '#ui/button.ts'
import { errorSummary, textField, type Form } from '#ui/form.ts'
import { figures as numbersOf, type Figures } from '#ui/figures.ts'
import { formatPounds } from '#ui/format.ts'
import { html, type Html } from '#ui/html.ts'
import type { Shell } from '#ui/layout.ts'
import { nextStep, type NextStep } from '#ui/next-step.ts'
import type { Source } from '#ui/who-says.ts'
import { whoSees } from '#ui/who-sees.ts'
import { links } from '../links.ts'
import { writesSplit, type SplitRefusal } from '../proposal.ts'
import type { Proposed } from '../true-up-routes.ts'
import type { TrueUpRow } from '../true-up-store.ts'
import { trueUpOf, type TrueUpResult } from '../true-up.ts'
import { refusalSummary, seesPartners, sharingFrame } from './frame.ts'

/** Each year that has come to an end: forecast against actual, and what each council still owes. */
export function trueUpPage(shell: Shell, model: Proposed & { readonly years: readonly TrueUpRow[] }): Html {
  const { years, partnership } = model
  const title = 'At the end of a year'
  const numbers = numbersOf()
  const body = html`<h1 class="hf-headline">${title}</h1>
    <p class="hf-lead">What was forecast, what was really spent, and what each council still owes or gets back.</p>
    ${whoSees(seesPartners(model))} ${nextStep(stepOf(model))}
    ${years.map((row) => yearPart(row, model, numbers))}
    ${numbers.origins()}`
  return sharingFrame(shell, model, {
    title,
    body,
    wide: true,
    back: { href: links.home(partnership.id), text: 'Sharing the cost' },
  })
}

function stepOf({
  agreed,
  viewer,
  partnership,
  years,
}: Proposed & { years: readonly TrueUpRow[] }): NextStep {
  if (!agreed)
    return {
      title: 'Nothing to do until the split is agreed',
      text: 'A year is held against a split that every council has agreed to.',
      action: { text: 'Read the proposal', href: links.proposal(partnership.id) },
    }
  if (!writesSplit(viewer))
    return { title: 'Nothing to do now', text: 'Those who write for a council put in what a year came to.' }
  return {
    title: years.length === 0 ? 'Put in what the first year came to' : 'Put in what another year came to',
    text: 'What the shared service cost, and what each council has paid towards it.',
    action: { text: 'Put in a year', href: links.trueUpYear(partnership.id) },
  }
}

const howWords: Readonly<Record<TrueUpResult['by'], string>> = {
  use: 'The whole bill of the year, in proportion to the work really done for each.',
  'agreed-way': 'Its agreed part, and its part of what was over or under in the way that was agreed.',
  equally:
    'Its agreed part, and an equal part of what was over or under: the agreed way gives no proportions here.',
}

function yearPart(
  { figures }: TrueUpRow,
  { hash, agreed, viewer, partnership }: Proposed,
  numbers: Figures,
): Html {
  const { year, source, owner, spent } = figures
  const result = trueUpOf(figures)
  const typed: Source = { source, owner, version: `Of the year ${year}` }
  const worked = (working: string): Source => ({
    source: `Worked out from: ${source}`,
    owner,
    version: `Of the year ${year}, by the split with the mark ${figures.hash.slice(0, 16)}`,
    working,
  })
  const money = (pence: number, from: Source) => numbers.number(formatPounds(pence), from)
  const mayChange = agreed && writesSplit(viewer) && figures.hash === hash
  const over = money(Math.abs(result.over), worked('What was spent, less what was forecast for all.'))
  return html`<h2 class="hf-heading">${year}</h2>
    <p class="govuk-body">The shared service cost ${money(spent, typed)}${result.over === 0 ? ', just as planned' : html`, ${over} ${result.over > 0 ? 'more' : 'less'} than planned`}.</p>
    <table class="hf-table hf-table--cards">
      <caption>Forecast and actual of ${year}, by council</caption>
      <thead><tr><th scope="col">Council</th><th scope="col" class="hf-table__number">Forecast</th><th scope="col" class="hf-table__number">Its part of what was spent</th><th scope="col" class="hf-table__number">Has paid</th><th scope="col" class="hf-table__number">Still to settle</th></tr></thead>
      <tbody>
        ${result.lines.map(
          ({ name, forecast, share, paid, owes }) => html`<tr>
            <th scope="row">${name}</th>
            <td data-label="Forecast" class="hf-table__number">${money(forecast, worked('What it was to pay by the agreed split.'))}</td>
            <td data-label="Its part of what was spent" class="hf-table__number">${money(share, worked(howWords[result.by]))}</td>
            <td data-label="Has paid" class="hf-table__number">${money(paid, typed)}</td>
            <td data-label="Still to settle" class="hf-table__number">${owes === 0 ? 'nothing' : html`${owes > 0 ? 'owes' : 'gets back'} ${money(Math.abs(owes), worked('Its part of what was spent, less what it has paid.'))}`}</td>
          </tr>`,
        )}
      </tbody>
    </table>
    <p class="govuk-body">${openWords(result, (pence) => money(pence, worked('What was spent, less all that was paid.')))}</p>
    ${mayChange && html`<p class="govuk-body hf-no-print"><a class="govuk-link" href="${links.trueUpYear(partnership.id)}?year=${year}">Change the figures of ${year}</a></p>`}`
}

function openWords({ open }: TrueUpResult, money: (pence: number) => Html): Html {
  if (open === 0) return html`The parts add up: what some owe is what others get back.`
  if (open > 0)
    return html`Together the councils have paid ${money(open)} less than was spent: whoever paid the bills is owed it.`
  return html`Together the councils have paid ${money(0 - open)} more than was spent: whoever holds it gives it back.`
}

/** One year's figures. */
export function trueUpFormPage(
  shell: Shell,
  model: Proposed & { readonly form: Form; readonly seen: number; readonly refused: readonly SplitRefusal[] },
): Html {
  const { form, refused, partnership, proposal, seen } = model
  const title = 'What a year came to'
  const typedSeen = form.values['seen']
  const money = { prefix: { text: '£' }, classes: 'govuk-input--width-10', inputmode: 'decimal' } as const
  const body = html`${errorSummary(form)}${refusalSummary(refused)}
    <h1 class="hf-headline">${title}</h1>
    <p class="hf-lead">It is held against the split that every council agreed to.</p>
    ${whoSees(seesPartners(model))}
    <form method="post" action="${links.trueUpYear(partnership.id)}" novalidate>
      <input type="hidden" name="seen" value="${typeof typedSeen === 'string' ? typedSeen : String(seen)}" />
      ${textField(form, { name: 'year', label: 'Which year?', hint: 'Such as 2026-27.', classes: 'govuk-input--width-10' })}
      ${textField(form, { name: 'spent', label: 'What the shared service cost in that year', hint: 'The whole bill, whoever paid it.', ...money })}
      <h2 class="hf-heading">What each council has paid towards it</h2>
      ${proposal.figures.councils.map(({ name }, i) => textField(form, { name: `paid-${i}`, label: { text: name, classes: ' ' }, ...money }))}
      ${
        proposal.rule === 'volume' &&
        html`<h2 class="hf-heading">The work really done for each</h2>
          <p class="govuk-body">The split goes by use. With these, the whole bill is shared by the work really done. You can leave all of them empty.</p>
          ${proposal.figures.councils.map(({ name }, i) => textField(form, { name: `volume-${i}`, label: { text: name, classes: ' ' }, classes: 'govuk-input--width-10', inputmode: 'decimal' }))}`
      }
      ${textField(form, { name: 'source', label: 'Where these figures come from', hint: 'The accounts or the ledger, and its date.' })}
      ${textField(form, { name: 'owner', label: 'Who answers for them', hint: 'A name or a post.', classes: 'govuk-input--width-20' })}
      ${govukButton({ text: 'Save and see what each owes', preventDoubleClick: true })}
    </form>`
  return sharingFrame(shell, model, {
    title,
    body,
    back: { href: links.trueUp(partnership.id), text: 'At the end of a year' },
    hasErrors: Object.values(form.errors).some(Boolean) || refused.length > 0,
  })
}
