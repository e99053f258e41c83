import { isLimited, knownDrivers } from '#engine/mixed-share.ts'
import { govukButton } from '#ui/button.ts'
import { errorSummary, radiosField, selectField, textareaField, textField, type Form } from '#ui/form.ts'
import { figures as numbersOf } from '#ui/figures.ts'
import { formatDay, formatInstantDay, formatPounds } from '#ui/format.ts'
import { html, type Html } from '#ui/html.ts'
import type { Shell } from '#ui/layout.ts'
import { whoSees } from '#ui/who-sees.ts'
import { links } from '../links.ts'
import type { Loaded, WorkedOut } from '../pages.ts'
import { potPence, speaksForCouncil, standingOf, type Proposal, type SplitRefusal } from '../proposal.ts'
import { keysOf } from '../rule.ts'
import { exitWayWords } from '#ui/leaving-words.ts'
import { limitWords, potWords, ruleWords } from '../words.ts'
import { limitFields } from './rules-page.ts'
import { driverWords } from './mix-page.ts'
import { refusalSummary, seesPartners, sharingFrame, workedSource } from './frame.ts'

type Model = Loaded & { readonly form: Form; readonly refused: readonly SplitRefusal[] }

/** A rule is put to the partners, with its reason. */
export function proposePage(shell: Shell, model: Model & { readonly worked: WorkedOut }): Html {
  const { form, refused, worked, partnership, split } = model
  const title = 'Propose how to share the cost'
  const rules = worked.laboratory.rows.flatMap((row) =>
    'split' in row
      ? [
          {
            value: row.name,
            text: ruleWords[row.name].name,
            hint: {
              text:
                row.split.objections.length === 0
                  ? 'It holds.'
                  : 'It does not hold: some group would do better without the rest.',
            },
          },
        ]
      : [],
  )
  const ways = Object.entries(potWords).map(([value, text]) => ({ value, text }))
  const body = html`${errorSummary(form)}${refusalSummary(refused)}
    <h1 class="hf-headline">${title}</h1>
    <p class="hf-lead">Your council agrees by proposing. Each of the others then agrees to this very text, or says why not.</p>
    ${whoSees(seesPartners(model))}
    <form method="post" action="${links.propose(partnership.id)}" novalidate>
      <input type="hidden" name="seen" value="${String(split?.seen ?? 0)}" />
      ${radiosField(form, { name: 'rule', label: 'Which rule for the yearly bill?', items: [...rules, { value: 'mix', text: 'A mix of your own', hint: { text: 'With the weights below.' } }] })}
      <details class="govuk-details">
        <summary class="govuk-details__summary"><span class="govuk-details__summary-text">Weights of a mix</span></summary>
        <div class="govuk-details__text">
          ${knownDrivers(keysOf(worked.figures)).map((name) => textField(form, { name, label: { text: `Weight of: ${driverWords[name].toLowerCase()}`, classes: ' ' }, classes: 'govuk-input--width-4', inputmode: 'decimal' }))}
        </div>
      </details>
      <details class="govuk-details">
        <summary class="govuk-details__summary"><span class="govuk-details__summary-text">Limits: what nobody should have to bear</span></summary>
        <div class="govuk-details__text">${limitFields(form)}</div>
      </details>
      ${selectField(form, { name: 'set-up', label: 'How is the cost of setting up shared?', items: ways })}
      ${selectField(form, { name: 'savings', label: 'How is money shared that is saved beyond the plan?', items: ways })}
      ${selectField(form, { name: 'overspend', label: 'How is an overspend shared?', items: ways })}
      ${selectField(form, { name: 'exit', label: 'What does a council pay that leaves?', items: Object.entries(exitWayWords).map(([value, text]) => ({ value, text })) })}
      ${textField(form, { name: 'rebase', label: 'After how many years are the figures looked at again?', hint: '0 means never. Each council’s bill is then worked out afresh by the same rule.', classes: 'govuk-input--width-3', inputmode: 'numeric' })}
      ${textField(form, { name: 'rebase-limit', label: 'By how much may a bill change in one year, when they are?', hint: 'Leave it empty for no limit.', suffix: { text: '%' }, classes: 'govuk-input--width-3', inputmode: 'decimal' })}
      ${textareaField(form, { name: 'reason', label: 'Why this rule?', hint: 'A councillor who was not there should be able to follow it. It stands in the paper.', maxlength: 1000 })}
      ${govukButton({ text: 'Propose it to the partners', preventDoubleClick: true })}
    </form>`
  return sharingFrame(shell, model, {
    title,
    body,
    back: { href: links.home(partnership.id), text: 'Sharing the cost' },
    hasErrors: Object.values(form.errors).some(Boolean) || refused.length > 0,
  })
}

