import type { Case } from '#content/case.ts'
import type { Office } from '#content/framework.ts'
import type { Term } from '#content/term.ts'
import { formatDay, formatList } from '#ui/format.ts'
import { html, type Content, type Html } from '#ui/html.ts'
import { page, type Crumb, type Shell } from '#ui/layout.ts'
import { whoSees } from '#ui/who-sees.ts'
import {
  isDueForCheck,
  phaseWords,
  sentence,
  type Library,
  type StatementArticle,
  type WordArticle,
} from '../article.ts'
import { links } from '../links.ts'
import { termMarker } from '../term-marker.ts'
import { link, list, part, say } from './article.ts'

const officeNames: Record<Office | 'everyone', string> = {
  'chief-executive': 'chief executives',
  cio: 'heads of IT',
  'section-151': 'finance chiefs',
  monitoring: 'monitoring officers',
  member: 'members',
  'service-manager': 'service managers',
  staff: 'staff',
  everyone: 'everyone',
}

function libraryPage(
  shell: Shell,
  { title, lead, body, crumbs }: { title: string; lead: Content; body: Content; crumbs: readonly Crumb[] },
): Html {
  return page({
    title,
    shell,
    crumbs: [...crumbs, { text: title }],
    whoSees: whoSees({ kind: 'public' }),
    body: html`<h1 class="hf-headline">${title}</h1>
      <p class="hf-lead">${lead}</p>
      ${body}`,
  })
}

/** Everything there is to read, in three lists. */
export function guidancePage(shell: Shell, { words, statements, cases }: Library): Html {
  const areas = Map.groupBy(statements, ({ framework, area }) => `${framework.title}: ${area}`)
  return libraryPage(shell, {
    title: 'Guidance',
    lead: 'What each word means and what to do about it, what each question is for, and what happened to others.',
    crumbs: [],
    body: [
      searchForm('Search the guidance'),
      part(
        'What happened to others',
        say(
          `${cases.length} real cases, each with its lesson and its sources. `,
          link(links.cases, 'See all cases'),
          '.',
        ),
      ),
      part(
        'The questions, one by one',
        say('Each page says why we ask, who should answer, and what each level looks like.'),
      ),
      [...areas].map(
        ([name, own]) => html`<h3 class="hf-heading hf-heading--small">${name}</h3>
          ${list(own.map(({ statement }) => link(links.statement(statement.id), statement.question)))}`,
      ),
      part('Words', say('What each means, who needs it most, and what to do.')),
      html`<ul class="hf-links">${words.map(({ term }) => html`<li>${link(links.word(term.id), sentence(term.term))}</li>`)}</ul>`,
    ],
  })
}

export function searchForm(label: string): Html {
  return html`<form method="get" action="/search" role="search" class="govuk-form-group" novalidate>
    <label class="govuk-label govuk-label--s" for="q">${label}</label>
    <input class="govuk-input govuk-input--width-20" id="q" name="q" type="search" autocomplete="off" spellcheck="false" maxlength="80" />
    <button type="submit" class="govuk-button govuk-button--secondary hf-search__go">Search</button>
  </form>`
}

const toGuidance: readonly Crumb[] = [{ text: 'Guidance', href: links.guidance }]

/** One word: what it means, who needs it, what to do, where it applies, who says so and when we last looked. */
export function wordPage(shell: Shell, { term, advice, owner, checked }: WordArticle, today: string): Html {
  return libraryPage(shell, {
    title: sentence(term.term),
    lead: term.meaning,
    crumbs: toGuidance,
    body: [
      advice && part('What to do', say(advice.do)),
      advice &&
        part(
          'Who needs it most',
          say(`${sentence(formatList(advice.for.map((office) => officeNames[office])))}.`),
        ),
      advice && part('Where it applies', say(`${advice.where}.`)),
      part(
        'Who says so',
        term.source
          ? say(sourceLink(term.source))
          : say('These are our own words; there is no law or paper that we follow here.'),
      ),
      checkedNote(owner, checked, today),
      say('See also ', link(links.term(term.id), 'the same word in the glossary'), '.'),
    ],
  })
}

