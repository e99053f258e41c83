import { partnershipLinks } from '#modules/partnership/index.ts'
import type { RecordLine } from '#platform/record.ts'
import { formatInstant } from '#ui/format.ts'
import { html, type Html } from '#ui/html.ts'
import { page, type Shell } from '#ui/layout.ts'
import { whoSees } from '#ui/who-sees.ts'
import type { PartnershipView } from '../queries.ts'
import { recordWords } from '../record-words.ts'
import { audience, navOf } from './partnership-page.ts'

/** The shared record of a partnership: who did what, for which council, when. */
export function recordPage(
  shell: Shell,
  { view, lines }: { view: PartnershipView; lines: readonly RecordLine[] },
): Html {
  const { partnership } = view
  const nameOf = (code: string) =>
    partnership.members.find(({ council }) => council === code)?.shortName ?? code
  const title = 'Who did what'
  const body = html`<h1 class="hf-headline">${title}</h1>
    <p class="hf-lead">Every shared act, newest first. It never says what anybody answered. Nobody can change or remove an entry without its showing.</p>
    ${whoSees(audience(view))} ${recordTable(lines, partnership.name, nameOf)}`
  return page({
    title,
    section: partnership.name,
    body,
    shell,
    nav: navOf(view, 'record'),
    back: { href: partnershipLinks.home(partnership.id), text: 'Where we are' },
  })
}

/** What a council's own people did for it that no partner is told: invitations, roles, seals. For its lead and deputies. */
export function councilRecordPage(
  shell: Shell,
  { council, lines }: { council: string; lines: readonly RecordLine[] },
): Html {
  const title = `What was done for ${council}`
  const body = html`<h1 class="hf-headline">${title}</h1>
    <p class="hf-lead">What your council keeps for itself, newest first: who came and went, who may do what, when you sealed. What partners share stands in the record of each partnership.</p>
    ${whoSees({ kind: 'own-council', council, people: 'the lead and deputies' })} ${recordTable(lines, council, String)}`
  return page({ title, section: 'People', body, shell, back: { href: '/people', text: 'People' } })
}

function recordTable(lines: readonly RecordLine[], of: string, nameOf: (code: string) => string): Html {
  if (lines.length === 0) return html`<p class="govuk-inset-text">Nothing has happened yet.</p>`
  return html`<table class="hf-table hf-table--cards">
    <caption class="govuk-visually-hidden">The record of ${of}, newest first</caption>
    <thead><tr><th scope="col">What</th><th scope="col">Who</th><th scope="col">When</th></tr></thead>
    <tbody>${lines.map((line) => html`<tr><th scope="row">${line.actingFor ?? 'Somebody'} ${recordWords(line, nameOf)}</th><td data-label="Who">${line.personName ?? 'not shown'}</td><td data-label="When">${formatInstant(line.at)}</td></tr>`)}</tbody>
  </table>`
}
