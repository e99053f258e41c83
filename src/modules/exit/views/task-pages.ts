import { cardTable, doneNotice, heading, postButton, postForm, questionPage } from '#modules/people/index.ts'
import { govukButton } from '#ui/button.ts'
import { errorSummary, radiosField, selectField, textField, type Form } from '#ui/form.ts'
import { formatDay, formatList, formatNumber } from '#ui/format.ts'
import { html, type Html } from '#ui/html.ts'
import type { Shell } from '#ui/layout.ts'
import { nextStep } from '#ui/next-step.ts'
import { statusTag } from '#ui/status-tag.ts'
import { whoSees } from '#ui/who-sees.ts'
import { links } from '../links.ts'
import type { Kept } from '../plan.ts'
import type { ExitView } from '../queries.ts'
import { taskKinds, type Rerun, type Task } from '../reorganisation.ts'
import { taskKindWords } from '../text.ts'
import { bullets, exitPage, nameIn, seesAll, type Frame } from './frame.ts'

/** Tasks with what is to happen, who does it and by when. */
export function taskTable(view: ExitView, tasks: readonly Kept<Task>[]): Html {
  return cardTable({
    caption: 'Tasks, the earliest first',
    columns: ['What', 'To do', 'Who', 'By', 'Done'],
    rows: tasks.map((task) => [
      html`<a class="govuk-link" href="${links.task(view.partnership.id, task.id)}">${task.what}</a>`,
      html`${taskKindWords[task.kind]}`,
      html`${task.owner ? `${task.owner}, ` : statusTag('Nobody yet', 'wait')} ${nameIn(view)(task.ownerCouncil)}`,
      html`${formatDay(task.dueOn)}`,
      html`${task.doneOn ? formatDay(task.doneOn) : statusTag('Open', task.dueOn < view.today ? 'care' : 'wait')}`,
    ]),
  })
}

/** One task: what happens to the thing, who does it, by when, and whether it is done. */
export function taskPage(
  shell: Shell,
  {
    frame,
    task,
    form,
    back,
  }: { frame: Frame; task: Kept<Task>; form: Form; back: { href: string; text: string } },
): Html {
  const { view, mayWrite } = frame
  const { id, name } = view.partnership
  const title = task.what
  const fields = html`<input type="hidden" name="version" value="${task.version}" />
    ${radiosField(form, { name: 'kind', label: 'What is to happen to it?', items: taskKinds.map((value) => ({ value, text: taskKindWords[value] })) })}
    ${textField(form, { name: 'owner', label: 'Who does it?', hint: 'A post, for example Head of IT. No names' })}
    ${selectField(form, { name: 'council', label: 'Of which council?', items: view.members.map((member) => ({ value: member.council, text: member.name })) })}
    ${textField(form, { name: 'due', label: 'By when?', hint: 'For example 30 September 2026', classes: 'govuk-input--width-20' })}
    ${textField(form, { name: 'done', label: 'When was it done?', hint: 'Leave this empty while it is open', classes: 'govuk-input--width-20' })}
    ${govukButton({ text: 'Save', preventDoubleClick: true })}`
  const body = html`${errorSummary(form)}${heading(title)}
    ${mayWrite ? postForm(links.task(id, task.id), fields) : taskTable(view, [task])}`
  return questionPage({
    title,
    section: name,
    body,
    shell,
    nav: frame.nav,
    form,
    back,
    whoSees: whoSees(seesAll(frame)),
  })
}

export type ReorganisationPageModel = {
  readonly frame: Frame
  readonly rerun: Rerun
  readonly tasks: readonly Kept<Task>[]
}

/** What a reorganisation changes here: who is in, at which share, under which terms, and everything to novate, split or end. */
export function reorganisationPage(shell: Shell, model: ReorganisationPageModel): Html {
  const { frame, rerun, tasks } = model
  const { view, mayWrite } = frame
  const { id } = view.partnership
  const title = 'When councils are replaced'
  const hasTasks = tasks.length > 0
  const body = html`${doneNotice(frame.done)}
    <h1 class="hf-headline">${title}</h1>
    <p class="hf-lead">${leadWords(view, rerun)}</p>
    ${whoSees(seesAll(frame))}
    ${nextStep(
      view.passings.length === 0
        ? {
            title: 'Nothing to do now',
            text: 'When a decision about one of your councils is published, it shows here.',
          }
        : hasTasks || !mayWrite
          ? {
              title: 'Give every task an owner',
              text: 'Begin with those that need somebody else’s signature: contracts, licences and people.',
            }
          : {
              title: 'Make a task of everything that is shared',
              text: 'Each entry of the joint registers becomes a task: to move to the successor, to split, or to end.',
              action: postButton(links.tasks(id), 'Make the tasks'),
            },
    )}
    ${view.passings.length > 0 && changes(view, rerun)}
    <h2 class="hf-heading">Tasks</h2>
    ${hasTasks ? taskTable(view, tasks) : html`<p class="govuk-inset-text">No tasks yet.</p>`}
    ${hasTasks && mayWrite && view.passings.length > 0 && postButton(links.tasks(id), 'Add tasks for what is new in the registers', 'govuk-button--secondary')}`
  return exitPage(shell, frame, { title, body, wide: true })
}

function leadWords(view: ExitView, rerun: Rerun): string {
  const [first] = view.passings
  if (!first) return 'No published decision replaces a council of this partnership.'
  const who = formatList(view.passings.map(({ name }) => name))
  const after = rerun.isOne
    ? ' One council takes the place of all of you: there is nothing left to share, and everything passes to it.'
    : ''
  return `${who} ${view.passings.length === 1 ? 'ends' : 'end'} on ${formatDay(first.lastDay)}.${after}`
}

function changes(view: ExitView, rerun: Rerun): Html {
  const name = nameIn(view)
  return html`<h2 class="hf-heading">Who is in afterwards</h2>
    ${cardTable({
      caption: 'Members and shares, run again for the successors',
      columns: ['Council', 'Takes the place of', 'Share of the joint cost'],
      rows: rerun.members.map((member) => [
        html`${member.name}`,
        html`${formatList(member.takesOver.map(name))}`,
        html`${member.share === null ? 'To be agreed' : `${formatNumber(member.share)} parts of ${formatNumber(total(view))}`}`,
      ]),
    })}
    <p class="hf-note">
      Shares are those of the terms of leaving. Source of the decision:
      ${[...new Set(view.passings.map(({ source }) => source))].map((source) => html`<a class="govuk-link" href="${source}" rel="noreferrer">${source}</a> `)}
    </p>
    <h2 class="hf-heading">What that means for the terms</h2>
    ${bullets([
      ...rerun.toSplit.map(
        (passing) =>
          `${passing.name} passes to ${formatList(passing.successors.map((one) => one.name))}. Agree how its share, its votes and its right to leave are divided: nothing published says so.`,
      ),
      ...rerun.merged.map(
        (merged) =>
          `${merged} takes the place of more than one of you. A notice given for one of them covers only that part; agree whether votes are added together.`,
      ),
      'A successor takes over the agreement with its notice and its costs. Confirm it in writing, and have every council agree to the terms again here.',
      'Every council’s own exit plan and the joint strategy are shown as out of date until somebody has gone through them.',
    ])}
    <p class="govuk-body">
      When a successor is in the list of councils, invite it under
      <a class="govuk-link" href="/partnerships/${view.partnership.id}/councils">Councils</a>.
    </p>`
}

function total({ terms }: ExitView): number {
  return Object.values(terms?.shares ?? {}).reduce((sum, share) => sum + share, 0)
}
