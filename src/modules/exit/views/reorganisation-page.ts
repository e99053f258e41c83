import { cardTable, doneNotice, postButton } from '#modules/people/index.ts'
import { formatDay, formatList, formatNumber } from '#ui/format.ts'
import { html, type Html } from '#ui/html.ts'
import type { Shell } from '#ui/layout.ts'
import { nextStep, type NextStep } from '#ui/next-step.ts'
import { statusTag } from '#ui/status-tag.ts'
import { whoSees } from '#ui/who-sees.ts'
import { links } from '../links.ts'
import type { Kept } from '../plan.ts'
import type { ExitView } from '../queries.ts'
import type { Passing, Rerun, Task } from '../reorganisation.ts'
import type { SuccessorStep } from '../successor-steps.ts'
import { bullets, exitPage, nameIn, seesAll, type Frame } from './frame.ts'
import { taskTable } from './task-pages.ts'

export type ReorganisationPageModel = {
  readonly frame: Frame
  readonly rerun: Rerun
  readonly steps: readonly SuccessorStep[]
  /** When notice given today would have run out under the terms; null where there are none. */
  readonly noticeRunsTo: string | null
  readonly tasks: readonly Kept<Task>[]
}

/** What a reorganisation changes here: who is in, at which share, under which terms, and everything to novate, split or end. */
export function reorganisationPage(shell: Shell, model: ReorganisationPageModel): Html {
  const { frame, tasks } = model
  const { view, mayWrite } = frame
  const { id } = view.partnership
  const title = 'When councils are replaced'
  const hasTasks = tasks.length > 0
  const body = html`${doneNotice(frame.done)}
    <h1 class="hf-headline">${title}</h1>
    <p class="hf-lead">${leadWords(view, model.rerun)}</p>
    ${whoSees(seesAll(frame))} ${nextStep(stepWords(model))}
    ${underway(view.passings)} ${view.passings.length > 0 && changes(model)}
    <h2 class="hf-heading">Tasks</h2>
    ${hasTasks ? taskTable(view, tasks) : html`<p class="govuk-inset-text">No tasks yet.</p>`}
    ${hasTasks && mayWrite && view.passings.length > 0 && postButton(links.tasks(id), 'Add tasks for what is new in the registers', 'govuk-button--secondary')}`
  return exitPage(shell, frame, { title, body, wide: true })
}

function stepWords({ frame, steps, tasks }: ReorganisationPageModel): NextStep {
  const { view, mayWrite } = frame
  const { id } = view.partnership
  if (view.passings.length === 0)
    return {
      title: 'Nothing to do now',
      text: 'When a decision about one of your councils is published, it shows here.',
    }
  if (tasks.length === 0 && mayWrite)
    return {
      title: 'Make a task of everything that is shared',
      text: 'Each entry of the joint registers becomes a task: to move to the successor, to split, or to end.',
      action: postButton(links.tasks(id), 'Make the tasks'),
    }
  const invite = steps.find(({ type }) => type === 'invite')
  if (invite && mayWrite)
    return {
      title: `Invite ${invite.name}`,
      text: 'It takes the place of one of you, and is a member when it says yes.',
      action: { text: 'Go to the councils', href: councilsPath(view) },
    }
  return {
    title: 'Give every task an owner',
    text: 'Begin with those that need somebody else’s signature: contracts, licences and people.',
  }
}

function councilsPath({ partnership }: ExitView): string {
  return `/partnerships/${partnership.id}/councils`
}

/** Who ends when, and of whom that is not decided, in a sentence each. */
export function leadWords({ passings }: Pick<ExitView, 'passings'>, rerun: Pick<Rerun, 'isOne'>): string {
  if (passings.length === 0) return 'No published decision replaces a council of this partnership.'
  const decided = passings.filter(({ open }) => open === null)
  const open = passings.filter((one) => one.open !== null)
  const days = [...Map.groupBy(decided, ({ lastDay }) => lastDay)]
  const after = rerun.isOne
    ? ' One council takes the place of all of you: there is nothing left to share, and everything passes to it.'
    : ''
  return `${[
    ...days.map(
      ([day, those]) =>
        `${formatList(those.map(({ name }) => name))} ${those.length === 1 ? 'ends' : 'end'} on ${formatDay(day)}.`,
    ),
    ...(open.length > 0
      ? [
          `${formatList(open.map(({ name }) => name))} ${open.length === 1 ? 'is' : 'are'} in an area where councils are expected to be replaced. Who takes over is not decided.`,
        ]
      : []),
  ].join(' ')}${after}`
}

