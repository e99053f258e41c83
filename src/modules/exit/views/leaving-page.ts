import type { ExitPlanContent } from '#content/exit-plan.ts'
import { addMonths } from '#engine/day.ts'
import type { ApprovalStanding } from '#modules/partnership/index.ts'
import { cardTable, doneNotice, postButton, postForm } from '#modules/people/index.ts'
import { govukButton } from '#ui/button.ts'
import { formatDay, formatList } from '#ui/format.ts'
import { html, type Html } from '#ui/html.ts'
import type { Shell } from '#ui/layout.ts'
import { nextStep, type NextStep } from '#ui/next-step.ts'
import { statusTag } from '#ui/status-tag.ts'
import { govukSummaryList } from '#ui/summary-list.ts'
import { whoSees } from '#ui/who-sees.ts'
import type { Leaving, Move, Refusal } from '../leaving.ts'
import { links } from '../links.ts'
import type { Kept } from '../plan.ts'
import type { Task } from '../reorganisation.ts'
import type { NoticeReckoning } from '../terms.ts'
import { moveWords, refusalWords, stateWords } from '../text.ts'
import { bullets, exitPage, nameIn, refusedSummary, seesAll, type Frame } from './frame.ts'
import { reckoningTable } from './notice-page.ts'
import { taskTable } from './task-pages.ts'

export type LeavingPageModel = {
  readonly frame: Frame
  readonly leaving: Leaving
  readonly next: { readonly to: Move; readonly blockers: readonly Refusal[] } | null
  readonly tasks: readonly Kept<Task>[]
  readonly content: ExitPlanContent
  readonly refused: readonly Refusal[]
  readonly withdrawal: ApprovalStanding
  readonly reckoning: NoticeReckoning | null
  readonly isLeaver: boolean
}

/** One parting from notice to lessons: where it is, what is next, the days, the tasks. */
export function leavingPage(shell: Shell, model: LeavingPageModel): Html {
  const { frame, leaving, content, refused, reckoning } = model
  const { view } = frame
  const name = nameIn(view)(leaving.council)
  const words = stateWords[leaving.state]
  const title = `${name} leaves`
  const { notice } = leaving
  const body = html`${doneNotice(frame.done)}${refusedSummary(view, refused)}
    <h1 class="hf-headline">${title}</h1>
    <p class="hf-lead">${words.says}</p>
    <p class="govuk-body">${statusTag(words.tag, words.tone)}</p>
    ${whoSees(seesAll(frame))} ${nextStep(leavingNext(model))}
    <h2 class="hf-heading">The notice</h2>
    ${govukSummaryList({
      rows: [
        { key: { text: 'Decided by' }, value: { text: `${notice.body}, ${formatDay(notice.decidedOn)}` } },
        { key: { text: 'Minuted' }, value: { text: notice.minute } },
        { key: { text: 'Covers' }, value: { text: notice.scope || 'The whole partnership' } },
        { key: { text: 'Given' }, value: { text: formatDay(notice.givenOn) } },
        { key: { text: 'Leaves on' }, value: { text: formatDay(notice.leavesOn) } },
      ],
    })}
    ${reckoning && reckoningTable(reckoning)}
    <h2 class="hf-heading">What to do, and by when</h2>
    ${timeline(leaving, content)}
    <p><a class="govuk-link" href="${links.calendar(view.partnership.id, leaving.id)}">Put these days into your calendar</a></p>
    <h2 class="hf-heading">Things to part</h2>
    ${parting(model)}
    <h2 class="hf-heading">What the law and the agreement ask of you</h2>
    ${bullets(content.obligations)}
    <h2 class="hf-heading">Settlement and lessons</h2>
    <ul class="govuk-list">
      <li><a class="govuk-link" href="${links.settlement(view.partnership.id, leaving.id)}">Who pays whom</a></li>
      <li><a class="govuk-link" href="${links.lessons(view.partnership.id, leaving.id)}">What was learnt</a></li>
    </ul>
    ${takeBack(model)}`
  return exitPage(shell, frame, { title, body, wide: true })
}

