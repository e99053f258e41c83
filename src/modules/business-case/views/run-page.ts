import { fan } from '#ui/chart/fan.ts'
import { chartFrame } from '#ui/chart/chart-frame.ts'
import { tornadoBars } from '#ui/chart/tornado.ts'
import {
  formatCount,
  formatInstant,
  formatNumber,
  formatPercent,
  formatPounds,
  formatPoundsShort,
} from '#ui/format.ts'
import { figures, type Figures } from '#ui/figures.ts'
import { html, type Html } from '#ui/html.ts'
import type { Shell } from '#ui/layout.ts'
import { nextStep } from '#ui/next-step.ts'
import { statusTag } from '#ui/status-tag.ts'
import { whoSees } from '#ui/who-sees.ts'
import type { Source } from '#ui/who-says.ts'
import { realisedShare, type ReferenceCase } from '#content/reference-case.ts'
import { askedVerdicts, type AskedReturn, type AskedVerdict } from '../asked-return.ts'
import { caseWarnings } from '../case.ts'
import { links } from '../links.ts'
import type { CaseView } from '../queries.ts'
import { headline, headlineWith, settled } from '../result-headline.ts'
import {
  amountWords,
  chanceWords,
  inputAmount,
  inputWords,
  pence,
  requiredVerdicts,
  type RequiredVerdict,
} from '../result-words.ts'
import { findingsOf, type CaseRunView, type OptionFindings } from '../run.ts'
import { optionWords, warningWords } from '../text.ts'
import { caseFrame, namesIn, seesPartners, type Place } from './frame.ts'

export type RunPageModel = Place &
  CaseView & {
    readonly run: CaseRunView
    readonly asked: readonly AskedReturn[]
    readonly reference: readonly ReferenceCase[]
  }

/** A run while it is worked out, and when it broke off. The page looks again by itself, without a script. */
export function waitingPage(shell: Shell, model: RunPageModel): Html {
  const { partnership, run, case: of } = model
  const failed = run.state === 'failed'
  const title = failed ? `Run ${run.number} broke off` : `Run ${run.number} is being worked out`
  const body = html`<span class="govuk-caption-l">${of.name}</span>
    <h1 class="hf-headline">${title}</h1>
    ${whoSees(seesPartners(partnership))}
    ${
      failed
        ? html`<p class="hf-lead">${run.trouble ?? 'Nothing was lost: the case is as it was.'}</p>`
        : html`<p class="hf-lead" role="status">${run.doneOfHundred} of 100 parts are done. This page looks again every two seconds.</p>
            <progress max="100" value="${run.doneOfHundred}" aria-label="How far the run is">${run.doneOfHundred} of 100</progress>`
    }
    <p><a class="govuk-button" role="button" draggable="false" data-module="govuk-button" href="${failed ? links.case(partnership.id, of.id) : links.result(partnership.id, of.id, run.id)}">${failed ? 'Back to the case' : 'Look again'}</a></p>`
  return caseFrame(shell, model, {
    title,
    body,
    back: { href: links.case(partnership.id, of.id), text: of.name },
  })
}

/** What a run came to, in words first. */
export function runPage(shell: Shell, model: RunPageModel): Html {
  const { partnership, run, case: of } = model
  const found = findingsOf(run, 'share')
  if (!found) return waitingPage(shell, model)
  const numbers = figures()
  const from = runSource(run)
  const title = headline(found)
  const body = html`<span class="govuk-caption-l">${run.inputs.name}, run ${run.number}</span>
    <h1 class="hf-headline">${headlineWith(found, (chance) => numbers.number(chance, from))}</h1>
    ${whoSees(seesPartners(partnership))} ${inWords(found, numbers, from)} ${cautions(model)} ${nextStep({
      title: 'Put it on paper',
      text: 'For your cabinet, your auditor and your partners, with everything it rests on.',
      action: { text: 'Read the paper', href: links.paper(partnership.id, of.id, run.id) },
    })}
    <h2 class="hf-heading">For each council</h2>
    ${councilTable(model, found, numbers, from)} ${verdicts(model, found, numbers, from)}
    <h2 class="hf-heading">Year by year</h2>
    ${yearChart(found, numbers, from)}
    <h2 class="hf-heading">The other ways</h2>
    ${optionTable(run, numbers, from)}
    <h2 class="hf-heading">What moves it most</h2>
    ${tornadoPart(found, numbers, from)} ${switching(found, numbers, from)}
    <h2 class="hf-heading">Two ledgers</h2>
    ${ledgerPart(found, numbers, from)}
    <h2 class="hf-heading">What came of others’ forecasts</h2>
    ${referencePart(model.reference, numbers)}
    <h2 class="hf-heading">How this was worked out</h2>
    ${workings(model, found)} ${numbers.origins()}`
  return caseFrame(shell, model, {
    title,
    body,
    wide: true,
    back: { href: links.case(partnership.id, of.id), text: of.name },
  })
}

