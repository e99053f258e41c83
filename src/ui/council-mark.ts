import { html, type Html } from './html.ts'

/**
 * A colour and a shape for each council. They are given out in alphabetical order of the councils shown, so that no
 * council looks senior, and they differ three ways: the shape, the hue (checked for protanopia, deuteranopia and
 * tritanopia) and the lightness (at least 7.9 steps of L* apart, so greyscale print keeps them apart too).
 */
export type CouncilMark = {
  readonly council: string
  /** Place in alphabetical order, from 0. */
  readonly index: number
  readonly shape: MarkShape
  readonly colour: string
  /** From the seventh council on the shapes come round again, drawn as outlines. */
  readonly hollow: boolean
}

export type MarkShape = 'circle' | 'square' | 'triangle' | 'diamond' | 'star' | 'cross'

const kinds: readonly { shape: MarkShape; colour: string }[] = [
  { shape: 'circle', colour: '#1a73a8' },
  { shape: 'square', colour: '#b47a12' },
  { shape: 'triangle', colour: '#3f1450' },
  { shape: 'diamond', colour: '#20502b' },
  { shape: 'star', colour: '#9a2f74' },
  { shape: 'cross', colour: '#0b1115' },
]

const alphabet = new Intl.Collator('en-GB', { sensitivity: 'base', numeric: true })

/** One mark a council, in alphabetical order whatever the order given; a name given twice gets one mark. */
export function councilMarks(councils: readonly string[]): readonly CouncilMark[] {
  return [...new Set(councils)]
    .sort((a, b) => alphabet.compare(a, b))
    .map((council, index) => {
      const kind = kinds[index % kinds.length] ?? { shape: 'circle', colour: '#1a73a8' }
      return { council, index, ...kind, hollow: Math.floor(index / kinds.length) % 2 === 1 }
    })
}

/** Outlines about the origin, of about the same weight to the eye, 15 units high. */
const outlines: Readonly<Record<MarkShape, string>> = {
  circle: 'M-7 0A7 7 0 1 1 7 0A7 7 0 1 1-7 0Z',
  square: 'M-6.2-6.2H6.2V6.2H-6.2Z',
  triangle: 'M0-7.8L7.9 6.2H-7.9Z',
  diamond: 'M0-8.6L8.6 0L0 8.6L-8.6 0Z',
  star: 'M0-9.2L2.5-3.2L8.9-2.8L4 1.4L5.5 7.6L0 4.3L-5.5 7.6L-4 1.4L-8.9-2.8L-2.5-3.2Z',
  cross: 'M-2.7-7.6H2.7V-2.7H7.6V2.7H2.7V7.6H-2.7V2.7H-7.6V-2.7H-2.7Z',
}

/** The shape alone, centred at (x, y) of the drawing it stands in. A pale edge keeps it off lines and neighbours. */
export function councilShape(mark: CouncilMark, x: number, y: number): Html {
  const paint = mark.hollow
    ? html`fill="#ffffff" stroke="${mark.colour}" stroke-width="3"`
    : html`fill="${mark.colour}" stroke="#ffffff" stroke-width="1.5"`
  return html`<path
    class="${mark.hollow ? 'hf-mark hf-mark--hollow' : 'hf-mark'}"
    d="${outlines[mark.shape]}"
    transform="translate(${x} ${y})"
    ${paint}
  />`
}

/** The shape in a line of text, before the name of its council; hidden from screen readers, which hear the name. */
export function councilSwatch(mark: CouncilMark): Html {
  return html`<svg
    class="hf-swatch hf-chart"
    viewBox="-10 -10 20 20"
    width="20"
    height="20"
    aria-hidden="true"
    focusable="false"
  >
    ${councilShape(mark, 0, 0)}
  </svg>`
}

/** A council by shape and name. */
export function councilName(mark: CouncilMark): Html {
  return html`<span class="hf-council">${councilSwatch(mark)}${mark.council}</span>`
}