/** What is published about an area where nothing is decided, and what is not. */
function underway(passings: readonly Passing[]): Html[] {
  const areas = [...Map.groupBy(passings, ({ open }) => open?.id ?? '')].flatMap(([id, those]) => {
    const open = those[0]?.open
    return id === '' || !open ? [] : [{ open, names: those.map(({ name }) => name) }]
  })
  return areas.map(
    ({ open, names }) => html`<h2 class="hf-heading">${open.name}: not decided</h2>
      <p class="govuk-body">Concerns ${formatList(names)}. New councils are expected from ${formatDay(open.expectedFrom)}.</p>
      <p class="govuk-body"><strong>What was published.</strong> ${open.published}
        ${open.sources.map(({ text, url }, at) => html`${at > 0 && ' '}<a class="govuk-link" href="${url}" rel="noreferrer">${text}</a>.`)}
      </p>
      <p class="govuk-body"><strong>What is open.</strong> ${open.open}</p>`,
  )
}

function changes(model: ReorganisationPageModel): Html {
  const { rerun, frame, steps } = model
  const { view } = frame
  const name = nameIn(view)
  const sources = view.passings.filter(({ open }) => open === null).map(({ source }) => source)
  return html`<h2 class="hf-heading">Who is in afterwards</h2>
    ${cardTable({
      caption: 'Members and shares, run again for the successors',
      columns: ['Council', 'Takes the place of', 'Share of the joint cost'],
      rows: rerun.members.map((member) => [
        html`${member.name} ${member.isOpen && statusTag('Successor not decided', 'wait')}`,
        html`${formatList(member.takesOver.map(name))}`,
        html`${member.share === null ? 'To be agreed' : `${formatNumber(member.share)} parts of ${formatNumber(total(view))}`}`,
      ]),
    })}
    <p class="hf-note">
      Shares are those of the terms of leaving.
      ${sources.length > 0 && html`Source of the decision: ${[...new Set(sources)].map((source) => html`<a class="govuk-link" href="${source}" rel="noreferrer">${source}</a> `)}`}
    </p>
    ${
      steps.length > 0 &&
      html`<h2 class="hf-heading">Who joins, and who goes</h2>
      <p class="govuk-body">No successor becomes a member by itself. It is invited and says yes, like any council.</p>
      <ul class="govuk-list govuk-list--bullet">${steps.map((step) => html`<li>${successorWords(step, view)}</li>`)}</ul>`
    }
    <h2 class="hf-heading">What that means for the terms</h2>
    ${bullets(termsWords(model))}`
}

function successorWords(step: SuccessorStep, view: ExitView): Html {
  switch (step.type) {
    case 'invite':
      return html`<a class="govuk-link" href="${councilsPath(view)}">Invite ${step.name}</a>. Those it replaces stay members until their last day.`
    case 'invited':
      return html`${step.name} was invited and has not joined yet.`
    case 'not-listed':
      return html`${step.name} is not in the list of councils yet. You can invite it once it is; until then those it replaces act here.`
    case 'still-in':
      return html`${step.name} ended on ${formatDay(step.lastDay)} and is still a member. Settle what is open and <a class="govuk-link" href="${links.notice(view.partnership.id)}">end its membership</a>.`
    default:
      return html`Nobody can be invited in the place of ${step.name} before it is decided who follows it.`
  }
}

/** The terms of leaving, run again: what a successor takes over, and what a notice given today would meet. */
function termsWords({ rerun, frame: { view }, noticeRunsTo }: ReorganisationPageModel): string[] {
  const first = view.passings.toSorted((a, b) => (a.lastDay < b.lastDay ? -1 : 1))[0]
  return [
    ...rerun.toSplit.map(
      (passing) =>
        `${passing.name} passes to ${formatList(passing.successors.map((one) => one.name))}. Agree how its share, its votes and its right to leave are divided: nothing published says so.`,
    ),
    ...rerun.merged.map(
      (merged) =>
        `${merged} takes the place of more than one of you. A notice given for one of them covers only that part; agree whether votes are added together.`,
    ),
    ...(noticeRunsTo === null
      ? [
          'No terms of leaving are written down. Write them before the change: a successor can only take over what stands somewhere.',
        ]
      : first && noticeRunsTo > first.lastDay
        ? [
            `Notice given today would run to ${formatDay(noticeRunsTo)}, after ${first.name} is to end on ${formatDay(first.lastDay)}. Its successor would have to complete it.`,
          ]
        : [`Notice given today would run to ${formatDay(noticeRunsTo)}, before the first of you ends.`]),
    'A successor takes over the agreement with its notice and its costs. Confirm it in writing, and have every council agree to the terms again here.',
    'Every council’s own exit plan and the joint strategy are shown as out of date until somebody has gone through them.',
  ]
}

function total({ terms }: ExitView): number {
  return Object.values(terms?.shares ?? {}).reduce((sum, share) => sum + share, 0)
}
