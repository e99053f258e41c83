import { govukButton } from '#ui/button.ts'
import { errorSummary, textField, type Form } from '#ui/form.ts'
import { formatCount, formatInstantDay, formatPoundsShort } from '#ui/format.ts'
import { html, type Html } from '#ui/html.ts'
import type { Shell } from '#ui/layout.ts'
import { nextStep, type NextStep } from '#ui/next-step.ts'
import { statusTag } from '#ui/status-tag.ts'
import { govukTaskList, type TaskListItem } from '#ui/task-list.ts'
import { figures, type Figures } from '#ui/figures.ts'
import { whoSees } from '#ui/who-sees.ts'
import type { AskedReturn } from '../asked-return.ts'
import { usedServices } from '../baseline.ts'
import { caseWarnings, type CaseRefusal } from '../case.ts'
import { caseWords, optionIds, partNames, type Range } from '../case-part.ts'
import { likelyOf } from '../case-years.ts'
import { links } from '../links.ts'
import type { BaselineView, CaseView } from '../queries.ts'
import type { CaseLine } from '../store.ts'
import { caseWordsOf, optionWords, warningWords } from '../text.ts'
import { caseFrame, namesIn, reasons, refusalSummary, seesPartners, type Place } from './frame.ts'

export type HomePageModel = Place &
  BaselineView & {
    readonly cases: readonly CaseLine[]
    readonly mayWrite: boolean
    readonly form: Form
    readonly refused: readonly CaseRefusal[]
  }

/** The business cases of a partnership, and the baseline on which they rest. */
export function homePage(shell: Shell, model: HomePageModel): Html {
  const { partnership, baseline, cases, mayWrite, form } = model
  const title = 'Does sharing pay?'
  const body = html`${errorSummary(form)}${refusalSummary(model.refused, namesIn(partnership, baseline))}
    <h1 class="hf-headline">${title}</h1>
    <p class="hf-lead">For the councils together, and for each of them. First where each stands today; then what you would do; then what it may come to.</p>
    ${whoSees(seesPartners(partnership))} ${nextStep(homeStep(model))}
    <h2 class="hf-heading">Baseline</h2>
    <p class="govuk-body">${baseline ? html`Version ${baseline.version}, in ${baseline.year} prices. ${baseline.lockedAt ? statusTag('Locked', 'good') : statusTag('Open', 'wait')}` : 'Not begun.'} <a class="govuk-link" href="${links.baseline(partnership.id)}">Where each council stands today</a></p>
    <h2 class="hf-heading">Cases</h2>
    ${
      cases.length === 0
        ? html`<p class="govuk-body">None yet.</p>`
        : html`<ul class="govuk-list">${cases.map(({ id, name, startedAt }) => html`<li><a class="govuk-link" href="${links.case(partnership.id, id)}">${name}</a> <span class="hf-soft">begun ${formatInstantDay(startedAt)}</span></li>`)}</ul>`
    }
    ${
      mayWrite &&
      baseline &&
      html`<form method="post" action="${links.newCase(partnership.id)}" novalidate>
        <h3 class="hf-heading hf-heading--small">Begin a case</h3>
        ${textField(form, { name: 'name', label: 'What it is called', hint: 'Such as “One service desk”. Every council sees it.', classes: 'govuk-input--width-20' })}
        ${govukButton({ text: 'Begin', classes: 'govuk-button--secondary', preventDoubleClick: true })}
      </form>`
    }`
  return caseFrame(shell, model, {
    title,
    body,
    back: { href: `/partnerships/${partnership.id}`, text: 'Where we are' },
    hasErrors: Object.values(form.errors).some(Boolean) || model.refused.length > 0,
  })
}

function homeStep({ partnership, baseline, cases, mayWrite }: HomePageModel): NextStep {
  const [newest] = cases
  if (!baseline || baseline.shared.length < baseline.councils.length)
    return {
      title: 'Fill in the baseline',
      text: 'Nothing can be worked out before every council has shared its figures.',
      action: { text: 'Go to the baseline', href: links.baseline(partnership.id) },
    }
  if (newest)
    return {
      title: `Go on with ${newest.name}`,
      text: 'See what is still missing, and what it comes to.',
      action: { text: 'Go to the case', href: links.case(partnership.id, newest.id) },
    }
  return mayWrite
    ? { title: 'Begin a case', text: 'Give it a name below. You can begin several and compare them.' }
    : { title: 'Nothing to do now', text: 'Somebody who writes for a council can begin a case.' }
}

