import type { Area, Statement } from '#content/framework.ts'
import { formatCount } from '#ui/format.ts'
import { html, type Html } from '#ui/html.ts'
import type { Shell } from '#ui/layout.ts'
import { govukSummaryList } from '#ui/summary-list.ts'
import { whoSees, type Audience } from '#ui/who-sees.ts'
import type { Refusal } from '#modules/round/index.ts'
import { links } from '../links.ts'
import type { RoundView } from '../queries.ts'
import { blockedNote, roundFrame } from './frame.ts'

export type CheckRow = {
  readonly statement: Statement
  readonly said: string
  readonly reason: string
  /** What it rests on: how sure, what kind of evidence, which. */
  readonly rests: string
  readonly missing: readonly string[]
  readonly doubts: readonly string[]
}

export type CheckPageModel = {
  readonly view: RoundView
  readonly council: string
  readonly areas: readonly { readonly area: Area; readonly rows: readonly CheckRow[] }[]
  readonly sees: Audience
  readonly blocked: readonly Refusal[]
}

/** Everything the council is about to seal, with a way to change each answer. Nothing new stands here. */
export function checkPage(shell: Shell, model: CheckPageModel): Html {
  const { view, areas, blocked } = model
  const rows = areas.flatMap((area) => area.rows)
  const open = rows.filter(({ missing }) => missing.length > 0).length
  const doubts = rows.filter((row) => row.doubts.length > 0).length
  const title =
    open === 0
      ? 'Check your council’s answers'
      : `${formatCount(open, 'statement')} still ${open === 1 ? 'wants' : 'want'} an answer`
  const body = html`<h1 class="hf-headline">${title}</h1>
    <p class="hf-lead">
      ${open === 0 ? 'This is what your partners will read after all open together.' : 'You can seal when every statement has an answer. “We do not know” is an answer.'}
      ${doubts > 0 && html`${formatCount(doubts, 'answer')} ${doubts === 1 ? 'has' : 'have'} a point that somebody may ask about.`}
    </p>
    ${whoSees(model.sees)}
    ${areas.map(
      ({ area, rows: own }) =>
        html`<h2 class="hf-heading">${area.number}. ${area.name}</h2>
          ${govukSummaryList({ rows: own.map((row) => summaryRow(view, row)) })}`,
    )}
    ${
      blocked.length > 0
        ? html`<h2 class="hf-heading">Why you cannot seal yet</h2>
            ${blockedNote(view, blocked)}`
        : open === 0 &&
          html`<p>
            <a
              class="govuk-button"
              role="button"
              draggable="false"
              data-module="govuk-button"
              href="${links.seal(view.round.id)}"
              >Continue to seal</a
            >
          </p>`
    }`
  return roundFrame(shell, view, { title, body })
}

function summaryRow(view: RoundView, { statement, said, reason, rests, missing, doubts }: CheckRow) {
  return {
    key: { text: `${statement.number} ${statement.statement}` },
    value: {
      html: html`${missing.length > 0 ? html`<strong class="govuk-tag govuk-tag--yellow">Not complete</strong><br />${missing.join('. ')}` : html`<strong>${said}</strong><br />${reason}${rests && html`<br /><span class="hf-soft">${rests}</span>`}`}${
        doubts.length > 0 && html`<br /><span class="hf-soft">${doubts.join('. ')}.</span>`
      }`,
    },
    actions: {
      items: [
        {
          href: links.agree(view.round.id, statement.id),
          text: 'Change',
          visuallyHiddenText: `answer to ${statement.number}`,
        },
      ],
    },
  }
}
