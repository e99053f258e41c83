import { html, type Html } from '../html.ts'

export type Bar = { readonly name: string; readonly from: number; readonly to: number }

const width = 640
const row = 30
const left = 16

/** Bars of how far a result moves when one input goes from its low to its high, longest first, around one middle value. */
export function tornadoBars(bars: readonly Bar[], middle: number): Html {
  const values = [...bars.flatMap(({ from, to }) => [from, to]), middle]
  const [least, most] = [Math.min(...values), Math.max(...values)]
  const spread = most - least || 1
  const x = (value: number) => left + ((width - 2 * left) * (value - least)) / spread
  const height = row * bars.length + 10
  return html`<svg class="hf-chart" viewBox="0 0 ${width} ${height}" aria-hidden="true" focusable="false">
    ${bars.map(
      ({ from, to }, at) =>
        html`<rect x="${x(Math.min(from, to)).toFixed(1)}" y="${at * row + 8}" width="${Math.max(2, Math.abs(x(to) - x(from))).toFixed(1)}" height="${row - 12}" fill="#12393d" /><text x="${(x(Math.min(from, to)) - 4).toFixed(1)}" y="${at * row + 22}" text-anchor="end" font-size="13" fill="#16222b">${at + 1}</text>`,
    )}
    <line x1="${x(middle).toFixed(1)}" x2="${x(middle).toFixed(1)}" y1="0" y2="${height}" stroke="#a3283a" stroke-width="2" />
  </svg>`
}
