import { html, type Html } from '#ui/html.ts'

/** What the register holds of one council: the names with how they stand, and the page with all of it. */
export type Shared = {
  readonly lines: readonly { readonly name: string; readonly href: string; readonly words: string }[]
  readonly href: string
}

export function sharedPart({ lines, href }: Shared): Html {
  const heading = html`<h2 class="hf-heading">What it shares</h2>`
  if (lines.length === 0)
    return html`${heading}
      <p class="hf-text">The register knows of nothing that this council shares. That does not mean that there is nothing. Councils work in private until all of them choose to publish.</p>`
  return html`${heading}
    <ul class="govuk-list govuk-list--bullet">
      ${lines.map(({ name, href: address, words }) => html`<li><a class="hf-link" href="${address}">${name}</a> <span class="hf-soft">${words}</span></li>`)}
    </ul>
    <p class="hf-text"><a class="hf-link" href="${href}">All of it, as a table and as files</a>. There may be more: councils work in private until all of them choose to publish.</p>`
}
