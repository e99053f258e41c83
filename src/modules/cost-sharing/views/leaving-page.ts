import type { LeavingAnswer, LeavingFigures } from '#engine/leaving-answer.ts'
import type { LeavingRule } from '#engine/leaving-question.ts'
import { engineVersion } from '#engine/version.ts'
import { govukButton } from '#ui/button.ts'
import { dateField, errorSummary, radiosField, selectField, textField, type Form } from '#ui/form.ts'
import { formatNumber, formatPercent } from '#ui/format.ts'
import { html, type Html } from '#ui/html.ts'
import type { Shell } from '#ui/layout.ts'
import { leavingResult, type LeavingSetting } from '#ui/leaving-result.ts'
import { whoSees } from '#ui/who-sees.ts'
import type { SplitFigures } from '../figures.ts'
import { rulesFor } from '../leaving.ts'
import type { Likelihood } from '../likelihood.ts'
import { links } from '../links.ts'
import type { Loaded, Worked } from '../pages.ts'
import { speaksForCouncil } from '../proposal.ts'
import { faultWords } from '../words.ts'
import { sharingFrame } from './frame.ts'

export type LeavingModel = Loaded & {
  readonly worked: Worked
  readonly likelihood: Likelihood
  /** What is answered from; null while figures are missing. */
  readonly asked: LeavingFigures | null
  readonly form: Form
  readonly answer: LeavingAnswer | null
  readonly today: string
}

/** As many councils as a browser works out while somebody waits; above it the server does. */
const mostInBrowser = 8

/** What it would mean if a council left: for each of the others, who would follow, and what would hold it. */
export function leavingPage(shell: Shell, model: LeavingModel): Html {
  const { worked, partnership, form, councils, viewer, asked } = model
  const title = 'If a council left'
  const own = councils.find(({ code }) => code === viewer.council)
  const body =
    'refused' in worked || !asked
      ? html`<h1 class="hf-headline">${title}</h1>
          <p class="hf-lead">This needs the figures that a split is worked out from.</p>
          <ul class="govuk-list govuk-list--bullet">${'refused' in worked && worked.refused.map((fault) => html`<li>${faultWords(fault, [])}</li>`)}</ul>
          <p><a class="govuk-link" href="${links.home(partnership.id)}">Sharing the cost</a></p>`
      : html`<div data-leaving-problem>${errorSummary(form)}</div>
          <h1 class="hf-headline">${title}</h1>
          <p class="hf-lead">Ask it about anybody, also about yourselves. Nothing here gives notice, and nobody is told.</p>
          ${own && whoSees({ kind: 'own-council', council: own.shortName, people: 'the lead and deputies' })}
          ${privacyNote(model, asked)}
          <div data-leaving-result>${model.answer && leavingResult(model.answer, settingOf(worked.figures, asked))}</div>
          ${questionPart(model, worked.figures, asked, own?.shortName ?? null)}`
  return sharingFrame(shell, model, {
    title,
    body,
    wide: true,
    scripts: ['sharing-leaving.js'],
    back: { href: links.home(partnership.id), text: 'Sharing the cost' },
    hasErrors: Object.values(form.errors).some(Boolean),
  })
}

function settingOf(figures: SplitFigures, asked: LeavingFigures): LeavingSetting {
  const { source, owner, year } = figures
  const services = asked.services.map(({ name }) => name)
  return { names: asked.names, services, formula: asked.formula, source, owner, year, engineVersion }
}

function privacyNote({ viewer }: LeavingModel, asked: LeavingFigures): Html {
  const isLocal = asked.names.length <= mostInBrowser
  const kept = speaksForCouncil(viewer)
    ? 'It is kept for the lead and deputies of your council alone, sealed under a key of its own, so that you find it here again. The next one takes its place. '
    : 'It is not kept. '
  return html`<details class="govuk-details">
    <summary class="govuk-details__summary"><span class="govuk-details__summary-text">Who could see what you ask?</span></summary>
    <div class="govuk-details__text">
      ${isLocal && html`<p>With scripts on, “Work it out” is done by your own browser from the figures on this page. Your question is not sent to anybody, and it is gone when you close the page.</p>`}
      <p>${isLocal ? (speaksForCouncil(viewer) ? 'Without scripts, or when you press “Keep it for us”, your question goes to the server. ' : 'Without scripts, your question goes to the server. ') : 'With so many councils, your question goes to the server. '}${kept}Every question goes to the address of this page and is handled alike, so neither your partners nor the log can tell whom it was about.</p>
      <p>Honestly: a question that is sent passes through the server. Somebody who runs it, holds its key and breaks the rules could open what is kept, or watch it pass. Your own browser also remembers that you were on this page.</p>
    </div>
  </details>`
}

