import { html, type Html } from '#ui/html.ts'
import type { Shell } from '#ui/layout.ts'
import { govukTable } from '#ui/table.ts'
import { whoSees, type Audience } from '#ui/who-sees.ts'
import { links } from '../links.ts'
import type { Opened } from '../queries.ts'
import type { BothWays } from '../result.ts'
import { rowSentence } from '../result-words.ts'
import { nearWords, points } from '../text.ts'
import { trustFrame } from './frame.ts'

export type PairPageModel = {
  readonly opened: Opened
  readonly sees: Audience
  readonly first: string
  readonly second: string
  readonly sentence: string
  readonly rows: readonly BothWays[]
}

/** Both directions of one pair, in words before numbers. */
export function pairPage(shell: Shell, { opened, sees, first, second, sentence, rows }: PairPageModel): Html {
  const title = `${first} and ${second}`
  const body = html`<h1 class="hf-headline">${title}</h1>
    <p class="hf-lead">${sentence}</p>
    ${whoSees(sees)}
    ${rows.map(
      (row) =>
        html`<h2 class="hf-heading">${row.statement.about}</h2>
          <p class="govuk-body">${rowSentence(row, first, second)}</p>
          ${govukTable({
            head: [
              { text: 'Who says it' },
              { text: 'Mean', format: 'numeric' },
              { text: 'What it comes nearest to' },
            ],
            firstCellIsHeader: true,
            rows: [
              said(`${first} of ${second}`, row.first, row),
              said(`${second} of ${first}`, row.second, row),
            ],
          })}
          <p class="hf-soft">To ask: ${row.statement.ask}</p>`,
    )}`
  return trustFrame(shell, opened, {
    title,
    body,
    back: { href: links.result(opened.round.id), text: 'The result' },
  })
}

function said(who: string, tenths: number | null, { statement }: BothWays) {
  return [
    { text: who },
    { text: tenths === null ? '–' : points(tenths), format: 'numeric' as const },
    { text: tenths === null ? 'No experience yet' : nearWords(tenths, statement.levels) },
  ]
}
