import type { AuthorityCode } from '#platform/id.ts'
import { govukButton } from '#ui/button.ts'
import { errorSummary, textareaField, type Form } from '#ui/form.ts'
import { formatInstant, formatList } from '#ui/format.ts'
import { html, type Html } from '#ui/html.ts'
import { whoSees } from '#ui/who-sees.ts'
import type { PublishedSeal } from '../../queries.ts'
import type { ReceiptFinding } from '../../seal.ts'
import { opensOwnSealOnly } from '../../terms.ts'
import type { Drawing } from '../face.ts'
import { roundLinks } from '../links.ts'
import { namesIn, ownName, roundFrame, seesRound } from './frame.ts'

export type CheckReceiptModel = {
  readonly form: Form
  readonly seals: readonly { readonly seal: PublishedSeal; readonly finding: ReceiptFinding }[]
  readonly pasted: { readonly council: AuthorityCode | null; readonly finding: ReceiptFinding } | null
}

/** Each seal worked out again from what stands now, and room to paste a receipt. */
export function checkReceiptPage(drawing: Drawing, model: CheckReceiptModel): Html {
  const { round, viewer } = drawing
  const links = roundLinks(round.client)
  const ownOnly = opensOwnSealOnly(round)
  const title = model.seals.every(({ finding }) => finding.type === 'whole')
    ? 'Nothing was changed after it was sealed'
    : 'Something was changed after it was sealed'
  const body = html`${errorSummary(model.form)}
    <h1 class="hf-headline">${title}</h1>
    <p class="hf-lead">${ownOnly ? 'In this round no council’s seal is shown to another, so here stands your own. We took what you sealed as it is kept now, worked out the receipt again, and held it against the one kept at sealing.' : 'We took every answer that is open now, worked out each council’s receipt again, and held it against the one kept at sealing.'}</p>
    ${whoSees(ownOnly ? { kind: 'own-council', council: ownName(round, viewer) } : seesRound(drawing))}
    ${model.pasted && html`<div class="hf-callout ${model.pasted.finding.type === 'whole' ? '' : 'hf-callout--care'}" role="status"><h2 class="hf-heading--small">The receipt you gave</h2><p class="govuk-body">${findingWords(drawing, model.pasted.finding, model.pasted.council)}</p></div>`}
    <table class="hf-table hf-table--cards">
      <caption class="govuk-visually-hidden">Each council’s seal</caption>
      <thead><tr><th scope="col">Council</th><th scope="col">Sealed</th><th scope="col">Receipt</th><th scope="col">Finding</th></tr></thead>
      <tbody>${model.seals.map(({ seal, finding }) => html`<tr><th scope="row">${namesIn(round)(seal.council)}</th><td data-label="Sealed">${seal.sealedAt && formatInstant(seal.sealedAt)}</td><td data-label="Receipt"><code>${seal.root.slice(0, 16)}…</code></td><td data-label="Finding">${findingWords(drawing, finding, seal.council)}</td></tr>`)}</tbody>
    </table>
    <form method="post" action="${links.checkReceipt(round.id)}" novalidate>
      <h2 class="hf-heading">Check a receipt of your own</h2>
      ${textareaField(model.form, { name: 'receipt', label: 'Paste the receipt, or the whole text of the receipt file', hint: 'With the file, a changed answer can be named even if the list kept here was changed too.', rows: 4, spellcheck: false })}
      ${govukButton({ text: 'Check it', preventDoubleClick: true })}
    </form>`
  return roundFrame(drawing, { title, body, hasErrors: Object.values(model.form.errors).some(Boolean) })
}

function findingWords(drawing: Drawing, finding: ReceiptFinding, council: AuthorityCode | null): string {
  const name = council === null ? 'Nobody' : namesIn(drawing.round)(council)
  switch (finding.type) {
    case 'whole':
      return `What ${name} said is what it sealed.`
    case 'altered':
      return `What ${name} said on ${formatList(finding.items.map((item) => drawing.face.itemName(drawing, item)))} is not what it sealed.`
    case 'digests-altered':
      return `The list kept with ${name}’s seal was changed. Use the receipt file to find out which answer.`
    case 'other-receipt':
      return 'This is not the receipt of any seal shown here. Check that you copied all of it; a broken seal’s receipt no longer counts.'
  }
}
