import { engineVersion } from '#platform/version.ts'
import { figures as numbersOf, type Figures } from '#ui/figures.ts'
import { formatCount, formatNumber, formatPercent, formatPounds } from '#ui/format.ts'
import { html, type Html } from '#ui/html.ts'
import { feeWords, knockOnWords, type Knock } from '#ui/leaving-words.ts'
import type { LeavingEffects } from '#engine/leaving-effects.ts'
import type { SplitFigures } from '../figures.ts'
import type { LeavingAnswer } from '../leaving.ts'
import { workedSource } from './frame.ts'
import type { LeavingModel } from './leaving-page.ts'

/** The answer in words first, then what it does to each, then the fees and the chance. */
export function leavingAnswer(model: LeavingModel, figures: SplitFigures, answer: LeavingAnswer): Html {
  const numbers = numbersOf()
  const names = figures.councils.map(({ name }) => name)
  const { question, effects } = answer
  const leaver = names[question.leaver] ?? 'The council'
  const said = (text: string, working: string) => numbers.number(text, workedSource(figures, working))
  return html`<section aria-labelledby="answer" id="leaving-answer">
    <h2 class="hf-heading" id="answer">If ${leaver} gives notice in year ${question.year}${question.how === 'sudden' ? ' and is gone at once' : ''}</h2>
    <p class="govuk-body hf-worded">${said(knockOnWords(knockOf(effects.alone), names), 'Each council that stays compares what it would pay with what it would pay outside, over the years left; whoever gains most by leaving goes first, and all look again.')}</p>
    <p class="govuk-body hf-worded">With a fee that makes the others good: ${said(knockOnWords(knockOf(effects.withFairFee), names), 'The same, when everybody who leaves pays what its leaving costs the others.')}</p>
    ${effectTable(figures, effects, { numbers, names, leaver: question.leaver })}
    <h3 class="hf-heading hf-heading--small">What should leaving cost?</h3>
    <p class="govuk-body hf-worded">${said(feeWords({ fair: effects.fairFee, stability: effects.stabilityFee }, leaver), 'The fee that holds is its part of the smallest fees at which no council and no group would gain by leaving. The fair fee is the share of the bill that it no longer carries, and the capacity it leaves idle, over the years left.')}</p>
    ${yearsTable(figures, answer, { numbers, names })}
    ${chancePart(model, figures, answer, numbers)}
    ${numbers.origins()}
  </section>`
}

export function knockOf({ path, final, ending }: LeavingEffects['alone']): Knock {
  return { path: path.map(({ player, gain }) => ({ player, gain })), final, ending }
}

const pence = (pounds: number) => Math.round(pounds * 100)

function effectTable(
  figures: SplitFigures,
  { on }: LeavingEffects,
  { numbers, names, leaver }: { numbers: Figures; names: readonly string[]; leaver: number },
): Html {
  const money = (pounds: number, working: string) =>
    numbers.number(formatPounds(pence(pounds)), workedSource(figures, working))
  return html`<table class="hf-table hf-table--cards">
    <caption>What it does to each council, before anybody else follows</caption>
    <thead><tr><th scope="col">Council</th><th scope="col" class="hf-table__number">Pays now, a year</th><th scope="col" class="hf-table__number">Pays after, a year</th><th scope="col" class="hf-table__number">Its part of idle capacity, in all</th><th scope="col" class="hf-table__number">Setting up again, once</th><th scope="col" class="hf-table__number">Fair settlement</th><th scope="col">Service</th></tr></thead>
    <tbody>
      ${on.map(
        (effect, i) => html`<tr>
          <th scope="row">${names[i]}</th>
          <td data-label="Pays now, a year" class="hf-table__number">${money(effect.paysNow, 'Its share of the yearly bill by the rule chosen.')}</td>
          <td data-label="Pays after, a year" class="hf-table__number">${money(effect.paysAfter, 'Its share of the smaller bill by the same rule; for who leaves, what it pays alone.')}</td>
          <td data-label="Its part of idle capacity, in all" class="hf-table__number">${money(effect.stranded, 'What the bill does not fall by at once, shared by the rule, worth at the end of notice.')}</td>
          <td data-label="Setting up again, once" class="hf-table__number">${money(effect.oneOff, 'The part of a year’s cost alone that was supposed.')}</td>
          <td data-label="Fair settlement" class="hf-table__number">${effect.settles > 0 ? 'pays ' : effect.settles < 0 ? 'receives ' : ''}${money(Math.abs(effect.settles), 'What the leaver pays so that the others are as well off as before; shared by the harm to each.')}</td>
          <td data-label="Service">${i === leaver ? 'On its own' : 'Goes on with fewer'}</td>
        </tr>`,
      )}
    </tbody>
  </table>`
}

function yearsTable(
  figures: SplitFigures,
  { years, question }: LeavingAnswer,
  { numbers, names }: { numbers: Figures; names: readonly string[] },
): Html {
  const working = 'As above, with notice in that year of the agreement: less of it remains each year.'
  const money = (pounds: number) =>
    numbers.number(formatPounds(pence(pounds)), workedSource(figures, working))
  return html`<table class="hf-table hf-table--cards">
    <caption>Leaving in years 1, 3 and 5</caption>
    <thead><tr><th scope="col">Notice in</th><th scope="col" class="hf-table__number">Fair fee</th><th scope="col" class="hf-table__number">Of it, idle capacity</th><th scope="col" class="hf-table__number">Fee that holds</th><th scope="col">Who follows without a fee</th></tr></thead>
    <tbody>
      ${years.map(({ year, effects }) => {
        const followers = effects.alone.path.slice(1).map(({ player }) => names[player] ?? '')
        return html`<tr>
          <th scope="row">Year ${year}</th>
          <td data-label="Fair fee" class="hf-table__number">${money(effects.fairFee)}</td>
          <td data-label="Of it, idle capacity" class="hf-table__number">${money(effects.strandedFee)}</td>
          <td data-label="Fee that holds" class="hf-table__number">${money(effects.stabilityFee)}</td>
          <td data-label="Who follows without a fee">${followers.length === 0 ? 'Nobody' : followers.join(', then ')}${effects.alone.collapsed && '. The service ends'}</td>
        </tr>`
      })}
    </tbody>
  </table>
  ${question.horizon < 5 && html`<p class="hf-soft">Years after the ${formatCount(question.horizon, 'year')} that remain are left out.</p>`}`
}

function chancePart(
  model: LeavingModel,
  figures: SplitFigures,
  { chance, question, seed }: LeavingAnswer,
  numbers: Figures,
): Html {
  const last = chance.pCollapse.at(-1)
  if (!last) return html``
  const own = question.own !== null && model.councils.some(({ code }) => code === model.viewer.council)
  const working = `${formatNumber(chance.runs)} histories, seed ${seed}, engine ${engineVersion}. In each, councils are forced out by chance and others follow if that pays. No fees.`
  const say = (text: string) => numbers.number(text, workedSource(figures, working))
  return html`<h3 class="hf-heading hf-heading--small">The chance that it ends before its time</h3>
    <p class="govuk-body">In ${say(formatPercent(last.p, 1))} of the histories the partnership ends within ${formatCount(question.horizon, 'year')} (between ${say(formatPercent(last.lo, 1))} and ${say(formatPercent(last.hi, 1))} if they were played again).${own && ' This uses your own chance of leaving, and is private to your council.'}</p>
    <p class="hf-soft">${formatNumber(chance.runs)} draws, seed ${seed}, engine ${engineVersion}: the same numbers give the same answer.</p>`
}
