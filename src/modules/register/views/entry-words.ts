import type { Saving, Service } from '#content/arrangement.ts'
import { formatDay, formatList, formatPoundsShort } from '#ui/format.ts'
import { html, type Content, type Html } from '#ui/html.ts'
import { statusTag, type Tone } from '#ui/status-tag.ts'
import { isGoing, type Entry, type EntryMember } from '../entry.ts'
import { freshnessOf } from '../freshness.ts'
import { links } from '../links.ts'
import { partialDateWords } from '../partial-date.ts'
import { formWords, sentence, serviceName, statusWords } from '../text.ts'

/* How an entry is told, the same on every page. */

export function entryTag(entry: Entry): Html {
  const tone: Tone = isGoing(entry) ? (entry.status === 'live' ? 'good' : 'wait') : 'plain'
  return statusTag(statusWords[entry.status], tone)
}

/** "2008 to 2012", "since about July 2012", "planned in 2010". */
export function whenWords({
  started,
  isStartInferred,
  ended,
  isEndPlanned,
  status,
  evidenceOf,
}: Entry): string {
  const about = isStartInferred ? 'about ' : ''
  const end = ended === null ? null : `${isEndPlanned ? 'about ' : ''}${partialDateWords(ended)}`
  if (started === null)
    return status === 'not-proceeded' || status === 'exploring'
      ? `Planned; last seen ${partialDateWords(evidenceOf)}`
      : 'We do not know when it began'
  const start = `${about}${partialDateWords(started)}`
  return end === null ? `Since ${start}` : `${sentence(start)} to ${end}`
}

/** Whether anybody has said lately that it is still so; nothing when there is nothing to say. */
export function freshnessWords(entry: Entry, today: string): string | null {
  const fresh = freshnessOf(entry, today)
  if (fresh.type === 'over') return null
  const since = partialDateWords(fresh.since)
  if (fresh.type !== 'fresh') return `Not confirmed since ${since}`
  return entry.confirmedOn === fresh.since
    ? `Confirmed on ${formatDay(fresh.since)}`
    : `Last seen in ${since}`
}

export function servicesWords(entry: Entry, services: readonly Service[]): string {
  return formatList(
    entry.services.map((id) => serviceName(services, id).toLowerCase().replace(/^it\b/, 'IT')),
  )
}

/** "Joint committee, then one council leads". */
export function formsWords({ forms }: Entry): string {
  if (forms.length === 0) return 'Not known'
  return forms.map((form, i) => (i === 0 ? formWords[form] : formWords[form].toLowerCase())).join(', then ')
}

export function memberLinks(members: readonly EntryMember[]): Content {
  return members.map(
    (member, i) => html`${i > 0 && ', '}${memberLink(member)}${member.role === 'former' && ' (has left)'}`,
  )
}

export function memberLink({ shortName, slug }: EntryMember): Content {
  return slug === null ? shortName : html`<a class="hf-link" href="${links.council(slug)}">${shortName}</a>`
}

/** "£6 million a year", "£40 million in all", "a loss of £1.6 million". */
export function savingWords({ pence, per }: Pick<Saving, 'pence' | 'per'>): string {
  const sum = pence < 0 ? `a loss of ${formatPoundsShort(-pence)}` : formatPoundsShort(pence)
  return `${sum} ${per === 'year' ? 'a year' : 'in all'}`
}
