import { councilName, type CouncilMark } from '../council-mark.ts'
import { html, type Html } from '../html.ts'

/** What the shapes and signs mean. Stands over the rows and stays in sight while they scroll. */
export function dotGapKey(
  marks: readonly CouncilMark[],
  has: { needed?: boolean; unknown?: boolean } = {},
): Html {
  const { needed = true, unknown = true } = has
  return html`<ul class="hf-key">
    ${marks.map((mark) => html`<li>${councilName(mark)}</li>`)}${
      needed &&
      html`<li>
        <svg
          class="hf-swatch hf-swatch--wide hf-chart"
          viewBox="0 0 28 20"
          width="28"
          height="20"
          aria-hidden="true"
          focusable="false"
        >
          <rect class="hf-chart__ready" x="5" width="23" height="20" fill="#edf3f1" />
          <path
            class="hf-chart__needed"
            d="M5 0V20"
            stroke="#16222b"
            stroke-width="2"
            stroke-dasharray="2 3"
          /></svg
        >the level you need
      </li>`
    }${unknown && html`<li><strong aria-hidden="true">?</strong> does not know</li>`}
  </ul>`
}
