import { formatPercent, formatPounds } from '#ui/format.ts'
import { html, type Html } from '#ui/html.ts'
import { inProportion, paybackYears } from '../laboratory.ts'
import { ruleWords } from '../words.ts'
import { typedSource, workedSource } from './frame.ts'
import { withSplit, type Drawn, type SplitRow } from './drawn.ts'

/** How long each council waits for its money, and who waits longest. */
export function paybackSection(drawn: Drawn): Html {
  const { figures, names, numbers } = drawn
  const { setUp } = figures
  if (setUp === 0)
    return html`<h2 class="hf-heading">When the money comes back</h2>
      <p class="govuk-body">Nobody has said what setting up costs. Without it, nobody can say when a council has its money back.</p>`
  return html`<h2 class="hf-heading">When the money comes back</h2>
    <p class="govuk-body">Setting up costs ${numbers.number(formatPounds(setUp), typedSource(figures))} once. If it is shared as the yearly bill is, each council waits this long until its savings have paid its part back.</p>
    <table class="hf-table hf-table--cards">
      <caption>Years until its part of the cost of setting up has come back, by rule</caption>
      <thead><tr><th scope="col">Rule</th>${names.map((name) => html`<th scope="col" class="hf-table__number">${name}</th>`)}<th scope="col">Worst off</th></tr></thead>
      <tbody>${withSplit(drawn.laboratory.rows).map((row) => paybackRow(row, drawn))}</tbody>
    </table>`
}

function paybackRow({ name, split }: SplitRow, { figures, names, numbers }: Drawn): Html {
  const rule = ruleWords[name].name
  const parts = inProportion(figures.setUp, split.pays)
  if (!parts)
    return html`<tr><th scope="row">${rule}</th><td data-label="Waits" colspan="${names.length}">No answer. Under this rule some council is paid, so its share is no proportion.</td><td data-label="Worst off">No answer</td></tr>`
  const waits = parts.map((part, i) => paybackYears(part, split.saves[i] ?? 0))
  const worst = waits.reduce<number>((at, wait, i) => (isLonger(wait, waits[at] ?? null) ? i : at), 0)
  const from = workedSource(
    figures,
    `The cost of setting up in the proportions of “${rule}”; divided by what the council saves a year. Money later is not counted for less here.`,
  )
  const wait = (i: number) => numbers.number(waitWords(waits[i] ?? null), from)
  return html`<tr>
    <th scope="row">${rule}</th>
    ${parts.map((_, i) => html`<td data-label="${names[i] ?? ''}" class="hf-table__number">${wait(i)}</td>`)}
    <td data-label="Worst off">${names[worst]}, ${wait(worst)}</td>
  </tr>`
}

/** Null is never: the longest wait of all. */
function isLonger(a: number | null, b: number | null): boolean {
  return b !== null && (a === null || a > b)
}

function waitWords(years: number | null): string {
  if (years === null) return 'never'
  const rounded = Math.round(years * 10) / 10
  return rounded === 1 ? '1 year' : `${rounded} years`
}

export function fairnessSection({
  figures,
  names,
  numbers,
  laboratory: { joint, saving, rows },
}: Drawn): Html {
  if (saving <= 0 || joint <= 0)
    return html`<h2 class="hf-heading">Share of cost against share of benefit</h2>
      <p class="govuk-body">There is no saving to share, so there is nothing to set the cost against.</p>`
  return html`<h2 class="hf-heading">Share of cost against share of benefit</h2>
    <p class="govuk-body">The part of the bill a council pays, and under it the part of the saving it gets. Far apart is not wrong, but somebody will ask why.</p>
    <table class="hf-table hf-table--cards">
      <caption>Share of the bill and share of the saving, by rule</caption>
      <thead><tr><th scope="col">Rule</th>${names.map((name) => html`<th scope="col" class="hf-table__number">${name}</th>`)}</tr></thead>
      <tbody>
        ${withSplit(rows).map(({ name, split }) => {
          const rule = ruleWords[name].name
          const from = workedSource(
            figures,
            `What it pays under “${rule}” as a part of the bill; what it saves as a part of the whole saving.`,
          )
          return html`<tr><th scope="row">${rule}</th>${split.pays.map((pays, i) => html`<td data-label="${names[i] ?? ''}" class="hf-table__number">pays ${numbers.number(formatPercent(pays / joint, 1), from)} <span class="hf-table__under">gets ${numbers.number(formatPercent((split.saves[i] ?? 0) / saving, 1), from)}</span></td>`)}</tr>`
        })}
      </tbody>
    </table>`
}