/** Who worked a result out, and from what: the same words on every page and paper. */
export function runSource(run: CaseRunView): Source {
  return {
    source: `Calculated by Handfast engine ${run.engineVersion}, run ${run.number}`,
    owner: run.askedBy ?? 'not shown',
    version: `From baseline version ${run.baselineVersion}${run.baselineLocked ? ', locked' : ', not locked'}`,
    working: `${formatNumber(run.draws)} draws from seed ${run.seed}, input ${run.inputHash.slice(7, 19)}.`,
  }
}

const worthOrLoss = (amount: number): string => (amount >= 0 ? 'is worth' : 'costs')
const size = (amount: number): string => formatPoundsShort(Math.abs(pence(amount)))

function inWords(found: OptionFindings, numbers: Figures, from: Source): Html {
  const { p50, p10 } = found.npvTotal
  const years = found.fan.length - 1
  const payback = found.paybackRange.p50
  return html`<p class="hf-lead">Over ${years} years, in today’s worth, the middle outcome ${worthOrLoss(p50)} ${numbers.number(size(p50), from)}. In the worst 1 in 10 it ${worthOrLoss(p10)} ${numbers.number(size(p10), from)} or ${p10 >= 0 ? 'less' : 'more'}.</p>
    <p class="govuk-body">${payback === null ? 'In half of all outcomes it does not pay back within these years.' : html`In half of all outcomes it has paid back by year ${numbers.number(String(payback), from)}.`} It pays back within these years in ${numbers.number(chanceWords(found.chanceOfPayback.p), from)} outcomes.</p>`
}

function cautions({ partnership, baseline, parts, run, asked }: RunPageModel): Html | false {
  if (!baseline) return false
  const all = caseWarnings(
    { ...baseline, lockedAt: run.baselineLocked ? (baseline.lockedAt ?? run.askedAt) : null },
    parts,
    asked.map(({ council }) => council),
  )
  return (
    all.length > 0 &&
    html`<div class="hf-callout hf-callout--care"><p class="govuk-body govuk-!-font-weight-bold">Before you rest a decision on it</p>
      <ul class="govuk-list govuk-list--bullet">${all.map((warning) => html`<li>${warningWords(warning, namesIn(partnership, baseline))}</li>`)}</ul></div>`
  )
}

function councilTable({ run }: RunPageModel, found: OptionFindings, numbers: Figures, from: Source): Html {
  const exact = settled(found)
  const cell = (label: string, text: string) =>
    html`<td class="hf-table__number" data-label="${label}">${numbers.number(text, from)}</td>`
  const row = (name: string, likely: number, own: { p10: number; p50: number; p90: number }, loss: number) =>
    html`<tr><th scope="row">${name}</th>${cell('Plain case', formatPounds(likely, { pence: 'always' }))}${cell('Worst 1 in 10', formatPoundsShort(pence(own.p10)))}${cell('Middle', formatPoundsShort(pence(own.p50)))}${cell('Best 1 in 10', formatPoundsShort(pence(own.p90)))}${cell('Chance of a loss', formatPercent(loss))}</tr>`
  return html`<table class="hf-table hf-table--cards">
    <caption>What sharing is worth today, over the years of the case. The plain case takes every number at its most likely.</caption>
    <thead><tr><th scope="col">For</th><th scope="col" class="hf-table__number">Plain case</th><th scope="col" class="hf-table__number">Worst 1 in 10</th><th scope="col" class="hf-table__number">Middle</th><th scope="col" class="hf-table__number">Best 1 in 10</th><th scope="col" class="hf-table__number">Chance of a loss</th></tr></thead>
    <tbody>
      ${row('All together', exact.total, found.npvTotal, found.chanceOfLoss.p)}
      ${found.npv.map((own, at) => row(own.player, exact.partners[at] ?? 0, own, own.probNegative.p))}
    </tbody>
  </table>
  <p class="hf-soft">${run.inputs.options.length > 1 ? 'Against doing nothing. ' : ''}Councils’ amounts add up to the partnership’s, to the penny.</p>`
}

