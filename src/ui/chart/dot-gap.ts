import { councilShape, type CouncilMark } from '../council-mark.ts'
import { html, type Content, type Html } from '../html.ts'
import {
  apart,
  aside,
  axis,
  axisHeight,
  ground,
  lane,
  neededLine,
  offScale,
  ticks,
  width,
  x,
  type Needed,
} from './dot-gap-scale.ts'

export type DotLevel = 1 | 2 | 3 | 4 | 5 | 'unknown' | 'not-applicable'

export type DotMark = CouncilMark & { readonly level: DotLevel }

export type DotGap = {
  /** One a council, in the order of `councilMarks`. */
  readonly marks: readonly DotMark[]
  /** The level the ambition needs, or none when nothing is needed of this statement. */
  readonly needed?: Needed
  /** The five levels in plain words, lowest first. */
  readonly levelNames: readonly string[]
  /** Unique on the page; the drawing's title and description are named after it. */
  readonly id: string
  /** What the row says in words. It is the drawing's name to a screen reader. */
  readonly sentence: string
  /** One line a council with its name beside its shape: for a drawing that stands alone, such as on a card. */
  readonly named?: boolean
}

/**
 * One statement: a shape for each council at the level it holds, a line from the lowest to the highest, and a ground
 * from the level needed upwards. Equal levels stand one above the other about the line, so that none hides and none
 * leads. "Does not know" and "not applicable" stand apart on the right, with a sign beside the shape.
 * 384 units wide; it scales, and its words grow by style sheet when it is drawn small.
 */
export function dotGap(gap: DotGap): Html {
  return gap.named ? named(gap) : row(gap)
}

function row(gap: DotGap): Html {
  const { marks, needed } = gap
  const height = Math.max(46, tallest(marks) * apart + 14)
  const middle = height / 2
  return drawing(gap, 'hf-chart hf-dot-gap', height, [
    ground(needed, 0, height),
    ticks(4, height - 4),
    html`<path class="hf-chart__grid" d="M${x(1)} ${middle}H${x(5)}" stroke="#d9d6cc" stroke-width="1.5" />`,
    range(marks, middle),
    neededLine(needed, 0, height),
    ...inStacks(marks).map(
      ({ mark, at, lift }) => html`${councilShape(mark, at, middle + lift)}${sign(mark, at, middle + lift)}`,
    ),
  ])
}

/** The names of the levels stand over it, so that it needs no key and no heading. */
function named(gap: DotGap): Html {
  const { marks, needed, levelNames } = gap
  const height = axisHeight + marks.length * lane + 4
  return drawing(gap, 'hf-chart hf-dot-gap hf-dot-gap--named', height, [
    axis(levelNames, needed),
    ground(needed, axisHeight, height),
    ticks(axisHeight, height),
    neededLine(needed, axisHeight, height),
    ...marks.map((mark, i) => {
      const y = axisHeight + (i + 0.5) * lane + 2
      const at = column(mark.level)
      return html`${typeof mark.level !== 'number' && offScale(y)}${councilShape(mark, at, y)}${sign(mark, at, y)}${name(mark, at, y)}`
    }),
  ])
}

function drawing({ id, sentence, ...gap }: DotGap, classes: string, height: number, parts: Content): Html {
  return html`<svg
    class="${classes}"
    viewBox="0 0 ${width} ${height}"
    width="${width}"
    height="${height}"
    role="img"
    aria-labelledby="${id}-title"
    aria-describedby="${id}-desc"
    fill="none"
    font-family="Arial, sans-serif"
    font-size="14"
  >
    <title id="${id}-title">${sentence}</title>
    <desc id="${id}-desc">${described(gap)}</desc>
    ${parts}
  </svg>`
}

/** The names of the levels over a column of rows, drawn once. */
export function dotGapAxis(levelNames: readonly string[]): Html {
  return html`<svg
    class="hf-chart hf-dot-gap hf-dot-gap--axis"
    viewBox="0 0 ${width} ${axisHeight}"
    width="${width}"
    height="${axisHeight}"
    aria-hidden="true"
    focusable="false"
    fill="none"
    font-family="Arial, sans-serif"
    font-size="14"
  >
    ${axis(levelNames)}
  </svg>`
}

/** The lowest and highest level by name, for a phone, where the column heading is far away. */
export function dotGapEnds(levelNames: readonly string[]): Html {
  return html`<p class="hf-dot-gap__ends" aria-hidden="true">
    <span>${levelNames[0]}</span><span>${levelNames.at(-1)}</span>
  </p>`
}

type Place = { mark: DotMark; at: number; lift: number }

function column(level: DotLevel): number {
  return typeof level === 'number' ? x(level) : aside
}

/** Shapes in the same column share the height about the middle line, in alphabetical order from the top. */
function inStacks(marks: readonly DotMark[]): Place[] {
  return marks.map((mark) => {
    const here = marks.filter((other) => column(other.level) === column(mark.level))
    return { mark, at: column(mark.level), lift: (here.indexOf(mark) - (here.length - 1) / 2) * apart }
  })
}

function tallest(marks: readonly DotMark[]): number {
  return Math.max(
    1,
    ...marks.map((mark) => marks.filter((o) => column(o.level) === column(mark.level)).length),
  )
}

function sign({ level }: DotMark, at: number, y: number): Html | undefined {
  if (typeof level === 'number') return undefined
  const text = level === 'unknown' ? '?' : 'n/a'
  return html`<text class="hf-chart__sign" x="${at + 13}" y="${y + 5}" font-weight="700" fill="#16222b"
    >${text}</text
  >`
}

/** On the side with more room; a pale edge keeps the ticks from striking it through. */
function name({ council, level }: DotMark, at: number, y: number): Html {
  const left = typeof level !== 'number' || level > 3
  const words = { unknown: ' does not know', 'not-applicable': ': not applicable' }
  const text = `${shortName(council)}${typeof level === 'number' ? '' : words[level]}`
  return html`<text
    class="hf-chart__name"
    x="${left ? at - 14 : at + 14}"
    y="${y + 4.5}"
    ${left && html` text-anchor="end"`}
    fill="#16222b"
    stroke="#ffffff"
    stroke-width="4"
    paint-order="stroke"
    >${text}</text
  >`
}

/** "Ashby Borough Council" is "Ashby" in a drawing; its description and the words beside it hold the whole name. */
function shortName(council: string): string {
  const short = council.replace(/( (Metropolitan|London))?( (Borough|County|City|District))? Council$/, '')
  return short.length <= 22 ? short : `${short.slice(0, 21).trimEnd()}…`
}

function range(marks: readonly DotMark[], middle: number): Html | undefined {
  const levels = marks.flatMap(({ level }) => (typeof level === 'number' ? [level] : []))
  const low = Math.min(...levels)
  const high = Math.max(...levels)
  if (levels.length < 2 || low === high) return undefined
  return html`<path
    class="hf-chart__range"
    d="M${x(low)} ${middle}H${x(high)}"
    fill="none"
    stroke="#5d777a"
    stroke-width="4"
  />`
}

function described({ marks, needed, levelNames }: Pick<DotGap, 'marks' | 'needed' | 'levelNames'>): string {
  const inWords = (level: DotLevel): string => {
    if (level === 'unknown') return 'does not know'
    if (level === 'not-applicable') return 'not applicable'
    return `${levelNames[level - 1]} (${level} of ${levelNames.length})`
  }
  const need = needed === undefined ? '' : ` Level needed: ${inWords(needed)}.`
  return `${marks.map((mark) => `${mark.council}: ${inWords(mark.level)}.`).join(' ')}${need}`
}
