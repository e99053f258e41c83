import type { Authority } from '#content/authority.ts'
import { authoritiesLinks, authorityPicker, type CouncilOption } from '#modules/authorities/index.ts'
import { hidden, postButton, postForm } from '#modules/people/index.ts'
import { govukButton } from '#ui/button.ts'
import { govukDetails } from '#ui/details.ts'
import { errorSummary, radiosField, selectField, textField, type Form } from '#ui/form.ts'
import { formatCount, formatList, formatNumber, formatPoundsShort } from '#ui/format.ts'
import { html, type Html } from '#ui/html.ts'
import { page, type Shell } from '#ui/layout.ts'
import { nextStep } from '#ui/next-step.ts'
import { whoSees } from '#ui/who-sees.ts'
import { assumptionNames, assumptionWords } from '../group-assumptions.ts'
import { horizonYears, type GroupWanted } from '../group-game.ts'
import type { GroupLine } from '../group-report.ts'
import type { FoundGroups, Search } from '../group-search-store.ts'
import { links } from '../links.ts'
import { serviceItems, serviceLabel } from '../services.ts'

const crumbs = [{ text: 'Find a partner', href: links.start }]

export type GroupFormModel = {
  readonly form: Form
  readonly options: readonly CouncilOption[]
  /** True while only the service is asked for. */
  readonly asksService: boolean
  readonly isBusy: boolean
  /** False where no public budget has a line for the service, so that nothing is filled in. */
  readonly knowsCost: boolean
}

/** First the service; then, with what is known of it filled in, everything a search needs. */
export function groupFormPage(
  shell: Shell,
  { form, options, asksService, isBusy, knowsCost }: GroupFormModel,
): Html {
  const title = 'Which group might save most?'
  const service = String(form.values['service'] ?? '')
  const body = html`${errorSummary(form)}
    <h1 class="hf-headline">${title}</h1>
    <p class="hf-lead">We score every group of 2 to 5 councils in England for one service. It is a way to see what your assumptions lead to. It is no forecast.</p>
    ${isBusy && html`<p class="hf-text"><strong>Other searches are waiting.</strong> Nothing is lost: try again in a minute.</p>`}
    ${
      asksService
        ? html`<form method="get" action="${links.groups}" novalidate>
            ${selectField(form, { name: 'service', label: 'For which service?', items: serviceItems })}
            ${govukButton({ text: 'Continue' })}
          </form>`
        : postForm(links.groups, fields(form, options, { service, knowsCost }))
    }`
  return page({
    title,
    section: 'Find a partner',
    body,
    shell,
    hasErrors: Object.keys(form.errors).length > 0,
    whoSees: whoSees({ kind: 'public' }),
    crumbs: [...crumbs, { text: title }],
  })
}

function fields(
  form: Form,
  options: readonly CouncilOption[],
  { service, knowsCost }: { readonly service: string; readonly knowsCost: boolean },
): Html {
  return html`<p class="hf-text">Service: <strong>${serviceLabel(service)}</strong>. <a class="hf-link" href="${links.groups}">Choose another</a></p>
    ${hidden('service', service)}
    ${radiosField(form, { name: 'size', label: 'How many councils?', items: ['2', '3', '4', '5'].map((value) => ({ value, text: value })), classes: 'govuk-radios--inline' })}
    ${authorityPicker(form, { name: 'council', label: 'Must one council be in it?', hint: 'Leave it empty to look at all of England.', items: options })}
    ${textField(form, { name: 'reach', label: 'How far apart may any two be?', hint: 'In a straight line. Nine in ten real pairs are within 57 km. Leave it empty for no limit.', suffix: { text: 'km' }, classes: 'govuk-input--width-4', inputmode: 'decimal' })}
    <h2 class="hf-heading">What we assume</h2>
    <p class="hf-text">Each figure can be changed. Under it stands who says so. Most are our assumptions, not facts.</p>
    ${assumptionNames.map((name) => {
      const { label, says, prefix, suffix } = assumptionWords[name]
      return textField(form, {
        name,
        label,
        hint: name === 'costPerHead' && !knowsCost ? costUnknown : says,
        classes: 'govuk-input--width-10',
        inputmode: 'decimal',
        ...(prefix ? { prefix: { text: prefix } } : {}),
        ...(suffix ? { suffix: { text: suffix } } : {}),
      })
    })}
    ${govukButton({ text: 'Search every group', preventDoubleClick: true })}`
}