function verdictWords(
  { asks, wanted, found }: RequiredVerdict,
  numbers: Figures,
  from: Source,
  asked: Source,
): Html {
  if (asks === 'worth')
    return html`Asks for at least ${numbers.number(formatPoundsShort(wanted), asked)} in the middle outcome; gets ${numbers.number(formatPoundsShort(found ?? 0), from)}.`
  if (asks === 'payback')
    return html`Asks that it has paid back by year ${numbers.number(String(wanted), asked)}; in the plain case it has ${found === null ? 'not within these years' : html`by year ${numbers.number(String(found), from)}`}.`
  return html`Asks for a chance of loss of at most ${numbers.number(formatPercent(wanted), asked)}; it is ${numbers.number(formatPercent(found ?? 1), from)}.`
}

function askedWords(verdict: AskedVerdict, numbers: Figures, from: Source, asked: Source): Html {
  if (verdict.asks === 'saving')
    return html`Asked in the aims for a saving of ${numbers.number(`${formatPoundsShort(verdict.wanted)} a year`, asked)}; in the last year of the plain case it ${verdict.found >= 0 ? 'saves' : 'pays'} ${numbers.number(formatPoundsShort(Math.abs(verdict.found)), from)}${verdict.found >= 0 ? '' : ' more'}.`
  if (verdict.asks === 'payback')
    return html`Asked in the aims that it pays back in ${numbers.number(formatCount(verdict.months, 'month'), asked)}; in the plain case it ${verdict.found === null ? 'does not within these years' : html`does by year ${numbers.number(String(verdict.found), from)}`}.`
  return html`Also asked in the aims: “${verdict.words}” No figure can say whether that is met.`
}

function askedRows({ asked, run }: RunPageModel, found: OptionFindings, numbers: Figures, from: Source) {
  return asked.flatMap((one) => {
    const source = { source: 'The aims that were opened', href: one.href }
    return askedVerdicts(one, run, found).map((verdict) => ({
      code: one.council,
      isMet: verdict.asks === 'other' ? null : verdict.isMet,
      says: askedWords(verdict, numbers, from, source),
    }))
  })
}

function verdicts(model: RunPageModel, found: OptionFindings, numbers: Figures, from: Source): Html | false {
  const { parts, run, partnership } = model
  const own = Object.entries(parts.required).flatMap(([code, required]) => {
    const at = found.npv.findIndex(({ player }) => player === run.inputs.partnerOf[code])
    const asked = { source: required.source, owner: required.owner }
    return requiredVerdicts(required, found, at).map((verdict) => ({
      code,
      isMet: verdict.isMet,
      says: verdictWords(verdict, numbers, from, asked),
    }))
  })
  const rows: { code: string; isMet: boolean | null; says: Html }[] = [
    ...askedRows(model, found, numbers, from),
    ...own,
  ]
  const names = namesIn(partnership, null)
  return (
    rows.length > 0 &&
    html`<h3 class="hf-heading hf-heading--small">Is it enough for each?</h3>
      <ul class="govuk-list">${rows.map(({ code, isMet, says }) => html`<li>${isMet === null ? statusTag('In words', 'plain') : isMet ? statusTag('Met', 'good') : statusTag('Not met', 'care')} <strong>${names.council(code)}.</strong> ${says}</li>`)}</ul>`
  )
}

function yearChart(found: OptionFindings, numbers: Figures, from: Source): Html {
  const last = found.fan.at(-1)
  const label = (value: number) => formatPoundsShort(pence(value))
  return chartFrame({
    id: 'years',
    sentence: last
      ? html`By year ${last.year} the running total lies between ${numbers.number(label(last.p10), from)} and ${numbers.number(label(last.p90), from)} in eight of ten outcomes.`
      : 'The running total by year.',
    drawing: fan(
      found.fan.map(({ year, p10, p50, p90 }) => ({ year, low: p10, middle: p50, high: p90 })),
      label,
    ),
    table: html`<table class="hf-table"><caption class="govuk-visually-hidden">Running total by year</caption>
      <thead><tr><th scope="col">Year</th><th scope="col" class="hf-table__number">This year, plain case</th><th scope="col" class="hf-table__number">1 in 10 below</th><th scope="col" class="hf-table__number">Middle</th><th scope="col" class="hf-table__number">1 in 10 above</th></tr></thead>
      <tbody>${found.fan.map(({ year, p10, p50, p90 }) => html`<tr><th scope="row">${year}</th>${[found.likely.byYear[year] ?? 0, p10, p50, p90].map((value) => html`<td class="hf-table__number">${numbers.number(formatPounds(pence(value)), from)}</td>`)}</tr>`)}</tbody></table>`,
  })
}

