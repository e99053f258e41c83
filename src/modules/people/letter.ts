import type { Json } from '#platform/canonical.ts'
import type { MailBody, MailFacts } from '#platform/mail-sender.ts'
import { html } from '#ui/html.ts'

/** A mail, in the order in which it is read. Says what happened and who says so; never what anybody answered. */
export type Letter = {
  readonly greeting?: string
  readonly paragraphs: readonly string[]
  readonly link: { readonly text: string; readonly address: string }
  /** What to do when the mail was not expected, or the link is too old. */
  readonly after?: readonly string[]
  /** Why this person got it. */
  readonly why: string
}

/** The same words as plain text and as simple HTML, with one link. */
export function letter({ greeting = 'Hello', paragraphs, link, after = [], why }: Letter): MailBody {
  const text = [`${greeting},`, ...paragraphs, `${link.text}:\n${link.address}`, ...after, `--\n${why}`]
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <title>Handfast</title>
      </head>
      <body>
        <p>${greeting},</p>
        ${paragraphs.map((words) => html`<p>${words}</p>`)}
        <p><a href="${link.address}">${link.text}</a></p>
        <p>If the link does not open, copy this address into your browser: ${link.address}</p>
        ${after.map((words) => html`<p>${words}</p>`)}
        <hr />
        <p>${why}</p>
      </body>
    </html>`
  return { text: `${text.join('\n\n')}\n`, html: page.html }
}

/** A fact as words; a fact that is not there reads as nothing. */
export function fact(facts: MailFacts, name: string): string {
  const value: Json | undefined = facts[name]
  return typeof value === 'string' ? value : ''
}