type Councils = ReadonlyMap<string, Authority>

const costUnknown =
  'No public budget has a line for this service. Take your own figure: what you spend on it, net, over your population.'

/** While it runs the page asks again by itself; when it has ended, what was found. */
export function groupPage(shell: Shell, search: Search, councils: Councils): Html {
  const { wanted, state } = search
  const what = `groups of ${wanted.size} for ${serviceLabel(wanted.service)}`
  const title =
    state.type === 'done'
      ? `The best ${what}, if these assumptions hold`
      : state.type === 'running' || state.type === 'waiting'
        ? `Searching ${what}`
        : `The search was ${state.type === 'stopped' ? 'stopped' : 'not finished'}`
  const body = html`<h1 class="hf-headline">${title}</h1>
    ${state.type === 'done' ? found(wanted, state.found, councils) : underway(search)}
    ${assumed(wanted)}
    <p class="hf-text">This page is kept for a day and then forgotten. Anyone who has its address can see it; no list leads here, and who asked is not kept.</p>
    <p class="hf-text"><a class="hf-link" href="${again(wanted)}">Change something and search again</a></p>`
  return page({
    title,
    section: 'Find a partner',
    body,
    shell,
    whoSees: whoSees({ kind: 'public' }),
    crumbs: [
      ...crumbs,
      { text: 'Which group might save most?', href: links.groups },
      { text: 'What was found' },
    ],
  })
}

/** The form again, with everything that was asked. */
export function again(wanted: GroupWanted): string {
  const query = new URLSearchParams({
    service: wanted.service,
    size: String(wanted.size),
    council: wanted.withCouncil ?? '',
    reach: wanted.reach === null ? '' : String(wanted.reach),
    ...Object.fromEntries(assumptionNames.map((name) => [name, String(wanted.assumptions[name])])),
  })
  return `${links.groups}?${query.toString()}`
}

function underway({ id, state }: Search): Html {
  if (state.type === 'stopped') return html`<p class="hf-lead">You stopped it. Nothing was kept.</p>`
  if (state.type === 'too-many')
    return html`<p class="hf-lead">There are more groups than we can score in a reasonable time. Choose a shorter distance, fewer councils, or a council that must be in it.</p>`
  if (state.type === 'failed')
    return html`<p class="hf-lead">Something went wrong on our side. It has been noted. Search again.</p>`
  const words =
    state.type === 'waiting'
      ? `${formatCount(state.before, 'search is', 'searches are')} before this one.`
      : state.type === 'running'
        ? `${formatNumber(state.progress.scored)} groups scored so far; ${formatNumber(state.progress.done)} of ${formatNumber(state.progress.of)} parts done.`
        : ''
  return html`<p class="hf-lead" role="status">${words}</p>
    <p class="hf-text">This page looks again by itself every two seconds. <a class="hf-link" href="${links.group(id)}">Look now</a></p>
    ${postButton(links.stopGroup(id), 'Stop the search', 'govuk-button--secondary')}`
}

