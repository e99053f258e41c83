import type { WorkedPartnership } from '#content/worked-partnership.ts'
import { formatDay, formatList } from '#ui/format.ts'
import { html, type Html } from '#ui/html.ts'
import { page, type Shell } from '#ui/layout.ts'
import { nextStep } from '#ui/next-step.ts'
import { govukSummaryList } from '#ui/summary-list.ts'
import { whoSees } from '#ui/who-sees.ts'
import { links } from '../links.ts'
import { haircutNote, type Warning, type WarningFrom } from '../words.ts'

/** Real partnerships, worked through: what Handfast would have warned of, and what it would have missed. */
export function listPage(shell: Shell, all: readonly WorkedPartnership[]): Html {
  const title = 'Real partnerships, worked through'
  const body = html`<h1 class="hf-headline">${title}</h1>
    <p class="hf-lead">Each is built only from what was published, with its address. What was not published is an assumption, and says so. See what the calculation would have warned of, and what it would have missed.</p>
    ${whoSees({ kind: 'public' })}
    <ul class="govuk-list">
      ${all.map(
        (one) =>
          html`<li class="govuk-!-margin-bottom-4">
            <a class="govuk-link govuk-!-font-weight-bold" href="${links.one(one.id)}">${one.title}</a><br />
            <span class="hf-soft">${one.service}, ${one.years}</span>
          </li>`,
      )}
    </ul>
    <p class="hf-note">The councils had no part in making these pages. If a fact is wrong, tell us where the right one is published.</p>`
  return page({ title, body, shell })
}

export function workedPage(
  shell: Shell,
  { worked, warnings }: { worked: WorkedPartnership; warnings: readonly Warning[] },
): Html {
  const { title } = worked
  const body = html`<h1 class="hf-headline">${title}</h1>
    <p class="hf-lead">${worked.story} <span class="hf-soft">${sourcesOf(worked, worked.story_rests_on)}</span></p>
    ${whoSees({ kind: 'public' })}
    ${govukSummaryList({
      rows: [
        { key: { text: 'Councils' }, value: { text: formatList(worked.councils) } },
        { key: { text: 'What they shared' }, value: { text: worked.service } },
        { key: { text: 'When' }, value: { text: worked.years } },
        ...(worked.notice
          ? [
              {
                key: { text: 'Notice' },
                value: {
                  html: html`${noticeWords(worked.notice)} ${sourcesOf(worked, [worked.notice.fact])}`,
                },
              },
            ]
          : []),
      ],
    })}
    <h2 class="hf-heading" id="warned">What Handfast would have warned of</h2>
    <p class="govuk-body">Worked out from the files below. Nothing here is typed in.</p>
    <ul class="govuk-list govuk-list--bullet">
      ${warnings.map(({ says, from }) => html`<li>${says} ${workedFrom(worked, from)}</li>`)}
    </ul>
    ${(worked.outcome?.of === 'saving' || worked.given.case?.['realisation'] !== undefined) && html`<p class="hf-note">${haircutNote} <a class="govuk-link hf-source" href="/guidance">The cases are in the library</a>.</p>`}
    <h2 class="hf-heading" id="missed">What it would have missed</h2>
    <ul class="govuk-list govuk-list--bullet">
      ${worked.missed.map((missed) => html`<li>${missed}</li>`)}
    </ul>
    <h2 class="hf-heading">What to take from it</h2>
    <p class="govuk-body">${worked.learned}</p>
    ${files(worked)}
    <h2 class="hf-heading" id="facts">What was published</h2>
    <ul class="govuk-list govuk-list--bullet">
      ${worked.facts.map(({ id, says, source }) => html`<li id="fact-${id}">${says} <a class="govuk-link hf-source" href="${source.url}" rel="noreferrer">${source.text}</a></li>`)}
    </ul>
    <h2 class="hf-heading" id="assumed">What is assumed</h2>
    <ul class="govuk-list govuk-list--bullet">
      ${worked.assumptions.map(({ id, says, why }) => html`<li id="fact-${id}"><strong class="hf-assumed">Assumption.</strong> ${says} ${why}</li>`)}
    </ul>
    ${givenFigures(worked)}
    <p class="hf-note">Drawn up on ${formatDay(worked.drawn_up)}. The councils had no part in it. Other assumptions give other answers: take the file and try them.</p>`
  return page({ title, body, shell, back: { href: links.list, text: 'Real partnerships, worked through' } })
}

/** Links to the facts and assumptions that something rests on, on this very page. */
function sourcesOf({ facts }: WorkedPartnership, ids: readonly string[]): Html[] {
  return ids.map((id, at) => {
    const words = facts.some((fact) => fact.id === id) ? 'source' : 'assumption'
    return html`${at > 0 && ', '}<a class="govuk-link hf-source" href="#fact-${id}">${words}${ids.length > 1 && ` ${at + 1}`}</a>`
  })
}

function workedFrom(worked: WorkedPartnership, from: WarningFrom): Html | Html[] {
  if (from === 'outcome') return sourcesOf(worked, worked.outcome ? [worked.outcome.fact] : [])
  if (from === 'reorganised')
    return sourcesOf(worked, [worked.figures['withdraw.partners.0.key'] ?? ''].filter(Boolean))
  return html`<a class="govuk-link hf-source" href="#given-${from}">what went in</a>`
}

/** Every figure that was given to the calculation, and the fact or assumption it rests on. */
function givenFigures(worked: WorkedPartnership): Html[] {
  return Object.keys(worked.texts).map(
    (input) => html`<details class="govuk-details" id="given-${input}">
      <summary class="govuk-details__summary"><span class="govuk-details__summary-text">What went into “${input}”, and what each figure rests on</span></summary>
      <div class="govuk-details__text"><table class="hf-table"><caption class="govuk-visually-hidden">Figures given to ${input}</caption>
        <thead><tr><th scope="col">Figure</th><th scope="col">Rests on</th></tr></thead>
        <tbody>${Object.entries(worked.figures)
          .filter(([path]) => path.split('.')[0] === input)
          .map(
            ([path, id]) =>
              html`<tr><th scope="row"><code>${path.slice(input.length + 1)}</code></th><td>${sourcesOf(worked, [id])}</td></tr>`,
          )}</tbody>
      </table></div>
    </details>`,
  )
}

function files(worked: WorkedPartnership): Html {
  const given = Object.keys(worked.texts)
  const [first] = given
  return html`${
    first &&
    nextStep({
      title: 'Try other figures',
      text: 'Take the file, change an assumption, and run it on your own computer. Each figure in it says where it is from.',
      action: { text: `Save the file for “${first}”`, href: links.input(worked.id, `${first}.yaml`) },
    })
  }
    <ul class="govuk-list">
      ${given.map((input) => html`<li><a class="govuk-link" href="${links.input(worked.id, `${input}.yaml`)}">${worked.id}-${input}.yaml</a>, for <code>npx handfast ${input} ${worked.id}-${input}.yaml --explain</code></li>`)}
    </ul>`
}

function noticeWords({ agreed, given }: NonNullable<WorkedPartnership['notice']>): string {
  const in_ =
    agreed === null ? 'The notice in the agreement was not found' : `${agreed} months in the agreement`
  return given === null
    ? in_
    : `${in_}; about ${given === 1 ? 'one month was' : `${given} months were`} given`
}
