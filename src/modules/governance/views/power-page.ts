import { partnershipLinks, partnershipNav } from '#modules/partnership/index.ts'
import { govukButton } from '#ui/button.ts'
import { govukDetails } from '#ui/details.ts'
import { govukErrorSummary } from '#ui/error-summary.ts'
import { errorSummary, textField, type Form } from '#ui/form.ts'
import { formatCount, formatPercent } from '#ui/format.ts'
import { html, type Html } from '#ui/html.ts'
import { page, type Shell } from '#ui/layout.ts'
import { whoSees } from '#ui/who-sees.ts'
import { links } from '../links.ts'
import type { PowerRefusal, PowerReport } from '../power.ts'
import type { PowerView } from '../store.ts'
import { powerQuestions, powerRefusalWords, powerSentences } from '../text.ts'

export type PowerPageModel = {
  readonly view: PowerView
  readonly form: Form
  /** Somebody typed in a newer version meanwhile. */
  readonly conflict: boolean
  readonly papers: readonly { readonly text: string; readonly href: string }[]
  readonly refused: readonly PowerRefusal[]
}

/** Who would carry a vote, beside who pays: to open a talk about sharing power. */
export function powerPage(shell: Shell, model: PowerPageModel): Html {
  const { view, form, refused } = model
  const { partnership, report } = view
  const nameOf = (code: string) =>
    partnership.members.find(({ council }) => council === code)?.shortName ?? 'A council'
  const sentences = report ? powerSentences(report, nameOf) : []
  const title = report
    ? (sentences[0] ?? 'Each of you decides about as much as it pays')
    : 'Who would carry a vote?'
  const body = html`${errorSummary(form)}${
    refused.length > 0 &&
    govukErrorSummary({
      titleText: 'This cannot be done now',
      errorList: refused.map((refusal) => ({ text: powerRefusalWords(refusal) })),
    })
  }${model.conflict && html`<p class="govuk-inset-text">Somebody typed in other figures meanwhile. The result shows theirs; your figures stand below and are not saved yet.</p>`}
    <h1 class="hf-headline">${title}</h1>
    <p class="hf-lead">A council with a tenth of the votes may decide far more than a tenth of the time, or never. This works it out before anybody has signed.</p>
    ${whoSees({ kind: 'councils', councils: [...partnership.members.map(({ shortName }) => shortName), 'the partnership manager'] })}
    ${report && resultPart(report, sentences.slice(1), nameOf, model)}
    ${view.mayEnter.length === 0 ? entryForm(model) : html`<p class="govuk-inset-text">${view.mayEnter.map(powerRefusalWords).join(' ')}</p>`}`
  return page({
    title,
    section: partnership.name,
    body,
    shell,
    back: { href: partnershipLinks.home(partnership.id), text: 'Where we are' },
    nav: partnershipNav(partnership.id, 'where-we-are'),
    hasErrors: refused.length > 0 || Object.keys(form.errors).length > 0,
  })
}

const columns = ['Votes', 'Of the votes', 'Decides', 'Decides, counted another way', 'Pays']

function resultPart(
  report: PowerReport,
  sentences: readonly string[],
  nameOf: (council: string) => string,
  { papers }: PowerPageModel,
): Html {
  const percent = (share: number | null) => (share === null ? '–' : formatPercent(share))
  return html`${sentences.length > 0 && html`<ul class="govuk-list govuk-list--bullet">${sentences.map((sentence) => html`<li>${sentence}</li>`)}</ul>`}
    <h2 class="hf-heading">What each council would weigh</h2>
    <p class="govuk-body">A motion needs ${formatCount(report.quota, 'vote')} of ${report.totalVotes}.</p>
    <table class="hf-table hf-table--cards">
      <caption class="govuk-visually-hidden">What each council would weigh</caption>
      <thead><tr><th scope="col">Council</th>${columns.map((column) => html`<th scope="col" class="hf-table__number">${column}</th>`)}</tr></thead>
      <tbody>${report.weights.map((weight) => {
        const { votes, voteShare, shapleyShubik, banzhaf, costShare } = weight
        const cells = [String(votes), ...[voteShare, shapleyShubik, banzhaf, costShare].map(percent)]
        return html`<tr><th scope="row">${nameOf(weight.council)}</th>${cells.map((cell, at) => html`<td class="hf-table__number" data-label="${columns[at] ?? ''}">${cell}</td>`)}</tr>`
      })}</tbody>
    </table>
    ${govukDetails({
      summaryText: 'What these figures mean',
      html: html`<p class="govuk-body">“Decides”: let the councils vote in every possible order. In each order one council’s vote is the one that carries the motion. This is how often it is that council’s (Shapley–Shubik index).</p>
        <p class="govuk-body">“Counted another way”: of all groups in which some council’s vote turns losing into winning, how many times it is that council’s (Banzhaf index). Where the two differ much, do not lean on either.</p>
        <p class="govuk-body">Both take it that every council is as likely to vote one way as the other. Real councils are not; friends who vote together weigh more.</p>`,
    })}
    <h2 class="hf-heading">What to ask each other</h2>
    <ul class="govuk-list govuk-list--bullet">${powerQuestions.map((question) => html`<li>${question}</li>`)}</ul>
    <ul class="hf-links">${papers.map(({ text, href }) => html`<li><a class="govuk-link" href="${href}" download>${text}</a></li>`)}</ul>`
}

function entryForm({ view, form }: PowerPageModel): Html {
  const { partnership, members, version } = view
  return html`<h2 class="hf-heading">${view.report ? 'Try other figures' : 'Type in the votes and the cost'}</h2>
    <p class="hf-soft">Every partner sees what you save. Each version is kept.</p>
    <form method="post" action="${links.power(partnership.id)}" novalidate>
      <input type="hidden" name="version" value="${version}" />
      ${members.map(
        ({ council, shortName }) =>
          html`<fieldset class="govuk-fieldset">
            <legend class="govuk-fieldset__legend govuk-fieldset__legend--m">${shortName}</legend>
            ${textField(form, { name: `votes-${council}`, label: `Votes of ${shortName}`, classes: 'govuk-input--width-4', inputmode: 'numeric' })}
            ${textField(form, { name: `pays-${council}`, label: `What ${shortName} pays a year`, hint: 'For example £250,000 or 250k. Leave it empty if you do not know.', classes: 'govuk-input--width-10', prefix: { text: '£' } })}
          </fieldset>`,
      )}
      ${textField(form, { name: 'quota', label: 'Votes that a motion needs', hint: 'More than half, or more if you want it so.', classes: 'govuk-input--width-4', inputmode: 'numeric' })}
      ${govukButton({ text: 'Save and work it out', preventDoubleClick: true })}
    </form>`
}
