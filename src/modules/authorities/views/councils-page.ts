import type { Authority } from '#content/authority.ts'
import { govukButton } from '#ui/button.ts'
import { textField } from '#ui/form.ts'
import { formatCount, formatDay, formatList } from '#ui/format.ts'
import { html, type Html } from '#ui/html.ts'
import { page, type Shell } from '#ui/layout.ts'
import { whoSees } from '#ui/who-sees.ts'
import { links } from '../links.ts'
import { longestSearch, type Hit, type OtherBody } from '../search.ts'
import { kindWords, otherKind } from '../text.ts'
import { sentence } from './fact-words.ts'

export type CouncilsPageModel = {
  readonly typed: string
  readonly hits: readonly Hit[]
  readonly councils: readonly Authority[]
  readonly others: readonly OtherBody[]
  /** Those that exist today and took over from an abolished council. */
  readonly successorsOf: (former: Extract<Hit, { type: 'former' }>['former']) => readonly Authority[]
}

/** Every council, and a search that forgives a wrong letter. Works without scripts: the answer has an address of its own. */
export function councilsPage(shell: Shell, model: CouncilsPageModel): Html {
  const { typed, hits } = model
  const searched = typed.trim() !== ''
  const found = `${formatCount(hits.length, 'result')} for “${typed.trim()}”`
  const body = html`<h1 class="hf-headline">Councils</h1>
    <p class="hf-lead">All ${model.councils.length} councils of the United Kingdom, with what is known of each and who says so.</p>
    <form method="get" action="${links.councils}" role="search" novalidate>
      ${textField(
        { values: { q: typed }, errors: {} },
        {
          name: 'q',
          label: 'Find a council',
          hint: 'Part of its name, a former name or a code. A wrong letter does not matter.',
          classes: 'govuk-input--width-20',
          spellcheck: false,
          autocomplete: 'off',
          attributes: { maxlength: String(longestSearch) },
        },
      )}
      ${govukButton({ text: 'Search' })}
    </form>
    ${searched && resultsSection(model, found)} ${!searched && allSection(model)} ${downloads()}`
  return page({
    title: 'Councils',
    ...(searched ? { section: found } : {}),
    body,
    shell,
    whoSees: whoSees({ kind: 'public' }),
  })
}

function resultsSection(model: CouncilsPageModel, found: string): Html {
  const { hits } = model
  return html`<div role="status"><h2 class="hf-heading" id="results">${found}</h2></div>
    ${
      hits.length === 0
        ? html`<p class="hf-text">Try fewer letters, or the name of the place. You can also <a class="hf-link" href="${links.councils}">see all councils</a>.</p>`
        : html`<ul class="govuk-list govuk-list--spaced">${hits.map((hit) => hitItem(model, hit))}</ul>`
    }
    ${hits.length > 0 && html`<p class="hf-text"><a class="hf-link" href="${links.councils}">See all councils</a></p>`}`
}

function hitItem(model: CouncilsPageModel, hit: Hit): Html {
  if (hit.type === 'council') {
    const { council } = hit
    return html`<li><a class="hf-link" href="${links.council(council.slug)}"><strong>${council.name}</strong></a> <br /><span class="hf-soft">${sentence(kindWords[council.kind])}, ${council.region}</span></li>`
  }
  if (hit.type === 'other')
    return html`<li><a class="hf-link" href="${links.council(hit.body.code)}"><strong>${hit.body.name}</strong></a> <br /><span class="hf-soft">${sentence(otherKind(hit.body.kind))}, added by whoever runs this service</span></li>`
  const { former } = hit
  const now = model.successorsOf(former)
  return html`<li><a class="hf-link" href="${links.council(former.slug)}"><strong>${former.name}</strong></a> <br /><span class="hf-soft">Ended on ${formatDay(former.lastDay)}. Today:</span> ${now.map(({ name, slug }, i) => html`${i > 0 && ', '}<a class="hf-link" href="${links.council(slug)}">${name}</a>`)}</li>`
}

function allSection({ councils, others }: CouncilsPageModel): Html {
  const letters = [...new Set(councils.map(({ name }) => name.charAt(0)))]
  return html`<h2 class="hf-heading">All councils, A to Z</h2>
    <nav aria-label="Letters of the alphabet">
      <ul class="hf-links">
        ${letters.map((letter) => html`<li><a class="hf-link" href="#letter-${letter}">${letter}</a></li>`)}
      </ul>
    </nav>
    ${letters.map(
      (letter) =>
        html`<h3 class="hf-heading hf-heading--small" id="letter-${letter}">${letter}</h3>
          <ul class="govuk-list">
            ${councils
              .filter(({ name }) => name.startsWith(letter))
              .map(
                ({ name, slug }) =>
                  html`<li><a class="hf-link" href="${links.council(slug)}">${name}</a></li>`,
              )}
          </ul>`,
    )}
    ${
      others.length > 0 &&
      html`<h2 class="hf-heading">Other bodies on this service</h2>
        <ul class="govuk-list">
          ${others.map(({ name, code }) => html`<li><a class="hf-link" href="${links.council(code)}">${name}</a></li>`)}
        </ul>`
    }`
}

function downloads(): Html {
  const files = [
    [links.files.councils, 'The councils and their figures (CSV)'],
    [links.files.former, 'Councils that have ended, and who followed (CSV)'],
    [
      links.files.columns,
      `What each column means, and its ${formatList(['source', 'date', 'licence'])} (CSV)`,
    ],
    [links.files.json, 'All three (JSON)'],
  ] as const
  return html`<h2 class="hf-heading">Take the data with you</h2>
    <ul class="govuk-list">
      ${files.map(([href, text]) => html`<li><a class="hf-link" href="${href}" download>${text}</a></li>`)}
    </ul>
    <p class="hf-note">The figures carry the licences of those who published them. The file of columns and the JSON name them.</p>`
}
