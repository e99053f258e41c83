import { govukButton } from '#ui/button.ts'
import { govukDetails } from '#ui/details.ts'
import { errorSummary, radiosField, textareaField, textField, type Form } from '#ui/form.ts'
import { formatInstantDay, formatNumber, formatPounds } from '#ui/format.ts'
import { html, type Content, type Html } from '#ui/html.ts'
import type { Shell } from '#ui/layout.ts'
import { figures, type Figures } from '#ui/figures.ts'
import { whoSees } from '#ui/who-sees.ts'
import type { Source } from '#ui/who-says.ts'
import { labelOf } from '../baseline-forms.ts'
import type { Baseline, BaselineRefusal, BaselineService } from '../baseline.ts'
import { figureOf, measureKinds, measures, takesPart, type Figure, type Measure } from '../figure.ts'
import { links } from '../links.ts'
import { measureNames, measureWords } from '../text.ts'
import { caseFrame, namesIn, refusalSummary, seesPartners, type Place } from './frame.ts'

export type FiguresPageModel = Place & {
  readonly baseline: Baseline
  readonly council: { readonly code: string; readonly name: string; readonly shortName: string }
  readonly service: BaselineService
  readonly form: Form
  readonly saved: boolean
  readonly refused: readonly BaselineRefusal[]
}

/** One council’s figures of one service, to be filled in. Each is saved by itself. */
export function figuresPage(shell: Shell, model: FiguresPageModel): Html {
  const { partnership, baseline, council, service, form } = model
  const isShared = baseline.shared.includes(council.code)
  const at = baseline.services.findIndex(({ id }) => id === service.id)
  const following = baseline.services[at + 1]
  const title = `${service.name}: ${council.shortName}’s figures`
  const body = html`${errorSummary(form)}${refusalSummary(model.refused, namesIn(partnership, baseline))}
    ${model.saved && html`<div class="govuk-inset-text" role="status">Saved. ${following ? html`<a class="govuk-link" href="${links.figures(partnership.id, following.id)}">Go on with ${following.name}</a>` : html`<a class="govuk-link" href="${links.baseline(partnership.id)}">Back to the baseline</a>`}</div>`}
    <span class="govuk-caption-l">Service ${at + 1} of ${baseline.services.length}</span>
    <h1 class="hf-headline">${title}</h1>
    <p class="hf-lead">In ${baseline.year} prices. Leave a box empty when you do not know yet: what you fill in is kept.</p>
    ${isShared ? whoSees(seesPartners(partnership)) : whoSees({ kind: 'own-council', council: council.shortName })}
    ${isShared && html`<p class="govuk-body">Your council has shared its figures, so partners see every change at once.</p>`}
    <form method="post" action="${links.figures(partnership.id, service.id)}" novalidate>
      ${radiosField(form, {
        name: 'taking-part',
        label: measureWords['taking-part'].label,
        classes: 'govuk-radios--inline',
        items: [
          { value: 'yes', text: 'Yes' },
          { value: 'no', text: 'No' },
        ],
      })}
      ${textField(form, { name: 'source', label: 'Where these figures come from', hint: 'A paper, a ledger or a system, and its date. You can name another for a single figure.' })}
      ${textField(form, { name: 'owner', label: 'Who answers for them', hint: 'A name or a post.', classes: 'govuk-input--width-20' })}
      ${measures.filter((measure) => measure !== 'taking-part').map((measure) => measureField(form, measure, service.unit))}
      ${govukButton({ text: 'Save', preventDoubleClick: true })}
    </form>`
  return caseFrame(shell, model, {
    title,
    body,
    back: { href: links.baseline(partnership.id), text: 'Baseline' },
    hasErrors: Object.values(form.errors).some(Boolean) || model.refused.length > 0,
  })
}