const ruleWords: Readonly<Record<LeavingRule, string>> = {
  equal: 'Equal parts',
  'stand-alone': 'In proportion to what each would pay alone, or what it is worth to them',
  'equal-savings': 'Equal savings',
  shapley: 'Average of joining (Shapley)',
  usage: 'By use',
  people: 'By people served',
  proposed: 'In the proportions of the proposed split',
}

function questionPart(
  model: LeavingModel,
  figures: SplitFigures,
  asked: LeavingFigures,
  own: string | null,
): Html {
  const { form, partnership, likelihood, today, viewer } = model
  const isLocal = asked.names.length <= mostInBrowser
  const data = isLocal
    ? JSON.stringify({ asked, setting: settingOf(figures, asked), today, rules: rulesFor(asked) })
    : null
  return html`<h2 class="hf-heading">Ask</h2>
    <form method="post" action="${links.leaving(partnership.id)}" novalidate ${data !== null && html`data-leaving="${data}"`}>
      ${selectField(form, { name: 'leaver', label: 'Who leaves?', items: asked.names.map((name, i) => ({ value: String(i), text: name })) })}
      ${
        asked.services.length > 0
          ? selectField(form, {
              name: 'service',
              label: 'What does it leave?',
              items: [
                { value: '', text: 'Everything that is shared' },
                ...asked.services.map(({ name }, i) => ({ value: String(i), text: `${name} only` })),
              ],
            })
          : html`<p class="govuk-hint">To ask about one service, take the figures from the business case: it has them by service.</p>`
      }
      ${radiosField(form, {
        name: 'how',
        label: 'How does it leave?',
        items: [
          { value: 'planned', text: 'Planned, with notice' },
          {
            value: 'sudden',
            text: 'Suddenly, without notice',
            hint: { text: 'Such as by a change of law, or a merger.' },
          },
        ],
      })}
      ${dateField(form, { name: 'given', label: 'On which day does it give notice?', hint: 'Or is gone, where it goes suddenly. For example, 1 4 2028.' })}
      ${textField(form, { name: 'notice', label: 'How long is the notice?', suffix: { text: 'months' }, classes: 'govuk-input--width-3', inputmode: 'numeric' })}
      ${dateField(form, { name: 'ends', label: 'On which day would the agreement end by itself?', hint: 'For example, 31 3 2034.' })}
      ${selectField(form, { name: 'rule', label: 'How is the bill shared?', items: rulesFor(asked).map((value) => ({ value, text: ruleWords[value] })) })}
      <h3 class="hf-heading hf-heading--small">What is supposed</h3>
      ${textField(form, { name: 'sticky', label: { text: 'Of capacity left idle, this part goes on being paid for at first', classes: ' ' }, suffix: { text: '%' }, classes: 'govuk-input--width-4', inputmode: 'decimal' })}
      ${textField(form, { name: 'sticky-years', label: { text: 'Years until it is gone', classes: ' ' }, classes: 'govuk-input--width-4', inputmode: 'decimal' })}
      ${textField(form, { name: 'restart', label: { text: 'Setting up again costs a council this part of its yearly cost alone', classes: ' ' }, suffix: { text: '%' }, classes: 'govuk-input--width-4', inputmode: 'decimal' })}
      ${textField(form, { name: 'discount', label: { text: 'Discount rate a year', classes: ' ' }, hint: 'The Green Book’s is 3.5%.', suffix: { text: '%' }, classes: 'govuk-input--width-4', inputmode: 'decimal' })}
      ${assumption(asked, likelihood)}
      ${own && textField(form, { name: 'own', label: { text: `${own}’s own chance of having to leave in a year, if you want to try another`, classes: ' ' }, hint: 'Only in this private answer. No shared page and no paper ever uses it. Leave it empty to use the same as for all.', suffix: { text: '%' }, classes: 'govuk-input--width-4', inputmode: 'decimal' })}
      <div class="govuk-button-group">
        ${govukButton({ text: 'Work it out', preventDoubleClick: true })}
        ${isLocal && speaksForCouncil(viewer) && html`<span data-leaving-keep hidden>${govukButton({ text: 'Keep it for us', classes: 'govuk-button--secondary', preventDoubleClick: true, name: 'keep', value: 'yes' })}</span>`}
      </div>
    </form>`
}

/** The one assumption of how likely anybody is to leave, and where it is from. */
export function assumption({ chance }: Pick<LeavingFigures, 'chance'>, likelihood: Likelihood): Html {
  return html`<p class="govuk-body">Every council is taken to have the same chance of having to leave: <a class="hf-number" href="/register">${formatPercent(chance, 1)} a year</a>. Of ${formatNumber(likelihood.watched)} shared services in <a class="govuk-link" href="/register">the public register</a> that we know the beginning of, ${formatNumber(likelihood.ended)} ended in ${formatNumber(likelihood.years)} years of running; that rate is divided between the councils here. They were found because somebody wrote about them, so it is a starting value and no law.</p>`
}
