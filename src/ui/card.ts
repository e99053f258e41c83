import type { CouncilMark } from './council-mark.ts'
import { councilName } from './council-mark.ts'
import { html, type Content, type Html } from './html.ts'

/** One conversation to have, on a card of its own: on the screen, on a wall, on paper. */
export type ConversationCard = {
  /** Unique on the page; a link may point to it. */
  readonly id: string
  /** Place in the agenda, when there is one. */
  readonly number?: number
  /** The statement, as it was asked. */
  readonly title: string
  /** Area and whether it is a gate: "Money · a gate: it must be met". */
  readonly kicker?: string
  readonly tag?: Html
  readonly drawing?: Html
  /** What each council said, and why. */
  readonly said?: readonly { readonly mark: CouncilMark; readonly level: string; readonly why?: Content }[]
  /** Titled parts in order: the question to ask, what good looks like, who should be in the room, what was agreed. */
  readonly parts?: readonly { readonly title: string; readonly body: Content }[]
  readonly footer?: Content
}

export function conversationCard(card: ConversationCard): Html {
  return html`<article class="hf-card" id="${card.id}" aria-labelledby="${card.id}-title">
    <header class="hf-card__head">
      ${
        card.number !== undefined &&
        html`<span class="hf-card__number" aria-hidden="true">${card.number}</span>`
      }
      <div>
        <h2 class="hf-card__title" id="${card.id}-title">${card.title}</h2>
        ${card.kicker && html`<p class="hf-card__kicker">${card.kicker}</p>`}${card.tag}
      </div>
    </header>
    ${
      card.drawing && html`<div class="hf-card__drawing">${card.drawing}</div>`
    }${card.said && said(card.said)}${card.parts?.map(
      ({ title, body }) =>
        html`<section class="hf-card__part">
          <h3 class="hf-card__heading">${title}</h3>
          <div>${body}</div>
        </section>`,
    )}${card.footer && html`<footer class="hf-card__foot">${card.footer}</footer>`}
  </article>`
}

function said(rows: NonNullable<ConversationCard['said']>): Html {
  return html`<dl class="hf-said">
    ${rows.map(
      ({ mark, level, why }) =>
        html`<div class="hf-said__row">
          <dt>${councilName(mark)}</dt>
          <dd><strong>${level}</strong>${why && html`<span class="hf-said__why">${why}</span>`}</dd>
        </div>`,
    )}
  </dl>`
}
