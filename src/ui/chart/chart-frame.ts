import { html, type Content, type Html } from '../html.ts'

export type ChartFrame = {
  /** Unique on the page. */
  readonly id: string
  /** What the drawing says, in one sentence, with its number. Stands first. */
  readonly sentence: Content
  readonly drawing: Html
  /** The same figures as a table, for those who cannot see the drawing or want them exact. */
  readonly table?: Html
  readonly tableTitle?: string
  readonly downloads?: readonly { text: string; href: string }[]
  /** Who says these figures. */
  readonly source?: Html
}

/** Words, then the drawing, then the table and the files: the order of every chart. */
export function chartFrame(frame: ChartFrame): Html {
  const { id, downloads = [] } = frame
  return html`<figure class="hf-figure" id="${id}" aria-labelledby="${id}-says">
    <figcaption class="hf-figure__says" id="${id}-says">${frame.sentence}</figcaption>
    <div class="hf-figure__drawing">${frame.drawing}</div>
    ${frame.source}${
      frame.table &&
      html`<details class="hf-figure__table">
        <summary>${frame.tableTitle ?? 'The same figures as a table'}</summary>
        ${frame.table}
      </details>`
    }${
      downloads.length > 0 &&
      html`<ul class="hf-links hf-no-print">
        ${downloads.map(
          ({ text, href }) => html`<li><a class="hf-link" href="${href}" download>${text}</a></li>`,
        )}
      </ul>`
    }
  </figure>`
}
