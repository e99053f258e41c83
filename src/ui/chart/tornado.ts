import { html, type Content, type Html } from '../html.ts'

/** One input: its name, what it does in words, and the result at its low and at its high. */
export type Bar = {
  readonly name: string
  readonly says: Content
  readonly from: number
  readonly to: number
}

const width = 640
const height = 18

/**
 * How far a result moves when one input goes from its low to its high, longest first, against nought, where the result is worth nothing. Names are
 * words of the page and not of the drawing, so that they can be read at every width; each bar is drawn under its own name.
 */
export function tornadoBars(bars: readonly Bar[]): Html {
  const values = [...bars.flatMap(({ from, to }) => [from, to]), 0]
  const [least, most] = [Math.min(...values), Math.max(...values)]
  const spread = most - least || 1
  const x = (value: number) => 2 + ((width - 4) * (value - least)) / spread
  return html`<ol class="hf-tornado">
    ${bars.map(
      ({ name, says, from, to }) => html`<li>
        <span class="hf-tornado__name">${name}</span> <span class="hf-tornado__says">${says}</span>
        <svg class="hf-chart" viewBox="0 0 ${width} ${height}" preserveAspectRatio="none" aria-hidden="true" focusable="false">
          <rect x="${x(Math.min(from, to)).toFixed(1)}" y="2" width="${Math.max(2, Math.abs(x(to) - x(from))).toFixed(1)}" height="${height - 4}" fill="#12393d" />
          <line x1="${x(0).toFixed(1)}" x2="${x(0).toFixed(1)}" y1="0" y2="${height}" stroke="#a3283a" stroke-width="2" />
        </svg>
      </li>`,
    )}
  </ol>`
}
