import { govukButton } from '#ui/button.ts'
import { errorSummary, radiosField, selectField, textField, type Form } from '#ui/form.ts'
import { formatNumber, formatPercent } from '#ui/format.ts'
import { html, type Html } from '#ui/html.ts'
import type { Shell } from '#ui/layout.ts'
import { whoSees } from '#ui/who-sees.ts'
import type { SplitFigures } from '../figures.ts'
import type { LeavingAnswer } from '../leaving.ts'
import { yearlyChance, type Likelihood } from '../likelihood.ts'
import { links } from '../links.ts'
import type { Loaded, Worked } from '../pages.ts'
import { speaksForCouncil } from '../proposal.ts'
import { keysOf } from '../rule.ts'
import { faultWords } from '../words.ts'
import { sharingFrame } from './frame.ts'
import { leavingAnswer } from './leaving-answer.ts'

export type LeavingModel = Loaded & {
  readonly worked: Worked
  readonly likelihood: Likelihood
  readonly form: Form
  readonly answer: LeavingAnswer | null
}

/** What it would mean if a council left: for each of the others, who would follow, and what would hold it. */
export function leavingPage(shell: Shell, model: LeavingModel): Html {
  const { worked, partnership, form, councils, viewer } = model
  const title = 'If a council left'
  const own = councils.find(({ code }) => code === viewer.council)
  const body =
    'refused' in worked
      ? html`<h1 class="hf-headline">${title}</h1>
          <p class="hf-lead">This needs the figures that a split is worked out from.</p>
          <ul class="govuk-list govuk-list--bullet">${worked.refused.map((fault) => html`<li>${faultWords(fault, [])}</li>`)}</ul>
          <p><a class="govuk-link" href="${links.home(partnership.id)}">Sharing the cost</a></p>`
      : html`${errorSummary(form)}
          <h1 class="hf-headline">${title}</h1>
          <p class="hf-lead">Ask it about anybody, also about yourselves. Nothing here gives notice, and nobody is told.</p>
          ${own && whoSees({ kind: 'own-council', council: own.shortName, people: 'the lead and deputies' })}
          ${privacyNote(model)}
          ${model.answer && leavingAnswer(model, worked.figures, model.answer)}
          ${questionPart(model, worked.figures, own?.shortName ?? null)}`
  return sharingFrame(shell, model, {
    title,
    body,
    wide: true,
    back: { href: links.home(partnership.id), text: 'Sharing the cost' },
    hasErrors: Object.values(form.errors).some(Boolean),
  })
}

function privacyNote({ viewer }: LeavingModel): Html {
  const kept = speaksForCouncil(viewer)
    ? 'What you ask last is kept for the lead and deputies of your council alone, sealed under a key of its own, so that you find it here again. '
    : 'What you ask is not kept. '
  return html`<details class="govuk-details">
    <summary class="govuk-details__summary"><span class="govuk-details__summary-text">Who could see what you ask?</span></summary>
    <div class="govuk-details__text">
      <p>${kept}Every question goes to this one address and is handled alike, so neither your partners nor the log can tell whom it was about.</p>
      <p>Honestly: the question passes through the server. Somebody who runs it, holds its key and breaks the rules could open what is kept, or watch it pass. Your own browser also remembers this page.</p>
    </div>
  </details>`
}

function questionPart(model: LeavingModel, figures: SplitFigures, own: string | null): Html {
  const { form, partnership, likelihood } = model
  const chance = yearlyChance(likelihood, figures.councils.length)
  const hasVolumes = keysOf(figures).volume !== null
  return html`<h2 class="hf-heading">${model.answer ? 'Ask something else' : 'Ask'}</h2>
    <form method="post" action="${links.leaving(partnership.id)}" novalidate>
      ${selectField(form, { name: 'leaver', label: 'Who leaves?', items: figures.councils.map(({ name }, i) => ({ value: String(i), text: name })) })}
      ${textField(form, { name: 'horizon', label: 'How many years of agreement remain?', hint: 'This one included.', classes: 'govuk-input--width-3', inputmode: 'numeric' })}
      ${textField(form, { name: 'year', label: 'In which year does it give notice?', hint: '1 is this year.', classes: 'govuk-input--width-3', inputmode: 'numeric' })}
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
      ${textField(form, { name: 'notice', label: 'Years of notice', classes: 'govuk-input--width-3', inputmode: 'numeric' })}
      ${selectField(form, {
        name: 'rule',
        label: 'How is the bill shared?',
        items: [
          { value: 'equal', text: 'Equal parts' },
          {
            value: 'stand-alone',
            text: 'In proportion to what each would pay alone, or what it is worth to them',
          },
          { value: 'equal-savings', text: 'Equal savings' },
          { value: 'shapley', text: 'Average of joining (Shapley)' },
          ...(hasVolumes ? [{ value: 'usage', text: 'By use' }] : []),
        ],
      })}
      <h3 class="hf-heading hf-heading--small">What is supposed</h3>
      ${textField(form, { name: 'sticky', label: { text: 'Of capacity left idle, this part goes on being paid for at first', classes: ' ' }, suffix: { text: '%' }, classes: 'govuk-input--width-4', inputmode: 'decimal' })}
      ${textField(form, { name: 'sticky-years', label: { text: 'Years until it is gone', classes: ' ' }, classes: 'govuk-input--width-4', inputmode: 'decimal' })}
      ${textField(form, { name: 'restart', label: { text: 'Setting up again costs a council this part of its yearly cost alone', classes: ' ' }, suffix: { text: '%' }, classes: 'govuk-input--width-4', inputmode: 'decimal' })}
      ${textField(form, { name: 'discount', label: { text: 'Discount rate a year', classes: ' ' }, hint: 'The Green Book’s is 3.5%.', suffix: { text: '%' }, classes: 'govuk-input--width-4', inputmode: 'decimal' })}
      <p class="govuk-body">Every council is taken to have the same chance of having to leave: ${formatPercent(chance, 1)} a year. Of ${formatNumber(likelihood.watched)} shared services in <a class="govuk-link" href="/register">the public register</a> that we know the beginning of, ${formatNumber(likelihood.ended)} ended in ${formatNumber(likelihood.years)} years of running; that rate is divided between the councils here. They were found because somebody wrote about them, so it is a starting value and no law.</p>
      ${own && textField(form, { name: 'own', label: { text: `${own}’s own chance of having to leave in a year, if you want to try another`, classes: ' ' }, hint: 'Only in this private answer. No shared page and no paper ever uses it. Leave it empty to use the same as for all.', suffix: { text: '%' }, classes: 'govuk-input--width-4', inputmode: 'decimal' })}
      ${govukButton({ text: 'Work it out', preventDoubleClick: true })}
    </form>`
}