function leavingNext({ frame, leaving, next, isLeaver }: LeavingPageModel): NextStep {
  const { view } = frame
  const { id } = view.partnership
  if (leaving.state === 'withdrawn') return { title: 'Nothing to do now', text: stateWords.withdrawn.says }
  if (next === null)
    return {
      title: 'Write down what was learnt',
      text: 'The next partnership learns from it. It becomes public when every council agrees to the text.',
      action: { text: 'Go to the lessons', href: links.lessons(id, leaving.id) },
    }
  const words = moveWords[next.to]
  if (next.blockers.length === 0)
    return {
      title: words.button,
      text: words.text,
      action: postForm(
        links.move(id, leaving.id),
        html`<input type="hidden" name="to" value="${next.to}" />${govukButton({ text: words.button, preventDoubleClick: true })}`,
      ),
    }
  const [first] = next.blockers
  if (
    next.to === 'closed' &&
    next.blockers.some(({ type }) => type === 'no-settlement' || type === 'not-approved')
  )
    return {
      title: 'Settle who pays whom',
      text: next.blockers.map((each) => refusalWords(each, nameIn(view))).join(' '),
      action: { text: 'Go to the settlement', href: links.settlement(id, leaving.id) },
    }
  return {
    title: `Before you can ${words.button.toLowerCase()}`,
    text: next.blockers.map((each) => refusalWords(each, nameIn(view))).join(' '),
    ...(first?.type === 'no-strategy' && frame.mayWrite
      ? { action: { text: 'Write the one plan', href: links.answer(id, 'joint', 'one-plan') } }
      : {}),
    others: isLeaver ? [] : [`Only ${nameIn(view)(leaving.council)} can close the parting.`],
  }
}

/** The days of the timeline, counted from the day of leaving. */
export function timelineDays(leaving: Pick<Leaving, 'notice'>, content: ExitPlanContent) {
  return content.timeline.map((step) => ({ ...step, day: addMonths(leaving.notice.leavesOn, step.months) }))
}

function timeline(leaving: Leaving, content: ExitPlanContent): Html {
  return html`${cardTable({
    caption: 'The usual steps, counted from the day of leaving',
    columns: ['By', 'What', 'Who'],
    rows: timelineDays(leaving, content).map(({ day, title, who }) => [
      html`${formatDay(day)}${day < leaving.notice.givenOn && ' (before the notice: do it now)'}`,
      html`${title}`,
      html`${who}`,
    ]),
  })}
    <p class="hf-note">A usual order, from partings that took twelve months and more. With less time, do the same things closer together.</p>`
}

function parting({ frame, leaving, tasks }: LeavingPageModel): Html {
  const { view, mayWrite } = frame
  const isOpen =
    leaving.state === 'notice' || leaving.state === 'planning' || leaving.state === 'transferring'
  return html`${
    tasks.length === 0
      ? html`<p class="govuk-body">Each thing in the joint registers becomes a task: to move, to split or to end, with an owner and a day.</p>`
      : taskTable(view, tasks)
  }
    ${mayWrite && isOpen && postButton(links.leavingTasks(view.partnership.id, leaving.id), tasks.length === 0 ? 'Make the tasks' : 'Add tasks for what is new in the registers', 'govuk-button--secondary')}`
}

function takeBack({ frame, leaving, withdrawal, isLeaver }: LeavingPageModel): Html | false {
  const { view, mayWrite } = frame
  if (!mayWrite || (leaving.state !== 'notice' && leaving.state !== 'planning')) return false
  const { id } = view.partnership
  const waiting = withdrawal.waitingFor.map(nameIn(view))
  return html`<h2 class="hf-heading">If the notice should not stand</h2>
    <p class="govuk-body">
      A notice can be taken back when all the others agree. ${waiting.length > 0 && `Not agreed yet by ${formatList(waiting)}.`}
    </p>
    ${
      isLeaver
        ? waiting.length === 0 &&
          postButton(links.withdraw(id, leaving.id), 'Take the notice back', 'govuk-button--secondary')
        : postButton(
            links.agreeWithdrawal(id, leaving.id),
            'We agree that it is taken back',
            'govuk-button--secondary',
          )
    }`
}