/** The proposal as it stands, who has agreed and who has not, and the asker's own answer. */
export function proposalPage(
  shell: Shell,
  model: Model & { readonly proposal: Proposal; readonly hash: string },
): Html {
  const { proposal, hash, form, refused, partnership, split, viewer } = model
  const standing = split
    ? standingOf(
        split,
        proposal.figures.councils.map(({ code }) => code),
      )
    : null
  const mayAnswer = speaksForCouncil(viewer) && standing?.approved.includes(viewer.council) === false
  const hasDissented = standing?.dissented.some(({ council }) => council === viewer.council) ?? false
  const title = standing?.agreed ? 'The split is agreed' : 'The proposed split'
  const body = html`${errorSummary(form)}${refusalSummary(refused)}
    <h1 class="hf-headline">${title}</h1>
    ${whoSees(seesPartners(model))}
    ${proposalText(proposal)}
    <h2 class="hf-heading">Who agrees</h2>
    ${answers(model)}
    <p class="hf-soft">The text has the mark <code>${hash.slice(0, 16)}</code>. Change a penny or a word and it is another text, which nobody has agreed to.</p>
    ${
      mayAnswer &&
      html`<h2 class="hf-heading">Your council’s answer</h2>
        <form method="post" action="${links.agree(partnership.id)}" novalidate><input type="hidden" name="hash" value="${hash}" />${govukButton({ text: 'Agree for my council', preventDoubleClick: true })}</form>
        ${
          !hasDissented &&
          html`<form method="post" action="${links.dissent(partnership.id)}" novalidate><input type="hidden" name="hash" value="${hash}" />${textareaField(form, { name: 'reason', label: 'Or say why your council does not agree', hint: 'All partners read it, and it stands in the paper. You can still agree later.', maxlength: 500 })}${govukButton({ text: 'Record that we do not agree', classes: 'govuk-button--secondary', preventDoubleClick: true })}</form>`
        }`
    }
    ${speaksForCouncil(viewer) && html`<p><a class="govuk-link" href="${links.propose(partnership.id)}">Propose another rule instead</a></p>`}`
  return sharingFrame(shell, model, {
    title,
    body,
    back: { href: links.home(partnership.id), text: 'Sharing the cost' },
    hasErrors: Object.values(form.errors).some(Boolean) || refused.length > 0,
  })
}

