import { formatCount, formatPounds } from '#ui/format.ts'
import { html, type Content, type Html } from '#ui/html.ts'
import { objectionWords } from '#ui/split-words.ts'
import { fixWords, groupWords, objectorsOf, ruleWords } from '../words.ts'
import { workedSource } from './frame.ts'
import { withSplit, type Drawn, type SplitRow } from './drawn.ts'

/** Will it hold? Whether any split does, and for each rule that does not, who would do better and the smallest change. */
export function holdSection(drawn: Drawn): Html {
  const found = withSplit(drawn.laboratory.rows)
  const holding = found.filter(({ split }) => split.objections.length === 0)
  const failing = found.filter(({ split }) => split.objections.length > 0)
  const named = holding.map(({ name }) => ruleWords[name].name)
  return html`<p class="hf-lead">${whetherAny(drawn)}</p>
    ${
      named.length > 0 &&
      html`<p class="govuk-body">These rules hold:</p>
        <ul class="govuk-list govuk-list--bullet">${named.map((name) => html`<li>${name}</li>`)}</ul>`
    }
    ${failing.length > 0 && html`<p class="govuk-body">These do not. Open one to see who would do better without the rest, and the smallest change that ends it.</p>`}
    ${failing.map((row) => failure(row, drawn))}`
}

/** The same in two sentences, for the first page. */
export function holdInShort(drawn: Drawn): Html {
  const found = withSplit(drawn.laboratory.rows)
  const holding = found.filter(({ split }) => split.objections.length === 0)
  const [first] = found.filter(({ split }) => split.objections.length > 0)
  const [worst] = first ? objectorsOf(first.split.objections) : []
  const from = workedSource(
    drawn.figures,
    'What the group pays by the rule, less what it would pay by itself.',
  )
  return html`<p class="govuk-body">${whetherAny(drawn)}</p>
    <p class="govuk-body hf-worded">${holding.length === 0 ? 'None of the rules side by side holds.' : holding.length === found.length ? 'Every rule that has an answer holds.' : `Of the rules side by side, ${holding.length} hold and ${found.length - holding.length} do not.`} ${first && worst && html`Under “${ruleWords[first.name].name}”, for one, ${drawn.numbers.number(objectionWords(worst, drawn.names), from)}`}</p>`
}

function whetherAny({ laboratory: { least }, names, figures, numbers }: Drawn): Content {
  if (!least) return 'There is only one council.'
  const amount = (pence: number, working: string) =>
    numbers.number(formatPounds(Math.round(pence)), workedSource(figures, working))
  if (!least.coreIsEmpty)
    return html`There are splits in which no council and no group would do better without the others. In the safest of them every group would lose at least ${amount(0 - least.epsilon, 'The largest amount by which every group can be left better off than without the rest (the least core).')} a year by going.`
  const groups = least.balance.map(({ group }) => groupWords(group, names))
  return html`<strong>No stable split exists.</strong> Whatever the rule, some group would do better without the rest. In the least bad split it would gain ${amount(least.epsilon, 'The smallest gain that some group can be held to by any split (the least core).')} a year. A charge for leaving of that much would hold them. Or share less: the groups that stand in each other’s way are ${groups.join('; ')}.`
}

function failure({ name, split }: SplitRow, { names, figures, numbers }: Drawn): Html {
  const objectors = objectorsOf(split.objections)
  const shown = objectors.slice(0, 10)
  const { name: rule } = ruleWords[name]
  const [worst] = objectors
  const from = workedSource(
    figures,
    `What the group pays under “${rule}”, less what it would pay by itself. The change is the smallest sum that has to move between councils.`,
  )
  return html`<details class="govuk-details">
    <summary class="govuk-details__summary"><span class="govuk-details__summary-text">${rule}: ${formatCount(objectors.length, 'group')} would do better</span></summary>
    <div class="govuk-details__text hf-worded">
      <ul class="govuk-list govuk-list--bullet">
        ${shown.map((objector) => html`<li>${numbers.number(objectionWords(objector, names), from)}</li>`)}
      </ul>
      ${objectors.length > shown.length && html`<p>And ${formatCount(objectors.length - shown.length, 'more group')}, each by less.</p>`}
      ${worst && html`<p>${numbers.number(fixWords(split, names), from)}</p>`}
    </div>
  </details>`
}
