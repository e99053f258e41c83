import type { ExitPlanContent } from '#content/exit-plan.ts'
import { doneNotice, postButton } from '#modules/people/index.ts'
import { formatCount, formatDay, formatPoundsShort } from '#ui/format.ts'
import { html, type Html } from '#ui/html.ts'
import type { Shell } from '#ui/layout.ts'
import { nextStep, type NextStep } from '#ui/next-step.ts'
import { statusTag } from '#ui/status-tag.ts'
import { govukTaskList } from '#ui/task-list.ts'
import { whoSees } from '#ui/who-sees.ts'
import { links } from '../links.ts'
import { costOf, entriesOf, isAnswered, type Plan } from '../plan.ts'
import type { ExitStanding } from '../standing.ts'
import type { Whose } from '../store.ts'
import { reasonWords, rehearsalWords, standingSentence, standingWords } from '../text.ts'
import { bullets, exitPage, seesPlan, type Frame } from './frame.ts'

export type PlanPageModel = {
  readonly frame: Frame
  readonly whose: Whose
  readonly plan: Plan
  readonly standing: ExitStanding
  readonly content: ExitPlanContent
}

/** One plan whole: could we part in good order, what is written, what is listed, what was rehearsed. Gaps show. */
export function planPage(shell: Shell, model: PlanPageModel): Html {
  const { frame, whose, standing } = model
  const title = whose === 'ours' ? 'Your own exit plan' : 'The joint strategy'
  const words = standingWords[standing.standing]
  const body = html`${doneNotice(frame.done)}
    <h1 class="hf-headline">${title}</h1>
    <p class="hf-lead">${standingSentence(standing, whose === 'ours' ? 'you' : 'all')}</p>
    <p class="govuk-body">${statusTag(words.tag, words.tone)}</p>
    ${whoSees(seesPlan(frame, whose))} ${nextStep(planNext(model))}
    ${
      standing.reasons.length > 0 &&
      html`<h2 class="hf-heading">What stands in the way</h2>
        ${bullets(standing.reasons.map(reasonWords))}`
    }
    <h2 class="hf-heading">${whose === 'ours' ? 'The twelve headings' : 'What you agree together'}</h2>
    ${answerTasks(model)}
    <h2 class="hf-heading">Registers</h2>
    <p class="govuk-body">What is held together, and whether it can be parted. Costs are those on the lines of each register.</p>
    ${registerTasks(model)}
    <h2 class="hf-heading">Rehearsals</h2>
    ${rehearsals(model)}
    <h2 class="hf-heading">Keep it current</h2>
    ${review(model)}
    <h2 class="hf-heading">Papers and files</h2>
    ${files(model)} ${whose === 'ours' && frame.mayWrite && share(frame)}`
  return exitPage(shell, frame, { title, body })
}

function headingsOf({ whose, content }: PlanPageModel) {
  return whose === 'ours' ? content.own : content.joint
}

function planNext(model: PlanPageModel): NextStep {
  const { frame, whose, plan, content, standing } = model
  const { id } = frame.view.partnership
  if (!frame.mayWrite)
    return { title: 'Nothing to do now', text: 'Those who lead your council write this plan.' }
  const open = headingsOf(model).find((heading) => !isAnswered(plan, heading.id))
  if (open)
    return {
      title: open.title,
      text: open.question,
      action: { text: 'Write the answer', href: links.answer(id, whose, open.id) },
    }
  const empty = content.registers.find(
    (one) => entriesOf(plan, one.id).length === 0 && !plan.empty.has(one.id),
  )
  if (empty)
    return {
      title: `List the ${empty.title.toLowerCase()}`,
      text: empty.hint,
      action: { text: 'Go to the register', href: links.register(id, whose, empty.id) },
    }
  if (standing.standing === 'stale' || plan.review === null)
    return {
      title: 'Go through the whole plan, and say so',
      text: 'Read it to the end with those who would have to carry it out.',
      action: postButton(links.review(id, whose), 'We have gone through it'),
    }
  return {
    title: 'Rehearse a part of it',
    text: 'Take back one set of data, or move one system, and write down what happened.',
    action: { text: 'Record a rehearsal', href: links.rehearsals(id, whose) },
  }
}

