import { attribute } from '#ui/attributes.ts'
import { govukButton } from '#ui/button.ts'
import { errorSummary, textField, type Form } from '#ui/form.ts'
import { formatCount, formatInstantDay, formatList } from '#ui/format.ts'
import { html, type Html } from '#ui/html.ts'
import type { Shell } from '#ui/layout.ts'
import { nextStep, type NextStep } from '#ui/next-step.ts'
import { statusTag } from '#ui/status-tag.ts'
import { whoSees } from '#ui/who-sees.ts'
import { confirmationOf, gapsOf, type Baseline, type BaselineRefusal } from '../baseline.ts'
import { links } from '../links.ts'
import type { BaselineStep } from '../next-step.ts'
import type { BaselineView } from '../queries.ts'
import { caseFrame, namesIn, refusalSummary, seesPartners, type Place } from './frame.ts'

export type BaselinePageModel = Place &
  Pick<BaselineView, 'baseline' | 'versions'> & {
    readonly step: BaselineStep
    readonly council: string | null
    readonly mayWrite: boolean
    readonly mayCorrect: boolean
    readonly form: Form
    readonly refused: readonly BaselineRefusal[]
  }

/** Where each council stands today: who has filled in, shared and confirmed what, and the one next step. */
export function baselinePage(shell: Shell, model: BaselinePageModel): Html {
  const { partnership, baseline, form } = model
  const title = 'Where each council stands today'
  const body = html`${errorSummary(form)}${refusalSummary(model.refused, namesIn(partnership, baseline))}
    <span class="govuk-caption-l">Baseline</span>
    <h1 class="hf-headline">${title}</h1>
    <p class="hf-lead">What each council’s services cost and do now. Every saving is measured from here, so every figure has a source and somebody who answers for it.</p>
    ${whoSees(seesPartners(partnership))}
    ${!baseline?.lockedAt && html`<p class="govuk-body">Your figures stay with your council until it shares them. Only that they are shared, or confirmed, is seen before.</p>`}
    ${nextStep(stepWords(model))}
    ${baseline ? standing(model, baseline) : html``}`
  return caseFrame(shell, model, {
    title,
    body,
    back: { href: links.home(partnership.id), text: 'Business case' },
    hasErrors: Object.values(form.errors).some(Boolean) || model.refused.length > 0,
  })
}

function standing(model: BaselinePageModel, baseline: Baseline): Html {
  const { partnership, mayWrite, mayCorrect } = model
  const isLocked = baseline.lockedAt !== null
  return html`<h2 class="hf-heading">Services</h2>
    ${services(model, baseline)} ${mayWrite && !isLocked && addService(model)}
    <h2 class="hf-heading">Councils</h2>
    ${councils(model, baseline)}
    <h2 class="hf-heading">Tasks and ways of working</h2>
    <p class="govuk-body">${tasksWords(baseline)} <a class="govuk-link" href="${links.tasks(partnership.id)}">Whose way wins, and who does it otherwise</a></p>
    <h2 class="hf-heading">Versions</h2>
    <ul class="govuk-list">
      ${model.versions.map(
        ({ version, lockedAt, reason, year, hash }) =>
          html`<li><a class="govuk-link" href="${links.version(partnership.id, version)}">Version ${version}</a>, in ${year} prices. ${lockedAt ? html`Locked ${formatInstantDay(lockedAt)}, mark <code>${hash?.slice(0, 16)}</code>.` : 'Open.'} ${reason && `Why: ${reason}`}</li>`,
      )}
    </ul>
    ${mayWrite && !isLocked && yearForm(model, baseline)}
    ${isLocked && mayCorrect && html`<p><a class="govuk-link" href="${links.correct(partnership.id)}">Correct something in a new version</a></p>`}`
}

function tasksWords({ tasks, lockedAt }: Baseline): string {
  const why = 'Most of a saving comes from doing a task one way.'
  if (tasks.length > 0) return `${formatCount(tasks.length, 'task')} in the list. ${why}`
  return lockedAt
    ? `${why} No task was put in the list before this version was locked, so nobody has agreed to change how they work.`
    : `${why} No task is in the list yet.`
}

function services(model: BaselinePageModel, baseline: Baseline): Html {
  const { partnership, council, mayWrite } = model
  if (baseline.services.length === 0)
    return html`<p class="govuk-body">None yet. Name what you would share, one service at a time.</p>`
  const gaps = council === null ? [] : gapsOf(baseline, council)
  const isLocked = baseline.lockedAt !== null
  return html`<table class="hf-table hf-table--cards">
    <caption class="govuk-visually-hidden">Services, and your council’s figures for each</caption>
    <thead><tr><th scope="col">Service</th><th scope="col">Counted in</th><th scope="col">Your figures</th></tr></thead>
    <tbody>
      ${baseline.services.map(({ id, name, unit }) => {
        const left = gaps.filter((gap) => 'service' in gap && gap.service === id).length
        return html`<tr>
          <th scope="row">${name}</th>
          <td data-label="Counted in">${unit}</td>
          <td data-label="Your figures">
            ${council !== null && html`${left === 0 ? statusTag('Filled in', 'good') : statusTag(`${left} to fill in or put right`, 'wait')} `}
            ${council !== null && mayWrite && !isLocked ? html`<a class="govuk-link" href="${links.figures(partnership.id, id)}">Enter figures<span class="govuk-visually-hidden"> for ${name}</span></a>` : council !== null && html`<a class="govuk-link" href="${links.council(partnership.id, council)}">See figures<span class="govuk-visually-hidden"> for ${name}</span></a>`}
          </td>
        </tr>`
      })}
    </tbody>
  </table>
    ${council !== null && mayWrite && !isLocked && html`<p class="govuk-body"><a class="govuk-link" href="${links.sheet(partnership.id)}">Paste figures, or load a spreadsheet</a></p>`}`
}

