import { html, type Html } from '../html.ts'

/** A step of a curve that only falls: from `at` on, the share `surviving` is left, between `low` and `high`. */
export type CurveStep = {
  readonly at: number
  readonly surviving: number
  readonly low: number | null
  readonly high: number | null
}

const box = { left: 58, right: 588, top: 14, bottom: 250 }

/** The share that is still there, by years. Steps down at each ending; the band is what chance alone would allow. */
export function survivalSteps(
  steps: readonly CurveStep[],
  { longest, sentence, id }: { readonly longest: number; readonly sentence: string; readonly id: string },
): Html {
  const end = Math.max(1, Math.ceil(longest))
  const x = (years: number) => round(box.left + (years / end) * (box.right - box.left))
  const y = (share: number) => round(box.bottom - share * (box.bottom - box.top))
  const line = `M${x(0)} ${y(1)}${steps.map(({ at, surviving }) => `H${x(at)}V${y(surviving)}`).join('')}H${x(longest)}`
  const every = end > 12 ? 5 : 2
  const years = Array.from({ length: Math.floor(end / every) + 1 }, (_, i) => i * every)
  return html`<svg class="hf-chart hf-survival" viewBox="0 0 600 300" role="img" aria-labelledby="${id}-name">
    <title id="${id}-name">${sentence}</title>
    ${[0, 0.25, 0.5, 0.75, 1].map((share) => html`<path class="hf-chart__grid" d="M${box.left} ${y(share)}H${box.right}" stroke="#d9d6cc" stroke-width="1" /><text x="${box.left - 8}" y="${y(share) + 4}" text-anchor="end">${share * 100}%</text>`)}
    ${years.map((year) => html`<text x="${x(year)}" y="${box.bottom + 20}" text-anchor="middle">${year}</text>`)}
    <text x="${round((box.left + box.right) / 2)}" y="${box.bottom + 38}" text-anchor="middle">Years since it began</text>
    <path d="${band(steps, longest, x, y)}" fill="#cfdedd" stroke="none" />
    <path d="${line}" fill="none" stroke="#12393d" stroke-width="2.5" />
  </svg>`
}

function band(
  steps: readonly CurveStep[],
  longest: number,
  x: (years: number) => number,
  y: (share: number) => number,
): string {
  const known = steps.flatMap(({ at, low, high }) =>
    low === null || high === null ? [] : [{ at, low, high }],
  )
  const [first] = known
  if (!first) return 'M0 0'
  const upper = known.map(({ at, high }) => `H${x(at)}V${y(high)}`).join('')
  const lower = known
    .toReversed()
    .map(({ at, low }) => `V${y(low)}H${x(at)}`)
    .join('')
  return `M${x(first.at)} ${y(first.high)}${upper}H${x(longest)}${lower}Z`
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
