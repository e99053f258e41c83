import { formatCount, formatDay } from '#ui/format.ts'
import { html, type Html } from '#ui/html.ts'
import type { Shell } from '#ui/layout.ts'
import { whoSees, type Audience } from '#ui/who-sees.ts'
import { conversations } from '../gap-report.ts'
import { links } from '../links.ts'
import type { Board } from '../queries.ts'
import { outcomeWords } from '../text.ts'
import { roundFrame } from './frame.ts'
import { rowCard } from './card-page.ts'

export type AgendaPageModel = {
  readonly board: Board
  readonly sees: Audience
  readonly meeting: boolean
  /** How many cards; the rest are one link away. */
  readonly most: number
}

/** The conversations to have, as cards in the order in which to have them. Prints one card a page. */
export function agendaPage(shell: Shell, { board, sees, meeting, most }: AgendaPageModel): Html {
  const all = conversations(board.report)
  const rows = all.slice(0, most)
  const isCut = rows.length < all.length
  const title = all.length === 0 ? 'There is nothing you must talk about first' : 'The conversations to have'
  const body = html`<h1 class="hf-headline">${title}</h1>
    <p class="hf-lead">
      ${
        all.length === 0
          ? 'On every statement you see the same thing and are ready.'
          : `${formatCount(rows.length, 'card')}${rows.length < all.length ? ` of ${all.length}` : ''}, the widest gap first. Take them one at a time. Ask the question, listen to each council’s reason, and write down how it ended.`
      }
    </p>
    ${whoSees(sees)}
    ${rows.map((row, index) => rowCard(board, row, { number: index + 1, ...(meeting ? {} : { footer: footer(board, row.statement.id, row.statement.number) }) }))}
    ${!meeting && isCut && html`<p class="hf-no-print"><a class="govuk-link" href="${links.agenda(board.round.id)}?all=yes">Show all ${all.length} cards</a></p>`}`
  return roundFrame(shell, board, {
    title,
    body,
    meeting,
    wide: true,
    back: { href: links.board(board.round.id), text: 'The gap board' },
  })
}

function footer(board: Board, item: string, number: string): Html {
  const talked = board.conversations.find((conversation) => conversation.item === item)
  return html`${talked ? html`<strong>${outcomeWords[talked.outcome]}.</strong> ${talked.summary}${talked.heldOn && ` (${formatDay(talked.heldOn)})`} ` : ''}<a
      class="govuk-link hf-no-print"
      href="${links.card(board.round.id, item)}"
      >${talked ? 'Change what was recorded' : 'Record the outcome'}<span class="govuk-visually-hidden">
        of ${number}</span
      ></a
    >`
}