function answerTasks(model: PlanPageModel): Html {
  const { frame, whose, plan } = model
  return govukTaskList({
    idPrefix: 'headings',
    items: headingsOf(model).map(({ id, title, question }) => ({
      title: { text: title },
      hint: { text: question },
      href: links.answer(frame.view.partnership.id, whose, id),
      status: {
        html: isAnswered(plan, id) ? statusTag('Written', 'good') : statusTag('Nothing yet', 'wait'),
      },
    })),
  })
}

function registerTasks({ frame, whose, plan, content }: PlanPageModel): Html {
  return govukTaskList({
    idPrefix: 'registers',
    items: content.registers.map(({ id, title, hint }) => {
      const entries = entriesOf(plan, id)
      const cost = costOf(entries)
      const said = plan.empty.has(id)
        ? statusTag('Nothing to list', 'good')
        : statusTag('Nothing yet', 'wait')
      return {
        title: { text: title },
        hint: cost
          ? {
              html: html`${hint} Cost of parting ${costRange(cost)}${cost.without > 0 && `, ${cost.without} without a figure`}, <span class="hf-source">added up from the entries</span>.`,
            }
          : { text: hint },
        href: links.register(frame.view.partnership.id, whose, id),
        status: {
          html:
            entries.length > 0 ? statusTag(formatCount(entries.length, 'entry', 'entries'), 'plain') : said,
        },
      }
    }),
  })
}

export function costRange({ low, high }: { low: number; high: number }): string {
  return low === high ? formatPoundsShort(low) : `${formatPoundsShort(low)} to ${formatPoundsShort(high)}`
}

function rehearsals({ frame, whose, plan }: PlanPageModel): Html {
  const href = links.rehearsals(frame.view.partnership.id, whose)
  const [last] = plan.rehearsals
  return html`<p class="govuk-body">
      ${last ? `The last was on ${formatDay(last.heldOn)}: ${last.what}. ${rehearsalWords[last.result]}.` : 'Nothing has been rehearsed. A plan that was never tried is a wish.'}
    </p>
    <p><a class="govuk-link" href="${href}">${frame.mayWrite ? 'See or record rehearsals' : 'See rehearsals'}</a></p>`
}

function review({ frame, whose, plan }: PlanPageModel): Html {
  const href = links.review(frame.view.partnership.id, whose)
  return html`<p class="govuk-body">
      ${plan.review ? `Last gone through on ${formatDay(plan.review.on)} by ${plan.review.by}.` : 'Nobody has gone through the whole plan yet.'}
      When the councils, the terms, the locked figures, a register or a reorganisation change, the plan is shown as out of date, and because of what.
    </p>
    ${frame.mayWrite && plan.review !== null && postButton(href, 'We have gone through it again', 'govuk-button--secondary')}`
}

function files({ frame, whose }: PlanPageModel): Html {
  const { id } = frame.view.partnership
  const at = (name: string, text: string) =>
    html`<li><a class="govuk-link" href="${links.file(id, whose, name)}">${text}</a></li>`
  return html`<ul class="govuk-list">
      ${at('plan', 'The plan as one page, to read and print')} ${at('plan.docx', 'The plan in Word')}
      ${at('plan.odt', 'The plan as ODT')} ${at('registers.xlsx', 'All registers in Excel')}
      ${at('registers.ods', 'All registers as ODS')} ${at('registers.json', 'All registers as JSON')}
    </ul>
    ${frame.mayWrite && html`<p><a class="govuk-link" href="${links.load(id, whose)}">Load registers from a spreadsheet</a></p>`}`
}

function share(frame: Frame): Html {
  return html`<h2 class="hf-heading">Show it to the partners</h2>
    <p class="govuk-body">
      Your plan is your own. You may show the partners a copy as it stands; what you change later stays yours until you show it again.
    </p>
    <p><a class="govuk-link" href="${links.share(frame.view.partnership.id)}">Show our plan to the partners</a></p>`
}
