import {
  bullets,
  othersIn,
  reasonWords,
  refusalSummary,
  roundFrame,
  seesRound,
  type Refusal,
} from '#modules/round/index.ts'
import { formatInstantDay, formatList } from '#ui/format.ts'
import { html, type Html } from '#ui/html.ts'
import { nextStep, type NextStep } from '#ui/next-step.ts'
import { govukTaskList } from '#ui/task-list.ts'
import { whoSees } from '#ui/who-sees.ts'
import type { Viewer } from '#platform/viewer.ts'
import type { Frame } from '../deps.ts'
import { itemsOf, readItem } from '../item.ts'
import { links } from '../links.ts'
import type { OwnView } from '../queries.ts'
import { kindWords } from '../text.ts'

export type RoundPageModel = {
  readonly view: OwnView
  readonly viewer: Viewer
  readonly next: NextStep
  readonly mayAnswer: boolean
  readonly more: readonly { readonly text: string; readonly href: string }[]
  readonly refused: readonly Refusal[]
}

/** A round before it is opened: the one next step, then every page to answer and how far it has come. */
export function roundPage(frame: Frame, model: RoundPageModel): Html {
  const { view, viewer, more } = model
  const { round, exercise, partnership } = view
  const words = kindWords[exercise.kind]
  const title = round.title
  const body = html`${refusalSummary(reasonWords(round, model.refused))}
    <h1 class="hf-headline">${title}</h1>
    <p class="hf-lead">${words.about}</p>
    ${whoSees(seesRound(view))} ${nextStep(model.next)}
    ${exercise.kind === 'board' && inferNote(view, viewer)}
    ${model.mayAnswer && html`<h2 class="hf-heading">What your council answers</h2>${tasks(view)}`}
    ${more.length > 0 && html`<h2 class="hf-heading">More about this round</h2><ul class="govuk-list">${more.map(({ text, href }) => html`<li><a class="govuk-link" href="${href}">${text}</a></li>`)}</ul>`}
    <p class="hf-soft">Started ${formatInstantDay(round.createdAt)}. <a class="govuk-link" href="${links.terms(round.id)}">The terms you agreed</a></p>`
  return roundFrame(
    { ...frame, round },
    {
      title,
      body,
      back: { href: links.hub(partnership.id), text: 'Aims and terms' },
      hasErrors: model.refused.length > 0,
    },
  )
}

function tasks(view: OwnView): Html {
  return govukTaskList({
    items: itemsOf(view).map((item) => {
      const held = view.held.find((each) => each.item === item.id)
      const done = held !== undefined && readItem(view, item, held.typed).errors === undefined
      return {
        title: { text: item.name },
        href: links.answer(view.round.id, item.id),
        status: done
          ? { text: held.carried ? 'As last time' : 'Completed' }
          : {
              tag: {
                text: held ? 'In progress' : 'Not started',
                classes: held ? 'govuk-tag--light-blue' : 'govuk-tag--grey',
              },
            },
      }
    }),
  })
}

/** What can be worked out about a council all the same: said before anybody answers, and again beside what comes out. */
export function inferNote({ round }: Pick<OwnView, 'round'>, viewer: Viewer): Html {
  const others = othersIn(round, viewer)
  return html`<div class="hf-callout hf-callout--care">
    <h2 class="hf-heading--small">What can still be worked out about you</h2>
    ${bullets([
      others.length === 1
        ? `You are two. If ${formatList(others)} accepts an option and it is not shown, ${formatList(others)} knows that you block it. You can tell the same of them.`
        : 'Two councils that compare notes can tell what the third blocks: both accept it, and it is not shown.',
      'What all accept is on record, and can be asked for under the law.',
      'When all ask to see an overlap, each of its two ends is somebody’s limit.',
    ])}
  </div>`
}
