import { chartFrame } from '#ui/chart/chart-frame.ts'
import { savingRanges } from '#ui/chart/saving-range.ts'
import { figures as numbersOf } from '#ui/figures.ts'
import { formatPounds } from '#ui/format.ts'
import { html, type Html } from '#ui/html.ts'
import type { Shell } from '#ui/layout.ts'
import { nextStep } from '#ui/next-step.ts'
import { whoSees } from '#ui/who-sees.ts'
import type { SplitFigures } from '../figures.ts'
import type { Laboratory } from '../laboratory.ts'
import { links } from '../links.ts'
import type { Loaded, Worked } from '../pages.ts'
import { writesSplit } from '../proposal.ts'
import { faultWords } from '../words.ts'
import { seesPartners, sharingFrame, typedSource, workedSource } from './frame.ts'
import { withSplit, type Drawn } from './drawn.ts'
import { sharingStep } from './next-words.ts'
import { holdInShort } from './hold-part.ts'

export type LaboratoryModel = Loaded & { readonly worked: Worked }

/** Every rule side by side, whether any holds, and what each council gets out of it. */
export function laboratoryPage(shell: Shell, model: LaboratoryModel): Html {
  const { worked } = model
  const title = 'Sharing the cost'
  const body =
    'refused' in worked
      ? beforehand(model, worked.refused)
      : laboratory(model, worked.figures, worked.laboratory)
  return sharingFrame(shell, model, {
    title,
    wide: true,
    body: html`<h1 class="hf-headline">${title}</h1>
      ${body}`,
  })
}

function beforehand(model: LaboratoryModel, refused: Extract<Worked, { refused: unknown }>['refused']): Html {
  const names = model.split?.figures.councils.map(({ name }) => name) ?? []
  return html`<p class="hf-lead">Before anybody signs: every way to share the bill, side by side, and who could do better alone.</p>
    ${whoSees(seesPartners(model))} ${nextStep(sharingStep(model))}
    <h2 class="hf-heading">What is missing</h2>
    <ul class="govuk-list govuk-list--bullet">
      ${refused.map((fault) => html`<li>${faultWords(fault, names)}</li>`)}
    </ul>`
}

function laboratory(model: LaboratoryModel, figures: SplitFigures, found: Laboratory): Html {
  const numbers = numbersOf()
  const names = figures.councils.map(({ name }) => name)
  const drawn: Drawn = { figures, laboratory: found, numbers, names }
  return html`<p class="hf-lead">${opening(drawn)}</p>
    ${whoSees(seesPartners(model))} ${nextStep(sharingStep(model))}
    <h2 class="hf-heading">Will it hold?</h2>
    ${holdInShort(drawn)}
    <h2 class="hf-heading">How much the choice of rule matters</h2>
    ${rangeChart(drawn)}
    ${furtherPages(model)}
    ${numbers.origins()}`
}

/** A page for each question that comes next. */
function furtherPages({ partnership, split, viewer }: LaboratoryModel): Html {
  const { id } = partnership
  const pages: readonly (readonly [string, string, string])[] = [
    [
      links.rules(id),
      'Every rule side by side',
      'Who pays what: the bill, setting up, savings, overspending, leaving.',
    ],
    [
      links.hold(id),
      'Who would do better alone',
      'For each rule: which groups, by how much, and the smallest change.',
    ],
    [
      links.fairness(id),
      'Is it fair?',
      'Share of cost against share of benefit, and who waits longest for its money.',
    ],
    [links.mix(id), 'Mix a rule of your own', 'Sliders, floors and caps.'],
    [links.leaving(id), 'If a council left', 'Who would follow, and what leaving should cost.'],
    ...(split?.proposal
      ? ([
          [
            links.trueUp(id),
            'At the end of a year',
            'What was forecast, what was spent, and what each still owes.',
          ],
          [
            links.rebase(id),
            'When the figures change',
            'The same rule on new figures, and a gentle way from one to the other.',
          ],
        ] as const)
      : []),
    [links.paper(id), 'The split paper', 'To read, print or take away.'],
    ...(writesSplit(viewer)
      ? ([
          [links.figures(id), 'Change what each council would pay alone', 'The figures behind all this.'],
          [links.groups(id), 'Change what groups would pay together', 'And how it is known.'],
        ] as const)
      : []),
  ]
  return html`<h2 class="hf-heading">Look closer</h2>
    <ul class="govuk-list govuk-list--spaced">
      ${pages.map(([href, name, says]) => html`<li><a class="govuk-link" href="${href}">${name}</a>: ${says}</li>`)}
    </ul>`
}

/** Whether sharing saves at all: the first thing to know. */
function opening({ laboratory: { alone, joint, saving }, figures, numbers }: Drawn): Html {
  const apart = numbers.number(
    formatPounds(alone.reduce((sum, cost) => sum + cost, 0)),
    workedSource(figures, 'What each council would pay alone, added up.'),
  )
  const together = numbers.number(formatPounds(joint), typedSource(figures))
  const least = numbers.number(
    formatPounds(Math.abs(saving)),
    workedSource(figures, 'The cost of all alone, less the cost of all together.'),
  )
  if (saving > 0)
    return html`Alone the councils pay ${apart} a year. Together they pay ${together}: they save ${least} a year between them.`
  if (saving === 0)
    return html`Alone the councils pay ${apart} a year, and together the same. Sharing saves nothing.`
  return html`Alone the councils pay ${apart} a year. Together they pay ${together}, which is ${least} more. On these figures, do not share.`
}

/** How much the choice of a rule matters to each council. */
function rangeChart({ laboratory: { rows }, names, figures, numbers }: Drawn): Html {
  const found = withSplit(rows)
  if (found.length === 0) return html`<p class="govuk-body">No rule has an answer for these figures.</p>`
  const ranges = names.map((name, i) => ({ name, savings: found.map(({ split }) => split.saves[i] ?? 0) }))
  const spread = (savings: readonly number[]) => Math.max(...savings) - Math.min(...savings)
  const widest = ranges.reduce((most, range) => (spread(range.savings) > spread(most.savings) ? range : most))
  const [low, high] = [Math.min(...widest.savings), Math.max(...widest.savings)]
  const says = `The choice of rule matters most to ${widest.name}: it saves between ${formatPounds(low)} and ${formatPounds(high)} a year.`
  const from = workedSource(
    figures,
    'The least and the most that a council saves under any rule side by side.',
  )
  return chartFrame({
    id: 'rule-range',
    sentence: html`<span class="hf-worded">${numbers.number(says, from)}</span>`,
    drawing: savingRanges(ranges, { sentence: says, id: 'rule-range-drawing' }),
    tableTitle: 'The same as a table',
    table: html`<table class="hf-table">
      <caption class="govuk-visually-hidden">The least and the most each council saves a year under any rule</caption>
      <thead><tr><th scope="col">Council</th><th scope="col" class="hf-table__number">Least</th><th scope="col" class="hf-table__number">Most</th></tr></thead>
      <tbody>
        ${ranges.map(
          ({ name, savings }) =>
            html`<tr><th scope="row">${name}</th><td class="hf-table__number">${numbers.number(formatPounds(Math.min(...savings)), from)}</td><td class="hf-table__number">${numbers.number(formatPounds(Math.max(...savings)), from)}</td></tr>`,
        )}
      </tbody>
    </table>`,
  })
}
