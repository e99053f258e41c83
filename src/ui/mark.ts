import { html, type Html } from './html.ts'

/**
 * The mark of Handfast: two rings, each passing once over and once under the other. Decoration beside the name, so
 * hidden from screen readers. The gaps are cut 27 degrees either side of a crossing of circles of radius 7, 8 apart.
 */
export function mark(): Html {
  return html`<svg
    class="hf-brand__mark"
    viewBox="0 0 28 20"
    width="42"
    height="30"
    fill="none"
    stroke-width="2.6"
    aria-hidden="true"
    focusable="false"
  >
    <path d="M17.04 3.07A7 7 0 1 1 11.83 6.70" stroke="#efb3a6" />
    <path d="M10.96 16.93A7 7 0 1 1 16.17 13.30" stroke="#ffffff" />
  </svg>`
}
