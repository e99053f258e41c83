import { html, type Content, type Html } from './html.ts'

export type NextStep = {
  /** One thing, as an instruction: "Answer the questions about money". Or that there is nothing to do, and until when. */
  readonly title: string
  readonly text?: Content
  /** By when, in words: "by 14 October 2026". */
  readonly due?: string
  /** A link drawn as a button, or a form when the step changes something at once. */
  readonly action?: { readonly text: string; readonly href: string } | Html
  /** What the others are doing, a sentence each. */
  readonly others?: readonly Content[]
  readonly id?: string
}

/** The one thing this person can do now. A page has one of these or none; the type has no room for two steps. */
export function nextStep({ title, text, due, action, others = [], id = 'next-step' }: NextStep): Html {
  return html`<section class="hf-next" aria-labelledby="${id}">
    <div class="hf-next__step">
      <p class="hf-next__kicker">Your next step</p>
      <h2 class="hf-next__title" id="${id}">${title}</h2>
      ${
        text && html`<p class="hf-next__text">${text}</p>`
      }${due && html`<p class="hf-next__due">${due}</p>`}${action && button(action)}
    </div>
    ${
      others.length > 0 &&
      html`<div class="hf-next__others">
        <h3 class="hf-next__heading">What others are doing</h3>
        <ul>
          ${others.map((other) => html`<li>${other}</li>`)}
        </ul>
      </div>`
    }
  </section>`
}

function button(action: { text: string; href: string } | Html): Html {
  if ('html' in action) return action
  return html`<a
    class="govuk-button"
    href="${action.href}"
    role="button"
    draggable="false"
    data-module="govuk-button"
    >${action.text}</a
  >`
}
