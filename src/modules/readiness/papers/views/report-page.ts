import { plainText, type OfficeDocument } from '#platform/document.ts'
import { html, type Html } from '#ui/html.ts'
import type { Shell } from '#ui/layout.ts'
import { whoSees, type Audience } from '#ui/who-sees.ts'
import type { RoundView } from '../../queries.ts'
import { roundFrame } from '../../views/frame.ts'
import type { PaperLine } from './papers-page.ts'
import { paperBlocks } from '#modules/papers/index.ts'
import { paperLinks } from '../paper-links.ts'

export type ReportPageModel = {
  readonly view: RoundView
  readonly sees: Audience
  readonly document: OfficeDocument
  readonly files: PaperLine['files']
}

/** The report as a page to read and to print: word for word what Word and ODT hold. */
export function reportPage(shell: Shell, { view, sees, document, files }: ReportPageModel): Html {
  const [first, ...rest] = document.blocks
  const title = first?.kind === 'heading' ? plainText(first.words) : document.title
  const body = html`<h1 class="hf-headline">${title}</h1>
    ${whoSees(sees)}
    <ul class="hf-links hf-no-print govuk-!-margin-top-3 govuk-!-margin-bottom-4">
      ${files.map(({ format, href }) => html`<li><a class="govuk-link" href="${href}">Save as ${format}</a></li>`)}
    </ul>
    ${paperBlocks(rest)}`
  return roundFrame(shell, view, {
    title,
    body,
    wide: true,
    back: { href: paperLinks.papers(view.round.id), text: 'Papers and files' },
  })
}
