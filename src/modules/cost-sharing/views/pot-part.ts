import { formatPercent, formatPounds } from '#ui/format.ts'
import { html, type Html } from '#ui/html.ts'
import { inProportion, paybackYears } from '../laboratory.ts'
import { ruleWords } from '../words.ts'
import { workedSource } from './frame.ts'
import { withSplit, type Drawn, type SplitRow } from './drawn.ts'

/** Set-up, overspend, share of cost against share of benefit, and how long the worst-off council waits for its money. */
export function potSections(drawn: Drawn): Html {
  const rows = withSplit(drawn.laboratory.rows)
  return html`${setUpSection(drawn, rows)} ${overspendSection(drawn, rows)} ${fairnessSection(drawn, rows)}`
}

function setUpSection({ figures, names, numbers }: Drawn, rows: readonly SplitRow[]): Html {
  const { setUp } = figures
  if (setUp === 0)
    return html`<h2 class="hf-heading">Setting up, and when the money comes back</h2>
      <p class="govuk-body">Nobody has said what setting up costs. Without it, nobody can say when a council has its money back.</p>`
  return html`<h2 class="hf-heading">Setting up, and when the money comes back</h2>
    <p class="govuk-body">Setting up costs ${numbers.number(formatPounds(setUp), workedSource(figures, 'As entered.'))} once. If it is shared as the yearly bill is, each council pays this, and waits this long until its savings have paid it back.</p>
    <table class="hf-table hf-table--cards">
      <caption>Share of the cost of setting up, and years until it has come back, by rule</caption>
      <thead><tr><th scope="col">Rule</th>${names.map((name) => html`<th scope="col" class="hf-table__number">${name}</th>`)}<th scope="col">Worst off</th></tr></thead>
      <tbody>${rows.map((row) => setUpRow(row))}</tbody>
    </table>`

  function setUpRow({ name, split }: SplitRow): Html {
    const rule = ruleWords[name].name
    const parts = inProportion(setUp, split.pays)
    if (!parts)
      return html`<tr><th scope="row">${rule}</th><td data-label="Pays" colspan="${names.length}">No answer. Under this rule some council is paid, so its share is no proportion.</td><td data-label="Worst off">No answer</td></tr>`
    const waits = parts.map((part, i) => paybackYears(part, split.saves[i] ?? 0))
    const worst = waits.reduce<number>((at, wait, i) => (longer(wait, waits[at] ?? 0) ? i : at), 0)
    const from = workedSource(
      figures,
      `The cost of setting up in the proportions of “${rule}”; divided by what the council saves a year. Money later is not counted for less here.`,
    )
    return html`<tr>
      <th scope="row">${rule}</th>
      ${parts.map((part, i) => html`<td data-label="${names[i] ?? ''}" class="hf-table__number">${numbers.number(formatPounds(part), from)} <span class="hf-table__under">${numbers.number(waitWords(waits[i] ?? null), from)}</span></td>`)}
      <td data-label="Worst off">${names[worst]}, ${numbers.number(waitWords(waits[worst] ?? null), from)}</td>
    </tr>`
  }
}

function longer(a: number | null, b: number | null): boolean {
  return b !== null && (a === null || a > b)
}

function waitWords(years: number | null): string {
  if (years === null) return 'never'
  const rounded = Math.round(years * 10) / 10
  return rounded === 1 ? '1 year' : `${rounded} years`
}

/** The example that an overspend is told with, in pence. */
const example = 10_000_000

function overspendSection({ figures, names, numbers }: Drawn, rows: readonly SplitRow[]): Html {
  return html`<h2 class="hf-heading">If it costs more than planned</h2>
    <p class="govuk-body">Of every ${formatPounds(example)} overspent, shared as the yearly bill is, each council pays this.</p>
    <table class="hf-table hf-table--cards">
      <caption>Share of ${formatPounds(example)} overspent, by rule</caption>
      <thead><tr><th scope="col">Rule</th>${names.map((name) => html`<th scope="col" class="hf-table__number">${name}</th>`)}</tr></thead>
      <tbody>
        ${rows.map(({ name, split }) => {
          const rule = ruleWords[name].name
          const parts = inProportion(example, split.pays)
          const from = workedSource(
            figures,
            `An example of ${formatPounds(example)}, in the proportions of “${rule}”.`,
          )
          return html`<tr><th scope="row">${rule}</th>${parts ? parts.map((part, i) => html`<td data-label="${names[i] ?? ''}" class="hf-table__number">${numbers.number(formatPounds(part), from)}</td>`) : html`<td data-label="Pays" colspan="${names.length}">No answer: some council is paid under this rule.</td>`}</tr>`
        })}
      </tbody>
    </table>`
}

function fairnessSection(
  { figures, names, numbers, laboratory: { joint, saving } }: Drawn,
  rows: readonly SplitRow[],
): Html {
  if (saving <= 0 || joint <= 0)
    return html`<h2 class="hf-heading">Share of cost against share of benefit</h2>
      <p class="govuk-body">There is no saving to share, so there is nothing to set the cost against.</p>`
  return html`<h2 class="hf-heading">Share of cost against share of benefit</h2>
    <p class="govuk-body">The part of the bill a council pays, and under it the part of the saving it gets. Far apart is not wrong, but somebody will ask why.</p>
    <table class="hf-table hf-table--cards">
      <caption>Share of the bill and share of the saving, by rule</caption>
      <thead><tr><th scope="col">Rule</th>${names.map((name) => html`<th scope="col" class="hf-table__number">${name}</th>`)}</tr></thead>
      <tbody>
        ${rows.map(({ name, split }) => {
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