function found(
  wanted: GroupWanted,
  { scored, unstable, among: candidates, lines }: FoundGroups,
  councils: Councils,
): Html {
  const [first] = lines
  const among = `${formatNumber(scored)} ${wanted.reach === null ? 'groups' : `groups within ${formatNumber(wanted.reach)} km`} among ${formatCount(candidates, 'council')} were scored: all there are.`
  if (!first)
    return html`<p class="hf-lead">No group saves anything that lasts under these assumptions. That is an answer: do not share this service to save money.</p>
      <p class="hf-text">${among}</p>`
  const fragile = lines.filter(({ savesWithHalf }) => !savesWithHalf).length
  return html`<p class="hf-lead">${formatList(namesOf(first.councils, councils))} come out first. ${fragile === 0 ? 'All listed would still save something if half as much of the cost stayed the same.' : fragile === lines.length ? 'None of those listed would save anything if half as much of the cost stayed the same: it all hangs on that one assumption.' : `${formatCount(fragile, 'group')} of those listed would save nothing if half as much of the cost stayed the same.`}</p>
    <p class="hf-text">${among}${unstable > 0 && ` ${formatCount(unstable, 'group')} came high and ${unstable === 1 ? 'was' : 'were'} left out, because fewer of them would do better by themselves.`}</p>
    <ol class="govuk-list">
      ${lines.map((line, at) => lineCard(line, at, councils))}
    </ol>
    ${nextStep({
      title: 'Ask before you calculate',
      text: 'See what these councils offer and seek, or name one you would like to talk to. A business case needs your own figures.',
      action: { text: 'What councils offer and seek', href: `${links.offers}?service=${wanted.service}` },
    })}`
}

function namesOf(codes: readonly string[], councils: Councils): string[] {
  return codes.map((code) => councils.get(code)?.shortName ?? code)
}

function lineCard(line: GroupLine, at: number, known: Councils): Html {
  const { expectedPence, lowPence, highPence, furthestKm, savesWithHalf, within } = line
  const councils = line.councils.flatMap((code) => known.get(code) ?? [])
  const names = councils.map(
    ({ slug, shortName }, i) =>
      html`${i > 0 && ', '}<a class="hf-link" href="${authoritiesLinks.council(slug)}">${shortName}</a>`,
  )
  const kinds = new Set(councils.map(({ tier }) => tier))
  return html`<li class="hf-callout">
    <h2 class="hf-heading--small">${at + 1}. ${names}</h2>
    <p class="govuk-body">Expected, if the assumptions hold: about ${formatPoundsShort(expectedPence)} a year for all of them together, over ${horizonYears} years. Real forecasts came out anywhere from a fifth of what was worked out to a little above it: ${formatPoundsShort(lowPence)} to ${formatPoundsShort(highPence)}. Setting up costs money first, and is not in it.</p>
    <p class="govuk-body">The two furthest apart: ${formatNumber(furthestKm)} km. ${savesWithHalf ? 'Still saves something if half as much of the cost stays the same.' : 'Saves nothing if half as much of the cost stays the same.'}${kinds.size > 1 && ' They have different powers, which makes sharing harder.'}</p>
    ${within && html`<p class="govuk-body">Start smaller? Within it, ${formatList(namesOf(within, known))} save most for each of them.</p>`}
  </li>`
}

function assumed({ assumptions, reach }: GroupWanted): Html {
  return govukDetails({
    summaryText: 'What this assumes, and who says so',
    html: html`<dl class="hf-says__list">
        ${assumptionNames.map((name) => {
          const { label, says, prefix = '', suffix = '', href } = assumptionWords[name]
          return html`<div>
            <dt>${label}: ${prefix}${String(assumptions[name])}${suffix}</dt>
            <dd>${says}${href !== undefined && html` <a class="govuk-link" href="${href}">Source<span class="govuk-visually-hidden"> of ${label}</span></a>`}</dd>
          </div>`
        })}
      </dl>
      <p class="govuk-body">One cost curve for everybody, through the middle council: a part that stays the same, and a part that grows with people (mid-2020). A group pays the fixed part once, and pays for working together, for distance${reach === null ? '' : ' (within reach)'} and for difference. What is left is multiplied by the part that comes true, and by the part of ten years in which nobody has left. A group is stable when, divided by what each adds on average (the Shapley value), nobody does better in a smaller one. What each council really spends, owes or wants is in none of it.</p>`,
  })
}
