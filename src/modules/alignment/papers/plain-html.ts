import { paperBlocks } from '#modules/papers/index.ts'
import type { OfficeDocument } from '#platform/document.ts'
import { html, raw } from '#ui/html.ts'

/** A paper as one HTML file that opens anywhere, without our styles or anybody's network. */
export function paperHtml({ title, blocks }: OfficeDocument): Uint8Array {
  const page = html`${raw('<!DOCTYPE html>')}
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <title>${title} – Handfast</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
      </head>
      <body>
        <main>${paperBlocks(blocks)}</main>
      </body>
    </html>`
  return new TextEncoder().encode(page.html)
}
