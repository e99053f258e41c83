import type {
  Arrangement,
  ArrangementForm,
  ArrangementStatus,
  EndReason,
  MemberRole,
  Saving,
} from '#content/arrangement.ts'
import type { Particulars } from './particulars.ts'

/** A council or other body in an entry. Its name is that which it had; `slug` leads to its page where it has one. */
export type EntryMember = {
  readonly council: string
  readonly name: string
  readonly shortName: string
  readonly slug: string | null
  readonly role: MemberRole
  /** Slugs of the councils that stand in its place today: itself, or those that took over from it. */
  readonly today: readonly string[]
}

/** A correction that anyone can see: what was changed, from what to what, why, and who says so. */
export type Correction = {
  readonly on: string
  readonly field: string
  readonly was: string
  readonly is: string
  readonly why: string
  readonly source: string
  /** The council that decided, or null for whoever runs the service. */
  readonly by: string | null
}

/** What a council that is named says about the entry. */
export type CouncilReply = {
  readonly council: string
  readonly name: string
  readonly on: string
  readonly words: string
}

/** Where an entry comes from: collected by us, published by a partnership, or taken over from somebody's list. */
export type Origin =
  | { readonly type: 'collected' }
  | { readonly type: 'published'; readonly on: string; readonly version: number }
  | {
      readonly type: 'imported'
      readonly list: string
      readonly source: string
      readonly licence: string
      readonly on: string
    }

/** One arrangement as the register shows it: public, every field of it. */
export type Entry = Omit<Arrangement, 'members'> & {
  readonly members: readonly EntryMember[]
  readonly origin: Origin
  /** The day on which a council last said that all is still so. */
  readonly confirmedOn: string | null
  /** Codes of the councils that answer for the entry. */
  readonly claimedBy: readonly string[]
  readonly corrections: readonly Correction[]
  readonly replies: readonly CouncilReply[]
  /** How it is run, as far as its councils say. */
  readonly particulars: Particulars
}

/** What stays in the place of an entry that was taken away: its name, when and why. */
export type Tombstone = {
  readonly id: string
  readonly name: string
  readonly on: string
  readonly why: string
}

/** Going on, in whole or in part. */
export const going: readonly ArrangementStatus[] = ['live', 'under-review', 'ending', 'partly-ended']

export function isGoing({ status }: Pick<Entry, 'status'>): boolean {
  return going.includes(status)
}

/** What a reader may narrow the list by. Each is left out, or one value. */
export type Filter = {
  readonly council?: string
  readonly service?: string
  readonly form?: ArrangementForm
  readonly status?: ArrangementStatus
  readonly ending?: EndReason
}

/** Entries that fit every part of the filter, in their order. `council` is the slug of a council of today or of then. */
export function entriesWhere(entries: readonly Entry[], filter: Filter): Entry[] {
  const { council, service, form, status, ending } = filter
  return entries.filter(
    (entry) =>
      (council === undefined || entry.members.some((member) => isCouncil(member, council))) &&
      (service === undefined || entry.services.includes(service)) &&
      (form === undefined || entry.forms.includes(form)) &&
      (status === undefined || entry.status === status) &&
      (ending === undefined || entry.endReason === ending),
  )
}

export function isCouncil(member: EntryMember, slug: string): boolean {
  return member.slug === slug || member.today.includes(slug)
}

/** The highest level of evidence among the figures of an entry, or null when it has none. */
export function savingsOf(entry: Entry, kind: Saving['kind']): Saving[] {
  return entry.savings.filter((saving) => saving.kind === kind)
}
