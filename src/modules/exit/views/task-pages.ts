import { cardTable, heading, postForm, questionPage } from '#modules/people/index.ts'
import { govukButton } from '#ui/button.ts'
import { errorSummary, radiosField, selectField, textField, type Form } from '#ui/form.ts'
import { formatDay } from '#ui/format.ts'
import { html, type Html } from '#ui/html.ts'
import type { Shell } from '#ui/layout.ts'
import { statusTag } from '#ui/status-tag.ts'
import { whoSees } from '#ui/who-sees.ts'
import { links } from '../links.ts'
import type { Kept } from '../plan.ts'
import type { ExitView } from '../queries.ts'
import { taskKinds, type Task } from '../reorganisation.ts'
import { taskKindWords } from '../text.ts'
import { nameIn, seesAll, type Frame } from './frame.ts'

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