function proposalText(proposal: Proposal): Html {
  const { figures, rule, pays, saves, holds, reason, rebaseYears } = proposal
  const numbers = numbersOf()
  const limits = proposal.limits ?? (proposal.mix && isLimited(proposal.mix) ? proposal.mix : null)
  const { name, says } =
    rule === 'mix' ? { name: 'A mix', says: 'Its weights stand below.' } : ruleWords[rule]
  const from = workedSource(
    figures,
    `${name}: ${says} Worked out on ${formatDay(proposal.proposedOn)} with engine ${proposal.engineVersion}.`,
  )
  const money = (pence: number) => numbers.number(formatPounds(pence), from)
  const sample = 10_000_000
  const asProposed = workedSource(figures, 'A term of the proposal itself.')
  const bears = { setUp: figures.setUp, savings: sample, overspend: sample } as const
  const pots = (['setUp', 'savings', 'overspend'] as const).filter((pot) => bears[pot] > 0)
  const headings = {
    setUp: 'Setting up, once',
    savings: 'Part of more saved',
    overspend: 'Part of an overspend',
  }
  const parts = pots.map((pot) => ({ pot, pence: potPence(proposal, pot, bears[pot]) }))
  return html`<p class="hf-lead">${name}. ${says}</p>
    <p class="govuk-body">${holds ? 'By these figures it holds: no council and no group would do better without the others.' : 'By these figures it does not hold: some group would do better without the others. The laboratory names it.'}</p>
    <blockquote class="govuk-inset-text">${reason}</blockquote>
    <table class="hf-table hf-table--cards">
      <caption>What each council pays and saves</caption>
      <thead><tr><th scope="col">Council</th><th scope="col" class="hf-table__number">Pays a year</th><th scope="col" class="hf-table__number">Saves a year</th>${pots.map((pot) => html`<th scope="col" class="hf-table__number">${headings[pot]}</th>`)}</tr></thead>
      <tbody>
        ${figures.councils.map(
          (council, i) =>
            html`<tr><th scope="row">${council.name}</th><td data-label="Pays a year" class="hf-table__number">${money(pays[i] ?? 0)}</td><td data-label="Saves a year" class="hf-table__number">${money(saves[i] ?? 0)}</td>${parts.map(({ pot, pence }) => html`<td data-label="${headings[pot]}" class="hf-table__number">${pence ? money(pence[i] ?? 0) : 'No proportion'}</td>`)}</tr>`,
        )}
      </tbody>
    </table>
    <p class="govuk-body">More saved and an overspend are shown for an example of ${numbers.number(formatPounds(sample), workedSource(figures, 'A round sum, as an example.'))}.</p>
    <ul class="govuk-list govuk-list--bullet">
      ${proposal.mix && html`<li>Mixed from: ${mixWords(proposal.mix)}</li>`}
      <li>Setting up: ${potWords[proposal.setUp].toLowerCase()}.</li>
      ${limits && html`<li class="hf-worded">Limits: ${numbers.number(limitWords(limits), asProposed)}</li>`}
      ${proposal.savings && html`<li>More saved than planned: ${potWords[proposal.savings].toLowerCase()}.</li>`}
      <li>An overspend: ${potWords[proposal.overspend].toLowerCase()}.</li>
      ${proposal.exit && html`<li>Leaving: ${lowerFirst(exitWayWords[proposal.exit])}.</li>`}
      <li>${rebaseYears === 0 ? 'The figures are not looked at again.' : `The figures are looked at again every ${rebaseYears === 1 ? 'year' : `${rebaseYears} years`}.`}${proposal.rebaseLimit && html` <span class="hf-worded">${numbers.number(`No bill then changes by more than ${proposal.rebaseLimit}% in a year.`, asProposed)}</span>`}</li>
    </ul>
    ${numbers.origins()}`
}

export function mixWords(mix: NonNullable<Proposal['mix']>): string {
  const drivers = (Object.keys(driverWords) as (keyof typeof driverWords)[])
    .filter((name) => mix.weights[name] > 0)
    .map((name) => `${driverWords[name].toLowerCase()} with a weight of ${mix.weights[name]}`)
  return `${drivers.join('; ')}.`
}

function answers({ split, proposal, councils }: Model & { readonly proposal: Proposal }): Html {
  if (!split) return html``
  const standing = standingOf(
    split,
    proposal.figures.councils.map(({ code }) => code),
  )
  const nameOf = (code: string) =>
    councils.find((council) => council.code === code)?.name ??
    proposal.figures.councils.find((council) => council.code === code)?.name ??
    'A council'
  return html`<ul class="govuk-list">
    ${standing.approved.map((code) => {
      const before = standing.cameRound.find(({ council }) => council === code)
      return html`<li><strong>${nameOf(code)}</strong> agrees.${before && ` Before that it did not (${formatInstantDay(before.at)}): “${before.reason}”`}</li>`
    })}
    ${standing.dissented.map(({ council, reason, at }) => html`<li><strong>${nameOf(council)}</strong> does not agree (${formatInstantDay(at)}): “${reason}”</li>`)}
    ${standing.silent.map((code) => html`<li><strong>${nameOf(code)}</strong> has not answered.</li>`)}
  </ul>`
}

function lowerFirst(text: string): string {
  return `${text.charAt(0).toLowerCase()}${text.slice(1)}`
}