function optionTable(run: CaseRunView, numbers: Figures, from: Source): Html {
  const cell = (label: string, text: string) =>
    html`<td class="hf-table__number" data-label="${label}">${numbers.number(text, from)}</td>`
  return html`<table class="hf-table hf-table--cards"><caption class="govuk-visually-hidden">The ways that were looked at</caption>
    <thead><tr><th scope="col">Way</th><th scope="col" class="hf-table__number">Worst 1 in 10</th><th scope="col" class="hf-table__number">Middle</th><th scope="col" class="hf-table__number">Best 1 in 10</th></tr></thead>
    <tbody>${run.summary?.options.map(({ option, found }) => html`<tr><th scope="row">${optionWords[option].name}</th>${cell('Worst 1 in 10', formatPoundsShort(pence(found.npvTotal.p10)))}${cell('Middle', formatPoundsShort(pence(found.npvTotal.p50)))}${cell('Best 1 in 10', formatPoundsShort(pence(found.npvTotal.p90)))}</tr>`) ?? []}</tbody></table>`
}

const mostBars = 10

function tornadoPart(found: OptionFindings, numbers: Figures, from: Source): Html {
  const bars = found.tornado.slice(0, mostBars)
  const [first] = bars
  if (!first) return html`<p class="govuk-body">Every number was entered as known, so nothing moves it.</p>`
  const label = (value: number) => formatPoundsShort(pence(value))
  return chartFrame({
    id: 'moves',
    sentence: html`${inputWords(first.input)} moves it most: from ${numbers.number(label(first.resultAtLow), from)} to ${numbers.number(label(first.resultAtHigh), from)}.`,
    drawing: tornadoBars(
      bars.map(({ input, resultAtLow, resultAtHigh }) => ({
        name: inputWords(input),
        says: html`${numbers.number(label(resultAtLow), from)} at its low, ${numbers.number(label(resultAtHigh), from)} at its high`,
        from: resultAtLow,
        to: resultAtHigh,
      })),
    ),
    table: html`<table class="hf-table"><caption class="govuk-visually-hidden">What moves the worth most, one number at a time</caption>
      <thead><tr><th scope="col">Number</th><th scope="col" class="hf-table__number">Worth at its low</th><th scope="col" class="hf-table__number">Worth at its high</th></tr></thead>
      <tbody>${bars.map(({ input, resultAtLow, resultAtHigh }) => html`<tr><th scope="row">${inputWords(input)}</th><td class="hf-table__number">${numbers.number(label(resultAtLow), from)}</td><td class="hf-table__number">${numbers.number(label(resultAtHigh), from)}</td></tr>`)}</tbody></table>
      `,
    source: html`<p class="hf-soft">Each from its 1 in 10 low to its 1 in 10 high, the others in the middle. The red line is where sharing is worth nothing. It takes no notice of numbers that rise and fall together.</p>`,
  })
}

function switching(found: OptionFindings, numbers: Figures, from: Source): Html | false {
  const rows = found.switching.filter(({ value, isLikely }) => value !== null && isLikely).slice(0, mostBars)
  return (
    rows.length > 0 &&
    html`<h3 class="hf-heading hf-heading--small">Where it would be worth nothing</h3>
      <ul class="govuk-list govuk-list--bullet">${rows.map(({ input, value, middle }) => html`<li>${inputWords(input)}: if it were ${numbers.number(inputAmount(input, value ?? 0), from)} and not ${numbers.number(inputAmount(input, middle), from)}, and all else in the middle.</li>`)}</ul>`
  )
}

const columns = [
  ['spared', 'Old cost no longer paid'],
  ['own', 'Still paid, and paid twice'],
  ['joint', 'Joint bill'],
  ['integration', 'One-off'],
  ['items', 'Other costs and benefits'],
  ['transfers', 'Between councils'],
  ['net', 'Net'],
] as const

