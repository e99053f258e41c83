import type { Statement } from '#content/framework.ts'
import type { StatementReading } from '#modules/guidance/index.ts'
import { govukDetails } from '#ui/details.ts'
import { html, type Html } from '#ui/html.ts'

/** Why a statement is asked, where there is more to read, and what its words mean: closed until somebody wants it. */
export function statementHelp({ why }: Statement, { article, words }: StatementReading): Html {
  const reasons = html`<p class="govuk-body">${why.text}</p>
    ${
      why.sources.length > 0 &&
      html`<p class="hf-soft">
        Source:
        ${why.sources.map(({ text: name, url }, index) => html`${index > 0 && '; '}${url ? html`<a class="govuk-link" href="${url}" rel="noreferrer">${name}</a>` : name}`)}
      </p>`
    }
    ${article !== null && html`<p class="govuk-body"><a class="govuk-link" href="${article}">Who should answer this, and what to do next</a></p>`}`
  return html`${govukDetails({ summaryText: 'Why we ask', html: reasons })}${words.length > 0 && govukDetails({ summaryText: 'What these words mean', html: meanings(words) })}`
}

function meanings(words: StatementReading['words']): Html {
  return html`<dl class="hf-says__list">
    ${words.map(
      ({ term, meaning, href }) =>
        html`<div>
          <dt><a class="govuk-link" href="${href}">${term.charAt(0).toUpperCase()}${term.slice(1)}</a></dt>
          <dd>${meaning}</dd>
        </div>`,
    )}
  </dl>`
}
