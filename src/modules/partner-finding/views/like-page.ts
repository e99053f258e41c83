import type { AuthorityColumn } from '#content/authority-column.ts'
import { authoritiesLinks, authorityPicker, type CouncilOption } from '#modules/authorities/index.ts'
import { govukButton } from '#ui/button.ts'
import { govukDetails } from '#ui/details.ts'
import { errorSummary, radiosField, selectField, type Form } from '#ui/form.ts'
import { formatCount, formatList, formatNumber, formatPercent } from '#ui/format.ts'
import { html, type Html } from '#ui/html.ts'
import { page, type Shell } from '#ui/layout.ts'
import { whoSees } from '#ui/who-sees.ts'
import { betweenFeatures, councilFeatures, geography, usualWeights } from '../features.ts'
import { likeQuery, weightName, type LikeAsked } from '../like-form.ts'
import { commonAndApart, featureWords, type FeatureWords } from '../like-words.ts'
import type { CouncilsAlike, Scope } from '../likeness-of-councils.ts'
import { links } from '../links.ts'
import { heldOutScore } from '../score.ts'

export type LikePageModel = {
  readonly asked: LikeAsked
  /** Null while no council has been chosen, or nothing counts. */
  readonly alike: CouncilsAlike | null
  readonly options: readonly CouncilOption[]
  readonly columns: readonly AuthorityColumn[]
}

/** Councils like one, with the reasons. Everything that was chosen stands in the address. */
export function likePage(shell: Shell, model: LikePageModel): Html {
  const { asked, alike } = model
  const form: Form = {
    values: {
      ...asked.values,
      council: asked.council?.code ?? asked.values['council'] ?? '',
      scope: asked.scope,
    },
    errors: asked.errors,
  }
  const title = alike ? `Councils like ${alike.council.shortName}` : 'Councils like mine'
  const hasErrors = Object.keys(asked.errors).length > 0
  const body = html`${errorSummary(form)}
    <h1 class="hf-headline">${title}</h1>
    ${alike ? result(model, alike) : html`<p class="hf-lead">Choose a council. You get the councils most like it, and in what they are alike and different. No account is needed, and nothing you choose is kept.</p>`}
    ${chooser(form, model, !alike || hasErrors)}
    ${alike && about(alike, model.columns)}`
  return page({
    title,
    section: 'Find a partner',
    body,
    shell,
    hasErrors,
    whoSees: whoSees({ kind: 'public' }),
    crumbs: [{ text: 'Find a partner', href: links.start }, { text: title }],
  })
}

function chooser(form: Form, model: LikePageModel, isOpen: boolean): Html {
  const inside = html`<form method="get" action="${links.like}" novalidate>
    ${authorityPicker(form, { name: 'council', label: 'Which council?', items: model.options })}
    ${radiosField(form, {
      name: 'scope',
      label: 'Compare it with',
      items: (Object.keys(scopeWords) as Scope[]).map((scope) => ({ value: scope, text: scopeWords[scope] })),
    })}
    ${govukDetails({
      summaryText: 'Change what counts',
      open: model.asked.isChanged || isWeightWrong(model.asked),
      html: weightsFields(form, model.asked),
    })}
    ${govukButton({ text: 'Show the councils', preventDoubleClick: false })}
  </form>`
  return isOpen
    ? inside
    : html`<h2 class="hf-heading" id="change">Change the list</h2>
        ${inside}`
}

function isWeightWrong({ errors }: LikeAsked): boolean {
  return Object.keys(errors).some((name) => name.startsWith('w-'))
}

const scopeWords: Readonly<Record<Scope, string>> = {
  'same-kind': 'Councils of the same kind (what we suggest)',
  'same-tier': 'Councils with the same powers in the same nation',
  nation: 'Every council of the same nation',
}

const groupWords = {
  people: 'The people and their area',
  place: 'Where it is and what kind of council',
  money: 'What it planned to spend for each person, 2021 to 2022 (England only)',
} as const

