import { html, type Html } from '#ui/html.ts'
import { govukTable } from '#ui/table.ts'
import { points } from '../text.ts'
import type { TrendRow } from '../trend.ts'

const moves: Record<TrendRow['moved'], string> = {
  up: 'Higher than last time',
  down: 'Lower than last time',
  'much-the-same': 'Much the same',
  unknown: 'Cannot be compared',
}

/** How trust moved from round to round, in words beside the figures. Nothing where there was only one round. */
export function trendTable(rows: readonly TrendRow[], titles: readonly string[]): Html | false {
  if (rows.length === 0) return false
  return html`<h2 class="hf-heading">From round to round</h2>
    <p class="govuk-body">The mean of what could be shown to you. A move of less than half a point is not called one: so few people give it that chance alone can make it.</p>
    ${govukTable({
      head: [
        { text: 'Statement' },
        ...titles.map((text) => ({ text, format: 'numeric' as const })),
        { text: 'Since last time' },
      ],
      firstCellIsHeader: true,
      rows: rows.map(({ about, values, moved }) => [
        { text: about },
        ...values.map((tenths) => ({
          text: tenths === null ? '–' : points(tenths),
          format: 'numeric' as const,
        })),
        { text: moves[moved] },
      ]),
    })}`
}