function measureField(form: Form, measure: Measure, unit: string): Html {
  const kind = measureKinds[measure]
  const field = { name: measure, label: labelOf(measure, unit), hint: measureWords[measure].hint }
  const name = measureNames[measure].toLowerCase()
  return html`${
    kind === 'words'
      ? textareaField(form, { ...field, rows: 2 })
      : textField(form, {
          ...field,
          classes: 'govuk-input--width-10',
          ...(kind === 'pence' ? { prefix: { text: '£' } } : {}),
          ...(kind === 'day' ? {} : { inputmode: 'decimal' }),
        })
  }
    <input type="hidden" name="${measure}-seen" value="${String(form.values[`${measure}-seen`] ?? '0')}" />
    ${govukDetails({
      summaryText: `Another source for: ${name}`,
      html: html`${textField(form, { name: `${measure}-source`, label: `Source of the ${name}` })}
      ${textField(form, { name: `${measure}-owner`, label: `Who answers for the ${name}`, classes: 'govuk-input--width-20' })}`,
    })}`
}

export type CouncilPageModel = Place & {
  readonly baseline: Baseline
  readonly council: { readonly code: string; readonly name: string; readonly shortName: string }
}

/** One council’s figures as they stand, each with where it is from. */
export function councilFiguresPage(shell: Shell, model: CouncilPageModel): Html {
  const { partnership, baseline, council } = model
  const numbers = figures()
  const isShared = baseline.shared.includes(council.code)
  const title = `${council.shortName}’s figures`
  const body = html`<span class="govuk-caption-l">Baseline, version ${baseline.version}</span>
    <h1 class="hf-headline">${title}</h1>
    <p class="hf-lead">In ${baseline.year} prices. ${baseline.lockedAt ? `Locked on ${formatInstantDay(baseline.lockedAt)}.` : 'They may still change.'}</p>
    ${isShared ? whoSees(seesPartners(partnership)) : whoSees({ kind: 'own-council', council: council.shortName })}
    ${baseline.services.map((service) => serviceFigures(numbers, baseline, council.code, service))} ${numbers.origins()}`
  return caseFrame(shell, model, {
    title,
    body,
    back: { href: links.baseline(partnership.id), text: 'Baseline' },
  })
}

/** A service’s figures of one council as a list, for the page of a council and for the paper to confirm. */
export function serviceFigures(
  numbers: Figures,
  baseline: Baseline,
  council: string,
  service: BaselineService,
): Html {
  if (!takesPart(baseline.figures, council, service.id))
    return html`<h2 class="hf-heading hf-heading--small">${service.name}</h2>
      <p class="govuk-body">This council does not have this service.</p>`
  const rows = measures
    .filter((measure) => measure !== 'taking-part')
    .map(
      (measure) => [measure, figureOf(baseline.figures, { council, service: service.id, measure })] as const,
    )
  return html`<h2 class="hf-heading hf-heading--small">${service.name}</h2>
    <dl class="govuk-summary-list">
      ${rows.map(
        ([measure, figure]) =>
          html`<div class="govuk-summary-list__row">
            <dt class="govuk-summary-list__key">${measure === 'volume' ? `Volume, in ${service.unit}` : measureNames[measure]}</dt>
            <dd class="govuk-summary-list__value">${figure ? figureWords(numbers, figure, baseline) : 'Not filled in'}</dd>
          </div>`,
      )}
    </dl>`
}

/** Where a figure of the baseline is from. */
export function figureSource({ source, owner }: Figure, { version, lockedAt }: Baseline): Source {
  return { source, owner, version: `Baseline version ${version}${lockedAt ? ', locked' : ''}` }
}

function figureWords(numbers: Figures, figure: Figure, baseline: Baseline): Content {
  const { value, measure } = figure
  const from = figureSource(figure, baseline)
  if (typeof value === 'string') return numbers.number(value, from)
  return numbers.number(measureKinds[measure] === 'pence' ? formatPounds(value) : countWords(value), from)
}

/** A count as it was entered: 19 posts, 12.5 posts. */
export function countWords(value: number): string {
  return Number.isInteger(value)
    ? formatNumber(value)
    : value.toLocaleString('en-GB', { maximumFractionDigits: 4 })
}
