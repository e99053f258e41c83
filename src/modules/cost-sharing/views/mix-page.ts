import type { Mix } from '#engine/mixed-share.ts'
import { knownDrivers, type DriverName } from '#engine/mixed-share.ts'
import { govukButton } from '#ui/button.ts'
import { errorSummary, typed, type Form } from '#ui/form.ts'
import { figures as numbersOf } from '#ui/figures.ts'
import { html, type Html } from '#ui/html.ts'
import type { Shell } from '#ui/layout.ts'
import { mixResult, type MixResult } from '#ui/mix-result.ts'
import { whoSees } from '#ui/who-sees.ts'
import { links } from '../links.ts'
import type { MixSplit } from '../mix-routes.ts'
import type { Loaded, WorkedOut } from '../pages.ts'
import { keysOf } from '../rule.ts'
import { fixWords } from '../words.ts'
import { seesPartners, sharingFrame, workedSource } from './frame.ts'
import { limitFields } from './rules-page.ts'

export type MixModel = Loaded & {
  readonly worked: WorkedOut
  readonly form: Form
  readonly mix: Mix
  readonly found: MixSplit | null
  readonly result: MixResult | null
}

export const driverWords: Readonly<Record<DriverName, string>> = {
  equal: 'Equal parts',
  people: 'People served',
  volume: 'Use (volume of work)',
  alone: 'What each would pay alone',
}

/** Sliders for what the bill is shared by, and limits on what anybody should have to bear. */
export function mixPage(shell: Shell, model: MixModel): Html {
  const { worked, form, partnership, result, found } = model
  const { figures, game } = worked
  const keys = keysOf(figures)
  const names = figures.councils.map(({ name }) => name)
  const numbers = numbersOf()
  const from = workedSource(
    figures,
    'The bill in proportion to the things weighed, each made to count for its weight; then held between the limits, what one is held to being shared by the others. Divided to the penny.',
  )
  const data = JSON.stringify({ names, values: Array.from(game.values), keys })
  const title = 'Mix a rule of your own'
  const body = html`${errorSummary(form)}
    <h1 class="hf-headline">${title}</h1>
    ${whoSees(seesPartners(model))}
    <div data-mix-result>${result && mixResult(result, (text) => numbers.number(text, from))}</div>
    ${found && 'split' in found && found.split.fix && html`<noscript><p class="govuk-body hf-worded">${numbers.number(fixWords(found.split, names), from)}</p></noscript>`}
    <form method="get" action="${links.mix(partnership.id)}" data-mix="${data}" novalidate>
      <h2 class="hf-heading">What the bill is shared by</h2>
      <p class="govuk-body">Move a slider to give a thing more weight. Nothing is saved.</p>
      ${knownDrivers(keys).map((name) => slider(form, name))}
      <h2 class="hf-heading">What nobody should have to bear</h2>
      ${limitFields(form)}
      ${govukButton({ text: 'Work it out' })}
    </form>
    ${numbers.origins()}`
  return sharingFrame(shell, model, {
    title,
    body,
    wide: true,
    scripts: ['sharing-mix.js'],
    back: { href: links.home(partnership.id), text: 'Sharing the cost' },
    hasErrors: Object.values(form.errors).some(Boolean),
  })
}

function slider(form: Form, name: DriverName): Html {
  const value = typed(form, name) ?? '0'
  return html`<div class="govuk-form-group">
    <label class="govuk-label" for="mix-${name}">${driverWords[name]}: <span data-value-of="mix-${name}">${value}</span></label>
    <input class="hf-slider" id="mix-${name}" name="${name}" type="range" min="0" max="100" step="1" value="${value}" />
  </div>`
}
