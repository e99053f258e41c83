import { govukDetails } from '#ui/details.ts'
import { html, type Html } from '#ui/html.ts'
import type { Shell } from '#ui/layout.ts'
import { govukTable } from '#ui/table.ts'
import { whoSees, type Audience } from '#ui/who-sees.ts'
import type { TrustStatement } from '#content/trust.ts'
import { links } from '../links.ts'
import type { Opened } from '../queries.ts'
import type { Matrix } from '../result.ts'
import { inferenceWords, nearWords, points, visibilityNames } from '../text.ts'
import { bullets, trustFrame } from './frame.ts'

export type PairLine = { readonly name: string; readonly href: string; readonly sentence: string }

export type ResultPageModel = {
  readonly opened: Opened
  readonly sees: Audience
  readonly headline: string
  readonly pairs: readonly PairLine[]
  /** The codes of the same pairs. */
  readonly pairCodes: readonly (readonly [string, string])[]
  /** Over all statements first, then one a statement; only with a full matrix. */
  readonly matrices: readonly { readonly title: string; readonly matrix: Matrix }[]
  readonly model: readonly string[]
  readonly shown: readonly string[]
  readonly trend: Html | false
  readonly ownSpots: number
  readonly papers: readonly { readonly text: string; readonly href: string }[]
  readonly nameOf: (council: string) => string
  /** Where this council holds its receipt against what stands now; null for those who have none. */
  readonly receipt: string | null
}

/** What came of a trust round, as far as the most private choice lets it be shown. */
export function resultPage(shell: Shell, model: ResultPageModel): Html {
  const { opened } = model
  const { round, binding, statements } = opened
  const body = html`<h1 class="hf-headline">${model.headline}</h1>
    ${whoSees(model.sees)}
    ${govukDetails({
      summaryText: 'What can still be worked out from this',
      html: bullets(inferenceWords(binding ?? 'figure', round.parties.length)),
    })}
    ${
      model.ownSpots > 0 &&
      html`<div class="hf-callout">
        <h2 class="hf-heading--small">Something for your council alone</h2>
        <p class="govuk-body">On ${model.ownSpots === 1 ? 'one statement' : `${model.ownSpots} statements`} you see yourselves two points or more above how your partners see you.</p>
        <p><a class="govuk-link" href="${links.ourselves(round.id)}">How we see ourselves, and how they see us</a></p>
      </div>`
    }
    ${binding === 'figure' && figureList(opened)}
    ${
      model.pairs.length > 0 &&
      html`<h2 class="hf-heading">Pair by pair</h2>
        <p class="govuk-body">A difference is not a fault. It is where to begin: one of you has seen something that the other has not.</p>
        <ul class="govuk-list">
          ${model.pairs.map(({ name, href, sentence }) => html`<li><a class="govuk-link" href="${href}">${name}</a>: ${sentence}</li>`)}
        </ul>`
    }
    ${model.matrices.map(({ title, matrix }, i) => (i === 0 ? matrixTable(title, matrix, model.nameOf) : govukDetails({ summaryText: title, html: matrixTable(title, matrix, model.nameOf) })))}
    ${model.model.length > 0 && html`<h2 class="hf-heading">How trusting, how trusted, and what is particular to a pair</h2>${bullets(model.model)}`}
    ${model.shown.length > 0 && html`<h2 class="hf-heading">How councils see themselves</h2><p class="govuk-body">These councils chose to show it.</p>${bullets(model.shown)}`}
    ${model.trend}
    <h2 class="hf-heading">What to ask each other</h2>
    ${bullets(statements.statements.map(({ about, ask }) => `${about}: ${ask}`))}
    ${
      model.papers.length > 0 &&
      html`<h2 class="hf-heading">Take it with you</h2>
        <p class="hf-soft">A file holds what this page shows you, and nothing else.</p>
        <ul class="hf-links">${model.papers.map(({ text, href }) => html`<li><a class="govuk-link" href="${href}" download>${text}</a></li>`)}</ul>`
    }
    ${model.receipt && html`<p class="govuk-body hf-no-print"><a class="govuk-link" href="${model.receipt}">Check your receipt</a></p>`}
    <p class="hf-soft">Shown as: ${visibilityNames[binding ?? 'figure'].toLowerCase()}.</p>`
  return trustFrame(shell, opened, { title: model.headline, body })
}

function figureList({ statements, figures }: Opened): Html {
  return html`<h2 class="hf-heading">One figure for each statement</h2>
    <p class="govuk-body">Each is the mean of what every council said of every other, from 1 to 5. Higher means more trust.</p>
    ${govukTable({
      head: [
        { text: 'Statement' },
        { text: 'Mean', format: 'numeric' },
        { text: 'What it comes nearest to' },
      ],
      firstCellIsHeader: true,
      rows: statements.statements.map((statement) => figureRow(statement, figures[statement.id] ?? null)),
    })}`
}

function figureRow({ about, levels }: TrustStatement, tenths: number | null) {
  return [
    { text: about },
    { text: tenths === null ? '–' : points(tenths), format: 'numeric' as const },
    {
      text:
        tenths === null
          ? 'Fewer than three councils had experience, so no figure is shown.'
          : nearWords(tenths, levels),
    },
  ]
}

function matrixTable(title: string, { councils, cells }: Matrix, nameOf: (council: string) => string): Html {
  return html`<div class="hf-scroll" tabindex="0" role="region" aria-label="${title}">
    ${govukTable({
      caption: title,
      captionClasses: 'govuk-table__caption--m',
      head: [
        { text: 'Said by' },
        ...councils.map((council) => ({ text: `of ${nameOf(council)}`, format: 'numeric' as const })),
      ],
      firstCellIsHeader: true,
      rows: cells.map((row, i) => [
        { text: nameOf(councils[i] ?? '') },
        ...row.map((tenths, j) => ({
          text: i === j ? 'itself' : tenths === null ? 'no experience' : points(tenths),
          format: 'numeric' as const,
        })),
      ]),
    })}
  </div>`
}
