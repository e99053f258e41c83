import { safeAddress } from '../address.ts'
import { html, type Html } from '../html.ts'

/** What a hexagon says, by a word in the key and a pattern of its own; no two differ by colour alone. */
export const hexKinds = ['none', 'past', 'one', 'two', 'more'] as const
export type HexKind = (typeof hexKinds)[number]

export type Hex = {
  readonly column: number
  readonly row: number
  readonly kind: HexKind
  /** Shown when a mouse rests on it. */
  readonly title: string
  readonly href: string
}

const size = 20
const wide = size
const high = (size * Math.sqrt(3)) / 2
/** A hexagon with its points up, a little smaller than its place. */
const outline = pointsOf(size / Math.sqrt(3) - 0.7)

/**
 * A map of equal hexagons. It is a picture for those who can see and point; the list that stands beside it says the same to
 * everybody, so the drawing is hidden from screen readers and its links stay out of the order of the Tab key.
 */
export function hexMapDrawing(hexes: readonly Hex[], id: string): Html {
  const width = (Math.max(0, ...hexes.map(({ column }) => column)) + 2) * wide
  const height = (Math.max(0, ...hexes.map(({ row }) => row)) + 1) * high + size * 0.6
  return html`<svg class="hf-chart hf-hex-map" viewBox="0 0 ${round(width)} ${round(height)}" aria-hidden="true" focusable="false">
    <defs>${patterns(id)}</defs>
    ${hexes.map((hex) => hexagon(hex, id))}
  </svg>`
}

function hexagon({ column, row, kind, title, href }: Hex, id: string): Html {
  const x = (column + (row % 2 === 0 ? 0.5 : 1)) * wide
  const y = row * high + size * 0.6
  return html`<a href="${safeAddress(href)}" tabindex="-1"><path d="${outline}" transform="translate(${round(x)} ${round(y)})" ${paint(kind, id)}><title>${title}</title></path></a>`
}

function paint(kind: HexKind, id: string): Html {
  if (kind === 'none') return html`fill="#ffffff" stroke="#7d7d74" stroke-width="0.6"`
  if (kind === 'more') return html`fill="#12393d" stroke="#12393d" stroke-width="1"`
  return html`fill="url(#${id}-${kind})" stroke="#12393d" stroke-width="1"`
}

/** Stripes for what is over, few dots for one, many dots for two: they stay apart in greyscale and on paper. */
function patterns(id: string): Html {
  return html`<pattern id="${id}-past" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="5" height="5" fill="#fbfaf6" /><rect width="1.6" height="5" fill="#7d7d74" /></pattern>
    <pattern id="${id}-one" width="6" height="6" patternUnits="userSpaceOnUse"><rect width="6" height="6" fill="#cfdedd" /><circle cx="3" cy="3" r="1" fill="#12393d" /></pattern>
    <pattern id="${id}-two" width="4" height="4" patternUnits="userSpaceOnUse"><rect width="4" height="4" fill="#5d777a" /><circle cx="2" cy="2" r="1" fill="#ffffff" /></pattern>`
}

/** One hexagon for the key, with the pattern of its kind. `id` is that of the drawing. */
export function hexSwatch(kind: HexKind, id: string): Html {
  return html`<svg class="hf-swatch hf-chart" viewBox="-12 -12 24 24" width="24" height="24" aria-hidden="true" focusable="false"><path d="${outline}" ${paint(kind, id)} /></svg>`
}

function pointsOf(radius: number): string {
  const across = (radius * Math.sqrt(3)) / 2
  const corners = [
    [0, -radius],
    [across, -radius / 2],
    [across, radius / 2],
    [0, radius],
    [-across, radius / 2],
    [-across, -radius / 2],
  ]
  return `M${corners.map(([x = 0, y = 0]) => `${round(x)} ${round(y)}`).join('L')}Z`
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}
