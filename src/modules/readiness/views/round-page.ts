import type { Area, Statement } from '#content/framework.ts'
import type { Refusal } from '#modules/round/index.ts'
import { formatCount, formatInstantDay, formatList } from '#ui/format.ts'
import { html, type Html } from '#ui/html.ts'
import type { Shell } from '#ui/layout.ts'
import { nextStep, type NextStep } from '#ui/next-step.ts'
import { govukTaskList, type TaskListItem } from '#ui/task-list.ts'
import { whoSees, type Audience } from '#ui/who-sees.ts'
import type { TaskStatus } from '../progress.ts'
import type { RoundView } from '../queries.ts'
import { statusWords } from '../text.ts'
import { links } from '../links.ts'
import { postButton, refusalSummary, roundFrame } from './frame.ts'

export type TaskRow = {
  readonly statement: Statement
  readonly href: string | null
  readonly status: TaskStatus
  readonly hint?: string
}

export type RoundPageModel = {
  readonly view: RoundView
  readonly headline: string
  readonly lead: string
  readonly sees: Audience
  readonly next: NextStep
  readonly areas: readonly { readonly area: Area; readonly rows: readonly TaskRow[] }[]
  readonly more: readonly { readonly text: string; readonly href: string }[]
  /** Somebody asks for more time, and this person may agree for their council. */
  readonly mayAgreeToTime: boolean
  readonly refused: readonly Refusal[]
}

const tags: Record<TaskStatus, { text?: string; tag?: { text: string; classes: string } }> = {
  'not-started': { tag: { text: statusWords['not-started'], classes: 'govuk-tag--grey' } },
  'in-progress': { tag: { text: statusWords['in-progress'], classes: 'govuk-tag--light-blue' } },
  'needs-review': { tag: { text: statusWords['needs-review'], classes: 'govuk-tag--yellow' } },
  completed: { text: statusWords.completed },
}

/** The round as one person sees it: the finding, the one next step, then every statement and how far it has come. */
export function roundPage(shell: Shell, model: RoundPageModel): Html {
  const { view, areas, more } = model
  const { round } = view
  const body = html`${refusalSummary(view, model.refused)}
    <h1 class="hf-headline">${model.headline}</h1>
    <p class="hf-lead">${model.lead}</p>
    ${whoSees(model.sees)} ${nextStep(model.next)} ${extensionNote(model)} ${areas.map(({ area, rows }) => areaList(area, rows))}
    ${
      more.length > 0 &&
      html`<h2 class="hf-heading">More about this round</h2>
        <ul class="govuk-list">
          ${more.map(({ text, href }) => html`<li><a class="govuk-link" href="${href}">${text}</a></li>`)}
        </ul>`
    }
    <p class="hf-soft">
      Started ${formatInstantDay(round.createdAt)}. ${formatCount(view.statements.length, 'statement')} from
      ${view.framework.title}, version ${view.framework.version}.
      <a class="govuk-link" href="${links.terms(round.id)}">The terms you agreed</a>
    </p>`
  return roundFrame(shell, view, {
    title: model.headline,
    body,
    back: { href: `/partnerships/${view.partnership.id}`, text: 'Where we are' },
    hasErrors: model.refused.length > 0,
  })
}

/** What is asked, who has agreed, and a button for those who have not. */
function extensionNote({ view, mayAgreeToTime }: RoundPageModel): Html | false {
  const { extension } = view.round
  if (!extension) return false
  const agreed = view.round.parties
    .filter(({ council }) => extension.agreed.includes(council))
    .map(({ shortName }) => shortName)
  return html`<div class="hf-callout">
    <h2 class="hf-heading--small">More time is asked for: until ${formatInstantDay(extension.deadline)}</h2>
    <p class="govuk-body">${formatList(agreed)} ${agreed.length === 1 ? 'agrees' : 'agree'}. The old day stands until every council has agreed.</p>
    ${mayAgreeToTime && postButton(links.agreeExtension(view.round.id), 'We agree to the new day')}
  </div>`
}

function areaList(area: Area, rows: readonly TaskRow[]): Html {
  const done = rows.filter(({ status }) => status === 'completed').length
  const items: TaskListItem[] = rows.map(({ statement, href, status, hint }) => ({
    title: { text: `${statement.number} ${statement.statement}` },
    ...(hint ? { hint: { text: hint } } : statement.gate ? { hint: { text: 'A gate: it must be met' } } : {}),
    ...(href ? { href } : {}),
    status: tags[status],
  }))
  return html`<h2 class="hf-heading" id="area-${area.id}">${area.number}. ${area.name}</h2>
    <p class="hf-soft">${area.summary} ${done} of ${rows.length} done.</p>
    ${govukTaskList({ items, idPrefix: `tasks-${area.id}` })}`
}
