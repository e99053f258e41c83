import { chartFrame } from '#ui/chart/chart-frame.ts'
import { savingRanges } from '#ui/chart/saving-range.ts'
import { figures as numbersOf } from '#ui/figures.ts'
import { formatPounds } from '#ui/format.ts'
import { html, type Html } from '#ui/html.ts'
import type { Shell } from '#ui/layout.ts'
import { nextStep } from '#ui/next-step.ts'
import { whoSees } from '#ui/who-sees.ts'
import type { SplitFigures } from '../figures.ts'
import type { Laboratory, RuleRow } from '../laboratory.ts'
import { links } from '../links.ts'
import type { Loaded, Worked } from '../pages.ts'
import { writesSplit } from '../proposal.ts'
import { faultWords, ruleWords, whyWords } from '../words.ts'
import { seesPartners, sharingFrame, typedSource, workedSource } from './frame.ts'
import { withSplit, type Drawn } from './drawn.ts'
import { sharingStep } from './next-words.ts'
import { holdSection } from './hold-part.ts'
import { potSections } from './pot-part.ts'

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
  const id = model.partnership.id
  return html`<p class="hf-lead">${opening(drawn)}</p>
    ${whoSees(seesPartners(model))} ${nextStep(sharingStep(model))}
    ${holdSection(drawn)}
    <h2 class="hf-heading">Every rule side by side</h2>
    ${rulesTable(drawn)}
    ${rangeChart(drawn)}
    ${potSections(drawn)}
    <p class="govuk-body"><a class="govuk-link" href="${links.mix(id)}">Mix a rule of your own</a></p>
    <p class="govuk-body"><a class="govuk-link" href="${links.paper(id)}">The split paper, to read, print or take away</a></p>
    <h2 class="hf-heading">If somebody left</h2>
    <p class="govuk-body"><a class="govuk-link" href="${links.leaving(id)}">See who would follow, and what leaving should cost</a></p>
    ${
      writesSplit(model.viewer) &&
      html`<h2 class="hf-heading">The figures behind this</h2>
        <ul class="govuk-list">
          <li><a class="govuk-link" href="${links.figures(id)}">Change what each council would pay alone</a></li>
          <li><a class="govuk-link" href="${links.groups(id)}">Change what groups would pay together</a></li>
        </ul>`
    }
    ${numbers.origins()}`
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

function rulesTable({ laboratory: { rows }, names, figures, numbers }: Drawn): Html {
  return html`<table class="hf-table hf-table--cards">
    <caption>What each council pays a year, and under it what it saves, by rule</caption>
    <thead>
      <tr><th scope="col">Rule</th>${names.map((name) => html`<th scope="col" class="hf-table__number">${name}</th>`)}<th scope="col">Does it hold?</th></tr>
    </thead>
    <tbody>
      <tr><th scope="row">Alone</th>${figures.councils.map(({ name, alone }) => html`<td data-label="${name}" class="hf-table__number">${numbers.number(formatPounds(alone), typedSource(figures))}</td>`)}<td data-label="Does it hold?">The yardstick</td></tr>
      ${rows.map((row) => ruleRow(row, { names, figures, numbers }))}
    </tbody>
  </table>`
}

function ruleRow(
  row: RuleRow,
  { names, figures, numbers }: Pick<Drawn, 'names' | 'figures' | 'numbers'>,
): Html {
  const { name, says } = ruleWords[row.name]
  const heading = html`<th scope="row">${name} <span class="hf-table__under">${says}</span></th>`
  if (!('split' in row))
    return html`<tr>
      ${heading}
      <td colspan="${names.length}" data-label="Pays">No answer. ${whyWords(row.why)}</td>
      <td data-label="Does it hold?">No answer</td>
    </tr>`
  const from = workedSource(
    figures,
    `${name}: ${says} Divided to the penny, so that the parts add up exactly.`,
  )
  return html`<tr>
    ${heading}
    ${row.split.pays.map((pays, i) => {
      const saves = row.split.saves[i] ?? 0
      return html`<td data-label="${names[i] ?? ''}" class="hf-table__number">${numbers.number(formatPounds(pays), from)} <span class="hf-table__under">${saves < 0 ? 'loses' : 'saves'} ${numbers.number(formatPounds(Math.abs(saves)), from)}</span></td>`
    })}
    <td data-label="Does it hold?">${row.split.objections.length === 0 ? 'Yes' : 'No'}</td>
  </tr>`
}

/** How much the choice of a rule matters to each council. */
function rangeChart({ laboratory: { rows }, names, figures, numbers }: Drawn): Html {
  const found = withSplit(rows)
  const ranges = names.map((name, i) => ({ name, savings: found.map(({ split }) => split.saves[i] ?? 0) }))
  const spread = (savings: readonly number[]) => Math.max(...savings) - Math.min(...savings)
  const widest = ranges.reduce((most, range) => (spread(range.savings) > spread(most.savings) ? range : most))
  const [low, high] = [Math.min(...widest.savings), Math.max(...widest.savings)]
  const sentence = `The choice of rule matters most to ${widest.name}: between ${formatPounds(low)} and ${formatPounds(high)} a year.`
  const from = workedSource(
    figures,
    'The least and the most that a council saves under any rule in the table above.',
  )
  return chartFrame({
    id: 'rule-range',
    sentence,
    drawing: savingRanges(ranges, { sentence, id: 'rule-range-drawing' }),
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
