import { formatPercent, formatPounds } from '#ui/format.ts'
import { html, type Content, type Html } from '#ui/html.ts'
import { inProportion, type RuleRow } from '../laboratory.ts'
import type { ExitFees, Pot } from '../pot.ts'
import { ruleWords, whyWords } from '../words.ts'
import { typedSource, workedSource } from './frame.ts'
import type { Drawn, SplitRow } from './drawn.ts'

/** The example that saving more and overspending are told with, in pence. */
export const example = 10_000_000

export type RulesTable = Drawn & {
  readonly pot: Pot
  /** What leaving would cost under each rule; only of the pot of leaving. */
  readonly exits: ReadonlyMap<RuleRow['name'], ExitFees | null>
  /** What is held to, in words, where limits are set. */
  readonly limits: string | null
}

export const potNames: Readonly<Record<Pot, string>> = {
  running: 'The yearly bill',
  'set-up': 'Setting up',
  savings: 'Savings',
  overspend: 'Overspending',
  exit: 'Leaving',
}

/** Before the table: what is shared in it. */
export function potLead({ pot, figures, numbers, laboratory }: RulesTable): Html {
  const sample = () =>
    numbers.number(formatPounds(example), workedSource(figures, 'A round sum, as an example.'))
  const says: Record<Pot, () => Content> = {
    running: () => 'What each council pays a year, and under it what it saves against doing the work alone.',
    'set-up': () =>
      figures.setUp === 0
        ? 'Nobody has said what setting up costs.'
        : html`Setting up costs ${numbers.number(formatPounds(figures.setUp), typedSource(figures))} once. This is each council’s part, if it is shared as the yearly bill is.`,
    savings: () =>
      laboratory.saving > 0
        ? html`What each council saves a year by the plan and the part of the whole saving that is. Under it, its part of every ${sample()} saved beyond the plan, if that is shared as the saving is.`
        : 'On these figures there is no saving to share.',
    overspend: () =>
      html`Each council’s part of every ${sample()} overspent, if that is shared as the yearly bill is.`,
    exit: () =>
      'What leaving would cost each council: the fair fee, which makes the others good, and under it the fee that would hold it. A year’s notice from the next 1 April, seven years of agreement, four fifths of idle capacity paid for at first and gone after three years, money later counted for less at the Green Book’s rate.',
  }
  return html`<p class="govuk-body">${says[pot]()}</p>`
}

/** Every rule side by side for one thing that is shared. */
export function rulesTable(table: RulesTable): Html {
  const { figures, names, numbers, pot, laboratory } = table
  return html`<table class="hf-table hf-table--cards">
    <caption>${potNames[pot]}, by rule</caption>
    <thead>
      <tr><th scope="col">Rule</th>${names.map((name) => html`<th scope="col" class="hf-table__number">${name}</th>`)}<th scope="col">Does it hold?</th></tr>
    </thead>
    <tbody>
      ${pot === 'running' && html`<tr><th scope="row">Alone</th>${figures.councils.map(({ name, alone }) => html`<td data-label="${name}" class="hf-table__number">${numbers.number(formatPounds(alone), typedSource(figures))}</td>`)}<td data-label="Does it hold?">The yardstick</td></tr>`}
      ${laboratory.rows.map((row) => ruleRow(row, table))}
    </tbody>
  </table>`
}

function ruleRow(row: RuleRow, table: RulesTable): Html {
  const { names, pot } = table
  const { name, says } = ruleWords[row.name]
  const heading = html`<th scope="row">${name} ${pot === 'running' && html`<span class="hf-table__under">${says}</span>`}</th>`
  const cells = 'split' in row ? cellsOf(row, table) : null
  if (!('split' in row) || !cells)
    return html`<tr>
      ${heading}
      <td colspan="${names.length}" data-label="Each pays">No answer. ${'why' in row ? whyWords(row.why) : whyWords('no-proportion')}</td>
      <td data-label="Does it hold?">${'split' in row ? holds(row) : 'No answer'}</td>
    </tr>`
  return html`<tr>
    ${heading}
    ${cells.map((cell, i) => html`<td data-label="${names[i] ?? ''}" class="hf-table__number">${cell}${row.held.includes(i) && html` <span class="hf-table__under">held by a limit</span>`}</td>`)}
    <td data-label="Does it hold?">${holds(row)}</td>
  </tr>`
}

function holds({ split }: SplitRow): string {
  return split.objections.length === 0 ? 'Yes' : 'No'
}

/** What stands under each council; null where the rule gives no proportions for it. */
function cellsOf(row: SplitRow, table: RulesTable): Content[] | null {
  const { figures, numbers, pot, laboratory, exits, limits } = table
  const { name, says } = ruleWords[row.name]
  const { pays, saves } = row.split
  const held = limits === null ? '' : ` Held within limits: ${limits}`
  const from = (working: string) => workedSource(figures, `${name}: ${says} ${working}${held}`)
  const money = (pence: number, working: string) => numbers.number(formatPounds(pence), from(working))
  switch (pot) {
    case 'running':
      return pays.map((part, i) => {
        const saved = saves[i] ?? 0
        const working = 'Divided to the penny, so that the parts add up exactly.'
        return html`${money(part, working)} <span class="hf-table__under">${saved < 0 ? 'loses' : 'saves'} ${money(Math.abs(saved), working)}</span>`
      })
    case 'set-up':
      return (
        inProportion(figures.setUp, pays)?.map((part) =>
          money(part, 'The cost of setting up, in the proportions of the yearly bill.'),
        ) ?? null
      )
    case 'savings': {
      const more = inProportion(example, saves)
      return pays.map((_, i) => {
        const saved = saves[i] ?? 0
        const part = laboratory.saving > 0 ? ` (${formatPercent(saved / laboratory.saving, 1)})` : ''
        return html`${numbers.number(`${formatPounds(saved)}${part}`, from('What it saves against doing the work alone, and as a part of the whole saving.'))}
          <span class="hf-table__under">${more ? html`of more saved ${money(more[i] ?? 0, 'A round sum, in the proportions of the saving.')}` : 'no part of more'}</span>`
      })
    }
    case 'overspend':
      return (
        inProportion(example, pays)?.map((part) =>
          money(part, 'A round sum, in the proportions of the yearly bill.'),
        ) ?? null
      )
    case 'exit': {
      const fees = exits.get(row.name)
      return (
        fees?.fair.map(
          (fair, i) =>
            html`${money(fair, 'The share of the bill that it would no longer carry, and the capacity it would leave idle, over the years left.')}
              <span class="hf-table__under">holds at ${money(fees.holds[i] ?? 0, 'Its part of the smallest fees at which no council and no group would gain by leaving.')}</span>`,
        ) ?? null
      )
    }
    default:
      return pot satisfies never
  }
}
