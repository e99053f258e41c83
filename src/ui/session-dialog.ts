import { html, type Html } from './html.ts'

/** Seconds left, counted from when the page is drawn. Staying signed in renews the first and never the second. */
export type Session = {
  idleSeconds: number
  absoluteSeconds: number
  /** Posting here renews the session. */
  extendHref: string
  /** Hidden fields the post must carry, such as a token against forged requests. */
  fields?: Html
}

/** Closed until `session-warning.ts` opens it, five minutes before the end; without scripts it is never seen. */
export function sessionDialog({ idleSeconds, absoluteSeconds, extendHref, fields }: Session): Html {
  return html`<dialog
    class="hf-session"
    id="session-warning"
    aria-labelledby="session-warning-title"
    aria-describedby="session-warning-text"
    data-idle="${idleSeconds}"
    data-absolute="${absoluteSeconds}"
  >
    <form method="post" action="${extendHref}">
      ${fields}
      <h2 class="hf-session__title" id="session-warning-title">You will be signed out soon</h2>
      <p class="hf-session__text" id="session-warning-text">What you have typed is kept on this device.</p>
      <button class="govuk-button" type="submit">Stay signed in</button>
    </form>
  </dialog>`
}
