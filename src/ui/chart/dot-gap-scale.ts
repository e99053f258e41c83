import { html, type Html } from '../html.ts'

/** The ground a gap row is drawn on: places, the level needed, names. In units of the drawing, 384 wide. */
export type Needed = 1 | 2 | 3 | 4 | 5

const step = 66
const first = 30
export const width = 384
/** Where those stand who do not know, or to whom it does not apply. */
export const aside = 336
/** Between shapes at the same level. */
export const apart = 17
/** A council's line in a drawing that stands alone. */
export const lane = 25
export const axisHeight = 42
export const x = (level: number): number => first + (level - 1) * step

/** On two heights, because five names do not fit on one. A name that matters less gives way on a very small screen. */
export function axis(levelNames: readonly string[], needed?: number): Html[] {
  return levelNames.map((level, i) => {
    const [at, y] = [x(i + 1), i % 2 === 1 ? 13 : 31]
    const between = i > 0 && i < levelNames.length - 1 && i + 1 !== needed
    return html`<path
        class="hf-chart__grid"
        d="M${at} ${y + 5}V${axisHeight}"
        stroke="#d9d6cc"
        stroke-width="1.5"
      /><text
        class="${between ? 'hf-chart__label hf-chart__label--between' : 'hf-chart__label'}"
        x="${at}"
        y="${y}"
        text-anchor="middle"
        fill="#4b5a66"
        >${level}</text
      >`
  })
}

export function ground(needed: Needed | undefined, top: number, bottom: number): Html | undefined {
  if (needed === undefined) return undefined
  const from = x(needed)
  return html`<rect
    class="hf-chart__ready"
    x="${from}"
    y="${top}"
    width="${x(5) + 16 - from}"
    height="${bottom - top}"
    fill="#edf3f1"
  />`
}

export function ticks(top: number, bottom: number): Html {
  const lines = [1, 2, 3, 4, 5].map((level) => `M${x(level)} ${top}V${bottom}`).join('')
  return html`<path class="hf-chart__grid" d="${lines}" stroke="#d9d6cc" stroke-width="1.5" />`
}

export function neededLine(needed: Needed | undefined, top: number, bottom: number): Html | undefined {
  if (needed === undefined) return undefined
  return html`<path
    class="hf-chart__needed"
    d="M${x(needed)} ${top}V${bottom}"
    stroke="#16222b"
    stroke-width="2"
    stroke-dasharray="2 3"
  />`
}

/** Clears the scale out of the line of a council that is not on it, or its name would seem to stand at a level. */
export function offScale(y: number): Html {
  return html`<rect
    class="hf-chart__clear"
    x="0"
    y="${y - lane / 2}"
    width="${width}"
    height="${lane}"
    fill="#ffffff"
  />`
}
