import { formatCount, formatInstantDay } from '#ui/format.ts'
import { html, type Html } from '#ui/html.ts'
import type { Shell } from '#ui/layout.ts'
import { whoSees, type Audience } from '#ui/who-sees.ts'
import { links } from '../links.ts'
import type { Movement } from '../movement.ts'
import type { Board } from '../queries.ts'
import { readingWords } from '../text.ts'
import { namesIn, roundFrame } from './frame.ts'
import { levelNames } from './gap-row.ts'

export type MovementPageModel = {
  readonly board: Board
  readonly earlier: { readonly title: string; readonly revealedAt: Date | null }
  readonly moved: readonly Movement[]
  readonly sees: Audience
}

/** What has moved since the round before, as sentences with an arrow beside each. */
export function movementPage(shell: Shell, { board, earlier, moved, sees }: MovementPageModel): Html {
  const up = moved.filter(({ steps }) => (steps ?? 0) > 0).length
  const down = moved.filter(({ steps }) => (steps ?? 0) < 0).length
  const title =
    moved.length === 0
      ? 'Nothing has moved since last time'
      : `${formatCount(up, 'answer')} went up and ${down} went down`
  const names = levelNames(board)
  const body = html`<h1 class="hf-headline">${title}</h1>
    <p class="hf-lead">
      Since “${earlier.title}”${earlier.revealedAt && `, opened ${formatInstantDay(earlier.revealedAt)}`}.
      Higher is not always better: what counts is the level you need.
    </p>
    ${whoSees(sees)}
    ${
      moved.length > 0 &&
      html`<table class="hf-table hf-table--cards">
        <caption class="govuk-visually-hidden">
          Answers that moved, the largest movement first
        </caption>
        <thead>
          <tr>
            <th scope="col">Statement</th>
            <th scope="col">Council</th>
            <th scope="col">Then</th>
            <th scope="col">Now</th>
          </tr>
        </thead>
        <tbody>
          ${moved.map(
            ({ item, number, statement, council, was, is, steps }) =>
              html`<tr>
                <th scope="row">
                  <a class="govuk-link" href="${links.card(board.round.id, item)}">${statement}</a
                  ><span class="hf-note">${number}</span>
                </th>
                <td data-label="Council">${namesIn(board)(council)}</td>
                <td data-label="Then">${readingWords(was, names)}</td>
                <td data-label="Now">${readingWords(is, names)} ${arrow(steps)}</td>
              </tr>`,
          )}
        </tbody>
      </table>`
    }`
  return roundFrame(shell, board, {
    title,
    body,
    wide: true,
    back: { href: links.board(board.round.id), text: 'The gap board' },
  })
}

function arrow(steps: number | null): Html | false {
  if (steps === null) return false
  return html`<span class="hf-soft">(${steps > 0 ? '↑ up' : '↓ down'} ${Math.abs(steps)})</span>`
}
