import { doneNotice } from '#modules/people/index.ts'
import { govukTaskList } from '#ui/task-list.ts'
import { formatCount, formatDay, formatInstantDay, formatList } from '#ui/format.ts'
import { html, type Html } from '#ui/html.ts'
import type { Shell } from '#ui/layout.ts'
import { nextStep, type NextStep } from '#ui/next-step.ts'
import { statusTag } from '#ui/status-tag.ts'
import { govukSummaryList } from '#ui/summary-list.ts'
import { whoSees } from '#ui/who-sees.ts'
import { isLive } from '../leaving.ts'
import { links } from '../links.ts'
import type { ExitView } from '../queries.ts'
import { standingSentence, standingWords, stateWords } from '../text.ts'
import { exitPage, nameIn, seesAll, type Frame } from './frame.ts'
import { leadWords } from './reorganisation-page.ts'

/** Where a partnership stands with parting: each plan, the terms, who has given notice, and what is to come. */
export function homePage(shell: Shell, frame: Frame): Html {
  const { view, done } = frame
  const title = 'Leaving and parting'
  const body = html`${doneNotice(done)}
    <h1 class="hf-headline">${title}</h1>
    <p class="hf-lead">
      Agree how you would part while you still get on. Each council has a plan of its own; together you have a
      strategy and terms. A right to leave is not a way to leave.
    </p>
    ${whoSees(seesAll(frame))} ${nextStep(homeNext(frame))} ${notices(view)}
    <h2 class="hf-heading">The plans</h2>
    ${govukTaskList({ items: planTasks(frame), idPrefix: 'plans' })}
    <h2 class="hf-heading">What partners have shown</h2>
    ${sharedPlans(frame)} ${reorganisation(view)}
    <h2 class="hf-heading">If you are thinking of leaving</h2>
    ${thinking(frame)}`
  return exitPage(shell, frame, {
    title,
    body,
    back: { href: `/partnerships/${view.partnership.id}`, text: 'Where we are' },
  })
}

/** The one thing to do next. A notice that waits comes first, then what is missing. */
export function homeNext({ view, mayWrite, council }: Frame): NextStep {
  const { id } = view.partnership
  const live = view.leavings.find(({ state }) => isLive(state))
  if (live)
    return {
      title: `Go on with the parting of ${nameIn(view)(live.council)}`,
      text: stateWords[live.state].says,
      action: { text: 'See the parting', href: links.leaving(id, live.id) },
    }
  if (!mayWrite)
    return {
      title: 'Nothing to do now',
      text: 'Those who lead the councils write the plans. You can read what is shown to you.',
    }
  if (view.terms === null)
    return {
      title: 'Write down the terms of leaving',
      text: 'How long is the notice, when may it end, and who pays? Five minutes with the agreement in your hand.',
      action: { text: 'Write the terms', href: links.terms(id) },
    }
  const own = view.partnership.members.find(({ shortName }) => shortName === council)?.council ?? ''
  if (view.termsStanding.waitingFor.includes(own))
    return {
      title: 'Read the terms of leaving, and agree to them',
      text: 'Another council wrote them down. They count when every council has agreed to the same text.',
      action: { text: 'Read the terms', href: links.terms(id) },
    }
  if (view.own && view.own.standing.standing !== 'rehearsed')
    return {
      title:
        view.own.standing.standing === 'missing'
          ? 'Begin your own exit plan'
          : 'Go on with your own exit plan',
      text: standingSentence(view.own.standing, 'you'),
      action: { text: 'Go to your plan', href: links.plan(id, 'ours') },
    }
  if (view.jointStanding.standing !== 'rehearsed')
    return {
      title: 'Go on with the joint strategy',
      text: standingSentence(view.jointStanding, 'all'),
      action: { text: 'Go to the joint strategy', href: links.plan(id, 'joint') },
    }
  return {
    title: 'Nothing to do now',
    text: 'The plans are whole, up to date and rehearsed. Come back when something changes.',
  }
}

