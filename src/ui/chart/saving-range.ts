import { formatPounds, formatPoundsShort } from '../format.ts'
import { html, type Html } from '../html.ts'

/** What one council saves a year under each of some rules, in pence. */
export type SavingRange = { readonly name: string; readonly savings: readonly number[] }

const left = 150
const right = 580
const lane = 44
const top = 26

/** A lane for each council: a dot for each rule, and a line from the least to the most it could save. */
export function savingRanges(
  ranges: readonly SavingRange[],
  { sentence, id }: { readonly sentence: string; readonly id: string },
): Html {
  const all = ranges.flatMap(({ savings }) => savings)
  const [low, high] = [Math.min(0, ...all), Math.max(1, ...all)]
  const x = (amount: number) =>
    Math.round((left + ((amount - low) / (high - low)) * (right - left)) * 10) / 10
  const bottom = top + ranges.length * lane
  return html`<svg class="hf-chart hf-saving-range" viewBox="0 0 600 ${bottom + 30}" role="img" aria-labelledby="${id}-name">
    <title id="${id}-name">${sentence}</title>
    ${[low, 0, high]
      .filter((value, at, list) => list.indexOf(value) === at)
      .map(
        (value) =>
          html`<path class="hf-chart__grid" d="M${x(value)} ${top - 8}V${bottom}" stroke="#d9d6cc" stroke-width="1.5" /><text x="${x(value)}" y="${bottom + 20}" text-anchor="${value === high ? 'end' : 'middle'}">${formatPoundsShort(value)}</text>`,
      )}
    ${ranges.map(({ name, savings }, i) => {
      const y = top + (i + 0.5) * lane
      return html`<text x="0" y="${y + 5}">${name}</text>
        <path d="M${x(Math.min(...savings))} ${y}H${x(Math.max(...savings))}" stroke="#12393d" stroke-width="2" />
        ${savings.map((amount) => html`<circle cx="${x(amount)}" cy="${y}" r="6" fill="#12393d" fill-opacity="0.55"><title>${name}: ${formatPounds(amount)}</title></circle>`)}`
    })}
  </svg>`
}