function weightsFields(form: Form, asked: LikeAsked): Html {
  const all = [...councilFeatures, ...betweenFeatures]
  return html`<p class="govuk-body">0 leaves something out. 5 makes it count most.</p>
    ${(Object.keys(groupWords) as (keyof typeof groupWords)[]).map(
      (group) => html`<fieldset class="govuk-fieldset">
        <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">${groupWords[group]}</legend>
        ${all
          .filter((feature) => feature.group === group)
          .map(({ id, label }) =>
            selectField(
              {
                ...form,
                values: { [weightName(id)]: form.values[weightName(id)] ?? String(asked.weights[id] ?? 0) },
              },
              {
                name: weightName(id),
                label: { text: label, classes: 'govuk-!-font-weight-regular' },
                items: [0, 1, 2, 3, 4, 5].map((weight) => ({
                  value: String(weight),
                  text: weight === usualWeights[id] ? `${weight} (usual)` : String(weight),
                  selected: asked.weights[id] === weight,
                })),
              },
            ),
          )}
      </fieldset>`,
    )}`
}

function result({ asked, columns }: LikePageModel, alike: CouncilsAlike): Html {
  const { near, council, unknown } = alike
  const shown = near.slice(0, asked.most)
  const first = shown.slice(0, 3).map((one) => one.council.shortName)
  const query = likeQuery(asked)
  const noPlace = { ...asked.weights, ...Object.fromEntries(geography.map((id) => [id, 0])) }
  const countsPlace = geography.some((id) => (asked.weights[id] ?? 0) > 0)
  if (near.length === 0)
    return html`<p class="hf-lead">There is no other council to compare ${council.shortName} with on these terms. Compare it with more councils below.</p>
      ${unknownWords(unknown)}`
  return html`<p class="hf-lead">By these weights ${formatList(first)} ${first.length === 1 ? 'is' : 'are'} most like ${council.shortName}. Being alike is a reason to talk. It does not say that two councils would work well together.</p>
    <p class="hf-text">${countsPlace ? 'How near two councils are counts here too: real partners are mostly neighbours.' : 'Where a council is does not count here.'}
      ${
        countsPlace
          ? html`<a class="hf-link" href="${links.like}?${likeQuery(asked, { weights: noPlace })}">See who is alike wherever they are</a>`
          : html`<a class="hf-link" href="${links.like}?${likeQuery(asked, { weights: { ...asked.weights, ...Object.fromEntries(geography.map((id) => [id, usualWeights[id] ?? 0])) } })}">Let it count again</a>`
      }${asked.isChanged && html` · <a class="hf-link" href="${links.likeOf(council.slug)}">Back to the usual list</a>`}</p>
    <ol class="govuk-list">
      ${shown.map((one, at) => card(alike, one, at, columns))}
    </ol>
    ${
      near.length - shown.length > 0 &&
      html`<p class="hf-text"><a class="hf-link" href="${links.like}?${likeQuery(asked, { show: 'all' })}">Show all ${formatCount(near.length, 'council')}</a></p>`
    }
    ${unknownWords(unknown)}
    <p class="hf-text">Take this list away: ${(['csv', 'ods', 'xlsx'] as const).map((format, at) => html`${at > 0 && ', '}<a class="hf-link" href="${links.likeFile(format)}?${query}">${fileWords[format]}</a>`)}</p>`
}

const fileWords = { csv: 'CSV', ods: 'OpenDocument', xlsx: 'Excel' } as const

function card(
  alike: CouncilsAlike,
  one: CouncilsAlike['near'][number],
  at: number,
  columns: readonly AuthorityColumn[],
): Html {
  const { council: other } = one
  const rows = featureWords(alike.council, other, one.likeness, alike.weights, columns)
  const { alike: same, different } = commonAndApart(rows)
  const missing = rows.filter(({ apart }) => apart === null)
  return html`<li class="hf-callout">
    <h2 class="hf-heading--small">${at + 1}. <a class="hf-link" href="${authoritiesLinks.council(other.slug)}">${other.name}</a></h2>
    <p class="govuk-body">${formatNumber(one.km)} km away in a straight line.</p>
    ${same.length > 0 && html`<p class="govuk-body"><strong>Most alike:</strong> ${same.map((row) => lower(row.label)).join('; ')}.</p>`}
    ${different.length > 0 ? html`<p class="govuk-body"><strong>Most different:</strong> ${different.map((row) => `${lower(row.label)} (${row.own}, ${row.other})`).join('; ')}.</p>` : html`<p class="govuk-body">In nothing that counts here are they far apart.</p>`}
    ${missing.length > 0 && html`<p class="govuk-body hf-soft">Not compared, because one of the two has no figure: ${missing.map((row) => lower(row.label)).join('; ')}.</p>`}
    ${govukDetails({
      summaryHtml: html`Why<span class="govuk-visually-hidden"> ${other.name}</span>: everything that counts`,
      html: contributions(alike.council.shortName, other.shortName, rows),
    })}
  </li>`
}