export type CasePageModel = Place &
  CaseView & {
    readonly mayWrite: boolean
    readonly asked: readonly AskedReturn[]
    readonly blockers: readonly CaseRefusal[]
    readonly refused: readonly CaseRefusal[]
  }

/** What a case is made of, as a list of tasks: what is there, what is missing, and the button that works it out. */
export function casePage(shell: Shell, model: CasePageModel): Html {
  const { partnership, baseline, parts, blockers, case: of } = model
  const numbers = figures()
  const names = namesIn(partnership, baseline)
  const at = (part: string) => links.part(partnership.id, of.id, part)
  const body = html`${refusalSummary(model.refused, names)}
    <span class="govuk-caption-l">Business case</span>
    <h1 class="hf-headline">${of.name}</h1>
    ${whoSees(seesPartners(partnership))} ${nextStep(caseStep(model, blockers))}
    ${
      blockers.length > 0 &&
      html`<h2 class="hf-heading">Before it can be worked out</h2>
        ${reasons(blockers, names)}`
    }
    ${warnings(model)}
    <h2 class="hf-heading">The frame</h2>
    ${govukTaskList({ idPrefix: 'frame', items: [item('Years, prices, sharing and what comes of savings', at(partNames.frame()), parts.frame !== null)] })}
    <h2 class="hf-heading">What would be shared</h2>
    ${baseline && govukTaskList({ idPrefix: 'services', items: usedServices(baseline).map(({ id, name }) => item(name, at(partNames.service(id)), parts.services[id] !== undefined)) })}
    <h2 class="hf-heading">Other costs and benefits</h2>
    ${lines(model, numbers)}
    <h2 class="hf-heading">Risks and opportunities</h2>
    ${risks(model, numbers)}
    <h2 class="hf-heading">Money between councils</h2>
    ${transfers(model, numbers)}
    <h2 class="hf-heading">Ways that were looked at</h2>
    ${govukTaskList({ idPrefix: 'options', items: optionIds.map((option) => item(optionWords[option].name, at(partNames.option(option)), parts.options[option] !== undefined, optionWords[option].about)) })}
    <h2 class="hf-heading">What each council must get out of it</h2>
    ${baseline && govukTaskList({ idPrefix: 'required', items: baseline.councils.map(({ code, name }) => item(name, at(partNames.required(code)), parts.required[code] !== undefined || model.asked.some(({ council }) => council === code), askedHint(model, code))) })}
    <h2 class="hf-heading">The five cases, in words</h2>
    ${govukTaskList({ idPrefix: 'words', items: caseWords.map((name) => item(caseWordsOf[name].name, at(partNames.words(name)), (parts.words[name] ?? '') !== '')) })}
    ${numbers.origins()}`
  return caseFrame(shell, model, {
    title: of.name,
    body,
    back: { href: links.home(partnership.id), text: 'Business case' },
    hasErrors: model.refused.length > 0,
  })
}

/** Where a council has said already what it must get: the aims. Nobody is asked twice. */
function askedHint({ asked, parts }: CasePageModel, code: string): string | undefined {
  if (!asked.some(({ council }) => council === code)) return undefined
  return parts.required[code]
    ? 'Here, and in the aims that were opened. Both are tested.'
    : 'Said in the aims that were opened, and tested from there. You can add to it here.'
}

function item(name: string, href: string, isDone: boolean, hint?: string): TaskListItem {
  return {
    title: { text: name },
    href,
    ...(hint === undefined ? {} : { hint: { text: hint } }),
    status: isDone ? { text: 'Filled in' } : { tag: { text: 'Not yet', classes: 'govuk-tag--yellow' } },
  }
}

function caseStep(
  { partnership, case: of, runs, mayWrite }: CasePageModel,
  blockers: readonly CaseRefusal[],
): NextStep {
  const [newest] = runs
  const run = html`<form method="post" action="${links.run(partnership.id, of.id)}" novalidate>${govukButton({ text: 'Work it out', preventDoubleClick: true })}</form>`
  const earlier = runs.map(
    ({ id, number, askedAt, state }) =>
      html`<a class="govuk-link" href="${links.result(partnership.id, of.id, id)}">Run ${number}</a>, ${formatInstantDay(askedAt)}${state === 'done' ? '' : state === 'failed' ? ' (broke off)' : ' (being worked out)'}`,
  )
  const others = earlier.length > 0 ? { others: earlier } : {}
  if (newest && newest.state !== 'done' && newest.state !== 'failed')
    return {
      title: 'A run is being worked out',
      action: { text: 'See how far it is', href: links.result(partnership.id, of.id, newest.id) },
    }
  if (blockers.length > 0)
    return {
      title: 'Fill in what is missing',
      text: `${formatCount(blockers.length, 'thing')} to do, listed below.`,
      ...others,
    }
  if (!mayWrite)
    return { title: 'Nothing to do now', text: 'Somebody who writes for a council works it out.', ...others }
  return {
    title: newest ? 'Work it out again' : 'Work it out',
    text: 'Takes a few seconds. Every run is kept, with what went into it.',
    action: run,
    ...others,
  }
}

