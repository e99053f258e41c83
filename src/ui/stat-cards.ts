import { html, type Html } from './html.ts'

export type StatCard = {
  readonly value: number | string
  /** What is counted: "agree and ready". It is the meaning; the colour only repeats it. */
  readonly label: string
  /** Where the things counted are. */
  readonly href?: string
  readonly tone?: 'calm' | 'care' | 'wait'
}

/** Counts side by side, four at most to a row. Whole numbers of things, never a share of a hundred. */
export function statCards(cards: readonly StatCard[]): Html {
  return html`<ul class="hf-stats">
    ${cards.map(
      ({ value, label, href, tone = 'calm' }) =>
        html`<li class="hf-stat hf-stat--${tone}">
          <strong class="hf-stat__value">${value}</strong> ${
            href === undefined
              ? html`<span class="hf-stat__label">${label}</span>`
              : html`<a class="hf-stat__label hf-link" href="${href}">${label}</a>`
          }
        </li>`,
    )}
  </ul>`
}
