import { html, type Html } from '../html.ts'

export type FanYear = {
  readonly year: number
  readonly low: number
  readonly middle: number
  readonly high: number
}

const width = 640
const height = 300
const left = 84
const bottom = 36
const top = 14

/**
 * A range of outcomes over years: the band holds eight of ten outcomes, the line is the middle one. The figures stand in the
 * table beside it, so the drawing itself is left to the eye.
 */
export function fan(years: readonly FanYear[], label: (value: number) => string): Html {
  const values = years.flatMap(({ low, high }) => [low, high, 0])
  const [least, most] = [Math.min(...values), Math.max(...values)]
  const spread = most - least || 1
  const x = (at: number) => left + ((width - left - 16) * at) / Math.max(1, years.length - 1)
  const y = (value: number) => top + ((height - top - bottom) * (most - value)) / spread
  const point = (at: number, value: number) => `${x(at).toFixed(1)},${y(value).toFixed(1)}`
  const band = [
    ...years.map(({ high }, at) => point(at, high)),
    ...years.map(({ low }, at) => point(at, low)).toReversed(),
  ].join(' ')
  const ticks = [least, 0, most].filter((value, at, all) => all.indexOf(value) === at)
  return html`<svg class="hf-chart hf-fan" viewBox="0 0 ${width} ${height}" aria-hidden="true" focusable="false">
    <polygon points="${band}" fill="#cfe3e1" />
    <line x1="${left}" x2="${width - 16}" y1="${y(0).toFixed(1)}" y2="${y(0).toFixed(1)}" stroke="#4b5a66" stroke-dasharray="4 4" />
    <polyline points="${years.map(({ middle }, at) => point(at, middle)).join(' ')}" fill="none" stroke="#12393d" stroke-width="2.5" />
    ${ticks.map((value) => html`<text x="${left - 8}" y="${(y(value) + 4).toFixed(1)}" text-anchor="end" font-size="13" fill="#16222b">${label(value)}</text>`)}
    ${years.map(({ year }, at) => (years.length <= 12 || at % 5 === 0) && html`<text x="${x(at).toFixed(1)}" y="${height - 12}" text-anchor="middle" font-size="13" fill="#16222b">${year}</text>`)}
  </svg>`
}