function warnings({ partnership, baseline, parts, asked }: CasePageModel): Html | false {
  if (!baseline) return false
  const all = caseWarnings(
    baseline,
    parts,
    asked.map(({ council }) => council),
  )
  return (
    all.length > 0 &&
    html`<h2 class="hf-heading">What its readers will be told</h2>
      <ul class="govuk-list govuk-list--bullet">
        ${all.map((warning) => html`<li>${warningWords(warning, namesIn(partnership, baseline))}</li>`)}
      </ul>`
  )
}

function addLink(href: string, text: string): Html {
  return html`<p><a class="govuk-link" href="${href}">${text}</a></p>`
}

/** A range in words, with where it is from. */
export function rangeWords(numbers: Figures, range: Range, from: { source: string; owner: string }): Html {
  const short = formatPoundsShort
  if (range.shape === 'known') return numbers.number(short(range.likely), from)
  const ends = html`${numbers.number(short(range.low), from)} to ${numbers.number(short(range.high), from)}`
  return range.shape === 'sure'
    ? html`${ends}, nine chances in ten`
    : html`${ends}, most likely ${numbers.number(short(likelyOf(range)), from)}`
}

function lines(model: CasePageModel, numbers: Figures): Html {
  const { partnership, parts, case: of, mayWrite } = model
  const names = namesIn(partnership, model.baseline)
  const all = Object.entries(parts.lines)
  return html`${
    all.length === 0
      ? html`<p class="govuk-body">None yet.</p>`
      : html`<ul class="govuk-list">
          ${all.map(
            ([id, line]) =>
              html`<li><a class="govuk-link" href="${links.part(partnership.id, of.id, partNames.line(id))}">${line.name}</a> (${line.council === null ? 'shared by all' : names.council(line.council)}): ${line.falls.type === 'by-year' ? 'amounts for each year' : rangeWords(numbers, line.amount, line)}</li>`,
          )}
        </ul>`
  }
  ${mayWrite && addLink(links.part(partnership.id, of.id, 'line.new'), 'Add a cost or benefit')}`
}

function risks(model: CasePageModel, numbers: Figures): Html {
  const { partnership, parts, case: of, mayWrite } = model
  const all = Object.entries(parts.risks)
  return html`${
    all.length === 0
      ? html`<p class="govuk-body">None yet.</p>`
      : html`<ul class="govuk-list">
          ${all.map(
            ([id, risk]) =>
              html`<li><a class="govuk-link" href="${links.part(partnership.id, of.id, partNames.risk(id))}">${risk.what}</a>: ${numbers.number(`${risk.chance / 100}%`, risk)} likely, ${risk.kind === 'risk' ? 'would cost' : 'would bring'} ${rangeWords(numbers, risk.amount, risk)}. ${risk.owner} looks after it.</li>`,
          )}
        </ul>`
  }
  ${mayWrite && addLink(links.part(partnership.id, of.id, 'risk.new'), 'Add a risk or an opportunity')}`
}

function transfers(model: CasePageModel, numbers: Figures): Html {
  const { partnership, parts, case: of, mayWrite } = model
  const names = namesIn(partnership, model.baseline)
  const all = Object.entries(parts.transfers)
  return html`<p class="govuk-body">What passes between councils is nothing to the partnership, and real for each.</p>
    ${
      all.length > 0 &&
      html`<ul class="govuk-list">
        ${all.map(
          ([id, money]) =>
            html`<li><a class="govuk-link" href="${links.part(partnership.id, of.id, partNames.transfer(id))}">${money.name}</a>: ${names.council(money.from)} pays ${names.council(money.to)} ${money.falls.type === 'by-year' ? 'an amount for each year' : numbers.number(formatPoundsShort(money.amountPence), money)}</li>`,
        )}
      </ul>`
    }
    ${mayWrite && addLink(links.part(partnership.id, of.id, 'transfer.new'), 'Add a payment')}`
}
