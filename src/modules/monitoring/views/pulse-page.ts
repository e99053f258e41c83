import { partnershipLinks, partnershipNav } from '#modules/partnership/index.ts'
import { govukButton } from '#ui/button.ts'
import { govukErrorSummary } from '#ui/error-summary.ts'
import { html, type Html } from '#ui/html.ts'
import { page, type Shell } from '#ui/layout.ts'
import { nextStep, type NextStep } from '#ui/next-step.ts'
import { statusTag } from '#ui/status-tag.ts'
import { govukTable } from '#ui/table.ts'
import { whoSees } from '#ui/who-sees.ts'
import { links } from '../links.ts'
import { quarterWords, startPulseBlockers, type PulseRefusal, type Quarter } from '../pulse.ts'
import type { PulseView } from '../queries.ts'
import {
  countedWords,
  fallsWords,
  measureWords,
  movedWords,
  pulseRefusalWords,
  variationWords,
} from '../text.ts'
import { controlChartFigure } from './chart.ts'

export type PulsePageModel = {
  readonly view: PulseView
  readonly thisQuarter: Quarter
  readonly answered: boolean
  readonly mayClose: boolean
  readonly papers: readonly { readonly text: string; readonly href: string }[]
  readonly refused: readonly PulseRefusal[]
}

/** How the partnership does: what got worse first, then each measure in words, then the charts. */
export function pulsePage(shell: Shell, model: PulsePageModel): Html {
  const { view, refused } = model
  const { partnership, findings } = view
  const title = headline(view)
  const body = html`${
    refused.length > 0 &&
    govukErrorSummary({
      titleText: 'This cannot be done now',
      errorList: refused.map((refusal) => ({ text: pulseRefusalWords(refusal) })),
    })
  }
    <h1 class="hf-headline">${title}</h1>
    <p class="hf-lead">Once a quarter, everybody who works in the partnership can answer five questions without a name, and say how many hours agreeing things takes.</p>
    ${whoSees({ kind: 'councils', councils: partnership.members.map(({ shortName }) => shortName) })}
    ${nextStep(nextIn(model))}
    ${findings
      .filter(({ warning }) => warning)
      .map(
        ({ measure }) =>
          html`<div class="hf-callout hf-callout--care">
          <h2 class="hf-heading--small">Worse two quarters running: ${measureWords(view.pulse, measure)}</h2>
          <p class="govuk-body">${fallsWords(view.pulse, measure)}</p>
        </div>`,
      )}
    ${findings.length > 0 && results(model)}
    ${
      model.mayClose &&
      view.open &&
      html`<h2 class="hf-heading">Close the pulse</h2>
        <p class="govuk-body">${view.open.enough ? 'Five or more have answered.' : 'Fewer than five have answered. If you close now, nothing will be shown, and the answers are gone.'} Closing counts the answers and deletes them. It cannot be taken back.</p>
        <form method="post" action="${links.close(partnership.id)}" novalidate>${govukButton({ text: 'Close the pulse and count', classes: 'govuk-button--warning', preventDoubleClick: true })}</form>`
    }
    <h2 class="hf-heading">What stays secret</h2>
    <ul class="govuk-list govuk-list--bullet">
      <li>While the pulse is open nobody can read an answer but the person who gave it.</li>
      <li>When it closes, the answers are counted and deleted. Which council somebody works for is not kept.</li>
      <li>A question that fewer than five answered shows nothing. If all answered alike, that is said, and the answer is not.</li>
      <li>How many answered is not kept, so that nobody can work back from it. In a small team people may still guess.</li>
    </ul>`
  return page({
    title,
    section: partnership.name,
    body,
    shell,
    back: { href: partnershipLinks.home(partnership.id), text: 'Where we are' },
    nav: partnershipNav(partnership.id, 'pulse'),
    hasErrors: refused.length > 0,
  })
}

function headline({ findings, latest }: PulseView): string {
  if (latest === null) return 'How does the partnership feel from inside?'
  const worse = findings.filter(({ warning }) => warning).length
  if (worse > 0)
    return `${worse === 1 ? 'One thing has' : `${worse} things have`} got worse two quarters running`
  return `The pulse of ${quarterWords(latest)}`
}

function nextIn({ view, answered, thisQuarter }: PulsePageModel): NextStep {
  const { id } = view.partnership
  if (view.open && view.asking.isMember)
    return {
      title: answered
        ? 'You have answered. You can change it until it closes'
        : `Answer the pulse of ${quarterWords(view.open.quarter)}`,
      text: 'Six short questions, two minutes.',
      action: { text: answered ? 'Change your answer' : 'Answer', href: links.answer(id) },
    }
  const pulses = view.latest === null ? [] : [{ quarter: view.latest, closedAt: new Date(0) }]
  const blockers = startPulseBlockers(view.asking, thisQuarter, pulses)
  if (!view.open && blockers.length === 0)
    return {
      title: `Start the pulse of ${quarterWords(thisQuarter)}`,
      text: 'Then ask everybody who works in the partnership to answer. Close it when they have had time.',
      action: html`<form method="post" action="${links.start(id)}" novalidate>${govukButton({ text: 'Start the pulse', preventDoubleClick: true })}</form>`,
    }
  return {
    title: 'Nothing to do now',
    text: blockers.map(pulseRefusalWords).join(' ') || 'The pulse is open to those who act for a council.',
  }
}

function results({ view, papers }: PulsePageModel): Html {
  const { findings, pulse, latest } = view
  return html`<h2 class="hf-heading">${latest === null ? '' : quarterWords(latest)}</h2>
    <p class="govuk-body">From 1, strongly disagree, to 5, strongly agree. The middle is 3. For the hours, fewer is better.</p>
    ${govukTable({
      head: [{ text: 'What was asked' }, { text: 'Now' }, { text: 'Since last time' }],
      firstCellIsHeader: true,
      rows: findings.map((finding) => [
        { text: measureWords(pulse, finding.measure) },
        { text: countedWords(finding.latest, finding.measure) },
        {
          html: html`${finding.warning && statusTag('Two quarters running', 'care')} ${movedWords(finding)}`,
        },
      ]),
    })}
    ${findings.map(
      (finding) =>
        finding.chart &&
        html`<h3 class="hf-heading--small">${measureWords(pulse, finding.measure)}</h3>
          ${controlChartFigure(`chart-${finding.measure}`, variationWords(finding), finding.chart)}`,
    )}
    <ul class="hf-links">${papers.map(({ text, href }) => html`<li><a class="govuk-link" href="${href}" download>${text}</a></li>`)}</ul>`
}
