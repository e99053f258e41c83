import { bullets, roundFrame } from '#modules/round/index.ts'
import type { Viewer } from '#platform/viewer.ts'
import { html, type Html } from '#ui/html.ts'
import { govukSummaryList } from '#ui/summary-list.ts'
import { whoSees } from '#ui/who-sees.ts'
import type { Frame } from '../deps.ts'
import { links } from '../links.ts'
import type { ExerciseView } from '../store.ts'
import { seesItem } from './item-page.ts'

export type CheckRow = {
  readonly item: string
  readonly name: string
  readonly said: readonly string[]
  readonly missing: string | null
}

export type CheckPageModel = {
  readonly view: ExerciseView
  readonly viewer: Viewer
  readonly rows: readonly CheckRow[]
  readonly mayChange: boolean
  readonly maySeal: boolean
  readonly missing: readonly string[]
}

/** Everything a council is about to seal, with what is still missing. */
export function checkPage(frame: Frame, model: CheckPageModel): Html {
  const { view, rows, missing } = model
  const { round } = view
  const title = 'Check your council’s answers'
  const body = html`<h1 class="hf-headline">${title}</h1>
    ${whoSees(seesItem(view, model.viewer))}
    ${govukSummaryList({
      rows: rows.map((row) => ({
        key: { text: row.name },
        value: {
          html: html`${row.said.length > 0 ? bullets(row.said) : html`Not answered`}${row.missing && html`<p class="govuk-body hf-care">${row.missing}</p>`}`,
        },
        ...(model.mayChange
          ? {
              actions: {
                items: [
                  {
                    href: links.answer(round.id, row.item),
                    text: 'Change',
                    visuallyHiddenText: row.name.toLowerCase(),
                  },
                ],
              },
            }
          : {}),
      })),
    })}
    ${missing.length > 0 && html`<h2 class="hf-heading">What is still needed before you seal</h2>${bullets(missing)}`}
    ${model.maySeal && missing.length === 0 && html`<p><a class="govuk-button" role="button" draggable="false" data-module="govuk-button" href="${links.seal(round.id)}">Continue to seal</a></p>`}`
  return roundFrame({ ...frame, round }, { title, body })
}

/** What a council keeps after a board has come to a result: its own positions and nobody else’s. */
export function ownCopyPage(
  frame: Frame,
  model: Omit<CheckPageModel, 'mayChange' | 'maySeal' | 'missing'>,
): Html {
  const { view, rows } = model
  const { round } = view
  const title = 'What your council said'
  const body = html`<h1 class="hf-headline">${title}</h1>
    <p class="hf-lead">This is your own copy of what you sealed. No other council has it, and no page shows it to them.</p>
    ${whoSees(seesItem(view, model.viewer))}
    ${govukSummaryList({ rows: rows.map((row) => ({ key: { text: row.name }, value: { html: bullets(row.said) } })) })}
    <p class="govuk-body"><a class="govuk-link" href="${links.ownFile(round.id)}" download>Save it as a file</a></p>`
  return roundFrame({ ...frame, round }, { title, body, back: { href: links.result(round.id) } })
}
