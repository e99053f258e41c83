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
import { formatPercent, formatPoundsShort } from '#ui/format.ts'
import { figures, type Figures } from '#ui/figures.ts'
import { html, type Html } from '#ui/html.ts'
import type { Shell } from '#ui/layout.ts'
import { whoSees } from '#ui/who-sees.ts'
import type { Baseline } from '../baseline.ts'
import { caseWords, lineKinds, optionIds } from '../case-part.ts'
import { aloneToday } from '../case-model.ts'
import type { CaseRefusal } from '../case.ts'
import { takesPart } from '../figure.ts'
import { links } from '../links.ts'
import { sharings } from '../frame-form.ts'
import type { Published } from '../part-context.ts'
import type { CaseView } from '../queries.ts'
import { caseWordsOf, lineKindWords, optionWords, sharingWords } from '../text.ts'
import { caseFrame, namesIn, refusalSummary, seesPartners, type Place } from './frame.ts'

export type PartPageModel = Place &
  Pick<CaseView, 'case' | 'parts'> & {
    readonly baseline: Baseline
    readonly published: Published
    /** `line.new` while there is none yet. */
    readonly part: string
    readonly form: Form
    readonly seen: number
    readonly mayWrite: boolean
    readonly refused: readonly CaseRefusal[]
  }

/** One part of a case, to be filled in. */
export function partPage(shell: Shell, model: PartPageModel): Html {
  const { partnership, part, form, case: of, baseline } = model
  const numbers = figures()
  const title = titleOf(model)
  const canRemove = model.seen > 0 && /^(line|risk|transfer)\./.test(part)
  const body = html`${errorSummary(form)}${refusalSummary(model.refused, namesIn(partnership, baseline))}
    <span class="govuk-caption-l">${of.name}</span>
    <h1 class="hf-headline">${title}</h1>
    ${whoSees(seesPartners(partnership))}
    <form method="post" action="${links.part(partnership.id, of.id, part)}" novalidate>
      <input type="hidden" name="seen" value="${String(model.seen)}" />
      ${fields(model, numbers)} ${model.mayWrite && govukButton({ text: 'Save', preventDoubleClick: true })}
    </form>
    ${canRemove && model.mayWrite && html`<form method="post" action="${links.removePart(partnership.id, of.id, part)}" novalidate>${govukButton({ text: 'Take it out of the case', classes: 'govuk-button--warning', preventDoubleClick: true })}</form>`}
    ${numbers.origins()}`
  return caseFrame(shell, model, {
    title,
    body,
    back: { href: links.case(partnership.id, of.id), text: of.name },
    hasErrors: Object.values(form.errors).some(Boolean) || model.refused.length > 0,
  })
}

function idOf(part: string): string {
  return part.slice(part.indexOf('.') + 1)
}

function titleOf({ part, baseline }: PartPageModel): string {
  const id = idOf(part)
  if (part === 'frame') return 'The frame of the case'
  if (part.startsWith('service.'))
    return `${baseline.services.find((each) => each.id === id)?.name ?? 'Service'}, shared`
  if (part.startsWith('line.')) return 'A cost or a benefit'
  if (part.startsWith('risk.')) return 'A risk or an opportunity'
  if (part.startsWith('transfer.')) return 'A payment between councils'
  if (part.startsWith('required.'))
    return `What ${baseline.councils.find(({ code }) => code === id)?.shortName ?? 'a council'} must get out of it`
  const option = optionIds.find((each) => each === id)
  if (part.startsWith('option.') && option) return optionWords[option].name
  return caseWordsOf[caseWords.find((each) => each === id) ?? 'strategic'].name
}

function fields(model: PartPageModel, numbers: Figures): Html {
  const { part, form } = model
  if (part === 'frame') return frameFields(model, numbers)
  if (part.startsWith('service.')) return planFields(model, numbers)
  if (part.startsWith('line.')) return lineFields(model)
  if (part.startsWith('risk.')) return riskFields(model)
  if (part.startsWith('transfer.')) return transferFields(model)
  if (part.startsWith('required.')) return requiredFields(form)
  if (part.startsWith('option.')) return optionFields(form)
  const { hint } = caseWordsOf[caseWords.find((each) => each === idOf(part)) ?? 'strategic']
  return textareaField(form, { name: 'text', label: 'In your own words', hint, rows: 14 })
}

function says(form: Form): Html {
  return html`${textField(form, { name: 'source', label: 'Where this comes from', hint: 'A paper, a quote, a similar case, or whose estimate it is.' })}
  ${textField(form, { name: 'owner', label: 'Who answers for it', hint: 'A name or a post.', classes: 'govuk-input--width-20' })}`
}

