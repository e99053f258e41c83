import { figures as numbersOf, type Figures } from '#ui/figures.ts'
import { formatDay, formatPounds } from '#ui/format.ts'
import { html, type Html } from '#ui/html.ts'
import type { Shell } from '#ui/layout.ts'
import { nextStep, type NextStep } from '#ui/next-step.ts'
import { whoSees } from '#ui/who-sees.ts'
import type { Split } from '../laboratory.ts'
import { links } from '../links.ts'
import type { Worked } from '../pages.ts'
import { speaksForCouncil } from '../proposal.ts'
import { rebaseDue, type Rebase } from '../rebase.ts'
import type { Proposed } from '../true-up-routes.ts'
import { ruleWords } from '../words.ts'
import { seesPartners, sharingFrame, workedSource } from './frame.ts'

export type RebaseModel = Proposed & {
  readonly worked: Worked
  /** Whether the figures are other than those the proposal rests on. */
  readonly changed: boolean
  /** What the rule comes to on the figures of today; null where it has no answer. */
  readonly after: Split | null
  readonly rebase: Rebase | null
}

/** The same rule on new figures: what would change for each, and how it would come about. */
export function rebasePage(shell: Shell, model: RebaseModel): Html {
  const { partnership, proposal, rebase, changed, worked, agreed } = model
  const title = 'When the figures change'
  const numbers = numbersOf()
  const due = rebaseDue(proposal)
  const rule = proposal.rule === 'mix' ? 'a mix' : `“${ruleWords[proposal.rule].name}”`
  const body = html`<h1 class="hf-headline">${title}</h1>
    <p class="hf-lead">The rule stays as it was proposed: ${rule}. Only the figures it works on are looked at again.</p>
    ${whoSees(seesPartners(model))} ${nextStep(stepOf(model))}
    <p class="govuk-body">${due ? `${agreed ? 'It was agreed' : 'It is proposed'} to look at them again by ${formatDay(due)}.` : 'No day was set to look at them again.'} ${changed ? 'The figures have changed since.' : 'The figures are still those it was proposed on.'}</p>
    ${changed && rebase && 'game' in worked && changeTable(model, rebase, numbers)}
    ${changed && !rebase && html`<p class="govuk-body">The rule has no answer for the figures of today, or other councils are in the partnership. Choose a rule again.</p>`}
    ${numbers.origins()}`
  return sharingFrame(shell, model, {
    title,
    body,
    wide: true,
    back: { href: links.home(partnership.id), text: 'Sharing the cost' },
  })
}

function stepOf({ viewer, partnership, changed, agreed }: RebaseModel): NextStep {
  if (!speaksForCouncil(viewer))
    return { title: 'Nothing to do now', text: 'Those who lead for a council, and their deputies, propose.' }
  if (changed)
    return {
      title: agreed
        ? 'Propose the rule again, on the new figures'
        : 'Propose the rule on the figures of today',
      text: 'What each council agreed to stays as it is until every council agrees to the new text.',
      action: { text: 'Propose it again', href: links.propose(partnership.id) },
    }
  return {
    title: 'Nothing to do until the figures change',
    text: 'When they are out of date, change them: this page then shows what the same rule says.',
    action: { text: 'Change the figures', href: links.figures(partnership.id) },
  }
}

function changeTable(
  { proposal, split }: RebaseModel,
  { lines, years, limit }: Rebase,
  numbers: Figures,
): Html {
  const now = split?.figures ?? proposal.figures
  const money = (pence: number, working: string, of = now) =>
    numbers.number(formatPounds(pence), workedSource(of, working))
  const steps = years.slice(0, 5)
  const isPhased = limit !== null && years.length > 1
  return html`<table class="hf-table hf-table--cards">
      <caption>What each council pays a year, before and after</caption>
      <thead><tr><th scope="col">Council</th><th scope="col" class="hf-table__number">As proposed</th><th scope="col" class="hf-table__number">On the figures of today</th><th scope="col" class="hf-table__number">Change</th>${isPhased && steps.map(({ year }) => html`<th scope="col" class="hf-table__number">In year ${year}</th>`)}</tr></thead>
      <tbody>
        ${lines.map(
          ({ name, before, after }, i) => html`<tr>
            <th scope="row">${name}</th>
            <td data-label="As proposed" class="hf-table__number">${money(before, `By the proposal of ${formatDay(proposal.proposedOn)}.`, proposal.figures)}</td>
            <td data-label="On the figures of today" class="hf-table__number">${money(after, 'The same rule and limits on the figures of today.')}</td>
            <td data-label="Change" class="hf-table__number">${after === before ? 'none' : html`${after > before ? 'up' : 'down'} ${money(Math.abs(after - before), 'The one less the other.')}`}</td>
            ${isPhased && steps.map(({ year, pays }) => html`<td data-label="In year ${year}" class="hf-table__number">${money(pays[i] ?? 0, `No bill changes by more than ${limit}% in a year; what one is held to, the others share.`)}</td>`)}
          </tr>`,
        )}
      </tbody>
    </table>
    <p class="govuk-body hf-worded">${numbers.number(phaseWords(years.length, limit), workedSource(proposal.figures, 'The limit on change stands in the proposal; the years are counted from it.'))}</p>`
}

function phaseWords(years: number, limit: number | null): string {
  if (limit === null) return 'No limit was agreed on how fast a bill may change, so the change comes at once.'
  if (years === 0)
    return 'The agreed limit on change cannot be kept: the whole bill has changed by more than that. Agree on another.'
  return years === 1
    ? 'No bill changes by more than was agreed, so the change comes at once.'
    : `No bill changes by more than ${limit}% in a year, so it takes ${years} years until every council pays by the new figures.`
}
