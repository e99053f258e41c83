import type { Round } from '#modules/round/index.ts'
import { html, type Html } from '#ui/html.ts'
import { links } from '../links.ts'

export type ResultModel = {
  readonly meeting: boolean
  /** Where the same can be asked again; null for those who may not. */
  readonly repeat: string | null
  readonly mayArchive: boolean
  /** Files of what was opened, by their words. */
  readonly files: readonly { readonly text: string; readonly href: string }[]
}

/** Where to go from a result: the meeting, the files, the receipts, asking again. */
export function resultLinks(round: Round, { meeting, repeat, mayArchive, files }: ResultModel): Html | false {
  if (meeting) return false
  const board = round.terms.opens === 'result'
  return html`<h2 class="hf-heading hf-no-print">What next</h2>
    <ul class="govuk-list hf-no-print">
      <li><a class="govuk-link" href="${links.meeting(round.id)}">Show it in a meeting</a></li>
      ${board && html`<li><a class="govuk-link" href="${links.heads(round.partnership)}">Write the heads of terms</a></li><li><a class="govuk-link" href="${links.ownCopy(round.id)}">What your council said</a></li>`}
      ${files.length > 0 && html`<li>Save it as ${files.map(({ text, href }, at) => html`${at > 0 && ', '}<a class="govuk-link" href="${href}" download>${text}</a>`)}</li>`}
      <li><a class="govuk-link" href="${links.checkReceipt(round.id)}">Check a receipt</a></li>
      ${repeat && html`<li><a class="govuk-link" href="${repeat}">${board ? 'Ask to work it out again' : 'Ask the same again'}</a></li>`}
      ${mayArchive && html`<li><a class="govuk-link" href="${links.archive(round.id)}">Archive this round</a></li>`}
    </ul>`
}