function ledgerPart(found: OptionFindings, numbers: Figures, from: Source): Html {
  const account = (name: string, at: number | null) => {
    const own = at === null ? found.ledgers.partnership : found.ledgers.partners[at]
    return (
      own &&
      html`<details class="govuk-details"><summary class="govuk-details__summary"><span class="govuk-details__summary-text">${name}</span></summary>
        <div class="govuk-details__text"><table class="hf-table hf-table--cards hf-table--ledger"><caption class="govuk-visually-hidden">Ledger of ${name}, in pounds</caption>
        <thead><tr><th scope="col">Year</th>${columns.map(([, words]) => html`<th scope="col" class="hf-table__number">${words}</th>`)}</tr></thead>
        <tbody>${Array.from(own.net).map((_, year) => html`<tr><th scope="row">${year}</th>${columns.map(([column, words]) => html`<td class="hf-table__number" data-label="${words}">${numbers.number(formatPounds(pence(own[column][year] ?? 0), { pence: 'always' }), from)}</td>`)}</tr>`)}</tbody></table></div></details>`
    )
  }
  return html`<p class="govuk-body">The plain case, year by year. What passes between councils is nothing in the partnership’s ledger, and real in each council’s.</p>
    ${account('The partnership', null)} ${found.npv.map(({ player }, at) => account(player, at))}`
}

function referencePart(reference: readonly ReferenceCase[], numbers: Figures): Html {
  return html`<p class="govuk-body">${formatCount(reference.length, 'published forecast')} of shared services. The sample is small, its definitions differ, and failures are written about more often.</p>
    <table class="hf-table hf-table--cards"><caption class="govuk-visually-hidden">Forecast and reported</caption>
      <thead><tr><th scope="col">Case</th><th scope="col" class="hf-table__number">Forecast</th><th scope="col" class="hf-table__number">Reported</th><th scope="col" class="hf-table__number">Share that came</th></tr></thead>
      <tbody>${reference.map((each) => {
        const from = {
          source: each.source.text,
          ...(each.source.url === undefined ? {} : { href: each.source.url }),
        }
        return html`<tr><th scope="row">${each.name}<span class="hf-note">${each.measure}. ${each.note} ${each.source.url === undefined ? html`<span class="hf-source">${each.source.text}</span>` : html`<a class="govuk-link hf-source" href="${each.source.url}" rel="noreferrer">${each.source.text}</a>`}</span></th><td class="hf-table__number" data-label="Forecast">${numbers.number(amountWords(each.forecast, each.unit), from)}</td><td class="hf-table__number" data-label="Reported">${numbers.number(amountWords(each.reported, each.unit), from)}</td><td class="hf-table__number" data-label="Share">${numbers.number(each.reported < 0 ? 'less than nothing' : formatPercent(realisedShare(each)), { ...from, working: 'Reported over forecast' })}</td></tr>`
      })}</tbody></table>`
}

function workings({ partnership, run, case: of, parts }: RunPageModel, found: OptionFindings): Html {
  const file = (name: string) => links.file(partnership.id, of.id, run.id, name)
  const { frame } = parts
  return html`<ul class="govuk-list">
      <li>Seed ${run.seed}, ${formatNumber(run.draws)} draws, Handfast engine ${run.engineVersion}. Input <code>${run.inputHash.slice(7, 23)}</code>.</li>
      <li>Baseline version ${run.baselineVersion}, ${run.baselineLocked ? 'locked' : 'not locked'}. ${found.meta.priceBase ?? ''}.</li>
      ${frame && html`<li>${frame.discount.title}, from ${frame.discount.from}. ${frame.realisation ? `${frame.realisation.title}.` : 'All forecast savings are claimed.'}</li>`}
      <li>Asked for by ${run.askedBy ?? 'somebody'} on ${formatInstant(run.askedAt)}.</li>
      ${found.meta.warnings.map(({ text }) => html`<li>${text} <span class="hf-soft hf-source">Run ${run.number}.</span></li>`)}
    </ul>
    <p class="govuk-body">Anybody can work it out again: download the run, and <code>handfast replay run.json</code> compares every number to the last digit.</p>
    <ul class="hf-links">
      <li><a class="govuk-link" href="${file('run.json')}">The run, as JSON</a></li>
      <li><a class="govuk-link" href="${file('model.xlsx')}">The model in Excel, with formulas</a></li>
      <li><a class="govuk-link" href="${file('model.ods')}">The model in ODS, with formulas</a></li>
      <li><a class="govuk-link" href="${file('results.csv')}">The results as CSV</a></li>
    </ul>`
}