const rangeHint =
  'The middle box alone if you know it. All three if you are not sure. The outer two alone if you are 90% sure that it lies between.'

/** Lowest, most likely, highest: one amount in words. */
function rangeField(form: Form, name: string, label: string, hint: string, isMoney = true): Html {
  const affix = isMoney ? { prefix: { text: '£' } } : { suffix: { text: '%' } }
  const box = (part: string, words: string) =>
    textField(form, {
      name: `${name}-${part}`,
      label: { html: html`${words}<span class="govuk-visually-hidden">: ${label}</span>`, classes: ' ' },
      classes: 'govuk-input--width-10',
      inputmode: 'decimal',
      ...affix,
    })
  return html`<fieldset class="govuk-fieldset govuk-!-margin-bottom-6">
    <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">${label}</legend>
    <div class="govuk-hint">${hint} ${rangeHint}</div>
    ${box('low', 'Lowest it could be')} ${box('likely', 'Most likely')} ${box('high', 'Highest it could be')}
  </fieldset>`
}

function frameFields({ form, baseline, published }: PartPageModel, numbers: Figures): Html {
  const { p10, p50, p90 } = published.realisation.value
  const reference = {
    source: published.realisation.title,
    version: `From ${published.realisation.from}`,
    working: published.realisation.source.text,
  }
  const share = (hundred: number) => numbers.number(formatPercent(hundred / 100), reference)
  return html`${textField(form, { name: 'years', label: 'How many years after this one are looked at', hint: 'Year 0 is the year of the decision.', classes: 'govuk-input--width-3', inputmode: 'numeric' })}
    ${radiosField(form, { name: 'sharing', label: 'How joint costs are shared, for this case', hint: 'You can compare every rule later. The case needs one.', items: sharings.map((rule) => ({ value: rule, text: sharingWords[rule] })) })}
    <fieldset class="govuk-fieldset govuk-!-margin-bottom-6"><legend class="govuk-fieldset__legend govuk-fieldset__legend--s">The fixed key, if you chose one</legend>
      <div class="govuk-hint">Any numbers: a council with twice the number pays twice as much. Leave empty otherwise.</div>
      ${baseline.councils.map(({ code, shortName }) => textField(form, { name: `key-${code}`, label: { text: shortName, classes: ' ' }, classes: 'govuk-input--width-5' }))}
    </fieldset>
    ${radiosField(form, {
      name: 'discount',
      label: 'What money later is worth',
      hint: 'Real rates, without inflation: amounts stay in the prices of the baseline’s year.',
      items: Object.entries(published.discount).map(([set, { title, from, value }]) => ({
        value: set,
        text: title,
        hint: {
          html: html`${numbers.number(formatPercent(value[0]?.rate ?? 0, 1), { source: title, version: `From ${from}`, ...sourceOf(published.discount[set]?.source) })} a year at first. From ${from}.`,
        },
      })),
    })}
    ${radiosField(form, {
      name: 'realisation',
      label: 'What comes of forecast savings',
      items: [
        {
          value: 'reference',
          text: 'As much as came of others’ forecasts',
          hint: {
            html: html`${share(p10)} in a bad case, ${share(p50)} in the middle, ${share(p90)} in a good one. An inference from a small sample that is weighted towards failures.`,
          },
        },
        { value: 'own', text: 'Our own estimate, below' },
        { value: 'all', text: 'All of them come. The case will say that it claims this.' },
      ],
    })}
    <fieldset class="govuk-fieldset govuk-!-margin-bottom-6"><legend class="govuk-fieldset__legend govuk-fieldset__legend--s">Your own estimate, if you chose it</legend>
      ${textField(form, { name: 'p10', label: { text: 'In a bad case (1 in 10 below)', classes: ' ' }, suffix: { text: '%' }, classes: 'govuk-input--width-3' })}
      ${textField(form, { name: 'p50', label: { text: 'In the middle', classes: ' ' }, suffix: { text: '%' }, classes: 'govuk-input--width-3' })}
      ${textField(form, { name: 'p90', label: { text: 'In a good case (1 in 10 above)', classes: ' ' }, suffix: { text: '%' }, classes: 'govuk-input--width-3' })}
    </fieldset>
    ${selectField(form, { name: 'optimism', label: 'Allowance for optimism on one-off costs', hint: 'First estimates of public projects have been too low. Do not also put the same risk in the register.', items: [{ value: 'none', text: 'None: the ranges allow for it' }, ...Object.entries(published.optimism).map(([kind, { title, value }]) => ({ value: kind, text: `${title}: ${value / 100}% more` }))] })}
    ${textField(form, { name: 'draws', label: 'How many outcomes are drawn', hint: 'Usually 20,000.', classes: 'govuk-input--width-5', inputmode: 'numeric' })}
    ${textField(form, { name: 'seed', label: 'Where chance begins', hint: 'Any whole number. The same number gives the same outcomes, so that others can check.', classes: 'govuk-input--width-10', inputmode: 'numeric' })}
    ${says(form)}`
}