function addService({ partnership, form }: BaselinePageModel): Html {
  return html`<form method="post" action="${links.services(partnership.id)}" novalidate>
    <h3 class="hf-heading hf-heading--small">Add a service</h3>
    ${textField(form, { name: 'name', label: 'Its name', hint: 'Such as “service desk” or “payroll”. All councils see it.', classes: 'govuk-input--width-20' })}
    ${textField(form, { name: 'unit', label: 'What its work is counted in', hint: 'Such as calls, users or payslips.', classes: 'govuk-input--width-20' })}
    ${govukButton({ text: 'Add the service', classes: 'govuk-button--secondary', preventDoubleClick: true })}
  </form>`
}

function yearForm({ partnership, form }: BaselinePageModel, { year }: Baseline): Html {
  const isWrong = Boolean(form.errors['year'])
  return html`<details class="govuk-details"${attribute('open', isWrong)}>
    <summary class="govuk-details__summary"><span class="govuk-details__summary-text">Change the year of the prices</span></summary>
    <div class="govuk-details__text">
      <form method="post" action="${links.year(partnership.id)}" novalidate>
        ${textField({ values: { year, ...form.values }, errors: form.errors }, { name: 'year', label: 'Financial year', hint: 'Such as 2026-27. It holds for every council’s figures, and whoever has confirmed them does so again.', classes: 'govuk-input--width-5' })}
        ${govukButton({ text: 'Change the year', classes: 'govuk-button--secondary', preventDoubleClick: true })}
      </form>
    </div>
  </details>`
}

function councils({ partnership, council: own }: BaselinePageModel, baseline: Baseline): Html {
  const { approved } = confirmationOf(baseline)
  return html`<table class="hf-table hf-table--cards">
    <caption class="govuk-visually-hidden">Which councils have shared and confirmed their figures</caption>
    <thead><tr><th scope="col">Council</th><th scope="col">Shared</th><th scope="col">Confirmed by its section 151 officer</th></tr></thead>
    <tbody>
      ${baseline.councils.map(({ code, name }) => {
        const isShared = baseline.shared.includes(code)
        return html`<tr>
          <th scope="row">${isShared || code === own ? html`<a class="govuk-link" href="${links.council(partnership.id, code)}">${name}</a>` : name}</th>
          <td data-label="Shared">${isShared ? statusTag('Shared', 'good') : statusTag('Not shared yet', 'wait')}</td>
          <td data-label="Confirmed">${approved.includes(code) ? statusTag('Confirmed', 'good') : statusTag('Not confirmed', 'wait')}</td>
        </tr>`
      })}
    </tbody>
  </table>`
}

function stepWords({ partnership, step, form }: BaselinePageModel): NextStep {
  const { id } = partnership
  switch (step.type) {
    case 'start':
      return {
        title: 'Begin the baseline',
        text: 'Choose the financial year whose prices all figures are in.',
        action: html`<form method="post" action="${links.start(id)}" novalidate>
          ${textField(form, { name: 'year', label: 'Financial year', hint: 'Such as 2026-27', classes: 'govuk-input--width-5' })}
          ${govukButton({ text: 'Begin', preventDoubleClick: true })}
        </form>`,
      }
    case 'name-services':
      return {
        title: 'Name the services',
        text: 'Use the form below. Start with the one you would share first.',
      }
    case 'fill-in':
      return {
        title: 'Fill in your council’s figures',
        text: `${formatCount(step.left, 'figure')} to fill in or put right. Nobody else sees them yet.`,
        action: { text: 'Enter figures', href: links.figures(id, step.service) },
      }
    case 'share':
      return {
        title: 'Share your figures',
        text: 'Everything is filled in. Until you share it, nothing can be worked out together.',
        action: { text: 'Read them once more and share', href: links.share(id) },
      }
    case 'lead-shares':
      return {
        title: 'Nothing to do now',
        text: 'Everything is filled in. The lead or a deputy of your council shares it.',
      }
    case 'wait-for-figures':
      return {
        title: 'Nothing to do now',
        text: `Waiting for ${formatList(step.councils)} to share figures.`,
      }
    case 'put-right':
      return {
        title: 'Something does not fit together',
        text: 'Fewer than two councils take part in a service, or a figure is missing. Look at the list below.',
      }
    case 'confirm':
      return {
        title: 'Confirm the figures',
        text: 'Every council has shared. When every section 151 officer has confirmed the same text, it is locked.',
        action: { text: 'Read and confirm', href: links.confirm(id) },
      }
    case 'wait-for-confirmation':
      return {
        title: 'Nothing to do now',
        text: `Waiting for the section 151 officer of ${formatList(step.councils)} to confirm. You can work on the business case meanwhile.`,
      }
    case 'locked':
      return {
        title: 'The baseline is locked',
        text: 'Every section 151 officer has confirmed it. Go on with the business case.',
        action: { text: 'Go to the business case', href: links.home(id) },
      }
    default:
      return { title: 'Nothing to do now', text: 'Those who write figures for a council begin here.' }
  }
}
