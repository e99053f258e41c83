import type { PublishedSeal, ReceiptFinding } from '#modules/round/index.ts'
import { govukButton } from '#ui/button.ts'
import { errorSummary, textareaField, type Form } from '#ui/form.ts'
import { formatInstant } from '#ui/format.ts'
import { html, type Html } from '#ui/html.ts'
import type { Shell } from '#ui/layout.ts'
import { whoSees, type Audience } from '#ui/who-sees.ts'
import { links } from '../links.ts'
import type { RoundView } from '../queries.ts'
import { namesIn, roundFrame } from './frame.ts'

export type CheckReceiptModel = {
  readonly view: RoundView
  readonly sees: Audience
  readonly form: Form
  /** Each council's seal, recomputed now from its opened answers. */
  readonly seals: readonly { readonly seal: PublishedSeal; readonly finding: ReceiptFinding }[]
  /** What the pasted receipt came to, and whose it is. */
  readonly pasted: { readonly council: string; readonly finding: ReceiptFinding } | null
}

/** Anybody in the round can hold a receipt against what is published now. */
export function checkReceiptPage(shell: Shell, model: CheckReceiptModel): Html {
  const { view, form, seals, pasted } = model
  const whole = seals.every(({ finding }) => finding.type === 'whole')
  const title = whole
    ? 'Nothing was changed after it was sealed'
    : 'Something was changed after it was sealed'
  const body = html`${errorSummary(form)}
    <h1 class="hf-headline">${title}</h1>
    <p class="hf-lead">
      We took every answer that is open now, worked out each council’s receipt again, and held it against the
      one kept at sealing.
    </p>
    ${whoSees(model.sees)}
    ${
      pasted &&
      html`<div class="hf-callout ${pasted.finding.type === 'whole' ? '' : 'hf-callout--care'}" role="status">
        <h2 class="hf-heading--small">The receipt you gave</h2>
        <p class="govuk-body">${findingWords(view, pasted.finding, pasted.council)}</p>
      </div>`
    }
    <table class="hf-table hf-table--cards">
      <caption class="govuk-visually-hidden">
        Each council’s seal
      </caption>
      <thead>
        <tr>
          <th scope="col">Council</th>
          <th scope="col">Sealed</th>
          <th scope="col">Receipt</th>
          <th scope="col">Finding</th>
        </tr>
      </thead>
      <tbody>
        ${seals.map(
          ({ seal, finding }) =>
            html`<tr>
              <th scope="row">${namesIn(view)(seal.council)}</th>
              <td data-label="Sealed">${seal.sealedAt && formatInstant(seal.sealedAt)}</td>
              <td data-label="Receipt"><code>${seal.root.slice(0, 16)}…</code></td>
              <td data-label="Finding">${findingWords(view, finding, namesIn(view)(seal.council))}</td>
            </tr>`,
        )}
      </tbody>
    </table>
    <form method="post" action="${links.checkReceipt(view.round.id)}" novalidate>
      <h2 class="hf-heading">Check a receipt of your own</h2>
      ${textareaField(form, { name: 'receipt', label: 'Paste the receipt, or the whole text of the receipt file', hint: 'With the file, a changed answer can be named even if the list kept here was changed too.', rows: 4, spellcheck: false })}
      ${govukButton({ text: 'Check it', preventDoubleClick: true })}
    </form>`
  return roundFrame(shell, view, {
    title,
    body,
    back: { href: links.board(view.round.id), text: 'The gap board' },
    hasErrors: Object.values(form.errors).some(Boolean),
  })
}

export function findingWords(view: RoundView, finding: ReceiptFinding, council: string): string {
  const numberOf = (item: string) => view.statements.find(({ id }) => id === item)?.number ?? item
  switch (finding.type) {
    case 'whole':
      return `${council}’s answers are the ones it sealed.`
    case 'altered':
      return `${council}’s answer to ${new Intl.ListFormat('en-GB').format(finding.items.map(numberOf))} is not the one it sealed.`
    case 'digests-altered':
      return `The list kept with ${council}’s seal was changed. Use the receipt file to find out which answer.`
    case 'other-receipt':
      return 'This is not the receipt of any seal in this round. Check that you copied all of it; a broken seal’s receipt no longer counts.'
  }
}
