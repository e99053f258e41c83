import { html, type Content, type Html } from './html.ts'

/** Where a figure comes from. Everything but the source may be unknown, and then the page says so. */
export type Source = {
  /** The paper, data set or person, in words. */
  readonly source: string
  readonly href?: string
  /** Who answers for it. */
  readonly owner?: string
  /** The day it is from, as people write it: "2 September 2026". */
  readonly date?: string
  readonly version?: string
  /** The calculation in words. */
  readonly working?: Content
}

/** One line, for paper, for Word and for boards where there is no room to open anything. */
export function sourceLine({ source, owner, date, version }: Source): string {
  return [source, owner, date, version].filter((part) => part !== undefined && part !== '').join(' · ')
}

/**
 * "Who says?" beside a figure: opens in place, needs no script, and is printed open. `about` completes the words for a
 * screen reader, so that two on a page differ: "Who says? About the saving a year".
 */
export function whoSays(from: Source, about: string): Html {
  const rows: readonly (readonly [string, Content])[] = [
    [
      'Source',
      from.href === undefined ? from.source : html`<a class="hf-link" href="${from.href}">${from.source}</a>`,
    ],
    ['Who answers for it', from.owner ?? 'Nobody is named'],
    ['Date', from.date ?? 'Not dated'],
    ['Version', from.version],
    ['How it is worked out', from.working],
  ]
  return html`<details class="hf-says">
    <summary class="hf-says__summary">
      Who says?<span class="govuk-visually-hidden"> About ${about}</span>
    </summary>
    <dl class="hf-says__list">
      ${rows.map(
        ([term, words]) =>
          words !== undefined &&
          html`<div>
            <dt>${term}</dt>
            <dd>${words}</dd>
          </div>`,
      )}
    </dl>
  </details>`
}