function planTasks({ view, council }: Frame) {
  const { id } = view.partnership
  const tag = ({ standing }: { standing: keyof typeof standingWords }) => ({
    html: statusTag(standingWords[standing].tag, standingWords[standing].tone),
  })
  const waiting = view.termsStanding.waitingFor.map(nameIn(view))
  return [
    ...(view.own
      ? [
          {
            title: { text: `${council ?? 'Your council'}’s own exit plan` },
            hint: { text: `Only ${council ?? 'your council'} sees it, until you show it.` },
            href: links.plan(id, 'ours'),
            status: tag(view.own.standing),
          },
        ]
      : []),
    {
      title: { text: 'The joint strategy' },
      hint: { text: 'Every council in the partnership reads it and may change it.' },
      href: links.plan(id, 'joint'),
      status: tag(view.jointStanding),
    },
    {
      title: { text: 'The terms of leaving' },
      hint: {
        text:
          view.terms === null
            ? 'Notice, dates and who pays, as the agreement says.'
            : waiting.length > 0
              ? `Waiting for ${formatList(waiting)}.`
              : `${view.terms.noticeCount} ${view.terms.noticeUnit} of notice.`,
      },
      href: links.terms(id),
      status: {
        html:
          view.terms === null
            ? statusTag('Not written down', 'wait')
            : waiting.length > 0
              ? statusTag('Not agreed by all', 'wait')
              : statusTag('Agreed by all', 'good'),
      },
    },
  ]
}

function notices(view: ExitView): Html | false {
  if (view.leavings.length === 0) return false
  return html`<h2 class="hf-heading">Notices</h2>
    ${govukSummaryList({
      rows: view.leavings.map((leaving) => ({
        key: { text: nameIn(view)(leaving.council) },
        value: {
          html: html`${statusTag(stateWords[leaving.state].tag, stateWords[leaving.state].tone)}
            <a class="govuk-link" href="${links.leaving(view.partnership.id, leaving.id)}"
              >Notice of ${formatDay(leaving.notice.givenOn)}</a
            >, leaves on ${formatDay(leaving.notice.leavesOn)}`,
        },
      })),
    })}`
}

function sharedPlans({ view, council }: Frame): Html {
  const others = view.shared
  if (others.length === 0)
    return html`<p class="govuk-body">No council has shown its plan to the others yet. Showing it is each council’s own choice.</p>`
  return html`<ul class="govuk-list">
    ${others.map((shared) => {
      const name = nameIn(view)(shared.council)
      return html`<li>
        <a class="govuk-link" href="${links.shared(view.partnership.id, shared.council)}">${name}’s exit plan</a>
        <span class="hf-soft">as shown on ${formatInstantDay(shared.sharedAt)}${name === council && ', by you'}</span>
      </li>`
    })}
  </ul>`
}

function reorganisation(view: ExitView): Html | false {
  if (view.passings.length === 0 && view.tasks.length === 0) return false
  const first = view.passings[0]
  return html`<h2 class="hf-heading">Councils that are to be replaced</h2>
    <p class="govuk-body">
      ${
        first
          ? `${leadWords(view, { isOne: false })} What is shared must be gone through for those that take over.`
          : `${formatCount(view.tasks.length, 'task')} came of a reorganisation or a parting.`
      }
    </p>
    <p>
      <a class="govuk-link" href="${links.reorganisation(view.partnership.id)}">See what changes, and what to do</a>
    </p>`
}

function thinking({ view, mayWrite, council }: Frame): Html {
  if (!mayWrite || !view.own)
    return html`<p class="govuk-body">
      A council may think about leaving in private, in its own exit plan. Nobody else is told.
    </p>`
  const { id } = view.partnership
  return html`<p class="govuk-body">
      You can think it through in private first. Only the lead and deputies of ${council} see it; partners, the
      partnership manager and whoever runs this service do not, and nothing shows that you have written anything.
    </p>
    <ul class="govuk-list">
      <li><a class="govuk-link" href="${links.answer(id, 'ours', 'considering')}">Think it through in private</a></li>
      <li><a class="govuk-link" href="${links.notice(id)}">Give notice</a></li>
    </ul>`
}
