import { chartFrame } from '#ui/chart/chart-frame.ts'
import { survivalSteps } from '#ui/chart/survival-steps.ts'
import { formatCount, formatPercent } from '#ui/format.ts'
import { html, type Content, type Html } from '#ui/html.ts'
import type { Shell } from '#ui/layout.ts'
import type { Collection } from '#content/arrangement.ts'
import { fewestAtRisk, type After, type Endings, type FormLife } from '../endings.ts'
import type { Entry } from '../entry.ts'
import { links } from '../links.ts'
import { formWords, reasonWords } from '../text.ts'
import { entryTag } from './entry-words.ts'
import { placesOf, registerPage } from './frame.ts'

/** What ended these, and after how long; and above all how they were found. */
export function endingsPage(
  shell: Shell,
  { endings, collection }: { endings: Endings; collection: Collection },
): Html {
  const { reasons, neverBegun, byForm, withoutStart } = endings
  const title = 'What ended these, and after how long'
  const body = html`<h1 class="hf-headline">${title}</h1>
    <p class="hf-lead">${commonest(reasons)}</p>
    ${placesOf(links.endings)}
    <div class="govuk-inset-text"><p><strong>How these were found.</strong> ${collection.howFound}</p><p>So read this as what happened to these, and not as your own chance.</p></div>
    <h2 class="hf-heading">Why they ended</h2>
    <p class="hf-text">One main reason each, chosen by us from what the sources say. Those that ended in part are here too.</p>
    ${reasons.map(({ reason, entries }) => reasonPart(html`<a class="hf-link" href="${links.reason(reason)}">${reasonWords[reason]}</a>`, entries))}
    <h2 class="hf-heading">After how long</h2>
    ${curvePart(endings)}
    ${withoutStart > 0 && html`<p class="hf-note">${formatCount(withoutStart, 'arrangement')} ${withoutStart === 1 ? 'is' : 'are'} left out because nobody says when ${withoutStart === 1 ? 'it' : 'they'} began.</p>`}
    <h2 class="hf-heading">By form</h2>
    ${formPart(byForm)}
    <h2 class="hf-heading">Those that never began</h2>
    ${reasonPart(html`<a class="hf-link" href="${links.status('not-proceeded')}">Plans that came to nothing</a>`, neverBegun)}`
  return registerPage(shell, { title, body })
}

function commonest(reasons: Endings['reasons']): string {
  const [first, second] = reasons
  const all = reasons.reduce((sum, { entries }) => sum + entries.length, 0)
  if (!first || !second) return 'We know of too few endings to say what is common.'
  return `Of the ${all} that ended, in whole or in part, ${first.entries.length} ended for one reason: ${reasonWords[first.reason].toLowerCase()}. The next reason, with ${second.entries.length}: ${reasonWords[second.reason].toLowerCase()}.`
}

function reasonPart(words: Content, entries: readonly Entry[]): Html {
  return html`<h3 class="hf-heading hf-heading--small">${words}: ${entries.length}</h3>
    <ul class="govuk-list govuk-list--bullet">
      ${entries.map((entry) => html`<li><a class="hf-link" href="${links.entry(entry.id)}">${entry.name}</a> ${entryTag(entry)} ${entry.endWords}</li>`)}
    </ul>`
}

function curvePart({ curve, after }: Endings): Html {
  const sentence = `Of ${formatCount(curve.watched, 'arrangement')}, ${curve.endings} have ended. ${lastingWords(after)}`
  return html`${chartFrame({
    id: 'lasting',
    sentence,
    drawing: survivalSteps(curve.steps, { longest: curve.longest, sentence, id: 'lasting-drawing' }),
    table: curveTable(curve.steps),
  })}
    <p class="hf-text">The line is the share still there. The band round it shows how far chance alone could move it with so few. ${curve.median === null ? 'More than half outlast everything that we know of, so there is no middle to name.' : `Half of them ended within about ${years(curve.median)}.`}</p>
    <p class="hf-note">We use the method of Kaplan and Meier. It counts those that go on as lasting at least until we last saw them. Those that ended in part, or grew into something larger, or merged because their councils did, are counted that way too. Where only a year is known we take its middle.</p>`
}

function lastingWords(after: readonly After[]): string {
  return after
    .flatMap(({ years: number, share, atRisk }) =>
      share === null || atRisk < fewestAtRisk
        ? []
        : [`${share === 1 ? 'All' : formatPercent(share)} lasted longer than ${number} years.`],
    )
    .join(' ')
}

function curveTable(steps: Endings['curve']['steps']): Html {
  return html`<table class="hf-table">
    <caption class="govuk-visually-hidden">Endings by length</caption>
    <thead><tr><th scope="col">After</th><th scope="col">Still watched before</th><th scope="col">Ended then</th><th scope="col">Share that lasts longer</th></tr></thead>
    <tbody>
      ${steps.map(({ at, atRisk, endings, surviving, low, high }) => html`<tr><th scope="row">${years(at)}</th><td>${atRisk}</td><td>${endings}</td><td>${formatPercent(surviving)}${low !== null && high !== null && ` (${formatPercent(low)} to ${formatPercent(high)})`}</td></tr>`)}
    </tbody>
  </table>`
}

function formPart(byForm: readonly FormLife[]): Html {
  const said = byForm.filter(({ after }) => after.length > 0)
  if (said.length === 0)
    return html`<p class="hf-text">We say nothing by form. It takes ten of one form that are still watched, and no form has so many.</p>`
  return html`<p class="hf-text">We say something of a form only where at least ten of it were still watched. Of the others we know too few.</p>
    <ul class="govuk-list govuk-list--bullet">
      ${said.map(({ form, watched, endings, after }) => html`<li><a class="hf-link" href="${links.form(form)}">${formWords[form]}</a>: ${endings} of ${watched} have ended. ${lastingWords(after)}</li>`)}
    </ul>
    <p class="hf-note">A difference between forms here proves nothing: the forms were not chosen by chance, and the numbers are small.</p>`
}

function years(length: number): string {
  const rounded = Math.round(length * 10) / 10
  return `${rounded} ${rounded === 1 ? 'year' : 'years'}`
}