function contributions(own: string, other: string, rows: readonly FeatureWords[]): Html {
  return html`<table class="govuk-table hf-table hf-table--cards">
    <caption class="govuk-visually-hidden">What ${own} and ${other} are compared on, the largest part of the difference first</caption>
    <thead>
      <tr>
        <th scope="col">What</th>
        <th scope="col">${own}</th>
        <th scope="col">${other}</th>
        <th scope="col">In words</th>
        <th scope="col">Part of the difference</th>
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        (row) => html`<tr>
          <th scope="row">${row.label}</th>
          <td>${row.own}</td>
          <td>${row.other}</td>
          <td>${row.likeness ?? 'not compared'}</td>
          <td>${row.share === null ? 'none' : formatPercent(row.share)}</td>
        </tr>`,
      )}
    </tbody>
  </table>`
}

function unknownWords(unknown: CouncilsAlike['unknown']): Html | undefined {
  if (unknown.length === 0) return undefined
  return html`<p class="hf-text">Too little is known of ${formatCount(unknown.length, 'council')} to compare by these weights: ${formatList(unknown.map(({ council }) => council.shortName))}. We fill nothing in.</p>`
}

function about(alike: CouncilsAlike, columns: readonly AuthorityColumn[]): Html {
  const sources = [
    ...new Set(
      councilFeatures
        .filter(({ id }) => (alike.weights[id] ?? 0) > 0)
        .flatMap((feature) => columns.find(({ column }) => column === feature.column)?.source ?? []),
    ),
  ]
  const { inTenOfHundred, inTenByChanceOfHundred, inTenWithoutGeographyOfHundred } = heldOutScore
  return html`<h2 class="hf-heading">How far to trust this list</h2>
    <p class="hf-text">We looked for partners that real councils chose, in arrangements we had not used to settle the weights. Of 100 looks, the partner was among the first ten in ${inTenOfHundred}. By chance it would be ${inTenByChanceOfHundred}. Without counting where councils are it is ${inTenWithoutGeographyOfHundred}: most of what the list knows about partners is that they are near.</p>
    <p class="hf-text">Councils that have been abolished are never offered. Districts and other councils that are to be replaced may still be: ask, before you plan for years ahead.</p>
    ${alike.idle.length > 0 && html`<p class="hf-text">These tell nobody apart here, because all councils compared are the same or none has a figure: ${formatList(alike.idle.map((id) => lower(labelOf(id))))}.</p>`}
    ${govukDetails({
      summaryText: 'Where the figures are from',
      html: html`<ul class="govuk-list govuk-list--bullet">${sources.map((source) => html`<li><a class="govuk-link" href="${source.url}">${source.name}</a>, ${source.publisher}, ${source.date}. ${source.licence}. ${source.attribution}</li>`)}</ul>`,
    })}
    ${govukDetails({
      summaryText: 'How the list is worked out',
      html: html`<p class="govuk-body">For each thing that counts, we see how far apart two councils are, measured by how far councils usually stand from the middle one. Then we take the mean by the weights. A figure that one of the two lacks is left out, and said. When less than six tenths of what counts is known, the two are not compared. For distance, 20 km count one step, 60 km two and 140 km three.</p>`,
    })}`
}

function labelOf(id: string): string {
  return [...councilFeatures, ...betweenFeatures].find((feature) => feature.id === id)?.label ?? id
}

function lower(words: string): string {
  return `${words.charAt(0).toLowerCase()}${words.slice(1)}`
}
