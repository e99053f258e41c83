import { formatInstantDay } from '#ui/format.ts'
import { html, type Html } from '#ui/html.ts'
import type { Shell } from '#ui/layout.ts'
import { nextStep, type NextStep } from '#ui/next-step.ts'
import { govukTaskList } from '#ui/task-list.ts'
import { whoSees, type Audience } from '#ui/who-sees.ts'
import { links } from '../links.ts'
import type { TrustView } from '../queries.ts'
import { visibilityMeans, visibilityNames } from '../text.ts'
import { refusalSummary, trustFrame, type TrustRefusal } from './frame.ts'

export type RoundPageModel = {
  readonly view: TrustView
  readonly headline: string
  readonly sees: Audience
  readonly next: NextStep
  /** The councils to rate, for whoever rates, with whether that is done. */
  readonly tasks: readonly { readonly name: string; readonly href: string | null; readonly done: boolean }[]
  readonly more: readonly { readonly text: string; readonly href: string }[]
  readonly refused: readonly TrustRefusal[]
}

/** A trust round as one person sees it: the one next step, whom they have rated, and what binds all. */
export function roundPage(shell: Shell, model: RoundPageModel): Html {
  const { view, tasks, more } = model
  const { round, binding } = view
  const body = html`${refusalSummary(view, model.refused)}
    <h1 class="hf-headline">${model.headline}</h1>
    <p class="hf-lead">${round.title}: what each council has seen the others do, on ${view.statements.statements.length} statements.</p>
    ${whoSees(model.sees)} ${nextStep(model.next)}
    ${
      tasks.length > 0 &&
      html`<h2 class="hf-heading">What you have rated</h2>
        <p class="hf-soft">Only you can see your ratings.</p>
        ${govukTaskList({
          idPrefix: 'rate',
          items: tasks.map(({ name, href, done }) => ({
            title: { text: name },
            ...(href ? { href } : {}),
            status: done
              ? { text: 'Completed' }
              : { tag: { text: 'Not finished', classes: 'govuk-tag--grey' } },
          })),
        })}`
    }
    ${
      binding !== null &&
      html`<h2 class="hf-heading">How far the ratings are shown</h2>
        <p class="govuk-body"><strong>${visibilityNames[binding]}.</strong> ${visibilityMeans[binding]} This is the most private choice that any of you made. Nobody learns who made it.</p>`
    }
    ${
      more.length > 0 &&
      html`<h2 class="hf-heading">More about this round</h2>
        <ul class="govuk-list">
          ${more.map(({ text, href }) => html`<li><a class="govuk-link" href="${href}">${text}</a></li>`)}
        </ul>`
    }
    <p class="hf-soft">
      Started ${formatInstantDay(round.createdAt)}. Statements version ${view.statements.version}.
      <a class="govuk-link" href="${links.terms(round.id)}">The terms you agreed</a>
    </p>`
  return trustFrame(shell, view, {
    title: model.headline,
    body,
    back: { href: links.place(view.partnership.id), text: 'Trust' },
    hasErrors: model.refused.length > 0,
  })
}
