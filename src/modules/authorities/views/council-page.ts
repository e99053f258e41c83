import type { Authority } from '#content/authority.ts'
import type { AuthorityColumn } from '#content/authority-column.ts'
import { formatCount, formatDay, formatNumber } from '#ui/format.ts'
import { html, type Html } from '#ui/html.ts'
import { page, type Shell } from '#ui/layout.ts'
import { whoSays } from '#ui/who-says.ts'
import { whoSees } from '#ui/who-sees.ts'
import type { FormerCouncil } from '../directory.ts'
import type { Fact, Facts } from '../facts.ts'
import { links } from '../links.ts'
import { budgetWords, kindWords } from '../text.ts'
import { factSource, factValue } from './fact-words.ts'
import { sharedPart, type Shared } from './shared-part.ts'

export type CouncilPageModel = {
  readonly council: Authority
  readonly facts: Facts
  readonly replaced: readonly FormerCouncil[]
  readonly county: Authority | null
  readonly districts: readonly Authority[]
  readonly budgetFrom: readonly string[]
  readonly budgetSource: AuthorityColumn | undefined
  readonly shared: Shared
}

/** One council: what is known about it, who says so, what came before it, and what it takes part in that is public. */
export function councilPage(shell: Shell, model: CouncilPageModel): Html {
  const { council, facts, county } = model
  const body = html`<h1 class="hf-headline">${council.name}</h1>
    <p class="hf-lead">${lead(council, county)}</p>
    ${replacedSection(model)} ${districtsSection(model)}
    ${sharedPart(model.shared)}
    ${factTable('facts-place', 'People and place', facts.place)}
    ${moneySection(model)}
    ${factTable('facts-identity', 'Names, codes and kind', facts.identity)}
    <p class="hf-note">We do not show which party runs a council. It changes with each election, and a stale answer here would do harm.</p>
    <p class="hf-note">Something wrong? The sources are named above; tell them, and tell whoever runs this service.</p>
    <p class="hf-text"><a class="hf-link" href="${links.councils}">Look for another council</a></p>`
  return page({
    title: council.name,
    section: 'Councils',
    body,
    shell,
    whoSees: whoSees({ kind: 'public' }),
    crumbs: [{ text: 'Councils', href: links.councils }, { text: council.name }],
  })
}

function lead({ kind, nation, region, populationMid2020 }: Authority, county: Authority | null): Html {
  const words = kindWords[kind]
  const article = /^[aeiou]/i.test(words) && !words.startsWith('unitary') ? 'An' : 'A'
  const where = region === nation ? nation : `${nation} (${region})`
  const under = county
    ? html`, under <a class="hf-link" href="${links.council(county.slug)}">${county.name}</a>`
    : ''
  return html`${article} ${words} in ${where}${under}. ${formatNumber(populationMid2020)} people lived in its area in mid-2020.`
}

function replacedSection({ council, replaced }: CouncilPageModel): Html | undefined {
  if (replaced.length === 0) return undefined
  return html`<h2 class="hf-heading">What came before it</h2>
    <p class="hf-text">It took over ${replaced.length === 1 ? 'from this council' : 'from these councils'}${council.startDate && ` on ${formatDay(council.startDate)}`}:</p>
    <ul class="govuk-list govuk-list--bullet">
      ${replaced.map(({ name, slug, lastDay }) => html`<li><a class="hf-link" href="${links.council(slug)}">${name}</a>, which ended on ${formatDay(lastDay)}</li>`)}
    </ul>`
}

function districtsSection({ council, districts }: CouncilPageModel): Html | undefined {
  if (council.kind !== 'county') return undefined
  return html`<h2 class="hf-heading">${formatCount(districts.length, 'district council')} in its area</h2>
    <ul class="govuk-list govuk-list--bullet">
      ${districts.map(({ name, slug }) => html`<li><a class="hf-link" href="${links.council(slug)}">${name}</a></li>`)}
    </ul>`
}

function moneySection({ council, facts, budgetFrom, budgetSource }: CouncilPageModel): Html {
  const from = budgetFrom.length > 0 ? ` They are: ${budgetFrom.join(', ')}.` : ''
  const words = html`<p class="hf-text">${budgetWords[council.budgetBasis]}${from}</p>`
  if (facts.money.length === 0)
    return html`<h2 class="hf-heading">Money</h2>
      ${words} ${budgetSource && whoSays(factSource({ column: budgetSource, value: null }), 'the missing budget')}`
  return html`<h2 class="hf-heading">Money: the budget for 2021 to 2022</h2>
    ${words}
    <p class="hf-text">A minus sign means that a service took in more than it spent. These are old figures. Use them to compare sizes, not to plan.</p>
    ${factTable('facts-money', 'Budget lines', facts.money, { isCaptionHidden: true })}`
}

function factTable(
  id: string,
  title: string,
  facts: readonly Fact[],
  { isCaptionHidden = false } = {},
): Html | undefined {
  if (facts.length === 0) return undefined
  return html`${!isCaptionHidden && html`<h2 class="hf-heading" id="${id}">${title}</h2>`}
    <table class="govuk-table hf-table hf-table--cards">
      <caption class="govuk-visually-hidden">${title}</caption>
      <thead>
        <tr>
          <th scope="col">What</th>
          <th scope="col">Figure</th>
          <th scope="col">Where it is from</th>
        </tr>
      </thead>
      <tbody>
        ${facts.map(
          (fact) =>
            html`<tr>
              <th scope="row">${fact.column.label}</th>
              <td>${fact.value === null ? html`<span class="hf-soft">${factValue(fact)}</span>` : factValue(fact)}</td>
              <td>${whoSays(factSource(fact), fact.column.label)}</td>
            </tr>`,
        )}
      </tbody>
    </table>`
}
