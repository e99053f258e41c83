import { figures as numbersOf, type Figures } from './figures.ts'
import { formatCount, formatDay, formatNumber, formatPercent, formatPounds } from './format.ts'
import { html, type Html } from './html.ts'
import { exitWayWords, feeWords, gainWords, knockOnWords, type Knock } from './leaving-words.ts'
import type { Source } from './who-says.ts'

type Chance = { readonly p: number; readonly lo: number; readonly hi: number }

/** What the engine answers about leaving, as far as it is drawn. Pence; yearly in `on`, else on the day the council is gone. */
export type LeavingResult = {
  readonly question: {
    readonly leaver: number
    readonly service: number | null
    readonly given: string
    readonly how: 'planned' | 'sudden'
    readonly own: number | null
  }
  readonly gone: string
  readonly months: number
  readonly effects: {
    readonly on: readonly {
      readonly paysNow: number
      readonly paysAfter: number
      readonly oneOff: number
      readonly stranded: number
      readonly settles: number
    }[]
    readonly gain: number
    readonly alone: Cascaded
    readonly withFairFee: Cascaded
    readonly fairFee: number
    readonly stabilityFee: number
  }
  readonly formulaFee: number | null
  readonly years: readonly {
    readonly year: number
    readonly given: string
    readonly fair: readonly number[]
    readonly stranded: readonly number[]
    readonly stability: readonly number[]
    readonly follow: readonly { readonly followers: readonly number[]; readonly collapsed: boolean }[]
  }[]
  readonly chance: { readonly runs: number; readonly pCollapse: readonly Chance[] }
  readonly horizon: number
  readonly seed: number
}
type Cascaded = {
  readonly path: readonly { readonly player: number; readonly gain: number | null }[]
  readonly final: readonly number[]
  readonly ending: Knock['ending']
}

/** What the words of a result need besides: whose figures, where they are from, and by which engine. */
export type LeavingSetting = {
  readonly names: readonly string[]
  readonly services: readonly string[]
  readonly formula: 'harm' | 'idle' | 'nothing' | null
  readonly source: string
  readonly owner: string
  readonly year: string
  readonly engineVersion: string
}

type Drawn = LeavingSetting & {
  readonly result: LeavingResult
  readonly from: (working: string) => Source
  readonly numbers: Figures
}

/** The answer in words first, then what it does to each, then the fees and the chance. The same in the browser and on the server. */
export function leavingResult(result: LeavingResult, setting: LeavingSetting): Html {
  const numbers = numbersOf()
  const from = (working: string): Source => ({
    source: `Worked out from: ${setting.source}`,
    owner: setting.owner,
    version: `In ${setting.year} prices`,
    working,
  })
  const drawn: Drawn = { ...setting, result, from, numbers }
  const { question, effects, gone } = result
  const leaver = setting.names[question.leaver] ?? 'The council'
  const said = (text: string, working: string) => numbers.number(text, from(working))
  const what =
    question.service === null ? '' : ` for ${setting.services[question.service] ?? 'one service'} only`
  return html`<section aria-labelledby="answer" id="leaving-answer">
    <h2 class="hf-heading" id="answer" tabindex="-1">${question.how === 'sudden' ? `If ${leaver} is gone at once on ${formatDay(question.given)}${what}` : `If ${leaver} gives notice on ${formatDay(question.given)}${what}`}</h2>
    <p class="govuk-body">It would be out on ${formatDay(gone)}. ${formatCount(result.months, 'month')} of the agreement remain when notice is given.</p>
    <p class="govuk-body hf-worded">${said(gainWords(effects.gain, leaver), 'What it would pay by staying, less what it would pay outside, in every month left after it is gone; worth on the day it is gone.')}</p>
    <p class="govuk-body hf-worded">${said(knockOnWords(knockOf(effects.alone), setting.names), 'Each council that stays compares what it would pay with what it would pay outside, over the years left; whoever gains most by leaving goes first, and all look again.')}</p>
    <p class="govuk-body hf-worded">With a fee that makes the others good: ${said(knockOnWords(knockOf(effects.withFairFee), setting.names), 'The same, when everybody who leaves pays what its leaving costs the others.')}</p>
    ${effectTable(drawn)} ${feePart(drawn, leaver)} ${yearsTable(drawn)} ${chancePart(drawn)}
    ${numbers.origins()}
  </section>`
}

function knockOf({ path, final, ending }: Cascaded): Knock {
  return { path: path.map(({ player, gain }) => ({ player, gain })), final, ending }
}

function effectTable({ result, names, services, numbers, from }: Drawn): Html {
  const { question, effects } = result
  const money = (pence: number, working: string) =>
    numbers.number(formatPounds(Math.round(pence)), from(working))
  const service = question.service === null ? 'the service' : (services[question.service] ?? 'the service')
  const goesOn = effects.alone.final.length > 1
  return html`<table class="hf-table hf-table--cards">
    <caption>What it does to each council, before anybody else follows</caption>
    <thead><tr><th scope="col">Council</th><th scope="col" class="hf-table__number">Pays now, a year</th><th scope="col" class="hf-table__number">Pays after, a year</th><th scope="col" class="hf-table__number">Its part of idle capacity, in all</th><th scope="col" class="hf-table__number">Setting up again, once</th><th scope="col" class="hf-table__number">Fair settlement</th><th scope="col">Service</th></tr></thead>
    <tbody>
      ${effects.on.map(
        (effect, i) => html`<tr>
          <th scope="row">${names[i]}</th>
          <td data-label="Pays now, a year" class="hf-table__number">${money(effect.paysNow, 'Its share of the yearly bill by the rule chosen.')}</td>
          <td data-label="Pays after, a year" class="hf-table__number">${money(effect.paysAfter, 'Its share of the smaller bill by the same rule; for who leaves, what it pays alone.')}</td>
          <td data-label="Its part of idle capacity, in all" class="hf-table__number">${money(effect.stranded, 'What the bill does not fall by at once, shared by the rule, worth on the day the council is gone.')}</td>
          <td data-label="Setting up again, once" class="hf-table__number">${money(effect.oneOff, 'The part of a year’s cost alone that was supposed.')}</td>
          <td data-label="Fair settlement" class="hf-table__number">${effect.settles > 0.5 ? 'pays ' : effect.settles < -0.5 ? 'receives ' : ''}${money(Math.abs(effect.settles), 'What the leaver pays so that the others are as well off as before; shared by the harm to each.')}</td>
          <td data-label="Service">${serviceWords(i === question.leaver, effects.alone.final.includes(i), goesOn, service)}</td>
        </tr>`,
      )}
    </tbody>
  </table>`
}