function sourceOf(source: { text: string; url?: string | undefined } | undefined) {
  return source ? { working: source.text, ...(source.url === undefined ? {} : { href: source.url }) } : {}
}

function planFields({ form, baseline, part }: PartPageModel, numbers: Figures): Html {
  const service = baseline.services.find(({ id }) => id === idOf(part))
  const unit = service?.unit ?? 'units'
  const taking = baseline.councils.filter(({ code }) => takesPart(baseline.figures, code, idOf(part)))
  const from = {
    source: 'Calculated from the baseline',
    version: `Version ${baseline.version}`,
    working: 'Cost less its fixed part, over the volume',
  }
  return html`<p class="govuk-body">Today each of the ${unit} costs ${taking.map(({ code, shortName }, at) => html`${at > 0 && ', '}${shortName} ${numbers.number(formatPoundsShort(Math.round(aloneToday(baseline, code, idOf(part)).unitAlone * 100)), from)}`)}, on top of what stays the same.</p>
    ${selectField(form, { name: 'host', label: 'Who would host it', hint: 'The host pays the bills and recharges the others.', items: baseline.councils.map(({ code, name }) => ({ value: code, text: name })) })}
    <h2 class="hf-heading">When it runs</h2>
    ${rangeField(form, 'fixed', 'Joint cost that stays the same, a year', 'Managers, systems and rooms of the joint service.')}
    ${rangeField(form, 'unit', `Joint cost of each of the ${unit}`, 'On top of what stays the same.')}
    ${rangeField(form, 'coordination', 'What each further council costs in coordination, a year', 'Meetings, reports, a client officer.')}
    ${textField(form, { name: 'elasticity', label: 'If work doubles, how much of the cost of each unit goes on doubling?', hint: '100 when cost grows with the work. 90 means that twice the work costs about 87% more.', suffix: { text: '%' }, classes: 'govuk-input--width-3' })}
    ${textField(form, { name: 'growth', label: 'How much the work grows a year', suffix: { text: '%' }, classes: 'govuk-input--width-3' })}
    ${textField(form, { name: 'drift', label: 'How much faster than prices in general the joint cost grows a year', suffix: { text: '%' }, classes: 'govuk-input--width-3' })}
    <h2 class="hf-heading">Getting there</h2>
    ${textField(form, { name: 'first', label: 'The first year in which work moves', hint: 'Year 0 is the year of the decision.', classes: 'govuk-input--width-3', inputmode: 'numeric' })}
    ${textField(form, { name: 'takes', label: 'How many years the move takes', classes: 'govuk-input--width-3', inputmode: 'numeric' })}
    ${rangeField(form, 'setup', 'One-off cost of setting up', 'Shared by the rule.')}
    ${taking.map(({ code, shortName }) => rangeField(form, `moving-${code}`, `One-off cost of ${shortName} itself`, 'Moving its own people, data and systems.'))}
    ${baseline.councils.filter((council) => !taking.includes(council)).map(({ code }) => html`<input type="hidden" name="moving-${code}-likely" value="0" />`)}
    ${textField(form, { name: 'phase', label: 'In which years one-off costs fall, in per cents', hint: 'Such as “60 40” for 60% in year 0 and 40% in year 1. They must add up to 100. Leave empty when all falls in the first year of the move.' })}
    ${textField(form, { name: 'double', label: 'How much of the old cost is paid a second time in the year of the move', hint: 'Both services run side by side for a while.', suffix: { text: '%' }, classes: 'govuk-input--width-3' })}
    ${rangeField(form, 'stranded', 'How much of the old fixed cost a council goes on paying', 'Rooms, managers and contracts that cannot be given up at once.', false)}
    ${textField(form, { name: 'stranded-years', label: 'For how many years, less each year', classes: 'govuk-input--width-3', inputmode: 'numeric' })}
    ${radiosField(form, {
      name: 'less',
      label: 'Is it also shared in “share less”?',
      classes: 'govuk-radios--inline',
      items: [
        { value: 'yes', text: 'Yes' },
        { value: 'no', text: 'No' },
      ],
    })}
    ${says(form)}`
}