/** One statement: why it matters, who should answer, what each level looks like, and what to ask each other. */
export function statementPage(
  shell: Shell,
  { statement, framework, area }: StatementArticle,
  { today, glossary }: { readonly today: string; readonly glossary: readonly Term[] },
): Html {
  const { offices, phases, levels, why } = statement
  const mark = termMarker(glossary)
  const [lead = 'staff', ...others] = offices
  return libraryPage(shell, {
    title: statement.question,
    lead: statement.statement,
    crumbs: toGuidance,
    body: [
      part('Why we ask', say(mark(why.text))),
      statement.gate &&
        html`<div class="govuk-inset-text">This is a gate. If it is not met, do not go on yet, or take a smaller step.</div>`,
      part(
        'Who this is for',
        say(
          `It is for ${officeNames[lead]} first${others.length > 0 ? `, and then for ${formatList(others.map((office) => officeNames[office]))}` : ''}. Ask it ${formatList(phases.map((phase) => phaseWords[phase]))}.`,
        ),
      ),
      part(
        'What to do',
        say(
          'Find the highest level below that a visitor could see with you today. Then do what the next one says.',
        ),
        html`<ol class="govuk-list govuk-list--number">${levels.map((level, i) => html`<li><strong>${framework.levels[i]?.name}.</strong> ${mark(level)}</li>`)}</ol>`,
        say(html`Ask each other: <strong>${statement.ask}</strong>`),
      ),
      part('Where it applies', say('All of the UK. It is a question of good practice and not of law.')),
      part('Who says so', list(why.sources.map(sourceLink))),
      html`<p class="hf-note">${framework.title}, version ${framework.version}, area “${area}”, statement ${statement.number}.</p>`,
      checkedNote('Handfast contributors', framework.date, today),
    ],
  })
}

function sourceLink({ text, url }: { text: string; url?: string }): Content {
  return url === undefined ? `${text}.` : html`${link(url, text)}.`
}

function checkedNote(owner: string, checked: string, today: string): Html {
  if (isDueForCheck(checked, today))
    return html`<div class="govuk-inset-text">Nobody has looked at this page since ${formatDay(checked)}. Check it against its sources before you rely on it.</div>`
  return html`<p class="hf-note">Last checked on ${formatDay(checked)} by the ${owner}. Law changes. Ask your monitoring officer before you rely on any of this.</p>`
}

/** All cases, with the one sentence of each. */
export function casesPage(shell: Shell, cases: readonly Case[]): Html {
  return libraryPage(shell, {
    title: 'What happened to others',
    lead: `${cases.length} real shared services: what was hoped for, what came of it, and what to learn. Some held and some did not.`,
    crumbs: toGuidance,
    body: [
      say(
        'These are told more often than others because somebody wrote about them. Failures are easier to find than quiet success.',
      ),
      html`<ul class="govuk-list govuk-list--spaced">
        ${cases.map(({ id, name, when, summary }) => html`<li>${link(links.case(id), name)} <span class="hf-soft">${when}</span><br />${summary}</li>`)}
      </ul>`,
    ],
  })
}

/** The entries of the register that a case is about. */
export type CaseEntry = { readonly name: string; readonly href: string }

export function casePage(
  shell: Shell,
  {
    case: told,
    entries,
    checked,
  }: { readonly case: Case; readonly entries: readonly CaseEntry[]; readonly checked: string },
): Html {
  return libraryPage(shell, {
    title: told.name,
    lead: told.summary,
    crumbs: [...toGuidance, { text: 'What happened to others', href: links.cases }],
    body: [
      html`<dl class="govuk-summary-list">
        <div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">Who</dt><dd class="govuk-summary-list__value">${told.councils}</dd></div>
        <div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">When</dt><dd class="govuk-summary-list__value">${sentence(told.when)}</dd></div>
      </dl>`,
      part(
        'What happened',
        told.happened.map((words) => say(words)),
      ),
      html`<section class="hf-callout"><h2 class="hf-heading--small">What to learn from it</h2><p class="govuk-body">${told.lesson}</p></section>`,
      part('Who says so', list(told.sources.map(sourceLink))),
      entries.length > 0 && part('In the register', list(entries.map(({ name, href }) => link(href, name)))),
      html`<p class="hf-note">Our own words, from the sources named, which we last read on ${formatDay(checked)}. The lesson is our reading of them. Something wrong? Tell whoever runs this service.</p>`,
    ],
  })
}