function serviceWords(leaves: boolean, stays: boolean, goesOn: boolean, service: string): string {
  if (leaves) return `Runs ${service} itself, or finds another partner`
  if (!goesOn) return 'The shared service ends: it is on its own too'
  return stays ? 'Goes on with fewer councils' : 'Likely to follow, and then on its own'
}

function feePart({ result, formula, numbers, from }: Drawn, leaver: string): Html {
  const { effects, formulaFee } = result
  return html`<h3 class="hf-heading hf-heading--small">What should leaving cost?</h3>
    <p class="govuk-body hf-worded">${numbers.number(feeWords({ fair: effects.fairFee, stability: effects.stabilityFee }, leaver), from('The fee that holds is its part of the smallest fees at which no council and no group would gain by leaving. The fair fee is the share of the bill that it no longer carries, and the capacity it leaves idle, over the years left.'))}</p>
    <p class="govuk-body">${
      formula === null || formulaFee === null
        ? 'No formula for leaving has been proposed. A proposed split can have one.'
        : html`Under the proposed formula (${exitWayWords[formula].toLowerCase()}), ${leaver} would pay ${numbers.number(formatPounds(Math.round(formulaFee)), from('The formula of the proposed split, on these figures.'))}${effects.fairFee - formulaFee > 0.5 ? html` and leave ${numbers.number(formatPounds(Math.round(effects.fairFee - formulaFee)), from('The fair fee, less the payment under the formula.'))} of the others’ loss unpaid` : ''}.`
    }</p>`
}

function yearsTable({ result, names, numbers, from }: Drawn): Html {
  const { years, question } = result
  if (years.length === 0)
    return html`<p class="govuk-body">Less of the agreement remains than the notice: nobody could leave before it ends.</p>`
  const money = (pence: number, working: string) =>
    numbers.number(formatPounds(Math.round(pence)), from(working))
  return html`<table class="hf-table hf-table--cards">
      <caption>What leaving would cost each council, with notice in years 1, 3 and 5 from today: the fair fee, and under it the fee that holds</caption>
      <thead><tr><th scope="col">Council</th>${years.map(({ year, given }) => html`<th scope="col" class="hf-table__number">Year ${year}<span class="hf-table__under">${formatDay(given)}</span></th>`)}</tr></thead>
      <tbody>
        ${names.map(
          (name, i) => html`<tr>
            <th scope="row">${name}</th>
            ${years.map(({ year, fair, stability }) => html`<td data-label="Year ${year}" class="hf-table__number">${money(fair[i] ?? 0, 'The share of the bill it would no longer carry, and the capacity it would leave idle, over what then remains.')} <span class="hf-table__under">holds at ${money(stability[i] ?? 0, 'Its part of the smallest fees at which no council and no group would gain by leaving in that year.')}</span></td>`)}
          </tr>`,
        )}
      </tbody>
    </table>
    <ul class="govuk-list govuk-list--bullet">
      ${years.map(({ year, follow }) => html`<li>Year ${year}: ${followWords(follow[question.leaver], question.leaver, names)}</li>`)}
    </ul>`
}

function chancePart({ result, engineVersion, numbers, from }: Drawn): Html {
  const { chance, question, seed, horizon } = result
  const last = chance.pCollapse.at(-1)
  if (!last) return html``
  const working = `${formatNumber(chance.runs)} histories, seed ${seed}, engine ${engineVersion}. In each, councils are forced out by chance and others follow if that pays. No fees. Counted in whole years.`
  const say = (text: string) => numbers.number(text, from(working))
  return html`<h3 class="hf-heading hf-heading--small">The chance that it ends before its time</h3>
    <p class="govuk-body">In ${say(formatPercent(last.p, 1))} of the histories the partnership ends within ${formatCount(horizon, 'year')} (between ${say(formatPercent(last.lo, 1))} and ${say(formatPercent(last.hi, 1))} if they were played again).${question.own !== null && ' This uses your own chance of leaving, and is private to your council.'}</p>
    <p class="hf-soft">${formatNumber(chance.runs)} draws, seed ${seed}, engine ${engineVersion}: the same numbers give the same answer.</p>`
}

/** Who would follow one council without a fee, in a sentence. */
export function followWords(
  follow: { readonly followers: readonly number[]; readonly collapsed: boolean } | undefined,
  leaver: number,
  names: readonly string[],
): string {
  const { followers, collapsed } = follow ?? { followers: [], collapsed: false }
  const who = followers.map((i) => names[i] ?? '').join(', then ')
  const says =
    followers.length === 0
      ? `without a fee nobody follows ${names[leaver]}.`
      : `without a fee ${who} would follow ${names[leaver]}.`
  return collapsed ? `${says} The service ends.` : says
}