function councilField(form: Form, baseline: Baseline, all: string): Html {
  return selectField(form, {
    name: 'council',
    label: 'Whose is it?',
    items: [
      { value: 'all', text: all },
      ...baseline.councils.map(({ code, name }) => ({ value: code, text: name })),
    ],
  })
}

function whenFields(form: Form, withAmounts: boolean): Html {
  return html`${textField(form, { name: 'from', label: 'In which year', hint: 'The first, if it falls every year. Year 0 is the year of the decision.', classes: 'govuk-input--width-3', inputmode: 'numeric' })}
    ${textField(form, { name: 'to', label: 'Until which year', hint: 'Leave empty when it falls once.', classes: 'govuk-input--width-3', inputmode: 'numeric' })}
    ${withAmounts && textareaField(form, { name: 'amounts', label: 'Or a different amount each year', hint: 'One for each year from year 0, pasted from a spreadsheet or on lines of their own. Then the boxes above are not used.', rows: 4 })}`
}

function lineFields({ form, baseline }: PartPageModel): Html {
  return html`${textField(form, { name: 'name', label: 'What it is called' })}
    ${selectField(form, { name: 'kind', label: 'What kind it is', items: lineKinds.map((kind) => ({ value: kind, text: lineKindWords[kind] })) })}
    ${councilField(form, baseline, 'All councils, shared by the rule')}
    ${rangeField(form, 'amount', 'How much, each time', 'In the prices of the baseline’s year.')} ${whenFields(form, true)}
    ${radiosField(form, {
      name: 'counts',
      label: 'How does it count?',
      items: [
        { value: 'cashable', text: 'Money that can be taken out of a budget' },
        { value: 'non-cashable', text: 'Worth something, but no budget gets smaller' },
        { value: 'avoided', text: 'A cost that would have come otherwise' },
      ],
    })}
    ${textField(form, { name: 'post', label: 'The number of the post, if one is saved', hint: 'So that no post is saved twice.', classes: 'govuk-input--width-10' })}
    ${checkboxesField(form, { name: 'options', label: 'In which ways does it fall?', items: optionIds.slice(1).map((option) => ({ name: `options-${option}`, value: 'yes', checked: form.values[`options-${option}`] === 'yes', text: optionWords[option].name })) })}
    ${says(form)}`
}

function riskFields({ form, baseline }: PartPageModel): Html {
  return html`${radiosField(form, {
    name: 'kind',
    label: 'What is it?',
    classes: 'govuk-radios--inline',
    items: [
      { value: 'risk', text: 'A risk' },
      { value: 'opportunity', text: 'An opportunity' },
    ],
  })}
    ${textField(form, { name: 'what', label: 'What may happen' })}
    ${textField(form, { name: 'chance', label: 'How likely is it?', hint: 'Such as 30 for three in ten.', suffix: { text: '%' }, classes: 'govuk-input--width-3' })}
    ${rangeField(form, 'amount', 'What it would cost or bring, each year it falls in', 'If it happens.')} ${councilField(form, baseline, 'All councils, shared')} ${whenFields(form, false)}
    ${textareaField(form, { name: 'response', label: 'What is done about it', rows: 3 })} ${says(form)}`
}

function transferFields({ form, baseline }: PartPageModel): Html {
  const items = baseline.councils.map(({ code, name }) => ({ value: code, text: name }))
  return html`${textField(form, { name: 'name', label: 'What it is for' })}
    ${selectField(form, { name: 'payer', label: 'Who pays', items })} ${selectField(form, { name: 'payee', label: 'Who is paid', items })}
    ${textField(form, { name: 'amount', label: 'How much, each time', prefix: { text: '£' }, classes: 'govuk-input--width-10' })}
    ${whenFields(form, true)} ${says(form)}`
}

function requiredFields(form: Form): Html {
  return html`<p class="govuk-body">Fill in what this council asks for. Leave the rest empty.</p>
    ${textField(form, { name: 'worth', label: 'In the middle outcome it must be worth at least', prefix: { text: '£' }, classes: 'govuk-input--width-10' })}
    ${textField(form, { name: 'payback', label: 'It must have paid back by year', classes: 'govuk-input--width-3', inputmode: 'numeric' })}
    ${textField(form, { name: 'loss', label: 'The chance that it loses must be at most', suffix: { text: '%' }, classes: 'govuk-input--width-3' })}
    ${says(form)}`
}

function optionFields(form: Form): Html {
  return html`${textareaField(form, { name: 'what', label: 'What would be done', rows: 5 })}
    ${textareaField(form, { name: 'why', label: 'Why it was taken or left', rows: 5 })}`
}
